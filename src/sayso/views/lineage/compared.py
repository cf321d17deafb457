"""Two passages side by side: which words of each stand otherwise, or not at all, in the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lineage.links import Passage
from sayso.types import Span

LONGEST = 8_000
"""Characters of a passage that are shown on either side; a longer one is cut after a whole word."""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    one: tuple[Piece, ...]
    other: tuple[Piece, ...]
    is_cut: bool
    """Whether only the beginning of a long passage is shown."""

    @property
    def is_same(self) -> bool:
        """Whether no word differs; case, spacing and the marks between words may."""
        return not any(piece.changed for piece in (*self.one, *self.other))


def pair(one: str, other: str, passage: Passage) -> Pair:
    """The passage as the two texts have it."""
    from sayso.lineage.differences import changes

    found = changes(one, other, passage)
    ours, theirs = _shown(one, passage.one), _shown(other, passage.other)
    is_cut = ours != passage.one or theirs != passage.other
    return Pair(
        _pieces(one, ours, [change.one for change in found]),
        _pieces(other, theirs, [change.other for change in found]),
        is_cut,
    )


def _shown(text: str, span: Span) -> Span:
    if span.end - span.start <= LONGEST:
        return span
    end = text.rfind(" ", span.start, span.start + LONGEST)
    return Span(span.start, end if end > span.start else span.start + LONGEST)


def _pieces(text: str, shown: Span, changed: Sequence[Span]) -> tuple[Piece, ...]:
    pieces = []
    at = shown.start
    within = [Span(start, min(end, shown.end)) for start, end in changed if start < shown.end]
    for start, end in within:
        pieces += [Piece(text[at:start], changed=False), Piece(text[start:end], changed=True)]
        at = end
    return tuple(p for p in (*pieces, Piece(text[at : shown.end], changed=False)) if p.text)
