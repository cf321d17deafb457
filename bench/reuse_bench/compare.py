"""The same articles through Sayso and through other tools, in one run."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from reprints import Article, articles
from reuse_bench import ours, processes, rates, scoring, texts, tools
from reuse_bench.scoring import Figures
from reuse_bench.tools import Interpreter
from reuse_bench.truth import Truth, truth


def measured(
    documents: int,
    others: Interpreter | None,
    thresholds: Sequence[float],
    seed: int = 1,
    *,
    foreign: bool = False,
) -> dict[str, Figures]:
    """Figures of each tool; Sayso's alone where no interpreter has the others."""
    with tempfile.TemporaryDirectory(prefix="reuse") as folder:
        home = Path(folder)
        known = corpus(home, documents, seed, foreign)
        found = {"sayso": sayso(home, documents, known, seed)}
        if others:
            found |= tools.measured(others, home / "texts.jsonl", known, thresholds)
    return found


def corpus(home: Path, documents: int, seed: int, foreign: bool) -> Truth:
    """Texts by number for ours, and as JSON lines for the others; what is planted in them."""
    texts.write(home, documents, seed, foreign=foreign)
    with (home / "texts.jsonl").open("w", encoding="utf-8") as file:
        return truth(_written(articles(documents, seed, foreign=foreign), file), documents, seed)


def _written(made: Iterable[Article], file: TextIO) -> Iterator[Article]:
    for one in made:
        file.write(json.dumps(one.text) + "\n")
        yield one


def sayso(home: Path, documents: int, known: Truth, seed: int) -> Figures:
    """In a process of its own, one thread."""
    links = home / "links.jsonl"
    ended = processes.python("reuse_bench.ours:whole", home, home / "store", documents, links, seed)
    figures = scoring.scored(ours.read(links), known)
    steps = [value for name, value in ended.told.items() if name.endswith(": seconds")]
    busy = [value for name, value in ended.told.items() if name.endswith(": processor seconds")]
    return {
        **figures,
        **ended.told,
        "in all: seconds": sum(steps),
        "in all: processor seconds": sum(busy),
        "peak memory, MiB": ended.peak.resident,
    }


def speeds(documents: int, others: Interpreter | None, rounds: int, seed: int = 1) -> dict[str, Figures]:
    """Fingerprinting alone."""
    with tempfile.TemporaryDirectory(prefix="reuse") as folder:
        path = Path(folder, "texts.jsonl")
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(one.text) + "\n" for one in articles(documents, seed))
        return rates.measured(path, others, rounds)
