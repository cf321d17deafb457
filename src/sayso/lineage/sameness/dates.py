"""Dates of two tellings: whether one day can be meant."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sayso import edtf
from sayso.lineage.links import Drift
from sayso.lineage.sameness.quantities import TextOf
from sayso.types import Span, Time

_YEAR = re.compile(r"\b\d{4}\b")
_DAYS = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_WHOLE = re.compile(r"(-?[0-9X]{4})((?:-[0-9X]{2}){0,2})")
_FAR = 30
_NEAR_DAYS = 1
"""Days between two dates that time zones and nights explain."""


class Date(NamedTuple):
    text: str
    place: Span
    value: str | None
    """EDTF; the year is masked where it was inferred for a day or month that the words give."""
    weekday: str | None


def dates(times: Sequence[Time], text_of: TextOf, published: str | None) -> tuple[Date, ...]:
    return tuple(_date(time, *text_of(time.span), published) for time in times)


def _date(time: Time, text: str, place: Span, published: str | None) -> Date:
    day = _DAYS.search(text)
    value = time.value.rstrip("?~%") if time.value else None
    if value and _is_inferred(value, text) and day is None:
        value = "XXXX" + value[4:]
    if published is None and value is None and day is None:
        return Date(text, place, None, None)
    return Date(text or (value or ""), place, value, day[1].casefold() if day else None)


def _is_inferred(value: str, text: str) -> bool:
    """Whether the words give day and month, and the year is only the nearest one."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None and (
        _YEAR.search(text) is None and re.search(r"\d", text) is not None
    )


def agree(a: Date, b: Date) -> bool | None:
    """Whether both may be one day; None where nothing tells."""
    if a.value is None or b.value is None:
        if a.weekday and b.weekday and a.value is b.value is None:
            return a.weekday == b.weekday
        return None
    return _compatible(a.value, b.value)


@lru_cache(maxsize=100_000)
def _compatible(a: str, b: str) -> bool | None:
    if a == b:
        return True
    if "X" in a[:4] or "X" in b[:4]:
        return _masked(a, b)
    (low, high), (first, last) = edtf.bounds(a), edtf.bounds(b)
    if not (low and high and first and last):
        return None
    gap = max(_days(high, first), _days(last, low))
    # "2019" and "2021" are far apart; a night between two days is not.
    return gap <= (_NEAR_DAYS if max(len(a), len(b)) > len("2031-01-01") else 0)


def _days(earlier: str, later: str) -> int:
    """From the end of one to the begin of the other; below 1 where they meet."""
    try:
        return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
    except ValueError:
        return 0


def _masked(a: str, b: str) -> bool | None:
    one, other = _WHOLE.match(a), _WHOLE.match(b)
    if one is None or other is None:
        return None
    return all(x == y or "X" in (x, y) for x, y in zip(one[0], other[0], strict=False))


def verdict(one: Sequence[Date], other: Sequence[Date]) -> bool | None:
    """True: some date of one is some date of the other. False: all that can be compared differ."""
    found = [answer for a in one for b in other if (answer := agree(a, b)) is not None]
    return any(found) if found else None


def distance(one: Sequence[Date], other: Sequence[Date]) -> float:
    """How far the nearest two lie apart, in days, months or years as they are given: 0 for none, 1 for 30."""
    gaps = [_gap(a.value, b.value) for a in one for b in other if a.value and b.value]
    known = [gap for gap in gaps if gap is not None]
    return min(1.0, math.log1p(min(known)) / math.log1p(_FAR)) if known else 0.0


@lru_cache(maxsize=100_000)
def _gap(a: str, b: str) -> float | None:
    (low, high), (first, last) = edtf.bounds(a), edtf.bounds(b)
    if not (low and high and first and last):
        return None
    unit = {4: 365.0, 7: 30.0}.get(min(len(a), len(b)), 1.0)
    return max(0, _days(high, first), _days(last, low)) / unit


def drifts(one: Sequence[Date], other: Sequence[Date]) -> list[Drift]:
    if verdict(one, other) is not False:
        return []
    a, b = one[0].text, other[0].text
    return [Drift("time", a, b, f"“{a}” became “{b}”, which is another time")]
