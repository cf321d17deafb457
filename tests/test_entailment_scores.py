"""How entailment is scored: against figures worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

import entailment_scores as measured
from entailment_baselines import Labelled, bag_of_words, by_thresholds, overlap

LIKELY = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6], [0.6, 0.3, 0.1]])
PICKED = LIKELY.argmax(1)
WORDS = ["bridge", "fell", "market", "river", "mayor", "rain", "ferry", "harbour", "city", "court", "road"]


def test_three_labels() -> None:
    found = measured.scores(LIKELY, PICKED, ["supports", "refutes", "neutral", "refutes"])
    assert found["macro-F1"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert found["accuracy"] == 0.75
    assert found["ECE"] == pytest.approx((0.3 + 0.2 + 2 * 0.1) / 4)
    assert found["AURC"] == pytest.approx((0 + 0 + 0.5 / 3 + 1 / 4) / 4), "equally sure ones share an error"
    assert (found["risk at 50%"], found["risk at 80%"]) == (0, pytest.approx(1 / 6))
    assert found["AUROC refutes"] == 1


def test_what_is_not_supported_is_refuted_or_neutral() -> None:
    found = measured.scores(LIKELY, PICKED, ["supports", "not_supports", "not_supports", "not_supports"])
    assert found["macro-F1"] == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert found["AUROC not_supports"] == found["AUROC supports"] == 1
    assert (
        measured.f1_of(PICKED, ["supports", "not_supports", "not_supports", "not_supports"])
        == (found["macro-F1"])
    )


def test_a_label_that_a_set_lacks_is_a_miss_where_it_is_said() -> None:
    found = measured.scores(LIKELY[:3], PICKED[:3], ["supports", "refutes", "refutes"])
    assert found["macro-F1"] == pytest.approx((1 + 2 / 3) / 2)


def test_ties_count_half() -> None:
    score, is_label = np.array([0.5, 0.5, 0.9, 0.1]), np.array([True, False, True, False])
    assert measured.auroc(score, is_label) == pytest.approx(3.5 / 4)
    assert measured.auroc(np.zeros(4), is_label) == 0.5


def test_the_mean_is_over_sets_and_of_what_all_have() -> None:
    rows = [{"pairs": 10.0, "ECE": 0.1, "AUROC neutral": 1.0}, {"pairs": 30.0, "ECE": 0.3}]
    assert measured.mean(rows) == {"pairs": 40, "ECE": pytest.approx(0.2)}


def pairs(count: int, seed: int) -> list[Labelled]:
    """Evidence with the claim's words, the same and a "not", or other words."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        claim, other = (list(rng.choice(WORDS, 4, replace=False)) for _ in range(2))
        label = str(rng.choice(["supports", "refutes", "neutral"]))
        words = {"supports": [*claim, "also"], "refutes": [*claim, "not"], "neutral": other}[label]
        made.append(Labelled("invented", " ".join(claim), " ".join(words), label))
    return made


def test_a_bag_of_words_learns_what_overlap_cannot_see() -> None:
    train, unseen = pairs(600, 1), pairs(200, 2)
    gold = [p.label for p in unseen]
    by_words, by_overlap = bag_of_words(train)(unseen), by_thresholds(overlap, train)(unseen)
    assert measured.scores(*by_words, gold)["macro-F1"] > 0.8
    found = measured.scores(*by_overlap, gold)
    assert found["AUROC neutral"] > 0.95 and found["macro-F1"] < 0.7
    for likely, _ in (by_words, by_overlap):
        assert likely.sum(1) == pytest.approx(1)
