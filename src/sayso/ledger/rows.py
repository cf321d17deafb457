"""What a reading looks like in the tables, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Table

from sayso.edtf import bounds
from sayso.ledger import tables
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
    Spans,
    Time,
    Unplaced,
)

Row = dict[str, Any]


def spans(given: Spans) -> list[list[int]]:
    """As JSON."""
    return [[a, b] for a, b in given]


def to_spans(given: Iterable[list[int]]) -> Spans:
    """From JSON."""
    return tuple(Span(a, b) for a, b in given)


def document(d: Document) -> Row:
    """All but its id and what follows from other documents."""
    return {
        "address": d.address,
        "text": d.text,
        "title": d.title,
        "published": d.published,
        "modified": d.modified,
        "language": d.language,
        "authors": list(d.authors),
        "publisher": d.publisher,
        "parts": [[p.kind, *p.span] for p in d.parts],
        "notes": list(d.notes),
        "given_id": d.given_id,
        "fields": dict(d.fields),
        "superseded": False,
    }


def to_document(row: Any, kept: Custody) -> Document:  # noqa: ANN401 - a row of the table
    return Document(
        address=row.address,
        text=row.text,
        custody=kept,
        title=row.title,
        published=row.published,
        modified=row.modified,
        language=row.language,
        authors=tuple(row.authors),
        publisher=row.publisher,
        parts=tuple(Part(kind, Span(a, b)) for kind, a, b in row.parts),
        notes=tuple(row.notes),
        given_id=row.given_id,
        fields=row.fields,
    )


def custody(c: Custody) -> Row:
    return {
        "sha256": c.sha256,
        "reader": c.reader,
        "size": c.size,
        "address": c.address,
        "retrieved": c.retrieved,
        "media_type": c.media_type,
        "encoding": c.encoding,
        "headers": [list(pair) for pair in c.headers],
    }


def to_custody(row: Any) -> Custody:  # noqa: ANN401 - a row of the table
    return Custody(
        sha256=row.sha256,
        size=row.size,
        address=row.address,
        retrieved=row.retrieved,
        media_type=row.media_type,
        reader=row.reader,
        encoding=row.encoding,
        headers=tuple((name, value) for name, value in row.headers),
    )


def reading(r: Reading) -> Row:
    return {
        "method": r.method,
        "made": r.document.custody.retrieved,
        "current": False,
        "apart": [[a.kind, spans(a.content)] for a in r.apart],
        "unplaced": [[u.what, u.text, u.why, list(u.span) if u.span else None] for u in r.unplaced],
    }


def to_apart(given: Iterable[Any]) -> tuple[Apart, ...]:
    return tuple(Apart(to_spans(content), kind) for kind, content in given)


def to_unplaced(given: Iterable[Any]) -> tuple[Unplaced, ...]:
    return tuple(Unplaced(what, text, why, Span(*at) if at else None) for what, text, why, at in given)


def attribution(a: Attribution) -> Row:
    resolved = [*a.resolved.span, a.resolved.name, a.resolved.why] if a.resolved else None
    return {
        "source": spans(a.source),
        "cue": spans(a.cue),
        "content": spans(a.content),
        "kind": a.kind,
        "act": a.act,
        "stance": a.stance,
        "resolved": resolved,
        "target": spans(a.target),
        "inside": a.inside,
        "score": a.score,
    }


def to_attribution(row: Any) -> Attribution:  # noqa: ANN401 - a row of the table
    resolved = None
    if row.resolved:
        start, end, name, why = row.resolved
        resolved = Resolution(Span(start, end), name, why)
    return Attribution(
        source=to_spans(row.source),
        cue=to_spans(row.cue),
        content=to_spans(row.content),
        kind=row.kind,
        act=row.act,
        stance=row.stance,
        resolved=resolved,
        target=to_spans(row.target),
        inside=row.inside,
        score=row.score,
    )


def claim(c: Claim) -> Row:
    return {
        "stance": c.stance,
        "checkworthy": c.checkworthy.score,
        "why": c.checkworthy.why,
        "commitment": c.commitment,
        "signals": [[s.kind, *s.span] for s in c.signals],
    }


def to_claim(document: str, row: Any, found: dict[Table, list[Any]]) -> Claim:  # noqa: ANN401 - a row
    return Claim(
        document=document,
        content=to_spans(row.content),
        chains=to_chains(found[tables.voices]),
        stance=row.stance,
        checkworthy=Checkworthy(row.checkworthy, row.why),
        signals=tuple(Signal(Span(a, b), kind) for kind, a, b in row.signals),
        figures=tuple(map(_figure, found[tables.figures])),
        times=tuple(Time(Span(*t.span), t.value, t.precision, t.why) for t in found[tables.times]),
        places=tuple(map(_place, found[tables.places])),
        commitment=row.commitment,
    )


def parts(c: Claim) -> Iterator[tuple[Table, list[Row]]]:
    """Rows of the tables that hang on a claim."""
    yield tables.voices, list(_voices(c.chains))
    yield tables.figures, [_figure_row(f) for f in c.figures]
    yield tables.times, [_time_row(t) for t in c.times]
    yield tables.places, [_place_row(p) for p in c.places]


def _voices(chains: tuple[tuple[int, ...], ...]) -> Iterator[Row]:
    if chains == ((),):
        return
    for n, chain in enumerate(chains):
        for depth, attribution in enumerate(chain or (None,)):
            yield {"chain": n, "depth": depth, "attribution": attribution}


def to_chains(voices: list[Any]) -> tuple[tuple[int, ...], ...]:
    """From rows of the table of voices, in order."""
    chains: dict[int, list[int]] = {}
    for voice in voices:
        chain = chains.setdefault(voice.chain, [])
        if voice.attribution is not None:
            chain.append(voice.attribution)
    return tuple(tuple(chain) for chain in chains.values()) or ((),)


def _figure_row(f: Figure) -> Row:
    return {
        "span": list(f.span),
        "low": f.low,
        "high": f.high,
        "approximate": f.approximate,
        "strict": f.strict,
        "unit": f.unit,
        "of": f.of,
        "part_of": list(f.part_of) if f.part_of else None,
    }


def _figure(row: Any) -> Figure:  # noqa: ANN401 - a row of the table
    part_of = Span(*row.part_of) if row.part_of else None
    return Figure(Span(*row.span), row.low, row.high, row.approximate, row.strict, row.unit, row.of, part_of)


def _time_row(t: Time) -> Row:
    earliest, latest = bounds(t.value or "")
    return {
        "span": list(t.span),
        "value": t.value,
        "precision": t.precision,
        "why": t.why,
        "earliest": earliest,
        "latest": latest,
    }


def _place_row(p: Place) -> Row:
    return {
        "span": list(p.span),
        "name": p.name,
        "country": p.country,
        "lat": p.lat,
        "lon": p.lon,
        "geonames": p.geonames,
        "level": p.level,
        "ambiguous": p.ambiguous,
    }


def _place(row: Any) -> Place:  # noqa: ANN401 - a row of the table
    return Place(
        Span(*row.span), row.name, row.country, row.lat, row.lon, row.geonames, row.level, row.ambiguous
    )
