"""Matching texts with fact-checks: `python bench/factchecks.py DATA [--train] [--most N] [--json OUT]`.

CLEF CheckThat! 2022, task 2: for a tweet (2a) or a sentence of a debate (2b), the fact-checked claims that it
repeats are looked for among all (14,231; 19,250), on the development parts. By BM25 alone, by the candidates'
joined order (words, letters, vectors; of posts also author and date), and by the ranker; the task's own
measure is MAP@5. With `--train`, also by rankers learnt anew from four fifths of the training parts,
on the fifth that is left. `--unsigned` takes the signature, and so author and date, off each tweet.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))

import matching as training
from sayso.evidence.matching import Library, ranker, texts
from sayso.evidence.matching.features import found

_SIGNATURE = re.compile(r"\s*—[^—]*\(@\w+\)[^—]*$")
DEPTH = 20
"""A right claim that is ranked lower counts nothing in the mean reciprocal rank."""

Ranking = Sequence[str]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one task's queries."""

    wanted: list[tuple[str, ...]] = field(default_factory=list)
    rankings: dict[str, list[Ranking]] = field(default_factory=dict)
    among: list[float] = field(default_factory=list)
    """The share of each query's claims that are candidates."""
    seconds: float = 0.0
    """Of processor time, a query."""


def run(data: Path, task: str, most: int | None = None, *, unsigned: bool = False) -> Run:
    held = training.library(data, task)
    asked = list(training.queries(data, task, "Dev").values())[:most]
    out = Run(rankings={"BM25": [], "joined": [], "ranker": []})
    began = time.process_time()
    for post, wanted in asked:
        text = _SIGNATURE.sub("", post) if unsigned else post
        out.wanted.append(wanted)
        for how, ranking in _rankings(held, text).items():
            out.rankings[how].append(ranking)
        out.among.append(len(set(wanted) & set(out.rankings["joined"][-1])) / len(wanted))
    seconds = (time.process_time() - began) / max(len(asked), 1)
    return Run(out.wanted, out.rankings, out.among, seconds)


def _rankings(held: Library, text: str) -> dict[str, Ranking]:
    query = held.read(text)
    bm25 = held.lists["all"].shared(texts.words(text)).bm25
    candidates = found(query, held)
    ids = [held.checks[place].id for place in candidates.places]
    scores = ranker.shipped().scores(candidates.features)
    return {
        "BM25": [held.checks[place].id for place in np.argsort(-bm25, kind="stable")[:DEPTH]],
        "joined": ids,
        "ranker": [ids[i] for i in np.argsort(-scores, kind="stable")],
    }


def scores(rankings: Sequence[Ranking], wanted: Sequence[Sequence[str]]) -> dict[str, float]:
    """Means over queries."""
    pairs = list(zip(rankings, wanted, strict=True))
    first = [next((i for i, name in enumerate(r[:DEPTH], 1) if name in w), 0) for r, w in pairs]
    return {
        "MAP@5": sum(training.precision(r, w) for r, w in pairs) / len(pairs),
        "MRR": sum(1 / i for i in first if i) / len(pairs),
        "P@1": sum(i == 1 for i in first) / len(pairs),
    }


def measure(data: Path) -> dict[str, float]:
    """MAP@5 of the ranker on both development parts."""
    tried = {task: run(data, task) for task in training.TASKS}
    return {
        f"{task} MAP@5": scores(one.rankings["ranker"], one.wanted)["MAP@5"] for task, one in tried.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--task", choices=training.TASKS, action="append")
    parser.add_argument("--most", type=int, help="only so many queries of each task, the first")
    parser.add_argument("--unsigned", action="store_true", help="tweets without author and date")
    parser.add_argument("--train", action="store_true", help="also cross-validate on the training parts")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    out: dict[str, float] = {}
    for task in asked.task or training.TASKS:
        tried = run(asked.data, task, asked.most, unsigned=asked.unsigned)
        for how, rankings in tried.rankings.items():
            out |= {f"{task} {how} {name}": v for name, v in scores(rankings, tried.wanted).items()}
        out[f"{task} among candidates"] = sum(tried.among) / len(tried.among)
        out[f"{task} seconds a query"] = tried.seconds
    if asked.train:
        given = [case for task in training.TASKS for case in training.cases(asked.data, task, "Train")]
        held_out = training.held_out(given, training.Learning())
        for task in training.TASKS:
            ranked = [(ranking, case.wanted) for case, ranking in held_out if case.task == task]
            figures = scores([ranking for ranking, _ in ranked], [wanted for _, wanted in ranked])
            out |= {f"{task} held-out training {name}": value for name, value in figures.items()}
    for name, value in out.items():
        print(f"{name:32} {value:.3f}")
    if asked.json:
        asked.json.write_text(json.dumps(out, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
