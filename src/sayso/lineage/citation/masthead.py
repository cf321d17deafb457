"""The line at the head of a plain text that names its outlet, and the date beside it.

A file of text has no field for its publisher; many begin like a cutting: headline, outlet, date, byline.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from sayso.lineage.citation import datelines, media, sentences, wording
from sayso.types import Document

_HEAD_LINES = 6
_LONGEST = 90
_WORDS = 12
_MONTHS = tuple(name.lower() for name in month_name[1:])
_MONTH = "|".join(month.title() + "|" + month[:3].title() + r"\.?" for month in _MONTHS)
_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH}),?\s+(?P<year>(?:1[6-9]|20)\d\d)"
_DAY_US = rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:1[6-9]|20)\d\d)"
_ISO = r"(?P<year>(?:1[6-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
_BEFORE = (
    r"(?:[A-Z][\w.'’ -]{1,40},\s+|(?:Published|Posted|Issued|Date|Dated)(?: on| in)?:?\s+)?"
    r"(?:[A-Z][a-z]{2,8}day,?\s+)?"
)
_DATES = [
    re.compile(rf"{_BEFORE}{form}(?:,?\s+(?:at\s+)?\d{{1,2}}[:.]\d\d.{{0,16}})?")
    for form in (_DAY, _DAY_US, _ISO)
]
_BYLINE = re.compile(r"(?:By|BY|From|Words|Text)\b.{2,80}")
_STATEMENT = re.compile(
    r"(?:An? |The )?(?:[\w-]+ )?(?:statement|press release|communiqué|release|report|declaration)s? "
    r"(?:by|of|from) (?:the )?(?=[A-Z])",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:Commission|Ministry|Office|Department|Committee|Council|Institute|Agency|Authority|Court|Service"
    r"|Association|Union|University|Police|Embassy|Bureau|Foundation)\b"
)
_SERVICE = re.compile(
    r",\s+(?:[A-Z][\w-]* ){0,3}(?:[Ss]ervice|[Ee]dition|[Rr]eport|[Bb]ulletin|[Dd]esk|[Pp]rogramme|[Nn]ews)$"
)
_PRESS_OFFICE = re.compile(
    r"(?:Press|Media|Information) (?:Office|Service|Department)(?:,| of)(?: the)?\s+(?=[A-Z])"
)


def outlet_in(document: Document) -> str | None:
    """The outlet that the text itself names at its head, or None where that is not beyond doubt.

    A line right above the date names it where something else bears it out: the form of the name, a byline
    below, the address, or the text's own word ("the Lamp has learned"). A text without such a line
    that begins with an agency's tag, in a file of the agency's name, is that agency's own copy; a
    mail's outlet is its sender's office.
    """
    return _outlet(document.address, document.text, document.authors, document.custody.media_type)


def date_in(document: Document) -> str | None:
    """The day that a line at the head states, with or without a place before it, in EDTF."""
    return next((day for line in _head(document.text) if (day := _date(line))), None)


@lru_cache(maxsize=64)
def _outlet(address: str, text: str, authors: tuple[str, ...], media_type: str) -> str | None:
    head = _head(text)
    for number, line in enumerate(head[1:], 1):
        if _date(line) and (name := _name(head[number - 1])):
            if number == 1 and not _formal(name):
                continue
            if _borne_out(name, head[number - 1], head[number + 1 :], address, text):
                return _shown(name)
    if media_type == "message/rfc822" and authors and (found := _PRESS_OFFICE.match(authors[0])):
        return authors[0][found.end() :]
    if not address.lower().startswith(("http://", "https://")):
        return _agency(head, address)
    return None


def _agency(head: Sequence[str], address: str) -> str | None:
    """The one agency whose tag begins the text, where the file is named after it too: a file of a copy's tag
    alone does not say whose copy it is."""
    for line in head[:3]:
        tags = datelines.tags(line)
        if tags:
            named = tags[0].name.casefold() in re.split(r"[^a-z0-9]+", address.casefold())
            return tags[0].name if len(tags) == 1 and named else None
    return None


def _head(text: str) -> list[str]:
    spans = islice(sentences.lines(text), _HEAD_LINES)
    return [text[a : min(b, a + 400)] for a, b in spans]


def _date(line: str) -> str | None:
    if len(line) > _LONGEST:
        return None
    for pattern in _DATES:
        if found := pattern.fullmatch(line):
            return _day(found["year"], found["month"], found["day"])
    return None


def _day(year: str, month: str, day: str) -> str | None:
    from datetime import date

    number = int(month) if month.isdigit() else _month(month)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")))


def _name(line: str) -> str | None:
    """The name that a line may hold: short, in capitals, no sentence, no byline."""
    line = _STATEMENT.sub("", line, count=1).strip()
    line = _SERVICE.sub("", line)
    words = line.split()
    if not words or len(line) > _LONGEST or len(words) > _WORDS or line[-1] in ".!?:;,":
        return None
    if not line[0].isupper() or _BYLINE.fullmatch(line) or _date(line):
        return None
    small = [
        word for word in words if word[0].islower() and word not in wording.JOINING | {"into", "in", "the"}
    ]
    return None if small or (any(c.isdigit() for c in line) and not media.bearers(line)) else line


def _formal(name: str) -> bool:
    words = media.fold(name).split()
    if not words:
        return False
    return bool(media.bearers(name)) or (
        len(words) > 1 and (words[-1] in wording.HEADS or words[0] in wording.FIRSTS)
    )


def _borne_out(name: str, line: str, below: Sequence[str], address: str, text: str) -> bool:
    if _formal(name) or _BODY.search(name) or line != name:
        return True
    if below and _BYLINE.fullmatch(below[0]):
        return True
    slug = re.sub(r"[^a-z0-9]+", "", media.fold(name))
    if len(slug) > 3 and slug in re.sub(r"[^a-z0-9]+", "", address.casefold()):
        return True
    last = name.rpartition(" ")[2]
    return bool(re.search(rf"\bthe {re.escape(last)} (?:has learned|can reveal|understands)\b", text))


def _shown(name: str) -> str:
    """A name in capitals as it would be written in a text; acronyms stay."""
    if name.isupper() and (" " in name or len(name) > 6):
        return " ".join(word if word in ("TV", "BBC", "NHK") else word.capitalize() for word in name.split())
    return name
