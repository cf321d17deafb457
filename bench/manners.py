"""The same sentences in six manners: `python bench/manners.py [--extractor NAME] [--missed MANNER]`.

`tests/manners/manners.jsonl` holds 60 passages with one or two attributions each, written by hand as
clean news and again as translated English, wire copy and blog; names and events are invented. `source`,
`cue` and `content` are lists of phrases of the text (`he#2`: the second). Nothing read them before they
were finished. Two more manners are made from the clean one: all letters small, and the faults of optical
character recognition in two to three of a hundred characters, labels carried along.

An attribution is right where words of its content overlap those labelled by half (Jaccard), and the
sources share a word or are both empty. Names of places, datelines and agency tags are in no label.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import predictions
from sayso import claims, plugins
from sayso.protocols import Extractor
from sayso.settings import Settings
from sayso.types import Attribution, Custody, Document, Reading, Span, Spans

PASSAGES = Path(__file__).parent.parent / "tests" / "manners" / "manners.jsonl"
WRITTEN = ("clean", "translated", "wire", "blog")
MANNERS = (*WRITTEN, "lower-cased", "OCR noise")
NEAR = 0.5
OCR_RATE = 0.04
"""The chance that what can be misread is: two to three faults in a hundred characters of all."""
LINE = 62
"""Characters after which the page breaks, within a word if need be."""
MISREAD = {
    "rn": "m",
    "cl": "d",
    "li": "h",
    "m": "rn",
    "l": "1",
    "O": "0",
    "o": "0",
    "I": "l",
    "S": "5",
    "e": "c",
    "h": "b",
    "t": "f",
    " ": "",
}
RESAMPLES = 1000
_CUSTODY = Custody(
    sha256="0" * 64, size=0, address="", retrieved="2026-01-01T00:00:00Z", media_type="", reader="bench"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One attribution of a passage."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage in one manner."""

    id: str
    text: str
    links: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one passage or many: attributions labelled, read, and right."""

    labelled: int
    read: int
    right: int

    def f1(self) -> float:
        return 2 * self.right / (self.labelled + self.read) if self.labelled + self.read else 0.0


def passages(manner: str) -> list[Passage]:
    """All of one manner, in the order of the file."""
    rows = [json.loads(line) for line in PASSAGES.read_text("utf-8").splitlines()]
    if manner in WRITTEN:
        return [_placed(row["id"], **row[manner]) for row in rows]
    made = {"lower-cased": lowered, "OCR noise": misread}[manner]
    return [made(_placed(row["id"], **row["clean"])) for row in rows]


def _placed(id: str, text: str, links: Iterable[dict[str, list[str]]]) -> Passage:
    labelled = (
        Labelled(*(find(text, link[part]) for part in ("source", "cue", "content"))) for link in links
    )
    return Passage(id, text, tuple(labelled))


def find(text: str, phrases: Iterable[str]) -> Spans:
    """Where the phrases stand, each after the one before it unless an occurrence is named.

    Raises:
        ValueError: a phrase is not in the text.
    """
    out: list[Span] = []
    for phrase in phrases:
        words, _, nth = phrase.partition("#")
        at = out[-1].end if out and not nth else 0
        for _ in range(int(nth or 1)):
            at = text.index(words, at) + 1
        out.append(Span(at - 1, at - 1 + len(words)))
    return tuple(out)


def lowered(passage: Passage) -> Passage:
    """All letters small; every character keeps its place."""
    return Passage(passage.id, "".join(c.lower()[:1] for c in passage.text), passage.links)


def misread(passage: Passage) -> Passage:
    """As a scanner might read it off a printed page; the same faults on every run."""
    chance = random.Random(f"ocr {passage.id}")  # noqa: S311 - seeded faults
    pieces, column = [], 0
    for start, end in _units(passage.text):
        piece = passage.text[start:end]
        if piece in MISREAD and chance.random() < OCR_RATE:
            piece = MISREAD[piece]
        column += len(piece)
        if column > LINE and passage.text[start - 1 : end + 2].isalpha():  # amid a word
            piece, column = piece + "-\n", 0
        pieces.append((start, end, piece))
    return _joined(passage, pieces)


def _units(text: str) -> Iterator[tuple[int, int]]:
    """The text in pieces of one character, or two that are misread as one."""
    at = 0
    while at < len(text):
        width = 2 if text[at : at + 2] in MISREAD else 1
        yield at, at + width
        at += width


def _joined(passage: Passage, pieces: Sequence[tuple[int, int, str]]) -> Passage:
    starts: dict[int, int] = {}
    text = ""
    for start, end, piece in pieces:
        starts.update(dict.fromkeys(range(start, end), len(text)))
        text += piece
    starts[len(passage.text)] = len(text)

    def moved(spans: Spans) -> Spans:
        return tuple(Span(starts[a], starts[b]) for a, b in spans)

    links = (Labelled(moved(k.source), moved(k.cue), moved(k.content)) for k in passage.links)
    return Passage(passage.id, text, tuple(links))


def count(passage: Passage, reading: Reading) -> tuple[Counts, tuple[Labelled, ...]]:
    """The counts of one passage, and what of it was missed."""
    left = list(reading.attributions)
    missed = []
    for link in passage.links:
        fits = [a for a in left if _same(passage.text, link, a)]
        if fits:
            left.remove(max(fits, key=lambda a: _jaccard(passage.text, link.content, a.content)))
        else:
            missed.append(link)
    right = len(passage.links) - len(missed)
    return Counts(len(passage.links), len(reading.attributions), right), tuple(missed)


def _same(text: str, link: Labelled, found: Attribution) -> bool:
    ours, theirs = _words(text, link.source), _words(text, found.source)
    shared = bool(ours & theirs) or not (ours or theirs)
    return shared and _jaccard(text, link.content, found.content) >= NEAR


def _jaccard(text: str, one: Spans, other: Spans) -> float:
    a, b = _words(text, one), _words(text, other)
    return len(a & b) / len(a | b) if a | b else 0.0


def _words(text: str, spans: Spans) -> set[int]:
    """Where words stand that a span touches: a span that cuts a misread word still has it."""
    return {
        m.start() for m in re.finditer(r"\w+", text) if any(a < m.end() and m.start() < b for a, b in spans)
    }


def summed(counts: Iterable[Counts]) -> Counts:
    rows = [(c.labelled, c.read, c.right) for c in counts]
    return Counts(*map(sum, zip(*rows, strict=True))) if rows else Counts(0, 0, 0)


def interval(counts: Sequence[Counts]) -> tuple[float, float]:
    """The middle 95 % of F1 over resampled passages (bootstrap, seeded)."""
    chance = random.Random(1)  # noqa: S311 - seeded resampling
    scores = sorted(summed(chance.choices(counts, k=len(counts))).f1() for _ in range(RESAMPLES))
    return scores[int(0.025 * RESAMPLES)], scores[int(0.975 * RESAMPLES) - 1]


def read(extractor: Extractor, manner: str) -> list[tuple[Passage, Counts, tuple[Labelled, ...]]]:
    """Every passage of a manner, each read as a document by itself."""
    given = passages(manner)
    documents = (Document(address=p.id, text=p.text, custody=_CUSTODY) for p in given)
    readings = claims.extract(documents, extractor)
    return [(p, *count(p, reading)) for p, reading in zip(given, readings, strict=True)]


def row(manner: str, counts: Sequence[Counts]) -> str:
    every, (low, high) = summed(counts), interval(counts)
    precision = every.right / every.read if every.read else 0.0
    recall = every.right / every.labelled
    return (
        f"| {manner} | {every.labelled} | {precision:.3f} | {recall:.3f} | {every.f1():.3f} "
        f"| {low:.3f} to {high:.3f} |"
    )


def measure(data: Path) -> dict[str, float]:
    """Relation F1 of the default extractor, by manner."""
    extractor = plugins.load("extractor", Settings().extractor).load(Settings())
    return {manner: summed([c for _, c, _ in read(extractor, manner)]).f1() for manner in MANNERS}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--extractor", default=Settings().extractor)
    parser.add_argument("--missed", choices=MANNERS, help="list what was missed in this manner")
    parser.add_argument("--json", type=Path, help="write the scores here too")
    asked = parser.parse_args()
    extractor = plugins.load("extractor", asked.extractor).load(Settings(extractor=asked.extractor))
    rows = ["| manner | labelled | precision | recall | F1 | 95 % |", "|---|---|---|---|---|---|"]
    scores: dict[str, float] = {}
    for manner in MANNERS:
        judged = read(extractor, manner)
        counts = [c for _, c, _ in judged]
        rows.append(row(manner, counts))
        scores[manner] = round(summed(counts).f1(), 4)
        if manner == asked.missed:
            rows[:0] = [f"missed in {p.id}: {k.cue} of {p.text!r}" for p, _, missed in judged for k in missed]
    predictions.report("\n".join(rows), scores, asked.json)


if __name__ == "__main__":
    main()
