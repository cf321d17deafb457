"""How reliable each source is, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.weighing.settling.truth import Belief, Layout

START = 0.8
"""Before anything is known."""
_LOWEST, _HIGHEST = 0.05, 0.995
"""For voting: never so sure of a source that no number of others could outweigh it."""
_HALF = 10.0
"""Claims of a source that tell as much about its kind as all further ones together."""
_GRID = 801


@dataclass(frozen=True)
class Reliability:
    """A beta distribution for each source."""

    right: NDArray[np.float64]
    wrong: NDArray[np.float64]
    odds: NDArray[np.float64]
    """Of each voice: log odds that it is right on an object of usual hardness."""

    @property
    def mean(self) -> NDArray[np.float64]:
        return np.asarray(self.right / (self.right + self.wrong))


def at_start(layout: Layout) -> Reliability:
    sources = len(layout.panel.sources)
    odds = np.full(len(layout.speaker), float(_log_odds(START)))
    return Reliability(np.full(sources, START), np.full(sources, 1 - START), odds)


def rate(
    layout: Layout, found: Belief, tested: NDArray[np.float64], before: NDArray[np.float64]
) -> Reliability:
    """Each source's share of right claims, drawn towards that of all (empirical Bayes: the prior is fitted).

    Args:
        tested: of each claim, how far others who are independent speak of its object: a source that nobody
            else speaks to is not made reliable by itself.
        before: of each voice, the log odds of the round before.
    """
    panel = layout.panel
    fit = fitness(layout, found.right)[panel.claim_option]
    count = layout.by_source(tested)
    right = layout.by_source(tested * fit)
    mean, strength = _prior(right, count, layout.kind)
    worth = _worth(right, count, layout.by_source(tested * fit * (1 - fit)))
    made = right * worth + mean * strength, (count - right) * worth + (1 - mean) * strength
    return Reliability(
        *made, _odds(layout, found, (tested, tested * fit, before), made[0] / (made[0] + made[1]))
    )


def _odds(
    layout: Layout,
    found: Belief,
    claims: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    mean: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Of each voice, what explains its share of right claims, given how hard its objects were.

    A voice is drawn towards its source, the more the less the voices of sources differ.
    """
    tested, right_of, before = claims
    count, right = layout.by_voice(tested), layout.by_voice(right_of)
    target = usual = mean[layout.speaker]
    strength = _likeness(right, count, usual)
    if len(usual) > len(mean):
        target = (right + usual * strength) / (count + strength)
    awaited = layout.by_voice(tested * _chance(before[layout.voice] + found.shift[layout.claim_object]))
    awaited = (awaited + strength * _chance(before)) / (count + strength)
    step = np.clip(_log_odds(target) - _log_odds(awaited), -1.0, 1.0)
    return np.clip(before + step, _log_odds(_LOWEST), _log_odds(_HIGHEST))


def _chance(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-odds)))


def _log_odds(chance: NDArray[np.float64] | float) -> NDArray[np.float64]:
    kept = np.clip(chance, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(kept) - np.log1p(-kept))


def fitness(layout: Layout, belief: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each option, how far who states it is right: as it is, or since what is right entails it."""
    one, other, far = layout.panel.near
    entails = far >= 1.0
    by_others = np.bincount(other[entails], belief[one[entails]], layout.options)
    return np.minimum(belief + by_others, 1.0)


def _prior(
    right: NDArray[np.float64], count: NDArray[np.float64], kind: NDArray[np.int64]
) -> tuple[NDArray[np.float64], float]:
    """Mean, for each source by its kind, and strength of the beta distribution behind their shares."""
    share = right / np.maximum(count, 1e-9)
    heft = count / (count + _HALF)
    whole = (heft @ share + 2 * START) / (heft.sum() + 2)
    mean = (np.bincount(kind, heft * share) + _HALF * whole) / (np.bincount(kind, heft) + _HALF)
    mean = np.clip(mean, 0.05, 0.97)[kind]
    often = count >= 3
    if often.sum() < 3:
        return mean, 4.0
    usual = mean * (1 - mean)
    apart = ((share - mean) ** 2 - usual / np.maximum(count, 1))[often]
    spread = float(np.average(apart, weights=heft[often]))
    strength = float(usual[often].mean()) / max(spread, 1e-4) - 1
    return mean, float(np.clip(strength, 2.0, 50.0))


def _likeness(right: NDArray[np.float64], count: NDArray[np.float64], usual: NDArray[np.float64]) -> float:
    """How many claims of a voice its source's reliability is worth."""
    often = count >= 10
    if not often.any():
        return 20.0
    sampling = usual * (1 - usual)
    apart = ((right / np.maximum(count, 1) - usual) ** 2 - sampling / np.maximum(count, 1))[often]
    return float(np.clip(sampling[often].mean() / max(float(apart.mean()), 1e-4) - 1, 4.0, 200.0))


def _worth(
    right: NDArray[np.float64], count: NDArray[np.float64], doubt: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What a claim counts for, below 1 where it is not sure which were right."""
    share = (right + 1) / (count + 2)
    sampling = share * (1 - share)
    return np.asarray(sampling / (sampling + doubt / np.maximum(count, 1.0)))


def intervals(reliability: Reliability, mass: float = 0.9) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ends of the central credible interval of each source, to a thousandth."""
    low, high = np.empty_like(reliability.right), np.empty_like(reliability.right)
    for start in range(0, len(low), 1000):
        part = slice(start, start + 1000)
        low[part], high[part] = _quantiles(reliability.right[part], reliability.wrong[part], mass)
    return low, high


def _quantiles(
    right: NDArray[np.float64], wrong: NDArray[np.float64], mass: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """By summing the density over a grid that is fine where the distribution is."""
    total = right + wrong
    mean = right / total
    sd = np.sqrt(mean * (1 - mean) / (total + 1))
    left, width = np.maximum(mean - 8 * sd, 0.0), np.minimum(mean + 8 * sd, 1.0)
    steps = (np.arange(_GRID) + 0.5) / _GRID
    at = left[:, None] + (width - left)[:, None] * steps
    height = (right[:, None] - 1) * np.log(at) + (wrong[:, None] - 1) * np.log1p(-at)
    share = np.exp(height - height.max(axis=1, keepdims=True)).cumsum(axis=1)
    share /= share[:, -1:]
    rows = np.arange(len(right))
    ends = [np.argmax(share >= edge, axis=1) for edge in ((1 - mass) / 2, (1 + mass) / 2)]
    return at[rows, ends[0]], at[rows, ends[1]]
