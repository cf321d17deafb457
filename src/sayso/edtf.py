"""Dates as users and documents may state them: EDTF, levels 0 and 1 (ISO 8601-2)."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

FORMS = (
    "2017",
    "2017-08",
    "2017-08-05",
    "2017-08-05T14:30:00Z",
    "2017-21 (spring; 22 summer, 23 autumn, 24 winter)",
    "201X, 2017-XX, XXXX-08-05 (X: not known)",
    "2017? (uncertain), 2017~ (about), 2017% (both)",
    "2017-08-01/2017-08-05 (from/to; .. for an open end)",
)
"""The accepted forms, as an error shows them."""

_DATE = re.compile(r"(-?[0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[?~%]?")
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?"
)
_SEASONS = range(21, 25)


def is_edtf(text: str) -> bool:
    """Whether the text is a date, season, moment or interval of EDTF that the calendar knows."""
    start, slash, end = text.partition("/")
    if not slash:
        return _is_date(text) or _is_moment(text)
    ends = [_is_date(side) or _is_moment(side) for side in (start, end)]
    return any(ends) and all(
        known or side in ("", "..") for known, side in zip(ends, (start, end), strict=True)
    )


@lru_cache(maxsize=10_000)
def bounds(text: str) -> tuple[str | None, str | None]:
    """The first and the last day that a date or interval may mean (YYYY-MM-DD), None for a side that is open.

    Both are None where the year is not known, and for what is no EDTF. Seasons are those of the north, as in
    most news in English; a moment is its day where it was stated.
    """
    start, slash, end = text.partition("/")
    if slash:
        return _days_of(start)[0], _days_of(end)[1]
    return _days_of(start)


def _days_of(text: str) -> tuple[str | None, str | None]:
    found = _DATE.fullmatch(text.partition("T")[0])
    if found is None or not _is_date(found[0]) or not re.match(r"\d{3}|\d\dXX", found[1]):
        return None, None
    year, month, day = found.groups()
    first, last = year.replace("X", "0"), year.replace("X", "9")
    if first == "0000":
        return None, None
    if month and month.isdigit() and int(month) in _SEASONS:
        begins = 3 * (int(month) - 20)
        ends_year, ends = (int(last) + 1, 2) if begins == 12 else (int(last), begins + 2)
        return f"{first}-{begins:02d}-01", f"{ends_year:04d}-{ends:02d}-{monthrange(ends_year, ends)[1]}"
    months = _range(month, 12)
    first_days = _range(day, _days(first, f"{months[0]:02d}"))
    last_days = _range(day, _days(last, f"{months[-1]:02d}"))
    return f"{first}-{months[0]:02d}-{first_days[0]:02d}", f"{last}-{months[-1]:02d}-{last_days[-1]:02d}"


def _range(digits: str | None, high: int) -> list[int]:
    """The numbers from 1 to high that may be written so; all of them where nothing is said."""
    pattern = re.compile((digits or "XX").replace("X", "[0-9]"))
    return [n for n in range(1, high + 1) if pattern.fullmatch(f"{n:02d}")] or [1, high]


def _is_moment(text: str) -> bool:
    found = _MOMENT.fullmatch(text)
    return found is not None and _is_date(found[1])


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = found.groups()
    if month is None:
        return True
    if day is None and month.isdigit() and int(month) in _SEASONS:
        return True
    return _fits(month, 1, 12) and (day is None or _fits(day, 1, _days(year, month)))


def _fits(digits: str, low: int, high: int) -> bool:
    """Whether some number from low to high can be written so, X standing for any digit."""
    pattern = re.compile(digits.replace("X", "[0-9]"))
    return any(pattern.fullmatch(f"{n:02d}") for n in range(low, high + 1))


def _days(year: str, month: str) -> int:
    """Days in the longest month that the year and month may stand for."""
    months = [m for m in range(1, 13) if re.fullmatch(month.replace("X", "[0-9]"), f"{m:02d}")]
    # An unknown year may be a leap year: 2000 is one.
    known = abs(int(year)) if year.lstrip("-").isdigit() else 2000
    return max((monthrange(known or 2000, m)[1] for m in months), default=0)
