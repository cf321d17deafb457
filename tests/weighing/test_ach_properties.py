"""What must hold of every matrix."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from drawn_matrices import doubled, matrices, matrix, with_row, without
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sayso.matrices import MACHINE, Assumption, Cell, Matrix, Row, Weighed
from sayso.weighing.ach import DEFAULTS, Defaults, weigh, with_planted

slow_machines = settings(deadline=None, max_examples=60)
"""A loaded machine takes long now and then: that is no fault."""
CLOSE = 1e-9
MARKED = ("CC", "C", "N", "I", "II")


def same(one: Weighed, other: Weighed, *, scores: bool = True) -> None:
    """The same order, ranks, bands and probabilities, and the same scores."""
    assert [f.hypothesis for f in one.hypotheses] == [f.hypothesis for f in other.hypotheses]
    for a, b in zip(one.hypotheses, other.hypotheses, strict=True):
        assert (a.rank, a.band) == (b.rank, b.band)
        for x, y in ((a.probability, b.probability), (a.low, b.low), (a.high, b.high)):
            assert math.isclose(x, y, abs_tol=CLOSE)
        assert not scores or math.isclose(a.inconsistency, b.inconsistency, abs_tol=CLOSE)


def copies(drawn: Matrix, row: Row) -> set[str]:
    """The row and what is a copy of it: of its origin, with the same marks by those who place the cells."""
    return {
        r.id
        for r in drawn.rows
        if r.id == row.id
        or (row.origin and r.origin == row.origin and _together(drawn, r.id) == _together(drawn, row.id))
    }


def _together(drawn: Matrix, row: str) -> dict[str, dict[str, Fraction]]:
    said = {}
    for hypothesis in drawn.hypotheses:
        cells = drawn.of(row, hypothesis.id)
        cells = tuple(c for c in cells if not c.is_proposed) or cells
        placed = Counter(c.mark for c in cells if c.mark != "NA")
        said[hypothesis.id] = {mark: Fraction(n, placed.total()) for mark, n in placed.items()}
    return said


@slow_machines
@given(matrices())
def test_probabilities_sum_to_one_and_lie_in_their_ranges(drawn: Matrix) -> None:
    weighed = weigh(drawn)
    assert math.isclose(sum(f.probability for f in weighed.hypotheses), 1.0, abs_tol=CLOSE)
    for fare in weighed.hypotheses:
        assert fare.low <= fare.probability + CLOSE
        assert fare.probability <= fare.high + CLOSE
        assert fare.inconsistency >= 0
    assert min(f.rank for f in weighed.hypotheses) == 1


@slow_machines
@given(matrices(), st.data())
def test_a_duplicate_of_a_row_or_of_its_copies_changes_nothing(drawn: Matrix, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(drawn.rows))
    once = doubled(drawn, row.id, "R7")
    twice = doubled(once, "R7", "R8")
    before = weigh(drawn)
    for more in (once, twice):
        after = weigh(more)
        same(before, after)
        assert [t.rows for t in before.turns] == [t.rows for t in after.turns]
        assert before.carrying == after.carrying


@slow_machines
@given(matrices(), st.data())
def test_a_copy_that_nobody_has_graded_or_called_planted_changes_nothing(
    drawn: Matrix, data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from([r for r in drawn.rows if r.origin] or list(drawn.rows)))
    assume(row.origin is not None)
    more = doubled(drawn, row.id, "R7")
    bare = replace(more.rows[-1], text="in other words", credibility=None, deceptive=None)
    same(weigh(drawn), weigh(replace(more, rows=(*drawn.rows, bare))))


@slow_machines
@given(matrices(), st.sampled_from(MARKED), st.sampled_from([None, "o1", "o9"]))
def test_a_row_that_is_as_true_under_all_changes_no_order(
    drawn: Matrix, mark: str, origin: str | None
) -> None:
    row = Row("R7", "note", "true anyhow", origin=origin)
    more = with_row(drawn, row, [mark] * len(drawn.hypotheses))
    before, after = weigh(drawn), weigh(more)
    same(before, after, scores=False)
    assert after.rows[-1].diagnosticity == 0


@slow_machines
@given(matrices())
def test_a_row_that_applies_nowhere_or_has_no_marks_changes_nothing(drawn: Matrix) -> None:
    empty = Row("R7", "note", "beside the point", origin="o1")
    before = weigh(drawn)
    same(before, weigh(with_row(drawn, empty, ["NA"] * len(drawn.hypotheses))))
    same(before, weigh(replace(drawn, rows=(*drawn.rows, empty))))


@slow_machines
@given(matrices(), st.data())
def test_a_row_certain_to_be_planted_counts_for_nothing(drawn: Matrix, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(drawn.rows))
    planted = weigh(with_planted(drawn, [row.id]))
    same(planted, weigh(without(drawn, *copies(drawn, row))))
    ratios = next(w for w in planted.rows if w.row == row.id).ratios
    assert all(math.isclose(r, 1.0, abs_tol=CLOSE) for r in ratios.values())


@slow_machines
@given(matrices(least=2), st.randoms(use_true_random=False))
def test_the_order_of_rows_hypotheses_and_marks_changes_nothing(drawn: Matrix, chance: random.Random) -> None:
    def mixed(things: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(things, len(things)))

    shuffled = replace(
        drawn,
        rows=mixed(drawn.rows),
        hypotheses=mixed(drawn.hypotheses),
        cells=mixed(drawn.cells),
    )
    before, after = weigh(drawn), weigh(shuffled)
    assert before.hypotheses == after.hypotheses
    assert before.turns == after.turns
    assert before.carrying == after.carrying
    assert before.sought[:3] == after.sought[:3]
    assert before.confidence == after.confidence
    assert {w.row: w for w in before.rows} == {w.row: w for w in after.rows}


@slow_machines
@given(matrices())
def test_names_of_analysts_change_nothing(drawn: Matrix) -> None:
    other = {"anna": "bruno", "bruno": "anna", MACHINE: MACHINE}
    swapped = replace(drawn, cells=tuple(replace(c, who=other[c.who]) for c in drawn.cells))
    same(weigh(drawn), weigh(swapped))


@slow_machines
@given(matrices(), st.floats(0.01, 0.99))
def test_equal_priors_are_as_no_priors(drawn: Matrix, prior: float) -> None:
    stated = tuple(replace(h, prior=prior) for h in drawn.hypotheses)
    silent = tuple(replace(h, prior=None) for h in drawn.hypotheses)
    same(weigh(replace(drawn, hypotheses=stated)), weigh(replace(drawn, hypotheses=silent)))


@slow_machines
@given(matrices())
def test_rows_ratios_multiply_to_the_odds(drawn: Matrix) -> None:
    """What is shown of the rows accounts for all that the evidence does."""
    silent = replace(drawn, hypotheses=tuple(replace(h, prior=None) for h in drawn.hypotheses))
    weighed = weigh(silent)
    p = {f.hypothesis: f.probability for f in weighed.hypotheses}
    for a, b in combinations(p, 2):
        product = math.prod(w.ratios[a] / w.ratios[b] for w in weighed.rows)
        assert math.isclose(p[a] / p[b], product, rel_tol=1e-6)


@slow_machines
@given(matrices())
def test_rows_of_an_origin_count_once_together(drawn: Matrix) -> None:
    weighed = weigh(drawn)
    counts = {w.row: w.counts for w in weighed.rows}
    for origin in {r.origin for r in drawn.rows if r.origin}:
        whole = sum(counts[r.id] for r in drawn.rows if r.origin == origin)
        assert whole == 0 or math.isclose(whole, 1.0)


@slow_machines
@given(matrices())
def test_turns_are_what_planting_their_rows_does(drawn: Matrix) -> None:
    """Each listed one turns the order, and no single row that is not listed does: by weighing anew."""
    weighed = weigh(drawn)
    listed = {t.rows: t for t in weighed.turns}
    for rows, turn in listed.items():
        after = weigh(with_planted(drawn, rows))
        fare = next(f for f in after.hypotheses if f.hypothesis == turn.leader)
        assert math.isclose(fare.probability, turn.probability, abs_tol=1e-6)
        assert turn.by in ("both", _turned(weighed, after))
    for row in drawn.rows:
        found = any((row.id in t.rows or row.id in t.copies) and len(t.rows) == 1 for t in weighed.turns)
        assert found == bool(_turned(weighed, weigh(with_planted(drawn, [row.id]))))


@slow_machines
@given(matrices(least=3))
def test_every_pair_that_turns_an_order_is_listed_or_counted(drawn: Matrix) -> None:
    """By weighing anew without each pair, of pieces that stand for themselves."""
    lone = replace(drawn, rows=tuple(replace(r, origin=None) for r in drawn.rows))
    weighed = weigh(lone, defaults=Defaults(most_pairs=2))
    marked = [row for row in lone.rows if any(c.row == row.id and c.mark != "NA" for c in lone.cells)]
    alone = {row.id: _orders(weighed, weigh(with_planted(lone, [row.id]))) for row in marked}
    expected = {
        (a.id, b.id)
        for a, b in combinations(marked, 2)
        if _orders(weighed, weigh(with_planted(lone, [a.id, b.id]))) - alone[a.id] - alone[b.id]
    }
    listed = {t.rows for t in weighed.turns if len(t.rows) == 2}
    assert listed <= expected
    assert len(listed) == min(2, len(expected))
    assert len(listed) + weighed.pairs_left == len(expected)


def _orders(before: Weighed, after: Weighed) -> set[str]:
    turned = _turned(before, after)
    return {"probability", "inconsistency"} if turned == "both" else {turned} - {""}


def _turned(before: Weighed, after: Weighed) -> str:
    """By plain reading of the results: which orders have other leaders."""
    probable = _leading(before) != _leading(after)
    least_before, least_after = _least(before), _least(after)
    inconsistent = bool(least_after - least_before)
    return {(True, True): "both", (True, False): "probability", (False, True): "inconsistency"}.get(
        (probable, inconsistent), ""
    )


def _leading(weighed: Weighed) -> set[str]:
    most = weighed.hypotheses[0].probability
    return {f.hypothesis for f in weighed.hypotheses if math.isclose(f.probability, most, abs_tol=CLOSE)}


def _least(weighed: Weighed) -> set[str]:
    return {f.hypothesis for f in weighed.hypotheses if f.rank == 1}


@slow_machines
@given(matrices())
def test_more_doubt_of_a_row_brings_its_ratios_nearer_to_even(drawn: Matrix) -> None:
    lone = replace(drawn, rows=tuple(replace(r, origin=None) for r in drawn.rows))
    row = lone.rows[0].id
    spreads = []
    for doubt in (0.0, 0.25, 0.5, 0.75, 1.0):
        weight = weigh(with_planted(lone, [row], doubt)).rows[0]
        spreads.append(max(weight.ratios.values()) / min(weight.ratios.values()))
    assert all(a >= b - CLOSE for a, b in pairwise(spreads))


@slow_machines
@given(matrices())
def test_a_failed_assumption_never_raises_confidence(drawn: Matrix) -> None:
    levels = ("low", "moderate", "high")
    confidences = [
        weigh(replace(drawn, assumptions=(Assumption("A1", "nobody else was there", standing),))).confidence
        for standing in ("holds", "challenged", "failed")
    ]
    ranks = [levels.index(c) for c in confidences]
    assert ranks == sorted(ranks, reverse=True)


CARRIED = [
    matrix({"R1": "II C"}),
    matrix({"R1": "C C", "R2": "CC I"}),
    matrix({"R1": "C N C", "R2": "II II C", "R3": "C C C"}),
    matrix({"R1": "N II", "R2": "C I"}, R1={"deceptive": 0.4}, R2={"credibility": 5}),
]


@pytest.mark.parametrize("case", CARRIED)
def test_without_the_rows_that_carry_it_the_leader_leads_no_more(case: Matrix) -> None:
    weighed = weigh(case)
    after = weigh(without(case, *weighed.carrying))
    assert _leading(after) != _leading(weighed)


@slow_machines
@given(matrices())
def test_where_one_row_alone_tells_apart_taking_it_out_changes_the_order(drawn: Matrix) -> None:
    flat = replace(
        drawn,
        hypotheses=tuple(replace(h, prior=None) for h in drawn.hypotheses),
        cells=tuple(Cell(r.id, h.id, "C", "anna", "", "") for r in drawn.rows for h in drawn.hypotheses),
    )
    told = with_row(flat, Row("R7", "note", "tells"), ["II", *["C"] * (len(flat.hypotheses) - 1)])
    before, after = weigh(told), weigh(without(told, "R7"))
    assert before.carrying == ("R7",)
    assert _leading(before) != _leading(after)
    assert [t.rows for t in before.turns] == [("R7",)]


def test_the_defaults_are_the_bands_of_icd_203() -> None:
    for mark, low, high in (("CC", 0.8, 0.95), ("C", 0.55, 0.8), ("I", 0.2, 0.45), ("II", 0.05, 0.2)):
        ends = sorted((DEFAULTS.weak[mark], DEFAULTS.strong[mark]))
        assert ends == [low, high]
        assert math.isclose(DEFAULTS.middle[mark], (low + high) / 2)
