"""Words a second by one and two processes, of one and two threads each: `python bench/spreading.py`.

`python bench/spreading.py ROUNDS ARTICLES` sets the rounds, and the articles of the whole gather.

Teams of processes extract the same articles in turn, round after round, models loaded beforehand: the best
round of each is the one that nothing else on the machine disturbed. Then the whole gather, files to readings.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from statistics import median

import corpus
from sayso import claims, pipeline, plugins
from sayso.settings import Settings
from sayso.types import Custody, Document, Reading

ARTICLES, WHOLE, BATCH, ROUNDS = 24, 120, 16, 12
TEAMS = ((1, 1), (1, 2), (2, 1), (2, 2))
"""Processes, and threads in each."""


class Team:
    """Processes that share the articles out among themselves, and start together when told."""

    def __init__(self, processes: int, threads: int) -> None:
        environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
        self._members = [
            subprocess.Popen(
                [sys.executable, __file__, "member", str(number), str(processes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=environment,
            )
            for number in range(processes)
        ]
        self._answers()

    def words_a_second(self) -> float:
        start = time.perf_counter()
        for member in self._members:
            assert member.stdin
            print(file=member.stdin, flush=True)
        words = sum(self._answers())
        return words / (time.perf_counter() - start)

    def _answers(self) -> list[int]:
        return [int(member.stdout.readline()) for member in self._members if member.stdout]

    def close(self) -> None:
        for member in self._members:
            member.communicate()


def work(number: int, processes: int) -> None:
    """Of one member: its words, each time that it is told to read them."""
    custody = Custody("", 0, "", "", "", "")
    texts = islice(corpus.texts(ARTICLES), number, None, processes)
    documents = [Document(str(at), text, custody) for at, text in enumerate(texts)]
    extractor = plugins.load("extractor", Settings().extractor).load(Settings())
    for _ in chain(["to warm up"], sys.stdin):
        for batch in _batches(documents):
            for _ in claims.extract(batch, extractor):
                continue
        print(sum(len(document.text.split()) for document in documents), flush=True)


def _batches(documents: list[Document]) -> Iterator[list[Document]]:
    for start in range(0, len(documents), BATCH):
        yield documents[start : start + BATCH]


def gathered(workers: int, articles: int) -> float:
    """Words a second of the whole gather, the start of the workers included."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(corpus.texts(articles)):
            Path(folder, f"{number}.txt").write_text(text, "utf-8")
        start = time.perf_counter()
        found = pipeline.gather([folder], Settings(workers=workers))
        words = sum(len(item.document.text.split()) for item in found if isinstance(item, Reading))
        return words / (time.perf_counter() - start)


def main(rounds: int = ROUNDS, articles: int = WHOLE) -> None:
    teams = {kind: Team(*kind) for kind in TEAMS}
    found: dict[tuple[int, int], list[float]] = {kind: [] for kind in TEAMS}
    for _ in range(rounds):
        for kind, team in teams.items():
            found[kind].append(team.words_a_second())
    for (processes, threads), speeds in found.items():
        teams[processes, threads].close()
        best, middle = max(speeds), median(speeds)
        print(
            f"processes {processes}, threads in each {threads}: best {best:,.0f}, median {middle:,.0f}",
            flush=True,
        )
    for workers in (1, 2):
        best = max(gathered(workers, articles) for _ in range(3))
        print(f"gather with workers={workers}: best of 3 {best:,.0f} words a second")


if __name__ == "__main__":
    if sys.argv[1:2] == ["member"]:
        work(int(sys.argv[2]), int(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:]))
