"""What a check takes: `python bench/checking.py --ledger ADDRESS [--checks N] [--seed N] [--json OUT]`.

The ledger is filled by `python bench/ledger.py fill --ledger ADDRESS --claims N`. Checked are claims in the
words of articles that are in it, each as a sentence that somebody typed, one after another in one process
with all loaded before. Told apart are what the entailment model takes, and what the rest takes.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ledger_bench import filling, machine, queries
from ledger_bench.finding import percentile
from sayso import plugins
from sayso.checking.asking import asked
from sayso.checking.everything import Desk
from sayso.errors import StopRun
from sayso.findings import Finding
from sayso.ledger import open_ledger
from sayso.protocols import Encoder, Entailer
from sayso.settings import Settings

WARM = 3
"""Checks that are not counted."""


class Timed:
    """An entailer that knows how long it took, and how much it read."""

    def __init__(self, entailer: Entailer) -> None:
        self.method, self._entailer = entailer.method, entailer
        self.seconds, self.pairs = 0.0, 0

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        start = time.perf_counter()
        rows = self._entailer.entail(pairs)
        self.seconds += time.perf_counter() - start
        self.pairs += len(pairs)
        return rows


def measured(address: str, checks: int, seed: int) -> dict[str, float]:
    """Milliseconds of a check, and of its parts.

    Raises:
        StopRun: the ledger was not filled with that seed.
    """
    settings = Settings()
    encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
    entailer = Timed(plugins.load("entailer", settings.entailer).load(settings))
    with closing(open_ledger(address)) as ledger:
        documents = filling.filled(ledger, seed)
        if not documents:
            todo = f"Fill it: python bench/ledger.py fill --ledger {address} --seed {seed}"
            raise StopRun(f"ledger {address!r}", f"no articles of the seed {seed} in it", todo)
        drawn = random.Random(5)  # noqa: S311 - not for secrets
        sentences = [
            one.claim
            for one in islice(queries.asked("sentence reworded", documents, seed, drawn), WARM + checks)
        ]
        walls, judging, pairs, found = [], [], [], []
        with ledger.reading() as connection:
            desk = Desk.of(ledger, connection, settings, [settings.collection], encoder)
            for sentence in sentences:
                entailer.seconds, entailer.pairs, start = 0.0, 0, time.perf_counter()
                finding = _checked(desk, connection, sentence, settings, entailer)
                walls.append(time.perf_counter() - start)
                judging.append(entailer.seconds)
                pairs.append(entailer.pairs)
                found.append(len(finding.evidence))
    walls, judging, pairs, found = walls[WARM:], judging[WARM:], pairs[WARM:], found[WARM:]
    rest = [whole - part for whole, part in zip(walls, judging, strict=True)]
    return {
        "checks": len(walls),
        "median, ms": 1000 * median(walls),
        "99th percentile, ms": 1000 * percentile(walls, 0.99),
        "median of judging, ms": 1000 * median(judging),
        "median of searching and following back, ms": 1000 * median(rest),
        "mean of passages judged": sum(pairs) / len(pairs),
        "mean of passages found": sum(found) / len(found),
        "peak memory, MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _checked(
    desk: Desk, connection: object, sentence: str, settings: Settings, entailer: Entailer
) -> Finding:
    (one,) = asked(connection, sentence, [settings.collection], 1)  # type: ignore[arg-type]
    return desk.finding(one, settings.passages, entailer, None)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ledger", required=True)
    parser.add_argument("--checks", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    figures = machine.described() | measured(given.ledger, given.checks, given.seed)
    for name, value in figures.items():
        print(f"{name:45} {value if isinstance(value, str) else round(value, 1)}")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
