"""Which fact-check comes first: a small network over the features, learnt from texts with known fact-checks.

features ─less mean, by deviation→ x;  score = w·x + v·tanh(Ax + b)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sayso.errors import StopRun
from sayso.evidence.matching.features import NAMES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "ranker.json"


@dataclass(frozen=True, slots=True)
class Ranker:
    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]
    linear: NDArray[np.float64]
    hidden: NDArray[np.float64]
    """A column for each unit."""
    bias: NDArray[np.float64]
    out: NDArray[np.float64]

    def scores(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """A number for each row; the largest comes first."""
        import numpy as np

        x = (features - self.mean) / self.deviation
        return x @ self.linear + np.tanh(x @ self.hidden + self.bias) @ self.out


def of(held: dict[str, Any]) -> Ranker:
    """The ranker of a file's content.

    Raises:
        StopRun: it was learnt from other features than those that are made here.
    """
    import numpy as np

    if tuple(held["features"]) != NAMES:
        odd = sorted(set(held["features"]) ^ set(NAMES)) or ["their order"]
        raise StopRun(FILE, f"it was learnt from other features ({', '.join(odd)})", "Install sayso anew")
    return Ranker(*(np.array(held[name]) for name in Ranker.__slots__))


@lru_cache(maxsize=1)
def shipped() -> Ranker:
    return of(json.loads(files("sayso.evidence.matching").joinpath(FILE).read_text("utf-8")))
