"""Tables of events as an evidence source: rows of the claim's day and place, in words.

The setting `tables` names mapping files; `sayso.evidence.events` reads them, asks the tables, and compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from heapq import merge
from pathlib import Path
from typing import Any

from sayso.errors import SaysoError
from sayso.evidence.events import Event, Mapping, Table
from sayso.evidence.events.sought import Sought
from sayso.findings import Asked, Passage
from sayso.protocols import Library
from sayso.settings import Settings

SETUP = "Set tables to mapping files: each names a CSV, Parquet or SQLite table of events and its columns."


class Tables:
    """The tables of all mappings."""

    def __init__(self, tables: list[Table], failed: list[SaysoError], library: Library) -> None:
        self._tables, self._failed, self._library = tables, failed, library

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be read in the tables asked so far, a sentence each."""
        return tuple(f"{table.mapping.name}: {note}" for table in self._tables for note in table.notes)

    def search(self, asked: Asked, most: int) -> Iterator[Passage]:
        """Rows near the claim's days and places, nearest first in each table.

        Raises:
            SaysoError: a table or mapping cannot be read, after all others' rows have come.
        """
        failed = list(self._failed)
        found = []
        for table in self._tables:
            try:
                found.append(table.events(asked, most))
            except SaysoError as error:
                failed.append(error)
        ranked = ([(rank, n, *pair) for rank, pair in enumerate(rows)] for n, rows in enumerate(found))
        for passed, (rank, _, event, row) in enumerate(merge(*ranked, key=lambda item: item[:2])):
            if passed == most:
                break
            yield self._passage(event, row, rank)
        if failed:
            raise failed[0]

    def limits(self, asked: Asked) -> str:
        """What the claim leaves out that a table is asked by, a sentence; "" where nothing is missing."""
        sought = Sought.of(asked)
        if not (sought.names or sought.points or sought.countries):
            return "the claim names no place or actor, so no row could be looked for"
        if sought.told:
            return ""
        day = "the day that the claim tells has no year" if asked.stated.times else "the claim tells no day"
        if sought.days:
            return f"{day}, so rows of the month before it was made were looked at"
        return f"{day} and nothing says when it was made, so rows of every year were looked at"

    def _passage(self, event: Event, row: dict[str, Any], rank: int) -> Passage:
        recorded = row["recorded"]
        made = self._library.passage(event.words, event.words, None)
        return replace(
            made,
            source="tables",
            id=f"{event.table}:{event.row}",
            document=None,
            title=event.table,
            published=recorded,
            row=event,
            score=1.0 / (1 + rank),
            why=_why(event, row),
        )


def _why(event: Event, row: dict[str, Any]) -> str:
    where = "its place is named" if row["named"] else "its place is near"
    if row["within_country"]:
        where = "of the same country"
    gap = row["gap"]
    when = "of the claim's days" if gap == 0 else f"{gap} days from the claim's" if gap > 1 else "a day off"
    return f"{event.table}, {event.row}: {where}, {when}"


def open(settings: Settings, library: Library) -> Tables | None:
    """The tables of the setting `tables`; None where it names none.

    Raises:
        SaysoError: no mapping of those that it names can be read.
    """
    paths = [path for part in settings.tables.split(",") if (path := part.strip())]
    tables, failed = [], []
    for path in paths:
        try:
            tables.append(Table(Mapping.read(Path(path).expanduser())))
        except SaysoError as error:
            failed.append(error)
    if failed and not tables:
        raise failed[0]
    return Tables(tables, failed, library) if tables else None
