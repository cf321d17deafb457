"""Single rows and pairs that change the order if they are false or planted."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sayso.matrices import Turn, TurnBy
from sayso.weighing.ach.defaults import Defaults
from sayso.weighing.ach.fares import CLOSE, Standing, softmax
from sayso.weighing.ach.pieces import Pieces, natural
from sayso.weighing.ach.sensitivity import Without, singles, without
from sayso.weighing.ach.wording import listed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.weighing.ach.pieces import Floats

_BLOCK = 100_000
"""Pairs weighed at a time: a thousand rows have half a million."""
_BY: tuple[TurnBy, ...] = ("both", "probability", "inconsistency")
"""The most decisive first."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How things stand without some pieces, one case a line."""

    pieces: NDArray[np.intp]
    probabilities: Floats
    leading: NDArray[np.bool_]
    least: NDArray[np.bool_]
    by_probability: NDArray[np.bool_]
    """Whether others lead than now."""
    by_inconsistency: NDArray[np.bool_]
    """Whether one is least inconsistent that is not now."""


class _Then(NamedTuple):
    leader: str
    probability: float
    by: TurnBy
    even: Sequence[str]
    """Hypotheses that lead with it."""


class _Case(NamedTuple):
    """One that turns it: sorted by how decisive it is, then by place."""

    order: int
    against: float
    at: tuple[int, ...]
    turn: Turn


def turning_alone(found: Sequence[Turn]) -> list[str]:
    """Rows that by themselves change which hypothesis is most probable."""
    return [turn.rows[0] for turn in found if len(turn.rows) == 1 and turn.by != "inconsistency"]


def turns(pieces: Pieces, standing: Standing, defaults: Defaults) -> tuple[tuple[Turn, ...], int]:
    """Single pieces that turn an order, then pairs neither of which does so alone; the most decisive first.

    And how many pairs there are besides the listed.
    """
    if len(pieces.hypotheses) < 2 or not pieces.members:
        return (), 0
    alone = _outlook(standing, singles(pieces))
    turning = alone.by_probability | alone.by_inconsistency
    one = sorted(_cases(pieces, standing, alone, turning, len(turning)))
    two: list[_Case] = []
    count = 0
    for taken in _pairs(alone):
        both = _outlook(standing, without(pieces, taken))
        turning = _new(both, alone)
        count += int(turning.sum())
        fresh = _cases(pieces, standing, both, turning, defaults.most_pairs)
        two = heapq.nsmallest(defaults.most_pairs, chain(two, fresh))
    return tuple(case.turn for case in (*one, *two)), count - len(two)


def _pairs(alone: Outlook) -> Iterator[NDArray[np.intp]]:
    """Pairs of pieces in blocks, but for pieces that turn both orders alone."""
    import numpy as np

    among = np.flatnonzero(~(alone.by_probability & alone.by_inconsistency))
    first, second = np.triu_indices(len(among), k=1)
    for start in range(0, len(first), _BLOCK):
        block = slice(start, start + _BLOCK)
        yield np.stack([among[first[block]], among[second[block]]], axis=1)


def _new(both: Outlook, alone: Outlook) -> NDArray[np.bool_]:
    """Which pairs turn an order that neither of the two turns alone."""
    probability = both.by_probability & ~alone.by_probability[both.pieces].any(axis=1)
    inconsistency = both.by_inconsistency & ~alone.by_inconsistency[both.pieces].any(axis=1)
    either: NDArray[np.bool_] = probability | inconsistency
    return either


def _outlook(standing: Standing, taken: Without) -> Outlook:
    logits = standing.logits + taken.logits
    against = standing.against + taken.against
    leading = logits >= logits.max(axis=1, keepdims=True) - CLOSE
    least = against <= against.min(axis=1, keepdims=True) + CLOSE
    return Outlook(
        pieces=taken.pieces,
        probabilities=softmax(logits),
        leading=leading,
        least=least,
        by_probability=(leading != standing.leading).any(axis=1),
        # A tie that is only broken has no new leader: with marks of a few points ties are common.
        by_inconsistency=(least & ~standing.least).any(axis=1),
    )


def _cases(
    pieces: Pieces, standing: Standing, outlook: Outlook, turning: NDArray[np.bool_], most: int
) -> Iterator[_Case]:
    """The most decisive of those that turn it: sentences are made for these only."""
    import numpy as np

    at = np.flatnonzero(turning)
    by_inconsistency = ~outlook.by_probability[at]
    now = np.where(by_inconsistency[:, None], outlook.least[at], outlook.leading[at])
    before = np.where(by_inconsistency[:, None], standing.least, standing.leading)
    fresh = now & ~before
    leaders = np.where(fresh.any(axis=1), fresh.argmax(axis=1), now.argmax(axis=1))
    probabilities = outlook.probabilities[at, leaders]
    order = np.where(by_inconsistency, 2, np.where(outlook.by_inconsistency[at], 0, 1))
    for n in np.lexsort((-np.round(probabilities, 9), order))[:most]:
        members = tuple(int(i) for i in outlook.pieces[at[n]])
        leader = int(leaders[n])
        even = [pieces.hypotheses[i] for i in np.flatnonzero(now[n]) if i != leader]
        then = _Then(pieces.hypotheses[leader], float(probabilities[n]), _BY[order[n]], even)
        turn = _turn([pieces.members[i] for i in members], then)
        yield _Case(int(order[n]), -round(then.probability, 9), members, turn)


def _turn(members: Sequence[tuple[str, ...]], then: _Then) -> Turn:
    rows = tuple(m[0] for m in members)
    copies = tuple(row for m in members for row in m[1:])
    what = " and ".join(rows) + (f", with {_copies(copies)}" if copies else "")
    verb = "is" if len(rows) == 1 and not copies else "are"
    odds = f"{then.leader}: {then.probability:.0%}"
    why = f"If {what} {verb} false or planted, {_leads(then)} ({odds}){_STAYS.get(then.by, '')}."
    return Turn(rows, then.leader, then.probability, why, then.by, copies)


def _leads(then: _Then) -> str:
    leaders = listed(sorted([then.leader, *then.even], key=natural))
    if then.by == "inconsistency":
        return f"{leaders} {'are' if then.even else 'is'} then least inconsistent"
    return f"{leaders} then {'lead together' if then.even else 'leads'} {_MEASURE[then.by]}"


_MEASURE: dict[TurnBy, str] = {
    "both": "by probability and by inconsistency",
    "probability": "by probability, not by inconsistency",
}
_STAYS: dict[TurnBy, str] = {"inconsistency": "; which is most probable stays as it is"}


def _copies(rows: Sequence[str]) -> str:
    return f"{'its copy' if len(rows) == 1 else 'the copies'} {', '.join(rows)}"
