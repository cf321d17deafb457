"""Trace a ledger in a process of its own, which kills itself after so many steps."""

from __future__ import annotations

import multiprocessing
import os
import signal

from newsdesk import SETTINGS
from sayso import tracing
from sayso.ledger import open_ledger

PROCESSES = multiprocessing.get_context("forkserver")


def trace_until_killed(address: str, steps: int) -> None:
    ledger = open_ledger(address)
    for n, _ in enumerate(tracing.trace_all(ledger, SETTINGS, ("main",)), 1):
        if n == steps:
            os.kill(os.getpid(), signal.SIGKILL)
    ledger.close()
