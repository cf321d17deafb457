"""Readings as hypothesis makes them: every field of every type, with what no extractor would come up with."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from sayso import types
from sayso.types import (
    Apart,
    Attribution,
    Checkworthy,
    Claim,
    Custody,
    Document,
    Figure,
    Part,
    Place,
    Reading,
    Resolution,
    Signal,
    Span,
    Time,
    Unplaced,
)

ODD = "aZ é\u0301ß漢字🜁\u202e\ufeff\u2028\n\t'\"\\%_{}[]:;&|!*()<>-ﷺİı\x7f\x1b"
plain = st.text(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
"""What readers leave: no NUL and no lone surrogate."""
unsafe = st.text(st.characters() | st.sampled_from("\x00\ud800\udfff\udc80"), max_size=12)
long = st.builds(lambda word, n: (word * n)[:n], plain.filter(bool), st.integers(1_000, 4_000))
numbers = st.floats(allow_nan=False, allow_infinity=False)
_leaf = st.none() | st.booleans() | st.integers() | numbers | plain
nested = st.recursive(
    _leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain, inner, max_size=3), max_leaves=8
)
moments = st.sampled_from(["2024-01-01T00:00:00Z", "2024-01-02T10:00:00Z", "2025-06-30T23:59:59Z"])
dates = st.none() | st.sampled_from(["2024", "2024-03", "2024-03-05", "2024-03-01/2024-03-09", "XXXX-08-01"])


def one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


custodies = st.builds(
    Custody,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    size=st.integers(0, 2**62),
    address=plain | long,
    retrieved=moments,
    media_type=plain,
    reader=st.sampled_from(["text", "html"]),
    encoding=optional(plain),
    headers=st.lists(st.tuples(plain, plain), max_size=3).map(tuple),
)


@st.composite
def spans_in(draw: st.DrawFn, text: str, most: int = 3) -> Any:
    """Anywhere in the text, in any order, empty ones too."""
    cut = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(cut, cut), max_size=most))
    return tuple(Span(min(pair), max(pair)) for pair in pairs)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(plain | long)
    span = spans_in(text, 1).filter(bool).map(lambda spans: spans[0])
    return draw(
        st.builds(
            Document,
            address=plain | long,
            text=st.just(text),
            custody=custodies,
            title=optional(plain | long),
            published=dates,
            modified=dates,
            language=optional(st.sampled_from(["en", "de"])),
            authors=st.lists(plain, max_size=3).map(tuple),
            publisher=optional(plain | long),
            parts=st.lists(st.builds(Part, one_of(types.PartKind), span), max_size=2).map(tuple),
            notes=st.lists(plain, max_size=2).map(tuple),
            given_id=optional(plain),
            fields=st.dictionaries(plain, nested, max_size=3),
        )
    )


def _attributions(text: str, count: int) -> st.SearchStrategy[Any]:
    spans, span = spans_in(text), spans_in(text, 1).filter(bool).map(lambda found: found[0])
    made = st.builds(
        Attribution,
        source=spans,
        cue=spans,
        content=spans,
        kind=one_of(types.Kind),
        act=one_of(types.Act),
        stance=one_of(types.Stance),
        resolved=optional(st.builds(Resolution, span, plain | long, plain)),
        target=spans,
        inside=optional(st.integers(0, max(count - 1, 0))),
        score=optional(st.floats(0, 1)),
    )
    return st.lists(made, min_size=count, max_size=count).map(tuple)


def _claims(document: Document, voices: int) -> st.SearchStrategy[Any]:
    text = document.text
    span = spans_in(text, 1).filter(bool).map(lambda found: found[0])
    chain = st.lists(st.integers(0, voices - 1), max_size=3).map(tuple) if voices else st.just(())
    made = st.builds(
        Claim,
        document=st.just(document.id),
        content=spans_in(text),
        chains=st.lists(chain, min_size=1, max_size=3).map(tuple),
        stance=one_of(types.Stance),
        checkworthy=st.builds(Checkworthy, st.floats(0, 1), plain),
        signals=st.lists(st.builds(Signal, span, one_of(types.SignalKind)), max_size=2).map(tuple),
        figures=st.lists(_figures(span), max_size=2).map(tuple),
        times=st.lists(_times(span), max_size=2).map(tuple),
        places=st.lists(_places(span), max_size=2).map(tuple),
        commitment=optional(st.floats(-3, 3)),
    )
    return st.lists(made, max_size=4, unique_by=lambda claim: claim.content).map(tuple)


def _figures(span: st.SearchStrategy[Span]) -> st.SearchStrategy[Figure]:
    return st.builds(
        Figure,
        span,
        optional(numbers),
        optional(numbers),
        st.booleans(),
        st.booleans(),
        optional(plain),
        optional(plain),
        optional(span),
    )


def _times(span: st.SearchStrategy[Span]) -> st.SearchStrategy[Time]:
    return st.builds(Time, span, dates | plain, one_of(types.Precision), optional(plain))


def _places(span: st.SearchStrategy[Span]) -> st.SearchStrategy[Place]:
    return st.builds(
        Place,
        span=span,
        name=plain | long,
        country=optional(st.sampled_from(["AF", "GB"])),
        lat=optional(numbers),
        lon=optional(numbers),
        geonames=optional(st.integers(0, 2**40)),
        level=one_of(types.PlaceLevel),
        ambiguous=st.booleans(),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    document = draw(documents())
    spans = spans_in(document.text)
    count = draw(st.integers(0, 3))
    apart = st.builds(Apart, spans, one_of(types.ApartKind))
    unplaced = st.builds(
        Unplaced,
        st.sampled_from(["source", "target", "place", "time", "figure", "content", "sentence"]),
        plain,
        plain,
        optional(spans_in(document.text, 1).filter(bool).map(lambda found: found[0])),
    )
    return Reading(
        document=document,
        method=draw(st.sampled_from(["rules 0.1", "trained 0.2"])),
        attributions=draw(_attributions(document.text, count)),
        claims=draw(_claims(document, count)),
        apart=draw(st.lists(apart, max_size=2).map(tuple)),
        unplaced=draw(st.lists(unplaced, max_size=2).map(tuple)),
    )
