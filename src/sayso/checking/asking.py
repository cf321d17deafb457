"""What is checked: a claim, the claims of a document, or a sentence that somebody typed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from sayso.checking.passages import voices
from sayso.checking.stating import stated
from sayso.errors import StopRun
from sayso.findings import Asked
from sayso.ledger import identity, lineage
from sayso.tracing.asking import is_id
from sayso.tracing.shelf import Shelf, Volume


def asked(connection: Connection, what: str, collections: Sequence[str], most: int) -> list[Asked]:
    """The claims to check; of a document so many of those that most ask for it, in that order.

    Raises:
        StopRun: no such id in these collections, an id that several have, or no words.
    """
    words = what.strip()
    if not words:
        raise StopRun(
            "what to check", "it is empty", "Give a claim's id, a document's, or a sentence in quotes"
        )
    if not is_id(words):
        return [Asked(stated(words, None))]
    at = identity.named(connection, words)
    if at.what == "document":
        held = lineage.claims_of(connection, [at.key])
    else:
        held = lineage.held(connection, [at.id], collections)
    seen = lineage.seen(connection, [one.document for one in held], collections)
    wanted = {one.id for one in held if one.document in seen}
    documents = dict.fromkeys(one.document_id for one in held if one.document in seen)
    volumes = Shelf(connection).of(documents).values()
    found = [one for volume in volumes for one in _of(volume, wanted - volume.rejected)]
    if not found:
        where = ", ".join(collections)
        why = f"it is not in a current reading of a document of the collection {where!r}"
        raise StopRun(
            f"{at.what} {what!r}", why, "Ask in another one with --collection, or look: sayso show ID"
        )
    return found[:most]


def _of(volume: Volume, wanted: set[str]) -> list[Asked]:
    when, claims = volume.publication.published, volume.reading.claims
    order = sorted(volume.tellings, key=lambda t: (-claims[t.n].checkworthy.score, t.n))
    return [
        Asked(
            stated=stated(telling.words, when),
            claim=telling.id,
            document=telling.document,
            address=volume.publication.address,
            outlet=volume.publication.outlet,
            when=when,
            chains=voices(telling, volume.text),
            stance=telling.stance,
        )
        for telling in order
        if telling.id in wanted
    ]
