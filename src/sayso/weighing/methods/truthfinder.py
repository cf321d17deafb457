"""TruthFinder: a source is as trustworthy as its values are sure, and a value is sure by who states it.

Similar values support one another and unlike ones speak against each other. Its confidences are each
option's own and need not sum to 1; where an object's sum to more they are divided by their sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.settlements import Panel, Settlement

if TYPE_CHECKING:
    from sayso.weighing.counting import Floats

METHOD = "truthfinder 1"
PAPER = (
    "Xiaoxin Yin, Jiawei Han, Philip S. Yu: Truth Discovery with Multiple Conflicting Information Providers "
    "on the Web. IEEE Transactions on Knowledge and Data Engineering 20(6), 2008"
)
START, SUPPORT, DAMPING, UNLIKE = 0.9, 0.5, 0.3, 0.5
"""The paper's t0, rho, gamma and base_sim."""
ENOUGH = 1e-5
"""The trust of all sources has settled when 1 - cosine of two rounds is under this, as in the paper."""
MOST_ROUNDS = 50
_SUREST = 1 - 1e-9


def settle(panel: Panel) -> Settlement:
    import numpy as np

    from sayso.weighing.counting import Found, by_object, per_source, settlement

    trust = np.full(len(panel.sources), START)
    rounds, confidence = 0, np.zeros(len(panel.options))
    while rounds < MOST_ROUNDS:
        rounds += 1
        confidence = _confidence(panel, trust)
        before, trust = trust, per_source(panel, confidence)
        if 1 - trust @ before / (np.linalg.norm(trust) * np.linalg.norm(before) + 1e-12) < ENOUGH:
            break
    total = by_object(panel, confidence)[panel.option_object]
    found = Found(confidence / np.maximum(total, 1), trust, rounds=rounds)
    return settlement(panel, METHOD, found)


def _confidence(panel: Panel, trust: Floats) -> Floats:
    import numpy as np

    from sayso.weighing.counting import by_object, by_option, supported

    scores = -np.log1p(-np.minimum(trust, _SUREST))
    votes = by_option(panel, scores[panel.claim_source])
    others = by_object(panel, votes)[panel.option_object] - votes
    adjusted = votes + SUPPORT * (supported(panel, votes) - UNLIKE * others)
    confidence: Floats = 1 / (1 + np.exp(-DAMPING * adjusted))
    return confidence
