"""Where the tests' ledgers live, and how to look at them behind Sayso's back."""

from __future__ import annotations

import shutil
import sqlite3
from itertools import count
from pathlib import Path
from typing import Protocol

from postgres_server import Server

_NUMBERS = count()


class Home(Protocol):
    """One kind of database."""

    kind: str

    def fresh(self) -> str:
        """The address of a place where there is no ledger yet."""
        ...

    def made(self) -> str:
        """The address of an empty ledger."""
        ...

    def execute(self, address: str, statement: str) -> None:
        """Not through Sayso."""
        ...

    def restored(self, backup: Path) -> str:
        """The address of a ledger that a backup holds."""
        ...


class SqliteHome:
    kind = "sqlite"

    def __init__(self, folder: Path, made_file: Path) -> None:
        self._folder = folder
        self._made_file = made_file

    def fresh(self) -> str:
        return str(self._folder / f"ledger{next(_NUMBERS)}.db")

    def made(self) -> str:
        return str(shutil.copyfile(self._made_file, self.fresh()))

    def execute(self, address: str, statement: str) -> None:
        connection = sqlite3.connect(address, isolation_level=None)
        connection.execute(statement)
        connection.close()

    def restored(self, backup: Path) -> str:
        return str(backup)


class PostgresHome:
    kind = "postgresql"
    TEMPLATE = "made"

    def __init__(self, server: Server) -> None:
        self.server = server

    def fresh(self) -> str:
        return self.server.create(f"ledger{next(_NUMBERS)}")

    def made(self) -> str:
        return self.server.create(f"ledger{next(_NUMBERS)}", self.TEMPLATE)

    def execute(self, address: str, statement: str) -> None:
        self.server.execute(statement, address.rpartition("/")[2])

    def restored(self, backup: Path) -> str:
        address = self.fresh()
        self.server.run("pg_restore", "--no-owner", f"--dbname={address}", stdin=backup)
        return address
