"""The words for families: what is known is said, and never more."""

from __future__ import annotations

from dataclasses import replace

import pytest

import drawn_families as made
from sayso.lineage.links import Drift, DriftKind, Link
from sayso.types import Span
from sayso.views.lineage import wording
from sayso.views.lineage.marking import marks


def test_the_headline_counts_articles_origins_and_recordings() -> None:
    headline = " · ".join(wording.headline(made.five()[0]))
    assert headline == "5 articles · 1 origin (Marta Quell) · recorded once, by ONA"


@pytest.mark.parametrize(
    ("state", "count", "low", "high", "said"),
    [
        ("independent", 1, 1, 1, "1 origin (Marta Quell)"),
        ("independent", 1, 1, 2, "1 to 2 independent origins, most likely 1 (Marta Quell)"),
        ("not established", 1, 1, 2, "independence not established: 1 to 2 origins"),
        ("not established", 1, 1, 1, "independence not established: 1 origin"),
        ("not recorded", 0, 0, 5, "lineage not recorded"),
    ],
)
def test_the_three_states_are_never_confused(state, count, low, high, said) -> None:
    family, _ = made.five()
    family = replace(family, state=state, count=count, low=low, high=high)
    assert wording.origins_words(family) == said


def test_several_origins_are_counted_and_not_named() -> None:
    family, _ = made.many(40)
    assert wording.origins_words(family) == "3 independent origins"
    assert wording.recordings_words(family) == "recorded 3 times, by ONA, Radio Lenn and The Observer"


def test_a_revised_article_is_counted_once() -> None:
    family, _ = made.five()
    ids = list(family.publications)
    revised = {**family.publications, ids[1]: replace(family.publications[ids[1]], revises=ids[0])}
    assert wording.headline(replace(family, publications=revised))[0] == "4 articles"


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2025-06-08", "8 June 2025"),
        ("2025-06-08T20:15:00+02:00", "8 June 2025"),
        ("2025-06", "June 2025"),
        ("2025", "2025"),
        ("2025-21", "spring 2025"),
        ("2025?", "2025 (uncertain)"),
        ("2025-06-08/2025-06-10", "8 June 2025 to 10 June 2025"),
        ("2025-06-08/..", "8 June 2025 to …"),
        ("XXXX-06-08", "XXXX-06-08"),
        ("2025-13", "2025-13"),
    ],
)
def test_dates_are_read_aloud(edtf: str, said: str) -> None:
    assert wording.day(edtf) == said


@pytest.mark.parametrize(
    ("kind", "one", "other", "said"),
    [
        ("figure", "at least 11 people", "12", "11+ → 12"),
        ("figure", "eleven", "more than a dozen revellers", "11 → >12"),
        ("bound", "about 200", "200", "~200 → 200"),
        ("figure", "11", "", "figure lost"),
        ("source", "Marta Quell", "", "source lost"),
        ("source", "", "a source", "source added"),
        ("source", "Marta Quell", "police", "source changed"),
        ("hedge", "may", "", "hedge lost"),
        ("denial", "denied", "asserted", "denial → claim"),
        ("denial", "asserted", "denied", "claim → denial"),
        ("stance", "predicted", "asserted", "prediction → claim"),
        ("actor", "A", "B", "name changed"),
        ("time", "Friday", "Sunday", "Friday → Sunday"),
        ("place", "", "Hallin", "place added"),
    ],
)
def test_drift_in_few_letters(kind: DriftKind, one: str, other: str, said: str) -> None:
    assert marks(Link("a", "b", 1, 1, drifts=(Drift(kind, one, other, "why"),))) == (said,)


def test_a_denial_in_other_words_is_told_by_the_stances() -> None:
    link = Link("a", "b", 1, 1, drifts=(made.DENIAL,))
    assert marks(link, ("denied", "asserted")) == ("denial → claim",)
    assert marks(link) == ("turned round",)
    assert marks(Link("a", "b", 1, 1, drifts=(Drift("wording", "x", "y", "w"),))) == ()


def test_the_gravest_drift_comes_first_and_as_a_clause() -> None:
    drifts = (made.HEDGE, made.SOURCE, made.figure("11", "12"))
    assert wording.changes(drifts) == (
        "“11” became “12”",
        "the source was dropped",
        "“appeared to” was lost",
    )


def test_only_what_is_doubtful_has_a_probability() -> None:
    assert wording.doubt(Link("a", "b", 0.97, 0.95)) == ""
    assert wording.doubt(Link("a", "b", 0.6, 0.95)) == "likely, 60 %"
    assert wording.doubt(Link("a", "b", 0.95, 0.5)) == "the direction a roughly even chance, 50 %"
    assert wording.per_cent(1.0) == "99 %" and wording.per_cent(0.0) == "1 %"


def test_bands_are_those_of_icd_203() -> None:
    chances = (0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97)
    assert [wording.band(p) for p in chances] == [
        "almost no chance",
        "very unlikely",
        "unlikely",
        "a roughly even chance",
        "likely",
        "very likely",
        "almost certain",
    ]


def test_weights_are_told_in_words_and_in_odds() -> None:
    assert wording.weight(2.5) == "strongly for (odds × 12)"
    assert wording.weight(-0.3) == "slightly against (odds ÷ 1.3)"
    assert wording.weight(6.0) == "very strongly for (odds × 400)"
    assert wording.weight(0.0) == "weighs nothing"
    assert wording.weight(40.0).startswith("very strongly for")


def test_how_a_claim_was_had_is_told_by_the_passages_that_hold_its_words() -> None:
    family, _ = made.five()
    link, child = family.links[0], family.tellings[1]
    assert wording.how(link, child) == "copied word for word"
    elsewhere = replace(link.passages[0], other=Span(child.content[-1].end, child.content[-1].end + 9))
    assert wording.how(replace(link, passages=(elsewhere,)), child) == "told in other words"
    longer = replace(link.passages[0], manner="edited")
    assert wording.how(replace(link, passages=(elsewhere, longer)), child) == "copied and edited"


def test_a_circle_is_closed_unless_it_came_back_to_its_author() -> None:
    family, _ = made.newsroom()
    (circle,) = family.circles
    assert wording.round_of(family, circle) == (*circle.tellings, circle.tellings[0])
    back = replace(circle, tellings=(circle.tellings[0], circle.tellings[1], circle.tellings[0]))
    assert wording.round_of(family, back) == back.tellings
