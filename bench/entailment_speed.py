"""Pairs a second: `python bench/entailment_speed.py [--entailer NAME] [--peak N] [--json OUT]`.

Pairs of invented sentences, each 128 pieces long with its marks, on one thread and on two, each in a process
of its own; the best of a few rounds, and processor time beside the clock's, which other work stretches less.
With `--peak`, what `training/limit.py` prints for int8 (thousand million products a second of one thread),
the share of it that is reached. Memory is the peak of the whole process.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

from sayso import plugins
from sayso.protocols import Entailer
from sayso.settings import Settings

PIECES, PAIRS, ROUNDS = 128, 16, 4
THREADS = (1, 2)
CLAIM = "At least fifty people were killed when the ferry sank in the harbour on the first day of August . "
EVIDENCE = "the ministry said that the boat had left with more people than it was built for . "
MARKS = 4
LAYERS, WIDTH = 12, 768
PRODUCTS = LAYERS * (12 * WIDTH * WIDTH * PIECES + 2 * WIDTH * PIECES * PIECES)
"""Of one pair, in the layers: of weights with pieces, and of pieces with one another."""


def pair() -> tuple[str, str]:
    """Every word and mark of these is one piece."""
    claim = CLAIM.split()
    evidence = (EVIDENCE * 10).split()[: PIECES - MARKS - len(claim)]
    return " ".join(claim), " ".join(evidence)


def measure(name: str) -> dict[str, float]:
    """In this process, with as many threads as it was told to use."""
    started = time.perf_counter()
    entailer: Entailer = plugins.load("entailer", name).load(Settings())
    loaded = time.perf_counter() - started
    pairs = [pair()] * PAIRS
    entailer.entail(pairs[:2])
    clock, processor = [], []
    for _ in range(ROUNDS):
        begun, spent = time.perf_counter(), time.process_time()
        entailer.entail(pairs)
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - spent)
    # Linux counts in KiB, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1024**2
    return {
        "seconds to load": round(loaded, 2),
        "pairs a second": round(PAIRS / min(clock), 2),
        "pairs a second of processor time": round(PAIRS / min(processor), 2),
        "MiB at most": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit),
    }


def _apart(name: str, threads: int) -> dict[str, float]:
    """In a process of its own: numeric libraries read their number of threads when they load."""
    command = [sys.executable, __file__, "--entailer", name, "--within"]
    env = os.environ | {"OMP_NUM_THREADS": str(threads)}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entailer", default=Settings().entailer)
    parser.add_argument("--peak", type=float, help="int8 products a second of a thread, thousand millions")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    parser.add_argument("--within", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.within:
        print(json.dumps(measure(asked.entailer)))
        return
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {asked.entailer}"
    )
    figures: dict[str, float] = {}
    for threads in THREADS:
        found = _apart(asked.entailer, threads)
        if asked.peak:
            for kind in ("pairs a second", "pairs a second of processor time"):
                share = threads if kind == "pairs a second" else 1
                most = asked.peak * 1e9 * share / PRODUCTS
                found[f"{kind}, share of the limit"] = round(found[kind] / most, 3)
        figures |= {f"{name}, {threads} thread{'s' * (threads > 1)}": v for name, v in found.items()}
    for name, value in figures.items():
        print(f"{name}: {value:,}")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
