"""Extract: from documents to readings.

    Document ─extractor→ Markup ─nesting, resolution→ attributions ─composition→ claims
                                 figures · times · places · signals ─────────────┘

An extractor finds who says what; everything here holds for whichever extractor it was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import tee
from typing import Generic, Protocol, TypeVar

from sayso.claims import checkworthy, composition, figures, places, resolution, signals, stance, times
from sayso.claims.composition import Piece
from sayso.claims.spans import holds
from sayso.protocols import Extractor
from sayso.types import (
    Attribution,
    Claim,
    Document,
    Figure,
    Markup,
    Place,
    Reading,
    Sentence,
    Signal,
    Span,
    Spans,
    Stance,
    Time,
)

__all__ = ["extract"]


def extract(documents: Iterable[Document], extractor: Extractor) -> Iterator[Reading]:
    """One reading a document, in order."""
    ours, theirs = tee(documents)
    for document, markup in zip(ours, extractor.mark(theirs), strict=True):
        yield read(document, markup, extractor.method)


def read(document: Document, markup: Markup, method: str) -> Reading:
    """The reading of one document, from what an extractor marked in it."""
    text = document.text
    found, whom = resolution.resolve(text, markup.attributions, markup.mentions)
    quantities, odd_figures = figures.find(text)
    dates, odd_times = times.find(text, document.published)
    spots, odd_places = places.find(text, markup.mentions)
    contents = [s for a in found for s in a.content]
    marks = [*signals.find(text), *signals.scare_quotes(text, contents)]
    stuff = _Finds(text, _Sorted(marks), _Sorted(quantities), _Sorted(dates), _Sorted(spots))
    found = _with_stance(found, markup.sentences, stuff)
    pieces, apart = composition.compose(text, replace(markup, attributions=found))
    identity = document.id  # digests the whole text: once a document, not once a claim
    claims = tuple(_claim(identity, piece, found, stuff) for piece in pieces)
    unplaced = (*markup.unplaced, *whom, *odd_figures, *odd_times, *odd_places)
    return Reading(document, method, found, claims, tuple(apart), unplaced)


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


class _Sorted(Generic[P]):
    """Things in order of their spans, found by place in logarithmic time."""

    def __init__(self, things: Iterable[P]) -> None:
        self.things = sorted(things, key=lambda t: t.span)
        self.starts = [t.span.start for t in self.things]

    def within(self, spans: Spans) -> tuple[P, ...]:
        """Those that lie wholly in one of the spans."""
        out: list[P] = []
        for start, end in spans:
            for thing in self.things[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
                if thing.span.end <= end:
                    out.append(thing)
        return tuple(out)


@dataclass(frozen=True, slots=True)
class _Finds:
    """What was found all over the text, to be hung on the claims it lies in."""

    text: str
    signals: _Sorted[Signal]
    figures: _Sorted[Figure]
    times: _Sorted[Time]
    places: _Sorted[Place]


def _with_stance(
    found: Sequence[Attribution], sentences: Sequence[Sentence], stuff: _Finds
) -> tuple[Attribution, ...]:
    out = []
    for a in found:
        first = next(iter(composition.across(sentences, a.content)), None)
        predicates = first.predicates if first else ()
        words = stance.of_content(a.content, predicates, stuff.signals.within(a.content), stuff.text)
        out.append(replace(a, stance=stance.of(a, _cue(a, stuff.text), words)))
    return tuple(out)


def _cue(a: Attribution, text: str) -> str:
    return " ".join(text[s:e] for s, e in a.cue)


def _is_denied(attribution: Attribution, found: Sequence[Attribution]) -> bool:
    return attribution.inside is not None and found[attribution.inside].stance == "denied"


def _claim(document: str, piece: Piece, found: Sequence[Attribution], stuff: _Finds) -> Claim:
    content = piece.content
    marks = stuff.signals.within(content)
    words = stance.of_content(content, piece.sentence.predicates, marks, stuff.text)
    farthest = None if piece.voice is None else found[piece.voice]
    held: Stance = words
    if farthest is not None:
        held = stance.of(farthest, _cue(farthest, stuff.text), words)
        if farthest.kind == "nobody" and _is_denied(farthest, found):
            held = "denied"  # "denied claims that p": nobody stands behind p, and whoever is named denies it
    numbers, dates, spots = (
        stuff.figures.within(content),
        stuff.times.within(content),
        stuff.places.within(content),
    )
    judged = checkworthy.Content(
        " ".join(stuff.text[a:b] for a, b in content),
        held,
        farthest.act if farthest else None,
        numbers,
        dates,
        spots,
    )
    return Claim(
        document,
        content,
        piece.chains,
        held,
        checkworthy.judge(judged, piece.sentence.worth),
        marks,
        numbers,
        dates,
        spots,
        _commitment(piece),
    )


def _commitment(piece: Piece) -> float | None:
    """Of the highest predicate of the content, the first of them."""
    inner = [p for p in piece.sentence.predicates if holds(piece.content, p.start)]
    return min(inner, key=lambda p: p.depth).commitment if inner else None
