"""What processes beside the tests' own do: they add, or look with fewer rights."""

from __future__ import annotations

import multiprocessing
import os
from contextlib import closing
from multiprocessing.connection import Connection

from small_readings import reading

from sayso import ledger as ledgers
from sayso.errors import StopRun
from sayso.ledger import Query, open_ledger, record

PROCESSES = multiprocessing.get_context("forkserver")
NOBODY = 65534
TOGETHER = 5


def add(address: str, start: int, end: int, told: Connection) -> None:
    """Few at a time, so that another process gets its turn; tells what went wrong, or that nothing did."""
    try:
        with closing(open_ledger(address, create=True)) as opened:
            for first in range(start, end, TOGETHER):
                numbers = range(first, min(end, first + TOGETHER))
                given = [reading(f"Anna Kern lost {n} ships.", address=f"{n}.txt") for n in numbers]
                record(opened, given, collection="main")
    except StopRun as error:
        told.send(str(error))
    else:
        told.send("")


def look_and_add(address: str, scratch: str, told: Connection) -> None:
    """With a stranger's rights: what is found, what is shown, and why nothing can be added."""
    look(scratch)  # loads what is loaded late, while it still can be
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    told.send(look(address))


def look(address: str) -> tuple[int, str, str]:
    try:
        with closing(open_ledger(address)) as opened:
            found = ledgers.find(opened, Query(words="ships"))
            shown = ledgers.show(opened, found[0].reading.document.id)
            told = type(shown).__name__
            try:
                record(opened, [reading("Ten.", address="ten")], collection="main")
            except StopRun as error:
                return len(found), told, str(error)
            return len(found), told, ""
    except StopRun as error:
        return 0, "", str(error)
