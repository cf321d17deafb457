"""Dates as fact-checks state them, to the day. A date that could be read in two ways is none."""

from __future__ import annotations

import re
from datetime import date, datetime

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?", re.DOTALL)
_JOINED = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SLASHES = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})\b.*")
_FORMS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%a, %d %b %Y", "%A, %B %d, %Y", "%a %b %d %Y")
_FIRST = 1900


def day(text: str) -> str | None:
    """In EDTF, as precise as it is given; None where it is none."""
    text = text.strip()
    for form in (_JOINED, _ISO, _SLASHES):
        if found := form.fullmatch(text):
            return _edtf(*(int(part) for part in found.groups() if part))
    # Of a date with a time of day behind it, the date.
    for end in (text, re.sub(r"[,T ]*\d{1,2}:\d\d.*$", "", text, flags=re.DOTALL)):
        for pattern in _FORMS:
            try:
                return datetime.strptime(end, pattern).date().isoformat()
            except ValueError:
                continue
    return None


def _edtf(year: int, month: int | None = None, of_month: int | None = None) -> str | None:
    try:
        whole = date(year, month or 1, of_month or 1).isoformat()
    except ValueError:
        return None
    return whole[: 10 if of_month else 7 if month else 4] if year >= _FIRST else None
