"""The hand-written citations are sound, and as many of them are found as were."""

from __future__ import annotations

import pytest

import citations as bench
from citations import Case, Score
from sayso import plugins
from sayso.lineage.links import CitationManner
from sayso.settings import Settings

CASES = bench.load()
UNSEEN = bench.load("unseen")
MANNERS = CitationManner.__args__

FLOORS = {
    "all": {
        "precision": 0.98,
        "recall": 0.98,
        "manner right of found": 0.99,
        "coverage right of found": 0.97,
    },
    "unseen": {
        "precision": 0.93,
        "recall": 0.87,
        "manner right of found": 0.96,
        "coverage right of found": 0.96,
    },
}


@pytest.mark.parametrize("case", [*CASES, *UNSEEN], ids=lambda case: case.id)
def test_a_case_is_sound(case: Case) -> None:
    for wanted in case.citations:
        assert wanted.words in case.text
        assert wanted.manner in MANNERS
        assert (wanted.manner in ("vague", "link")) == (wanted.name is None)
        covered = [] if wanted.covers == "document" else wanted.covers
        assert all(phrase in case.text for phrase in covered)
        assert wanted.outlet is None or wanted.outlet in dict(case.ledger)
    assert all(words in case.text for words in (*case.own, *case.sources))


def test_the_cases_are_many_and_half_of_them_rare() -> None:
    ids = [case.id for case in (*CASES, *UNSEEN)]
    assert len(set(ids)) == len(ids)
    assert len(CASES) >= 120
    assert 0.45 <= sum(case.rare for case in CASES) / len(CASES) <= 0.55
    assert sum(not case.citations for case in CASES) >= 20


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return bench.measure()


@pytest.mark.parametrize("half", FLOORS)
def test_quality_does_not_fall(half: str, scores: dict[str, Score]) -> None:
    shares = scores[half].shares()
    short = {name: shares[name] for name, floor in FLOORS[half].items() if shares[name] < floor}
    assert not short, scores[half].faults
    assert shares["outlet right of found"] == 1.0


def test_no_organisation_that_is_only_a_source_is_cited(scores: dict[str, Score]) -> None:
    made_up = [fault for fault in scores["all"].faults if fault.startswith("none-") and "made up" in fault]
    assert not made_up


def test_the_example_story_is_followed() -> None:
    extractor = plugins.load("extractor", Settings().extractor).load(Settings())
    told = bench.story(extractor)
    assert sum(told.named.found) >= 10
    assert all(told.named.right), told.named.faults
    assert all(told.named.outlet)
    assert all(told.candidates)
    assert all(told.outlets)


def test_a_score_tells_right_from_wrong() -> None:
    case = next(case for case in CASES if case.id == "report-4")
    [reading] = bench.read([case], plugins.load("extractor", Settings().extractor).load(Settings()))
    right = bench.score(case, reading)
    assert right.shares()["F1"] == 1.0
    [wanted] = case.citations
    for wrong in (
        wanted._replace(name="Dunmere Gazette"),
        wanted._replace(words="4,000 people"),
    ):
        assert bench.score(_with(case, wrong), reading).shares()["F1"] == 0.0
    assert bench.score(_with(case, wanted._replace(manner="told")), reading).manner == [False]
    assert bench.score(_with(case, wanted._replace(covers="document")), reading).coverage == [False]
    assert bench.score(_with(case, wanted._replace(covers=["The water is"])), reading).coverage == [False]
    assert bench.score(_with(case, wanted._replace(outlet=None)), reading).outlet == [False]


def _with(case: Case, wanted: bench.Wanted) -> Case:
    return Case(
        case.id,
        case.construction,
        case.rare,
        case.text,
        case.publisher,
        case.address,
        case.published,
        case.ledger,
        (wanted,),
        case.own,
        case.sources,
    )
