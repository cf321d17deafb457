"""On paper: what a corpus that nobody here has would cost, from figures that were measured here."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

HOUR, WEEK_HOURS = 3600, 168
TERA, GIGA = 1e12, 1e9
ASSUMED = """
Assumed: cost and room grow as words do, so an article of {words} words is {scale:.2f} of the generated ones
that were measured; a core there is a core here; {cores} cores do {efficiency:.0%} of {cores} times what one
does, as two do here (measured), and are used all week. {shards} Rates are those of a ledger of {documents:,}
documents, most of which fits in memory: what rows at random places cost once it does not was not measured, so
the hours of merging are the least. A ledger has one writer; ledgers of different ranges of digests are
written side by side. Copies of shards and ledgers, and what it costs to fetch the articles, are not counted.
"""
PACKED = "Shards pack generated sentences more closely than what people write, so their room is the least."
GIVEN = "The bytes of an article in a shard were measured on real ones."


class Line(NamedTuple):
    """A quantity, its value and how it comes about."""

    name: str
    value: float
    unit: str
    formula: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is to be read, and by what machines."""

    documents: float = 1e9
    words: int = 600
    """Of an article, on average."""
    cores: int = 32
    """Of a machine."""
    memory: int = 256
    """Its memory in GB; the index of vectors may take half, so that a search reads little from the disk."""
    shard_bytes: int = 0
    """Of an article in a shard, where that was measured on real ones; 0: as of generated ones, by words."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, by document of the generated corpus."""

    words: float
    """Of those that were read; the ledger's may differ a little, for it has repeats and revisions too."""
    recorded_words: float
    reading: float
    """Documents a second, one core."""
    efficiency: float
    """Of two cores: their rate over twice that of one."""
    documents: int
    """In the ledger whose figures these are."""
    recording: float
    """Documents a second into a ledger."""
    index_seconds: float
    """Of making the index, a document."""
    ledger_bytes: float
    index_bytes: float
    largest_bytes: float
    """Of the largest table with its indexes; 0 where that is not known."""
    shard_bytes: float
    shard_seconds: float
    """Of reading a shard, a document."""
    writing: float
    """Processor seconds of writing a shard, a document."""


def measured(files: Iterable[Path], database: str) -> Measured:
    """From what `add --json` (1 and 2 workers) and `rows --json` (this database and shards) wrote.

    Raises:
        KeyError: one of them is missing, or lacks a figure.
        ValueError: too few documents were measured to have an index of vectors.
    """
    told = {found["what"]: found["figures"] for found in (json.loads(f.read_text("utf-8")) for f in files)}
    one, two = told["add"]["1 worker"], told["add"]["2 workers"]
    ledger, shards = told["rows"][database], told["rows"]["shards"]
    n = ledger["documents"]
    claims = ledger["claims"] / n
    if not ledger["index of vectors, bytes a claim"]:
        raise ValueError(f"{n:,} documents are too few to have an index of vectors: measure more rows")
    rate = "reading alone, documents a second"
    return Measured(
        words=one["words a document"],
        recorded_words=shards["words a document"],
        reading=one[rate],
        efficiency=two[rate] / (2 * one[rate]),
        documents=n,
        recording=ledger["documents a second"],
        index_seconds=ledger["after the last document (index of vectors), seconds"] / n,
        ledger_bytes=ledger["bytes a document"],
        index_bytes=ledger["index of vectors, bytes a claim"] * claims,
        largest_bytes=max(ledger["bytes a document, by table"].values(), default=0.0),
        shard_bytes=shards["bytes a document"],
        shard_seconds=1 / shards["reading them again, documents a second"],
        writing=shards["processor ms a document"] / 1000,
    )


def estimate(of: Measured, corpus: Corpus) -> list[Line]:
    """Line by line, each with its formula."""
    scale = corpus.words / of.words
    reading = corpus.documents * scale / of.reading / HOUR
    n = corpus.documents * corpus.words / of.recorded_words
    merging = n * (1 / of.recording + of.shard_seconds) / HOUR
    shards = corpus.documents * (corpus.shard_bytes or of.shard_bytes * corpus.words / of.recorded_words)
    index = n * of.index_bytes / TERA
    ledgers = max(1, math.ceil(index * TERA / (corpus.memory * GIGA / 2)))
    return [
        Line("reading", reading, "core hours", "documents × scale ÷ documents a second of one core ÷ 3,600"),
        Line(
            "writing shards",
            n * of.writing / HOUR,
            "core hours",
            "documents × scale × processor time of each",
        ),
        Line(
            "machines for a week",
            math.ceil(reading / (corpus.cores * WEEK_HOURS * of.efficiency)),
            f"of {corpus.cores} cores",
            "core hours of reading ÷ (cores × 168 × the share that is kept), rounded up",
        ),
        Line("shards", shards / TERA, "TB", "documents × scale × bytes of one in a shard"),
        Line("ledger", n * of.ledger_bytes / TERA, "TB", "documents × scale × bytes of one in the ledger"),
        Line("… its largest table", n * of.largest_bytes / TERA, "TB", "PostgreSQL's limit is 32 TB a table"),
        Line("index of vectors", index, "TB", "documents × scale × claims of one × bytes of each"),
        Line(
            "ledgers",
            ledgers,
            "by range of digests",
            f"index ÷ half of {corpus.memory} GB, so that it stays in memory; rounded up",
        ),
        Line(
            "merging, by one writer", merging, "hours", "documents × scale × (recording + reading its shard)"
        ),
        Line("merging, a writer a ledger", merging / ledgers, "hours", "the same ÷ ledgers"),
        Line(
            "making the index, a machine a ledger",
            n * of.index_seconds / HOUR / ledgers,
            "hours",
            "documents × scale × seconds of one, by this machine's cores ÷ ledgers",
        ),
    ]


def show(of: Measured, corpus: Corpus) -> None:
    print(f"\n| {corpus.documents:,.0f} documents | | | |")
    print("|---|---|---|---|")
    for line in estimate(of, corpus):
        value = (
            f"{line.value:,.0f}"
            if line.value >= 100 or line.value == int(line.value)
            else f"{line.value:.3g}"
        )
        print(f"| {line.name} | {value} | {line.unit} | {line.formula} |")
    told = {"words": corpus.words, "scale": corpus.words / of.words, "cores": corpus.cores}
    more = {"documents": of.documents, "shards": GIVEN if corpus.shard_bytes else PACKED}
    print("\n" + fill(" ".join(ASSUMED.format(**told, **more, efficiency=of.efficiency).split()), 110))
