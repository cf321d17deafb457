"""Files of tables, opened: which columns they have, and their rows as texts, one by one."""

from __future__ import annotations

import codecs
import csv
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import SaysoError, StopRun, unknown
from sayso.evidence.events.mapping import Mapping

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DELIMITERS = ",;\t|"
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_LONGEST_CELL = 1 << 24
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The first that fits: UTF-32's begins as UTF-16's does."""
_LIKELY = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
)
_ALIKE = 0.02
"""Share of odd characters that tells nothing."""
_SQLITE = b"SQLite format 3\0"
_PARQUET = b"PAR1"


@dataclass(slots=True)
class Source:
    """A file whose columns have been matched with its mapping's."""

    mapping: Mapping
    form: str
    """`csv`, `sqlite` or `parquet`."""
    places: tuple[int, ...]
    """Of the mapping's columns among the file's, in the order of `mapping.named`."""
    header: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ""
    note: str = ""
    """What was guessed, in a sentence."""
    broken: int = 0
    """Rows of a CSV that were no rows; counted while they are read."""

    def rows(self) -> Iterator[list[str | None]]:
        """The cells of the mapping's columns, row by row; for `csv` and `sqlite`."""
        return self._lines() if self.form == "csv" else self._records()

    def _lines(self) -> Iterator[list[str | None]]:
        with self.mapping.file.open(encoding=self.encoding, errors="replace", newline="") as lines:
            reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=self.delimiter)
            next(reader)
            width = len(self.header)
            while True:
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    cells = []
                    self.broken += 1
                else:
                    if not cells:
                        continue
                    self.broken += len(cells) != width
                # A row that is cut off or too long is kept in its place, so that rows keep their numbers.
                yield [cells[n] if n < len(cells) else None for n in self.places]

    def _records(self) -> Iterator[list[str | None]]:
        names = ", ".join(_quoted(self.header[n]) for n in self.places)
        with closing(_sqlite(self.mapping.file)) as connection:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            query = f"SELECT {names} FROM {_quoted(self.mapping.table)}"  # noqa: S608 - names are quoted
            for row in connection.execute(query):
                yield [None if cell is None else str(cell) for cell in row]


def opened(mapping: Mapping, connection: DuckDBPyConnection) -> Source:
    """The mapping's file, with its columns found.

    Raises:
        SaysoError: the file is missing or cannot be read, or lacks a column that the mapping names.
    """
    head = _head(mapping)
    if head.startswith(_SQLITE):
        return _with_columns(mapping, "sqlite", _sqlite_columns(mapping))
    if head.startswith(_PARQUET):
        return _with_columns(mapping, "parquet", _parquet_columns(mapping, connection))
    return _csv(mapping, head)


def _head(mapping: Mapping) -> bytes:
    try:
        with mapping.file.open("rb") as data:
            head = data.read(_SAMPLE)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise SaysoError(f"table {mapping.file}", why, f"Mend file in {mapping.path}") from None
    if not head:
        raise SaysoError(f"table {mapping.file}", "it is empty", f"Mend file in {mapping.path}")
    if head.startswith((b"PK\3\4", b"\x1f\x8b")):
        raise SaysoError(
            f"table {mapping.file}", "an archive or a spreadsheet, not CSV", "Unpack it, or save it as CSV"
        )
    return head


def _with_columns(mapping: Mapping, form: str, header: Sequence[str]) -> Source:
    return Source(
        mapping, form, tuple(_place(mapping, role, header) for role, _ in mapping.named), tuple(header)
    )


def _place(mapping: Mapping, role: str, header: Sequence[str]) -> int:
    """Where the column stands; small and capital letters are one where that leaves no choice."""
    name = dict(mapping.named)[role]
    if name in header:
        return header.index(name)
    alike = [n for n, other in enumerate(header) if other.strip().casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    where = mapping.line(role.removesuffix(f".{role.rpartition('.')[2]}") if role[-1].isdigit() else role)
    found = unknown(f"column {name!r} of {mapping.file},", name, header)
    why = f"{mapping.path} names it, and the table has no such column"
    todo = f'{found.todo}. Write it in {where} = "COLUMN"; "" where the table has none'
    raise SaysoError(f"column {name!r} of {mapping.file}", why, todo)


def _sqlite(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _sqlite_columns(mapping: Mapping) -> list[str]:
    try:
        with closing(_sqlite(mapping.file)) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            tables = [name for (name,) in found]
            if mapping.table not in tables:
                raise unknown(f"table in {mapping.path}: {mapping.file} has no table", mapping.table, tables)
            columns = connection.execute("SELECT name FROM pragma_table_xinfo(?)", [mapping.table])
            return [name for (name,) in columns]
    except sqlite3.Error as error:
        raise SaysoError(f"table {mapping.file}", str(error), "Look whether it is damaged") from None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _parquet_columns(mapping: Mapping, connection: DuckDBPyConnection) -> list[str]:
    import duckdb

    try:
        found = connection.execute("DESCRIBE SELECT * FROM read_parquet($path)", {"path": str(mapping.file)})
        return [str(row[0]) for row in found.fetchall()]
    except duckdb.Error as error:
        why = str(error).partition("\n")[0]
        raise SaysoError(f"table {mapping.file}", why, "Look whether it is damaged") from None


def selected(source: Source) -> str:
    """Columns of a Parquet file as texts, named c0, c1 …"""
    names = (_quoted(source.header[n]) for n in source.places)
    return ", ".join(f"CAST({name} AS VARCHAR) AS c{n}" for n, name in enumerate(names))


def _csv(mapping: Mapping, head: bytes) -> Source:
    # Notes of some tables are longer than the 128 kB that a cell may have by default.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    encoding, note = (mapping.encoding, "") if mapping.encoding else _encoding(mapping.file, head)
    try:
        with mapping.file.open(encoding=encoding, errors="replace", newline="") as lines:
            start = lines.read(_SAMPLE).replace("\0", "")
    except LookupError:
        why = f"no encoding is called {encoding!r}"
        raise StopRun(f"table {mapping.file}", why, f"Mend encoding in {mapping.path}") from None
    delimiter = mapping.delimiter or _delimiter(mapping, start)
    header = _header(start, delimiter)
    source = _with_columns(mapping, "csv", header)
    source.encoding, source.delimiter, source.note = encoding, delimiter, note
    return source


def _header(start: str, delimiter: str) -> list[str]:
    try:
        first = next(csv.reader(start.splitlines(keepends=True), delimiter=delimiter), [])
    except (csv.Error, TypeError):
        return []
    return [name.strip() for name in first]


def _delimiter(mapping: Mapping, start: str) -> str:
    """The one by which the header has most of the columns that the mapping names; then, most columns."""
    wanted = {name.casefold() for _, name in mapping.named}

    def fits(delimiter: str) -> tuple[int, int]:
        header = _header(start, delimiter)
        return len(wanted & {name.casefold() for name in header}), len(header)

    return max(DELIMITERS, key=fits)


def _encoding(path: Path, head: bytes) -> tuple[str, str]:
    """UTF-8 if the whole file is; otherwise the likeliest, and a sentence that says so."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, ""
    odd = _not_utf8(path)
    if odd is None:
        return "utf-8", ""
    from charset_normalizer import from_bytes

    found = from_bytes(odd, cp_isolation=list(_LIKELY))
    best = found.best()
    # Western and central European text look alike to statistics; most tables in English are of the first.
    western = [match for match in found if match.encoding == _LIKELY[0]]
    if best is None or (western and western[0].chaos <= best.chaos + _ALIKE):
        return _guessed(_LIKELY[0])
    return _guessed(best.encoding)


def _guessed(name: str) -> tuple[str, str]:
    return name, f"it is not UTF-8 and was read as {name}; if names look wrong, write encoding"


def _not_utf8(path: Path) -> bytes | None:
    """The lines around the first byte that no UTF-8 has; None where all is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as data:
        while chunk := data.read(_CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                middle = min(error.start, len(chunk))
                return chunk[max(0, middle - _SAMPLE) : middle + _SAMPLE]
    return None
