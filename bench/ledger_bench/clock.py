"""Seconds: by the clock on the wall, and of processor time, a database server's included."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seconds:
    """`cpu` counts this process and its children that have ended, `server` the database's processes."""

    wall: float
    cpu: float
    server: float = 0.0

    def __sub__(self, other: Seconds) -> Seconds:
        return Seconds(self.wall - other.wall, self.cpu - other.cpu, self.server - other.server)


def now(server: int | None = None) -> Seconds:
    """`server` is the process that all of a PostgreSQL's are children of; None where there is none here."""
    used = os.times()
    cpu = used.user + used.system + used.children_user + used.children_system
    return Seconds(time.perf_counter(), cpu, _server(server) if server else 0.0)


def _server(parent: int) -> float:
    """Processor time of a PostgreSQL, of connections that are closed too."""
    ticks = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name of a program may hold spaces and parentheses: what follows the last one is counted.
            values = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(entry.parent.name) == parent:
            ticks += sum(map(int, values[11:15]))
        elif int(values[1]) == parent:
            ticks += sum(map(int, values[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


class Aside(Generic[T]):
    """An iterator that adds up what it takes to make its items, so that it can be taken off."""

    def __init__(self, items: Iterator[T]) -> None:
        self._items = items
        self.wall = self.cpu = 0.0

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        start = now()
        try:
            return next(self._items)
        finally:
            taken = now() - start
            self.wall += taken.wall
            self.cpu += taken.cpu
