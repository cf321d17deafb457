"""Calibration: `python training/calibrate.py GOLD SCORER WEIGHTS`: fits on the tune part, into the manifest.

A logistic regression over what is known of each proposal (`sayso.models.trained.trust`) says how likely it
is right, which means that some gold attribution has the same source and half its content. The threshold is
the one with the best relation F1. Scores that are printed come from folds by document: no document is
judged by weights that were fitted on it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from evaluate import module
from sayso.models.trained import Trained, trust, weights
from sayso.models.trained.finding import Found, Tuning, find

FOLDS = 8
RIDGE = 1.0
THRESHOLDS = tuple(round(0.2 + 0.025 * i, 3) for i in range(15))


@dataclass
class Proposals:
    """Of one document: facts of each, whether it is right, and what the scorer needs."""

    facts: list[dict[str, float]]
    right: list[bool]
    prepared: list[Any]
    gold: list[Any]


def proposals(scorer: ModuleType, rows: list[dict[str, Any]], held: weights.Weights) -> list[Proposals]:
    every = replace(held.tuning, trust={"base": 0.0}, threshold=0.0, inner=2.0, quoted=2.0)
    extractor = Trained(replace(held, tuning=every), 2)
    return [_proposed(scorer, row, extractor, every) for row in rows]


def _proposed(scorer: ModuleType, row: dict[str, Any], extractor: Trained, tuning: Tuning) -> Proposals:
    words = extractor.speller.read(row["text"])
    (findings,) = find(extractor.network, [words], tuning)
    found: list[Found] = findings.attributions
    tokens = scorer.Tokens(row["text"])
    places = lambda ranges: [[words.spans[a].start, words.spans[b - 1].end] for a, b in ranges]  # noqa: E731
    made = [{"source": places(f.source), "cue": places([f.cue]), "content": places(f.content)} for f in found]
    prepared = scorer.prepare(tokens, made)
    gold = scorer.prepare(tokens, row["attributions"])
    right = [any(scorer.related(p, g) for g in gold) for p in prepared]
    return Proposals([dict(f.facts) for f in found], right, prepared, gold)


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with a ridge, by Newton's method; the last is the base."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    w = np.zeros(z.shape[1])
    ridge = RIDGE * np.eye(len(w))
    ridge[-1, -1] = 0
    for _ in range(40):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (p - y) + ridge @ w)
    return np.r_[w[:-1] / spread, w[-1] - (w[:-1] * mean / spread).sum()]


def chances(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(x @ w[:-1] + w[-1])))


def error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015): mean distance of what is said from what holds."""
    at = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[at == b].mean() - y[at == b].mean()) * (at == b).mean() for b in set(at.tolist())))


def relation(scorer: ModuleType, every: list[Proposals], keep: np.ndarray) -> tuple[float, float, float]:
    counts, at = [], 0
    for one in every:
        kept = [p for p, k in zip(one.prepared, keep[at:], strict=False) if k]
        at += len(one.prepared)
        counts.append(scorer.counts(kept, one.gold))
    return scorer.prf(*scorer.total(counts)["relation"])  # type: ignore[no-any-return]


def check(every: list[Proposals], tuning: Tuning) -> None:
    """How far the odds of the cue alone, and the probabilities, lie from what holds."""
    right = np.array([r for one in every for r in one.right], dtype=float)
    facts = [f for one in every for f in one.facts]
    raw = np.array([trust.probability({"odds": f["odds"]}, {"base": 0.0, "odds": 1.0}) for f in facts])
    p = np.array([trust.probability(f, tuning.trust) for f in facts])
    kept = p >= tuning.threshold
    print(f"{len(p)} proposals: calibration error {error(raw, right):.3f} -> {error(p, right):.3f}")
    before, after = error(raw[kept], right[kept]), error(p[kept], right[kept])
    print(f"{kept.sum()} that are kept: {before:.3f} -> {after:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("gold", "scorer", "weights"):
        parser.add_argument(name, type=Path)
    parser.add_argument(
        "--check", action="store_true", help="judge the weights' own probabilities; write nothing"
    )
    asked = parser.parse_args()
    with gzip.open(asked.gold, "rt", encoding="utf-8") as file:
        rows = list(map(json.loads, file))
    scorer = module(asked.scorer)
    held = weights.read(asked.weights)
    every = proposals(scorer, rows, held)
    if asked.check:
        check(every, held.tuning)
        return
    names = sorted(next(one.facts[0] for one in every if one.facts))
    x = np.array([[f[n] for n in names] for one in every for f in one.facts])
    y = np.array([r for one in every for r in one.right], dtype=float)
    of = np.array([i for i, one in enumerate(every) for _ in one.facts])
    folds = np.array([random.Random(i).randrange(FOLDS) for i in range(len(every))])[of]  # noqa: S311 - folds
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[folds == k] = chances(x[folds == k], fitted(x[folds != k], y[folds != k]))
    raw = 1 / (1 + np.exp(-x[:, names.index("odds")]))
    print(f"{len(y)} proposals, {y.mean():.3f} right; error {error(raw, y):.3f} -> {error(p, y):.3f}")
    scores = {t: relation(scorer, every, p >= t) for t in THRESHOLDS}
    for t, (precision, recall, f1) in scores.items():
        print(f"  {t:.3f}  precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    best = max(scores, key=lambda t: scores[t][2])
    path = asked.weights / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    w = fitted(x, y)
    trust = {n: round(float(v), 5) for n, v in zip([*names, "base"], w, strict=True)}
    manifest["tuning"] |= {"trust": trust, "threshold": best, "inner": best}
    path.write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    print("threshold", best, "written to", path)


if __name__ == "__main__":
    main()
