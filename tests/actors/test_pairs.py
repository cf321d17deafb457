"""The pairs are sound, and no more of them go wrong than did."""

from __future__ import annotations

import pytest

import actor_scores
from actor_scores import Pair
from sayso.types import KINDS

PAIRS = actor_scores.load()
VERDICTS = [actor_scores.judge(pair) for pair in PAIRS]
FLOORS = {
    "joined: precision": 0.99,
    "joined: share of one actor": 0.70,
    "joined or suggested same: precision": 0.97,
    "joined or suggested same: recall": 0.98,
    "suggested belonging: precision": 0.97,
    "suggested belonging: recall": 0.97,
}


def test_pairs_are_many_and_half_of_them_need_no_list() -> None:
    assert len(PAIRS) >= 150
    assert len({(pair.a, pair.b) for pair in PAIRS}) == len(PAIRS)
    assert 0.4 <= sum(pair.listed for pair in PAIRS) / len(PAIRS) <= 0.6
    assert all(sum(pair.gold == gold for pair in PAIRS) >= 30 for gold in ("same", "related", "different"))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.a[0]} ~ {pair.b[0]}")
def test_a_pair_is_sound(pair: Pair) -> None:
    assert pair.gold in ("same", "related", "different")
    assert pair.a[0] and pair.b[0] and pair.about
    assert {pair.a[1], pair.b[1]} <= set(KINDS)


@pytest.mark.parametrize("measure", FLOORS)
def test_floor(measure: str) -> None:
    right, of = actor_scores.shares(VERDICTS)[measure]
    assert of >= 30
    assert right / of >= FLOORS[measure]


@pytest.mark.parametrize("gold", ["related", "different"])
def test_nothing_is_joined_that_is_not_one(gold: str) -> None:
    assert [v.pair for v in VERDICTS if v.found == "joined" and v.pair.gold == gold] == []


def test_every_suggestion_says_why() -> None:
    said = [v.suggestion for v in VERDICTS if v.suggestion]
    assert len(said) > 50
    assert all(s.why and 0.4 <= s.score < 1 and s.a != s.b for s in said)
