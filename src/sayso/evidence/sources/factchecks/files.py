"""Files of fact-checks: which they are, how each is read, and what could not be."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from sayso.errors import SaysoError
from sayso.evidence.sources.factchecks import mending, pages, streaming
from sayso.evidence.sources.factchecks.reviews import Review, flat, reviews

Read: TypeAlias = Iterator[Review | None]
"""Reviews, with None for each that is malformed."""
_PACKED: dict[str, Callable[..., BinaryIO]] = {
    ".gz": cast("Callable[..., BinaryIO]", gzip.open),
    ".bz2": cast("Callable[..., BinaryIO]", bz2.open),
    ".xz": cast("Callable[..., BinaryIO]", lzma.open),
}
_UNREADABLE = (OSError, EOFError, zlib.error, lzma.LZMAError, UnicodeError)
_HEAD = 4096
_AGAIN = "Get the file again"


class Unreadable(SaysoError):
    """A file, or the rest of one, cannot be read."""


def chosen(path: Path) -> list[Path]:
    """The file itself, or those in a folder that may hold fact-checks, hidden ones aside."""
    if not path.is_dir():
        return [path]
    found = (p for p in path.rglob("*") if not any(q.startswith(".") for q in p.relative_to(path).parts))
    return sorted(p for p in found if p.is_file() and _form(p) in _READERS)


def read(path: Path, most_bytes: int) -> Read:
    """The reviews in a file; a page may have `most_bytes`, of the rest an item may not be excessive.

    Raises:
        Unreadable: the file, from here on.
    """
    try:
        with ExitStack() as opened:
            file = opened.enter_context(path.open("rb"))
            if path.suffix.lower() in _PACKED:
                file = cast("io.BufferedReader", opened.enter_context(_PACKED[path.suffix.lower()](file)))
            yield from _READERS.get(_form(path), _by_head)(cast("BinaryIO", file), most_bytes)
    except _UNREADABLE as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise Unreadable(str(path), f"cannot be read ({why})", _AGAIN) from None
    except streaming.Broken as error:
        raise Unreadable(str(path), str(error), _AGAIN) from None
    except csv.Error as error:
        raise Unreadable(str(path), f"is no table ({error})", _AGAIN) from None


def _form(path: Path) -> str:
    """The suffix that tells what the file holds: of "a.json.gz", ".json"."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    while suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _page(file: BinaryIO, most_bytes: int) -> Read:
    data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise OSError(0, f"a page larger than max_file_bytes allows, {most_bytes:,} bytes")
    return pages.page(data)


def _json(file: BinaryIO, most_bytes: int) -> Read:
    with _text(file) as text:
        for item in streaming.items(text):
            yield from reviews(item)


def _lines(file: BinaryIO, most_bytes: int) -> Read:
    """One item a line: a bad line costs no other."""
    with _text(file) as text:
        for line in text:
            if line.strip():
                yield from _line(line)


def _line(line: str) -> Read:
    values = mending.loads(line)
    if values is None or not any(isinstance(value, (dict, list)) for value in values):
        yield None
    else:
        yield from reviews(values)


def _table(file: BinaryIO, most_bytes: int) -> Read:
    with _text(file) as text:
        first = text.readline()
        mark = max(",;\t", key=first.count)
        names = next(csv.reader([first], delimiter=mark), [])
        for row in csv.DictReader(text, fieldnames=names, delimiter=mark, restkey=""):
            yield flat({name: value for name, value in row.items() if isinstance(value, str)})


def _by_head(file: BinaryIO, most_bytes: int) -> Read:
    """By what it begins with: JSON, a page, or a page's script a line, as in Data Commons' research data."""
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", file))
    head = buffered.peek(_HEAD)[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] in (b"{", b"[") or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _json(cast("BinaryIO", buffered), most_bytes)
    if head.startswith(b"<script"):
        return _scripts(cast("BinaryIO", buffered))
    if head.startswith(b"<"):
        return _page(cast("BinaryIO", buffered), most_bytes)
    raise OSError(0, "neither JSON nor a page nor a table by its name")


def _scripts(file: BinaryIO) -> Read:
    for line in file:
        if line.strip():
            yield from pages.page(line)


def _text(file: BinaryIO) -> io.TextIOWrapper:
    """Decoded as its first bytes say, and as UTF-8 where they say nothing."""
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", file))
    wide = buffered.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff")
    encoding = "utf-16" if wide else "utf-8-sig"
    return io.TextIOWrapper(buffered, encoding, errors="replace", newline=None)


_READERS: dict[str, Callable[[BinaryIO, int], Read]] = {
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".json": _json,
    ".jsonld": _json,
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".csv": _table,
    ".tsv": _table,
    ".txt": _by_head,
}
