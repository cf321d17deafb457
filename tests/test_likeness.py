"""What is measured of search by likeness is measured right."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

import likeness
from likeness import Task

ASKED = Task({"a": "wet", "b": "dry", "c": "warm"}, ["damp"], [{"c"}])


class Letters:
    """Texts are near where they share letters."""

    method, width = "letters 1", 26

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        rows = np.array([[float(chr(97 + i) in text) for i in range(26)] for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)  # type: ignore[no-any-return]


def test_rank_counts_among_ten_and_precision_among_five() -> None:
    names = [f"n{i}" for i in range(12)]
    found = likeness.scores([names] * 4, [{"n0"}, {"n3"}, {"n9"}, {"n10"}])
    assert found["MRR@10"] == pytest.approx((1 + 1 / 4 + 1 / 10) / 4)
    assert found["found@10"] == 3 / 4
    assert found["MAP@5"] == pytest.approx((1 + 1 / 4) / 4)


def test_of_several_right_claims_each_counts_in_precision() -> None:
    assert likeness.scores([["a", "x", "b"]], [{"a", "b"}])["MAP@5"] == pytest.approx((1 + 2 / 3) / 2)
    assert likeness.scores([[]], [{"a"}]) == {"MRR@10": 0, "found@10": 0, "MAP@5": 0}


def test_what_both_rankings_have_stands_before_what_one_has_first() -> None:
    assert likeness.fused([["a", "b"]], [["c", "b"]]) == [["b", "a", "c"]]


def test_vectors_and_words_rank_every_claim_that_they_can() -> None:
    assert likeness.by_vectors(ASKED, Letters()) == [["c", "b", "a"]]
    [found] = likeness.by_words(Task(ASKED.claims, ["Warmed and wet, it seems"], [{"c"}]))
    assert sorted(found) == ["a", "c"]


def test_reranking_orders_the_first_and_leaves_the_rest() -> None:
    assert likeness.reranked(ASKED, [["a", "b", "c"]], Letters())[0][-1] == "a"
    many = [f"n{i}" for i in range(likeness.AGAIN + 1)]
    asked = Task(dict.fromkeys(many, "dry") | {many[-1]: "damp"}, ["damp"], [{many[-1]}])
    assert likeness.reranked(asked, [many], Letters())[0][-1] == many[-1]
    assert likeness.reranked(asked, [many[::-1]], Letters())[0][0] == many[-1]
