"""From what the user names to the files it stands for: files, folders, patterns."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sayso.errors import SkipDocument
from sayso.readers import choosing, sorting
from sayso.readers.opening import cannot_open


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and the address that its document gets."""

    path: Path
    address: str


@dataclass(slots=True)
class _Tally:
    """What a folder held: files that were given out, and those passed over by ending."""

    read: int = 0
    passed: dict[str, tuple[str, int]] = field(default_factory=dict)

    def passed_over(self, address: str) -> None:
        suffix = Path(address).suffix.lower()
        first, count = self.passed.get(suffix, (address, 0))
        self.passed[suffix] = (first, count + 1)


def files(path: str) -> Iterator[Found | SkipDocument]:
    """The files that a path stands for, sorted; a folder's are given out while it is walked."""
    try:
        mode = Path(path).stat().st_mode if path else None
    except (OSError, ValueError) as error:
        if glob.has_magic(path) and isinstance(error, FileNotFoundError):
            yield from _matching(path)
        else:
            yield cannot_open(printable(path), error)
        return
    if mode is None:
        yield SkipDocument("''", "an empty path", "Name a file, a folder, a pattern, an address or -")
    elif stat.S_ISDIR(mode):
        yield from _folder(Path(path))
    else:
        yield Found(Path(path), printable(path))


def printable(path: str) -> str:
    """The path as text that can be written anywhere: bytes that are not UTF-8 become U+FFFD."""
    return (
        os.fsencode(path).decode("utf-8", "replace") if "\x00" not in path else path.replace("\x00", "\ufffd")
    )


def _matching(pattern: str) -> Iterator[Found | SkipDocument]:
    found = (path for path in glob.iglob(pattern, recursive=True) if Path(path).is_file())  # noqa: PTH207 - a Path forgets "./" and wants a folder to start from
    path = None
    for path in sorting.in_order(found):
        yield Found(Path(path), printable(path))
    if path is None:
        yield SkipDocument(printable(pattern), "no file matches this pattern", "Try it with ls")


def _folder(folder: Path) -> Iterator[Found | SkipDocument]:
    tally = _Tally()
    yield from _walk(folder, "", tally)
    for suffix, (first, count) in sorted(tally.passed.items()):
        yield _passed_over(printable(str(folder)), suffix, first, count)
    if not tally.read and not tally.passed:
        why = "nothing in this folder can be read"
        yield SkipDocument(printable(str(folder)), why, "Look whether the right folder was given")


def _walk(folder: Path, prefix: str, tally: _Tally) -> Iterator[Found | SkipDocument]:
    """Depth first, by name. Hidden names are left out, and links to folders: they may lead in a circle."""
    try:
        with os.scandir(folder) as entries:
            inside = sorting.in_order(_noted(e) for e in entries if not e.name.startswith("."))
    except OSError as error:
        tally.read += 1
        yield cannot_open(printable(prefix or str(folder)), error)
        return
    for noted in inside:
        name, _, kind = noted.partition("\x00")
        address, path = prefix + printable(name), folder / name
        if kind == "folder":
            yield from _walk(path, address, tally)
        elif kind == "file":
            yield from _file(Found(path, address), tally)
        elif kind != "link":
            tally.read += 1
            nowhere = kind == "nowhere"
            why = "a link that leads nowhere" if nowhere else "not a file: a pipe, socket or device"
            yield SkipDocument(address, why, "Mend or remove it")


def _noted(entry: os.DirEntry[str]) -> str:
    """Name and kind; as addresses come sorted as text: "a.txt" stands before "a/b.txt"."""
    if entry.is_dir(follow_symlinks=False):
        return f"{entry.name}/\x00folder"
    try:
        kind = "file" if entry.is_file() else "link" if entry.is_dir() else "other"
        if kind == "other":
            entry.stat()
    except OSError:  # it leads in a circle, or where no one may look, or to what is not there
        kind = "nowhere"
    return f"{entry.name}\x00{kind}"


def _file(found: Found, tally: _Tally) -> Iterator[Found]:
    if choosing.by_suffix(found.address) or _known_by_head(found.path):
        tally.read += 1
        yield found
    else:
        tally.passed_over(found.address)


def _known_by_head(path: Path) -> bool:
    """Whether the first bytes show a format beyond doubt, whatever the file's name ends in."""
    try:
        with path.open("rb") as stream:
            head = stream.read(choosing.HEAD)
    except OSError:
        return False
    return any(reader.matches(head) for reader in choosing.readers().values())


def _passed_over(folder: str, suffix: str, first: str, count: int) -> SkipDocument:
    known = choosing.unreadable(first)
    ending = f"ending in {suffix}" if suffix else "without an ending"
    many = f"{count} files {ending}, {first} the first: " if count > 1 else f"{first}: "
    why = many + (f"{known[0]}, which has no text to read" if known else "no reader knows this format")
    todo = known[1] if known else "To read such a file as text all the same, name it by itself"
    return SkipDocument(folder, why, todo)
