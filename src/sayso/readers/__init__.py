"""Read: from paths and addresses to documents.

path ─paths→ files ─opening→ Raw ┐
address ──────fetching→ Raw ─────┴─choosing→ reader ─formats→ Document ─finishing→ Document
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import fetching, finishing, opening
from sayso.readers.paths import Found, files
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
    raw, choice = opening.ready(raw, settings)
    found = choice.reader.read(raw, settings)
    if choice.note:
        found = _noted(found, choice.note)
    yield from finishing.finish_all(found, settings)


def _at(path: str, settings: Settings) -> Iterator[Document | SkipDocument]:
    if path == "-":
        yield from _input(settings)
    elif "://" in path[:12]:
        yield from _address(path, settings)
    else:
        for found in files(path):
            yield from [found] if isinstance(found, SkipDocument) else _file(found, settings)


def _input(settings: Settings) -> Iterator[Document | SkipDocument]:
    try:
        with opening.standard_input(settings) as raw:
            yield from read(raw, settings)
    except SkipDocument as error:
        yield error


def _address(address: str, settings: Settings) -> Iterator[Document | SkipDocument]:
    try:
        yield from read(fetching.fetch(address, settings), settings)
    except SkipDocument as error:
        yield error


def _file(found: Found, settings: Settings) -> Iterator[Document | SkipDocument]:
    try:
        with opening.opened(found.path, found.address, settings) as raw:
            yield from read(raw, settings)
    except SkipDocument as error:
        yield error
    except OSError as error:
        yield opening.cannot_open(found.address, error)


def _noted(found: Iterator[Document | SkipDocument], note: str) -> Iterator[Document | SkipDocument]:
    for item in found:
        yield item if isinstance(item, SkipDocument) else replace(item, notes=(note, *item.notes))
