"""The extractor on hand-written cases, construction by construction, against floors that only go up."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

import pytest

import case_scores
from case_scores import Case, Score
from sayso import plugins
from sayso.settings import Settings
from sayso.types import (
    ACTS,
    KINDS,
    STANCES,
    Apart,
    ApartKind,
    Attribution,
    Checkworthy,
    Claim,
    Reading,
    Resolution,
    Span,
    Spans,
)

CASES = case_scores.load()
CONSTRUCTIONS = sorted({case.construction for case in CASES})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_is_sound(case: Case) -> None:
    for gold in case.attributions:
        for part in ("source", "cue", "content", "target"):
            case_scores.spans(case.text, gold.get(part, []))
        assert gold["cue"]
        assert gold["content"]
        assert gold.get("kind", "person") in KINDS
        assert gold.get("act", "states") in ACTS
        assert gold.get("stance", "asserted") in STANCES
        assert 0 <= gold.get("inside", 0) < len(case.attributions)
        assert gold["source"] or gold.get("kind", "nobody") in ("nobody", "common_knowledge")
    for claim in case.claims:
        assert case_scores.spans(case.text, claim["content"])
        assert all(0 <= i < len(case.attributions) for chain in claim["chains"] for i in chain)
    for apart in case.apart:
        assert case_scores.spans(case.text, apart["content"])
        assert apart["kind"] in get_args(ApartKind)


def test_cases_are_many_and_half_of_them_rare() -> None:
    assert len({case.id for case in CASES}) == len(CASES) >= 120
    assert 0.45 <= sum(case.rare for case in CASES) / len(CASES) <= 0.6


FLOORS: dict[str, dict[str, list[float]]] = json.loads(case_scores.FLOORS.read_text("utf-8"))


@pytest.mark.parametrize("extractor", plugins.names("extractor"))
def test_every_construction_has_a_floor(extractor: str) -> None:
    assert sorted(FLOORS[extractor]) == CONSTRUCTIONS


def _perfect(case: Case) -> Reading:
    """What a reading would be that makes of the case just what the case says."""

    def places(gold: dict[str, Any], part: str) -> Spans:
        return case_scores.spans(case.text, gold.get(part, []))

    def resolution(gold: dict[str, Any]) -> Resolution | None:
        return Resolution(Span(0, 1), gold["resolved"], "the case says so") if "resolved" in gold else None

    attributions = tuple(
        Attribution(
            source=places(gold, "source"),
            cue=places(gold, "cue"),
            content=places(gold, "content"),
            kind=gold.get("kind", "nobody"),
            act=gold.get("act", "states"),
            stance=gold.get("stance", "asserted"),
            resolved=resolution(gold),
            target=places(gold, "target"),
            inside=gold.get("inside"),
        )
        for gold in case.attributions
    )
    made = tuple(
        Claim(
            "case",
            places(gold, "content"),
            tuple(tuple(chain) for chain in gold["chains"]),
            gold.get("stance", "asserted"),
            Checkworthy(0.0, ""),
        )
        for gold in case.claims
    )
    apart = tuple(Apart(places(gold, "content"), gold["kind"]) for gold in case.apart)
    return Reading(case_scores.document(case), "perfect", attributions, made, apart)


def test_the_score_tells_right_from_wrong() -> None:
    perfect, blank = Score(), Score()
    for case in CASES:
        reading = _perfect(case)
        perfect.add(case_scores.score(case, reading))
        blank.add(case_scores.score(case, replace(reading, attributions=(), claims=(), apart=())))
    assert perfect.shares() == (1.0, 1.0), perfect.faults
    assert blank.shares()[0] < 0.1
    one = next(case for case in CASES if case.attributions and "stance" in case.attributions[0])
    reading = _perfect(one)
    wrong = replace(reading.attributions[0], stance="counterfactual")
    assert case_scores.score(one, replace(reading, attributions=(wrong,))).shares()[1] < 1.0
    shorter = replace(wrong, content=(Span(wrong.content[0].start, wrong.content[0].start + 3),))
    assert case_scores.score(one, replace(reading, attributions=(shorter,))).shares()[0] == 0.0


@pytest.fixture(scope="module", params=plugins.names("extractor"))
def scores(request: pytest.FixtureRequest) -> tuple[str, dict[str, Score]]:
    extractor = plugins.load("extractor", request.param).load(Settings())
    found: dict[str, Score] = {construction: Score() for construction in CONSTRUCTIONS}
    for case, reading in zip(CASES, case_scores.read(CASES, extractor), strict=True):
        found[case.construction].add(case_scores.score(case, reading))
    return request.param, found


@pytest.mark.parametrize("construction", CONSTRUCTIONS)
def test_construction_keeps_its_floor(construction: str, scores: tuple[str, dict[str, Score]]) -> None:
    extractor, every = scores
    floor_found, floor_details = FLOORS[extractor][construction]
    found, details = every[construction].shares()
    faults = "\n  ".join(every[construction].faults)
    assert found >= floor_found, f"found {found:.2f} of {construction}, floor {floor_found}:\n  {faults}"
    assert details >= floor_details, (
        f"details {details:.2f} of {construction}, floor {floor_details}:\n  {faults}"
    )
