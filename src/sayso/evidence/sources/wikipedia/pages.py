"""What the readers of both kinds of dump give: pages as paragraphs of plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_APPENDICES = frozenset(
    (
        *("references", "notes", "footnotes", "citations", "bibliography", "works cited", "sources"),
        *("further reading", "external links", "see also", "notes and references", "references and notes"),
    )
)
"""Headings, in lower case, under which stand lists and no prose."""
_EMPTY_BRACKETS = re.compile(r" ?\(\s*[;,:]*\s*\)")
_OPENED = re.compile(r"\(\s*[;,]\s*")
_BEFORE_STOP = re.compile(r" ([,.;:!?)])(?!\d)")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_DIGITS = re.compile(r"[0-9+\-−]+")
_LEAST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    section: str
    """The heading that it stands under; empty before the first one."""


@dataclass(frozen=True, slots=True)
class Site:
    """The wiki that a dump was made of."""

    name: str
    prefix: str
    """What the address of a page begins with."""

    def address(self, path: str) -> str:
        """Where a page is on the web."""
        return self.prefix + quote(path.replace(" ", "_"), safe="/:(),!$*;@~")


WIKIPEDIA = Site("Wikipedia", "https://en.wikipedia.org/wiki/")


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    site: Site
    address: str
    published: str | None
    """EDTF: the day on which its text stood so."""
    paragraphs: tuple[Paragraph, ...]


class Outline:
    """Collects the paragraphs of a page, heading after heading; appendices are left out."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._section = ""
        self._left_out: int | None = None
        """The level of the appendix that is being left out."""

    def head(self, text: str, level: int) -> None:
        self._section = tidy(text)
        if self._left_out is None or level <= self._left_out:
            self._left_out = level if self._section.lower() in _APPENDICES else None

    def add(self, text: str) -> None:
        text = tidy(text)
        if self._left_out is None and len(text.split()) >= _LEAST_WORDS:
            self.paragraphs.append(Paragraph(text, self._section))


def tidy(text: str) -> str:
    """On one line, without the empty brackets that a left-out pronunciation leaves behind."""
    text = " ".join(text.split())
    if "(" in text:
        text = _OPENED.sub("(", _EMPTY_BRACKETS.sub("", text))
    return _BEFORE_STOP.sub(r"\1", text).strip()


def raised(text: str) -> str:
    """A superscript: 10 to the sixth must not read as 106."""
    return text.translate(_RAISED) if _DIGITS.fullmatch(text.strip()) else text
