"""Gather: from addresses to readings, one document at a time, in any order, repeatable.

    paths ─readers→ Documents ─models→ Markups ─claims→ Readings

A document that cannot be read comes out as the `SkipDocument` that says why; the run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TypeAlias, overload

from sayso import claims, engine, plugins, readers
from sayso.errors import SkipDocument, StopRun
from sayso.protocols import Extractor
from sayso.settings import Settings
from sayso.types import Document, Reading

BATCH_DOCUMENTS = 16
BATCH_CHARS = 50_000
"""A batch ends at whichever comes first, so that memory is bounded by it and not by the corpus."""

ALONE_CHARS = 200_000
"""Read in this process before others are started: what is less is done sooner than they are ready."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A document that was not extracted, for its reading by the same method is known."""

    document: str
    """Id of the document."""
    address: str


Known: TypeAlias = Callable[[Sequence[Document], str], set[str]]
"""Of these documents, the ids of those that have a reading by this method already."""
Batch: TypeAlias = list[Document | SkipDocument | Passed]
Item: TypeAlias = Reading | SkipDocument | Passed


@overload
def gather(
    paths: Iterable[str], settings: Settings, *, known: None = None
) -> Iterator[Reading | SkipDocument]: ...
@overload
def gather(paths: Iterable[str], settings: Settings, *, known: Known) -> Iterator[Item]: ...
def gather(paths: Iterable[str], settings: Settings, *, known: Known | None = None) -> Iterator[Item]:
    """Read every document found at the paths, in order; those that are known are passed over.

    Raises:
        StopRun: a setting is wrong or a model is missing, before anything is read.
    """
    extractor = ready(settings)
    batches = _batches(_dated(readers.documents(paths, settings), settings.published))
    sifted = (_sifted(batch, known, extractor.method) for batch in batches)
    if settings.engine == "local":
        alone = engine.count(settings) == 1
        yield from _here(sifted, extractor, least=None if alone else ALONE_CHARS)
    if (first := next(sifted, None)) is not None:
        yield from _spread(chain([first], sifted), settings)


def extracted(
    found: Iterable[Document | SkipDocument], settings: Settings
) -> Iterator[Reading | SkipDocument]:
    """The readings of these documents, in order, made in this process."""
    extractor = kept(settings)
    for batch in _batches(_dated(found, settings.published)):
        yield from _extract(batch, extractor)


def ready(settings: Settings) -> Extractor:
    """The extractor that the settings ask for.

    Raises:
        StopRun: no extractor has that name, or what it needs is missing.
    """
    extractor: Extractor = plugins.load("extractor", settings.extractor).load(settings)
    return extractor


kept = lru_cache(maxsize=1)(ready)
"""The same for workers, which load it once and not for every task."""


def _here(batches: Iterable[Batch], extractor: Extractor, least: int | None) -> Iterator[Item]:
    """Extracted in this process, until so many characters are done; what is left stays in the iterator."""
    chars = 0
    for batch in batches:
        yield from _extract(batch, extractor)
        chars += sum(len(item.text) for item in batch if isinstance(item, Document))
        if least is not None and chars >= least:
            return


def _spread(batches: Iterable[Batch], settings: Settings) -> Iterator[Item]:
    """Extracted by the workers, in order. Where one dies of a batch, each document is tried by itself."""
    jobs = ((settings, batch) for batch in batches)
    with engine.started(settings) as workers:
        for outcome in engine.run(workers, _batch, jobs):
            if isinstance(outcome, engine.Lost):
                yield from _singly(outcome.item[1], workers, settings)
            else:
                yield from outcome


def _singly(batch: Batch, workers: engine.Workers, settings: Settings) -> Iterator[Item]:
    jobs = ((settings, item) for item in batch if isinstance(item, Document))
    done = engine.run(workers, _one, jobs)
    for item in batch:
        yield _or_skipped(next(done)) if isinstance(item, Document) else item


def _or_skipped(outcome: Reading | SkipDocument | engine.Lost[_Job]) -> Reading | SkipDocument:
    if not isinstance(outcome, engine.Lost):
        return outcome
    todo = "If memory ran out, set workers lower; else please report it with the document"
    return SkipDocument(outcome.item[1].address, f"the process that read it {outcome.why}", todo)


_Job: TypeAlias = tuple[Settings, Document]


def _batch(job: tuple[Settings, Batch]) -> list[Item]:
    """The task of a worker."""
    settings, batch = job
    return list(_extract(batch, kept(settings)))


def _one(job: _Job) -> Reading | SkipDocument:
    """The task of a worker, where its batch killed it."""
    settings, document = job
    return _guarded([document], kept(settings))[0]


def _sifted(batch: list[Document | SkipDocument], known: Known | None, method: str) -> Batch:
    documents = [item for item in batch if isinstance(item, Document)]
    done = known(documents, method) if known and documents else set()
    return [_passed(item, done) if done and isinstance(item, Document) else item for item in batch]


def _passed(document: Document, done: set[str]) -> Document | Passed:
    identity = document.id
    return Passed(identity, document.address) if identity in done else document


def _dated(found: Iterable[Document | SkipDocument], published: str) -> Iterator[Document | SkipDocument]:
    """With the date that the user gave, if any: it wins over the document's own, and a note says so."""
    for item in found:
        if not published or isinstance(item, SkipDocument) or item.published == published:
            yield item
        else:
            own = f"the document itself says {item.published}" if item.published else "the document has none"
            note = f"the date {published} was given by the user; {own}"
            yield replace(item, published=published, notes=(*item.notes, note))


def _batches(
    found: Iterable[Document | SkipDocument],
) -> Iterator[list[Document | SkipDocument]]:
    batch: list[Document | SkipDocument] = []
    chars = 0
    for item in found:
        batch.append(item)
        chars += len(item.text) if isinstance(item, Document) else 0
        if len(batch) >= BATCH_DOCUMENTS or chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


@overload
def _extract(
    batch: list[Document | SkipDocument], extractor: Extractor
) -> Iterator[Reading | SkipDocument]: ...
@overload
def _extract(batch: Batch, extractor: Extractor) -> Iterator[Item]: ...
def _extract(batch: Sequence[Document | SkipDocument | Passed], extractor: Extractor) -> Iterator[Item]:
    documents = [item for item in batch if isinstance(item, Document)]
    done = iter(_guarded(documents, extractor))
    for item in batch:
        yield next(done) if isinstance(item, Document) else item


def _guarded(documents: list[Document], extractor: Extractor) -> list[Reading | SkipDocument]:
    """The batch together; where that fails, each by itself, so that one bad document costs only itself."""
    try:
        return list(claims.extract(documents, extractor))
    except StopRun:
        raise
    except Exception as error:  # noqa: BLE001 - the per-document guard: a run outlives any one document
        if len(documents) > 1:
            return [reading for d in documents for reading in _guarded([d], extractor)]
        if isinstance(error, SkipDocument):
            return [error]
        what, why = documents[0].address, f"{type(error).__name__} while extracting ({error})"
        return [SkipDocument(what, why, "This is a fault in Sayso: please report it with the document")]
