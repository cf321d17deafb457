"""Which sources count as one, and how much each claim then counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.weighing.settling.dependence import Ties
    from sayso.weighing.settling.truth import Layout

_UNSEEN = -2.0
"""Log odds of a tie between members of two groups that no evidence was found for."""
_PRIOR = 2.0
"""Mistakes that the copying seen between pairs is worth."""


@dataclass(frozen=True)
class Grouping:
    """A partition of the sources."""

    of_source: NDArray[np.int32]
    """The group's number; a source that stands alone is a group."""
    sizes: NDArray[np.int64]
    odds: NDArray[np.float64]
    """Of each group: log odds of the weakest tie that holds it together."""
    copied: NDArray[np.float64]
    """Of each source: of what it shares with its group, how much is probably had from there."""

    def members(self) -> list[NDArray[np.int64]]:
        """Of the groups of two and more, the largest first."""
        order = np.argsort(self.of_source, kind="stable")
        parts = np.split(order, np.cumsum(self.sizes)[:-1])
        return sorted((part for part in parts if len(part) > 1), key=len, reverse=True)


def alone(sources: int) -> Grouping:
    return Grouping(
        np.arange(sources, dtype=np.int32), np.ones(sources, np.int64), np.zeros(sources), np.zeros(sources)
    )


def group(sources: int, ties: Ties) -> Grouping:
    """Joins the strongest ties first; two groups are joined when the evidence between all their members,
    taken together, speaks for it. So one doubtful tie does not chain two groups into one."""
    strong = np.flatnonzero(ties.odds > 0)
    strong = strong[np.argsort(-ties.odds[strong], kind="stable")]
    between = _Between(ties)
    for at in strong.tolist():
        between.join(int(ties.one[at]), int(ties.other[at]), float(ties.odds[at]))
    return _grouping(sources, ties, between)


class _Between:
    """Groups as they grow, and the evidence between members."""

    def __init__(self, ties: Ties) -> None:
        self.home: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}
        self.weakest: dict[int, float] = {}
        pairs = zip(ties.one.tolist(), ties.other.tolist(), strict=True)
        self.odds = dict(zip(pairs, ties.odds.tolist(), strict=True))

    def join(self, one: int, other: int, odds: float) -> None:
        first, second = self.home.get(one, one), self.home.get(other, other)
        mine, theirs = self.members.get(first, [one]), self.members.get(second, [other])
        if first == second or self._total(mine, theirs) <= 0:
            return
        weakest = min(odds, self.weakest.get(first, odds), self.weakest.get(second, odds))
        self.members[first] = mine + theirs
        self.members.pop(second, None)
        self.weakest[first] = weakest
        for source in self.members[first]:
            self.home[source] = first

    def _total(self, mine: list[int], theirs: list[int]) -> float:
        found = (self.odds.get((min(a, b), max(a, b)), _UNSEEN) for a in mine for b in theirs)
        return float(sum(max(-20.0, min(20.0, odds)) for odds in found))


def _grouping(sources: int, ties: Ties, between: _Between) -> Grouping:
    home = np.arange(sources)
    for first, members in between.members.items():
        home[members] = first
    _, of_source, sizes = np.unique(home, return_inverse=True, return_counts=True)
    odds = np.zeros(len(sizes))
    for first, weakest in between.weakest.items():
        odds[of_source[first]] = weakest
    inside = of_source[ties.one] == of_source[ties.other]
    copied = np.zeros(sources)
    share = ties.share[inside] / (1 + np.exp(-np.clip(ties.odds[inside], -30, 30)))
    np.maximum.at(copied, ties.one[inside], share)
    np.maximum.at(copied, ties.other[inside], share)
    return Grouping(of_source.astype(np.int32), sizes, odds, copied)


@dataclass(frozen=True)
class Counting:
    """How much each claim counts."""

    weight: NDArray[np.float64]
    group_option: NDArray[np.float64]
    """Of each claim: the weight of its source's group on its option."""
    group_object: NDArray[np.float64]
    """Of each claim: the weight of its source's group on its object."""


def count(layout: Layout, grouping: Grouping, belief: NDArray[np.float64]) -> Counting:
    """One claim of a group for an option counts in full, the others for what they may have seen themselves.

    Who copied from whom is not settled, so that the discount is laid on all alike.
    """
    panel = layout.panel
    weight = np.ones(len(panel.claim_option))
    group_option, group_object = weight.copy(), weight.copy()
    group_of = grouping.of_source[panel.claim_source]
    at = np.flatnonzero(grouping.sizes[group_of] > 1)
    if not len(at):
        return Counting(weight, group_option, group_object)
    slot, shared = _slots(panel.claim_option[at], group_of[at], len(grouping.sizes))
    beside, speaking = _slots(layout.claim_object[at], group_of[at], len(grouping.sizes))
    wrong = (1 - belief)[panel.claim_option[at]] * (speaking[beside] > 1)
    copied = _copied(grouping.copied, panel.claim_source[at], wrong, shared[slot] > 1)[panel.claim_source[at]]
    mean = np.bincount(slot, copied) / shared
    weight[at] = ((1 + (shared - 1) * (1 - mean)) / shared)[slot]
    group_option[at] = np.bincount(slot, weight[at])[slot]
    group_object[at] = np.bincount(beside, weight[at])[beside]
    return Counting(weight, group_option, group_object)


def _copied(
    prior: NDArray[np.float64],
    source: NDArray[np.int32],
    wrong: NDArray[np.float64],
    shared: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Of each source: how many of its mistakes it has from its group. That is what a vote has to be protected
    from: liars who each tell the truth by themselves agree on all of their lies."""
    mistakes = np.bincount(source, wrong, len(prior))
    together = np.bincount(source, wrong * shared, len(prior))
    return np.asarray((together + _PRIOR * prior) / (mistakes + _PRIOR))


def _slots(
    thing: NDArray[np.int32], group_of: NDArray[np.int32], groups: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of the pairs of a thing and a group, and how many claims each pair has."""
    key = thing.astype(np.int64) * groups + group_of
    _, slot, sizes = np.unique(key, return_inverse=True, return_counts=True)
    return slot, sizes
