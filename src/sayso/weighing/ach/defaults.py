"""What marks, grades and words of probability are taken to mean, stated in one place.

A mark says how likely one is to see the row if the hypothesis holds. The five are read as the five words of
probability of ICD 203 (2015) around "roughly even chance": CC "very likely", C "likely", N even,
I "unlikely", II "very unlikely". The middle of each band gives the probabilities, its two ends the range. So
read, what is inconsistent weighs more than what is consistent, as Heuer (1999, ch. 8) asks: C against I is 2
to 1 (1.2 to 4), CC against II 7 to 1 (4 to 19), which forensic scales call weak to moderate support (ENFSI,
2015).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sayso.errors import StopRun
from sayso.matrices import BANDS, Band, Mark

SCORES: Mapping[Mark, int] = MappingProxyType({"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2})
"""Places on the scale. NA has none."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """The numbers that the reading of a matrix rests on."""

    weak: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"CC": 0.80, "C": 0.55, "N": 0.5, "I": 0.45, "II": 0.20})
    )
    middle: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"CC": 0.875, "C": 0.675, "N": 0.5, "I": 0.325, "II": 0.125})
    )
    strong: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"CC": 0.95, "C": 0.80, "N": 0.5, "I": 0.20, "II": 0.05})
    )
    """How likely one is to see the row if the hypothesis holds: each mark at the end of its band that is
    nearest to even, in the middle, and at the far end."""
    points: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({"I": 1.0, "II": 2.0}))
    """What a mark adds to a hypothesis's inconsistency; what is not there adds nothing (PARC ACH 2.0)."""
    trust: Mapping[int, float] = field(
        default_factory=lambda: MappingProxyType({1: 1.0, 2: 0.9, 3: 0.75, 4: 0.5, 5: 0.25, 6: 0.75})
    )
    """By item credibility: how probable it is that a row is what it seems. Ungraded ones count as marked."""
    suspicion: float = 0.5
    """Probability that a row was staged, where one asks what if a hypothesis's author wanted it found."""
    most_pairs: int = 20
    """Pairs of rows that are listed among the turns."""
    most_sought: int = 8
    """Things to look for that are listed."""

    def logs(self, between: float) -> dict[str, float]:
        """Log likelihood ratio of each mark against N, for -1 (weak), 0 (middle), 1 (strong) or between."""
        end, share = (self.strong, between) if between >= 0 else (self.weak, -between)
        return {
            mark: (1 - share) * math.log(self.middle[mark] / self.middle["N"])
            + share * math.log(end[mark] / end["N"])
            for mark in self.middle
        }

    def told(self) -> str:
        """The ratios of the marks at the middle reading, in a line."""
        ratios = {mark: p / self.middle["N"] for mark, p in self.middle.items()}
        return ", ".join(
            f"{mark} {r:.3g}" if r >= 1 else f"{mark} 1/{1 / r:.3g}" for mark, r in ratios.items()
        )


DEFAULTS = Defaults()

_EDGES = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)


def band(p: float) -> Band:
    """The words of ICD 203 for a probability.

    Raises:
        StopRun: it is not one.
    """
    if not 0 <= p <= 1:
        raise StopRun(f"probability {p!r}", "not a number from 0 to 1", "Give for instance 0.3")
    # 0.05 may come as 0.05000000000000004: that is no other band.
    return BANDS[sum(round(p, 9) > edge for edge in _EDGES)]
