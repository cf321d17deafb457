"""A corpus on disk: one file of texts and one of where each ends, so that any text is read by its number.

A corpus of a million holds those of fewer: the first so many articles are the same. Writing goes on where it
was broken off.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reprints import articles
from reprints.articles import published

_TOGETHER = 1_000
_WIDTH = 8


class Entry(NamedTuple):
    number: int
    time: str
    text: str


class Texts:
    """Texts by number, each read from the disk when asked for. May be pickled."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.seed = seed
        self._names = folder / f"texts-{seed}", folder / f"ends-{seed}"
        self._opened: tuple[int, int] | None = None

    def __len__(self) -> int:
        return self._names[1].stat().st_size // _WIDTH if self._names[1].exists() else 0

    def __getitem__(self, number: int) -> str:
        texts, ends = self._files()
        at = max(0, number - 1) * _WIDTH
        known = array("q", os.pread(ends, 2 * _WIDTH if number else _WIDTH, at))
        begin = known[0] if number else 0
        return os.pread(texts, known[-1] - begin, begin).decode()

    def entries(self, first: int, documents: int) -> Iterator[Entry]:
        """So many from number `first` on."""
        for number in range(first, first + documents):
            yield Entry(number, published(number), self[number])

    def size(self, documents: int) -> int:
        """Bytes of the first so many."""
        return array("q", os.pread(self._files()[1], _WIDTH, (documents - 1) * _WIDTH))[0]

    def _files(self) -> tuple[int, int]:
        if self._opened is None:
            texts, ends = (os.open(name, os.O_RDONLY) for name in self._names)
            self._opened = texts, ends
        return self._opened

    def __reduce__(self) -> tuple[object, ...]:
        return _reopened, self._names

    def __del__(self) -> None:
        for file in self._opened or ():
            os.close(file)


def _reopened(texts: Path, ends: Path) -> Texts:
    return Texts(texts.parent, int(texts.name.partition("-")[2]))


def write(folder: Path, documents: int, seed: int = 1, *, foreign: bool = False) -> Texts:
    """The corpus, with so many articles at least. One folder holds one kind of boilerplate only."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Texts(folder, seed)
    have = len(made)
    if have >= documents:
        return made
    size = made.size(have) if have else 0
    with (folder / f"ends-{seed}").open("ab") as ends, (folder / f"texts-{seed}").open("ab") as out:
        ends.truncate(have * _WIDTH)
        out.truncate(size)
        for first in range(have, documents, _TOGETHER):
            made_now = articles(min(_TOGETHER, documents - first), seed, first, foreign=foreign)
            more = [one.text.encode() for one in made_now]
            out.write(b"".join(more))
            out.flush()
            where = array("q")
            for text in more:
                size += len(text)
                where.append(size)
            # Only now: what is not told of here is cut off when writing goes on.
            where.tofile(ends)
            ends.flush()
    return Texts(folder, seed)
