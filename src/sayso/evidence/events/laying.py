# ruff: noqa: S608 - names of columns are numbered, and texts are quoted
"""A table of events laid out once: its cells made dates, numbers and folded names, by day, in Parquet.

All is done by DuckDB, which may use little memory and goes to the disk beyond it. What cannot be read is
set to NULL, counted, and told in the file's own notes; no row is lost, so that rows keep their numbers.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import SaysoError
from sayso.evidence.events.mapping import Mapping
from sayso.evidence.events.naming import LEVEL, country
from sayso.evidence.events.reading import Source, selected

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LAYOUT = 1
"""Of the Parquet files: those of another layout are made anew."""
_LONGEST_NOTE = 1000
_STATES = 300
_CELL = 4_000
"""Characters of a cell that are read: a date, a name or a note is shorter."""
_LINE = 4_000_000
"""Bytes of a row at most: hundreds of cells as long as they may be. DuckDB sets memory apart by it."""
_ROWS = 50_000
"""In a group of rows; DuckDB passes over groups of other days."""
_NUMBERS = r"\d{1,2}"
NOTES = "sayso"
"""Key of the file's own notes."""
_WRITTEN = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%B-%Y", "%d-%b-%y", "%B %d, %Y", "%b %d, %Y", "%Y/%m/%d")
"""Dates that can be read in one way only, beside those of ISO 8601."""
_MACROS = f"""
CREATE OR REPLACE MACRO folded(name) AS regexp_replace(
    trim(regexp_replace(strip_accents(lower(name)), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')), '{LEVEL}', '');
CREATE OR REPLACE MACRO code_of(cell) AS regexp_replace(cell, '\\.0+$', '');
CREATE OR REPLACE MACRO number_of(cell) AS try_cast(CASE
    WHEN regexp_full_match(cell, '\\d{{1,3}}(,\\d{{3}})+') THEN replace(cell, ',', '') ELSE cell
    END AS DOUBLE);
CREATE OR REPLACE MACRO count_of(cell) AS
    CASE WHEN number_of(cell) >= 0 AND isfinite(number_of(cell)) THEN number_of(cell) END;
CREATE OR REPLACE MACRO degrees_of(cell, most) AS
    CASE WHEN abs(try_cast(replace(cell, ',', '.') AS DOUBLE)) <= most
         THEN try_cast(replace(cell, ',', '.') AS DOUBLE) END;
CREATE OR REPLACE MACRO whole_of(cell) AS try_cast(try_cast(cell AS DOUBLE) AS INT);
CREATE OR REPLACE MACRO day_of(cell, formats) AS coalesce(
    try_cast(regexp_extract(cell, '^\\d{{4}}-\\d\\d-\\d\\d') AS DATE), try_strptime(cell, formats)::DATE);
CREATE OR REPLACE MACRO is_year(cell) AS coalesce(regexp_full_match(cell, '\\d{{4}}'), false);
CREATE OR REPLACE MACRO is_month(cell) AS coalesce(regexp_full_match(cell, '\\d{{4}}-\\d\\d'), false);
CREATE OR REPLACE MACRO year_end(day) AS make_date(year(day), 12, 31);
CREATE OR REPLACE MACRO present(cells) AS list_filter(cells::VARCHAR[], lambda x: x IS NOT NULL);
CREATE OR REPLACE MACRO pieces(cell) AS list_concat([cell], regexp_split_to_array(cell, '[,;/()]'));
CREATE OR REPLACE MACRO names_of(cells) AS list_distinct(list_filter(
    list_transform(flatten(list_transform(present(cells), lambda x: pieces(x))), lambda x: folded(x)),
    lambda x: length(x) > 1 AND NOT regexp_full_match(' ' || x, '{LEVEL}')));
CREATE OR REPLACE MACRO first_of(begins, ends, span) AS CASE
    WHEN span = 'week' AND ends - begins < 6 THEN begins - 3
    WHEN span = 'month' AND ends - begins < 27 THEN date_trunc('month', begins)::DATE
    WHEN span = 'year' AND ends - begins < 31 THEN date_trunc('year', begins)::DATE
    ELSE begins END;
CREATE OR REPLACE MACRO last_of(begins, ends, span) AS CASE
    WHEN span = 'week' AND ends - begins < 6 THEN ends + 3
    WHEN span = 'month' AND ends - begins < 27 THEN last_day(ends)
    WHEN span = 'year' AND ends - begins < 31 THEN year_end(ends)
    ELSE ends END;
"""
"""A span that the table gives itself is not widened: its days then tell more than the code of precision."""


def lay(source: Source, connection: DuckDBPyConnection, folder: Path) -> Path:
    """Make the Parquet file in a folder of one's own.

    Raises:
        SaysoError: the file cannot be read to its end, or its dates can be read in two ways.
    """
    import duckdb

    made = folder / "events.parquet"
    connection.execute(_MACROS)
    try:
        _load(source, connection, folder / "cells.csv")
        formats = _formats(source.mapping, connection)
        # Unsorted first, on disk: sorting what is still being made holds both in memory.
        unsorted = _text(str(folder / "unsorted.parquet"))
        laid = _laid(source.mapping, formats, _codes(source.mapping, connection))
        connection.execute(f"COPY ({laid}) TO {unsorted} (FORMAT parquet)")
        connection.execute(f"CREATE OR REPLACE TEMP VIEW laid AS SELECT * FROM read_parquet({unsorted})")
        notes = {"layout": LAYOUT, "notes": list(_notes(source, connection))}
        # Otherwise the sorted rows may be written in any order, and no group of rows could be passed over.
        connection.execute("SET preserve_insertion_order = true")
        connection.execute(
            f"COPY (SELECT * EXCLUDE (bad) FROM laid ORDER BY first NULLS LAST, row) TO {_text(str(made))} "
            f"(FORMAT parquet, ROW_GROUP_SIZE {_ROWS}, KV_METADATA {{{NOTES}: {_text(json.dumps(notes))}}})"
        )
    except duckdb.OutOfMemoryException as error:
        why = str(error).partition("\n")[0]
        raise SaysoError(f"table {source.mapping.file}", why, "Make room for temporary files") from None
    except (duckdb.Error, sqlite3.Error) as error:
        why = str(error).partition("\n")[0]
        raise SaysoError(f"table {source.mapping.file}", why, "Look whether it is damaged") from None
    return made


def _load(source: Source, connection: DuckDBPyConnection, cells: Path) -> None:
    """The mapping's columns as texts: view `cells`, in the order of the file."""
    names = [f"c{n}" for n in range(len(source.places))]
    read = _parquet(source) if source.form == "parquet" else _copied(source, cells, names)
    values = ", ".join(_text(value) for value in source.mapping.unknown)
    known = f" AND trim({{0}}) NOT IN ({values})" if values else ""
    trimmed = (f"CASE WHEN trim({n}) <> ''{known.format(n)} THEN trim({n}) END AS {n}" for n in names)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW cells AS SELECT row, {', '.join(trimmed)} FROM {read}")


def _parquet(source: Source) -> str:
    path = _text(str(source.mapping.file))
    return (
        f"(SELECT {selected(source)}, file_row_number + 1 AS row "
        f"FROM read_parquet({path}, file_row_number = true))"
    )


def _copied(source: Source, cells: Path, names: list[str]) -> str:
    """The rows written anew in one form, for DuckDB's reader guesses where a file is not quite CSV."""
    with cells.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows(_numbered(source))
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    return (
        f"read_csv({_text(str(cells))}, auto_detect = false, header = false, delim = ',', quote = '\"', "
        f"escape = '\"', new_line = '\\r\\n', max_line_size = {_LINE}, buffer_size = {4 * _LINE}, "
        f"columns = {{'row': 'BIGINT', {types}}})"
    )


def _numbered(source: Source) -> Iterator[list[object]]:
    for number, row in enumerate(source.rows(), 1):
        yield [number, *(cell and cell[:_CELL] for cell in row)]


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


class _Cells:
    """Roles of a mapping as columns of `cells`."""

    def __init__(self, mapping: Mapping) -> None:
        self._columns = {role: f"c{n}" for n, (role, _) in enumerate(mapping.named)}

    def __getitem__(self, role: str) -> str:
        return self._columns.get(role, "NULL")

    def all(self, role: str) -> str:
        """Those of a role that may have several, as a list of SQL."""
        found = (name for key, name in self._columns.items() if key.rpartition(".")[0] == role)
        return f"[{', '.join(found)}]"


def _formats(mapping: Mapping, connection: DuckDBPyConnection) -> tuple[str, ...]:
    """How dates are read that are not ISO's: as the mapping says, or as the whole column allows.

    Raises:
        SaysoError: days and months cannot be told apart, in any row.
    """
    if mapping.date_format:
        return (mapping.date_format,)
    cells = _Cells(mapping)
    dates = [cells[role] for role in ("date", "start", "end") if cells[role] != "NULL"]
    if not dates:
        return _WRITTEN
    values = " UNION ALL ".join(f"SELECT {name} AS d FROM cells" for name in dates)
    found = connection.execute(
        f"SELECT max(parts[1]::INT), max(parts[3]::INT), any_value(parts[2]), any_value(d) FROM ("
        f"SELECT d, regexp_extract_all(d, '{_NUMBERS}|[/.-]') AS parts FROM ({values}) "
        f"WHERE regexp_matches(d, '^{_NUMBERS}[/.-]{_NUMBERS}[/.-]\\d{{4}}'))"
    ).fetchone()
    if found is None or found[0] is None:
        return _WRITTEN
    one, other, mark, example = found
    if (one > 12) == (other > 12):
        why = f"dates such as {example!r} can be read in two ways"
        form = f'date_format = "%d{mark}%m{mark}%Y", or "%m{mark}%d{mark}%Y"'
        raise SaysoError(f"table {mapping.file}", why, f"Write in {mapping.path}: {form}")
    order = ("%d", "%m") if one > 12 else ("%m", "%d")
    return (*(f"{order[0]}{m}{order[1]}{m}%Y" for m in "/.-"), *_WRITTEN)


def _laid(mapping: Mapping, formats: tuple[str, ...], codes: dict[str, str]) -> str:
    """The rows, typed."""
    cells = _Cells(mapping)
    counts = [
        f"count_of({cells[f'counts.{c.of}.{key}']}) AS {key}_{n}"
        for n, c in enumerate(mapping.counts)
        for key in ("best", "low", "high")
    ]
    state, places = cells["country"], cells.all("place")
    return f"""
WITH begun AS (
    SELECT *, {_begins(cells, formats)} AS begins FROM cells
), dated AS (
    SELECT *, {_ends(cells, formats)} AS ends, {_span(mapping, cells)} AS span FROM begun
)
SELECT c.row, {cells["id"]} AS id, first_of(begins, ends, span) AS first, last_of(begins, ends, span) AS last,
    present({places}) AS places, names_of({places}) AS names,
    {state} AS country, {_code(state, codes)} AS code, {_coordinates(mapping, cells)},
    present({cells.all("actors")}) AS actors, present({cells.all("event")}) AS event,
    left({cells["notes"]}, {_LONGEST_NOTE}) AS notes, {cells["recorded"]}::VARCHAR AS recorded,
    {"".join(f"{count}, " for count in counts)}
    {{{_bad(mapping, cells)}}} AS bad
FROM dated c
"""


def _codes(mapping: Mapping, connection: DuckDBPyConnection) -> dict[str, str]:
    """Of the countries that the table names most."""
    cell = _Cells(mapping)["country"]
    if cell == "NULL":
        return {}
    query = (
        f"SELECT {cell} FROM cells WHERE {cell} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT {_STATES}"
    )
    names = [str(name) for (name,) in connection.execute(query).fetchall()]
    return {name: code for name in names if (code := country(name))}


def _code(cell: str, codes: dict[str, str]) -> str:
    """Looked up and not joined: a join may take the table for its small side, and hold it in memory."""
    pairs = ", ".join(f"{_text(name)}: {_text(code)}" for name, code in codes.items())
    return f"MAP {{{pairs}}}[{cell}]" if pairs else "NULL::VARCHAR"


def _begins(cells: _Cells, formats: tuple[str, ...]) -> str:
    """First day as stated, before the precision is looked at. A month or day of 0 is not known."""
    forms = f"[{', '.join(_text(form) for form in formats)}]"
    month, day = f"whole_of({cells['month']})", f"whole_of({cells['day']})"
    return f"""CASE
        WHEN is_year({cells["date"]}) THEN try_cast({cells["date"]} || '-01-01' AS DATE)
        WHEN is_month({cells["date"]}) THEN try_cast({cells["date"]} || '-01' AS DATE)
        ELSE coalesce(day_of({cells["start"]}, {forms}), day_of({cells["date"]}, {forms}),
            try_cast(printf('%04d-%02d-%02d', whole_of({cells["year"]}), greatest(coalesce({month}, 1), 1),
                CASE WHEN {month} > 0 THEN greatest(coalesce({day}, 1), 1) ELSE 1 END) AS DATE))
        END"""


def _ends(cells: _Cells, formats: tuple[str, ...]) -> str:
    forms = f"[{', '.join(_text(form) for form in formats)}]"
    month, day = f"coalesce(whole_of({cells['month']}), 0)", f"coalesce(whole_of({cells['day']}), 0)"
    split = f"whole_of({cells['year']}) IS NOT NULL"
    return f"""CASE
        WHEN is_year({cells["date"]}) OR {split} AND {month} = 0 THEN year_end(begins)
        WHEN is_month({cells["date"]}) OR {split} AND {day} = 0 THEN last_day(begins)
        ELSE greatest(begins, coalesce(day_of({cells["end"]}, {forms}), begins)) END"""


def _span(mapping: Mapping, cells: _Cells) -> str:
    cases = "".join(f" WHEN {_text(code)} THEN {_text(span)}" for code, span in mapping.spans)
    return f"CASE code_of({cells['date_precision']}){cases} END" if cases else "'day'"


def _coordinates(mapping: Mapping, cells: _Cells) -> str:
    """Both or neither; without, where the precision says that they tell nothing."""
    lat, lon = f"degrees_of({cells['lat']}, 90)", f"degrees_of({cells['lon']}, 180)"
    code = f"code_of({cells['place_precision']})"
    far = ", ".join(_text(key) for key, distance in mapping.distances if isinstance(distance, str))
    usable = f"{lat} IS NOT NULL AND {lon} IS NOT NULL AND NOT ({lat} = 0 AND {lon} = 0)"
    if far:
        usable += f" AND coalesce({code} NOT IN ({far}), true)"
    cases = "".join(
        f" WHEN {_text(key)} THEN {distance}"
        for key, distance in mapping.distances
        if isinstance(distance, float)
    )
    km = f"CASE {code}{cases} END" if cases else "NULL"
    return (
        f"CASE WHEN {usable} THEN {lat} END AS lat, CASE WHEN {usable} THEN {lon} END AS lon, "
        f"CASE WHEN {usable} THEN {km}::DOUBLE END AS km"
    )


def _bad(mapping: Mapping, cells: _Cells) -> str:
    """By column of the file: the cell, where it cannot be read."""
    roles = {role: f"count_of({cells[role]})" for role, _ in mapping.named if role.startswith("counts.")}
    roles |= {"lat": f"degrees_of({cells['lat']}, 90)", "lon": f"degrees_of({cells['lon']}, 180)"}
    roles |= dict.fromkeys(("date", "start", "year"), "begins")
    found = []
    for role, value in roles.items():
        if cells[role] != "NULL":
            found.append(f"{_text(role)}: CASE WHEN {value} IS NULL THEN {cells[role]} END")
    return ", ".join(found)


def _notes(source: Source, connection: DuckDBPyConnection) -> Iterator[str]:
    """What was guessed and what could not be read, a sentence each."""
    total, dateless = _one(connection, "SELECT count(*), count(*) FILTER (first IS NULL) FROM laid")
    if source.note:
        yield source.note
    if source.broken:
        yield f"{source.broken:,} of {total:,} rows have more or fewer cells than the header"
    for role, column in source.mapping.named:
        if not role.startswith("counts.") and role not in ("lat", "lon", "date", "start", "year"):
            continue
        odd = f"SELECT row, bad[{_text(role)}] AS cell FROM laid"
        query = f"SELECT count(cell), arg_min(cell, row), min(row) FROM ({odd}) WHERE cell IS NOT NULL"
        bad, example, row = _one(connection, query)
        if bad:
            yield f"{bad:,} of {total:,} rows have an odd {column}, such as {example!r} in row {row}"
    if dateless:
        yield f"{dateless:,} of {total:,} rows have no date that can be read, and are not found by date"


def _one(connection: DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    return connection.execute(query).fetchone() or ()
