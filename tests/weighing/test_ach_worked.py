"""Worked cases: the order of the literature, from matrices in our own words. Each file says how faithful."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.matrices import Cell, Hypothesis, Matrix, Row, Weighed
from sayso.weighing.ach import DEFAULTS, Defaults, weigh, with_planted

CASES = sorted((Path(__file__).parent / "worked").glob("*.json"))
EXPECTED = {
    "order",
    "least_inconsistent",
    "inconsistency",
    "probability",
    "tells_nothing",
    "most_diagnostic",
    "carrying",
    "turns",
    "turning_pairs",
    "misled",
    "staged",
    "planted",
    "without",
    "reasons",
}


def read(told: dict[str, Any]) -> Matrix:
    hypotheses = tuple(Hypothesis(name, h["text"], h.get("prior")) for name, h in told["hypotheses"].items())
    rows = tuple(
        Row(name, "note", r["text"], origin=r.get("origin"), motives=tuple(r.get("motives", ())))
        for name, r in told["rows"].items()
    )
    cells = tuple(
        Cell(name, h.id, mark, "anna", "", "")
        for name, r in told["rows"].items()
        for h, mark in zip(hypotheses, r["marks"].split(), strict=True)
    )
    return Matrix("q", told["question"], hypotheses, rows, cells, outcome=told.get("outcome"))


def order(weighed: Weighed) -> list[str]:
    return [f.hypothesis for f in weighed.hypotheses]


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def told(request: pytest.FixtureRequest) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(request.param.read_text("utf-8"))
    return case


@pytest.fixture
def weighed(told: dict[str, Any]) -> Weighed:
    reading = {"strong": Defaults(middle=DEFAULTS.strong), None: DEFAULTS}[told.get("reading")]
    return weigh(read(told), defaults=reading)


def test_the_case_says_where_it_comes_from_and_how_faithful_it_is(told: dict[str, Any]) -> None:
    assert told["source"]
    assert told["faithful"]
    assert {"order", "least_inconsistent"} <= told["expected"].keys() <= EXPECTED


def test_the_order_is_the_one_of_the_literature(told: dict[str, Any], weighed: Weighed) -> None:
    expected = told["expected"]
    assert order(weighed) == expected["order"]
    assert sorted(f.hypothesis for f in weighed.hypotheses if f.rank == 1) == expected["least_inconsistent"]
    for name, points in expected.get("inconsistency", {}).items():
        assert next(f for f in weighed.hypotheses if f.hypothesis == name).inconsistency == points
    for name, probability in expected.get("probability", {}).items():
        found = next(f for f in weighed.hypotheses if f.hypothesis == name).probability
        assert round(found, 2) == probability


def test_the_rows_do_what_the_literature_says(told: dict[str, Any], weighed: Weighed) -> None:
    expected = told["expected"]
    by = {w.row: w.diagnosticity for w in weighed.rows}
    if "tells_nothing" in expected:
        assert [row for row, value in by.items() if value == 0] == expected["tells_nothing"]
    if "most_diagnostic" in expected:
        most = max(by.values())
        assert [row for row, value in by.items() if value == most] == expected["most_diagnostic"]
    if "carrying" in expected:
        assert list(weighed.carrying) == expected["carrying"]
    if "misled" in expected:
        assert set(expected["misled"]) <= set(weighed.misled)
    if "turns" in expected:
        assert [list(t.rows) for t in weighed.turns if t.by != "inconsistency"] == expected["turns"]
    if "turning_pairs" in expected:
        assert [list(t.rows) for t in weighed.turns if len(t.rows) == 2] == expected["turning_pairs"]
    for beginning in expected.get("reasons", ()):
        assert any(reason.startswith(beginning) for reason in weighed.reasons)


def test_what_was_staged_turns_the_answer(told: dict[str, Any], weighed: Weighed) -> None:
    expected = told["expected"]
    if "staged" in expected:
        (staged,) = weighed.staged
        assert (staged.hypothesis, staged.leader) == (
            expected["staged"]["hypothesis"],
            expected["staged"]["leader"],
        )
    if "planted" in expected:
        planted = weigh(with_planted(weighed.matrix, expected["planted"]["rows"]))
        assert order(planted) == expected["planted"]["order"]
    if "without" in expected:
        gone = set(expected["without"]["rows"])
        rows = tuple(row for row in weighed.matrix.rows if row.id not in gone)
        assert order(weigh(replace(weighed.matrix, rows=rows))) == expected["without"]["order"]
