"""Where the work runs: in processes on this machine, or on a Ray cluster. The tasks are the same.

    items ─submit→ workers ─outcomes→ results, in the order of the items or as they come

A task is a function that is found by its name. What it is given and gives can be pickled. It raises nothing
but `StopRun`. A worker that dies is replaced and its item tried once more; then the item comes out as `Lost`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from sayso.engine.workers import Died, Lost, Workers, count
from sayso.errors import unknown
from sayso.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["NAMES", "Lost", "Workers", "count", "run", "started"]

I = TypeVar("I")  # noqa: E741 - an item
R = TypeVar("R")


@contextmanager
def started(settings: Settings) -> Iterator[Workers]:
    """The workers that the settings ask for; they end with the block, Ctrl-C included.

    Raises:
        StopRun: no engine has that name, Ray is not installed, or its cluster does not answer.
    """
    if settings.engine not in _ENGINES:
        raise unknown("engine", settings.engine, _ENGINES)
    workers = _ENGINES[settings.engine](settings)
    try:
        yield workers
    finally:
        workers.close()


def run(
    workers: Workers, task: Callable[[I], R], items: Iterable[I], *, ordered: bool = True
) -> Iterator[R | Lost[I]]:
    """The results of the items, in their order or as they come. Items are asked for as workers come free.

    Raises:
        StopRun: a task raised it; what is under way is not waited for.
    """
    from concurrent.futures import FIRST_COMPLETED, wait

    source = iter(items)
    under_way: dict[Future[R], I] = {}
    while True:
        for item in islice(source, workers.ahead - len(under_way)):
            under_way[workers.submit(task, item)] = item
        if not under_way:
            return
        first = next(iter(under_way))
        done = first if ordered else next(iter(wait(under_way, return_when=FIRST_COMPLETED).done))
        try:
            result: R | Lost[I] = done.result()
        except Died as death:
            result = Lost(under_way[done], str(death))
        del under_way[done]
        yield result


def _local(settings: Settings) -> Workers:
    from sayso.engine.local import Here, Local

    workers = count(settings)
    return Local(workers) if workers > 1 else Here()


def _ray(settings: Settings) -> Workers:
    from sayso.engine.cluster import Cluster

    return Cluster(settings)


_ENGINES: dict[str, Callable[[Settings], Workers]] = {"local": _local, "ray": _ray}
NAMES = tuple(_ENGINES)
