"""Search by likeness: `python bench/likeness.py DATA [--encoder NAME] [--rerank NAME] [--json OUT]`.

CLEF CheckThat! 2022, task 2: for a tweet (2a) or a sentence of a debate (2b), the fact-checked claims that it
repeats are looked for among all (14,231; 19,250), on the development parts. Ranked by vectors as a ledger
stores them, by BM25 (SQLite's FTS5, stemmed, any word), and by both, joined by reciprocal rank (k = 60). With
`--rerank`, also what comes of the first of both when another encoder puts them in order.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso import plugins
from sayso.encoders import pack, unpack
from sayso.protocols import Encoder
from sayso.settings import Settings

DEPTH = 100
"""Of each ranking, so many places are joined."""
AGAIN = 20
"""Of the joined ranking, so many are put in order anew; the rest follows as it was."""
SMOOTHING = 60
"""Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""
TASKS = ("2a", "2b")

Ranking = list[str]


@dataclass(frozen=True, slots=True)
class Task:
    claims: dict[str, str]
    """Id to text."""
    queries: list[str]
    wanted: list[set[str]]
    """For each query, the ids of the claims that it repeats."""


def task(data: Path, name: str, part: str = "Dev") -> Task:
    folder = data / "factchecks"
    with gzip.open(folder / f"claims_{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        claims = {row["vclaim_id"]: row["vclaim"] for row in map(json.loads, file)}
    texts = dict(_rows(folder / f"{name}_Train-Dev_Queries.tsv"))
    wanted: dict[str, set[str]] = {}
    for query, _, claim, _ in _rows(folder / f"{name}_{part}_QRELs.tsv"):
        wanted.setdefault(query, set()).add(claim)
    return Task(claims, [texts[query] for query in wanted], list(wanted.values()))


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def by_vectors(asked: Task, encoder: Encoder) -> list[Ranking]:
    names = np.array(list(asked.claims))
    library = _stored(list(asked.claims.values()), encoder)
    likeness = encoder.encode(asked.queries) @ library.T
    return [names[np.argsort(-row, kind="stable")[:DEPTH]].tolist() for row in likeness]


def _stored(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    return unpack(pack(encoder.encode(texts)), encoder.width)


def by_words(asked: Task) -> list[Ranking]:
    found = sqlite3.connect(":memory:")
    found.execute("create virtual table claims using fts5(id unindexed, text, tokenize = 'porter unicode61')")
    found.executemany("insert into claims values (?, ?)", asked.claims.items())
    select = "select id from claims where claims match ? order by rank limit ?"
    queries = (" OR ".join(f'"{word}"' for word in re.findall(r"\w+", text)) for text in asked.queries)
    return [[row[0] for row in found.execute(select, (query, DEPTH))] for query in queries]


def fused(*rankings: list[Ranking]) -> list[Ranking]:
    return [_fused(ranks) for ranks in zip(*rankings, strict=True)]


def _fused(rankings: Iterable[Ranking]) -> Ranking:
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, name in enumerate(ranking, 1):
            scores[name] = scores.get(name, 0) + 1 / (SMOOTHING + rank)
    return sorted(scores, key=lambda name: -scores[name])


def reranked(asked: Task, rankings: list[Ranking], encoder: Encoder, first: int = AGAIN) -> list[Ranking]:
    """The first of each ranking by the likeness that another encoder sees, whatever their order was."""
    names = sorted({name for ranking in rankings for name in ranking[:first]})
    rows = {name: i for i, name in enumerate(names)}
    found = encoder.encode([asked.claims[name] for name in names])
    likeness = encoder.encode(asked.queries) @ found.T
    return [
        sorted(ranking[:first], key=lambda name, near=near: -near[rows[name]]) + ranking[first:]  # type: ignore[misc]
        for ranking, near in zip(rankings, likeness, strict=True)
    ]


def scores(rankings: list[Ranking], wanted: list[set[str]]) -> dict[str, float]:
    """Means over queries: reciprocal rank of the first right claim among ten, whether one is among ten,
    average precision among five (the task's own measure)."""
    pairs = list(zip(rankings, wanted, strict=True))
    first = [next((i for i, name in enumerate(r[:10], 1) if name in w), 0) for r, w in pairs]
    return {
        "MRR@10": sum(1 / i for i in first if i) / len(pairs),
        "found@10": sum(map(bool, first)) / len(pairs),
        "MAP@5": sum(_precision(r[:5], w) for r, w in pairs) / len(pairs),
    }


def _precision(ranking: Ranking, wanted: set[str]) -> float:
    right = [i for i, name in enumerate(ranking, 1) if name in wanted]
    return sum(n / i for n, i in enumerate(right, 1)) / min(len(wanted), len(ranking) or 1)


def run(
    data: Path, encoder: Encoder, again: Encoder | None = None, *, first: int = AGAIN, part: str = "Dev"
) -> dict[str, float]:
    out: dict[str, float] = {}
    for name in TASKS:
        asked = task(data, name, part)
        found = {"vectors": by_vectors(asked, encoder), "words": by_words(asked)}
        found["both"] = fused(*found.values())
        if again:
            found["reranked"] = reranked(asked, found["both"], again, first)
        for how, rankings in found.items():
            out |= {f"{name} {how} {k}": v for k, v in scores(rankings, asked.wanted).items()}
    return out


def measure(data: Path) -> dict[str, float]:
    """The scores of the default encoder."""
    return run(data, _loaded(Settings().encoder))


def speed(encoder: Encoder, texts: Sequence[str]) -> float:
    """Texts a second, of processor time, the best of five."""

    def once() -> float:
        began = time.process_time()
        encoder.encode(texts)
        return time.process_time() - began

    return len(texts) / min(once() for _ in range(5))


def _loaded(name: str) -> Encoder:
    encoder: Encoder = plugins.load("encoder", name).load(Settings())
    return encoder


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--encoder", default=Settings().encoder)
    parser.add_argument("--rerank", default="", help="the encoder that puts the first in order anew")
    parser.add_argument("--first", type=int, default=AGAIN, help="how many of them")
    parser.add_argument("--part", choices=("Dev", "Train"), default="Dev", help="to tune on: Train")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    encoder = _loaded(asked.encoder)
    again = _loaded(asked.rerank) if asked.rerank else None
    found = run(asked.data, encoder, again, first=asked.first, part=asked.part)
    for name, value in found.items():
        print(f"{name:24} {value:.3f}")
    claims = list(task(asked.data, "2a").claims.values())
    print(f"{encoder.method}: {speed(encoder, claims[:5000]):,.0f} claims a second of processor time")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), "utf-8")


if __name__ == "__main__":
    main()
