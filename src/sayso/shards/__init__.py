"""Shards: readings as Parquet files, each of the inputs whose digests fall in its range.

    paths ─inputs→ plan ─engine→ making, one task a shard → files ─readings→ Ledger

A shard that is finished is not made again while its inputs, the method and the settings are the same, so that
a run that was ended goes on where it was. Shards know nothing of one another: the same document may stand in
two, and the ledger makes a union of them.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from sayso import engine, pipeline
from sayso.errors import SkipDocument, StopRun
from sayso.settings import Settings
from sayso.shards import files, inputs
from sayso.shards.codec import Misfit
from sayso.shards.files import SCHEMA, Stamp
from sayso.shards.inputs import Input, Plan
from sayso.shards.making import Job, Made, make, survives
from sayso.shards.rows import item, row
from sayso.types import Reading, digest

__all__ = ["COUNT", "Made", "gather", "readings", "write"]

COUNT = 64
"""Shards in a folder where nobody says how many."""

_BESIDE = {
    "engine",
    "workers",
    "ray_address",
    "ledger",
    "collection",
    "encoder",
    "fetch_timeout",
    "fetch_max_redirects",
    "allow_private_addresses",
}
"""Settings that change nothing in a reading. One that is missing here costs work done again and no more."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What the jobs of a run have in common."""

    folder: str
    plan: Plan
    settings: Settings
    method: str


def gather(
    paths: Iterable[str], settings: Settings, folder: str, *, count: int | None = None
) -> Iterator[Made]:
    """Read everything at the paths into shards in `folder`, by the engine of the settings.

    `count` is the number of shards: that of the shards already there, or 64. A worker holds the list of one
    shard's inputs in memory, and what it does is lost when it dies: the more there is, the more shards.
    One run at a time may write to a folder.

    Raises:
        StopRun: a setting is wrong, the folder holds shards of another count, or it cannot be written to.
    """
    method = pipeline.ready(settings).method
    number = _count(folder, count)
    files.sweep(folder)
    with tempfile.TemporaryDirectory(prefix="sayso-plan-") as place, engine.started(settings) as workers:
        plan = Plan(place, number)
        plan.add(inputs.listed(paths))
        run = _Run(folder, plan, settings, method)
        for outcome in engine.run(workers, make, _jobs(run), ordered=False):
            yield _without_deadly(outcome, workers) if isinstance(outcome, engine.Lost) else outcome


def _count(folder: str, asked: int | None) -> int:
    there = {count for _, count in files.found(folder)}
    if asked is not None and asked < 1:
        raise StopRun(f"count={asked}", "not a number of shards", "Write 1 or more")
    if len(there) > 1 or (there and asked and asked not in there):
        held = " and ".join(map(str, sorted(there)))
        todo = "Ask for as many as there are, or name another folder"
        raise StopRun(folder, f"it holds shards of {held}, and {asked or 'one number'} was asked for", todo)
    return asked or next(iter(there), COUNT)


def _jobs(run: _Run) -> Iterator[Job]:
    for number in range(run.plan.count):
        sources = run.plan.inputs(number)
        stamp = Stamp(number, run.plan.count, run.method, _fingerprint(sources, run))
        path = f"{run.folder.rstrip('/')}/{files.name(number, run.plan.count)}"
        yield Job(path, stamp, sources, run.settings)


def _fingerprint(sources: Iterable[Input], run: _Run) -> str:
    chosen = {name: value for name, value in asdict(run.settings).items() if name not in _BESIDE}
    marks = sorted(source.mark for source in sources)
    return digest("shard", str(SCHEMA), run.method, json.dumps(chosen, sort_keys=True), *marks)


def _without_deadly(lost: engine.Lost[Job], workers: engine.Workers) -> Made:
    """The shard without the inputs that kill who reads them; these are told as skipped."""
    job = lost.item
    asked = ((source, job.settings) for source in job.inputs)
    found = zip(job.inputs, engine.run(workers, survives, asked), strict=True)
    sources = tuple(
        _skipped(source, outcome) if isinstance(outcome, engine.Lost) else source for source, outcome in found
    )
    [again] = engine.run(workers, make, [replace(job, inputs=sources)])
    if isinstance(again, engine.Lost):
        todo = "If memory ran out, set workers lower, or make more shards"
        raise StopRun(job.path, f"the process that made it {again.why}", todo)
    return again


def _skipped(source: Input, lost: engine.Lost[tuple[Input, Settings]]) -> Input:
    todo = "If memory ran out, set workers lower; else please report it with the file"
    return replace(source, why=f"the process that read it {lost.why}", todo=todo)


def readings(folder: str) -> Iterator[Reading | SkipDocument]:
    """What the shards of a folder hold, one after another; memory holds a few megabytes.

    A shard that is damaged or missing comes as the error that says which.

    Raises:
        StopRun: no shard is there, or a later version of Sayso wrote them.
    """
    there = files.found(folder)
    if not there:
        raise StopRun(folder, "no shard in it", "Look whether the right folder was given")
    counts = {count for _, count in there}
    if len(counts) > 1:
        why = f"it holds shards of {' and '.join(map(str, sorted(counts)))}"
        raise StopRun(folder, why, "Remove those that are not wanted")
    for number in range(max(counts)):
        path = there.get((number, max(counts)))
        if path is None:
            name = f"{folder.rstrip('/')}/{files.name(number, max(counts))}"
            todo = "Run the command that made the others again: it makes what is missing"
            yield SkipDocument(name, "this shard is missing", todo)
        else:
            yield from _within(path)


def _within(path: str) -> Iterator[Reading | SkipDocument]:
    try:
        for each in files.rows(path):
            yield item(each)
    except Misfit as error:
        yield files.damaged(path, error)
    except SkipDocument as error:
        yield error


def write(path: str, items: Iterable[Reading | SkipDocument], stamp: Stamp) -> Stamp:
    """Write readings, in the order of their documents' ids, as one shard: those of a generator, say."""
    return files.write(path, map(row, items), stamp)
