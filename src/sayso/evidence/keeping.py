"""Where the index of a file is kept, whether it still holds, and who may write it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import StopRun

INDEX, PARTIAL = "index.db", "partial.db"
_STAMP, _LOCK = "stamp.json", "lock"
_PATIENCE = 0.5
"""Seconds of waiting for a lock at a time: SQLite waits with its ears closed, to Ctrl-C too."""
_PIECE = 1 << 20


class Unwritable(Exception):
    """Nothing can be written here; the text says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an index must have been made of: a source as it is now, read by this version."""

    source: Path
    version: str
    files: tuple[Path, ...]
    look: str
    """Names, sizes and times of the files: while these are the same, their contents are taken to be."""

    @classmethod
    def of(cls, source: Path, version: str, files: Sequence[Path]) -> Wanted:
        """Raises: StopRun: the source is not there."""
        try:
            source.stat()
            seen = [_seen(path, source) for path in files]
        except OSError as error:
            why = f"cannot be read ({error.strerror})"
            raise StopRun(str(source), why, "Look at its spelling, and at who may read it") from None
        return cls(source, version, tuple(files), hashlib.sha256("\n".join(seen).encode()).hexdigest())

    def is_in(self, folder: Path) -> bool:
        """Whether the index in this folder is that. A file that was only touched, or copied with a new time,
        has the content it had: its index is kept."""
        stamp = _stamp(folder)
        if stamp.get("version") != self.version or not self._trusts(folder):
            return False
        if stamp.get("look") == self.look:
            return True
        if stamp.get("content") != self._content():
            return False
        with contextlib.suppress(Unwritable):  # else it is digested again the next time
            self._sign(folder, stamp["content"])
        return True

    def _trusts(self, folder: Path) -> bool:
        """Whoever can write beside the source can change the source too; elsewhere it must be our own."""
        try:
            (folder / INDEX).stat()
            return folder.parent == self.source.resolve().parent or _own(folder)
        except OSError:
            return False

    def put_in(self, folder: Path) -> None:
        """Make the partial index the index."""
        # Digested after the build: its time counts only where there is an index to be signed.
        content = self._content()
        with writing():
            # Without a stamp first: a new index must never stand under the stamp of an old one.
            (folder / _STAMP).unlink(missing_ok=True)
            (folder / PARTIAL).replace(folder / INDEX)
        self._sign(folder, content)

    def _sign(self, folder: Path, content: str) -> None:
        signed = {"version": self.version, "look": self.look, "content": content}
        with writing():
            fresh = folder / f"{_STAMP}.{os.getpid()}"
            fresh.write_text(json.dumps(signed), "utf-8")
            fresh.replace(folder / _STAMP)

    def _content(self) -> str:
        whole = hashlib.blake2b(digest_size=16)
        for path in self.files:
            whole.update(f"\0{path.relative_to(self.source)}\0".encode("utf-8", "surrogateescape"))
            with contextlib.suppress(OSError), path.open("rb") as file:  # unreadable, as the look tells
                while piece := file.read(_PIECE):
                    whole.update(piece)
        return whole.hexdigest()


def folders(source: Path) -> list[Path]:
    """Where its index may be: beside it, or else in the user's cache, or else in a temporary folder."""
    whole = source.resolve()
    beside = whole.parent / f".{whole.name}.sayso-index"
    name = f"{whole.name[:60]}-{hashlib.sha256(os.fsencode(whole)).hexdigest()[:16]}"
    user = str(os.getuid()) if hasattr(os, "getuid") else ""
    return [beside, _cache() / "sayso" / name, Path(tempfile.gettempdir()) / f"sayso-index{user}" / name]


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Alone in writing to this folder, which is made where there is none; waits while another process has it.

    The lock is SQLite's own on an empty database: it ends with its process, however that ends.

    Raises:
        Unwritable: the folder cannot be made or written, or is another user's.
    """
    with writing():
        folder.mkdir(parents=True, exist_ok=True)
        # In a temporary folder anyone could lay an index for others to find.
        if not _own(folder):
            raise Unwritable(f"{folder} is another user's")
        connection = sqlite3.connect(folder / _LOCK, timeout=_PATIENCE, isolation_level=None)
    try:
        with writing():
            while not _taken(connection):
                pass
        yield
    finally:
        connection.close()


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """What the disk or SQLite refuses in here is `Unwritable`."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise Unwritable(str(error)) from None


def _own(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


def _taken(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


def _seen(path: Path, source: Path) -> str:
    state = path.stat()
    readable = os.access(path, os.R_OK)
    return f"{path.relative_to(source)}\t{state.st_size}\t{state.st_mtime_ns}\t{readable}"


def _stamp(folder: Path) -> dict[str, str]:
    try:
        read = json.loads((folder / _STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
