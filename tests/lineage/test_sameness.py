"""Two tellings: the same, the same with a difference, or different things."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import sameness_scores as scoring
from sayso import plugins
from sayso.lineage.links import Drift, Sameness, Telling, Voice
from sayso.lineage.sameness import Features, Grounds, compare, drift, features
from sayso.settings import Settings
from sayso.types import STANCES, Figure, Place, Span, Time

T = TypeVar("T")
PAIRS = scoring.load()
FLOORS: dict[str, dict[str, float]] = json.loads(scoring.FLOORS.read_text("utf-8"))


@cache
def told(text: str, published: str | None = None) -> Features:
    """The claim of a sentence, as the rules read it."""
    extractor = plugins.load("extractor", "rules").load(Settings())
    (telling,) = scoring.tellings([scoring.document(text, text, published)], extractor)
    return features(telling, published)


def compared(one: str, other: str, known: Grounds | None = None) -> Sameness:
    return compare(told(one), told(other), known or Grounds())


DRIFTS = {
    "figure": (
        "Eleven people died in the Corrin mine fire.",
        "Nineteen people died in the Corrin mine fire.",
        "“Eleven people” became “Nineteen people”",
    ),
    "bound": (
        "At least 50 people died in the Corrin mine fire.",
        "50 people died in the Corrin mine fire.",
        "“At least 50 people” became “50 people”: at least the number, then exactly it",
    ),
    "hedge": (
        "The Corrin mine was reportedly set alight by its owner.",
        "The Corrin mine was set alight by its owner.",
        "“said to be so” was lost: it is more sure",
    ),
    "source": (
        "A source said the Corrin mine was set alight by its owner.",
        "The Corrin mine was set alight by its owner.",
        "“A source” said it, then it is stated as plain fact",
    ),
    "actor": (
        "The flooded Corrin mine was bought by Alda Renn.",
        "The flooded Corrin mine was bought by Simon Krail.",
        "“Alda Renn” became “Simon Krail”",
    ),
    "time": (
        "The Corrin mine shut its gates on 3 May 2031.",
        "The Corrin mine shut its gates on 9 May 2031.",
        "“3 May 2031” became “9 May 2031”, which is another time",
    ),
    "place": (
        "The stolen bell of Corrin church was found in a shed in Antwerp.",
        "The stolen bell of Corrin church was found in a shed in Rotterdam.",
        "“Antwerp” became “Rotterdam”, which is another place",
    ),
    "denial": (
        "Alda Renn denied that she had sold the Corrin mine.",
        "Alda Renn said that she had sold the Corrin mine.",
        "what was denied is asserted",
    ),
    "stance": (
        "Alda Renn will sell the Corrin mine to her rival.",
        "Alda Renn has sold the Corrin mine to her rival.",
        "what was predicted is asserted",
    ),
    "wording": (
        "The strikers blocked the gates of the Corrin mine.",
        "The strikers painted the gates of the Corrin mine.",
        "“blocked” became “painted”",
    ),
}


@pytest.mark.parametrize("kind", scoring.KINDS)
def test_each_kind_of_drift_is_found_alone_and_says_what_changed(kind: str) -> None:
    one, other, why = DRIFTS[kind]
    found = compared(one, other)
    assert found.relation == "drifted"
    assert [(d.kind, d.why) for d in found.drifts] == [(kind, why)]
    assert why in found.why


@pytest.mark.parametrize("kind", scoring.KINDS)
def test_the_other_way_round_the_sides_of_a_drift_change_places(kind: str) -> None:
    one, other, _ = DRIFTS[kind]
    there, back = compared(one, other), compared(other, one)
    assert (there.relation, there.probability) == (back.relation, pytest.approx(back.probability))
    assert [(d.kind, d.one, d.other) for d in there.drifts] == [(d.kind, d.other, d.one) for d in back.drifts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Police said 14 people were killed.", "Fourteen people died, according to police."),
        ("The dam at Corrin is 3 kilometres long.", "The dam at Corrin is 3,000 metres long."),
        ("No fewer than 30 miners are trapped at Corrin.", "At least 30 miners are trapped at Corrin."),
        ("Half of the workers of Corrin left.", "50 percent of the workers of Corrin left."),
        ("Alda Renn sold the Corrin mine.", "The Corrin mine was sold by Alda Renn."),
    ],
)
def test_other_words_for_the_same_are_no_drift(one: str, other: str) -> None:
    found = compared(one, other)
    assert (found.relation, found.drifts) == ("same", ())


def test_a_weekday_is_the_day_it_was_on_when_the_document_came_out() -> None:
    one = told("The Corrin mine caught fire on Tuesday.", "2031-03-05")
    assert compare(one, told("The Corrin mine caught fire on 4 March 2031.", "2031-04-01")).relation == "same"
    (found,) = compare(one, told("The Corrin mine caught fire on Tuesday.", "2031-03-12")).drifts
    assert found.kind == "time"


def test_the_dead_and_the_wounded_of_one_event_are_different_claims() -> None:
    one = "Eleven people were killed in the Corrin mine fire."
    assert compared(one, "Eleven people were wounded in the Corrin mine fire.").relation == "different"


def test_what_happens_every_day_is_another_claim_with_another_figure() -> None:
    words = "The Corrin index stands at {} points."
    one, later = told(words.format("10,700"), "2031-03-05"), told(words.format("11,350"), "2031-03-08")
    assert compare(one, later).relation == "different"
    assert compare(one, told(words.format("11,350"), "2031-03-05")).relation == "drifted"


def test_a_count_of_the_dead_grows_from_day_to_day_and_is_one_claim() -> None:
    words = "{} people died in the Corrin mine fire."
    one, later = told(words.format(11), "2031-03-05"), told(words.format(15), "2031-03-08")
    assert [d.kind for d in compare(one, later).drifts] == ["figure"]


def test_a_place_in_a_reused_passage_makes_one_claim_of_what_else_would_be_two() -> None:
    one, other = "The abbot keeps bees.", "The abbot feeds geese."
    apart, beside = compared(one, other), compared(one, other, Grounds(aligned=True))
    assert apart.relation == "different"
    assert [d.why for d in beside.drifts] == ["“keeps bees” became “feeds geese”"]
    assert "correspond" in beside.why
    assert drift(told(one), told(other), aligned=True) == beside.drifts


def test_what_is_known_to_be_one_claim_is_only_asked_for_what_differs() -> None:
    one, other = told("At least 50 died."), told("The general denied that more than 70 people had died.")
    assert {d.kind for d in drift(one, other)} >= {"figure", "bound", "denial", "source"}
    assert drift(one, one) == ()


class Fixed:
    """An entailer that gives the same row for every pair."""

    method = "fixed"

    def __init__(self, *row: float) -> None:
        self.row = row

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        return np.array([self.row] * len(pairs), dtype=np.float32)


def test_an_entailer_is_heard_where_words_do_not_tell() -> None:
    one, other = told("The abbot pawned the bell of Corrin."), told("The great bell was brought to a broker.")
    assert compare(one, other).relation == "different"
    assert compare(one, other, entailer=Fixed(0.98, 0.01, 0.01)).relation == "same"
    refuted = compare(one, other, entailer=Fixed(0.01, 0.98, 0.01))
    assert [d.kind for d in refuted.drifts] == ["wording"]
    assert refuted.drifts == compare(one, other, Grounds(entailed=(0.01, 0.98, 0.01))).drifts


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.id)
def test_a_hand_written_pair_is_sound(pair: scoring.Pair) -> None:
    assert pair.relation in scoring.RELATIONS
    assert set(pair.drifts) <= set(scoring.KINDS)
    assert bool(pair.drifts) == (pair.relation == "drifted")
    assert pair.one != pair.other


def test_pairs_are_many_and_half_of_them_rare() -> None:
    assert len({pair.id for pair in PAIRS}) == len(PAIRS) == 200
    assert sum(pair.rare for pair in PAIRS) == 100
    assert {kind for pair in PAIRS for kind in pair.drifts} == set(scoring.KINDS)


def test_the_hand_written_pairs_are_judged_no_worse_than_before() -> None:
    extractor = plugins.load("extractor", "rules").load(Settings())
    encoder = plugins.load("encoder", Settings().encoder).load(Settings())
    found = scoring.halves(PAIRS, scoring.compared(PAIRS, extractor, encoder))
    below = {name: found[name] for name, floor in FLOORS["rules"].items() if found[name] < floor}
    assert not below


NUMBERS = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.integers(-5, 10**9))
SPANS = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 60), st.integers(0, 30))
VOCABULARY = [
    "the",
    "a",
    "not",
    "fire",
    "Corrin",
    "Alda",
    "12",
    "eleven",
    "may",
    "will",
    "by",
    "dead,",
    "north",
]
WORDS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(VOCABULARY), max_size=14).map(" ".join))
UNITS = st.sampled_from([None, "", "people", "kilometres", "per cent"])
OUTCOMES = st.sampled_from([None, "killed", "wounded", "voted"])
FIGURES = st.builds(Figure, SPANS, NUMBERS, NUMBERS, st.booleans(), st.booleans(), unit=UNITS, of=OUTCOMES)
VALUES = st.sampled_from([None, "2031", "XXXX-05-01", "2031-05-01/..", "nonsense", "Y170000", ""])
TIMES = st.builds(Time, SPANS, VALUES, st.just("day"))
NAMES, COUNTRIES = st.sampled_from(["Herat", "Kabul"]), st.sampled_from([None, "AF"])
LEVELS = st.sampled_from(["city", "country"])
PLACES = st.builds(Place, SPANS, NAMES, COUNTRIES, st.none(), st.none(), st.sampled_from([None, 7]), LEVELS)
KINDS = st.sampled_from(["person", "unnamed_group", "nobody"])
SPEAKERS = st.sampled_from([None, "", "Alda Renn", "a source", "the police"])
VOICES = st.builds(
    Voice, SPEAKERS, KINDS, st.sampled_from([None, "alda renn"]), stance=st.sampled_from(STANCES)
)
CHAINS = st.lists(st.lists(VOICES, max_size=2).map(tuple), max_size=2).map(tuple)


def _few(things: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(things, max_size=3).map(tuple)


TELLINGS = st.builds(
    Telling,
    id=st.just("claim"),
    document=st.just("document"),
    n=st.just(0),
    content=_few(SPANS),
    words=WORDS,
    chains=CHAINS,
    stance=st.sampled_from(STANCES),
    figures=_few(FIGURES),
    times=_few(TIMES),
    places=_few(PLACES),
)
DATES = st.sampled_from([None, "2031-05-02", "2031", "nonsense", "20XX-05"])


@settings(max_examples=300, deadline=None)
@given(TELLINGS, DATES, st.one_of(st.none(), st.floats(-1, 1)))
def test_whatever_is_told_is_the_same_as_itself(
    telling: Telling, published: str | None, near: float | None
) -> None:
    found = features(telling, published)
    assert (compare(found, found, Grounds(likeness=near)).relation, drift(found, found)) == ("same", ())


@settings(max_examples=300, deadline=None)
@given(TELLINGS, TELLINGS, DATES, st.booleans())
def test_the_relation_is_the_same_both_ways_round(
    one: Telling, other: Telling, published: str | None, aligned: bool
) -> None:
    a, b = features(one, published), features(other, None)
    there, back = compare(a, b, Grounds(aligned=aligned)), compare(b, a, Grounds(aligned=aligned))
    assert there.relation == back.relation
    assert there.probability == pytest.approx(back.probability)
    assert sorted(d.kind for d in there.drifts) == sorted(d.kind for d in back.drifts)
    assert 0 <= there.probability <= 1
    assert all(isinstance(d, Drift) and d.why for d in there.drifts)


def test_features_do_not_depend_on_who_made_the_claim_elsewhere() -> None:
    one = told(DRIFTS["figure"][0])
    assert compare(one, features(replace(one.telling, id="other", document="another"))).relation == "same"
