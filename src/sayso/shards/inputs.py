"""What is to be read, and in which shard: files and addresses, listed while they are assigned.

An input goes to the shard in whose range the digest of its address falls, so that the same input goes to the
same shard on any machine. A large JSONL file is several inputs, each a stretch of its lines.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, cast

from sayso import readers
from sayso.errors import SkipDocument, StopRun
from sayso.readers import choosing, fetching, finishing, opening, paths
from sayso.readers.custody import PIECE
from sayso.settings import Settings
from sayso.shards.codec import decode, encode
from sayso.types import Document, digest

PART_BYTES = 16_000_000
"""JSONL files are read in parts of about this size."""
_HELD_LINES = 20_000
"""Inputs that are held before they are written to the plan."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a JSONL file: whole lines."""

    start: int
    end: int
    """Bytes, half-open."""
    lines: int
    """Lines before it, by which records without an id are named."""
    sha256: str
    """Of the whole file, as custody wants it."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file, a part of one, an address to fetch, or what could not be listed."""

    address: str
    path: str = ""
    """Absolute; empty for what is fetched."""
    size: int = 0
    mtime: int = 0
    """Nanoseconds."""
    part: Part | None = None
    why: str = ""
    """Set for what cannot be read, as `todo` is: it goes into the shard as it is."""
    todo: str = ""

    @property
    def mark(self) -> str:
        """What tells whether it changed. Not the path: the same files elsewhere are the same inputs."""
        place = f"{self.part.start}-{self.part.end}" if self.part else ""
        return digest(self.address, str(self.size), str(self.mtime), place, self.why)

    def shard(self, count: int) -> int:
        """Of so many shards, the one in whose range this input's digest falls."""
        name = f"{self.address}#{self.part.start}" if self.part else self.address
        return int(digest("input", name)[:16], 16) * count >> 64


def listed(given: Iterable[str]) -> Iterator[Input]:
    """The inputs that these paths and addresses stand for."""
    for path in given:
        if path == "-":
            todo = "Write it to a file first"
            raise StopRun("-", "standard input cannot be read by several at once", todo)
        if "://" in path[:12]:
            yield Input(path)
            continue
        for found in paths.files(path):
            if isinstance(found, SkipDocument):
                yield Input(found.what, why=found.why, todo=found.todo)
            else:
                yield from _file(found)


def _file(found: paths.Found) -> Iterator[Input]:
    path = str(found.path.absolute())
    try:
        about = found.path.stat()
        whole = Input(found.address, path, about.st_size, about.st_mtime_ns)
        yield from (_in_parts(whole) if _has_parts(whole) else [whole])
    except OSError as error:
        told = opening.cannot_open(found.address, error)
        yield Input(told.what, path, why=told.why, todo=told.todo)


def _has_parts(whole: Input) -> bool:
    if whole.size <= PART_BYTES or choosing.by_suffix(whole.address) != "jsonl":
        return False
    with Path(whole.path).open("rb") as file:
        head = file.read(choosing.HEAD)
    return choosing.readers()["jsonl"].matches(head)


def _in_parts(whole: Input) -> list[Input]:
    """One pass over the file: its digest, and where lines end."""
    sha256 = hashlib.sha256()
    cuts, lines, at = [(0, 0)], 0, 0
    with Path(whole.path).open("rb") as file:
        while piece := file.read(PIECE):
            sha256.update(piece)
            if at + len(piece) - cuts[-1][0] >= PART_BYTES and (end := piece.find(b"\n") + 1):
                cuts.append((at + end, lines + 1))
            lines += piece.count(b"\n")
            at += len(piece)
    if cuts[-1][0] < at:
        cuts.append((at, lines))
    known = sha256.hexdigest()
    parts = (Part(a, b, n, known) for (a, n), (b, _) in pairwise(cuts))
    return [Input(whole.address, whole.path, whole.size, whole.mtime, part) for part in parts]


class Plan:
    """Every input, by shard. On disk: memory does not hold what a corpus consists of."""

    def __init__(self, folder: str, count: int) -> None:
        self._folder, self.count = Path(folder), count

    def add(self, inputs: Iterable[Input]) -> None:
        held: dict[int, list[str]] = {}
        for number, each in enumerate(inputs, start=1):
            line = json.dumps(encode(each), ensure_ascii=True)
            held.setdefault(each.shard(self.count), []).append(line)
            if number % _HELD_LINES == 0:
                self._write(held)
                held = {}
        self._write(held)

    def _write(self, held: dict[int, list[str]]) -> None:
        for shard, lines in held.items():
            with (self._folder / str(shard)).open("a", encoding="ascii") as file:
                file.writelines(line + "\n" for line in lines)

    def inputs(self, shard: int) -> tuple[Input, ...]:
        """Of one shard, each once, in an order that does not depend on how they were listed."""
        path = self._folder / str(shard)
        if not path.exists():
            return ()
        with path.open(encoding="ascii") as file:
            return tuple(decode(Input, json.loads(line)) for line in sorted(set(file)))


def documents(source: Input, settings: Settings) -> Iterator[Document | SkipDocument]:
    """What one input holds."""
    try:
        if source.why:
            yield SkipDocument(source.address, source.why, source.todo)
        elif not source.path:
            yield from readers.read(fetching.fetch(source.address, settings), settings)
        elif source.part:
            yield from _of_part(source, source.part, settings)
        else:
            with opening.opened(Path(source.path), source.address, settings) as raw:
                yield from readers.read(raw, settings)
    except SkipDocument as error:
        yield error
    except OSError as error:
        yield opening.cannot_open(source.address, error)


def _of_part(source: Input, part: Part, settings: Settings) -> Iterator[Document | SkipDocument]:
    with opening.opened(Path(source.path), source.address, settings) as raw:
        assert raw.stream is not None
        stretch = cast(BinaryIO, _Stretch(raw.stream, part))
        original = (part.sha256, source.size)
        part_of_it = replace(raw, stream=stretch, original=original)
        found = finishing.guarded(choosing.readers()["jsonl"], part_of_it, settings)
        yield from finishing.finish_all(found, settings)


class _Stretch:
    """The lines of a part. Those before it come as empty ones, so that each keeps its number."""

    def __init__(self, file: BinaryIO, part: Part) -> None:
        self._file, self._before, self._left = file, part.lines, part.end - part.start
        file.seek(part.start, os.SEEK_SET)

    def readline(self, limit: int) -> bytes:
        if self._before:
            self._before -= 1
            return b"\n"
        line = self._file.readline(min(limit, self._left))
        self._left -= len(line)
        return line
