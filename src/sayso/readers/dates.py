"""Dates as pages, feeds and mails write them, in EDTF (ISO 8601-2). What is ambiguous stays unread."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from sayso.edtf import is_edtf

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = f"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
DATE = rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?:{_DAY}\s+(?P<month>{MONTH}),?\s+{_YEAR})"
DATE_US = (
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    rf"(?:(?P<month>{MONTH})\s+{_DAY}(?:,\s*|\s+){_YEAR})"
)
_CLOCK = r"(?:,?\s*(?:at\s+)?\d{1,2}[:.]\d\d.{0,16})?"
_WRITTEN = [re.compile(pattern + _CLOCK, re.IGNORECASE) for pattern in (DATE, DATE_US)]
_MONTH_ONLY = re.compile(rf"(?P<month>{MONTH}),?\s+{_YEAR}", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(.*)", re.DOTALL)
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})")


def parse(value: str) -> str | None:
    """The date in EDTF with the time of day where one is stated, or None where nothing certain can be said.

    "03/04/2018" is None: half the world reads it as March, half as April.
    """
    value = value.strip()
    if not value or len(value) > 100:
        return None
    if day := _iso(value):
        return day
    if is_edtf(value):
        return value
    return _month(value) or _mail(value) or written(value)


def written(value: str) -> str | None:
    """A day written in English words and nothing but it, e.g. "Wednesday, March 21, 2018"."""
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(value.strip()):
            return day_of(found)
    return None


def day_of(found: re.Match[str]) -> str | None:
    """The day that a match of `DATE` or `DATE_US` names, or None where the calendar has no such day."""
    month = MONTHS[found["month"].lower().rstrip(".")]
    return _day(int(found["year"]), month, int(found["day"]))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso(value: str) -> str | None:
    found = _ISO.fullmatch(value)
    if not found or not value.isascii():
        return None
    day = _day(int(found[1]), int(found[2]), int(found[3]))
    clock = found[4].strip()
    if day is None or not clock:
        return day
    return _with_clock(day, clock.removeprefix("T").strip()) or day


def _with_clock(day: str, clock: str) -> str | None:
    """Seconds and the offset as stated; a clock that makes no sense leaves the day."""
    clock = re.sub(r"\s*(?:UTC|GMT)$", "Z", clock)
    try:
        moment = datetime.fromisoformat(f"{day}T{clock.replace(' ', '')}")
    except ValueError:
        return None
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _month(value: str) -> str | None:
    if found := _YEAR_MONTH.fullmatch(value):
        return value if 1 <= int(found[2]) <= 12 and value.isascii() else None
    if found := _MONTH_ONLY.fullmatch(value):
        return f"{found['year']}-{MONTHS[found['month'].lower().rstrip('.')]:02d}"
    return None


def _mail(value: str) -> str | None:
    """A date as mails and RSS write it (RFC 5322)."""
    if not re.search(r"\d{1,2}\s+[A-Za-z]{3}[a-z]*\s+\d{2,4}\s+\d", value):
        return None
    try:
        moment = parsedate_to_datetime(value)
        return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
