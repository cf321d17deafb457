"""Families as JSON, in the published shape (`schema/lineage.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.lineage.links import Citation, Family, Link, Origin, Publication, Telling, Voice
from sayso.types import Json, Span
from sayso.views.lineage.wording import outlet
from sayso.views.record import Record, figure_record, place_record, spans_record, time_record


def record(family: Family, others: Sequence[Family] = ()) -> Record:
    """All of a family, and in short what else was found for the words."""
    links: list[Json] = [_link(link) for link in family.links]
    undecided: list[Json] = [_link(link) for link in family.undecided]
    return {
        **summary(family),
        "recordings": family.recordings,
        "tellings": [_telling(telling) for telling in family.tellings],
        "publications": [_publication(p) for p in family.publications.values()],
        "links": links,
        "undecided": undecided,
        "from": [_origin(origin) for origin in family.origins],
        "circles": [{"tellings": list(c.tellings), "why": c.why} for c in family.circles],
        "clashes": [{"parent": c.parent, "child": c.child, "why": c.why} for c in family.clashes],
        "others": [summary(other) for other in others],
    }


def summary(family: Family) -> Record:
    """A family in a line of `sayso origins`; its id is that of its first telling."""
    first = family.tellings[0]
    return {
        "id": first.id,
        "words": first.words,
        "stance": first.stance,
        "articles": family.documents,
        "outlets": outlets(family),
        "state": family.state,
        "origins": family.count,
        "low": family.low,
        "high": family.high,
        "why": family.why,
    }


def outlets(family: Family) -> int:
    """How many different ones published it."""
    return len({outlet(p) for p in family.publications.values()})


def _telling(t: Telling) -> Json:
    chains: list[Json] = [[_voice(voice) for voice in chain] for chain in t.chains]
    return {
        "id": t.id,
        "document": t.document,
        "n": t.n,
        "content": spans_record(t.content),
        "words": t.words,
        "chains": chains,
        "stance": t.stance,
        "figures": [figure_record(f) for f in t.figures],
        "times": [time_record(time) for time in t.times],
        "places": [place_record(p) for p in t.places],
        "signals": [{"span": _span(s.span), "kind": s.kind} for s in t.signals],
        "names": list(t.names),
    }


def _voice(v: Voice) -> Json:
    return {
        "name": v.name,
        "kind": v.kind,
        "actor": v.actor,
        "act": v.act,
        "stance": v.stance,
        "described": v.described,
    }


def _publication(p: Publication) -> Json:
    return {
        "id": p.id,
        "address": p.address,
        "outlet": p.outlet,
        "published": p.published,
        "retrieved": p.retrieved,
        "revises": p.revises,
        "title": p.title,
        "language": p.language,
    }


def _link(link: Link) -> Record:
    return {
        "one": link.one,
        "other": link.other,
        "probability": link.probability,
        "forward": link.forward,
        "reasons": [{"name": r.name, "weight": r.weight, "why": r.why} for r in link.reasons],
        "passages": [
            {"one": _span(p.one), "other": _span(p.other), "manner": p.manner, "likeness": p.likeness}
            for p in link.passages
        ],
        "drifts": [{"kind": d.kind, "one": d.one, "other": d.other, "why": d.why} for d in link.drifts],
        "citations": [_citation(c) for c in link.citations],
        "judgement": link.judgement,
    }


def _citation(c: Citation) -> Json:
    return {
        "span": _span(c.span),
        "name": c.name,
        "manner": c.manner,
        "claims": list(c.claims) if c.claims is not None else None,
        "address": c.address,
        "why": c.why,
    }


def _origin(o: Origin) -> Json:
    return {
        "name": o.name,
        "kind": o.kind,
        "told_apart": o.told_apart,
        "recordings": list(o.recordings),
        "outside": o.outside,
        "why": o.why,
    }


def _span(span: Span) -> Json:
    return [span.start, span.end]
