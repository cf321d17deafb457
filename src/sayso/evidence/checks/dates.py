"""Dates against dates: 31 July is not 1 August, and October 2011 lies in 2011.

Two dates are compared by their EDTF values, as coarse as the coarser of them; a year that neither text tells
is left out. "Before", "after", "by" and "since" make a bound of a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso import edtf
from sayso.evidence.checks.sides import Side, local, share
from sayso.findings import Check, Label
from sayso.types import Span, Time

_FIRST, _LAST = "0000-00-00", "9999-99-99"
_BEFORE = re.compile(r"\b(before|prior to|earlier than|by|no later than)(?: the)? $", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up to|through|as of|as at)(?: the)? $", re.IGNORECASE)
"""What lasted, or was counted, up to a day: other days tell nothing against it."""
_AFTER = re.compile(r"\b(after|later than|since|following|no earlier than)(?: the)? $", re.IGNORECASE)
_LEFT_OUT = frozenset({"before", "prior to", "earlier than", "after", "later than", "following"})
_MONTH_DAY = re.compile(r"XXXX-\d\d(?:-\d\d)?")
_YEAR_BEHIND = re.compile(r" ?,? ?([12]\d{3})\b")
_SEASON = re.compile(r"XXXX-(?:2[1-4]|3[3-6])")
"""A season or quarter of no year names too many things."""
_ADVERBIAL = re.compile(
    r"\b(?:in|since|during|of|from|around|about|late|early|mid|year|between)[ -](?:the )?$", re.IGNORECASE
)
_DECADE = re.compile(r" ?['’]s\b")
_REACH = 16
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_DAY = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{'|'.join(_MONTHS)})[a-z]*"
    rf"|(?P<n>{'|'.join(_MONTHS)})[a-z]* (?P<e>\d{{1,2}}))\b",
    re.IGNORECASE,
)
_NOMINAL = "2000"
"""The year put for both where neither is known: a leap year, so that it has every day."""
_SHARED, _DECIDING, _WHOLE = 0.5, 0.85, 0.99
"""How much the sentences must share for dates to be compared, to decide against, and to decide for."""
_LOCAL = 0.6
"""How much of the claim must stand in the sentence itself, to decide against it."""


@dataclass(frozen=True, slots=True)
class Date:
    """When something was, as told: EDTF, and whether it is a bound of the time meant."""

    text: str
    value: str | None
    weekday: str | None
    bound: str = "on"
    """on, before, by, after, since, until."""
    start: int = 0


def dates(side: Side) -> list[Date]:
    """The dates that say when something was: a year that only names a thing ("the 2008 final") is none."""
    found = [_date(side, time) for time in _whole(side, side.stated.times)]
    return [d for d in found if _is_told(side, d)]


def _whole(side: Side, times: Sequence[Time]) -> list[Time]:
    """ "November 8 , 1989", as tokenised text writes it, is one date."""
    done: list[Time] = []
    for time in times:
        before = done[-1] if done else None
        if before and _continues(side, before, time):
            span = Span(before.span.start, time.span.end)
            done[-1] = Time(span, f"{time.value}{(before.value or '')[4:]}", before.precision)
        else:
            done.append(_with_year(side, time))
    return done


def _continues(side: Side, before: Time, time: Time) -> bool:
    """Whether a time is the year of the day or month that stands before it."""
    gap = side.text[before.span.end : time.span.start].strip()
    year = (time.value or "").isdecimal() and gap in (",", "of", "in")
    return year and _MONTH_DAY.fullmatch(before.value or "") is not None


def _with_year(side: Side, time: Time) -> Time:
    """ "May 1419": a year that stands right behind its month, and was not taken for one."""
    year = _YEAR_BEHIND.match(side.text, time.span.end)
    if year is None or time.value is None or not _MONTH_DAY.fullmatch(time.value):
        return time
    return Time(Span(time.span.start, year.end()), year[1] + time.value[4:], time.precision)


def _is_told(side: Side, date: Date) -> bool:
    if date.value is None or len(date.value) > len("1989"):
        return date.value is None or not _SEASON.fullmatch(date.value)
    ahead, behind = (
        side.text[max(0, date.start - _REACH) : date.start],
        side.text[date.start + len(date.text) :],
    )
    told = _ADVERBIAL.search(ahead)
    if _DECADE.match(behind) or (told and told[0].endswith("the ") and behind[1:2].isalpha()):
        return False
    return date.bound != "on" or told is not None


def _date(side: Side, time: Time) -> Date:
    text = side.at(time.span)
    day = _WEEKDAY.search(text)
    value = time.value.split("T")[0].rstrip("?~%") if time.value else _named(text)
    ahead = side.text[max(0, time.span.start - _REACH) : time.span.start]
    return Date(text, value, day[1].casefold() if day else None, _bound(ahead), time.span.start)


def _named(text: str) -> str | None:
    """ "midnight on 12 May": its day, where the year is not known."""
    found = _NAMED_DAY.search(text)
    if found is None:
        return None
    month = _MONTHS.index((found["m"] or found["n"]).casefold()[:3]) + 1
    return f"XXXX-{month:02d}-{int(found['d'] or found['e']):02d}"


def _bound(ahead: str) -> str:
    before, after = _BEFORE.search(ahead), _AFTER.search(ahead)
    if _UNTIL.search(ahead):
        return "until"
    if before:
        return "before" if before[1].casefold() in _LEFT_OUT else "by"
    if after:
        return "after" if after[1].casefold() in _LEFT_OUT else "since"
    return "on"


def compare(claim: Date, passage: Date) -> Label | None:
    """What the passage's date says to the claim's; None where they cannot be compared."""
    if claim.value is None or passage.value is None:
        if claim.weekday and passage.weekday and claim.value is passage.value is None:
            return "supports" if claim.weekday == passage.weekday else "refutes"
        return None
    says = _compared(*_of_one_year(claim.value, passage.value), claim.bound, passage.bound)
    if says == "supports" and passage.value.startswith("XXXX") and not claim.value.startswith("XXXX"):
        return "neutral"  # the passage does not tell the year
    if passage.bound == "until" and claim.bound != "on":
        return "supports" if says == "supports" else "neutral"
    if claim.bound == "until":
        return says if says == "supports" and passage.bound == "until" else None
    return says


def _of_one_year(a: str, b: str) -> tuple[str, str]:
    """Both with the year that one of them tells, or with a nominal one."""
    if not (a.startswith("XXXX") or b.startswith("XXXX")):
        return a, b
    known = next((v[:4] for v in (a, b) if v[:4].isdecimal()), _NOMINAL)
    return a.replace("XXXX", known), b.replace("XXXX", known)


@lru_cache(maxsize=50_000)
def _compared(a: str, b: str, bound_a: str, bound_b: str) -> Label | None:
    mine, theirs = _extent(a, bound_a), _extent(b, bound_b)
    if mine is None or theirs is None:
        return None
    if theirs[1] < mine[0] or mine[1] < theirs[0]:
        return "refutes"
    return "supports" if mine[0] <= theirs[0] and theirs[1] <= mine[1] else "neutral"


def _extent(value: str, bound: str) -> tuple[str, str] | None:
    """First and last day, as strings that sort as days do; just before and after them for bounds."""
    first, last = edtf.bounds(value)
    if first is None or last is None:
        return None
    if bound == "before":
        return _FIRST, _just_before(first)
    if bound == "by":
        return _FIRST, last
    if bound == "after":
        return last + "+", _LAST
    return (first, _LAST) if bound == "since" else (first, last)


def _just_before(day: str) -> str:
    return day[:-1] + chr(ord(day[-1]) - 1) + "~"


def check(claim: Side, passage: Side) -> Iterator[Check]:
    """One check for each date of the claim that a sentence of the passage about the same thing dates."""
    theirs = dates(passage)
    for mine in dates(claim):
        found = list(_counterparts(claim, mine, passage, theirs))
        if not found:
            continue
        says, shared, other = max(found, key=lambda row: (row[0] == "supports", row[0] == "neutral", row[1]))
        if says != "neutral":
            yield _told(mine, other, says, shared, alone=len({row[0] for row in found}) == 1)


def _counterparts(
    claim: Side, mine: Date, passage: Side, theirs: list[Date]
) -> Iterator[tuple[Label, float, Date]]:
    for other in theirs:
        says, near = compare(mine, other), passage.sentence(other.start)
        shared = share(claim, passage, near)
        if says == "refutes" and (local(claim, near) < _LOCAL or _named_too(mine, passage)):
            shared = min(shared, _SHARED)
        if says is not None and shared >= _SHARED:
            yield says, shared, other


def _named_too(mine: Date, passage: Side) -> bool:
    """Whether the passage has the very words of the claim's date, where no rule reads them as one."""
    return mine.bound == "on" and mine.text in passage.text


def _told(mine: Date, other: Date, says: Label, shared: float, *, alone: bool) -> Check:
    if says == "supports":
        why = f"“{other.text}” is “{mine.text}” or lies in it"
        return Check("date", says, why, mine.text, other.text, decides=alone and shared >= _WHOLE)
    why = f"“{other.text}” is another time than “{_words(mine)}”"
    return Check("date", says, why, mine.text, other.text, decides=alone and shared >= _DECIDING)


def _words(date: Date) -> str:
    return date.text if date.bound == "on" else f"{date.bound} {date.text}"
