"""From a store to pairs of documents that may share passages: the join, or the probe, and the gathering."""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sayso.errors import StopRun
from sayso.lineage.fingerprints.gathering import Candidate, Slice, gather
from sayso.lineage.fingerprints.joining import Bucket, Ground, Limits, join
from sayso.lineage.fingerprints.parts import Part, Piece, buckets
from sayso.lineage.fingerprints.probing import Probe, probe
from sayso.lineage.fingerprints.store import Store

I = TypeVar("I")  # noqa: E741 - an item
R = TypeVar("R")

TASK = 1 << 21
"""Rows that a task takes in, more or less: some 200 MB in DuckDB where half of them are shared."""


class Run(Protocol):
    """What gives the results of a task for its items; `map` is one, and workers of any kind."""

    def __call__(self, task: Callable[[Any], Any], items: Iterable[Any], /) -> Iterable[Any]:
        """In any order."""
        ...


def pairs(
    store: Store,
    new: Sequence[int] | None = None,
    *,
    run: Run = map,
    limits: Limits | None = None,
    scratch: Path | None = None,
) -> Iterator[Candidate]:
    """The pairs of documents with evidence enough of a shared passage, each once.

    With `new`, only pairs in which one of these documents takes part: each of their hashes is linked to its
    earliest bearer, the one before and the one after. The cost is that of the new documents' fingerprints,
    whatever the size of the store. `scratch` is where hits are written; by default inside the store.

    Raises:
        StopRun: a file of the store is damaged, the memory does not suffice, or a worker was lost.
    """
    rows = sum(part.rows for part in store.parts)
    if not rows or (new is not None and not len(new)):
        return
    mine = rows if new is None else min(rows, rows * len(new) // max(store.documents, 1))
    with _scratch(scratch or store.folder) as folder:
        ground = Ground(str(folder), len(buckets(mine, 2 * TASK)), limits or Limits())
        _write_numbers(ground, store.removed, new)
        tasks = [
            Bucket(low, high, _pieces(store.parts, low, high), ground) for low, high in buckets(mine, TASK)
        ]
        if new is None:
            hits = sum(answers(run, join, tasks, int))
        else:
            parts = store.parts_of(new)
            probes = [Probe(task, _pieces(parts, task.low, task.high)) for task in tasks]
            hits = sum(answers(run, probe, probes, int))
        if hits:
            slices = [Slice(n, store.documents, ground) for n in range(ground.slices)]
            for found in answers(run, gather, slices, tuple):
                yield from found


def answers(run: Run, task: Callable[[I], R], items: Iterable[I], kind: type[R]) -> Iterator[R]:
    """The results of a task.

    Raises:
        StopRun: an item came back as something else: whoever worked on it was lost.
    """
    for result in run(task, items):
        if not isinstance(result, kind):
            raise StopRun(
                f"Fingerprints, {task.__name__}",
                f"a worker was lost: {getattr(result, 'why', result)}",
                "Lower the memory limit or the number of workers, and run it again",
            )
        yield result


def _pieces(parts: Iterable[Part], low: int, high: int) -> tuple[Piece, ...]:
    pieces = (piece for part in parts for piece in part.pieces)
    return tuple(piece for piece in pieces if piece.low <= high and low <= piece.high)


def _write_numbers(ground: Ground, removed: Sequence[int], new: Sequence[int] | None) -> None:
    import numpy as np

    np.save(ground.removed, np.array(removed, np.int64))
    np.save(ground.new, np.unique(np.array(() if new is None else new, np.int64)))


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder of its own for a join. What killed joins on this machine left is deleted first."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"join-*@{_machine()}-*"):
        if not _lives(left.name.removeprefix("join-").split("@")[0]):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"join-{os.getpid()}@{_machine()}-", dir=folder) as own:
        yield Path(own).resolve()


def _machine() -> str:
    return re.sub(r"\W", "_", platform.node())


def _lives(process: str) -> bool:
    """Whether a process of this machine has not ended, as far as can be asked without harm."""
    if os.name == "nt" or not process.isdigit():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
