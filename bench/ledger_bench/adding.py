"""Adding against reading alone: what the ledger costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

from ledger_bench import clock, databases
from ledger_bench.databases import Database
from ledger_bench.report import Figures
from newsroom import Mix, articles, truth
from sayso import adding, pipeline
from sayso.errors import SkipDocument
from sayso.ledger import open_ledger
from sayso.settings import Settings
from sayso.types import Reading

_CHILD = """
import json, sys
from ledger_bench import adding
print(json.dumps(adding.measured(adding.Asked(**json.loads(sys.argv[1])))))
"""
_WARM = 4
"""Documents that are read and added before anything is timed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured. Fresh ledgers are made beside `ledger`; if it is empty, in a place of their own."""

    documents: int
    workers: int
    database: Database = "sqlite"
    ledger: str = ""
    rounds: int = 3
    seed: int = 1


def apart(asked: Asked) -> Figures:
    """`measured` in a process of its own that may use as many cores as there are workers."""
    command = [sys.executable, "-c", _CHILD, json.dumps(asdict(asked))]
    path = os.pathsep.join((str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")))
    env = os.environ | {"PYTHONPATH": path.rstrip(os.pathsep), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=env)
    figures: Figures = json.loads(done.stdout)
    return figures


def measured(asked: Asked) -> Figures:
    """Documents a second of both, in turn, each round in the other order; medians."""
    if hasattr(os, "sched_setaffinity"):
        # A server that is started here is held to the same cores, so that nothing is had for nothing.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: asked.workers])
    settings = replace(Settings(), workers=asked.workers)
    with tempfile.TemporaryDirectory() as folder, databases.place(asked.database) as own:
        corpus, few = Path(folder, "news.jsonl"), Path(folder, "few.jsonl")
        words = write(corpus, asked.documents, asked.seed)
        write(few, min(_WARM, asked.documents), asked.seed + 1)
        beside = asked.ledger or own
        _added(few, settings, beside)
        rounds = [_round(n, corpus, settings, beside) for n in range(asked.rounds)]
    return _figures(asked, words, rounds)


def write(path: Path, documents: int, seed: int) -> int:
    """A corpus without repeats, which adding would pass over and reading would not; its words."""
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for article in articles(documents, Mix(seed, repeats=0)):
            file.write(json.dumps(truth.page(article), ensure_ascii=False) + "\n")
            words += len(article.reading.document.text.split())
    return words


@dataclass(frozen=True, slots=True)
class _Pass:
    """Once through the corpus."""

    taken: clock.Seconds
    claims: int
    after: float
    """Seconds after the last document was done: of adding, those of the index."""


def _round(number: int, corpus: Path, settings: Settings, beside: str) -> tuple[_Pass, _Pass]:
    """Reading and adding."""
    if number % 2:
        added = _added(corpus, settings, beside)
        return _read(corpus, settings), added
    return _read(corpus, settings), _added(corpus, settings, beside)


def _read(corpus: Path, settings: Settings) -> _Pass:
    start = clock.now()
    claims, last = _drained(pipeline.gather([str(corpus)], settings))
    end = clock.now()
    return _Pass(end - start, claims, end.wall - last)


def _added(corpus: Path, settings: Settings, beside: str) -> _Pass:
    with databases.fresh(beside) as address, closing(open_ledger(address, create=True)) as ledger:
        server = databases.server_process(ledger)
        start = clock.now(server)
        _, last = _drained(adding.add([str(corpus)], settings, ledger, "bench/ledger.py add"))
        end = clock.now(server)
        return _Pass(end - start, databases.rows(ledger)["claims"], end.wall - last)


def _drained(items: Iterable[object]) -> tuple[int, float]:
    """Claims of the readings among them, and when the last came.

    Raises:
        RuntimeError: a document was skipped or passed over, so that not all was measured.
    """
    claims, last = 0, clock.now().wall
    for item in items:
        if isinstance(item, (SkipDocument, pipeline.Passed)):
            raise RuntimeError(f"not read: {item}")
        claims += len(item.claims) if isinstance(item, Reading) else 0
        last = clock.now().wall
    return claims, last


def _figures(asked: Asked, words: int, rounds: list[tuple[_Pass, _Pass]]) -> Figures:
    reading, adding_ = [r.taken for r, _ in rounds], [a.taken for _, a in rounds]
    costs = [1 - r.wall / a.wall for r, a in zip(reading, adding_, strict=True)]
    n = asked.documents
    return {
        "documents": n,
        "words a document": words / n,
        "claims a document, read": rounds[0][0].claims / n,
        "rounds": asked.rounds,
        "reading alone, documents a second": n / median(s.wall for s in reading),
        "adding, documents a second": n / median(s.wall for s in adding_),
        "of the rate, the ledger costs": median(costs),
        "… lowest": min(costs),
        "… highest": max(costs),
        "reading alone, processor ms a document": 1000 * median(s.cpu for s in reading) / n,
        "adding, processor ms a document": 1000 * median(s.cpu + s.server for s in adding_) / n,
        "… of which the database server's": 1000 * median(s.server for s in adding_) / n,
        "after the last document, seconds": median(a.after for _, a in rounds),
    }
