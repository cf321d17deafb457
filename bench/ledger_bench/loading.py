"""Recorded readings into a fresh ledger: rows a second, whether that stays as it grows, and bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import islice, pairwise
from pathlib import Path

from ledger_bench import clock, databases
from ledger_bench.report import Figures
from newsroom import readings
from sayso import adding, plugins, shards
from sayso.ledger import Ledger, open_ledger
from sayso.settings import Settings
from sayso.shards import files
from sayso.shards.files import Stamp
from sayso.types import Reading

TENTHS = 10
SHARD = 2_000
"""Documents of one shard."""
Sample = tuple[int, float]
"""Documents that are safe in the ledger, and the seconds that took, their making taken off."""


def loaded(address: str, documents: int, seed: int = 1) -> Figures:
    """As `sayso add` records them, from a generator whose time is taken off."""
    settings = Settings()
    method = plugins.load("encoder", settings.encoder).load(settings).method
    with closing(open_ledger(address, create=True)) as ledger:
        server = databases.server_process(ledger)
        made = clock.Aside(readings(documents, seed))
        start = clock.now(server)
        samples = list(_samples(ledger, made, settings, start.wall))
        taken = clock.now(server) - start
        rows = sum(databases.rows(ledger).values())
        claims = databases.rows(ledger)["claims"]
        wall, cpu = taken.wall - made.wall, taken.cpu - made.cpu
        recording = samples[-1][1]
        return {
            "documents": documents,
            "rows": rows,
            "claims": claims,
            "documents a second": documents / recording,
            "rows a second": rows / recording,
            "processor ms a document": 1000 * (cpu + taken.server) / documents,
            "… of which the database server's": 1000 * taken.server / documents,
            "after the last document (index of vectors), seconds": wall - recording,
            **_room(ledger, documents, claims, method),
            "documents a second, by tenths": _tenths(samples),
        }


def _samples(
    ledger: Ledger, made: clock.Aside[Reading], settings: Settings, start: float
) -> Iterator[Sample]:
    done = adding.recorded(made, settings, ledger, "bench/ledger.py rows")
    for number, _ in enumerate(done, start=1):
        yield number, clock.now().wall - start - made.wall


def _tenths(samples: list[Sample]) -> dict[str, float]:
    """Rates of each tenth. Documents are safe a batch at a time, so a tenth ends where a batch does."""
    ends = [(n, t) for n, t in samples if n % adding.TOGETHER == 0 or n == len(samples)]
    total = samples[-1][0]
    marks = [next(end for end in ends if end[0] * TENTHS >= total * k) for k in range(1, TENTHS + 1)]
    bounds = [(0, 0.0), *dict.fromkeys(marks)]
    return {
        f"up to {100 * n / total:.0f} %": (n - before) / (t - then)
        for (before, then), (n, t) in pairwise(bounds)
    }


def _room(ledger: Ledger, documents: int, claims: int, method: str) -> Figures:
    size, index = databases.on_disk(ledger), databases.index_size(ledger, method)
    return {
        "bytes a document": size / documents,
        "bytes a claim": size / claims,
        "index of vectors, bytes a claim": index / claims,
        "bytes a document, by table": {
            name: found / documents for name, found in databases.sizes(ledger).items()
        },
        "the database": databases.settings(ledger),
    }


def sharded(documents: int, seed: int = 1) -> Figures:
    """The same readings as shards: bytes, and the rates of writing and reading them again."""
    words: list[int] = []
    source = clock.Aside(_counted(readings(documents, seed), words))
    count = -(-documents // SHARD)
    claims = 0
    with tempfile.TemporaryDirectory(prefix="shards") as folder:
        start = clock.now()
        for number in range(count):
            part = sorted(islice(source, SHARD), key=lambda r: r.document.id)
            claims += sum(len(r.claims) for r in part)
            path = f"{folder}/{files.name(number, count)}"
            shards.write(path, part, Stamp(number, count, "recorded 1", "bench"))
        written = clock.now() - start
        start = clock.now()
        read = sum(1 for _ in shards.readings(folder))
        back = clock.now() - start
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    if read != documents:
        raise RuntimeError(f"{documents} readings were written, {read} read again")
    return {
        "documents": documents,
        "words a document": sum(words) / documents,
        "claims": claims,
        "documents a second": documents / (written.wall - source.wall),
        "processor ms a document": 1000 * (written.cpu - source.cpu) / documents,
        "reading them again, documents a second": documents / back.wall,
        "bytes a document": size / documents,
        "bytes a claim": size / claims,
    }


def _counted(made: Iterator[Reading], words: list[int]) -> Iterator[Reading]:
    for reading in made:
        words.append(len(reading.document.text.split()))
        yield reading
