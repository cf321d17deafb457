"""Add: gather into a ledger. What is recorded already is passed over, so a run that was stopped goes on.

paths ─gather→ Readings ─record→ Ledger
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import TypeAlias

from sayso import __version__, pipeline, plugins
from sayso import ledger as ledgers
from sayso.errors import SkipDocument, StopRun
from sayso.ledger import Ledger, Recorded, runs, vectors
from sayso.pipeline import Passed
from sayso.protocols import Encoder
from sayso.settings import Settings
from sayso.types import Document, Reading

TOGETHER = 64
"""Readings that are recorded in one transaction."""
PATIENCE = 2.0
"""Seconds after which fewer are recorded, so that little is lost when the run is killed."""
Event: TypeAlias = Recorded | Passed | SkipDocument
Item: TypeAlias = Reading | Passed | SkipDocument


def add(paths: Iterable[str], settings: Settings, ledger: Ledger, command: str) -> Iterator[Event]:
    """Read what the paths name into the ledger's collection `settings.collection`.

    A `Recorded` comes only when it is safe in the ledger.

    Raises:
        StopRun: a setting is wrong, a model is missing, or the database failed. What was yielded is kept.
    """
    known = partial(_known, ledger, settings.collection)
    yield from recorded(pipeline.gather(paths, settings, known=known), settings, ledger, command)


def recorded(items: Iterable[Item], settings: Settings, ledger: Ledger, command: str) -> Iterator[Event]:
    """Record readings as they come, wherever they were made; then make searching them fast."""
    encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
    used = asdict(settings) | {"ledger": ledger.address}
    run = runs.begin(ledger, command, version=__version__, settings=used)
    vectors.fill(ledger, encoder)
    for batch in _batches(items):
        yield from _kept(batch, ledger, settings.collection, encoder, run)
    runs.note(ledger, run, recorded=0, passed=0, faults=(), finished=True)
    vectors.build_if_due(ledger, encoder.method)


def _known(ledger: Ledger, collection: str, documents: Sequence[Document], method: str) -> set[str]:
    return ledgers.known(ledger, documents, method, collection)


def _kept(
    batch: list[Item],
    ledger: Ledger,
    collection: str,
    encoder: Encoder,
    run: int,
) -> Iterator[Event]:
    readings = [item for item in batch if isinstance(item, Reading)]
    faults = [item for item in batch if isinstance(item, SkipDocument)]
    done = iter(ledgers.record(ledger, readings, collection=collection, encoder=encoder) if readings else ())
    passed = len(batch) - len(readings) - len(faults)
    runs.note(ledger, run, recorded=len(readings), passed=passed, faults=faults)
    for item in batch:
        yield next(done) if isinstance(item, Reading) else item


def _batches(
    items: Iterable[Item],
) -> Iterator[list[Item]]:
    batch: list[Item] = []
    begun = time.monotonic()
    try:
        for item in items:
            batch.append(item)
            if len(batch) >= TOGETHER or time.monotonic() - begun > PATIENCE:
                yield batch
                batch, begun = [], time.monotonic()
    except (KeyboardInterrupt, StopRun):
        # Reading stopped; what it had read need not be read again.
        if batch:
            yield batch
        raise
    if batch:
        yield batch
