"""Numbers that stand with another: "seven of the 12", "one in three", "from 11 to 14"."""

from __future__ import annotations

from sayso.claims.figures import numbers, outcomes, units
from sayso.claims.figures.bounds import Bounded
from sayso.claims.figures.numbers import Number
from sayso.claims.figures.tokens import Tokens, words

_DETERMINERS = words("the its their his her our these those")
_CHANGES = words("""
    rose rise rises rising risen fell fall falls falling fallen climbed climb climbs climbing dropped drop
    drops dropping increased increase increases increasing decreased decrease decreases decreasing grew grow
    grows growing grown shrank shrink shrinks shrunk jumped jump jumps declined decline declines declining
    surged soared slipped raised lowered cut reduced revised went up down
""")
_STOPS = frozenset(",;:()")
_BACK = 6
_ROUND = frozenset({20.0, 50.0, 100.0, 1e3, 1e4, 1e5, 1e6})
_SMALL = 10
"""Ratios are told of ten or fewer, or of a round number."""


def change(t: Tokens, first: int) -> bool:
    """Whether the number at token `first` is where a change began: "rose from 11 to 14"."""
    if t.at(first - 1) != "from":
        return False
    for j in range(first - 2, max(-1, first - 2 - _BACK), -1):
        if t.word[j] in _STOPS:
            return False
        if t.word[j] in _CHANGES and t.at(j + 1) != "to":
            return True
    return False


def ratio(t: Tokens, number: Number, stop: int) -> Number | None:
    """ "one in three wells", "two out of every five": a share, and no count of either."""
    j, last = number.last, number.last
    if t.at(j) == "-" and t.at(j + 1) == "in" and t.at(j + 2) == "-":
        j += 3
    elif t.at(j) == "in":
        j += 1
    elif t.at(j) == "out" and t.at(j + 1) == "of":
        j += 2
    else:
        return None
    of = numbers.parse(t, j + (t.at(j) == "every"))
    if of is None or not number.low or number.high is None or not of.low or of.high is None or of.fraction:
        return None
    if number.low >= of.low or not (of.low <= _SMALL or of.low in _ROUND):
        return None
    if t.at(last) == "in" and (
        units.after(t, of.last).sort in {"time", "money", "measure"}
        or outcomes.verb_before(t, number.first, stop)
    ):
        return None
    value = round(number.low / of.low, 6)
    return Number(number.first, of.last, value, value, fraction=True)


def whole(t: Tokens, b: Bounded) -> units.Unit | None:
    """Those that a part is counted of, "of the 12 hostages"; none where something else is said of them."""
    unit = whole_after(t, b.last, b.low if b.low is not None else b.high)
    if unit is None or (b.high is None and b.number.high is None and t.at(b.last + 1) not in _DETERMINERS):
        return None
    return unit


def whole_after(t: Tokens, i: int, part: float | None = 0.0) -> units.Unit | None:
    j = i + 1 if t.at(i) == "out" else i
    if t.at(j) != "of":
        return None
    j += 2 if t.at(j + 1) in _DETERMINERS else 1
    number = (
        numbers.parse(t, j) if t.is_number(j) or t.at(j) in numbers.ONES or t.at(j) in numbers.TENS else None
    )
    if number is None or number.fraction or (part or 0.0) > (number.low or 0.0) or t.at(number.last) == "-":
        return None
    unit = units.after(t, number.last)
    if unit.sort not in {"people", "thing"} or outcomes.told_of(t, unit.last):
        return None
    return unit
