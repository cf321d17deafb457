"""Tellings out of a reading: each claim with its voices as lineage tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.lineage.links import Publication, Telling, Voice
from sayso.types import Claim, Document, Reading

_ITSELF = frozenset(["i", "we", "me", "us", "my", "our", "myself", "ourselves"])


def of_reading(reading: Reading, voices: Sequence[Voice]) -> tuple[Telling, ...]:
    """The tellings of a document, in the order of its claims; a voice for each of its attributions."""
    document = reading.document.id
    return tuple(_telling(reading, document, n, claim, voices) for n, claim in enumerate(reading.claims))


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


def _telling(reading: Reading, document: str, n: int, claim: Claim, voices: Sequence[Voice]) -> Telling:
    chains = tuple(_chain([voices[a] for a in chain]) for chain in claim.chains)
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


def _chain(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """Without "I" after whoever says "I": it is the same voice."""
    kept: list[Voice] = []
    for voice in voices:
        if kept and (voice.name or "").casefold() in _ITSELF:
            kept[-1] = replace(kept[-1], stance=voice.stance, act=voice.act)
        else:
            kept.append(voice)
    return tuple(kept)
