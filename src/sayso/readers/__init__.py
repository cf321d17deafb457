"""Read: from paths and addresses to documents.

path ─paths→ files ─opening→ Raw ┐
address ──────fetching→ Raw ─────┴─choosing→ reader ─formats→ Document ─finishing→ Document
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import fetching, finishing, opening
from sayso.readers.paths import files
from sayso.settings import Settings
from sayso.types import Document


def documents(paths: Iterable[str], settings: Settings) -> Iterator[Document | SkipDocument]:
    """Every document found at the paths, in order; what cannot be read comes as the error that says why."""
    for path in paths:
        yield from _at(path, settings)


def read(raw: Raw, settings: Settings) -> Iterator[Document | SkipDocument]:
    """The documents in these bytes. A bad record among good ones comes as the error that says why.

    Raises:
        SkipDocument: nothing in these bytes can be read.
    """
    yield from finishing.finish_all(finishing.unfinished(raw, settings), settings)


def _at(path: str, settings: Settings) -> Iterator[Document | SkipDocument]:
    if path == "-":
        yield from _within(opening.standard_input(settings), path, settings)
    elif "://" in path[:12]:
        yield from _fetched(path, settings)
    else:
        for found in files(path):
            if isinstance(found, SkipDocument):
                yield found
            else:
                raw = opening.opened(found.path, found.address, settings)
                yield from _within(raw, found.address, settings)


def _within(
    opened: AbstractContextManager[Raw], address: str, settings: Settings
) -> Iterator[Document | SkipDocument]:
    try:
        with opened as raw:
            yield from read(raw, settings)
    except SkipDocument as error:
        yield error
    except OSError as error:
        yield opening.cannot_open(address, error)


def _fetched(address: str, settings: Settings) -> Iterator[Document | SkipDocument]:
    try:
        yield from read(fetching.fetch(address, settings), settings)
    except SkipDocument as error:
        yield error
