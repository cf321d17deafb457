"""A table of events that can be asked: laid out when first asked, and again when its file has changed."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import SaysoError
from sayso.evidence.events.counting import chosen
from sayso.evidence.events.event import Event
from sayso.evidence.events.laying import LAYOUT, NOTES, lay
from sayso.evidence.events.mapping import Mapping
from sayso.evidence.events.reading import opened
from sayso.evidence.events.searching import event, found
from sayso.evidence.events.sought import Sought
from sayso.findings import Asked
from sayso.types import digest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEMORY = "512MB"
_THREADS = 2


@dataclass(slots=True, weakref_slot=True)
class Table:
    """One mapping's table."""

    mapping: Mapping
    notes: tuple[str, ...] = ()
    """What could not be read in it, a sentence each; known once it has been asked."""
    _laid: Path | None = None
    _stamp: str = ""
    _connection: DuckDBPyConnection | None = field(default=None, repr=False)

    def events(self, asked: Asked, most: int) -> list[tuple[Event, dict[str, Any]]]:
        """The rows nearest to the claim, those of its day and place first, each with its cells; one for each
        of the claim's figures that the table counts.

        Raises:
            SaysoError: the file is missing, has not the columns that the mapping names, or cannot be read.
        """
        laid = self._ready()
        if self._connection is None:
            self._connection = _connected(laid.parent, threads=1)
        with closing(self._connection.cursor()) as cursor:
            rows = found(cursor, laid, self.mapping, Sought.of(asked), most)
        return list(self._each(asked, rows))[:most]

    def _each(self, asked: Asked, rows: list[dict[str, Any]]) -> Iterator[tuple[Event, dict[str, Any]]]:
        counts = self.mapping.counts
        wanted = [n for n, counted in enumerate(counts) if chosen(asked, counted.of) is not None]
        for row in rows:
            told = [
                n for n in wanted if any(row[f"{key}_{n}"] is not None for key in ("best", "low", "high"))
            ]
            if not counts:
                yield event(self.mapping, row, None), row
            for n in told or range(min(1, len(counts))):
                yield event(self.mapping, row, n), row

    def _ready(self) -> Path:
        stamp = _stamp(self.mapping)
        if self._laid is None or stamp != self._stamp or not self._laid.exists():
            self._laid, self._stamp = self._kept(stamp), stamp
            self.notes = _notes(self._laid)
        return self._laid

    def _kept(self, stamp: str) -> Path:
        """The laid table among the user's caches, made if it is not there or is another file's."""
        whose = digest(str(self.mapping.file.resolve()), self.mapping.mark)[:16]
        kept = _caches() / f"{whose}.{stamp}.parquet"
        if kept.exists() and _usable(kept):
            return kept
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
                made = self._made(Path(folder))
                for old in kept.parent.glob(f"{whose}.*.parquet"):
                    old.unlink(missing_ok=True)
                # Renamed when it is whole: whoever asks at the same time sees all of it or nothing.
                return made.replace(kept)
        except OSError:
            return self._unkept()

    def _unkept(self) -> Path:
        """Laid out for as long as this object lasts."""
        try:
            folder = tempfile.mkdtemp(prefix="sayso-tables-")
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            return self._made(Path(folder))
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise SaysoError(
                f"table {self.mapping.file}", why, "Make room on the disk, or set TMPDIR"
            ) from None

    def _made(self, folder: Path) -> Path:
        with closing(_connected(folder)) as connection:
            return lay(opened(self.mapping, connection), connection, folder)


def _connected(folder: Path, threads: int = _THREADS) -> DuckDBPyConnection:
    import duckdb

    return duckdb.connect(
        config={
            "memory_limit": _MEMORY,
            "threads": threads,
            "temp_directory": str(folder / "spilt"),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
        }
    )


def _caches() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso" / "tables"


def _stamp(mapping: Mapping) -> str:
    """Of the file as it is now: what was laid out from another state of it is not used."""
    try:
        state = mapping.file.stat()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise SaysoError(f"table {mapping.file}", why, f"Mend file in {mapping.path}") from None
    return digest(str(LAYOUT), str(state.st_size), str(state.st_mtime_ns))[:16]


def _usable(laid: Path) -> bool:
    import duckdb

    try:
        _notes(laid)
    except (duckdb.Error, ValueError, TypeError, KeyError):
        return False
    return True


def _notes(laid: Path) -> tuple[str, ...]:
    with closing(_connected(laid.parent)) as connection:
        query = "SELECT value FROM parquet_kv_metadata($laid) WHERE key = $key::BLOB"
        held = connection.execute(query, {"laid": str(laid), "key": NOTES}).fetchone()
    return tuple(json.loads(held[0].decode("utf-8"))["notes"]) if held else ()
