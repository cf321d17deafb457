"""Values as written, read as figures with bounds, dates, times of day, places or plain words."""

from __future__ import annotations

import calendar
import datetime
import html
import math
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from sayso import edtf
from sayso.weighing.settling import numerals

NOTHING = frozenset(
    [
        "",
        "n a",
        "na",
        "n/a",
        "not available",
        "not applicable",
        "not provided",
        "not known",
        "unknown",
        "unavailable",
        "none given",
        "null",
        "nan",
        "no value",
        "missing",
        "tba",
        "tbd",
        "tbc",
        "to be announced",
        "to be confirmed",
        "-",
        "--",
        "?",
    ]
)
"""What is written where there is no value, normalised."""

_PUNCTUATION = re.compile(r"[^\w]+|_")
_ABOVE = (
    "at least",
    "more than",
    "over",
    "no fewer than",
    "no less than",
    "upwards of",
    "minimum of",
    ">=",
    ">",
)
_BELOW = (
    "at most",
    "fewer than",
    "less than",
    "under",
    "up to",
    "no more than",
    "below",
    "maximum of",
    "<=",
    "<",
)
_ABOUT = [
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "approximately",
    "approx.",
    "roughly",
    "circa",
    "ca.",
    "c.",
    "estimated",
    "~",
    "exactly",
    "just",
]
_SCALES = {
    "": 1.0, "%": 1.0, "per cent": 1.0, "percent": 1.0, "dozen": 12.0, "score": 20.0, "hundred": 1e2,
    "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12,
}  # fmt: skip
_MANY = {"dozens": (24.0, 99.0), "scores": (40.0, 199.0), "tens": (20.0, 99.0), "hundreds": (200.0, 999.0),
         "thousands": (2000.0, 9999.0), "tens of thousands": (20_000.0, 99_999.0),
         "hundreds of thousands": (200_000.0, 999_999.0), "millions": (2e6, 9.99e6)}  # fmt: skip
_DIGITS = r"[+-]?(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(
    rf"[$€£]?\s?({_DIGITS})[ -]?({'|'.join(map(re.escape, sorted(_SCALES, key=len, reverse=True)))})"
)
_WORDED_UNIT = re.compile(r"(.+?)[ -]?(per cent|percent|mn|bn)")
_BETWEEN = re.compile(r"(?:between\s+)?(.+?)\s*(?:-|–|—|\bto\b|\band\b)\s*(.+)")


_DIGIT = re.compile(r"\d")
_GOES_ON = frozenset(["and", "or", "to", "of", "in", "point"])
_LONGEST = 300
"""Digits that a float can hold, the decimal places not counted."""
_OPENING = re.compile(
    "|".join(
        f"(?P<{name}>{'|'.join(re.escape(word) for word in words)})\\s*"
        for name, words in (("above", _ABOVE), ("below", _BELOW), ("about", _ABOUT))
    )
)


class Figure(NamedTuple):
    """A number, or the bounds between which it lies; infinite where there is none."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        return self.low == self.high


class Moment(NamedTuple):
    """A day or several, a minute of the day, or both."""

    first: int | None
    """Proleptic ordinal of the day."""
    last: int | None
    minute: float | None


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Letters and digits alone, in lower case, without accents; words set apart by one space."""
    if text.isascii() and text.isalnum():
        return text.lower()
    text = unicodedata.normalize("NFKD", html.unescape(text)).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _PUNCTUATION.sub(" ", text.replace("'", "").replace("’", "")).strip()


def is_nothing(text: str) -> bool:
    """Whether it stands where there is no value."""
    if text.isdecimal():
        return False
    return text.strip().lower() in NOTHING or plain(text) in NOTHING


def figure(text: str, *, loose: bool = False) -> Figure | None:
    """The number that a text states, with its bounds; None where it is no number.

    Args:
        loose: also where words follow that may be a unit ("29 people").
    """
    if text.isdecimal():
        value = _number(text)
        return None if value is None else Figure(value, value)
    words = text.strip().lower()
    if not words or len(words) > 60:
        return None
    found = _bounded(words)
    return _before_unit(words) if found is None and loose else found


def _before_unit(words: str) -> Figure | None:
    """The longest number that it begins with, where what follows are words and the number does not go on in
    them ("hundreds of millions")."""
    parts = words.split()
    for end in range(len(parts) - 1, 0, -1):
        rest = parts[end:]
        if not all(part.isalpha() and part.isascii() for part in rest):
            return None
        found = _bounded(" ".join(parts[:end]))
        if found is not None:
            after = rest[1:] if rest[0] in _GOES_ON else rest
            return None if after and numerals.is_numeral(after[0]) else found
    return None


def _bounded(words: str) -> Figure | None:
    if not _DIGIT.search(words) and not any(map(numerals.is_numeral, words.replace("-", " ").split())):
        return None
    opening = _OPENING.match(words)
    if opening is None:
        return _open_ended(words)
    rest = words[opening.end() :]
    if opening["about"] is not None:
        return _bounded(rest)
    value = _value(rest)
    return None if value is None else _half(value, above=opening["above"] is not None)


def _open_ended(words: str) -> Figure | None:
    if not words.endswith(("+", " or more")):
        return _within(words)
    value = _value(words.removesuffix("+").removesuffix(" or more"))
    return None if value is None else _half(value, above=True)


def _half(value: float, above: bool) -> Figure:
    return Figure(value, math.inf) if above else Figure(-math.inf, value)


def _within(words: str) -> Figure | None:
    if words in _MANY:
        return Figure(*_MANY[words])
    value = _value(words)
    if value is not None:
        return Figure(value, value)
    pair = _BETWEEN.fullmatch(words)
    ends = (_value(pair[1]), _value(pair[2])) if pair else (None, None)
    if ends[0] is None or ends[1] is None or ends[0] >= ends[1]:
        return None
    return Figure(ends[0], ends[1])


def _value(words: str) -> float | None:
    found = _NUMBER.fullmatch(words)
    if found is None:
        unit = _WORDED_UNIT.fullmatch(words)
        count = numerals.read(unit[1] if unit else words)
        return count if count is None or unit is None else count * _SCALES[unit[2]]
    digits, scale = found.groups()
    value = _number(re.sub(r"[,\s]", "", digits))
    return None if value is None else value * _SCALES[scale]


def _number(digits: str) -> float | None:
    """None where a float would be another number: of so many digits each counts."""
    value = float(digits) if len(digits) <= _LONGEST else math.inf
    if not math.isfinite(value) or (len(digits) > 15 and "." not in digits and int(value) != int(digits)):
        return None
    return value


_CLOCK = re.compile(
    r"\b([01]?\d|2[0-4])[:.h]([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(?:([ap])\.?\s?m?\b\.?)?(?:\s*(?:z|utc|gmt|[+-]\d\d:?\d\d))?"
    r"|\b(1[0-2]|0?[1-9])\s*([ap])\.?\s?m\b\.?"
)
_MONTHS = {
    month: at // 2 + 1
    for at, month in enumerate(
        [
            "january",
            "jan",
            "february",
            "feb",
            "march",
            "mar",
            "april",
            "apr",
            "may",
            "may",
            "june",
            "jun",
            "july",
            "jul",
            "august",
            "aug",
            "september",
            "sep",
            "october",
            "oct",
            "november",
            "nov",
            "december",
            "dec",
        ]
    )
} | {"sept": 9}
_DAY_MONTH = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+)?([a-z]{3,9})\.?(?:[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?!\d))?(?:,?[\s-]+(\d{4}))?"
)
_SLASHED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{2,4})")
_WEEKDAYS = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?")


def moment(text: str) -> Moment | None:
    """The day, the time of day, or both that a text states; None where it states neither."""
    words = text.strip().lower()
    if not words or len(words) > 60 or not _DIGIT.search(words):
        return None
    words = re.sub(r"(?<=\d)t(?=\d)", " ", words)
    clock = _CLOCK.search(words)
    minute = _minute(clock) if clock else None
    rest = words if clock is None else words[: clock.start()] + " " + words[clock.end() :]
    rest = _WEEKDAYS.sub(" ", rest).strip(" ,;()")
    # A hyphen may stand between the time and the day; before a year it says that the year is before 1.
    rest = rest.rstrip("- ") if clock is None else rest.strip("- ")
    if not rest:
        return Moment(None, None, minute) if minute is not None else None
    days = _days(rest)
    return Moment(days[0], days[1], minute) if days else None


def _minute(clock: re.Match[str]) -> float:
    hour = int(clock[1] or clock[4])
    half = clock[3] or clock[5]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return float(hour % 24 * 60 + int(clock[2] or 0))


def _days(words: str) -> tuple[int, int] | None:
    if not words.isdigit() and edtf.is_edtf(words.upper()):
        first, last = (_ordinal(end) for end in edtf.bounds(words.upper()))
        return (first, last) if first and last and first <= last else None
    slashed, named = _SLASHED.fullmatch(words), _DAY_MONTH.fullmatch(words)
    if slashed:
        return _from_slashes(*(int(part) for part in slashed.groups()))
    if named and named[2] in _MONTHS and (named[4] or named[1] or named[3]):
        return _from_names(named)
    return None


def _from_slashes(first: int, second: int, third: int) -> tuple[int, int] | None:
    """Year first; else the month first, unless it cannot be one."""
    if first > 31:
        year, month, day = first, second, third
    else:
        year, month, day = third, *((second, first) if first > 12 else (first, second))
    return _day(year + 2000 if year < 100 else year, month, day)


def _from_names(named: re.Match[str]) -> tuple[int, int] | None:
    month, year = _MONTHS[named[2]], int(named[4] or 4)
    day = named[1] or named[3]
    if day:
        # A day of no year is one of the year 4, which is early and a leap year.
        return _day(year, month, int(day))
    first = _day(year, month, 1)
    return None if first is None else (first[0], first[0] + calendar.monthrange(year, month)[1] - 1)


def _day(year: int, month: int, day: int) -> tuple[int, int] | None:
    try:
        at = datetime.date(year, month, day).toordinal()
    except ValueError:
        return None
    return at, at


def _ordinal(day: str | None) -> int | None:
    """Of the years 1 to 9999; None for others."""
    try:
        return datetime.date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


_KINDS = re.compile(
    r"\b(?:province|county|state|district|region|city|town|village|governorate|municipality|the|of)\b"
)


def place(text: str) -> tuple[str, ...]:
    """A place from the smallest to the largest that is named ("Herat, Afghanistan"), each normalised."""
    parts = (plain(part) for part in text.split(","))
    return tuple(" ".join(_KINDS.sub(" ", part).split()) or part for part in parts if part)
