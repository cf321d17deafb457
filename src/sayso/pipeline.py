"""Gather: from addresses to readings, one document at a time, in any order, repeatable.

    paths ─readers→ Documents ─models→ Markups ─claims→ Readings

A document that cannot be read comes out as the `SkipDocument` that says why; the run goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso import claims, plugins, readers
from sayso.errors import SkipDocument, StopRun
from sayso.protocols import Extractor
from sayso.settings import Settings
from sayso.types import Document, Reading

BATCH_DOCUMENTS = 16
BATCH_CHARS = 50_000
"""A batch ends at whichever comes first, so that memory is bounded by it and not by the corpus."""


def gather(paths: Iterable[str], settings: Settings) -> Iterator[Reading | SkipDocument]:
    """Read every document found at the paths, in order.

    Raises:
        StopRun: a setting is wrong or a model is missing, before anything is read.
    """
    extractor: Extractor = plugins.load("extractor", settings.extractor).load(settings)
    for batch in _batches(_dated(readers.documents(paths, settings), settings.published)):
        yield from _extract(batch, extractor)


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


def _extract(batch: list[Document | SkipDocument], extractor: Extractor) -> Iterator[Reading | SkipDocument]:
    documents = [item for item in batch if isinstance(item, Document)]
    done = iter(_guarded(documents, extractor))
    for item in batch:
        yield item if isinstance(item, SkipDocument) else next(done)


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
