"""What is known of an article, as plain data: one record of the truth file."""

from __future__ import annotations

from newsroom.articles import Article
from sayso.types import Claim, Figure, Json, Span, Spans

Record = dict[str, Json]


def record(article: Article) -> Record:
    """Documents are named by their number in the corpus; `id` and the claims' ids are Sayso's own.

    A speaker is null where nobody is named.
    """
    slot, reading = article.slot, article.reading
    return {
        "number": slot.number,
        "id": reading.document.id,
        "url": article.url,
        "outlet": article.outlet.name,
        "event": slot.event,
        "role": slot.role,
        "manner": slot.manner if slot.role == "copy" else None,
        "copy_of": slot.of if slot.role == "copy" else None,
        "revises": slot.of if slot.role == "revision" else None,
        "repeats": slot.of if slot.role == "repeat" else None,
        "copied": list(article.copied) if article.copied else None,
        "attributions": [
            {
                "speaker": speaker or None,
                "kind": a.kind,
                "source": _spans(a.source),
                "cue": _spans(a.cue),
                "content": _spans(a.content),
                "act": a.act,
                "stance": a.stance,
                "inside": a.inside,
            }
            for a, speaker in zip(reading.attributions, article.speakers, strict=True)
        ],
        "claims": [
            _claim(article, claim, fact) for claim, fact in zip(reading.claims, article.facts, strict=True)
        ],
    }


def page(article: Article) -> Record:
    """The article as a corpus file holds it.

    `id` is the address, as readers take it for one: a revision has that of the original.
    """
    document = article.reading.document
    return {
        "id": article.url,
        "url": article.url,
        "title": document.title,
        "date": document.published,
        "publisher": document.publisher,
        "language": document.language,
        "collection": article.outlet.collection,
        "text": document.text,
    }


def _claim(article: Article, claim: Claim, fact: str | None) -> Record:
    return {
        "id": claim.id,
        "content": _spans(claim.content),
        "chains": [[article.speakers[i] or None for i in chain] for chain in claim.chains],
        "stance": claim.stance,
        "fact": fact,
        "figures": [_figure(f) for f in claim.figures],
        "times": [{"span": _span(t.span), "value": t.value} for t in claim.times],
        "places": [{"span": _span(p.span), "name": p.name} for p in claim.places],
    }


def _figure(f: Figure) -> Json:
    return {"span": _span(f.span), "low": f.low, "high": f.high, "unit": f.unit, "of": f.of}


def _span(span: Span) -> Json:
    return [span.start, span.end]


def _spans(spans: Spans) -> Json:
    return [_span(span) for span in spans]
