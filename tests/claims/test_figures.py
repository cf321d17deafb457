"""Figures: cases as data, and what holds for any text."""

from __future__ import annotations

import time

import pytest
from case_files import cases, name
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims import figures
from sayso.types import Figure

CASES = cases("figures")
SOME_WORDS = """
    at least more than 50 3,000 1.5 million people killed wounded and , . - to between a the no one
    dozens of hundreds half two-thirds $ € % 20-30 twelve twenty five hundred including three them were
    children $3m per cent
"""
WORDS = st.sampled_from([*SOME_WORDS.split(), "\n"])


def shape(text: str, figure: Figure) -> dict[str, object]:
    found = {
        "words": text[slice(*figure.span)],
        "low": figure.low,
        "high": figure.high,
        "approximate": figure.approximate or None,
        "strict": figure.strict or None,
        "unit": figure.unit,
        "of": figure.of,
        "part_of": text[slice(*figure.part_of)] if figure.part_of else None,
    }
    return {k: v for k, v in found.items() if v is not None}


@pytest.mark.parametrize("case", CASES, ids=name)
def test_case(case):
    found, _ = figures.find(case["text"])
    assert [shape(case["text"], f) for f in found] == case["expect"]


def test_the_cases_are_many():
    assert len(CASES) >= 80


def test_the_worked_line_of_the_design():
    text = (
        "The Courier quoted a source as saying that a boy told him that at least 50 people were killed "
        "in Herat on 1 August."
    )
    assert figures.find(text)[0] == [Figure((63, 81), 50, None, unit="people", of="killed")]


def test_an_amount_that_is_not_told_is_unplaced():
    found, unplaced = figures.find("An unknown number of people died.")
    assert found == []
    assert [(u.what, u.text) for u in unplaced] == [("figure", "An unknown number of people")]


def test_outcomes_that_are_deaths_are_known():
    found, _ = figures.find("The raid killed nine people. Four others died. Two are dead. Three were hurt.")
    assert [f.of in figures.DEADLY for f in found] == [True, True, True, False]


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join)))
def test_spans_lie_in_the_text_in_order_without_overlap(text):
    found, unplaced = figures.find(text)
    at = 0
    for figure in found:
        assert at <= figure.span.start < figure.span.end <= len(text)
        at = figure.span.end
        assert figure.low is not None or figure.high is not None
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.part_of is None or figure.part_of in [f.span for f in found]
    assert all(u.text == text[slice(*u.span)] for u in unplaced)


@given(st.text(max_size=200), st.text(alphabet=" \n", max_size=5))
def test_reading_twice_gives_the_same(text, space):
    assert figures.find(text + space) == figures.find(text + space)


@pytest.mark.parametrize(
    "unit",
    [
        "1,",
        "at least ",
        "A ",
        "one ",
        "twenty-",
        ".",
        "1 to ",
        "killed 3 and ",
        '."',
        "several of ",
        "$1 ",
        "1 people 5% ",
    ],
)
def test_time_grows_no_faster_than_the_text(unit):
    def seconds(size: int) -> float:
        began = time.process_time()
        figures.find(unit * (size // len(unit)))
        return time.process_time() - began

    seconds(20_000)
    # Eight times the text may take some twelve times as long on a busy machine; 64 times would be quadratic.
    assert seconds(160_000) < 24 * max(seconds(20_000), 0.01)
