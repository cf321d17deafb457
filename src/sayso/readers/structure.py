"""What stands in a text besides its body: headline, byline, dateline, correction notes, its own date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sayso.readers import dates
from sayso.types import Part, PartKind, Span

_HEAD_LINES = 8
"""Bylines and date lines stand among the first lines; further down the same words are body."""

_AGENCY = r"\((?:AP|AFP|Reuters|REUTERS|UPI|TASS|Xinhua|ANSA|dpa|DPA|EFE|PTI|CNN|[A-Z][\w ./]{1,30})\)"
_MONTH_DAY = rf"(?i:\d{{1,2}} {dates.MONTH}|{dates.MONTH} \d{{1,2}})(?:,? \d{{4}})?"
_PLACE = r"[A-Z][A-Z.'’\-]{2,}(?: [A-Z][A-Z.'’\-]+){0,3}(?:/[A-Z][A-Z.'’ \-]+)?"
_REGION = r"(?:, [A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,2})?"
_DATELINE = re.compile(
    rf"(?:{_PLACE}{_REGION}(?:, {_MONTH_DAY})?(?: {_AGENCY})?"
    rf"|[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){{0,2}}{_REGION}(?:(?:, {_MONTH_DAY})(?: {_AGENCY})?| {_AGENCY}))"
    r"\s?(?:[—–]|--?)(?=\s)"
)
_FULL_DATE = [re.compile(p, re.IGNORECASE) for p in (dates.DATE, dates.DATE_US)]
_NAME = r"[A-Z][\w.'’\-]+"
_BYLINE = re.compile(
    rf"(?:By|BY) (?P<names>{_NAME}(?:,? (?:(?:and|AND|de|van|von|bin|al|el) )?{_NAME}){{1,8}})"
    r"(?P<rest>(?:, [^.!?]{2,60}| [|•–—-] [^.!?]{2,60})?)"
)
_MENDED = r"(?:amended|corrected|updated|clarified|changed|edited|revised)"
_CORRECTION = re.compile(
    r"(?:(?:Corrections?|Clarifications?|Editor[’'`]s note|Editors[’'] note|Erratum|Retraction)"
    r"(?: \([^)]{3,40}\)|,? (?:on )?\w+ \d{1,2},? \d{4})?\s?[:—–-]"
    rf"|This (?:article|story|report|piece|post|headline|page) (?:was|has been) (?:later )?{_MENDED}\b"
    r"|(?:An earlier|A previous|The original|The first) version of this"
    r" (?:article|story|report|piece|post|headline|page)\b)",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"(?:(?:first )?(?:published|posted|date)(?: on| at)?\s?:?\s+)?(?P<date>.{6,60})", re.I
)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified|amended)\b", re.IGNORECASE)


def headline(text: str) -> str | None:
    """The first line, where it reads like a headline: short, without a full stop, with more after it."""
    first, _, rest = text.lstrip("\n").partition("\n")
    line = first.strip()
    if not rest.strip() or not 2 <= len(line.split()) <= 25 or len(line) > 200:
        return None
    if line[-1] in ".,;:" or not (line[0].isalnum() or line[0] in "‘“\"'«¿¡[("):
        return None
    if dates.written(line) or _BYLINE.fullmatch(line) or _DATELINE.match(line):
        return None
    return line


def parts(text: str, title: str | None, given: Iterable[Part] = ()) -> tuple[Part, ...]:
    """The parts that the reader knew of, and those that the words show, in order."""
    found = list(given)
    for part in (*_head(text, title), *_corrections(text)):
        if not any(part.span.start < p.span.end and p.span.start < part.span.end for p in found):
            found.append(part)
    return tuple(sorted(found, key=lambda part: part.span))


def byline(text: str) -> tuple[str, ...]:
    """The names in "By Jane Doe and John Roe", where a line is that and nothing else."""
    for _, line in _first_lines(text):
        if found := _BYLINE.fullmatch(line):
            names = re.split(r",? (?:and|AND) |, ", found["names"])
            return tuple(name.strip() for name in names if name.strip())
    return ()


def own_date(text: str) -> tuple[str, str] | None:
    """The date that the text gives itself, and the words that do: a line of its own, or a dateline."""
    for _, line in _first_lines(text):
        if _UPDATED.match(line):
            continue
        found = _DATE_LINE.fullmatch(line)
        if found and (day := dates.written(found["date"])):
            return day, line
        if dateline := _DATELINE.match(line):
            for pattern in _FULL_DATE:
                stated = pattern.search(dateline[0])
                if stated and (day := dates.day_of(stated)):
                    return day, dateline[0]
    return None


def is_correction(paragraph: str) -> bool:
    """Whether a paragraph tells what was wrong in the article; a bare link to such notes is not one."""
    return bool(_CORRECTION.match(paragraph)) and len(paragraph.split()) >= 6


def is_byline(line: str) -> bool:
    """Whether a line says who wrote this and nothing else."""
    return bool(_BYLINE.fullmatch(line))


def _head(text: str, title: str | None) -> Iterator[Part]:
    seen_headline = False
    for start, line in _first_lines(text):
        span = Span(start, start + len(line))
        if title and not seen_headline and line == title:
            seen_headline = True
            yield Part("headline", span)
        elif _BYLINE.fullmatch(line):
            yield Part("byline", span)
        elif found := _DATELINE.match(line):
            yield Part("dateline", Span(start, start + found.end()))
        elif _is_date_line(line):
            yield Part("dateline", span)


def _is_date_line(line: str) -> bool:
    found = _DATE_LINE.fullmatch(line)
    return bool(found and dates.written(found["date"]))


def _corrections(text: str) -> Iterator[Part]:
    kind: PartKind = "correction"
    for start, line in _lines(text):
        if is_correction(line):
            yield Part(kind, Span(start, start + len(line)))


def _first_lines(text: str) -> Iterator[tuple[int, str]]:
    for count, found in enumerate(_lines(text)):
        if count == _HEAD_LINES:
            return
        yield found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line that is not empty, without the spaces around it, and where it starts."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if stripped := line.strip():
            yield at + len(line) - len(line.lstrip()), stripped
        at = end + 1
