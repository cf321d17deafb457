"""How well sentences and events are judged: `python bench/judgements.py DATA`.

Check-worthiness on ClaimBuster's dev part (F1 of the sentences worth a check, at a probability of one half),
subjectivity on NewsSD's validation part, and the author's commitment to events on UW's dev part (Pearson's r
with the annotators' mean), each with what calibration it has.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))

import sentences
from sayso import plugins
from sayso.models.trained import Trained
from sayso.models.trained.finding import find
from sayso.settings import Settings
from sayso.types import Custody, Document, Markup, Sentence

CUSTODY = Custody(
    sha256="0" * 64, size=0, address="", retrieved="2026-01-01T00:00:00Z", media_type="", reader="bench"
)
BINS = 10


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    asked = parser.parse_args()
    extractor = plugins.load("extractor", "trained").load(Settings())
    print("| what | score | of | precision | recall | calibration error |\n|---|---|---|---|---|---|")
    for name, row in measured(asked.data, extractor).items():
        print(f"| {name} | " + " | ".join(row) + " |")


def measure(data: Path) -> dict[str, float]:
    """F1 of sentences worth a check and of opinions, and Pearson's r of commitment."""
    rows = measured(data, plugins.load("extractor", "trained").load(Settings()))
    return {name: float(row[0]) for name, row in rows.items() if "error" not in name}


def measured(data: Path, extractor: Trained) -> dict[str, tuple[str, ...]]:
    """Rows of the table, by what was measured."""
    worth = _detected(extractor, data, ("claimbuster", "dev"), lambda s: s.worth)
    subjective = _detected(extractor, data, ("newssd_subjectivity", "val"), lambda s: s.subjective)
    told, found = _commitments(extractor, data)
    return {
        "check-worthiness, F1": worth,
        "subjectivity, F1": subjective,
        "commitment, Pearson's r": (f"{pearson(told, found):.3f}", str(len(told)), "", "", ""),
        "commitment, mean absolute error": (f"{_apart(told, found):.3f}", str(len(told)), "", "", ""),
    }


def _detected(
    extractor: Trained, data: Path, part: tuple[str, str], score: Callable[[Sentence], float | None]
) -> tuple[str, ...]:
    rows = list(sentences.rows(data, *part))
    documents = [Document(str(i), row.text, CUSTODY) for i, row in enumerate(rows)]
    chances = [_most(markup, score) for markup in extractor.mark(documents)]
    gold = [row.worth == 2 if row.worth is not None else row.subjective == 1 for row in rows]
    hits = sum(g and c >= 0.5 for g, c in zip(gold, chances, strict=True))
    said = sum(c >= 0.5 for c in chances)
    precision, recall = hits / max(said, 1), hits / max(sum(gold), 1)
    f1 = 2 * hits / (said + sum(gold))
    return (f"{f1:.3f}", f"{len(rows)}", f"{precision:.3f}", f"{recall:.3f}", f"{error(chances, gold):.3f}")


def _most(markup: Markup, score: Callable[[Sentence], float | None]) -> float:
    """Of a text's sentences the likeliest: the sets' sentences are sometimes two."""
    return max((score(s) or 0.0 for s in markup.sentences), default=0.0)


def _commitments(extractor: Trained, data: Path) -> tuple[list[float], list[float]]:
    told, found = [], []
    for row in sentences.rows(data, "uw", "dev"):
        words = extractor.speller.read(row.text)
        (findings,) = find(extractor.network, [words], extractor.tuning)
        for start, _, value in row.commitments:
            at = next(i for i, span in enumerate(words.spans) if span.end > start)
            told.append(value)
            found.append(max(-3.0, min(3.0, findings.commitments[at])))
    return told, found


def error(chances: Sequence[float], gold: Sequence[bool]) -> float:
    """Expected calibration error over ten bins (Naeini et al. 2015)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for c, g in zip(chances, gold, strict=True):
        bins.setdefault(min(int(c * BINS), BINS - 1), []).append((c, g))
    return sum(abs(sum(c - g for c, g in b)) for b in bins.values()) / len(chances)


def pearson(one: Sequence[float], other: Sequence[float]) -> float:
    a, b = (sum(v) / len(v) for v in (one, other))
    shared = sum((x - a) * (y - b) for x, y in zip(one, other, strict=True))
    return shared / math.sqrt(sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in other))


def _apart(one: Iterable[float], other: Iterable[float]) -> float:
    gaps = [abs(x - y) for x, y in zip(one, other, strict=True)]
    return sum(gaps) / len(gaps)


if __name__ == "__main__":
    main()
