"""A PostgreSQL server of one's own, from the programs that are installed: for tests and measurements.

Data lie in a temporary folder, only this machine reaches the port, whoever does is trusted, and nothing stays
when it ends. Commits reach the disk as they would anywhere: fsync is on.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDERS = "/usr/lib/postgresql/*/bin"
PATIENCE = 30.0
"""Seconds for it to answer, or to end."""


def programs() -> Path | None:
    """The folder of the newest PostgreSQL that is installed, None where there is none."""
    found = [p.parent for p in Path("/").glob(f"{FOLDERS[1:]}/initdb")]
    onpath = shutil.which("initdb")
    found += [Path(onpath).resolve().parent] if onpath else []
    return max(found, key=_version, default=None)


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


class Server:
    """A running server. It refuses to be root's, so root runs it as the user postgres."""

    def __init__(self, folder: Path, bin_folder: Path) -> None:
        self._bin = bin_folder
        self._data = folder / "data"
        self._log = folder / "log"
        self.port = _free_port()
        self._user = pwd.getpwnam("postgres") if os.getuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        if self._user:
            shutil.chown(folder, self._user.pw_uid, self._user.pw_gid)
        self._initialise()
        self.start()

    def _initialise(self) -> None:
        options = ["--auth=trust", "--username=sayso", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        done = self._run("initdb", "-D", str(self._data), *options)
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr}")

    def _identity(self) -> dict[str, Any]:
        if self._user is None:
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._bin / program, *arguments],
            **self._identity(),
            cwd=self._data.parent,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self) -> None:
        """Returns when it answers."""
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self._data.parent,
            "shared_buffers": "64MB",
            "max_connections": "30",
            "fsync": "on",
        }
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, *flags],
                **self._identity(),
                cwd=self._data.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL did not start: {self._log.read_text()[-2000:]}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        # The client takes 5 ms to ask where a connection of our own would leave complaints in the log.
        asked = ["-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "sayso", "-d", "postgres"]
        return self._run("pg_isready", *asked).returncode == 0

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: connections are cut, what was committed is kept. SIGQUIT: as if the power failed."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)

    def restart(self, how: signal.Signals = signal.SIGINT) -> None:
        self.stop(how)
        self.start()

    def address(self, database: str) -> str:
        return f"postgresql://sayso@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Outside any transaction; the rows, if it gives any."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def run(self, program: str, *arguments: str, stdin: Path | None = None) -> None:
        """One of the server's own programs, fed with a file.

        Raises:
            RuntimeError: it failed.
        """
        data = stdin.read_bytes() if stdin else b""
        done = subprocess.run([self._bin / program, *arguments], input=data, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.decode()}")

    def create(self, database: str, template: str | None = None) -> str:
        """Make a database; its address."""
        copied = f" TEMPLATE {template}" if template else ""
        self.execute(f"CREATE DATABASE {database}{copied}")
        return self.address(database)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@contextmanager
def running(within: Path | None = None) -> Iterator[Server]:
    """A server that is gone, with its data, when the block ends; `within` names the folder for these.

    Raises:
        RuntimeError: no PostgreSQL is installed, or it does not start.
    """
    found = programs()
    if found is None:
        raise RuntimeError(f"no PostgreSQL in {FOLDERS} (Debian: apt install postgresql)")
    with tempfile.TemporaryDirectory(prefix="postgres", dir=within, ignore_cleanup_errors=True) as folder:
        server = Server(Path(folder), found)
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)
