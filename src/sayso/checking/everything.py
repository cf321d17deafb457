"""Check what a person asks for: a claim, a document, or a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from sqlalchemy import Connection

from sayso import plugins
from sayso.checking.asking import asked
from sayso.checking.passages import Holdings
from sayso.checking.placing import Places
from sayso.edtf import FORMS, bounds
from sayso.errors import SaysoError, StopRun
from sayso.evidence.deciding import find
from sayso.evidence.judging import judged
from sayso.findings import Asked, Coverage, Finding, Passage
from sayso.ledger import Ledger
from sayso.protocols import Encoder, Entailer, EvidenceSource, Library, Opened
from sayso.settings import Settings

MOST = 10
"""Claims of a document that are checked, unless more are asked for."""


def check(
    ledger: Ledger,
    settings: Settings,
    what: str,
    collections: Sequence[str],
    *,
    as_of: str | None = None,
    most: int = MOST,
) -> Iterator[Finding]:
    """The finding on a claim (an id or its beginning), on the claims of a document that most ask for a check,
    or on a sentence.

    Args:
        as_of: EDTF; evidence published later is left out.
        most: claims of a document.

    Raises:
        StopRun: no such id in these collections, an id that several have, no words, or no date.
    """
    if as_of is not None and bounds(as_of)[1] is None:
        raise StopRun(f"as of {as_of!r}", "not a date in EDTF", f"Write for instance {'; '.join(FORMS)}")
    with ledger.reading() as connection:
        # Before anything large is loaded: an unknown id is told at once.
        claims = asked(connection, what, collections, most)
        encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
        entailer: Entailer = plugins.load("entailer", settings.entailer).load(settings)
        desk = Desk.of(ledger, connection, settings, collections, encoder)
        for one in claims:
            yield desk.finding(one, settings.passages, entailer, as_of)


@dataclass(frozen=True, slots=True)
class Desk:
    """What one run of checking has open."""

    sources: dict[str, Opened | Coverage]
    """Each evidence source, or why it cannot be searched."""
    places: Places

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        connection: Connection,
        settings: Settings,
        collections: Sequence[str],
        encoder: Encoder,
    ) -> Desk:
        library = Holdings(ledger, connection, collections, encoder)
        names = plugins.names("evidence source")
        opened = {name: _opened(name, settings, library) for name in sorted(names, key=_own_first)}
        return cls(opened, Places(ledger, connection, collections, encoder))

    def finding(self, one: Asked, most: int, entailer: Entailer, as_of: str | None) -> Finding:
        passages, coverage = [], []
        for name, source in self.sources.items():
            found, covered = _searched(name, source, one, most)
            known = [passage for passage in found if not _is_later(passage, as_of)]
            passages += known
            coverage.append(replace(covered, found=len(known)))
        evidence = self.places.placed(one, judged(one, passages, entailer))
        return find(one, evidence, coverage, entailer.method)


def _own_first(name: str) -> tuple[bool, str]:
    return name != "corpus", name


def _opened(name: str, settings: Settings, library: Library) -> Opened | Coverage:
    """The source, ready; where it is not set up or cannot be read, that is what will be told."""
    try:
        source: EvidenceSource = plugins.load("evidence source", name)
        opened = source.open(settings, library)
    except SaysoError as error:
        return Coverage(name, "degraded", why=str(error))
    return Coverage(name, "not set up", why=source.SETUP) if opened is None else opened


def _searched(name: str, source: Opened | Coverage, one: Asked, most: int) -> tuple[list[Passage], Coverage]:
    """What it gives, also where it fails half-way: what was found before that stays."""
    if isinstance(source, Coverage):
        return [], source
    found: list[Passage] = []
    try:
        for passage in source.search(one, most):
            found.append(passage)
    except SaysoError as error:
        return found, Coverage(name, "degraded", len(found), str(error))
    return found, Coverage(name, "searched", len(found), _limits(source, one))


@runtime_checkable
class Limited(Protocol):
    """An evidence source that can tell what a claim leaves out by which it would be searched."""

    def limits(self, asked: Asked) -> str: ...


def _limits(source: Opened, one: Asked) -> str:
    return source.limits(one) if isinstance(source, Limited) else ""


def _is_later(passage: Passage, as_of: str | None) -> bool:
    """Whether it was published later, as far as anybody knows."""
    if as_of is None:
        return False
    rated = passage.rating.date if passage.rating is not None else None
    first, last = bounds(rated or passage.published or "")[0], bounds(as_of)[1]
    return first is not None and last is not None and first > last
