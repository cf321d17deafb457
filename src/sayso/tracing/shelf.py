"""The documents of a ledger as lineage needs them, each read once and kept while it is needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from sayso.ledger import judgements, lineage, restoring
from sayso.ledger.speakers import Speakers
from sayso.lineage import tellings
from sayso.lineage.bodies import body
from sayso.lineage.citation import citations, date_in, outlet_in, outlet_of
from sayso.lineage.links import Citation, Publication, Telling, Voice
from sayso.lineage.sameness import Features, features
from sayso.types import Reading

MOST = 2_000
"""Documents kept in memory."""


@dataclass(frozen=True, slots=True)
class Volume:
    """One document with its claims as tellings."""

    reading: Reading
    publication: Publication
    tellings: tuple[Telling, ...]
    features: tuple[Features, ...]
    """Of the tellings, in order."""
    citations: tuple[Citation, ...]
    rejected: frozenset[str]
    """Ids of claims that people rejected: nobody makes them."""
    body: Voice | None
    """Who publishes it, where that is no medium but speaks for itself."""

    @property
    def text(self) -> str:
        return self.reading.document.text


class Shelf:
    """Volumes by the ids of their documents."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._speakers = Speakers(connection)
        self._is_judged = judgements.exist(connection)
        self._outlets = frozenset(lineage.outlets(connection))
        self._held: OrderedDict[str, Volume] = OrderedDict()

    def of(self, documents: Iterable[str]) -> dict[str, Volume]:
        """The volumes of these documents; one without a current reading is left out."""
        wanted = list(dict.fromkeys(documents))
        missing = [name for name in wanted if name not in self._held]
        for n in range(0, len(missing), 100):
            self._fetch(missing[n : n + 100])
        found = {name: self._held[name] for name in wanted if name in self._held}
        for name in found:
            self._held.move_to_end(name)
        while len(self._held) > max(MOST, len(found)):
            self._held.popitem(last=False)
        return found

    def _fetch(self, documents: Sequence[str]) -> None:
        before = lineage.revised(self._connection, documents)
        for reading in restoring.readings(self._connection, documents):
            name = reading.document.id
            self._held[name] = self._volume(reading, before.get(name))

    def _volume(self, reading: Reading, revises: str | None) -> Volume:
        document = reading.document
        named = document.publisher or outlet_in(document)
        bare = tellings.publication(document, named, revises)
        outlet = outlet_of(bare)
        publication = tellings.publication(document, outlet.shown if outlet else None, revises)
        if publication.published is None:
            publication = replace(publication, published=date_in(document))
        told = tellings.of_reading(reading, self._speakers.of(reading))
        return Volume(
            reading=reading,
            publication=publication,
            tellings=told,
            features=tuple(features(telling, publication.published) for telling in told),
            citations=citations(reading, known=self._outlets),
            rejected=self._rejected(reading),
            body=self._body(publication.outlet),
        )

    def _rejected(self, reading: Reading) -> frozenset[str]:
        if not self._is_judged:
            return frozenset()
        versions = judgements.versions(self._connection, reading.document.id)
        given = judgements.attached(judgements.of_documents(self._connection, versions), reading)
        return frozenset(reading.claims[n].id for n, held in given.items() if held[-1].verdict == "reject")

    def _body(self, outlet: str | None) -> Voice | None:
        name = body(outlet) if outlet else None
        return self._speakers.body(name) if name else None
