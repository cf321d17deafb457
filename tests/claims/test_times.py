"""Times: cases as data, and what holds for any text."""

from __future__ import annotations

import re
import time

import pytest
from case_files import cases, name
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims import times
from sayso.types import Time

CASES = cases("times")
EDTF_PART = r"(?:[\dX]{4})(?:-[\dX]{2}(?:-[\dX]{2}(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:?\d\d)?)?)?)?~?"
EDTF = re.compile(rf"{EDTF_PART}(?:/{EDTF_PART})?")
SOME_WORDS = """
    on 1 31 August Aug. May March 2017 2014-2016 last next this week year Tuesday the early late '90s
    1990s 12th century three days ago earlier at 8:30 a.m. GMT noon , . - to between and spring first
    quarter of yesterday weekend
"""
WORDS = st.sampled_from([*SOME_WORDS.split(), "\n"])
PUBLISHED = st.sampled_from(
    [None, "2017-08-05", "2017-08", "2017", "2016-02-29", "XXXX-08-05", "0001-01-01", "9999-12-31", "x"]
)


def shape(text: str, found: Time) -> dict[str, object]:
    row = {"words": text[slice(*found.span)], "value": found.value, "precision": found.precision}
    return {k: v for k, v in row.items() if v is not None}


@pytest.mark.parametrize("case", CASES, ids=name)
def test_case(case):
    found, _ = times.find(case["text"], case.get("published"))
    assert [shape(case["text"], f) for f in found] == case["expect"]


def test_the_cases_are_many():
    assert len(CASES) >= 80


def test_what_tells_no_date_says_why_and_is_unplaced():
    found, unplaced = times.find("He left yesterday, three weeks ago or recently.", None)
    assert [t.value for t in found] == [None, None, None]
    assert all(t.why for t in found)
    assert [u.text for u in unplaced] == ["yesterday", "three weeks ago", "recently"]


def test_no_year_is_invented():
    text = "On 1 August, on March 3, in May, last Tuesday, in spring, last week and in the first quarter."
    for found in times.find(text, None)[0]:
        assert found.value is None or found.value.startswith("XXXX"), found


def test_a_near_date_ahead_is_ahead_and_a_far_one_is_past():
    assert times.find("On 3 June it opens.", "2009-05-14")[0][0].value == "2009-06-03"
    assert times.find("On 3 December it opened.", "2009-05-14")[0][0].value == "2008-12-03"


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join)), PUBLISHED)
def test_spans_lie_in_the_text_in_order_and_values_are_edtf(text, published):
    found, unplaced = times.find(text, published)
    at = 0
    for one in found:
        assert at <= one.span.start < one.span.end <= len(text)
        at = one.span.end
        assert one.value is None or EDTF.fullmatch(one.value), one
    assert all(u.text == text[slice(*u.span)] for u in unplaced)


@pytest.mark.parametrize(
    "unit", ["May ", "1 May ", "2014-", "the last ", " ", "\n", "'", "10:30 ", "Sept 1 to ", "will "]
)
def test_time_grows_no_faster_than_the_text(unit):
    def seconds(size: int) -> float:
        began = time.process_time()
        times.find(unit * (size // len(unit)), "2017-08-05")
        return time.process_time() - began

    seconds(20_000)
    # Eight times the text may take some twelve times as long on a busy machine; 64 times would be quadratic.
    assert seconds(160_000) < 24 * max(seconds(20_000), 0.01)
