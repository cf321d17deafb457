"""Backup: the ledger as it is at one moment, into one file, while others go on writing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import Connection

from sayso.errors import StopRun
from sayso.ledger import tables
from sayso.ledger.inserting import insert_new
from sayso.ledger.runs import now

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger

PAGES = 4096
"""Copied at a time, so that writers get their turn."""


def copy_to(ledger: Ledger, path: Path) -> Path:
    """Write a whole copy to a new file: a ledger itself if it is SQLite's, else what pg_restore reads.

    Raises:
        StopRun: the file exists, cannot be written, or pg_dump is missing or fails.
    """
    _check(path)
    part = path.with_name(path.name + ".part")
    try:
        if ledger.path is not None:
            _copy_file(ledger.path, part)
        else:
            _dump(ledger, part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(path)
    except OSError as error:
        why = f"it cannot be written ({error.strerror})"
        raise StopRun(f"backup {str(path)!r}", why, "Free some space, or name another place") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return path


def _check(path: Path) -> None:
    """Whether a copy can be made there.

    Raises:
        StopRun: something is there already, or no folder is.
    """
    try:
        is_there, has_folder = path.exists(), path.parent.is_dir()
    except OSError as error:
        raise StopRun(f"backup {str(path)!r}", f"{error.strerror}", "Name another file") from None
    if is_there:
        raise StopRun(f"backup {str(path)!r}", "there is a file already", "Name another one")
    if not has_folder:
        raise StopRun(f"backup {str(path)!r}", "its folder does not exist", f"mkdir -p {path.parent}")


def _copy_file(path: Path, part: Path) -> None:
    # Quoted, for "#" or "?" in a path would end it, and another file, made for it and empty, would be copied.
    address = f"file:{quote(os.fsencode(path))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target, pages=PAGES)
            target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        why = f"copying failed ({error})"
        raise StopRun(f"backup {str(part)!r}", why, "Free some space, or name another place") from None


def _dump(ledger: Ledger, part: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        todo = "Install PostgreSQL's client programs (Debian: apt install postgresql-client)"
        raise StopRun("pg_dump", "it is not installed, and it makes the backup", todo)
    url = ledger.engine.url.set(drivername="postgresql")
    # The password goes by the environment: a command line can be read by every user of the machine.
    hidden = url._replace(password=None).render_as_string(hide_password=False)
    environ = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run(  # noqa: S603 - the program that was found, with our own arguments
        [program, "--format=custom", f"--file={part}", hidden],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        why = " ".join(done.stderr.split()) or f"exit code {done.returncode}"
        raise StopRun("pg_dump", f"it failed ({why})", "See its message; nothing was written")


def backup(ledger: Ledger, path: Path) -> Path:
    """Write a whole copy to a new file, and note in the ledger where it lies, for forgetting must say so.

    Raises:
        StopRun: see `copy_to`; or the ledger cannot be written to.
    """
    _check(path)
    # Noted first: a copy of which the ledger knew nothing could keep what was forgotten.
    with ledger.writing() as connection:
        number = note(connection, path)
    try:
        return copy_to(ledger, path)
    except StopRun:
        # What is no copy must not be listed: whoever forgets is told to remove it.
        with ledger.writing() as connection:
            connection.execute(tables.backups.delete().where(tables.backups.c.key == number))
        raise


def note(connection: Connection, path: Path) -> int:
    """Note in the ledger that there is a copy; the note's number."""
    return insert_new(connection, tables.backups, [{"path": str(path.absolute()), "made": now()}])[0]
