"""Quotations: which stretches of a text stand in quotation marks.

Newspapers open a quotation anew at each paragraph and close it only at the last; typewriters and
wires use `"`, `''` and ``` `` ```; closing marks get lost. A quotation here never runs on past a
paragraph that does not open with a mark of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from sayso.types import Span

MARK = re.compile(r"[“”„«»\"]|''|``|‘|(?<![\w.,!?…])'(?=\w)|(?<=[.,!?…])'(?!\w)|’")
CLOSING, EITHER = "”»’", ('"', "''")
_PARAGRAPH = re.compile(r"[^\n]+")
LONGEST_SINGLE = 400
"""A single mark further than this from its partner was an apostrophe, as in "the boys' club"."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, the marks included.

    `continues`: the paragraph ended before the quotation closed, and the next one takes it up.
    """

    span: Span
    continues: bool = False


def find(text: str) -> list[Quotation]:
    """Every quotation, in order, none inside another: of nested marks the outer ones count."""
    paragraphs = [Span(*m.span()) for m in _PARAGRAPH.finditer(text)]
    found: list[Quotation] = []
    for here, after in pairwise([*paragraphs, Span(len(text), len(text))]):
        found += _paragraph(text, here, after)
    return found


def _paragraph(text: str, here: Span, after: Span) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, here.start, here.end):
        if opened is None:
            if _opens(text, mark):
                opened = mark
        elif _closes(text, opened, mark):
            found.append(Quotation(Span(opened.start(), mark.end())))
            opened = None
        elif _lost(text, opened, mark):
            opened = mark
    if opened is not None and opened.group() not in ("'", "‘", "’"):
        end = len(text[here.start : here.end].rstrip()) + here.start
        taken_up = text[after.start : after.end].lstrip()[:1] in ("“", '"', "„", "«")
        led_in = text[here.start : opened.start()].rstrip()[-1:] in (":", ",")
        if taken_up or led_in or opened.start() - here.start < 3:
            found.append(Quotation(Span(opened.start(), end), continues=taken_up))
    return found


def _opens(text: str, mark: re.Match[str]) -> bool:
    if mark.group() in CLOSING:
        return False
    after = text[mark.end() : mark.end() + 1]
    before = text[mark.start() - 1 : mark.start()]
    return bool(after.strip()) and not (mark.group() in EITHER and before.isalnum())


def _closes(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    opener, closer = opened.group(), mark.group()
    if closer == "’":
        inside = text[mark.end() : mark.end() + 1].isalnum()
        return opener == "‘" and not inside and mark.start() - opened.start() < LONGEST_SINGLE
    if opener in ("'", "‘"):
        return closer in ("'", "’") and mark.start() - opened.start() < LONGEST_SINGLE
    if opener in EITHER:
        return closer == opener or closer in ("”", "''")
    return closer in ("”", "»", '"', "''", "“")[: 5 if opener == "„" else 4]


def _lost(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether the earlier mark turned out to be an apostrophe, so that this one opens instead."""
    return opened.group() in ("'", "‘") and mark.group() not in CLOSING and _opens(text, mark)


def inside(quotations: list[Quotation], position: int) -> Quotation | None:
    """The quotation that holds the position (not one that merely touches it)."""
    for q in quotations:
        if q.span.start < position < q.span.end:
            return q
        if q.span.start > position:
            break
    return None
