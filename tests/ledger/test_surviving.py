"""Kills, full disks, lost servers, damaged files: nothing acknowledged is lost, and it is said what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from dumps import content
from homes import Home, PostgresHome
from other_processes import PROCESSES, add, look, look_and_add
from small_readings import reading
from sqlalchemy import event, text

import survival
from postgres_server import Server
from sayso import ledger as ledgers
from sayso.errors import StopRun
from sayso.ledger import Ledger, Query, open_ledger, record, status

ROUNDS = 8
BENCH = str(Path(survival.__file__).parent)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_kills_lose_nothing(
    database: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([BENCH, *sys.path[:1]]))
    monkeypatch.setattr(survival, "LONGEST", 0.5)
    monkeypatch.setattr(survival, "SERVER_EVERY", 4)
    server: Server | None = request.getfixturevalue("server") if database == "postgresql" else None
    tally = survival.Tally(database)
    for _ in survival.rounds(tally, ROUNDS, tmp_path, server, seed=3):
        pass
    assert tally.kills + tally.server_kills == ROUNDS
    assert tally.compared and not tally.lost and not tally.half_written


def test_the_survival_test_sees_what_is_lost_or_half_written(home: Home) -> None:
    """A check that could not fail would find nothing wrong with anything."""
    address = home.fresh()
    trial = survival.Trial(address, home.kind, 1, next=8)
    with closing(open_ledger(address, create=True)) as opened:
        made = [survival.article(n, survival.Mix(1)).reading for n in range(8)]
        record(opened, made, collection="main")
        tally = survival.Tally(home.kind)
        survival._compare(tally, trial, opened, 0)
        with opened.reading() as connection:
            assert survival.faults(connection) == []
        bare = [f"{address}: {sum(len(m.claims) for m in made)} claims without a vector"]
        assert (tally.lost, tally.half_written) == ([], bare)
        unsearchable = "DELETE FROM claims_words WHERE key = 1"
        if home.kind == "sqlite":
            unsearchable = "INSERT INTO claims_words (claims_words) VALUES ('delete-all')"
        home.execute(address, unsearchable)
        home.execute(address, "UPDATE readings SET current = false WHERE key = 1")
        home.execute(address, "DELETE FROM voices WHERE reading = 2")
        with opened.reading() as connection:
            first, second = survival.faults(connection)
        assert "documents without one current reading" in first and "found by words" in second
        survival._compare(tally, trial, opened, 0)
        assert len(tally.half_written) == 4
        home.execute(address, "DELETE FROM documents WHERE key = 8")
        survival._compare(tally, trial, opened, 0)
        assert [line.split(": ")[1] for line in tally.lost] == [made[7].document.id]


def _run(target: Any, *arguments: Any) -> Any:
    """The function at work in another process, with what it tells."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=target, args=(*arguments, there))
    process.start()
    return process, here


def _answer(running: Any) -> Any:
    process, told = running
    assert told.poll(60), "no answer"
    answer = told.recv()
    process.join(60)
    told.close()
    return answer


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), BENCH]))


@pytest.mark.usefixtures("processes")
def test_two_who_add_at_once_make_the_union(home: Home) -> None:
    address, alone = home.fresh(), home.fresh()
    both = [_run(add, address, 0, 60), _run(add, address, 30, 90)]
    assert [_answer(one) for one in both] == ["", ""]
    assert _answer(_run(add, alone, 0, 90)) == ""
    with closing(open_ledger(address)) as together, closing(open_ledger(alone)) as one:
        assert content(together) == content(one)
        assert status(together).documents == 90


def _filled(address: str) -> None:
    with closing(open_ledger(address, create=True)) as opened:
        record(opened, [reading("Nine ships were lost.")], collection="main")


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that a stranger reaches."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path
        path.chmod(0o755)


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("folder_mode", [0o777, 0o555], ids=["file", "file and folder"])
def test_a_file_that_may_only_be_read(public: Path, tmp_path: Path, folder_mode: int) -> None:
    address, scratch = str(public / "news.db"), str(tmp_path / "scratch.db")
    _filled(address)
    _filled(scratch)
    (public / "news.db").chmod(0o444)
    public.chmod(folder_mode)
    found, shown, why = _answer(_run(look_and_add, address, scratch))
    assert (found, shown) == (1, "ShownDocument"), why
    assert address in why and "cannot be written to" in why and "rights of the file" in why


def test_a_database_that_may_only_be_read(home: Home) -> None:
    if home.kind == "sqlite":
        pytest.skip("files are tested by their rights")
    address = home.made()
    _filled(address)
    home.execute(
        address, f"ALTER DATABASE {address.rpartition('/')[2]} SET default_transaction_read_only = on"
    )
    found, shown, why = look(address)
    assert (found, shown) == (1, "ShownDocument"), why
    assert "cannot be written to" in why and "read-only transaction" in why


@pytest.fixture
def small_disk() -> Iterator[Path | None]:
    """A file system of 32 MB, where one can be mounted."""
    folder = Path(tempfile.mkdtemp())
    command = ["mount", "-t", "tmpfs", "-o", "size=32m,mode=777", "tmpfs", str(folder)]
    mounted = os.getuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
    yield folder if mounted else None
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
    shutil.rmtree(folder, ignore_errors=True)


def _until_it_fails(opened: Ledger) -> tuple[int, str]:
    done = 0
    filling = " ".join(f"word{n}" for n in range(20_000)) + "."
    for n in range(300):
        try:
            record(
                opened,
                [reading(f"{n} ships. {filling}", address=str(n), claims=[f"{n} ships"])],
                collection="m",
            )
        except StopRun as error:
            return done, str(error)
        done += 1
    return done, ""


def test_a_full_disk(home: Home, small_disk: Path | None) -> None:
    if isinstance(home, PostgresHome):
        if small_disk is None:
            pytest.skip("no file system can be mounted here")
        address = _on_a_tablespace(home, small_disk)
    else:
        address = str(small_disk / "news.db") if small_disk else home.fresh()
    with closing(open_ledger(address, create=True)) as opened:
        if small_disk is None:
            event.listen(opened.engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 4000"))
            opened.engine.dispose()
        done, why = _until_it_fails(opened)
        assert done > 3
        assert address in why and "the disk is full" in why and "Free some space and run the same" in why
        assert status(opened).documents == done
        with opened.reading() as connection:
            assert survival.faults(connection) == []
        found = ledgers.find(opened, Query(words="ships", limit=400))
        assert len(found) == done
    if isinstance(home, PostgresHome):
        home.server.execute(f"DROP DATABASE {address.rpartition('/')[2]}")
        home.server.execute("DROP TABLESPACE small")


def _on_a_tablespace(home: PostgresHome, folder: Path) -> str:
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    home.server.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")
    home.server.execute("CREATE DATABASE cramped TABLESPACE small")
    return home.server.address("cramped")


@pytest.mark.parametrize("damage", ["not a database", "pages", "truncated", "empty"])
def test_a_damaged_file(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "news.db"
    with closing(open_ledger(str(path), create=True)) as opened:
        record(opened, [reading(f"{n} ships. " * 50, address=str(n)) for n in range(40)], collection="main")
    data = path.read_bytes()
    path.write_bytes(
        {
            "not a database": b"<html>" * 1000,
            "pages": data[:8192] + os.urandom(len(data) - 8192),
            "truncated": data[: len(data) // 3],
            "empty": b"",
        }[damage]
    )
    with pytest.raises(StopRun) as told, closing(open_ledger(str(path))) as opened:
        ledgers.find(opened, Query(words="ships"))
        record(opened, [reading("Ten ships.", address="ten")], collection="main")
        status(opened)
    words = "no tables of a ledger" if damage == "empty" else "damaged"
    assert str(path) in str(told.value) and words in str(told.value)


def test_a_server_that_restarts(server: Server) -> None:
    with closing(open_ledger(PostgresHome(server).made())) as opened:
        record(opened, [reading("Nine ships.")], collection="main")
        broken = r"connection to the database broke.*Run the same command again"
        with pytest.raises(StopRun, match=broken), opened.writing() as connection:
            server.restart()
            connection.execute(text("SELECT 1"))
        record(opened, [reading("Ten ships.", address="b")], collection="main")
        assert status(opened).documents == 2
        server.stop()
        with pytest.raises(StopRun, match=r"server cannot be reached.*Is it running"):
            status(opened)
        server.start()
        assert status(opened).documents == 2


@pytest.mark.parametrize(
    "form",
    [
        "postgresql://sayso:sEcret@127.0.0.1:{port}/nothing_there",
        "postgresql://nobody:sEcret@127.0.0.1:{port}/made",
        "postgresql://127.0.0.1:{port}/nothing_there?user=sayso&password=sEcret",
        "postgresql://sayso:sEcret@127.0.0.1:1/made",
        "postgresql://sayso:sEcret/x@127.0.0.1/made",
        "postgresql://sayso:sEcret@127.0.0.1:port/made",
        "mysql://sayso:sEcret@127.0.0.1/made",
        "postgresql://sayso:sEcret@no-such-host.invalid/made",
    ],
)
def test_no_password_is_shown(server: Server, form: str) -> None:
    with pytest.raises(StopRun) as told:
        open_ledger(form.format(port=server.port), create=True)
    assert "sEcret" not in str(told.value)
    assert ("ledger" in str(told.value) and "Is it running" in str(told.value)) or told.value.todo


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://x/y", "'mysql://x/y': not a kind of database"),
        ("postgresql://x@no-such-host.invalid/y", "cannot be reached"),
    ],
)
def test_an_address_is_shown_as_it_was_given(address: str, words: str) -> None:
    with pytest.raises(StopRun, match=words):
        open_ledger(address)
