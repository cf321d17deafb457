"""From what the user names to the files it stands for: files, folders, patterns."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sayso.errors import SkipDocument
from sayso.readers import choosing
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
    found = sorted(path for path in glob.iglob(pattern, recursive=True) if Path(path).is_file())  # noqa: PTH207 - a Path forgets "./" and wants a folder to start from
    if not found:
        yield SkipDocument(printable(pattern), "no file matches this pattern", "Try it with ls")
    for path in found:
        yield Found(Path(path), printable(path))


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
            inside = sorted((e for e in entries if not e.name.startswith(".")), key=_order)
    except OSError as error:
        tally.read += 1
        yield cannot_open(printable(prefix or str(folder)), error)
        return
    for entry in inside:
        address = prefix + printable(entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), address + "/", tally)
        elif entry.is_file():
            yield from _file(Found(Path(entry.path), address), tally)
        elif not entry.is_dir():
            tally.read += 1
            dangling = entry.is_symlink() and not Path(entry.path).exists()
            why = "a link that leads nowhere" if dangling else "not a file: a pipe, socket or device"
            yield SkipDocument(address, why, "Mend or remove it")


def _order(entry: os.DirEntry[str]) -> str:
    """So that addresses come sorted as text: "a.txt" stands before "a/b.txt"."""
    return entry.name + "/" if entry.is_dir(follow_symlinks=False) else entry.name


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
