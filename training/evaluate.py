"""Evaluation: `python training/evaluate.py GOLD SCORER --weights FOLDER [--limit N] [--tune]`.

Reads labelled articles with weights that lie anywhere, and scores them with the official scorer's functions.
`--tune` tries thresholds, which only ever happens on the tune part.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

from sayso.models.trained import Trained, weights
from sayso.models.trained.network import Network, Seen
from sayso.models.trained.words import Words
from sayso.types import Attribution, Custody, Document

CUSTODY = Custody(
    sha256="0" * 64, size=0, address="", retrieved="2026-01-01T00:00:00Z", media_type="", reader="training"
)
GRID = {"threshold": (0.3, 0.35, 0.4), "opening": (-1.2, -0.8, -0.4)}
SHOWN = ("relation", "frag/source", "frag/cue", "frag/content", "content_det", "exact_rel")


def module(path: Path) -> ModuleType:
    """The scorer, imported from where it lies."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no such scorer")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


class Remembering(Network):
    """Reads each text once, however often it is decoded."""

    seen: ClassVar[dict[tuple[tuple[int, ...], ...], list[Seen]]] = {}

    def read_all(self, texts: Sequence[Words]) -> Iterator[tuple[int, Seen]]:
        for at, words in enumerate(texts):
            key = tuple(words.pieces)
            if key not in self.seen:
                self.seen[key] = [seen for _, seen in super().read_all([words])]
            yield from ((at, seen) for seen in self.seen[key])


def as_row(a: Attribution) -> dict[str, Any]:
    return {"source": a.source, "cue": a.cue, "content": a.content, "inside": a.inside}


def score(
    scorer: ModuleType, rows: list[dict[str, Any]], extractor: Trained
) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by measure."""
    documents = [Document(row["id"], row["text"], CUSTODY) for row in rows]
    every = []
    for row, markup in zip(rows, extractor.mark(documents), strict=True):
        tokens = scorer.Tokens(row["text"])
        flat = [as_row(a) for a in markup.attributions if a.inside is None]
        every.append(scorer.counts(scorer.prepare(tokens, flat), scorer.prepare(tokens, row["attributions"])))
    return {name: scorer.prf(*counts) for name, counts in scorer.total(every).items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--tune", action="store_true")
    asked = parser.parse_args()
    with gzip.open(asked.gold, "rt", encoding="utf-8") as file:
        rows = list(map(json.loads, file))[: asked.limit]
    held = weights.read(asked.weights)
    scorer = module(asked.scorer)
    tried = product(*GRID.values()) if asked.tune else [None]
    for values in tried:
        tuning = (
            held.tuning if values is None else replace(held.tuning, **dict(zip(GRID, values, strict=True)))
        )
        extractor = Trained(replace(held, tuning=tuning), asked.threads)
        if asked.tune:
            extractor.network.__class__ = Remembering
        started = time.process_time()
        scores = score(scorer, rows, extractor)
        words = sum(len(row["text"].split()) for row in rows)
        speed = words / (time.process_time() - started)
        print(replace(tuning, moves=(), trust={}), f"{speed:.0f} words a CPU second", flush=True)
        for name in SHOWN:
            print(f"  {name:13s} " + " ".join(f"{v:.3f}" for v in scores[name]))


if __name__ == "__main__":
    main()
