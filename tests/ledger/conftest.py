"""A ledger in each database: SQLite always, PostgreSQL where its programs are installed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from homes import Home, PostgresHome, SqliteHome

import postgres_server
from postgres_server import Server
from sayso.ledger import Ledger, open_ledger

MEMORY = Path("/dev/shm")
ROOM = 2 << 30


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if postgres_server.programs() is None:
        missing = f"no PostgreSQL in {postgres_server.FOLDERS}"
        if os.environ.get("CI"):
            pytest.fail(f"{missing}, and continuous integration must test it")
        pytest.skip(missing)
    # Files of a database are many, and deleting them from a disk takes longer than the tests do.
    in_memory = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    with postgres_server.running(MEMORY if in_memory else Path(tempfile.gettempdir())) as found:
        open_ledger(found.create(PostgresHome.TEMPLATE), create=True).close()
        yield found


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "made.db"
    open_ledger(str(path), create=True).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """Where ledgers of one kind of database can be made."""
    if request.param == "sqlite":
        return SqliteHome(tmp_path, request.getfixturevalue("made_file"))
    return PostgresHome(request.getfixturevalue("server"))


@pytest.fixture
def ledger(home: Home) -> Iterator[Ledger]:
    """An empty ledger."""
    opened = open_ledger(home.made())
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes of PostgreSQL's vectors lie with the user's caches: not with this user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
