"""The weights of the grounds for one family, learnt: `python bench/sameness_fit.py DATA [--pairs N]`.

Pairs that are of one family, and hard ones that are not:
- VitaminC (real revisions): a claim and a sentence that supports or refutes it; not: one that does not settle
  it;
- CheckThat! 2a and 2b (train): a tweet or sentence and the checked claim that it repeats; not: the nearest
  two others, the 20th and the 200th;
- stories that `bench/copying` makes (seeds that may be tuned on): claims of one family; not: others of it;
- MEANTIME: claims of two articles that hold one event; not: others of one corpus, at random.
Each set weighs the same, and so do both answers within it. A logistic regression that is drawn to the
weights set by hand (`BY_HAND`), for what news tell is none of these sets. Scores are of five folds; the
hand-written pairs of `tests/sameness` are not read here.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import numpy as np
from numpy.typing import NDArray

import likeness as retrieval
import sameness_meantime
import sameness_scores as scoring
from copying import newsgathering
from sayso import plugins
from sayso.claims import figures, places, signals, times
from sayso.lineage.links import Telling
from sayso.lineage.sameness import Features, family, features
from sayso.lineage.sameness.pairing import pair
from sayso.protocols import Encoder
from sayso.settings import Settings
from sayso.types import Span

Rows = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Grounds, a row a pair, and whether each is of one family."""
_DICE = random.Random
BY_HAND: dict[str, float] = {
    "likeness": 4.0,
    "overlap": 3.0,
    "containment": 1.5,
    "plain_words": 2.0,
    "order": 1.5,
    "own_words": -2.0,
    "same_names": 1.5,
    "other_names": -1.0,
    "same_figures": 1.0,
    "telling_figure": 1.0,
    "uncounted": -1.5,
    "other_fate": -2.0,
    "other_people_fate": -2.0,
    "same_deeds": 0.5,
    "other_deeds": -1.0,
    "days_apart": -1.0,
    "happens_often": -4.0,
    "same_dates": 0.4,
    "other_dates": -3.0,
    "same_places": 0.5,
    "other_places": -1.0,
    "aligned": 5.0,
}
STORIES = 1_000
"""The first seed."""
NEAR = 0.3
FOLDS, PENALTY, STEPS, RATE = 5, 0.01, 4000, 1.0


def told(text: str) -> Features:
    """A sentence as a telling in its author's own word."""
    whole = Span(0, len(text))
    found = Telling(
        text,
        text,
        0,
        (whole,),
        text,
        ((),),
        "asserted",
        tuple(figures.find(text)[0]),
        tuple(times.find(text, None)[0]),
        tuple(places.find(text, ())[0]),
        tuple(signals.find(text)),
    )
    return features(found)


def rows(texts: Sequence[tuple[str, str]], answers: Sequence[bool], encoder: Encoder) -> Rows:
    near = np.einsum("ij,ij->i", encoder.encode([a for a, _ in texts]), encoder.encode([b for _, b in texts]))
    values = [
        family.grounds(pair(told(a), told(b), float(n), aligned=False))
        for (a, b), n in zip(texts, near, strict=True)
    ]
    return np.array(values), np.array(answers, dtype=float)


def vitaminc(data: Path, most: int, encoder: Encoder) -> Rows:
    texts, answers = [], []
    with gzip.open(data / "verify" / "train.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["set"] == "vitaminc_real":
                texts.append((row["claim"], row["evidence"]))
                answers.append(row["label"] != "neutral")
    chosen = _DICE(1).sample(range(len(texts)), min(most, len(texts)))
    return rows([texts[i] for i in chosen], [answers[i] for i in chosen], encoder)


def factchecks(data: Path, most: int, encoder: Encoder) -> Rows:
    texts, answers = [], []
    for name in retrieval.TASKS:
        asked = retrieval.task(data, name, "Train")
        ids = list(asked.claims)
        near = encoder.encode(asked.queries) @ encoder.encode(list(asked.claims.values())).T
        for query, wanted, row in zip(asked.queries, asked.wanted, near, strict=True):
            order = np.argsort(-row)
            others = [ids[i] for i in (*order[:2], order[20], order[200])]
            for claim in dict.fromkeys([*wanted, *others]):
                texts.append((query, asked.claims[claim]))
                answers.append(claim in wanted)
    chosen = _DICE(1).sample(range(len(texts)), min(most, len(texts)))
    return rows([texts[i] for i in chosen], [answers[i] for i in chosen], encoder)


def meantime(data: Path, encoder: Encoder) -> Rows:
    extractor = plugins.load("extractor", "rules").load(Settings())
    claims = sameness_meantime.claims_with_events(data, extractor)
    made = [features(c.telling, c.published) for c in claims]
    vectors = encoder.encode([c.telling.words for c in claims])
    scored = [(float(vectors[i] @ vectors[j]), i, j) for i, j in sameness_meantime.pairs(claims)]
    kept = [row for row in scored if claims[row[1]].events & claims[row[2]].events]
    chosen = list(dict.fromkeys([*_DICE(1).sample(scored, len(scored) // 20), *kept]))
    values = [family.grounds(pair(made[i], made[j], near, aligned=False)) for near, i, j in chosen]
    answers = [bool(claims[i].events & claims[j].events) for _, i, j in chosen]
    return np.array(values), np.array(answers, dtype=float)


def stories(count: int, encoder: Encoder) -> Rows:
    """Pairs of claims of two documents of a story whose vectors are near, or that are of one family."""
    values, answers = [], []
    for seed in range(STORIES, STORIES + count):
        story = newsgathering(seed, reserved=False, times=seed % 2 == 0)
        family_of = {telling: f.fact for f in story.families for telling in f.tellings}
        told = [(t, r.document.published) for r in story.readings for t in scoring.told_in(r)]
        told = [row for row in told if (row[0].document, row[0].n) in family_of]
        made = [features(t, published) for t, published in told]
        facts = [family_of[t.document, t.n] for t, _ in told]
        vectors = encoder.encode([t.words for t, _ in told])
        near = vectors @ vectors.T
        for i, j in zip(*np.triu_indices(len(told), 1), strict=True):
            one = facts[i] == facts[j]
            if told[i][0].document != told[j][0].document and (one or near[i, j] >= NEAR):
                values.append(family.grounds(pair(made[i], made[j], float(near[i, j]), aligned=False)))
                answers.append(one)
    return np.array(values), np.array(answers, dtype=float)


def weights_of(sets: Sequence[Rows]) -> NDArray[np.float64]:
    """So that each set counts the same, and in it both answers."""
    out = []
    for _, answers in sets:
        share = answers.mean()
        out.append(np.where(answers == 1, 0.5 / share, 0.5 / (1 - share)) / len(answers))
    return np.concatenate(out) / len(sets)


def fit(sets: Sequence[Rows]) -> NDArray[np.float64]:
    """The weights, by gradient descent; each is kept on its side of nought and drawn to what it is by hand.

    Every set has a bias of its own, which is thrown away: how many of its pairs are of one family was chosen.
    """
    by_hand = np.array(list(BY_HAND.values()))
    x, w = np.vstack([values for values, _ in sets]), weights_of(sets)
    y = np.concatenate([answers for _, answers in sets])
    whose = np.repeat(np.arange(len(sets)), [len(answers) for _, answers in sets])
    found, bias = by_hand.copy(), np.zeros(len(sets))
    for _ in range(STEPS):
        wrong = w * (1 / (1 + np.exp(-(x @ found + bias[whose]))) - y)
        found -= RATE * (x.T @ wrong + PENALTY * (found - by_hand))
        found = np.where(found * by_hand < 0, 0.0, found)
        bias -= RATE * np.bincount(whose, wrong, len(sets))
    return found


def auc(scores: NDArray[np.float64], answers: NDArray[np.float64]) -> float:
    """That a pair of one family scores above one that is not."""
    order = np.argsort(np.argsort(scores)) + 1
    yes = answers == 1
    n, m = yes.sum(), (~yes).sum()
    return float((order[yes].sum() - n * (n + 1) / 2) / (n * m))


def crossed(sets: dict[str, Rows]) -> dict[str, float]:
    """AUC of each set's held-out folds, and of likeness alone."""
    out = {}
    parts = {name: np.random.default_rng(1).permutation(len(a)) % FOLDS for name, (_, a) in sets.items()}
    for name, (values, answers) in sets.items():
        scores = np.zeros(len(answers))
        for fold in range(FOLDS):
            train = [(v[parts[k] != fold], a[parts[k] != fold]) for k, (v, a) in sets.items()]
            held = parts[name] == fold
            scores[held] = values[held] @ fit(train)
        out[f"{name}: AUC"] = auc(scores, answers)
        out[f"{name}: AUC by hand"] = auc(values @ np.array(list(BY_HAND.values())), answers)
        out[f"{name}: AUC of likeness alone"] = auc(values[:, 0], answers)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the folder of labelled data")
    parser.add_argument("--pairs", type=int, default=4000, help="of VitaminC and of CheckThat!, at most")
    asked = parser.parse_args()
    encoder: Encoder = plugins.load("encoder", "static").load(Settings())
    sets = {
        "VitaminC": vitaminc(asked.data, asked.pairs, encoder),
        "CheckThat!": factchecks(asked.data, asked.pairs, encoder),
        "MEANTIME": meantime(asked.data, encoder),
        "stories": stories(16, encoder),
    }
    for name, (_, answers) in sets.items():
        print(f"{name}: {len(answers):,} pairs, {answers.mean():.0%} of one family")
    for name, value in crossed(sets).items():
        print(f"{name:40}{value:.3f}")
    for ground, weight in zip(BY_HAND, fit(list(sets.values())), strict=True):
        print(f"    {ground}: {weight:.2f},")


if __name__ == "__main__":
    main()
