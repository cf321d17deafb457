"""The question of blame in the story of examples/sallow-bridge: worked as the tutorial works it, from claims
to a report, with one row on which the answer hangs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

import test_story_checked
from sayso.deliberating.rows import Drawing, drawn
from sayso.errors import StopRun
from sayso.ledger import Ledger, open_ledger, questions
from sayso.ledger.questions import Draft
from sayso.matrices import Entry, Matrix
from sayso.settings import Settings
from sayso.views.matrix.report import markdown
from sayso.views.matrix.sheet import Sheet
from sayso.weighing.ach import weigh

story = test_story_checked.story

QUESTION = "Why did the bridge fall?"
LENN_WATCH, FRAMED, NOBODY = "H1", "H2", "H3"
HYPOTHESES = (
    {"text": "Lenn Watch cut the cable"},
    {"text": "Others cut it, to have Lenn Watch blamed", "prior": 0.1},
    {"text": "Nobody cut the cable: rust and too many people"},
)
BAG, STAR, TODAY, DENIAL = "R1", "R2", "R3", "R10"
LAMP = "528407d394ad"
"""One source without a name, and another as near to the inquiry says much less: doubtful."""
ROWS = (
    ("c83226df4a97", ("CC", "CC", "II")),  # a bag with bolt cutters and an armband of Lenn Watch
    ("19551d0a7371", ("C", "C", "I")),  # the letter, in the Star
    ("879c1af0ddc1", ("C", "C", "I")),  # the letter, "confirmed" by Sarrovia Today
    (LAMP, ("C", "C", "I")),  # "cut through", says the Lamp's source
    ("57ea930a0e26", ("N", "N", "C")),  # marks of a tool or of rust, says the Herald's
    ("8755116d6cb9", ("C", "C", "N")),  # two men in grey overalls
    ("9ed551eedbbf", ("I", "N", "N")),  # forty of Lenn Watch were on the bridge
    ("cbdb9fcdaa9e", ("I", "I", "C")),  # the north anchor gave way first
    ("b966cef03f5b", ("N", "N", "C")),  # 150 to 200 on a bridge for 120
    ("a9b6adf845eb", ("C", "C", "C")),  # Lenn Watch denies it
)
"""A claim published by 11 June, and an analyst's marks on it."""
LATER = (
    ("dd9da3eac389", ("N", "N", "CC")),  # the inspector: rusting through
    ("94ae84ba0c64", ("N", "N", "CC")),  # the inquiry: two thirds of the steel gone
    ("1a963af03a71", ("I", "I", "C")),  # the inquiry: no trace of a letter
)


@pytest.fixture(scope="module")
def ledger(story: Path) -> Iterator[Ledger]:
    with closing(open_ledger(str(story / test_story_checked.NAME))) as found:
        yield found


@pytest.fixture(scope="module")
def worked(ledger: Ledger) -> Matrix:
    """The matrix on the evening of 11 June."""
    _keep(ledger, None, Draft("question", {"text": QUESTION}))
    _keep(ledger, QUESTION, *(Draft("hypothesis", told) for told in HYPOTHESES))
    _put_in(ledger, ROWS, as_of="2025-06-11")
    _keep(ledger, QUESTION, Draft("cell", {"row": BAG, "hypothesis": LENN_WATCH, "mark": "N"}), who="ben")
    return _matrix(ledger)


@pytest.fixture(scope="module")
def after(ledger: Ledger, worked: Matrix) -> Matrix:
    """With what the inspector and the inquiry said."""
    _put_in(ledger, LATER, as_of=None)
    return _matrix(ledger)


def _put_in(ledger: Ledger, rows: tuple[tuple[str, tuple[str, ...]], ...], as_of: str | None) -> None:
    for claim, marks in rows:
        told = drawn(ledger, Settings(), _matrix(ledger), claim, Drawing(("main",), as_of=as_of))
        graded = {"credibility": 4} if claim == LAMP else {}
        [row] = _keep(ledger, QUESTION, Draft("row", told | graded))
        cells = zip((LENN_WATCH, FRAMED, NOBODY), marks, strict=True)
        _keep(
            ledger,
            QUESTION,
            *(Draft("cell", {"row": row.told["id"], "hypothesis": h, "mark": mark}) for h, mark in cells),
        )


def _keep(ledger: Ledger, question: str | None, *drafts: Draft, who: str = "ann") -> list[Entry]:
    return questions.keep(ledger, question, drafts, who=who, why="as the tutorial has it")


def _matrix(ledger: Ledger) -> Matrix:
    with ledger.reading() as connection:
        return questions.matrix(connection, QUESTION)


def _without(matrix: Matrix, row: str) -> Matrix:
    rows = tuple(one for one in matrix.rows if one.id != row)
    return replace(matrix, rows=rows, cells=tuple(cell for cell in matrix.cells if cell.row != row))


def _planted(matrix: Matrix, row: str) -> Matrix:
    rows = tuple(replace(one, deceptive=1.0) if one.id == row else one for one in matrix.rows)
    return replace(matrix, rows=rows)


def _fares(matrix: Matrix) -> list[tuple[str, float]]:
    return [(fare.hypothesis, round(fare.probability, 9)) for fare in weigh(matrix).hypotheses]


def test_the_papers_of_that_evening_lead_to_lenn_watch(worked: Matrix) -> None:
    leader = weigh(worked).hypotheses[0]
    assert (leader.hypothesis, leader.band) == (LENN_WATCH, "likely")


def test_turning_the_bag_to_planted_turns_the_answer(worked: Matrix) -> None:
    assert weigh(_planted(worked, BAG)).hypotheses[0].hypothesis == NOBODY
    turns = {turn.rows: turn for turn in weigh(worked).turns}
    assert turns[(BAG,)].leader == NOBODY
    assert turns[(BAG,)].by in ("probability", "both")


def test_no_other_row_alone_makes_another_most_probable(worked: Matrix) -> None:
    others = [row.id for row in worked.rows if row.id not in (BAG, STAR, TODAY)]
    assert {weigh(_planted(worked, row)).hypotheses[0].hypothesis for row in others} == {LENN_WATCH}


def test_two_outlets_with_one_letter_are_one_origin_and_count_once(worked: Matrix) -> None:
    star, today = (row for row in worked.rows if row.id in (STAR, TODAY))
    assert star.origin is not None and star.origin == today.origin
    assert len({row.origin for row in worked.rows}) == len(worked.rows) - 1
    assert _fares(_without(worked, TODAY)) == _fares(worked) == _fares(_without(worked, STAR))
    assert _fares(_without(_without(worked, TODAY), STAR)) != _fares(worked)


def test_a_denial_that_all_would_make_changes_nothing(worked: Matrix) -> None:
    [weight] = [row for row in weigh(worked).rows if row.row == DENIAL]
    assert weight.diagnosticity == 0
    assert _fares(_without(worked, DENIAL)) == _fares(worked)


def test_the_report_names_the_rows_that_carry(worked: Matrix) -> None:
    found = weigh(worked)
    text = markdown(Sheet(found, ()))
    part = text.decode().split("\n## The rows that carry it\n", 1)[1].split("\n## ", 1)[0]
    named = [line[4:].split("**")[0] for line in part.splitlines() if line.startswith("- **")]
    assert named == list(found.carrying)
    assert len(named) == 3 and named[0] == BAG


def test_the_second_analyst_is_heard_and_shown(worked: Matrix) -> None:
    [dispute] = weigh(worked).disputes
    assert (dispute.row, dispute.hypothesis) == (BAG, LENN_WATCH)
    alone = replace(worked, cells=tuple(cell for cell in worked.cells if cell.who == "ann"))
    assert _fares(alone)[0][1] > _fares(worked)[0][1]


def test_with_the_inquiry_nobody_leads_even_if_the_bag_is_genuine(after: Matrix) -> None:
    assert weigh(after).hypotheses[0].hypothesis == NOBODY
    assert weigh(_planted(after, BAG)).hypotheses[0].probability > weigh(after).hypotheses[0].probability


def test_what_was_published_later_is_not_drawn_for_that_evening(ledger: Ledger, worked: Matrix) -> None:
    with pytest.raises(StopRun, match="2025-06-11"):
        drawn(ledger, Settings(), worked, LATER[0][0], Drawing(("main",), as_of="2025-06-11"))
