"""On paper: 10^9 articles, from what `scale` and `spread` measured here."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

from reuse_bench.scale import STEPS
from reuse_bench.scoring import Figures
from sayso.lineage.fingerprints.pairing import TASK
from sayso.lineage.fingerprints.store import FAN

TERA, HOUR, WEEK_HOURS = 1e12, 3_600, 168
WORDS = 450
"""Of a generated article, with what its paper puts around it."""
ASSUMED = """
Assumed: cost and room grow as words do, so an article of {words} words is {scale:.2f} of the generated ones.
What a step costs an article stays what it was at {largest:,}; over all sizes measured, that of all steps
together lay within {flat:.2f} times its least. Filing grows by one more rewriting of every row for each
{fan}-fold growth ({rewritings} more here), each taken to cost as much as all filing did so far. A core there
is a core here; of many workers each keeps {efficiency:.0%} of what one does alone, as {workers} do here
(measured). The disks that all workers share are taken to be as fast as this machine's. Reading the articles
and recording their claims is not counted.
"""


class Line(NamedTuple):
    """A quantity, its value and how it comes about."""

    name: str
    value: float
    unit: str
    formula: str


@dataclass(frozen=True, slots=True)
class Corpus:
    documents: float = 1e9
    words: int = 600
    """Of an article, on average."""
    cores: int = 32
    """Of a machine."""


@dataclass(frozen=True, slots=True)
class Measured:
    """At the largest size, by article."""

    articles: int
    steps: dict[str, float]
    """Processor seconds of each."""
    rows: float
    store_bytes: float
    peak: float
    """MiB."""
    flat: float
    """The most an article cost at any size, over the least."""
    workers: int
    efficiency: float
    """What each of the workers keeps of one's rate."""


def measured(files: Iterable[Path]) -> Measured:
    """From what `scale --json` and `spread --json` wrote.

    Raises:
        KeyError: one of them is missing, or lacks a figure.
    """
    told = {found["what"]: found["figures"] for found in (json.loads(f.read_text("utf-8")) for f in files)}
    largest: Figures = list(told["scale"].values())[-1]
    workers, efficiency = _efficiency(told["spread"])
    return Measured(
        articles=largest["articles"],
        steps={step: largest[f"… {step}, processor ms"] / 1000 for step in STEPS},
        rows=largest["rows an article"],
        store_bytes=largest["store, bytes an article"],
        peak=largest["peak memory, MiB"],
        flat=largest["processor ms an article: most over least so far"],
        workers=workers,
        efficiency=efficiency,
    )


def _efficiency(spread: dict[str, Figures]) -> tuple[int, float]:
    """Of the largest local team against one worker."""
    teams = {figures["workers"]: figures["seconds"] for n, figures in spread.items() if n.startswith("local")}
    most = max(teams)
    return most, min(1.0, teams[1] / (most * teams[most]))


def estimate(of: Measured, corpus: Corpus) -> list[Line]:
    """Line by line, each with its formula."""
    n = corpus.documents * corpus.words / WORDS
    hours = {step: n * taken / HOUR for step, taken in of.steps.items()}
    hours[STEPS[0]] *= 1 + rewritings(of, corpus)
    formula = "documents × scale × processor seconds of one ÷ 3,600"
    lines = [Line(step, taken, "core hours", formula) for step, taken in hours.items()]
    total = sum(hours.values())
    return [
        *lines,
        Line("all of it", total, "core hours", "the sum"),
        Line(
            "machines for a week",
            math.ceil(total / (corpus.cores * WEEK_HOURS * of.efficiency)),
            f"of {corpus.cores} cores",
            "core hours ÷ (cores × 168 × the share that is kept), rounded up",
        ),
        Line("store of fingerprints", n * of.store_bytes / TERA, "TB", "documents × scale × bytes of one"),
        Line(
            "tasks of the join", n * of.rows / TASK, "buckets", f"documents × scale × rows of one ÷ {TASK:,}"
        ),
        Line("memory of a task", of.peak, "MiB", "that of the whole process, as measured"),
    ]


def rewritings(of: Measured, corpus: Corpus) -> float:
    """How often more a row is written than at the size measured, over how often it was there."""
    return math.ceil(math.log(corpus.documents / of.articles, FAN)) if corpus.documents > of.articles else 0


def show(of: Measured, corpus: Corpus) -> None:
    print(f"\n| {corpus.documents:,.0f} articles | | | |")
    print("|---|---|---|---|")
    for line in estimate(of, corpus):
        print(
            f"| {line.name} | {line.value:,.3g} | {line.unit} | {line.formula} |"
            if line.value < 100
            else f"| {line.name} | {line.value:,.0f} | {line.unit} | {line.formula} |"
        )
    told = ASSUMED.format(
        words=corpus.words,
        scale=corpus.words / WORDS,
        largest=of.articles,
        flat=of.flat,
        fan=FAN,
        rewritings=rewritings(of, corpus),
        efficiency=of.efficiency,
        workers=of.workers,
    )
    print("\n" + fill(" ".join(told.split()), 110))
