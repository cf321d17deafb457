"""Passages of the ledger: the sentences that its claims stand in, as quotes with their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from sayso import ledger as ledgers
from sayso.checking.naming import whole
from sayso.checking.stating import stated
from sayso.claims.figures.tokens import sentences
from sayso.findings import Asked, Passage, Stated, Voice
from sayso.ledger import Found, Ledger, Query
from sayso.ledger.speakers import Speakers
from sayso.lineage import tellings
from sayso.lineage.citation import date_in, outlet_in, outlet_of
from sayso.lineage.links import Telling
from sayso.lineage.links import Voice as Speaker
from sayso.types import Document, Reading, Span

if TYPE_CHECKING:
    from sayso.protocols import Encoder

WIDE, WIDEST = 4, 1_000
"""Claims that are looked at for each passage wanted, since copies of one sentence count as one; and in all,
where there are that many copies."""
_LEANS = re.compile(
    r"(?i)(?:he|she|it|they|this|that|these|those|his|her|their|its|both|the latter|the two|there)\b"
)
"""A sentence that begins so is understood by the one before it."""
BRIEF = 6
"""Words below which a sentence is read with the one before it."""


class Holdings:
    """The ledger as a library that evidence sources may ask."""

    def __init__(
        self, ledger: Ledger, connection: Connection, collections: Sequence[str], encoder: Encoder
    ) -> None:
        self._ledger = ledger
        self._speakers = Speakers(connection)
        self._collections = tuple(collections)
        self._encoder = encoder
        self._opened: dict[str, _Opened] = {}
        self._stated: dict[tuple[str, str | None], Stated] = {}

    def near(self, asked: Asked, most: int) -> list[Passage]:
        """So many passages of different words, best first, each followed by its copies among those found."""
        limit = WIDE * most
        while True:
            query = Query(words=asked.text, collections=self._collections, limit=limit)
            found = ledgers.find(self._ledger, query, self._encoder)
            groups = self._grouped(found, asked)
            # Copies of one text may fill all that was looked at, and hide who says otherwise.
            if len(groups) >= most or len(found) < limit or limit >= WIDEST:
                break
            limit *= 4
        return [self._made(*place) for group in groups[:most] for place in group]

    def passage(self, quote: str, context: str, published: str | None) -> Passage:
        return Passage("", "", quote, context, stated(quote, published), published=published)

    def _grouped(self, found: Iterable[Found], asked: Asked) -> list[list[_Place]]:
        """Each sentence once, with all claims in it that were found; those of the same words together."""
        at: dict[tuple[str, Span], list[Found]] = {}
        for one in found:
            opened = self._open(one.reading)
            if one.n not in opened.rejected(one):
                at.setdefault((one.reading.document.id, opened.sentence(one.n)), []).append(one)
        groups: dict[str, list[_Place]] = {}
        for (document, span), held in at.items():
            if asked.claim not in [one.reading.claims[one.n].id for one in held]:
                opened = self._opened[document]
                words = " ".join(opened.reading.document.text[slice(*span)].casefold().split())
                groups.setdefault(words, []).append((opened, span, held))
        return list(groups.values())

    def _made(self, opened: _Opened, span: Span, held: Sequence[Found]) -> Passage:
        document = opened.reading.document
        quote = document.text[slice(*span)]
        first = opened.tellings[held[0].n]
        return Passage(
            source="corpus",
            id=f"{document.id}:{span.start}-{span.end}",
            quote=quote,
            context=opened.context(span),
            stated=self._state(quote, opened.published),
            document=document.id,
            span=span,
            claims=tuple(one.reading.claims[one.n].id for one in held),
            address=document.address,
            title=document.title,
            outlet=opened.outlet,
            published=opened.published,
            chains=voices(first, document.text),
            stance=first.stance,
            score=held[0].score,
            why=held[0].why,
        )

    def _state(self, quote: str, when: str | None) -> Stated:
        """Copies have the same words: each is understood once."""
        if (quote, when) not in self._stated:
            self._stated[quote, when] = stated(quote, when)
        return self._stated[quote, when]

    def _open(self, reading: Reading) -> _Opened:
        name = reading.document.id
        if name not in self._opened:
            told = tellings.of_reading(reading, self._speakers.of(reading))
            self._opened[name] = _Opened.of(reading, told)
        return self._opened[name]


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document that was found, cut into sentences once."""

    reading: Reading
    tellings: tuple[Telling, ...]
    sentences: tuple[Span, ...]
    outlet: str | None
    published: str | None

    @classmethod
    def of(cls, reading: Reading, told: tuple[Telling, ...]) -> _Opened:
        document = reading.document
        outlet = outlet_of(tellings.publication(document, document.publisher or outlet_in(document)))
        return cls(
            reading,
            told,
            tuple(cut(document.text)),
            outlet.shown if outlet else None,
            published(document),
        )

    def sentence(self, n: int) -> Span:
        """The sentences that the claim stands in, as one span."""
        content = self.reading.claims[n].content
        start, end = content[0].start, content[-1].end
        touched = [s for s in self.sentences if s.start < end and start < s.end]
        return Span(touched[0].start, touched[-1].end) if touched else Span(start, end)

    def context(self, span: Span) -> str:
        """With the sentence before it, where it leans on that."""
        text = self.reading.document.text
        quote = text[slice(*span)]
        if not _LEANS.match(quote) and len(quote.split()) >= BRIEF:
            return quote
        before = [s for s in self.sentences if s.end <= span.start]
        return f"{text[slice(*before[-1])]} {quote}" if before else quote

    def rejected(self, found: Found) -> set[int]:
        """Its number, where people rejected the claim: nobody makes it."""
        return {found.n} if found.judgements and found.judgements[-1].verdict == "reject" else set()


_Place = tuple[_Opened, Span, Sequence[Found]]
"""A sentence of a document, with the claims in it that were found."""


def cut(text: str) -> Iterator[Span]:
    """The sentences of a text, without the white space around them; none runs over a line's end."""
    for start, end in sentences(text):
        at = start
        for line in text[start:end].split("\n"):
            bare = line.strip()
            if bare:
                begins = at + line.index(bare)
                yield Span(begins, begins + len(bare))
            at += len(line) + 1


def published(document: Document) -> str | None:
    return document.published or date_in(document)


def voices(telling: Telling, text: str) -> tuple[tuple[Voice, ...], ...]:
    """Who says it in an article with this text; who is only a stub of a name there is nobody named."""
    return tuple(tuple(_voice(speaker, text) for speaker in chain) for chain in telling.chains)


def _voice(speaker: Speaker, text: str) -> Voice:
    return Voice(whole(speaker.name, text, None), speaker.kind, speaker.stance, speaker.actor)
