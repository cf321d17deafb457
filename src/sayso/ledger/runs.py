"""Runs: each call that writes, with what it recorded and what it skipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.errors import SaysoError
from sayso.ledger import storable, tables
from sayso.ledger.inserting import insert_new

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger
    from sayso.settings import Value


@dataclass(frozen=True, slots=True)
class Run:
    """One call. `finished` is None while it runs, and for ever if it was killed."""

    key: int
    started: str
    finished: str | None
    command: str
    version: str
    recorded: int
    passed: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a run skipped."""

    what: str
    why: str
    todo: str


def now() -> str:
    """RFC 3339, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def begin(ledger: Ledger, command: str, *, version: str, settings: dict[str, Value]) -> int:
    """Note that a run of this version of Sayso begins; its number."""
    told = {"command": storable.value(command), "settings": storable.value(settings)}
    row = {"started": now(), "version": version, **told}
    with ledger.writing() as connection:
        made = [{**row, "recorded": 0, "passed": 0, "skipped": 0}]
        return insert_new(connection, tables.runs, made)[0]


def note(
    ledger: Ledger,
    run: int,
    *,
    recorded: int,
    passed: int,
    faults: Sequence[SaysoError],
    finished: bool = False,
) -> None:
    """Add to what a run has done, with what it skipped since the last note."""
    t = tables.runs
    with ledger.writing() as connection:
        # A name of a file that is no text must not end the run that skips the file.
        told = [storable.value({"what": f.what, "why": f.why, "todo": f.todo}) for f in faults]
        rows = [{"run": run, **words} for words in told]
        numbered = insert_new(connection, tables.faults, rows)
        values: dict[str, Any] = {
            "recorded": t.c.recorded + recorded,
            "passed": t.c.passed + passed,
            "skipped": t.c.skipped + len(numbered),
        }
        if finished:
            values["finished"] = now()
        connection.execute(t.update().where(t.c.key == run).values(values))


def latest(ledger: Ledger, most: int = 10) -> list[Run]:
    """The last runs, newest first."""
    t = tables.runs
    with ledger.reading() as connection:
        found = connection.execute(select(t).order_by(t.c.key.desc()).limit(most))
        return [
            Run(r.key, r.started, r.finished, r.command, r.version, r.recorded, r.passed, r.skipped)
            for r in found
        ]


def faults(ledger: Ledger, run: int, most: int = 1000) -> list[Fault]:
    """What a run skipped, in order."""
    t = tables.faults
    with ledger.reading() as connection:
        found = connection.execute(select(t).where(t.c.run == run).order_by(t.c.key).limit(most))
        return [Fault(f.what, f.why, f.todo) for f in found]
