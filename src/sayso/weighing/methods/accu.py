"""Accu: a source's votes weigh as much as it proves accurate, and it is accurate as its values are likely.

Sources are taken to be independent, and an object to have `FALSE` wrong values, each as likely as another.
With `near` values in the panel, similar ones lend one another votes (the paper's AccuSim).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.settlements import Panel, Settlement

if TYPE_CHECKING:
    from sayso.weighing.counting import Floats

METHOD = "accu 1"
PAPER = (
    "Xin Luna Dong, Laure Berti-Equille, Divesh Srivastava: Integrating Conflicting Data: The Role of Source "
    "Dependence. PVLDB 2(1), 2009"
)
START, FALSE, SIMILAR = 0.8, 100, 0.5
"""Accuracy that all sources start with, the paper's n, and its rho: how much similar values' votes count."""
LEAST, MOST = 0.01, 0.99
"""Between which accuracies are kept: one of 0 or 1 could never be outvoted."""
ENOUGH, MOST_ROUNDS = 1e-4, 50


def settle(panel: Panel) -> Settlement:
    from sayso.weighing.counting import Found, settlement

    accuracy, probability, rounds = believed(panel)
    return settlement(panel, METHOD, Found(probability, accuracy, rounds=rounds))


def believed(panel: Panel) -> tuple[Floats, Floats, int]:
    """Accuracy of each source, probability of each option, and rounds until nothing changed."""
    import numpy as np

    from sayso.weighing.counting import per_source

    accuracy, rounds = np.full(len(panel.sources), START), 0
    probability = probabilities(panel, accuracy)
    while rounds < MOST_ROUNDS:
        rounds += 1
        before, accuracy = accuracy, np.clip(per_source(panel, probability), LEAST, MOST)
        probability = probabilities(panel, accuracy)
        if np.abs(accuracy - before).max(initial=0) < ENOUGH:
            break
    return accuracy, probability, rounds


def probabilities(panel: Panel, accuracy: Floats, independent: Floats | None = None) -> Floats:
    """Of each option: that it is right, by the votes for it and for its object's others.

    Args:
        independent: of each statement, how much of its vote is its own.
    """
    import numpy as np

    from sayso.weighing.counting import by_object, by_option, softmax, supported

    kept = np.clip(accuracy, LEAST, MOST)
    votes = np.log(FALSE * kept / (1 - kept))[panel.claim_source]
    counted = by_option(panel, votes if independent is None else votes * independent)
    if len(panel.near[0]):
        counted = counted + SIMILAR * supported(panel, counted)
    stated = by_object(panel, np.ones(len(panel.options)))
    return softmax(panel, counted, unseen=np.maximum(FALSE + 1 - stated, 0))
