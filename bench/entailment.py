"""Pairs of claim and evidence, by set: `python bench/entailment.py DATA [--set NAME …] [--json OUT]`.

Reads `DATA/verify/dev.jsonl.gz` and judges its pairs as `sayso entail` does, without and with the symbolic
checks (`--model-only`: without); beside it overlap of words, likeness of vectors (MiniLM) and a bag of words,
each fitted on `DATA/verify/train.jsonl.gz`. Tables of macro-F1, AUROC of each label, expected calibration
error, and how few errors are left where only the surest are answered. The mean is over sets, each alike.

`--split tune` judges instead the pairs of the training part that training sets apart to tune on, for choices
must not be made on dev. `--limit` draws so many pairs of each set, always the same ones.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

import entailment_baselines as baselines
from entailment_baselines import Labelled, Predicted
from entailment_scores import mean, scores
from sayso import plugins
from sayso.checking.entailing import Entailed, Pair, entailed
from sayso.findings import LABELS
from sayso.protocols import Encoder, Entailer
from sayso.settings import Settings

Rows = dict[str, dict[str, float]]
TUNE = 2
"""Per cent of the claims of the training part that are set apart, as in `training/entailment/pairs.py`."""
FITTED = 4_000
"""Pairs that thresholds are fitted on."""
MEAN = "mean of sets"
COLUMNS = ("pairs", "macro-F1", "AUROC supports", "AUROC refutes", "AUROC neutral", "AUROC not_supports")
MORE = ("ECE", "AURC", "risk at 50%", "risk at 80%")


def read(path: Path) -> list[Labelled]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = map(json.loads, file)
        return [Labelled(r["set"], r["claim"], r["evidence"], r["label"]) for r in rows]


def is_apart(pair: Labelled) -> bool:
    """Whether no training saw the claim."""
    return int(hashlib.blake2b(pair.claim.encode(), digest_size=4).hexdigest(), 16) % 100 < TUNE


def by_set(pairs: Iterable[Labelled], names: Sequence[str], limit: int | None) -> dict[str, list[Labelled]]:
    """The pairs of each set that was asked for; those with the lowest digests where there is a limit."""
    found: dict[str, list[Labelled]] = defaultdict(list)
    for pair in pairs:
        if not names or pair.set in names:
            found[pair.set].append(pair)
    if missing := [name for name in names if name not in found]:
        raise SystemExit(
            f"--set {missing[0]}: no such set. Choose from {', '.join(sorted({p.set for p in pairs}))}"
        )
    return {name: sorted(rows, key=_digest)[:limit] for name, rows in sorted(found.items())}


def _digest(pair: Labelled) -> str:
    return hashlib.blake2b(f"{pair.claim}\n{pair.evidence}".encode(), digest_size=8).hexdigest()


def judged(pairs: dict[str, list[Labelled]], entailer: Entailer, *, with_checks: bool) -> dict[str, Rows]:
    """Scores by manner and set: the network alone, and with the checks."""
    found: dict[str, Rows] = {"model": {}}
    if with_checks:
        found["model and checks"] = {}
    for name, rows in pairs.items():
        started = time.monotonic()
        items = (Pair(at, r.claim, r.evidence) for at, r in enumerate(rows))
        results = [r for r in entailed(items, entailer, with_checks=with_checks) if isinstance(r, Entailed)]
        gold = [r.label for r in rows]
        found["model"][name] = scores(*_predicted([r.model for r in results]), gold)
        if with_checks:
            found["model and checks"][name] = scores(*_predicted([r.probabilities for r in results]), gold)
        print(f"{name}: {len(rows)} pairs, {time.monotonic() - started:.0f} s", file=sys.stderr)
    return found


def _predicted(rows: Sequence[tuple[float, float, float]]) -> Predicted:
    made = np.array(rows, dtype=np.float64)
    return made, made.argmax(1)


def beside(pairs: dict[str, list[Labelled]], train: Sequence[Labelled], encoder: Encoder) -> dict[str, Rows]:
    """Scores of the baselines, by set."""
    share = max(1, FITTED // len({p.set for p in train}))
    few = [p for rows in by_set(train, (), share).values() for p in rows]
    makers: dict[str, Callable[[], baselines.Baseline]] = {
        "overlap of words": lambda: baselines.by_thresholds(baselines.overlap, few),
        "likeness (MiniLM)": lambda: baselines.by_thresholds(baselines.likeness(encoder), few),
        "bag of words": lambda: baselines.bag_of_words(train),
    }
    found: dict[str, Rows] = {}
    for name, make in makers.items():
        found[name] = baselines.measured(make(), pairs)
        print(f"{name}: done", file=sys.stderr)
    return found


def table(found: dict[str, Rows]) -> list[str]:
    """In Markdown: a row for each manner and set."""
    lines = ["| set | by | " + " | ".join((*COLUMNS, *MORE)) + " |", "|---" * (len(COLUMNS + MORE) + 2) + "|"]
    for name in [*next(iter(found.values()))]:
        for manner, rows in found.items():
            cells = [_cell(column, rows[name]) for column in (*COLUMNS, *MORE)]
            lines.append(f"| {name} | {manner} | " + " | ".join(cells) + " |")
    return lines


def _cell(column: str, row: dict[str, float]) -> str:
    if column not in row:
        return ""
    return f"{row[column]:,.0f}" if column == "pairs" else f"{row[column]:.3f}"


GATED = 60
"""Pairs of each set that the gate reads, always the same ones."""


def gated(data: Path) -> dict[str, float]:
    """Macro-F1 by set, of the default entailer with the checks, on a part of dev."""
    settings = Settings()
    pairs = by_set(read(data / "verify" / "dev.jsonl.gz"), (), GATED)
    rows = judged(pairs, plugins.load("entailer", settings.entailer).load(settings), with_checks=True)
    found = rows["model and checks"]
    return {f"{name} macro-F1": row["macro-F1"] for name, row in found.items()} | {
        "mean of sets": mean(list(found.values()))["macro-F1"]
    }


def measure(data: Path, asked: argparse.Namespace) -> dict[str, Rows]:
    train = read(data / "verify" / "train.jsonl.gz")
    tuned = asked.split == "tune"
    rows = [p for p in train if is_apart(p)] if tuned else read(data / "verify" / "dev.jsonl.gz")
    pairs = by_set(rows, asked.set, asked.limit)
    settings = Settings()
    found: dict[str, Rows] = {}
    if not asked.only_baselines:
        entailer: Entailer = plugins.load("entailer", asked.entailer).load(settings)
        found |= judged(pairs, entailer, with_checks=not asked.model_only)
    if not asked.no_baselines:
        encoder: Encoder = plugins.load("encoder", "minilm").load(settings)
        found |= beside(pairs, [p for p in train if not is_apart(p)], encoder)
    for manner in found.values():
        manner[MEAN] = mean(list(manner.values()))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the folder of labelled data")
    parser.add_argument("--set", action="append", default=[], metavar="NAME", help="a set; repeatable")
    parser.add_argument("--split", choices=("dev", "tune"), default="dev")
    parser.add_argument("--entailer", default=Settings().entailer, choices=plugins.names("entailer"))
    parser.add_argument("--model-only", action="store_true", help="leave the symbolic checks out")
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("--only-baselines", action="store_true")
    parser.add_argument("--limit", type=int, metavar="N", help="pairs of a set, at most")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    asked = parser.parse_args()
    found = measure(asked.data, asked)
    print("\n".join(table(found)))
    print(f"\nLabels: {', '.join(LABELS)}; not_supports is refutes or neutral.")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
