"""A ledger with so many claims, made once and searched often; goes on where it was stopped."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import islice

from ledger_bench import clock, databases
from ledger_bench.report import Figures
from newsroom import readings
from sayso import __version__, plugins
from sayso.ledger import Ledger, open_ledger, record, runs, vectors
from sayso.protocols import Encoder
from sayso.settings import Settings
from sayso.types import Reading

TOGETHER = 256
TOLD = 5_120
"""Documents after which the rate is told."""
_ENDLESS = 10**12
_RUNS = 10**6


def _command(seed: int) -> str:
    return f"bench/ledger.py fill --seed {seed}"


def filled(ledger: Ledger, seed: int) -> int:
    """How many documents of that seed it has had: the number of the next one."""
    return sum(run.recorded for run in runs.latest(ledger, _RUNS) if run.command == _command(seed))


def fill(address: str, claims: int, seed: int = 1) -> Figures:
    """Until the ledger has so many claims, or a few more; then the index, where searching needs one."""
    settings = Settings()
    encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
    with closing(open_ledger(address, create=True)) as ledger:
        start = clock.now()
        first = filled(ledger, seed)
        made = clock.Aside(readings(_ENDLESS, seed, first))
        done = _until(ledger, claims, _batches(made), encoder, _command(seed))
        recording = clock.now() - start
        start = clock.now()
        held = databases.rows(ledger)["claims"]
        # A smaller ledger has no index: its vectors are compared one by one.
        indexed = vectors.build(ledger, encoder.method) if held > vectors.EXACT else 0
        building = clock.now() - start
        return {
            "claims": held,
            "documents": first + done,
            "documents now added": done,
            "documents a second": done / (recording.wall - made.wall),
            "vectors in the index": indexed,
            "making the index, seconds": building.wall if indexed else 0.0,
            "making the index, processor seconds": building.cpu if indexed else 0.0,
            "index, bytes": databases.index_size(ledger, encoder.method),
            "bytes": databases.on_disk(ledger),
        }


def _batches(made: Iterator[Reading]) -> Iterator[list[Reading]]:
    while batch := list(islice(made, TOGETHER)):
        yield batch


def _until(
    ledger: Ledger, claims: int, batches: Iterator[list[Reading]], encoder: Encoder, command: str
) -> int:
    """Documents that were recorded."""
    run = runs.begin(ledger, command, version=__version__, settings={})
    held, done, start = databases.rows(ledger)["claims"], 0, clock.now().wall
    while held < claims:
        batch = next(batches)
        # No more than are asked for: at 256 documents a time, 10,000 claims would become 13,000.
        batch = batch if claims - held > sum(len(r.claims) for r in batch) else _enough(batch, claims - held)
        told = record(ledger, batch, collection="main", encoder=encoder)
        runs.note(ledger, run, recorded=len(batch), passed=0, faults=())
        held += sum(len(r.claims) for r, t in zip(batch, told, strict=True) if t.new_reading)
        done += len(batch)
        if done % TOLD == 0:
            rate = done / (clock.now().wall - start)
            print(f"{held:,} claims, {rate:,.0f} documents a second, made and recorded", file=sys.stderr)
    runs.note(ledger, run, recorded=0, passed=0, faults=(), finished=True)
    return done


def _enough(batch: list[Reading], claims: int) -> list[Reading]:
    """The first of them that have so many claims."""
    held = 0
    for number, reading in enumerate(batch, start=1):
        held += len(reading.claims)
        if held >= claims:
            return batch[:number]
    return batch
