"""One shard, from its inputs to its file: the task of a worker."""

from __future__ import annotations

import heapq
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import IO

from sayso import pipeline
from sayso.errors import StopRun
from sayso.settings import Settings
from sayso.shards import files, inputs
from sayso.shards.files import Stamp
from sayso.shards.inputs import Input
from sayso.shards.rows import Row, row

HELD_CHARS = 50_000_000
"""Rows of this many characters are sorted in memory; more go by way of temporary files."""


@dataclass(frozen=True, slots=True)
class Job:
    """A shard to be made, unless it is there already."""

    path: str
    stamp: Stamp
    inputs: tuple[Input, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class Made:
    """A finished shard."""

    number: int
    count: int
    path: str
    documents: int
    skipped: int
    anew: bool
    """Whether it was made in this run, or was there already."""


def make(job: Job) -> Made:
    """The shard of these inputs, made where it is not there or was made of others."""
    there = files.stamp(job.path)
    anew = there is None or there.fingerprint != job.stamp.fingerprint
    if there is None or anew:
        _check_method(job)
        there = files.write(job.path, _distinct(_sorted(_rows(job.inputs, job.settings))), job.stamp)
    return Made(there.number, there.count, job.path, there.documents, there.skipped, anew)


def survives(job: tuple[Input, Settings]) -> bool:
    """Read one input and keep nothing: who does not answer has found what kills a worker."""
    source, settings = job
    for _ in _rows((source,), settings):
        continue
    return True


def _check_method(job: Job) -> None:
    method = pipeline.kept(job.settings).method
    if method != job.stamp.method:
        why = f"a worker reads with {method!r}, and the run was started with {job.stamp.method!r}"
        raise StopRun("extractor", why, "Install the same version of sayso on every machine of the cluster")


def _rows(sources: Iterable[Input], settings: Settings) -> Iterator[Row]:
    found = chain.from_iterable(inputs.documents(source, settings) for source in sources)
    return map(row, pipeline.extracted(found, settings))


def _order(row: Row) -> tuple[bool, tuple[str, ...]]:
    """Readings by the id of their document, then what was skipped."""
    return row.id is None, (row.id,) if row.id else (row.address, row.why or "", row.todo or "")


def _sorted(rows: Iterable[Row]) -> Iterator[Row]:
    """In order, however many."""
    with ExitStack() as stack:
        runs: list[IO[bytes]] = []
        held: list[Row] = []
        chars = 0
        for each in rows:
            held.append(each)
            chars += len(each.text or "") + len(each.rest or "")
            if chars >= HELD_CHARS:
                runs.append(stack.enter_context(_run(sorted(held, key=_order))))
                held, chars = [], 0
        yield from heapq.merge(*map(_read, runs), sorted(held, key=_order), key=_order)


def _run(rows: list[Row]) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who merges it
    for each in rows:
        pickle.dump(tuple(each), file)
    file.seek(0)
    return file


def _read(run: IO[bytes]) -> Iterator[Row]:
    while True:
        try:
            yield Row(*pickle.load(run))  # noqa: S301 - written above
        except EOFError:
            return


def _distinct(rows: Iterable[Row]) -> Iterator[Row]:
    """Of rows in order: one for each document and each complaint."""
    last: Row | None = None
    for each in rows:
        if last is None or _order(each) != _order(last):
            yield each
        last = each
