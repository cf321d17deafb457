"""A database's failures, told to people: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from sayso.errors import StopRun

_SAFE = "What was acknowledged before is safe"
_CAUSES = (
    (
        ("database or disk is full", "no space left", "could not extend file", "disk i/o error"),
        "the disk is full or failing",
        f"Free some space and run the same command again: it goes on where it stopped. {_SAFE}",
    ),
    (
        ("readonly database", "read-only", "unable to open database file", "permission denied"),
        "it cannot be written to or opened",
        "Look at the rights of the file and its folder, or at the database user's; or name another --ledger",
    ),
    (
        ("database is locked", "lock timeout", "could not obtain lock"),
        "another program is writing to it and did not finish in time",
        f"Wait for that program, then run the same command again. {_SAFE}",
    ),
    (
        ("file is not a database", "malformed", "corrupt", "invalid page"),
        "it is not a ledger, or it is damaged",
        "Name another file, or put a backup in its place (sayso backup makes them)",
    ),
    (
        ("shutting down", "starting up", "in recovery mode"),
        "the database server is being stopped or started",
        f"Wait until it runs, then run the same command again: it goes on where it stopped. {_SAFE}",
    ),
    (
        ("password authentication failed", "no password supplied", 'role "', 'database "', "pg_hba.conf"),
        "the database refuses us, or is not there",
        "Check user, password and name; createdb NAME makes a database",
    ),
    (
        (
            "connection refused",
            "could not translate host",
            "failed to resolve host",
            "invalid connection option",
            "connection failed",
            "timeout expired",
        ),
        "the database server cannot be reached",
        "Is it running, and is the address right? The form is postgresql://user@host/name",
    ),
    (
        (
            "terminating connection",
            "server closed the connection",
            "consuming input failed",
            "is lost",
            "is closed",
        ),
        "the connection to the database broke",
        f"Run the same command again: it goes on where it stopped. {_SAFE}",
    ),
)


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Turn the database's own errors into ones that say what to do.

    Raises:
        StopRun: the database failed, or was given what is no text.
    """
    try:
        yield
    except DBAPIError as error:
        raise _told(address, error) from error
    except UnicodeEncodeError as error:
        # What was typed on a command line, or stands in a path, in bytes that are no UTF-8.
        why = f"{error.object[:80]!r} has bytes in it that are no text, and cannot be kept or found"
        raise StopRun(f"ledger {address!r}", why, "Write it in UTF-8") from error


def _told(address: str, error: DBAPIError) -> StopRun:
    # The driver's words alone: SQLAlchemy's would repeat the statement with the texts in it.
    words = " ".join(str(error.orig).split())
    for signs, why, todo in _CAUSES:
        if any(sign in words.lower() for sign in signs):
            return StopRun(f"ledger {address!r}", f"{why} ({words})", todo)
    todo = "This may be a fault in Sayso: please report it with these words"
    return StopRun(f"ledger {address!r}", f"the database failed ({words})", todo)
