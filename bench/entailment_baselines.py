"""Simpler judges of pairs of claim and evidence: overlap of words, likeness of vectors, a bag of words.

Each learns on pairs of the training part and gives probabilities of supports, refutes and neutral.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product

import numpy as np

from entailment_scores import AGAINST, Floats, Whole, f1_of, scores
from sayso.findings import LABELS
from sayso.protocols import Encoder

BINS, THRESHOLDS = 20, 24
SIZE, EPOCHS, BATCH, RATE, RIDGE = 1 << 18, 3, 256, 0.2, 1e-6
CROSSED = 8
"""Words of each side that are crossed with those of the other."""
SEED = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Labelled:
    """A pair of `DATA/verify`."""

    set: str
    claim: str
    evidence: str
    label: str


Predicted = tuple[Floats, Whole]
"""Probabilities, and the labels that are said, by their place in `LABELS`."""
Baseline = Callable[[Sequence[Labelled]], Predicted]


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def overlap(pairs: Sequence[Labelled]) -> Floats:
    """The share of the claim's words that the evidence has."""
    made = []
    for pair in pairs:
        claim, evidence = set(words(pair.claim)), set(words(pair.evidence))
        made.append(len(claim & evidence) / max(1, len(claim)))
    return np.array(made)


def likeness(encoder: Encoder) -> Callable[[Sequence[Labelled]], Floats]:
    """The cosine of their vectors."""

    def of(pairs: Sequence[Labelled]) -> Floats:
        sides = (encoder.encode([getattr(p, side) for p in pairs]) for side in ("claim", "evidence"))
        claims, evidence = sides
        return (claims * evidence).sum(1).astype(np.float64)  # type: ignore[no-any-return]

    return of


def by_thresholds(score: Callable[[Sequence[Labelled]], Floats], train: Sequence[Labelled]) -> Baseline:
    """Of one number: how labels are spread where it is about so high, and two thresholds between labels."""
    values = score(train)
    edges = np.unique(np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1]))
    shares = _shares(np.digitize(values, edges), len(edges) + 1, train)
    low, high, order = _best_thresholds(values, train)

    def predict(pairs: Sequence[Labelled]) -> Predicted:
        found = score(pairs)
        picked = np.array(order)[(found >= low).astype(int) + (found >= high)]
        return shares[np.digitize(found, edges)], picked

    return predict


def _shares(bins: Whole, count: int, train: Sequence[Labelled]) -> Floats:
    """How often each label is right in each bin; `not_supports` counts half for either of the others."""
    made = np.ones((count, len(LABELS)))
    for at, pair in zip(bins, train, strict=True):
        made[at] += (0, 0.5, 0.5) if pair.label == AGAINST else np.eye(3)[LABELS.index(pair.label)]
    return made / made.sum(1, keepdims=True)  # type: ignore[no-any-return]


def _best_thresholds(values: Floats, train: Sequence[Labelled]) -> tuple[float, float, tuple[int, int, int]]:
    """Those of the best macro-F1, mean over sets, and which labels lie below, between and above them."""
    gold = np.array([p.label for p in train])
    sets = [np.flatnonzero(np.array([p.set for p in train]) == name) for name in {p.set for p in train}]
    steps = np.quantile(values, np.linspace(0, 1, THRESHOLDS))

    def worth(choice: tuple[float, float, tuple[int, int, int]]) -> float:
        low, high, order = choice
        picked = np.array(order)[(values >= low).astype(int) + (values >= high)]
        return float(np.mean([f1_of(picked[at], gold[at].tolist()) for at in sets]))

    orders = [(2, 1, 0), (1, 2, 0), (1, 1, 0), (2, 2, 0)]
    choices = [(a, b, o) for a, b in product(steps[::2], steps) if a <= b for o in orders]
    return max(choices, key=worth)


def bag_of_words(train: Sequence[Labelled]) -> Baseline:
    """Logistic regression over hashed words of claim and evidence, of both, of one alone, and crossed."""
    weights = np.zeros((SIZE, len(LABELS)))
    squares = np.full((SIZE, len(LABELS)), 1e-8)
    features = [_hashed(p) for p in train]
    targets = [p.label for p in train]
    rng = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        order = iter(rng.permutation(len(train)).tolist())
        while batch := list(islice(order, BATCH)):
            _learn(weights, squares, [features[i] for i in batch], [targets[i] for i in batch])

    def predict(pairs: Sequence[Labelled]) -> Predicted:
        made = np.concatenate([_likely(weights, [_hashed(p) for p in part])[0] for part in _parts(pairs)])
        return made, made.argmax(1)

    return predict


def _parts(pairs: Sequence[Labelled]) -> Iterator[Sequence[Labelled]]:
    return (pairs[at : at + BATCH] for at in range(0, len(pairs), BATCH))


def _likely(weights: Floats, rows: list[Whole]) -> tuple[Floats, Whole, Floats]:
    """Probabilities; the features of all rows one after another, and what each weighs in its row."""
    lengths = np.array([len(row) for row in rows])
    flat = np.concatenate(rows)
    share = np.repeat(lengths**-0.5, lengths)[:, None]
    logits = np.add.reduceat(weights[flat] * share, np.cumsum(lengths) - lengths)
    odds = np.exp(logits - logits.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True), flat, share


def _learn(weights: Floats, squares: Floats, rows: list[Whole], labels: list[str]) -> None:
    """One step of AdaGrad (Duchi et al. 2011), in place."""
    likely, flat, share = _likely(weights, rows)
    wanted = np.zeros_like(likely)
    for at, label in enumerate(labels):
        if label == AGAINST:
            wanted[at, 1:] = likely[at, 1:] / likely[at, 1:].sum()
        else:
            wanted[at, LABELS.index(label)] = 1
    steps = np.repeat(likely - wanted, [len(row) for row in rows], axis=0) * share
    unique, where = np.unique(flat, return_inverse=True)
    gradient = np.zeros((len(unique), len(LABELS)))
    np.add.at(gradient, where, steps)
    gradient += RIDGE * weights[unique]
    squares[unique] += gradient**2
    weights[unique] -= RATE * gradient / np.sqrt(squares[unique])


def _hashed(pair: Labelled) -> Whole:
    return np.unique([zlib.crc32(name.encode()) % SIZE for name in _names(pair)])


def _names(pair: Labelled) -> Iterator[str]:
    claim, evidence = words(pair.claim), words(pair.evidence)
    ours, theirs = set(claim), set(evidence)
    yield "base"
    yield f"shared {round(10 * len(ours & theirs) / max(1, len(ours)))}"
    for name, bag in (("claim", ours), ("evidence", theirs), ("both", ours & theirs)):
        yield from (f"{name} {word}" for word in bag)
    only_ours = [w for w in dict.fromkeys(claim) if w not in theirs]
    only_theirs = [w for w in dict.fromkeys(evidence) if w not in ours]
    yield from (f"only claim {w}" for w in only_ours)
    yield f"only claim has a number {any(w[0].isdigit() for w in only_ours)}"
    yield from (f"{a} x {b}" for a, b in product(only_ours[:CROSSED], only_theirs[:CROSSED]))
    yield from (f"claim {a} {b}" for a, b in pairwise(claim))


def measured(baseline: Baseline, pairs: dict[str, list[Labelled]]) -> dict[str, dict[str, float]]:
    """Scores by set."""
    return {name: scores(*baseline(rows), [r.label for r in rows]) for name, rows in sorted(pairs.items())}
