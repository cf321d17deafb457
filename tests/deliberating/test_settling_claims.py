"""What a claim's sources settle: the questions, who answers how, and who is known to have it from whom."""

from __future__ import annotations

import pytest
from quay_case import COURIER, DENIAL, ISLANDER, POST, SKERRY, SNA

from newsdesk import PETREL, SETTINGS, WEATHER
from sayso.deliberating.rows import family_of
from sayso.deliberating.settling import gathered, settled
from sayso.deliberating.statements import Speakers, bounds_in_words, figures, finest, only
from sayso.errors import StopRun
from sayso.ledger import Ledger
from sayso.lineage.links import Family
from sayso.settlements import Settlement
from sayso.types import Figure, Place, PlaceLevel, Span

MAIN = ("main",)
HOW_MANY = "How many people taken"


def family(ledger: Ledger, claim: str) -> Family:
    return family_of(ledger, SETTINGS, claim, MAIN)


def test_how_many_by_whom(quay: Ledger) -> None:
    [(title, settlement)] = settled(quay, SETTINGS, SNA.claim()[:12], MAIN)
    assert title == HOW_MANY and isinstance(settlement, Settlement)
    [question], _ = gathered(quay, SETTINGS, SNA.claim(), MAIN)
    said = {one.source: one.value for one in question.statements}
    assert question.measure == "number" and {one.object for one in question.statements} == {HOW_MANY}
    assert said == {
        PETREL: "41",
        "The Marrow Post": "41",
        "Coast Courier": "41",
        "Lena Orme": "41",
        "Coastguard officer Mira Holt": "36",
    }
    assert {one.time for one in question.statements if one.source == PETREL} == {"2025-03-04"}
    assert {option.value for option in settlement.options} == {"41", "36"}


def test_whoever_denies_gives_no_figure(quay: Ledger) -> None:
    [question], _ = gathered(quay, SETTINGS, SNA.claim(), MAIN)
    assert not {"Blue Line", "Blue Line Ferries"} & question.sources


def test_who_has_it_from_whom_is_known_to_the_method(quay: Ledger) -> None:
    _, ties = gathered(quay, SETTINGS, SNA.claim(), MAIN)
    tied = {frozenset((a, b)) for a, b, p in ties if p > 0.5}
    assert frozenset((PETREL, "The Marrow Post")) in tied
    assert not any("Lena Orme" in pair or "Coastguard officer Mira Holt" in pair for pair in tied)


def test_whichever_copy_is_asked_the_answer_is_one(quay: Ledger) -> None:
    first, *others = [gathered(quay, SETTINGS, one.claim(), MAIN)[0] for one in (SNA, POST, COURIER)]
    for [other] in others:
        assert set(other.statements) == set(first[0].statements)


def test_what_answers_no_question_settles_nothing(quay: Ledger) -> None:
    assert settled(quay, SETTINGS, SNA.claim(1), MAIN) == []
    assert settled(quay, SETTINGS, WEATHER.claim(), MAIN) == []


def test_what_is_no_claim_is_told(quay: Ledger) -> None:
    with pytest.raises(StopRun, match="drawn from claims"):
        settled(quay, SETTINGS, SNA.document, MAIN)


def test_the_figures_of_a_family_alone(quay: Ledger) -> None:
    held = family(quay, SKERRY.claim())
    [question] = figures(held, Speakers(held, {}))
    assert question.title == HOW_MANY and "Lena Orme" in question.sources


def test_each_of_the_articles_can_be_asked(quay: Ledger) -> None:
    for article in (SNA, POST, COURIER, SKERRY, ISLANDER, DENIAL):
        assert [title for title, _ in settled(quay, SETTINGS, article.claim(), MAIN)] == [HOW_MANY]


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(Span(0, 1), 50, 50), "50"),
        (Figure(Span(0, 1), 50, None), "at least 50"),
        (Figure(Span(0, 1), 50, None, strict=True), "more than 50"),
        (Figure(Span(0, 1), None, 50), "at most 50"),
        (Figure(Span(0, 1), None, 50, strict=True), "fewer than 50"),
        (Figure(Span(0, 1), 26, 40), "26 to 40"),
        (Figure(Span(0, 1), 40, 40, approximate=True), "about 40"),
        (Figure(Span(0, 1), 1_234_567, 1_234_567), "1234567"),
        (Figure(Span(0, 1), 2.5, 2.5), "2.5"),
    ],
)
def test_bounds_are_kept_in_words(figure: Figure, words: str) -> None:
    assert bounds_in_words(figure) == words


def place(name: str, level: PlaceLevel) -> Place:
    return Place(Span(0, 1), name, None, None, None, None, level)


def test_the_finest_place_is_where() -> None:
    herat, afghanistan = place("Herat", "city"), place("Afghanistan", "country")
    assert finest([afghanistan, herat]) == "Herat" and finest([afghanistan]) == "Afghanistan"
    assert finest([herat, place("Kabul", "city")]) is None and finest([]) is None
    assert only(["2025", "2025"]) == "2025" and only(["2025", "2024"]) is None
