"""The text cut where any highlight begins or ends, so that spans may nest and overlap freely.

A page shows segments and their ids, never offsets: browsers count in UTF-16, Sayso in code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Literal, TypeAlias

from sayso.types import PartKind, Span, Spans
from sayso.views.article import ArticleView

Role: TypeAlias = Literal["claim", "content", "source", "cue", "target", "fact", "aside"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under one and the same set of highlights."""

    text: str
    claims: tuple[int, ...] = ()
    """Numbers of the claims that cover it, the shortest first: that is the one a click means."""
    contents: tuple[int, ...] = ()
    """Attributions in whose content it lies, the outermost first."""
    sources: tuple[int, ...] = ()
    cues: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    fact: bool = False
    aside: bool = False
    starts: tuple[int, ...] = ()
    """Numbers of the claims whose words begin here."""

    @property
    def plain(self) -> bool:
        return not (self.claims or self.contents or self.sources or self.cues or self.targets or self.aside)


@dataclass(frozen=True, slots=True)
class Paragraph:
    part: PartKind | None
    """Set where all of it is a headline, a caption and the like."""
    segments: tuple[Segment, ...]


@dataclass(slots=True)
class _Marks:
    """Where highlights begin and end."""

    size: int
    opening: dict[int, list[tuple[Role, int]]] = field(default_factory=dict)
    closing: dict[int, list[tuple[Role, int]]] = field(default_factory=dict)

    def add(self, role: Role, index: int, spans: Spans) -> None:
        for start, end in _merged(spans, self.size):
            self.opening.setdefault(start, []).append((role, index))
            self.closing.setdefault(end, []).append((role, index))

    def cuts(self, paragraphs: Iterable[Span]) -> list[int]:
        return sorted({*self.opening, *self.closing, *(cut for span in paragraphs for cut in span)})


def paragraphs(view: ArticleView) -> Iterator[Paragraph]:
    """The text's paragraphs; together their segments hold every character but the line ends between."""
    spans = paragraph_spans(view.text)
    marks = _marks(view)
    starts = _starts(view)
    cuts = marks.cuts(spans)
    sizes = {c.number: sum(end - start for start, end in c.content) for c in view.claims}
    active: dict[tuple[Role, int], None] = {}
    begun: tuple[int, ...] = ()
    at = 0
    for span in spans:
        found = []
        while at < len(cuts) and cuts[at] < span.end:
            start = cuts[at]
            at += 1
            for mark in marks.closing.get(start, ()):
                active.pop(mark, None)
            active |= dict.fromkeys(marks.opening.get(start, ()))
            begun += starts.get(start, ())
            # A highlight may also open or close in the white space between two paragraphs.
            if start >= span.start:
                end = min(cuts[at] if at < len(cuts) else span.end, span.end)
                found.append(_segment(view, view.text[start:end], active, sizes, begun))
                begun = ()
        yield Paragraph(_part(view, span), tuple(found))


def paragraph_spans(text: str) -> list[Span]:
    """Lines that are not empty; in text that was wrapped by hand, the blocks between empty lines."""
    lines = [Span(*m.span()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    blocks = [Span(*m.span()) for m in re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", text)]
    lengths = [end - start for start, end in lines]
    wrapped = len(blocks) > 1 and len(lines) > 2 * len(blocks)
    return blocks if wrapped and max(lengths) <= 100 and median(lengths) >= 40 else lines


def _marks(view: ArticleView) -> _Marks:
    marks = _Marks(len(view.text))
    for index, a in enumerate(view.attributions):
        marks.add("content", index, a.content)
        marks.add("source", index, a.source)
        marks.add("cue", index, a.cue)
        marks.add("target", index, a.target)
    for claim in view.claims:
        marks.add("claim", claim.number, claim.content)
    for index, span in enumerate(span for claim in view.claims for span in claim.facts_at):
        marks.add("fact", index, (span,))
    for index, aside in enumerate(view.asides):
        marks.add("aside", index, aside.content)
    return marks


def _starts(view: ArticleView) -> dict[int, tuple[int, ...]]:
    """Where each claim's words begin."""
    starts: dict[int, tuple[int, ...]] = {}
    for claim in view.claims:
        merged = _merged(claim.content, len(view.text))
        if merged:
            first = merged[0][0]
            starts[first] = (*starts.get(first, ()), claim.number)
    return starts


def _segment(
    view: ArticleView,
    text: str,
    active: Iterable[tuple[Role, int]],
    sizes: dict[int, int],
    starts: tuple[int, ...],
) -> Segment:
    of: dict[Role, list[int]] = {}
    for role, index in active:
        of.setdefault(role, []).append(index)
    return Segment(
        text,
        claims=tuple(sorted(of.get("claim", ()), key=lambda n: (sizes[n], n))),
        contents=tuple(sorted(of.get("content", ()), key=lambda i: (view.depths[i], i))),
        sources=tuple(of.get("source", ())),
        cues=tuple(of.get("cue", ())),
        targets=tuple(of.get("target", ())),
        fact="fact" in of,
        aside="aside" in of,
        starts=starts,
    )


def _part(view: ArticleView, span: Span) -> PartKind | None:
    inside = [p.kind for p in view.parts if p.span.start <= span.start and span.end <= p.span.end]
    return inside[0] if inside else None


def _merged(spans: Spans, size: int) -> list[tuple[int, int]]:
    """In order, within the text, and touching or overlapping ones as one: else one would close another."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, a), min(b, size)) for a, b in spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
