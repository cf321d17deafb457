"""Item credibility: from who bears a claim out and who speaks against it, with its reason."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import made_findings as made
from sayso.findings import Coverage, Finding, Side
from sayso.weighing.credibility import SCALE, credibility

SEARCHED = (Coverage("corpus", "searched", 3),)
FAILED = (*SEARCHED, Coverage("tables", "degraded", 0, "it has no column 'date'"))
NONE = Side((), 0, 0, 0, 0.0)


def side(low: int, high: int | None = None, weight: float | None = None) -> Side:
    high = low if high is None else high
    return Side(tuple(range(high)), low, low, high, 2.5 * low if weight is None else weight)


LEANING = Side((0,), 0, 0, 0, 0.0)
"""A passage without the weight to count as an origin."""


def finding(supports: Side = NONE, refutes: Side = NONE, **more: Any) -> Finding:
    begun = made.mixed()
    asked = replace(begun.asked, stance=more.pop("stance", "asserted"))
    if more.pop("typed", False):
        asked = replace(asked, claim=None, document=None)
    given = {"coverage": SEARCHED} | more
    return replace(begun, asked=asked, supports=supports, refutes=refutes, **given)


CASES = [
    (finding(side(2)), 1, "2 other independent origins say the same"),
    (finding(side(1)), 2, "1 other independent origin says the same"),
    (finding(side(2), coverage=FAILED), 2, "'tables' failed"),
    (finding(side(3), LEANING), 2, "a passage leans against it"),
    (finding(side(9), side(1, weight=0.7)), 2, "with little weight"),
    (finding(side(0, 2)), 3, "is not established"),
    (finding(side(1), typed=True), 3, "one origin says it"),
    (finding(LEANING), 3, "none speaks against it"),
    (finding(side(2), side(1)), 3, "2 origins bear it out, and 1 origin speaks against it"),
    (finding(NONE, LEANING), 4, "leans against it"),
    (finding(NONE, side(1)), 4, "1 origin speaks against it, and no other bears it out"),
    (finding(side(0, 1, 0.7), side(2)), 4, "up to 1 origin bears it out, and 2 origins speak against it"),
    (finding(side(1), side(2)), 4, "1 origin bears it out, and 2 origins speak against it"),
    (finding(NONE, side(2, 3)), 5, "2 to 3 origins speak against it"),
    (finding(evidence=()), 6, "nothing that was searched has a passage on it"),
    (finding(coverage=FAILED), 6, "'tables' failed, and nothing of weight was found"),
]


@pytest.mark.parametrize(("found", "grade", "reason"), CASES, ids=[reason for _, _, reason in CASES])
def test_the_grade_follows_from_the_origins(found: Finding, grade: int, reason: str) -> None:
    proposed, why = credibility(found)
    assert (proposed, reason in why) == (grade, True), why
    assert why.startswith(f"{SCALE[grade]}: ") and why.endswith(".")


def test_two_who_say_a_typed_sentence_are_one_and_another() -> None:
    assert credibility(finding(side(2), typed=True))[0] == 2
    assert credibility(finding(side(3), typed=True))[0] == 1


@pytest.mark.parametrize(("found", "grade", "reason"), CASES[:5] + CASES[8:14])
def test_a_denial_is_borne_out_by_what_refutes_the_denied_words(
    found: Finding, grade: int, reason: str
) -> None:
    denied = replace(found, supports=found.refutes, refutes=found.supports)
    denied = replace(denied, asked=replace(denied.asked, stance="denied"))
    assert credibility(denied) == credibility(found)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made.by_chance())
def test_any_finding_has_a_grade_and_a_failed_search_never_confirms(found: Finding) -> None:
    grade, why = credibility(found)
    assert grade in SCALE and SCALE[grade] in why
    failed = replace(found, coverage=(*found.coverage, FAILED[1]))
    assert credibility(failed)[0] != 1


def test_no_reason_says_what_is_so() -> None:
    for found, _, _ in CASES:
        told = credibility(found)[1]
        assert not {"true", "false", "fact", "lie", "truth"} & set(re.findall(r"\w+", told))
