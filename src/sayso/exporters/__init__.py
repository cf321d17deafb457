"""Export: from readings to a file. Every module in this folder is an exporter; this one writes files."""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from sayso.errors import StopRun

# How a file that Sayso made begins: the JSON of its verbs, and what stands early in its HTML.
_OURS = (b'{"id": "', b'{"ledger": "')
_OUR_HTML = b'<meta name="generator" content="Sayso'
_OUR_MARKDOWN = re.compile(rb"\n\nMade by Sayso [^\n]*\n\Z")
"""The last paragraph: who writes notes below it keeps them."""
_ENDS = 1024
"""Bytes in which that stands, at the beginning and at the end."""


class Output:
    """A file that appears whole or not at all: written beside its place, and moved there at the end.

    Raises:
        StopRun: the file cannot be written there, or would overwrite one that Sayso did not make.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path).resolve()
        # First of all, for the root has no name to make another of.
        if self._path.is_dir():
            raise StopRun(f"cannot write {path}", "it is a folder", "Name a file in it")
        self._temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}.tmp")
        # A pipe or a device cannot be replaced, and holds nothing that could be lost.
        self._direct = self._path.exists() and not self._path.is_file()
        _refuse_to_lose(self._path, path)
        try:
            self._file: BinaryIO = self._path.open("wb") if self._direct else self._temporary.open("xb")
        except OSError as error:
            raise StopRun(f"cannot write {path}", error.strerror or str(error), _advice(self._path)) from None

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if self._direct:
            return
        # Any other exit would leave half a file where a whole one is expected.
        if kind is None:
            self._temporary.replace(self._path)
        else:
            self._temporary.unlink(missing_ok=True)


def _refuse_to_lose(path: Path, given: str) -> None:
    """`--json article.txt` takes the article for its OUT; without this the article would be gone."""
    if not path.is_file() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        head = file.read(_ENDS)
        file.seek(max(0, path.stat().st_size - _ENDS))
        tail = file.read()
    if not (head.startswith(_OURS) or _OUR_HTML in head or _OUR_MARKDOWN.search(tail)):
        todo = "Name another file, or remove that one first; for standard output put - after the option"
        raise StopRun(f"cannot write {given}", "it exists and was not made by Sayso", todo)


def _advice(path: Path) -> str:
    return "Name another place" if path.parent.is_dir() else f"Make the folder {path.parent} first"
