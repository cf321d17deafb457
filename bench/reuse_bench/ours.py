"""Sayso's finder over a corpus on disk, step by step, each step with its seconds.

texts ─add→ store of fingerprints ─pairs→ candidates ─reuse→ passages, boilerplate apart
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from ledger_bench import clock
from reprints.articles import published
from reprints.outlets import around
from reuse_bench.scoring import Figures, Found
from reuse_bench.texts import Texts
from sayso import engine
from sayso.lineage.fingerprints import Limits, Store, pairs
from sayso.lineage.fingerprints.recurrence import About, Recurrence
from sayso.lineage.reuse import Reuse, reuse
from sayso.settings import Settings

I = TypeVar("I")  # noqa: E741 - an item
R = TypeVar("R")
TOGETHER = 5_000
"""Articles added at a time."""
MEMORY = "500MB"
"""Of DuckDB, a task; beyond it tasks spill."""


class Workers:
    """What runs the tasks, ready: `Run` of the finder, in results that come as they may."""

    def __init__(self, workers: engine.Workers) -> None:
        self._workers = workers

    def __call__(self, task: Callable[[I], R], items: Iterable[I]) -> Iterator[Any]:
        return engine.run(self._workers, task, items, ordered=False)


@contextmanager
def workers(kind: str, count: int) -> Iterator[Workers]:
    """`kind` is an engine's name. They have all begun when the block does."""
    settings = Settings(engine=kind, workers=count)
    with engine.started(settings) as started:
        made = Workers(started)
        for _ in made(_warm, range(4 * count)):
            continue
        yield made


def _warm(item: int) -> int:
    from sayso.lineage import reuse as _  # noqa: F401

    time.sleep(0.1)
    return item


def by_number(corpus: Texts) -> Callable[[Sequence[int]], Mapping[int, str]]:
    """The texts as the finder asks for them."""
    return lambda numbers: {number: corpus[number] for number in numbers}


def recurrence(store: Store, corpus: Texts) -> Recurrence:
    """How passages recur; outlets and days are told by number, as a ledger tells them."""

    @lru_cache(maxsize=1 << 16)
    def one(number: int) -> About:
        return About(around(number, corpus.seed).outlet.name, published(number)[:10], len(corpus[number]))

    return Recurrence(store, lambda numbers: {number: one(number) for number in numbers})


def filled(store: Store, corpus: Texts, first: int, documents: int) -> Figures:
    """Add so many articles; reading them from the disk is counted."""
    start = clock.now()
    for at in range(first, first + documents, TOGETHER):
        store.add(list(corpus.entries(at, min(TOGETHER, first + documents - at))))
    return seconds("fingerprints and store", clock.now() - start)


def found(
    store: Store,
    corpus: Texts,
    new: Sequence[int] | None = None,
    run: Callable[..., Iterable[Any]] = map,
    told: Figures | None = None,
) -> Iterator[Reuse]:
    """What the articles share; `told` gets the seconds of the two steps when all of it has been asked for."""
    start = clock.now()
    made = clock.Aside(pairs(store, new, run=run, limits=Limits(memory=MEMORY)))
    texts = by_number(corpus)
    count = 0
    for one in reuse(made, texts, bearers=recurrence(store, corpus), run=run):
        count += 1
        yield one
    taken = clock.now() - start
    if told is not None:
        joined = clock.Seconds(made.wall, made.cpu)
        told |= seconds("join", joined) | seconds("verify and align", taken - joined)
        told["pairs aligned that share something"] = count


def seconds(name: str, taken: clock.Seconds) -> Figures:
    return {f"{name}: seconds": taken.wall, f"{name}: processor seconds": taken.cpu}


def links(reused: Iterable[Reuse]) -> Iterator[Found]:
    """Without what was told to be boilerplate."""
    for one in reused:
        for passage in one.passages:
            yield Found(one.one, passage.one, one.other, passage.other)


def whole(corpus: str, folder: str, documents: str, out: str = "", seed: str = "1") -> None:
    """All of it into a new store, in a process of its own: prints figures; links go to `out`, a line each."""
    texts, store = Texts(Path(corpus), int(seed)), Store(Path(folder))
    around(0)  # The generator's vocabulary is no cost of the finder.
    figures = filled(store, texts, 0, int(documents))
    standing = count = 0
    with Path(out or "/dev/null").open("w", encoding="utf-8") as file:
        for one in found(store, texts, told=figures):
            standing += len(one.standing)
            for link in links([one]):
                count += 1
                file.write(json.dumps(link) + "\n")
    print(json.dumps(figures | {"links": count, "passages told to be boilerplate": standing, **size(store)}))


def size(store: Store) -> Figures:
    return {
        "rows": sum(part.rows for part in store.parts),
        "bytes on disk": sum(file.stat().st_size for file in store.folder.rglob("*") if file.is_file()),
    }


def read(file: Path) -> Iterator[Found]:
    """What `whole` wrote."""
    from sayso.types import Span

    with file.open(encoding="utf-8") as lines:
        for one, span, other, other_span in map(json.loads, lines):
            yield Found(one, Span(*span), other, Span(*other_span))
