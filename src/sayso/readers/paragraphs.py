"""From paragraphs to a text with its parts, and from hard-wrapped lines to paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sayso.types import Part, PartKind, Span

BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, and what part of an article it is where it is not plain body."""

    text: str
    kind: PartKind | None = None


def compose(paragraphs: Iterable[Paragraph]) -> tuple[str, tuple[Part, ...]]:
    """The text, an empty line between paragraphs, and the parts with their places in it."""
    pieces: list[str] = []
    parts: list[Part] = []
    at = 0
    for paragraph in paragraphs:
        if not paragraph.text:
            continue
        end = at + len(paragraph.text)
        if paragraph.kind:
            parts.append(Part(paragraph.kind, Span(at, end)))
        pieces.append(paragraph.text)
        at = end + len(BREAK)
    return BREAK.join(pieces), tuple(parts)


def unwrap(text: str) -> str:
    """Join the lines of paragraphs that were wrapped to a fixed width; all other text stays as it is.

    A line end inside a paragraph becomes a space, one for one. Without this every line of such a text
    would be taken for a paragraph, and sentences would end where lines do.
    """
    lines = text.split("\n")
    if not _is_wrapped(lines):
        return text
    width = max(map(len, lines))
    out = [lines[0]]
    for before, line in pairwise(lines):
        out += (" " if _runs_on(before, line, width) else "\n", line)
    return "".join(out)


_NARROWEST, _WIDEST = 40, 100
_MARKS = " \t-*>|•"
"""A line that begins with one of these is no continuation: an item of a list, a quoted mail, verse."""


def _is_wrapped(lines: list[str]) -> bool:
    """Whether nearly every line that another follows was ended because the next word did not fit."""
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return False
    followed = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip() and b[0] not in _MARKS]
    full = [b for a, b in followed if _runs_on(a, b, width)]
    # Lines of prose go on within a sentence; items of a list, of whatever length, begin anew.
    return len(full) >= max(3, 0.8 * len(followed)) and sum(b[0].islower() for b in full) > 0.4 * len(full)


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether `following` goes on with the paragraph of `line`: its first word did not fit there."""
    if not line.strip() or not following.strip() or following[0] in _MARKS:
        return False
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - 3 and len(line) >= width // 2
