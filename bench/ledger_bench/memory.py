"""Peak memory of a process that adds so many documents; each size a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Literal

from ledger_bench import adding as corpora
from ledger_bench import databases
from ledger_bench.report import Figures
from newsroom import readings
from sayso import adding
from sayso.ledger import open_ledger
from sayso.settings import Settings

How = Literal["recorded", "extracted", "made"]
_CHILD = (
    "import sys; from ledger_bench import memory; memory.child(sys.argv[1], int(sys.argv[2]), sys.argv[3])"
)


def measured(how: How, documents: int, beside: str) -> Figures:
    """MiB at most. `recorded`: readings by the generator are added; `extracted`: a corpus is added by the
    real extractor, in one process; `made`: the generator alone."""
    path = os.pathsep.join((str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")))
    with databases.fresh(beside) as address, tempfile.TemporaryDirectory() as folder:
        what = address
        if how == "extracted":
            corpus = Path(folder, "news.jsonl")
            corpora.write(corpus, documents, seed=1)
            what = f"{corpus}\n{address}"
        command = [sys.executable, "-c", _CHILD, how, str(documents), what]
        env = os.environ | {"PYTHONPATH": path.rstrip(os.pathsep)}
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=env)
    figures: Figures = json.loads(done.stdout)
    return figures


def child(how: How, documents: int, what: str) -> None:
    """Prints its own peaks."""
    if how == "made":
        for _ in readings(documents):
            pass
        print(json.dumps({"the generator alone, MiB": peak()}))
        return
    corpus, _, address = what.rpartition("\n")
    settings = replace(Settings(), workers=1)
    with closing(open_ledger(address, create=True)) as ledger:
        if how == "extracted":
            events: Iterable[object] = adding.add([corpus], settings, ledger, "bench/ledger.py memory")
        else:
            events = adding.recorded(readings(documents), settings, ledger, "bench/ledger.py memory")
        before = 0.0
        for _ in events:
            before = peak()
    print(json.dumps({"adding, MiB": before, "… and making the index, MiB": peak()}))


def peak() -> float:
    """MiB of memory in use at most since this program began. Linux only: what `getrusage` tells holds what
    the process was before it began this program."""
    lines = Path("/proc/self/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
    return round(int(kilobytes) / 1024, 1)
