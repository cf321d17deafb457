"""Dates as EDTF, and counting from the day of publication."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {name.lower()[:3]: n for n, name in enumerate(calendar.month_name) if name}
WEEKDAYS = {name.lower()[:3]: n for n, name in enumerate(calendar.day_name)}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF codes (ISO 8601-2, 4.8)."""
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}
QUARTER_CODE, HALF_CODE = 32, 39
"""EDTF: 33 to 36 are the quarters, 40 and 41 the halves of a year."""
_MONTH = 31
NEAR_AHEAD = 4 * _MONTH
"""Days (of months of 31) within which a date without a year is taken to be still to come."""
_EDTF_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\dX])")


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of the day of publication. Each part is known only if the one before it is."""

    year: int | None = None
    month: int | None = None
    day: date | None = None

    @classmethod
    def of(cls, edtf: str | None) -> Published:
        """From EDTF; what cannot be read, or is masked ("XXXX-08-01"), is not known."""
        match = _EDTF_DATE.match(edtf or "")
        if not match:
            return cls()
        year, month = int(match[1]), int(match[2]) if match[2] else None
        # Counting back from the calendar's edges would fall off it; nothing was published there.
        if not 1000 <= year <= 9900 or not 1 <= (month or 1) <= 12:
            return cls()
        try:
            return cls(year, month, date(year, month, int(match[3])) if month and match[3] else None)
        except ValueError:
            return cls(year, month)


def day(d: date) -> str:
    return d.isoformat()


def month(year: int | None, number: int) -> str:
    return f"{_year(year)}-{number:02}"


def month_day(year: int | None, number: int, of_month: int) -> str | None:
    """None where no such day exists."""
    if not 1 <= number <= 12 or not 1 <= of_month <= calendar.monthrange(year or 2000, number)[1]:
        return None
    return f"{_year(year)}-{number:02}-{of_month:02}"


def _year(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04}"


def week(of: date) -> str:
    """EDTF has no weeks: Monday to Sunday as an interval."""
    monday = of - timedelta(days=of.weekday())
    return interval(monday, monday + timedelta(days=6))


def weekend(of: date) -> str:
    saturday = of + timedelta(days=5 - of.weekday())
    return interval(saturday, saturday + timedelta(days=1))


def interval(start: date, end: date) -> str:
    return f"{start.isoformat()}/{end.isoformat()}"


def back_months(year: int, number: int, count: int) -> tuple[int, int]:
    index = year * 12 + number - 1 - count
    return index // 12, index % 12 + 1


def weekday(published: date, number: int, direction: int) -> date:
    """The nearest such weekday: on or before (-1), on or after (1) the day of publication."""
    if direction < 0:
        return published - timedelta(days=(published.weekday() - number) % 7)
    return published + timedelta(days=(number - published.weekday()) % 7)


def year_of_month(published: Published, number: int, of_month: int | None, *, future: bool) -> int | None:
    """The year of a month, or of a day in it, that is told without one.

    The next one where the words speak of what is to come; otherwise the last one, unless the next is near:
    news announces what is weeks ahead, and looks back on the rest.
    """
    if published.year is None or published.month is None:
        return None
    here = published.month * _MONTH + (published.day.day if published.day and of_month else 0)
    there = number * _MONTH + (of_month if published.day and of_month else 0)
    ahead = (there - here) % (12 * _MONTH)
    near = ahead <= NEAR_AHEAD
    if not (future or near):
        return published.year - (there > here)
    return published.year + (there < here)


def season_year(published: Published, code: int, *, future: bool) -> int | None:
    if published.year is None or published.month is None:
        return None
    began = published.month >= _SEASON_STARTS[code]
    return published.year + (future and began) - (not future and not began)


def season_of(month: int) -> int:
    """The EDTF code of the northern season."""
    return 24 if month in {12, 1, 2} else 21 + (month - 3) // 3


def shift(published: date, count: int, unit: str) -> str | None:
    """So many units from the day of publication, as precisely as the unit tells."""
    try:
        if unit == "day":
            return day(published + timedelta(days=count))
        if unit == "week":
            return week(published + timedelta(weeks=count))
        if unit == "month":
            return month(*back_months(published.year, published.month, -count))
    except (OverflowError, ValueError):
        return None
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    year = published.year + count * years if years else 0
    if not 1 <= year <= 9999 or years is None:
        return None
    return (
        f"{year:04}"
        if years == 1
        else f"{year // years:0{4 - len(str(years)) + 1}}" + "X" * (len(str(years)) - 1)
    )
