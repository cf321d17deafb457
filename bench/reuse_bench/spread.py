"""The same tasks by one worker or several, here and on Ray: the same result, and the time it takes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from reuse_bench import ours, texts
from reuse_bench.scoring import Figures
from reuse_bench.texts import Texts
from sayso.lineage.fingerprints import Limits, Store, pairs
from sayso.lineage.reuse import reuse
from sayso.types import digest

TEAMS = (("local", 1), ("local", 2), ("ray", 1), ("ray", 2), ("ray", 4))


def measured(
    documents: int, teams: Sequence[tuple[str, int]], rounds: int, seed: int = 1
) -> dict[str, Figures]:
    """A column a team. Workers have begun, and loaded what they need, before the clock does; rounds go team
    by team in turn, and the best counts.

    Raises:
        RuntimeError: a team found something else than the first, or than in another round.
    """
    with tempfile.TemporaryDirectory(prefix="reuse") as folder:
        corpus, store = texts.write(Path(folder), documents, seed), Store(Path(folder, "store"))
        ours.filled(store, corpus, 0, documents)
        found: dict[str, Figures] = {}
        for _ in range(rounds):
            for kind, count in teams:
                with ours.workers(kind, count) as run:
                    told = {"workers": count, **_timed(store, corpus, run)}
                name = f"{kind}, {count} worker{'s' * (count > 1)}"
                best = found.setdefault(name, told)
                found[name] = told if told["seconds"] < best["seconds"] else best
                if told["result"] != best["result"]:
                    raise RuntimeError(f"{name} found something else in another round")
    _compared(found)
    return found


def _timed(store: Store, corpus: Texts, run: Callable[..., Iterable[Any]]) -> Figures:
    start = time.perf_counter()
    candidates = list(pairs(store, run=run, limits=Limits(memory=ours.MEMORY)))
    joined = time.perf_counter()
    bearers = ours.recurrence(store, corpus)
    reused = list(reuse(iter(candidates), ours.by_number(corpus), bearers=bearers, run=run))
    done = time.perf_counter()
    return {
        "join, seconds": joined - start,
        "verify and align, seconds": done - joined,
        "seconds": done - start,
        "links": sum(len(one.passages) for one in reused),
        "result": digest(*sorted(repr(one) for one in candidates), *sorted(repr(one) for one in reused)),
    }


def _compared(found: dict[str, Figures]) -> None:
    first = next(iter(found.values()))
    if any(figures["result"] != first["result"] for figures in found.values()):
        raise RuntimeError(f"results differ: { {name: f['result'] for name, f in found.items()} }")
    for figures in found.values():
        figures["times as fast as the first"] = first["seconds"] / figures["seconds"]
        figures["result"] = figures["result"][:12]
