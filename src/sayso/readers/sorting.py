"""Names in order, however many: a folder of millions must not be held in memory to be sorted."""

from __future__ import annotations

import heapq
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO

HELD = 50_000
"""Names sorted in memory at a time; more than that go by way of temporary files."""
_END = b"\x00\x00"
"""No name of a file holds NUL, while a line end may stand in one."""


def in_order(names: Iterable[str]) -> Iterator[str]:
    """Sorted by code point. All are taken before this returns, so that what they come from can be closed."""
    coming = iter(names)
    first = sorted(islice(coming, HELD))
    if len(first) < HELD:
        return iter(first)
    runs: list[IO[bytes]] = []
    with ExitStack() as files:
        while first:
            runs.append(files.enter_context(tempfile.TemporaryFile()))
            runs[-1].writelines(os.fsencode(name) + _END for name in first)
            runs[-1].seek(0)
            first = sorted(islice(coming, HELD))
        return _merged(runs, files.pop_all())


def _merged(runs: list[IO[bytes]], files: ExitStack) -> Iterator[str]:
    with files:
        yield from heapq.merge(*map(_names, runs))


def _names(run: IO[bytes]) -> Iterator[str]:
    rest = b""
    while data := run.read(1 << 16):
        *whole, rest = (rest + data).split(_END)
        yield from map(os.fsdecode, whole)
