"""Dates against dates: 31 July is not 1 August, and October 2011 lies in 2011.

Two dates are compared by their EDTF values, as coarse as the coarser of them; a year that neither text tells
is left out. "Before", "after", "by" and "since" make a bound of a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sayso import edtf
from sayso.evidence.checks.sides import SHIFT, Side, back, best, local, share
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
_FAR = 70
_NOT_BEFORE = re.compile(
    r"(?:\bnot|n['’]t|\bnever)\b[^.;,]{0,50}\b(?:until|till|before)(?: the)? $", re.IGNORECASE
)
"""What did not begin until May began in May, or later."""
_SAME = {("since", "since"), ("until", "until")}
_EARLIER = frozenset({"eve of", "day before", "night before", "evening before"})
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
_TIMED = re.compile(
    r"\d|\b(?:before|after|since|until|till|by|when|while|during|day|days|week|weeks|month|months|year|years|eve|dawn"
    r"|noon|midnight|night|morning|evening|afternoon|today|yesterday|tomorrow|spring|summer|autumn|winter|fall"
    r"|century|decade|ago|earlier|later|last|next|anniversary|hours?|[a-z]+day|weekend)\b",
    re.IGNORECASE,
)
_FEWEST, _BACK = 3, 0.6
"""Content words that a claim must have, and how much of the sentence must be its, where no time is told."""
_SHARED, _DECIDING, _FITTING, _WHOLE = 0.5, 0.8, 0.8, 0.99
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
    far = side.text[max(0, time.span.start - _FAR) : time.span.start]
    shift = SHIFT.search(ahead)
    moved = _moved(value, -1 if shift[1].casefold() in _EARLIER else 1) if shift and value else None
    if shift and moved:
        text = shift[0].lstrip() + text
        return Date(text, moved, None, "on", time.span.start - len(shift[0].lstrip()))
    return Date(text, value, day[1].casefold() if day else None, _bound(ahead, far), time.span.start)


def _moved(value: str, days: int) -> str | None:
    """The day before or after; None where no day is told."""
    known = value.replace("XXXX", _NOMINAL)
    if len(known) != len("2015-11-02") or not known.replace("-", "").isdecimal():
        return None
    try:
        moved = (date.fromisoformat(known) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return None
    return moved if known == value else "XXXX" + moved[4:]


def _named(text: str) -> str | None:
    """ "midnight on 12 May": its day, where the year is not known."""
    found = _NAMED_DAY.search(text)
    if found is None:
        return None
    month = _MONTHS.index((found["m"] or found["n"]).casefold()[:3]) + 1
    return f"XXXX-{month:02d}-{int(found['d'] or found['e']):02d}"


def _bound(ahead: str, far: str) -> str:
    before, after = _BEFORE.search(ahead), _AFTER.search(ahead)
    if _NOT_BEFORE.search(far):
        return "since"
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
    bounds = claim.bound, passage.bound
    if bounds in _SAME:  # "since May" beside "since June": since which of both is what is asked
        bounds = "on", "on"
    says = _compared(*_of_one_year(claim.value, passage.value), *bounds)
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
    first, last = _bounds(value)
    if first is None or last is None:
        return None
    if bound == "before":
        return _FIRST, _just_before(first)
    if bound == "by":
        return _FIRST, last
    if bound == "after":
        return last + "+", _LAST
    return (first, _LAST) if bound == "since" else (first, last)


_SPANS = {"40": (1, 6), "41": (7, 12)} | {str(33 + i): (3 * i + 1, 3 * i + 3) for i in range(4)}
"""Months of halves and quarters, as EDTF numbers them."""


def _bounds(value: str) -> tuple[str | None, str | None]:
    """First and last day, of halves, quarters and intervals of days too."""
    if "/" in value:
        first, last = value.split("/", 1)
        return _bounds(first)[0], _bounds(last)[1]
    if value[5:7] in _SPANS and len(value) == len("2015-41"):
        first_month, last_month = _SPANS[value[5:7]]
        year = value[:4]
        return edtf.bounds(f"{year}-{first_month:02d}")[0], edtf.bounds(f"{year}-{last_month:02d}")[1]
    return edtf.bounds(value)


def _just_before(day: str) -> str:
    return day[:-1] + chr(ord(day[-1]) - 1) + "~"


def check(claim: Side, passage: Side) -> Iterator[Check]:
    """One check for each date of the claim that a sentence of the passage about the same thing dates."""
    theirs = dates(passage)
    for mine in dates(claim):
        found = list(_counterparts(claim, mine, passage, theirs))
        if not found:
            if not passage.stated.times and not _TIMED.search(passage.text):
                yield from _undated(claim, mine, passage)
            continue
        says, shared, other = max(found, key=lambda row: (row[0] == "supports", row[0] == "neutral", row[1]))
        if says != "neutral":
            yield _told(mine, other, says, shared, alone=len({row[0] for row in found}) == 1)
        elif (
            len(found) == 1
            and mine.weekday is None
            and mine.bound != "until"
            and len(other.value or "") >= len("1989")
        ):
            why = f"“{other.text}” leaves open whether it was {_words(mine)}"
            yield Check("date", "neutral", why, mine.text, other.text, decides=shared >= _WHOLE)


def _undated(claim: Side, mine: Date, passage: Side) -> Iterator[Check]:
    """Where the passage says all else and gives no time, when it was is left open."""
    sentence, shared = best(claim, passage)
    if shared >= _WHOLE and len(claim.senses) >= _FEWEST and back(claim, sentence) >= _BACK:
        why = f"the passage says it, and not when: “{mine.text}”"
        yield Check("date", "neutral", why, mine.text, "")


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
        return Check("date", says, why, mine.text, other.text, decides=alone and shared >= _FITTING)
    why = f"“{other.text}” is another time than “{_words(mine)}”"
    return Check("date", says, why, mine.text, other.text, decides=alone and shared >= _DECIDING)


def _words(date: Date) -> str:
    return date.text if date.bound == "on" else f"{date.bound} {date.text}"
