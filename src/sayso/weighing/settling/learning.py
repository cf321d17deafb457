"""Truth, reliability and dependence, each from the others, until nothing changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.weighing.settling.dependence import Evidence, Meetings, Ties, tie
from sayso.weighing.settling.groups import Counting, Grouping, alone, count, group
from sayso.weighing.settling.reliability import Reliability, at_start, rate
from sayso.weighing.settling.truth import Belief, Layout, Manner, believe, lay_out, spread_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.settlements import Panel

ROUNDS = 30
_LOOKS = (1, 2, 3, 4, 6, 8, 11, 15, 20)
"""Rounds in which dependence is looked at anew."""
_STILL = 1e-3


@dataclass(frozen=True)
class Learned:
    """What the rounds came to."""

    layout: Layout
    belief: NDArray[np.float64]
    """Of each option: that it is right."""
    reliability: Reliability
    grouping: Grouping
    counting: Counting
    ties: Ties
    manner: Manner
    rounds: int


def learn(panel: Panel, *, rounds: int = ROUNDS, dependence: bool = True) -> Learned:
    """Runs rounds until no probability changes by more than a thousandth."""
    layout = lay_out(panel)
    grouping, ties = alone(len(panel.sources)), _none()
    counting = count(layout, grouping)
    reliability, manner = at_start(len(panel.sources)), Manner()
    meetings = Meetings(layout) if dependence else None
    found = _belief(layout, reliability, counting, manner)
    belief, done = found.right, 0
    for done in range(1, rounds + 1):
        looked = meetings is not None and done in _LOOKS
        if meetings is not None and looked:
            seen = Evidence(belief, reliability.mean, counting, grouping, manner.spread)
            ties = tie(layout, meetings, seen)
            grouping = group(len(panel.sources), ties)
            counting = count(layout, grouping)
        reliability = rate(layout, found, _tested(layout, counting), reliability.odds)
        manner = Manner(spread_of(layout, belief, counting.weight), min(max(found.hardness, 0.1), 1.5))
        found = _belief(layout, reliability, counting, manner)
        before, belief = belief, found.right
        if not looked and np.abs(belief - before).max(initial=0.0) < _STILL:
            break
    return Learned(layout, belief, reliability, grouping, counting, ties, manner, done)


def _belief(layout: Layout, reliability: Reliability, counting: Counting, manner: Manner) -> Belief:
    odds = reliability.odds[layout.panel.claim_source]
    return believe(layout, odds, counting.weight, manner)


def _tested(layout: Layout, counting: Counting) -> NDArray[np.float64]:
    """Of each claim: 1 where a source outside its group speaks of the same object, else next to nothing."""
    total = layout.by_object(layout.by_option(counting.weight))[layout.claim_object]
    return np.where(total - counting.group_object > 0.5, 1.0, 0.01)


def _none() -> Ties:
    nobody = np.empty(0, np.int64)
    return Ties(nobody, nobody, np.empty(0), np.empty(0))
