"""Dates as users and documents may state them: EDTF, levels 0 and 1 (ISO 8601-2)."""

from __future__ import annotations

import re
from calendar import monthrange

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
