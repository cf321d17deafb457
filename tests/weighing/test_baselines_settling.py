"""The baselines of settling: against figures worked out by hand, and what every method must hold to."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from small_panels import Row, chosen, reliability, small, told

from sayso.settlements import Panel, Settlement
from sayso.weighing import overlaps
from sayso.weighing.counting import best, softmax, wilson
from sayso.weighing.methods import accu, accucopy, crh, majority, truthfinder

METHODS = (majority, truthfinder, crh, accu, accucopy)
TWO_AGAINST_ONE: list[Row] = [("o", "x", "a"), ("o", "x", "b"), ("o", "y", "c")]


def copied(objects: int = 30) -> list[Row]:
    """Three that copy one another's mistakes against two that are right."""
    rows: list[Row] = []
    for n in range(objects):
        rows += [(f"o{n}", f"right {n}", source) for source in ("good", "fine")]
        wrong = n % 2 == 0
        rows += [(f"o{n}", f"{'wrong' if wrong else 'right'} {n}", f"copy{c}") for c in "123"]
    # Others tell the honest ones from the copying ones.
    rows += [(f"p{n}", f"right {n}", s) for n in range(40) for s in ("good", "fine", "third", "fourth")]
    rows += [(f"p{n}", f"mistake {n} of {s}", s) for n in range(30) for s in ("copy1", "copy2", "copy3")]
    return rows


def test_majority_shares_the_votes() -> None:
    settled = majority.settle(small(TWO_AGAINST_ONE))
    assert told(settled, "o") == {"x": pytest.approx(2 / 3), "y": pytest.approx(1 / 3)}
    assert settled.sources == [] and settled.groups == []
    assert [o.sources for o in settled.options] == [2, 1]


def test_truthfinder_first_round_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(truthfinder, "MOST_ROUNDS", 1)
    settled = truthfinder.settle(small(TWO_AGAINST_ONE))
    one = -math.log(1 - 0.9)
    # Two votes, less half of half the other's one; and the other way round.
    x = 1 / (1 + math.exp(-0.3 * (2 * one - 0.25 * one)))
    y = 1 / (1 + math.exp(-0.3 * (one - 0.25 * 2 * one)))
    assert told(settled, "o") == {"x": pytest.approx(x / (x + y)), "y": pytest.approx(y / (x + y))}
    assert reliability(settled) == {"a": pytest.approx(x), "b": pytest.approx(x), "c": pytest.approx(y)}


@pytest.mark.parametrize("method", [truthfinder, accu])
def test_similar_values_support_one_another(method: object) -> None:
    rows: list[Row] = [("o", "29", "a"), ("o", "30", "b"), ("o", "300", "c")]
    both = [("29", "30", 0.9), ("30", "29", 0.9)]
    apart = told(method.settle(small(rows)), "o")  # type: ignore[attr-defined]
    near = told(method.settle(small(rows, near=both)), "o")  # type: ignore[attr-defined]
    assert apart["29"] == pytest.approx(apart["300"])
    assert near["29"] > apart["29"] and near["29"] == pytest.approx(near["30"]) and near["29"] > near["300"]


def test_accu_first_round_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accu, "MOST_ROUNDS", 0)
    settled = accu.settle(small(TWO_AGAINST_ONE))
    vote = math.log(100 * 0.8 / 0.2)
    x, y, unseen = math.exp(2 * vote), math.exp(vote), 101 - 2
    assert told(settled, "o") == {
        "x": pytest.approx(x / (x + y + unseen)),
        "y": pytest.approx(y / (x + y + unseen)),
    }


def test_accu_learns_who_is_right() -> None:
    rows: list[Row] = [(f"o{n}", f"right {n}", s) for n in range(20) for s in ("a", "b", "c")]
    rows += [(f"o{n}", f"wrong {n}", "d") for n in range(20)]
    rows += [("last", "yes", "a"), ("last", "no", "d")]
    settled = accu.settle(small(rows))
    assert reliability(settled)["a"] > 0.9 and reliability(settled)["d"] < 0.1
    assert chosen(settled)["last"] == "yes" and told(settled, "last")["yes"] > 0.98


def test_accucopy_pair_by_hand() -> None:
    """Bayes' rule over no copying and both directions, of two sources of accuracy 0.8 and 0.6."""
    rows: list[Row] = [("t", "1", "a"), ("t", "1", "b"), ("f", "2", "a"), ("f", "2", "b")]
    rows += [("d", "3", "a"), ("d", "4", "b")]
    panel = small(rows)
    pairs = overlaps.overlaps(panel)
    assert (pairs.both.tolist(), pairs.shared.tolist()) == ([3], [2])
    right = np.array([panel.options[n] == "1" for n in range(4)])
    accuracy = np.array([0.8, 0.6])
    found = accucopy._dependence(pairs, right, accuracy)
    same_true, same_false = 0.8 * 0.6, 0.2 * 0.4 / 100
    apart = 1 - same_true - same_false
    alone = 0.8 * same_true * same_false * apart
    either = [
        0.1 * (a * 0.8 + same_true * 0.2) * ((1 - a) * 0.8 + same_false * 0.2) * apart * 0.2
        for a in (0.8, 0.6)
    ]
    assert found[0] == pytest.approx(sum(either) / (sum(either) + alone))


def test_copies_outvote_the_right_ones_but_for_accucopy() -> None:
    panel = small(copied())
    assert chosen(majority.settle(panel))["o0"] == "wrong 0"
    settled = accucopy.settle(panel)
    assert all(value.startswith("right") for value in chosen(settled).values())
    [group] = settled.groups
    assert group.sources == ("copy1", "copy2", "copy3") and group.probability > 0.99
    # Two ties hold three together: 30 values of 60 each that are the same, half of them wrong.
    assert "the same value 60 times of 120, 30 times a probably wrong one, such as 'wrong" in group.why
    copies = {s.source: s.copied for s in settled.sources}
    assert copies["good"] < 0.01 and max(copies["copy1"], copies["copy2"], copies["copy3"]) > 0.4


def test_honest_agreement_is_no_copying() -> None:
    rows: list[Row] = [(f"o{n}", f"right {n}", f"s{s}") for n in range(200) for s in range(8) if (n + s) % 23]
    rows += [(f"o{n}", f"mistake of s{s}", f"s{s}") for n in range(200) for s in range(8) if not (n + s) % 23]
    assert accucopy.settle(small(rows)).groups == []


def test_crh_weights_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[Row] = [(f"o{n}", "x", s) for n in range(4) for s in ("a", "b")]
    rows += [("o0", "y", "c"), ("o1", "x", "c"), ("o2", "x", "c"), ("o3", "x", "c"), ("o0", "z", "d")]
    monkeypatch.setattr(crh, "MOST_ROUNDS", 1)
    settled = crh.settle(small(rows))
    # Mean losses 0, 0, 1/4 and 1; the least loss stands for none.
    total = 2e-6 + 1.25
    weight = [-math.log(loss / total) for loss in (1e-6, 1e-6, 0.25, 1)]
    everyone = sum(weight)
    cost = {"x": everyone - weight[0] - weight[1], "y": everyone - weight[2], "z": everyone - weight[3]}
    shares = {value: math.exp(-loss) for value, loss in cost.items()}
    assert told(settled, "o0") == pytest.approx({v: s / sum(shares.values()) for v, s in shares.items()})


def test_crh_takes_the_weighted_median_of_figures() -> None:
    rows: list[Row] = [("o", v, s) for v, s in zip(("10", "11", "12", "1,000", "2000"), "abcde", strict=True)]
    assert chosen(crh.settle(small(rows, "number")))["o"] == "12"
    assert sorted(crh._numbers(small(rows, "number"))) == [10, 11, 12, 1000, 2000]


def test_crh_distances_are_those_of_every_pair() -> None:
    chance = np.random.default_rng(3)
    rows = [(f"o{n}", str(v), f"s{s}") for n in range(9) for s, v in enumerate(chance.integers(0, 30, 6))]
    panel = small(rows, "number")
    numbers, votes = crh._numbers(panel), chance.random(len(panel.options))
    found = crh._distances(panel, votes, numbers, np.arange(len(votes)))
    for n, object in enumerate(panel.option_object):
        same = np.flatnonzero(panel.option_object == object)
        assert found[n] == pytest.approx(votes[same] @ np.abs(numbers[same] - numbers[n]))


def test_crh_of_figures_and_words_together() -> None:
    rows: list[Row] = [("o", "10", "a"), ("o", "12", "b"), ("o", "11", "c"), ("o", "unknown", "d")]
    settled = crh.settle(small(rows, "number"))
    assert chosen(settled)["o"] == "11" and 0 < told(settled, "o")["unknown"] < told(settled, "o")["10"]


@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.METHOD)
def test_a_settlement_holds_every_option_best_first(method: object) -> None:
    panel = small(copied())
    settled: Settlement = method.settle(panel)  # type: ignore[attr-defined]
    assert sorted((o.object, o.value) for o in settled.options) == sorted(
        (panel.objects[o], v) for o, v in zip(panel.option_object, panel.options, strict=True)
    )
    for _, group in itertools.groupby(settled.options, key=lambda o: o.object):
        shares = [o.probability for o in group]
        assert shares == sorted(shares, reverse=True)
        assert min(shares) >= 0 and sum(shares) <= 1 + 1e-9
    for source in settled.sources:
        assert 0 <= source.low <= source.high <= 1 and 0 <= source.copied <= 1


@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.METHOD)
def test_names_and_order_of_sources_change_nothing(method: object) -> None:
    rows = copied()
    panel, turned = small(rows), small(rows[::-1])
    first: Settlement = method.settle(panel)  # type: ignore[attr-defined]
    second: Settlement = method.settle(turned)  # type: ignore[attr-defined]
    for object in panel.objects:
        assert told(first, object) == pytest.approx(told(second, object), abs=1e-6)


@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.METHOD)
def test_an_empty_panel_and_a_single_statement(method: object) -> None:
    assert list(method.settle(small([])).options) == []  # type: ignore[attr-defined]
    [option] = method.settle(small([("o", "x", "a")])).options  # type: ignore[attr-defined]
    assert option.value == "x" and 0 < option.probability <= 1


def test_sources_of_the_panel_that_state_nothing_break_nothing() -> None:
    panel = small(TWO_AGAINST_ONE)
    wider: Panel = replace(panel, sources=[*panel.sources, "silent"])
    for method in METHODS:
        assert chosen(method.settle(wider))["o"] == "x"


def test_pairs_are_compared_alike_when_few_can_be_afforded() -> None:
    panel = small(copied())
    whole, part = overlaps.overlaps(panel), overlaps.overlaps(panel, affordable=260)
    pairs = {
        frozenset(p): n for n, p in enumerate(zip(whole.one.tolist(), whole.other.tolist(), strict=True))
    }
    assert 0 < len(part.one) < len(whole.one)
    for n, pair in enumerate(zip(part.one.tolist(), part.other.tolist(), strict=True)):
        same = pairs[frozenset(pair)]
        assert (part.both[n], part.shared[n]) == (whole.both[same], whole.shared[same])


def test_overlaps_are_those_of_every_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlaps, "PIECE", 7)
    chance = np.random.default_rng(1)
    rows = {(f"o{chance.integers(12)}", f"s{chance.integers(6)}"): str(chance.integers(3)) for _ in range(60)}
    panel = small([(o, v, s) for (o, s), v in rows.items()])
    found = overlaps.overlaps(panel)
    for n, (one, other) in enumerate(zip(found.one, found.other, strict=True)):
        mine, theirs = ({o: v for (o, s), v in rows.items() if s == panel.sources[x]} for x in (one, other))
        assert found.both[n] == len(mine.keys() & theirs.keys())
        assert found.shared[n] == len(mine.items() & theirs.items())
    assert found.count(np.ones(len(panel.options))).tolist() == found.shared.tolist()


def test_counting_by_hand() -> None:
    panel = small([*TWO_AGAINST_ONE, ("p", "z", "a")])
    assert softmax(panel, np.log([1.0, 3.0, 5.0])).tolist() == pytest.approx([0.25, 0.75, 1])
    assert softmax(panel, np.log([1.0, 3.0, 5.0]), np.array([4.0, 5.0])).tolist() == pytest.approx(
        [1 / 8, 3 / 8, 0.5]
    )
    assert best(panel, np.array([2.0, 2.0, -1.0])).tolist() == [True, False, True]
    low, high = wilson(np.array([0.5]), np.array([10.0]))
    assert (low[0], high[0]) == (pytest.approx(0.2692, abs=1e-3), pytest.approx(0.7308, abs=1e-3))
