"""News that is made up to learn from: labels even, and not to be read off one side."""

from __future__ import annotations

import itertools
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ENTAILMENT = Path(__file__).parents[2] / "training" / "entailment"
LABELS = ("supports", "refutes", "neutral")


@pytest.fixture(scope="module")
def news() -> Any:
    sys.path.insert(0, str(ENTAILMENT))
    try:
        import news as module
    finally:
        sys.path.remove(str(ENTAILMENT))
    return module


@pytest.fixture(scope="module")
def drawn(news: Any) -> list[Any]:
    return list(news.drawn(9_000, random.Random(5)))


def test_labels_are_even(drawn: list[Any]) -> None:
    share = {label: n / len(drawn) for label, n in Counter(d.label for d in drawn).items()}
    assert share == pytest.approx({"supports": 0.36, "refutes": 0.32, "neutral": 0.32}, abs=0.03)


def test_one_draw_is_repeatable_and_the_next_is_new(news: Any) -> None:
    rng = random.Random(3)
    first, second = news.drawn(200, rng), news.drawn(200, rng)
    assert first == news.drawn(200, random.Random(3))
    assert len({d.claim for d in first} & {d.claim for d in second}) < 5


def test_nothing_is_left_unfilled(drawn: list[Any]) -> None:
    for text in (side for d in drawn for side in (d.claim, d.evidence)):
        assert not re.search(r"[{}+]|\s{2}|\bNone\b|,,|\.\.", text), text
        assert re.search(r"[.?!”\"]$", text), text


def test_claims_come_in_groups_that_turn_the_label(drawn: list[Any]) -> None:
    labels: dict[str, set[str]] = defaultdict(set)
    for d in drawn:
        labels[d.claim].add(d.label)
    assert np.mean([len(found) > 1 for found in labels.values()]) > 0.4


@pytest.mark.parametrize("side", ["claim", "evidence"])
def test_one_side_alone_does_not_tell_the_label(drawn: list[Any], side: str) -> None:
    texts, labels = [getattr(d, side) for d in drawn], [LABELS.index(d.label) for d in drawn]
    assert _accuracy_of_words(texts, labels) < 0.36 + 0.09


def test_both_sides_together_tell_something(drawn: list[Any]) -> None:
    """What the classifier can learn it does learn: else the test above would hold of anything."""
    texts = [f"{d.claim} {d.label}" for d in drawn]
    assert _accuracy_of_words(texts, [LABELS.index(d.label) for d in drawn]) > 0.95


def _accuracy_of_words(texts: list[str], labels: list[int]) -> float:
    """Of a softmax over words and pairs of words, learnt on the first two thirds and asked about the rest."""
    bags = [_bag(text) for text in texts]
    learnt = len(bags) * 2 // 3
    common = Counter(word for bag in bags[:learnt] for word in bag).most_common(3_000)
    column = {word: i for i, (word, _) in enumerate(common)}
    x = np.zeros((len(bags), len(column) + 1), np.float32)
    x[:, -1] = 1
    for row, bag in zip(x, bags, strict=True):
        row[[column[word] for word in bag if word in column]] = 1
    y = np.eye(3, dtype=np.float32)[labels]
    weights = np.zeros((x.shape[1], 3), np.float32)
    for _ in range(150):
        logits = x[:learnt] @ weights
        p = np.exp(logits - logits.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        weights -= 0.3 * (x[:learnt].T @ (p - y[:learnt]) / learnt + 1e-4 * weights)
    return float(((x[learnt:] @ weights).argmax(1) == np.array(labels[learnt:])).mean())


def _bag(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))}
