"""One reading as one line of JSON, in the published shape (`schema/reading.schema.json`)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping

from sayso.types import (
    Attribution,
    Claim,
    Custody,
    Figure,
    Json,
    Place,
    Reading,
    Resolution,
    Span,
    Spans,
    Time,
    Unplaced,
)

Record = dict[str, Json]

# Line separators end a line for many readers of JSONL; the others act on a terminal.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def record(reading: Reading) -> Record:
    """The reading as plain data: keys of the published shape first, in its order, then the others."""
    document = reading.document
    return {
        "id": document.given_id or document.id,
        "address": document.address,
        "title": document.title,
        "published": document.published,
        "text": document.text,
        "attributions": [_attribution(a) for a in reading.attributions],
        "claims": [claim_record(c, reading.method) for c in reading.claims],
        "unplaced": [_unplaced(u) for u in reading.unplaced],
        "apart": [{"content": spans_record(a.content), "kind": a.kind} for a in reading.apart],
        "parts": [{"kind": p.kind, "span": _span(p.span)} for p in document.parts],
        "method": reading.method,
        "modified": document.modified,
        "language": document.language,
        "authors": list(document.authors),
        "publisher": document.publisher,
        "notes": list(document.notes),
        "custody": custody_record(document.custody),
        "fields": _plain(document.fields),
        "document": document.id,
    }


def line(reading: Reading) -> bytes:
    """The record as UTF-8 with a newline at its end and none within."""
    return as_line(record(reading))


def as_line(made: Record) -> bytes:
    """Any record so."""
    text = json.dumps(made, ensure_ascii=False, allow_nan=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode() + b"\n"


def _span(span: Span) -> Json:
    return [span.start, span.end]


def spans_record(spans: Spans) -> Json:
    return [[a, b] for a, b in spans]


def _number(value: float | None) -> Json:
    """Whole numbers as JSON integers: a count of 50 people is 50, not 50.0."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() and abs(value) < 2**53 else value


def _attribution(a: Attribution) -> Record:
    return {
        "source": spans_record(a.source),
        "cue": spans_record(a.cue),
        "content": spans_record(a.content),
        "kind": a.kind,
        "act": a.act,
        "stance": a.stance,
        "resolved": _resolution(a.resolved) if a.resolved else None,
        "inside": a.inside,
        "target": spans_record(a.target),
        "score": _number(a.score),
    }


def _resolution(r: Resolution) -> Record:
    return {"span": _span(r.span), "name": r.name, "why": r.why}


def claim_record(claim: Claim, method: str) -> Record:
    return {
        "content": spans_record(claim.content),
        "chains": [list(chain) for chain in claim.chains],
        "stance": claim.stance,
        "figures": [figure_record(f) for f in claim.figures],
        "times": [time_record(t) for t in claim.times],
        "places": [place_record(p) for p in claim.places],
        "checkworthy": {"score": _number(claim.checkworthy.score), "why": claim.checkworthy.why},
        "method": method,
        "id": claim.id,
        "signals": [{"span": _span(s.span), "kind": s.kind} for s in claim.signals],
        "commitment": _number(claim.commitment),
    }


def figure_record(f: Figure) -> Record:
    return {
        "span": _span(f.span),
        "low": _number(f.low),
        "high": _number(f.high),
        "approximate": f.approximate,
        "unit": f.unit,
        "of": f.of,
        "strict": f.strict,
        "part_of": _span(f.part_of) if f.part_of else None,
    }


def time_record(t: Time) -> Record:
    return {"span": _span(t.span), "value": t.value, "precision": t.precision, "why": t.why}


def place_record(p: Place) -> Record:
    return {
        "span": _span(p.span),
        "name": p.name,
        "country": p.country,
        "lat": _number(p.lat),
        "lon": _number(p.lon),
        "geonames": p.geonames,
        "ambiguous": p.ambiguous,
        "level": p.level,
    }


def _unplaced(u: Unplaced) -> Record:
    return {"what": u.what, "text": u.text, "why": u.why, "span": _span(u.span) if u.span else None}


def custody_record(c: Custody) -> Record:
    return {
        "sha256": c.sha256,
        "size": c.size,
        "address": c.address,
        "retrieved": c.retrieved,
        "media_type": c.media_type,
        "reader": c.reader,
        "encoding": c.encoding,
        "headers": [[name, value] for name, value in c.headers],
    }


def _plain(value: object) -> Json:
    """Passed-through fields as they came, but for NaN and infinities: JSON has none."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
