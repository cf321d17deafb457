"""Truth, reliability and dependence, each from the others, until nothing changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.weighing.settling.dependence import Evidence, Meetings, Ties, tie
from sayso.weighing.settling.groups import Counting, Grouping, alone, count, group
from sayso.weighing.settling.reliability import Reliability, at_start, rate
from sayso.weighing.settling.truth import Layout, Manner, believe, lay_out, spread_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.settlements import Panel

ROUNDS = 30
_PATIENCE = 7
"""Rounds until dependence is looked at anew, where the last look changed nothing."""
_OBJECTS = 20
"""What is supposed of objects' hardness counts as much as so many of them."""
_STILL = 2e-4
"""Mean change of a probability in a round, below which nothing is taken to change any more."""


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
    """Runs rounds until probabilities hardly change and the groups do not."""
    layout = lay_out(panel)
    grouping, ties = alone(len(panel.sources)), _none()
    counting = count(layout, grouping, np.zeros(layout.options))
    reliability, manner = at_start(layout), Manner()
    meetings = Meetings(layout) if dependence else None
    found = believe(layout, reliability.odds, counting.weight, manner)
    done, look = 0, 1
    for done in range(1, rounds + 1):
        looked = meetings is not None and done == look
        if meetings is not None and looked:
            seen = Evidence(found.right, reliability.odds, counting, grouping, manner.spread)
            ties, before = tie(layout, meetings, seen), grouping
            grouping = group(len(panel.sources), ties)
            counting = count(layout, grouping, found.right)
            same = np.array_equal(before.of_source, grouping.of_source)
            look = done + (1 if done < 3 else _PATIENCE if same else 2)
        reliability = rate(layout, found, _tested(layout, counting), reliability.odds)
        manner = Manner(
            spread_of(layout, found.right, counting.weight), _hardness(found.hardness, len(panel.objects))
        )
        last, found = found, believe(layout, reliability.odds, counting.weight, manner)
        if not looked and np.abs(found.right - last.right).mean() < _STILL:
            break
    return Learned(layout, found.right, reliability, grouping, counting, ties, manner, done)


def _hardness(found: float, objects: int) -> float:
    """Few objects tell little of how unlike they are; nor do few sources of how reliable all of them are,
    which a shift of all stands for as well."""
    together = (objects * found**2 + _OBJECTS * Manner().hardness ** 2) / (objects + _OBJECTS)
    return float(min(max(np.sqrt(together), 0.1), 1.5))


def _tested(layout: Layout, counting: Counting) -> NDArray[np.float64]:
    """Of each claim: 1 where a source outside its group speaks of the same object, else next to nothing."""
    total = layout.by_object(layout.by_option(counting.weight))[layout.claim_object]
    return np.where(total - counting.group_object > 0.5, 1.0, 0.01)


def _none() -> Ties:
    nobody = np.empty(0, np.int64)
    return Ties(nobody, nobody, np.empty(0), np.empty(0))
