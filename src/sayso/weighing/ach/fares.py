"""How hypotheses fare: priors, probabilities with their ranges, inconsistency, ranks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.matrices import Fare, Hypothesis, Matrix
from sayso.weighing.ach.defaults import band
from sayso.weighing.ach.pieces import MIDDLE, Pieces, natural

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.weighing.ach.pieces import Floats

CLOSE = 1e-9
"""Nearer than this is equal."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All hypotheses' standing, in the order of `Pieces.hypotheses`."""

    logits: Floats
    """H: log prior and what the evidence says, at the middle reading."""
    against: Floats
    """H: inconsistency."""
    probabilities: Floats
    """S x H."""

    @property
    def now(self) -> Floats:
        """H: at the middle reading."""
        middle: Floats = self.probabilities[MIDDLE]
        return middle

    @property
    def leading(self) -> NDArray[np.bool_]:
        """H: which are most probable; more than one only if they are equal."""
        most: NDArray[np.bool_] = self.logits >= self.logits.max() - CLOSE
        return most

    @property
    def least(self) -> NDArray[np.bool_]:
        """H: which are least inconsistent."""
        least: NDArray[np.bool_] = self.against <= self.against.min() + CLOSE
        return least


def stand(matrix: Matrix, pieces: Pieces) -> Standing:
    import numpy as np

    by_id = {h.id: h for h in matrix.hypotheses}
    prior = np.log(priors([by_id[name] for name in pieces.hypotheses]))
    share = pieces.share
    logits = np.array([prior + exact(share[:, None] * says) for says in pieces.says])
    against = exact(share[:, None] * pieces.against)
    return Standing(logits[MIDDLE], against, softmax(logits))


def priors(hypotheses: Sequence[Hypothesis]) -> list[float]:
    """They sum to 1. Those that state none share what is left; if nothing is left, each has an even share."""
    stated = [h.prior for h in hypotheses if h.prior is not None]
    silent = len(hypotheses) - len(stated)
    left = 1 - math.fsum(stated)
    each = (left / silent if left > CLOSE else 1 / len(hypotheses)) if silent else 0.0
    given = [max(each if h.prior is None else h.prior, 1e-6) for h in hypotheses]
    whole = math.fsum(given)
    return [p / whole for p in given]


def exact(values: Floats) -> Floats:
    """Sums of columns that do not depend on the order of rows, to the last bit."""
    import numpy as np

    return np.array([math.fsum(column) for column in values.T.tolist()])


def softmax(logits: Floats) -> Floats:
    import numpy as np

    if not logits.shape[-1]:
        return logits
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = odds / odds.sum(axis=-1, keepdims=True)
    return shares


def fares(matrix: Matrix, pieces: Pieces, standing: Standing) -> tuple[Fare, ...]:
    """Most probable first; of equals the less inconsistent, then by name."""
    lows, highs = standing.probabilities.min(axis=0), standing.probabilities.max(axis=0)
    found = []
    for i, name in enumerate(pieces.hypotheses):
        p, against = float(standing.now[i]), float(standing.against[i])
        rank = 1 + int((standing.against < against - CLOSE).sum())
        found.append(Fare(name, against, rank, p, float(lows[i]), float(highs[i]), band(min(p, 1.0))))
    return tuple(
        sorted(
            found, key=lambda f: (-round(f.probability, 9), round(f.inconsistency, 9), natural(f.hypothesis))
        )
    )
