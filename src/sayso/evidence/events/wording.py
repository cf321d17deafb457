"""A row of a table in words: what is quoted, and what the sentences of a comparison use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sayso.evidence.events.sought import Days, days

Numbers = tuple[float | None, float | None, float | None]
"""Best, low, high."""


def number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def counted(numbers: Numbers) -> str | None:
    """ "12", or "12 (11 to 13)"; None where nothing is told."""
    best, low, high = numbers
    bounds = None
    if low is not None and high is not None and low != high:
        bounds = f"{number(low)} to {number(high)}"
    elif best is None and (low is not None or high is not None):
        bounds = number(low if low is not None else high or 0)
    if best is None:
        return bounds
    return f"{number(best)} ({bounds})" if bounds else number(best)


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def span(found: Days) -> str:
    """ "7 June 2025", "June 2025", "2025" or "4 June 2025 to 8 June 2025"."""
    first, last = found
    if first == last:
        return day(first)
    if edtf_of(found).count("-") < 2:
        return f"{first:%B %Y}" if first.month == last.month else f"{first.year}"
    return f"{day(first)} to {day(last)}"


def date_words(value: str | None) -> str | None:
    """An EDTF date of a row in words."""
    found = days(value)
    return span(found) if found else None


def edtf_of(found: Days) -> str:
    """As EDTF: a day, a whole month or year, or an interval."""
    first, last = found
    if first == last:
        return first.isoformat()
    if first.day == 1 and (last.month, last.day) == (12, 31) and first.month == 1 and first.year == last.year:
        return f"{first.year:04}"
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1) if first.year < 9999 else None
    if first.day == 1 and following and (following - last).days == 1:
        return f"{first.year:04}-{first.month:02}"
    return f"{first.isoformat()}/{last.isoformat()}"


def sentence(
    when: str | None, where: Sequence[str], counts: Iterable[tuple[str, Numbers]], rest: Iterable[str | None]
) -> str:
    """ "7 June 2025, Sallow Bridge, Hallin: 12 killed, 34 wounded. Bridge collapse. Stellan Works."."""
    head = ", ".join(part for part in (when, *dict.fromkeys(where)) if part)
    told = ", ".join(f"{words} {of}" for of, numbers in counts if (words := counted(numbers)))
    parts = [f"{head}: {told}" if head and told else head or told, *rest]
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)
