"""Kill whoever adds to a ledger, again and again, and look whether anything acknowledged was lost:
`python bench/survival.py --database sqlite|postgresql [--rounds 200] [--seed 1]`.

Each round a process adds generated articles, from readings that are recorded rather than made, and writes
the number of each to a log of its own once `sayso add` would have acknowledged it. It is sent SIGKILL at a
random moment, every other time just when it commits; of PostgreSQL, every tenth time, the whole server is
killed in its place. Then everything in the ledger is compared with the generator, and the database's own
checks are run. Ends with 1 if anything was lost, or half written.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, text

import postgres_server
from newsroom import Mix, article
from postgres_server import Server
from sayso.errors import StopRun
from sayso.ledger import Ledger, open_ledger, reading

RENEWED = 25
"""Rounds after which a new ledger is begun, so that each is looked through in a second or so, and so that
some are killed while their tables are made."""
LONGEST = 2.0
"""Seconds from the first transaction to the latest kill."""
SERVER_EVERY = 10
COMMIT, BEGIN, STOPPED = "commit", "begin", "stopped"
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["sayso.adding", "newsroom", "alembic.command", "psycopg", "numpy", "survival"]
)
"""Processes that have read all programs already: a second for each round otherwise."""


@dataclass
class Tally:
    """What the rounds came to. `lost` and `half_written` must be empty."""

    database: str
    rounds: int = 0
    kills: int = 0
    server_kills: int = 0
    during_commit: int = 0
    """Kills after a commit was begun and before anything came of it."""
    before_any: int = 0
    """Kills before anything was acknowledged in the round."""
    acknowledged: int = 0
    unacknowledged: int = 0
    """Documents that were found whole although the kill came before their acknowledgement."""
    compared: int = 0
    lost: list[str] = field(default_factory=list)
    half_written: list[str] = field(default_factory=list)


# The process that adds.


def add(address: str, start: int, seed: int, log: Path) -> None:
    """Until it is killed: articles from that number on, each written to the log when it is acknowledged."""
    from sayso import adding
    from sayso.settings import Settings

    mix = Mix(seed)
    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    ledger = open_ledger(address, create=True)
    event.listen(ledger.engine, "begin", lambda _: os.write(target, f"{BEGIN}\n".encode()))
    event.listen(ledger.engine, "commit", lambda _: os.write(target, f"{COMMIT}\n".encode()))
    made = (article(number, mix).reading for number in range(start, sys.maxsize))
    try:
        for number, _ in enumerate(adding.recorded(made, Settings(), ledger, "survival"), start):
            os.write(target, f"{number}\n".encode())
    except StopRun as error:
        os.write(target, f"{STOPPED} {error}\n".encode())


# The process that kills, and looks.


@dataclass
class Trial:
    """A ledger that is being tried, and what is known of it."""

    address: str
    database: str
    seed: int
    next: int = 0
    """The first number that was not acknowledged."""
    seen: int = 0
    """Key of the last document that was compared."""
    safe: set[str] = field(default_factory=set)
    """Ids of all documents that were acknowledged."""


def rounds(tally: Tally, count: int, folder: Path, server: Server | None, seed: int) -> Iterator[Tally]:
    """One by one; the tally after each."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    trial = None
    for number in range(count):
        if trial is None or number % RENEWED == 0:
            name = f"trial{number}"
            address = server.create(name) if server else str(folder / f"{name}.db")
            trial = Trial(address, tally.database, seed + number)
        log = folder / f"round{number}"
        fells_server = server is not None and number % SERVER_EVERY == SERVER_EVERY - 1
        _add_and_kill(trial, log, chance, server if fells_server else None)
        tally.rounds += 1
        tally.kills += not fells_server
        tally.server_kills += fells_server
        _take(tally, trial, log)
        yield tally


def _add_and_kill(trial: Trial, log: Path, chance: random.Random, server: Server | None) -> None:
    log.touch()
    adder = PROCESSES.Process(target=add, args=(trial.address, trial.next, trial.seed, log))
    adder.start()
    _wait(adder, log, chance)
    if server:
        server.restart(signal.SIGQUIT)
    else:
        adder.kill()
    adder.join(60)
    said = log.read_text().splitlines()[-1:]
    if server and not (said and said[0].startswith(STOPPED)):
        raise RuntimeError(f"the server was killed under a process that adds, and it said {said}")


def _wait(adder: BaseProcess, log: Path, chance: random.Random) -> None:
    """Until it began, then some random time, then perhaps until it commits."""
    while log.stat().st_size == 0 and adder.is_alive():
        time.sleep(0.001)
    time.sleep(chance.uniform(0, LONGEST))
    if chance.random() < 0.5:
        size, end = log.stat().st_size, time.monotonic() + 2
        while time.monotonic() < end and COMMIT.encode() not in log.read_bytes()[size:]:
            time.sleep(0.0005)
        time.sleep(chance.uniform(0, 0.01))
    if not adder.is_alive():
        raise RuntimeError("the adding process ended by itself: its complaint is above")


def _take(tally: Tally, trial: Trial, log: Path) -> None:
    lines = log.read_text().splitlines()
    numbers = [int(line) for line in lines if line.isdigit()]
    tally.acknowledged += len(numbers)
    tally.before_any += not numbers
    tally.during_commit += lines[-1:] == [COMMIT]
    was = trial.next
    trial.next = numbers[-1] + 1 if numbers else was
    with closing(open_ledger(trial.address, create=True)) as ledger:
        _compare(tally, trial, ledger, was)
        with ledger.reading() as connection:
            tally.half_written += [f"{trial.address}: {what}" for what in faults(connection)]


def _compare(tally: Tally, trial: Trial, ledger: Ledger, start: int) -> None:
    """What came in this round against the generator; and whether what came before is still there."""
    with ledger.reading() as connection:
        held = {bytes(i).hex(): key for key, i in connection.execute(text("SELECT key, id FROM documents"))}
        vectors = text("SELECT count(*) FROM claims WHERE key NOT IN (SELECT claim FROM vectors)")
        if bare := connection.execute(vectors).scalar_one():
            tally.half_written.append(f"{trial.address}: {bare} claims without a vector")
    new = {i: key for i, key in held.items() if key > trial.seen}
    trial.seen = max(new.values(), default=trial.seen)
    number = start
    while new or number < trial.next:
        if number > trial.next + 1000:
            tally.half_written += [f"{trial.address}: {i} was never added" for i in new]
            return
        made = article(number, Mix(trial.seed)).reading
        identity = made.document.id
        tally.unacknowledged += identity in new and number >= trial.next
        if number < trial.next:
            trial.safe.add(identity)
        if number < trial.next or identity in new:
            new.pop(identity, None)
            tally.compared += 1
            if identity in held and reading(ledger, identity) != made:
                tally.half_written.append(f"{trial.address}: article {number} ({identity})")
        number += 1
    tally.lost += [f"{trial.address}: {identity}" for identity in trial.safe - set(held)]


NEVER = {
    "documents without one current reading": """SELECT count(*) FROM documents AS d WHERE 1 <>
        (SELECT count(*) FROM readings AS r WHERE r.document = d.key AND r.current)""",
    "addresses without one latest version": """SELECT count(*) FROM (SELECT address FROM documents
        GROUP BY address HAVING sum(CASE WHEN superseded THEN 0 ELSE 1 END) <> 1) AS several""",
    "documents in no collection": """SELECT count(*) FROM documents
        WHERE key NOT IN (SELECT document FROM members)""",
    "documents without custody": """SELECT count(*) FROM documents
        WHERE key NOT IN (SELECT document FROM custody)""",
    "claims that no reading has": """SELECT count(*) FROM claims
        WHERE key NOT IN (SELECT claim FROM claim_readings)""",
    "names that nobody bears": """SELECT count(*) FROM names WHERE key NOT IN
        (SELECT name FROM attributions WHERE name IS NOT NULL UNION
        SELECT target_name FROM attributions WHERE target_name IS NOT NULL UNION
        SELECT outlet FROM documents WHERE outlet IS NOT NULL)""",
}
"""Counts that are zero in a ledger that is whole."""


def faults(connection: Connection) -> list[str]:
    """What is wrong with a ledger, asked of its database without any of Sayso's own queries."""
    found = [
        f"{n} {what}" for what, sql in NEVER.items() if (n := connection.execute(text(sql)).scalar_one())
    ]
    key = "rowid" if connection.dialect.name == "sqlite" else "key"
    for table in ("claims", "documents"):
        keys = set(connection.execute(text(f"SELECT key FROM {table}")).scalars())  # noqa: S608 - our own
        found_by_words = text(f"SELECT {key} FROM {table}_words")  # noqa: S608 - our own names
        if n := len(keys ^ set(connection.execute(found_by_words).scalars())):
            found.append(f"{n} {table} that cannot be found by words, or words of none")
    return found + (_sqlite_faults(connection) if connection.dialect.name == "sqlite" else [])


def _sqlite_faults(connection: Connection) -> list[str]:
    said = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    found = [f"integrity: {line}" for line in said if line != "ok"]
    loose = connection.execute(text("PRAGMA foreign_key_check")).all()
    return found + [f"a row of {row[0]} hangs on nothing" for row in loose]


@contextmanager
def _server(database: str) -> Iterator[Server | None]:
    with postgres_server.running() if database == "postgresql" else nullcontext() as server:
        yield server


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    tally = Tally(given.database)
    with tempfile.TemporaryDirectory() as folder, _server(given.database) as server:
        for done in rounds(tally, given.rounds, Path(folder), server, given.seed):
            _show(done)
    return bool(tally.lost or tally.half_written)


def _show(tally: Tally) -> None:
    told: dict[str, Any] = asdict(tally)
    with suppress(BrokenPipeError):
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    sys.exit(main())
