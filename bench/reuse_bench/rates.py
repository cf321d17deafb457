"""Fingerprinting alone: texts in memory to fingerprints on one thread, tool after tool, in rounds."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

from reuse_bench import processes, tools
from reuse_bench.scoring import Figures
from reuse_bench.tools import Interpreter

OURS = "sayso"
BATCH = 1_000
_SECONDS = "fingerprints: processor seconds"


def measured(texts: Path, others: Interpreter | None, rounds: int) -> dict[str, Figures]:
    """By processor time, so that what else the machine does bears on it little."""
    made: dict[str, Callable[[], Figures]] = {
        OURS: lambda: processes.python("reuse_bench.rates:child", texts).told
    }
    if others:
        for name in tools.RATES:
            made[name] = lambda name=name: others.ask(name, texts)[0]  # type: ignore[misc]
    seconds: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, make in made.items():
            told = make()
            seconds[name].append(told[_SECONDS] / told["articles"])
    best = {name: min(taken) for name, taken in seconds.items()}
    return {
        name: {
            "articles a second, best": 1 / best[name],
            "articles a second, median": 1 / median(taken),
            "ours is faster by": best[name] / best[OURS],
        }
        for name, taken in seconds.items()
    }


def child(path: str) -> None:
    """Ours, in a process of its own: prints seconds."""
    from sayso.lineage.fingerprints.winnowing import Recipe, fingerprints

    with Path(path).open(encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    recipe = Recipe()
    fingerprints(texts[:200], recipe)
    start = time.process_time()
    for at in range(0, len(texts), BATCH):
        fingerprints(texts[at : at + BATCH], recipe)
    print(json.dumps({"articles": len(texts), _SECONDS: time.process_time() - start}))
