"""What can be given work, and what may come of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from sayso.errors import StopRun
from sayso.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Future

I = TypeVar("I")  # noqa: E741 - an item
R = TypeVar("R")

TRIES = 2
"""Times that an item is given to a worker before it is held to be what kills them."""
AHEAD = 4
"""Items under way for each worker: what is done early waits for its turn, and memory is bounded by it."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[I]):
    """An item under which its worker died, each time that it was tried."""

    item: I
    why: str
    """How the worker ended, e.g. "was killed (SIGKILL)"."""


class Died(Exception):
    """A worker ended before it had answered."""


class Workers(Protocol):
    """What can be given work."""

    ahead: int
    """Items that may be under way at once."""

    def submit(self, task: Callable[[I], R], item: I) -> Future[R]:
        """The result to come; as an exception `StopRun`, or `Died`."""
        ...

    def close(self) -> None:
        """End what is under way, and the workers."""
        ...


def answered(task: Callable[[I], R], item: I) -> tuple[bool, R | StopRun]:
    """Whether the task went well, and its result or what stops the run."""
    try:
        return True, task(item)
    except StopRun as error:
        return False, error


def count(settings: Settings) -> int:
    """How many processes the settings ask for on this machine."""
    return settings.workers or cores()


def cores() -> int:
    """Those that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
