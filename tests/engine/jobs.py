"""Tasks for workers."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from sayso.errors import StopRun


def wait(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def process(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def stop(item: int) -> None:
    raise StopRun(f"item {item}", "no more", "Go home")


def die_of_three(item: int) -> int:
    if item == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def die_once(path: str) -> str:
    try:
        Path(path).touch(exist_ok=False)
    except FileExistsError:
        return path
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def leave(code: int) -> None:
    os._exit(code)


def chatter(item: str) -> str:
    os.write(1, f"said {item}\n".encode())
    return item


def twice(item: bytes) -> bytes:
    return item * 2


def announce(folder: str) -> None:
    Path(folder, f"pid-{os.getpid()}").touch()
    time.sleep(60)
