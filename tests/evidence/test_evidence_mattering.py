"""Mattering: what counts another thing, or leaves a question open, does not speak against a claim."""

from __future__ import annotations

import pytest
from weighed_evidence import passage

from sayso.checking.stating import stated
from sayso.evidence.checks import checks
from sayso.evidence.judging import evidence
from sayso.findings import Asked, Evidence

AGAINST = (0.05, 0.9, 0.05)
FOR = (0.9, 0.05, 0.05)
UNSURE = (0.4, 0.45, 0.15)


def _judged(claim: str, words: str, model: tuple[float, float, float]) -> Evidence:
    return evidence(Asked(stated(claim, None)), passage("ONA", words, stated=stated(words, None)), model)


ON_IT = "Between 150 and 200 people were on the pier"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (ON_IT, "The pier sank on Monday evening, killing 15 people."),
        (ON_IT, "Divers say the number of people killed by the fall of the pier has risen to 12."),
        (ON_IT, "We have never threatened anyone on that pier or under it."),
        (ON_IT, "The builders said that none of their crews had been at the pier on Friday."),
        ("We had forty of our own on that pier", "Police think that 150 to 200 people were on the pier."),
        ("We had forty of our own on that pier", "As many as 200 people were on a pier built for 120."),
        ("The fall of the pier cost 15 lives", "The pier fell because its piles had rotted, a report says."),
        ("Three boats were sent to the pier", "Nobody at the harbour sent word that the pier was unsafe."),
    ],
)
def test_who_counts_something_else_does_not_speak_against_a_count(claim: str, words: str) -> None:
    assert _judged(claim, words, AGAINST).label != "refutes"
    assert _judged(claim, words, UNSURE).label == "neutral"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Twelve people were killed when the pier fell", "The pier fell on Monday, killing 15 people."),
        ("Twelve people were killed when the pier fell", "Nobody was killed when the pier fell."),
        ("The fall of the pier cost 15 lives", "Twelve people lost their lives in the fall of the pier."),
        ("Three boats were sent to the pier", "Five boats were sent to the pier."),
        ("Three boats were sent to the pier", "Not one boat was sent, for the pier had no telephone."),
        (ON_IT, "Twenty people were on the pier."),
    ],
)
def test_who_counts_the_same_otherwise_does(claim: str, words: str) -> None:
    assert _judged(claim, words, AGAINST).label == "refutes"


def test_a_figure_that_may_be_true_beside_the_claim_does_not_speak_against_it() -> None:
    words = "At least 11 people were killed and four were missing after the pier fell."
    assert _judged("Twelve people were killed when the pier fell", words, AGAINST).label == "neutral"


def test_people_killed_are_told_from_people_who_were_there() -> None:
    words = "The pier sank with 15 people killed"
    [found] = checks(stated(ON_IT, None), stated(words, None))
    assert (found.kind, found.says, found.decides) == ("figure", "neutral", True)
    assert "“15 people” counts killed, and not “Between 150 and 200 people”" in found.why


OPEN = (
    "The governor did not say when the pier fell",
    "The governor said she did not know how the pier fell",
    "It is not known whether the pier fell",
    "The office has not yet said why the pier fell.",
    "Nobody knows how the pier fell",
    "The owner refused to reveal when the pier fell, and left.",
    "He couldn’t tell reporters how the pier fell",
)


@pytest.mark.parametrize("words", OPEN)
@pytest.mark.parametrize("model", [FOR, AGAINST])
def test_a_question_that_nobody_answers_settles_nothing(
    words: str, model: tuple[float, float, float]
) -> None:
    assert _judged("The pier fell", words, model).label == "neutral"
    assert _judged("The pier fell on Monday", words, model).label == "neutral"


def test_what_stands_beside_an_open_question_is_told() -> None:
    words = "The pier fell on Monday, said the governor, who did not say how many were on it."
    assert _judged("The pier fell on Monday", words, FOR).label == "supports"


def test_a_claim_that_nobody_answered_is_met_by_its_like() -> None:
    words = "The governor did not say when the pier fell"
    assert _judged(words, words, FOR).label == "supports"
