"""A full-text index of the passages in a large file, for evidence sources that search such files.

Built once a file, kept beside it and used until the file changes:

    def passages() -> Iterator[Entry | Note]:
        for row in rows_of(path):
            yield Entry(row.id, row.title, row.text, json.dumps({"page": row.page}))

    shelf = Shelf.open(path, passages, "wikipedia 1")
    for entry, score in shelf.search("at least 50 people were killed in Herat", 20):
        ...

The folder `.NAME.sayso-index` beside the source holds the index; where nothing can be written there, one in
the user's cache folder does, or else a temporary one. An index is written under another name and renamed
when it is whole, so that a build that was cut off leaves nothing that could be taken for one. Of several
processes that want the same index one builds it and the others wait.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sayso.errors import StopRun
from sayso.evidence import keeping
from sayso.evidence.lookup import Lookup

LAYOUT = 1
"""Of the index: one of another layout is built anew."""
TOKENIZER = "porter unicode61 remove_diacritics 2"
_TABLES = f"""
CREATE TABLE entries (key INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
                      extra TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (title, text, content='entries', content_rowid='key',
                                       tokenize='{TOKENIZER}');
CREATE VIRTUAL TABLE terms USING fts5vocab ('words', 'row');
CREATE TABLE common (term TEXT PRIMARY KEY, entries INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE notes (kind TEXT NOT NULL, text TEXT NOT NULL);
"""
_SEARCH = """
SELECT id, entries.title, entries.text, extra, -found.rank FROM (
    SELECT rowid AS key, rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?
) AS found JOIN entries USING (key) ORDER BY found.rank, key
"""
_BATCH = 1000
"""Entries written at once, and told of in one call of `progress`."""
_BUFFER = 32 << 20
"""Bytes of the index that are gathered in memory before they go to the disk."""
_RARE = 200
"""Entries from which a word is listed as common: of the rest it is enough to know that they are rare."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it is kept: found by the words of its title and text, given back as it came."""

    id: str
    title: str
    text: str
    extra: str = "{}"
    """JSON, for the source alone."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to remember of the build, such as a part of the source that could not be read."""

    kind: str
    text: str


Build: TypeAlias = Callable[[], Iterable[Entry | Note]]
Progress: TypeAlias = Callable[[int], None]
"""Called with the number of entries written since the last call."""


class Shelf:
    """An index, open for searching; several threads may search it."""

    def __init__(self, path: Path) -> None:
        # Nothing changes an index once it has its name: no locks are needed, and a read-only disk will do.
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._lookup = Lookup(TOKENIZER)
        self.path = path
        self.entries = int(
            self._connection.execute("SELECT COALESCE(MAX(key), 0) FROM entries").fetchone()[0]
        )

    @classmethod
    def open(
        cls,
        source: Path,
        build: Build,
        version: str,
        progress: Progress | None = None,
        files: Sequence[Path] | None = None,
    ) -> Shelf:
        """The index of a file, or of `files` in a folder; built first where there is none of this version or
        they have changed since: which there are, the size of one, or its time and its content.

        `build` gives the entries one after the other, and notes where it likes; memory does not grow with
        their number. What it raises ends the build and leaves no index.

        Raises:
            StopRun: the source is not there, or the index cannot be written anywhere.
        """
        wanted = keeping.Wanted.of(source, f"{LAYOUT} {version}", [source] if files is None else files)
        for folder in keeping.folders(source):
            if wanted.is_in(folder) and (found := cls._whole(folder / keeping.INDEX)):
                return found
        cause = "no folder can be written"
        for folder in keeping.folders(source):
            try:
                with keeping.locked(folder):
                    # Another process may have built it while this one waited.
                    if wanted.is_in(folder) and (found := cls._whole(folder / keeping.INDEX)):
                        return found
                    _write(build, folder / keeping.PARTIAL, progress)
                    wanted.put_in(folder)
                    return cls(folder / keeping.INDEX)
            except keeping.Unwritable as error:
                cause = str(error)
        todo = "Make room on a disk, or set TMPDIR to a folder that can be written"
        raise StopRun(str(source), f"its index cannot be written ({cause})", todo)

    @classmethod
    def _whole(cls, path: Path) -> Shelf | None:
        """None where the disk has lost a part of it."""
        try:
            return cls(path)
        except sqlite3.DatabaseError:
            return None

    def search(self, text: str, most: int) -> list[tuple[Entry, float]]:
        """The entries with any of the text's words, best first, each with its BM25 score (larger is better).

        Whatever the text holds is words, never an operator. Words that are in very many entries count
        for the order, and find entries by themselves only where the rarer ones find too few.

        Raises:
            StopRun: the index is damaged.
        """
        best: dict[str, tuple[Entry, float]] = {}
        with self._reading():
            for query in self._lookup.queries(text, self.entries, self._common):
                for *entry, score in self._connection.execute(_SEARCH, (query, most)):
                    best.setdefault(entry[0], (Entry(*entry), score))
                if len(best) >= most:
                    break
        return sorted(best.values(), key=lambda found: -found[1])[:most]

    def notes(self, kind: str) -> list[str]:
        """What the build remembered of this kind, in order."""
        with self._reading():
            rows = self._connection.execute("SELECT text FROM notes WHERE kind = ? ORDER BY rowid", (kind,))
            return [text for (text,) in rows]

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.DatabaseError as error:
                todo = f"Delete the folder {self.path.parent}: the index is then built anew"
                raise StopRun(str(self.path), f"the index is damaged ({error})", todo) from None

    def close(self) -> None:
        self._connection.close()
        self._lookup.close()

    def _common(self, term: str) -> int:
        """In how many entries a term is, as far as they are many; the least that is not listed otherwise."""
        row = self._connection.execute("SELECT entries FROM common WHERE term = ?", (term,)).fetchone()
        return int(row[0]) if row else _RARE


def _write(build: Build, path: Path, progress: Progress | None) -> None:
    """The whole index, at a path where nothing is kept."""
    with keeping.writing():
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
    whole = False
    try:
        with keeping.writing():
            # A file that is cut off is thrown away: neither a journal nor waiting for the disk would help it.
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
            connection.execute("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", (_BUFFER,))
            connection.execute("BEGIN")
        _fill(connection, build(), progress)
        with keeping.writing():
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            listed = "INSERT INTO common SELECT term, doc FROM terms WHERE doc > ?"
            connection.execute(listed, (_RARE,))
            connection.execute("COMMIT")
        whole = True
    finally:
        connection.close()
        if not whole:
            path.unlink(missing_ok=True)  # a disk that is full has other uses for it


def _fill(connection: sqlite3.Connection, given: Iterable[Entry | Note], progress: Progress | None) -> None:
    count, batch = 0, list[Entry]()
    for item in given:
        if isinstance(item, Note):
            with keeping.writing():
                connection.execute("INSERT INTO notes VALUES (?, ?)", (item.kind, _storable(item.text)))
            continue
        batch.append(item)
        if len(batch) == _BATCH:
            count = _add(connection, batch, count, progress)
            batch.clear()
    _add(connection, batch, count, progress)


def _add(connection: sqlite3.Connection, batch: list[Entry], count: int, progress: Progress | None) -> int:
    """Write entries after `count` others; how many there are then."""
    rows = [
        (count + number, _storable(e.id), _storable(e.title), _storable(e.text), _storable(e.extra))
        for number, e in enumerate(batch, 1)
    ]
    with keeping.writing():
        connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", rows)
        words = ((key, title, text) for key, _, title, text, _ in rows)
        connection.executemany("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", words)
    if progress and batch:
        progress(len(batch))
    return count + len(batch)


def _storable(text: str) -> str:
    """A lone surrogate, as broken JSON holds, has no UTF-8 and SQLite would refuse it."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
