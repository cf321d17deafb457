"""Tellings out of a reading: each claim with its voices as lineage tells them apart."""

from __future__ import annotations

from collections.abc import Callable

from sayso.lineage.links import Publication, Telling, Voice
from sayso.types import Attribution, Claim, Document, Kind, Reading, Spans

ActorOf = Callable[[str, Kind], "str | None"]
"""From what a text calls a source, and its kind, to what all names of that actor have in common."""
NAMED: tuple[Kind, ...] = ("person", "organisation", "state", "document")


def of_reading(reading: Reading, actor_of: ActorOf) -> tuple[Telling, ...]:
    """The tellings of a document, in the order of its claims."""
    document = reading.document.id
    return tuple(_telling(reading, document, n, claim, actor_of) for n, claim in enumerate(reading.claims))


def publication(document: Document, outlet: str | None, revises: str | None = None) -> Publication:
    """A document as lineage needs it; `outlet` is what it is shown as."""
    return Publication(
        id=document.id,
        address=document.address,
        outlet=outlet,
        published=document.published,
        retrieved=document.custody.retrieved,
        revises=revises,
        title=document.title,
        language=document.language,
    )


def _telling(reading: Reading, document: str, n: int, claim: Claim, actor_of: ActorOf) -> Telling:
    chains = tuple(
        tuple(_voice(reading, reading.attributions[a], actor_of) for a in chain) for chain in claim.chains
    )
    return Telling(
        id=claim.id,
        document=document,
        n=n,
        content=claim.content,
        words=reading.text(claim.content),
        chains=chains,
        stance=claim.stance,
        figures=claim.figures,
        times=claim.times,
        places=claim.places,
        signals=claim.signals,
        names=tuple(dict.fromkeys(voice.name for chain in chains for voice in chain if voice.name)),
    )


def _voice(reading: Reading, attribution: Attribution, actor_of: ActorOf) -> Voice:
    name = attribution.resolved.name if attribution.resolved else _words(reading, attribution.source)
    kind = attribution.kind
    actor = actor_of(name, kind) if name and kind in NAMED else None
    return Voice(name=name, kind=kind, actor=actor, act=attribution.act, stance=attribution.stance)


def _words(reading: Reading, spans: Spans) -> str | None:
    return reading.text(spans) or None
