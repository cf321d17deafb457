"""Programs run apart, with the memory and the processor time that they and their children took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

BETWEEN = 0.05
"""Seconds between two looks at the memory."""
BENCH = Path(__file__).parents[1]


@dataclass(slots=True)
class Peak:
    """MiB in use at most by a process and its descendants together. What two of them share counts twice."""

    resident: float = 0.0
    """With the pages of files that are mapped, which the system takes back when it needs room."""
    own: float = 0.0
    """Without them."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a program that ended well left."""

    told: dict[str, Any]
    """The JSON that it printed last."""
    wall: float
    processor: float
    peak: Peak


def python(call: str, *words: str | int | Path) -> Ended:
    """Run `call`, "module:function" of this bench, in a process of its own, which prints JSON.

    Raises:
        RuntimeError: it failed; its last words are in the message.
    """
    module, _, function = call.partition(":")
    code = f"import sys; from {module} import {function}; {function}(*sys.argv[1:])"
    path = os.pathsep.join(filter(None, (str(BENCH), os.environ.get("PYTHONPATH", ""))))
    return run([sys.executable, "-c", code, *map(str, words)], {"PYTHONPATH": path})


def run(command: Sequence[str], environment: Mapping[str, str], *, said: bool = True) -> Ended:
    """Run a program that prints JSON in its last line, if what it says is asked for."""
    one_thread = {"OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
    start, before = time.perf_counter(), _children()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **one_thread, **environment},
    ) as process:
        peak, ended = Peak(), Event()
        watcher = Thread(target=_watch, args=(process.pid, peak, ended), daemon=True)
        watcher.start()
        out, errors = process.communicate()
        ended.set()
        watcher.join()
    if process.returncode:
        raise RuntimeError(f"{command[-6:]} failed:\n{errors[-2000:]}")
    told = json.loads(out.strip().rpartition("\n")[2]) if said else {}
    return Ended(told, time.perf_counter() - start, _children() - before, peak)


def _children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def _watch(root: int, peak: Peak, ended: Event) -> None:
    while not ended.wait(BETWEEN):
        now = memory(root)
        peak.resident, peak.own = max(peak.resident, now.resident), max(peak.own, now.own)


def memory(root: int) -> Peak:
    """Of a process and all its descendants, now. Linux only."""
    total, left = Peak(), [root]
    while left:
        process = left.pop()
        try:
            lines = Path(f"/proc/{process}/status").read_text().splitlines()
            for task in Path(f"/proc/{process}/task").iterdir():
                left.extend(map(int, (task / "children").read_text().split()))
        except OSError:
            continue
        sizes = {
            name: int(rest.split()[0]) / 1024
            for name, _, rest in (line.partition(":") for line in lines)
            if name in ("VmRSS", "RssAnon")
        }
        total.resident += sizes.get("VmRSS", 0.0)
        total.own += sizes.get("RssAnon", 0.0)
    return total
