"""What a screen shows of a reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

import stories
from sayso.types import KINDS, Attribution, Figure, Reading, Span, Time
from sayso.views import article
from sayso.views.words import BASES, figure_words, number, time_flags


def test_claims_come_in_the_order_of_the_text() -> None:
    reading = stories.harbour()
    view = article(replace(reading, claims=tuple(reversed(reading.claims))))
    starts = [claim.content[0].start for claim in view.claims]
    assert starts == sorted(starts)
    assert [claim.number for claim in view.claims] == list(range(1, len(starts) + 1))


def test_what_the_article_rests_on_counts_every_claim_once() -> None:
    view = article(stories.harbour())
    counts = {share.basis: share.count for share in view.rests_on}
    assert counts == {
        "person": 1,
        "institution": 2,
        "document": 1,
        "unnamed": 3,
        "nobody": 2,
        "author": 2,
    }
    assert list(counts) == list(BASES)


@pytest.mark.parametrize("kind", KINDS)
def test_the_farthest_voice_is_what_a_claim_rests_on(kind) -> None:
    doc = stories.document("The paper said he said it.")
    said = Attribution((Span(0, 9),), (Span(10, 14),), (Span(15, 25),), "organisation")
    far = Attribution((Span(15, 17),), (Span(18, 22),), (Span(23, 25),), kind, inside=0)
    claim = stories.claim(doc, (Span(23, 25),), (0, 1))
    basis = article(Reading(doc, "m", (said, far), (claim,))).claims[0].basis
    expected = {
        "person": "person",
        "organisation": "institution",
        "state": "institution",
        "document": "document",
        "unnamed_person": "unnamed",
        "unnamed_group": "unnamed",
        "common_knowledge": "nobody",
        "nobody": "nobody",
    }
    assert basis == expected[kind]


def test_a_claim_on_several_chains_rests_on_the_voice_that_can_best_be_asked() -> None:
    doc = stories.document("A said it, some said it.")
    named = Attribution((Span(0, 1),), (Span(2, 6),), (Span(7, 9),), "person")
    unnamed = Attribution((Span(11, 15),), (Span(16, 20),), (Span(7, 9),), "unnamed_group")
    for chains in (((0,), (1,)), ((1,), (0,))):
        claim = stories.claim(doc, (Span(7, 9),), *chains)
        assert article(Reading(doc, "m", (named, unnamed), (claim,))).claims[0].basis == "person"


def test_a_resolved_source_shows_both_names() -> None:
    chain = article(stories.harbour()).claims[6].chains[0]
    voice = chain.voices[0]
    assert (voice.name, voice.said) == ("the dockers’ union", "The union")
    assert voice.why == "the only union named before"
    assert voice.target == "the harbour office"


def test_a_chain_is_told_from_the_author_to_the_farthest_voice() -> None:
    sentence = article(stories.worked()).claims[0].chains[0].sentence
    assert sentence == (
        "From the author through The Courier [“quoted”], then a source (unnamed) [“as saying”], "
        "to a boy (unnamed) [“told”]."
    )
    assert article(stories.harbour()).claims[0].chains[0].sentence == "The author's own word."


def test_depth_is_counted_in_voices_and_a_ring_ends() -> None:
    assert article(stories.vote()).depths == (0, 0, 1, 2)
    reading = stories.vote()
    ring = tuple(replace(a, inside=i) for i, a in enumerate(reading.attributions))
    assert len(article(replace(reading, attributions=ring)).depths) == 4


def test_the_title_falls_back_to_the_headline_then_to_the_address() -> None:
    harbour = stories.harbour()
    untitled = replace(harbour, document=replace(harbour.document, title=None))
    assert article(untitled).title == "Fire at Port Ellery: union and harbour office at odds"
    assert article(stories.vote()).title == "vote.txt"


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"low": 50, "high": None, "unit": "people", "of": "killed"}, "≥ 50 people, killed"),
        ({"low": 20, "high": None, "strict": True, "unit": "percent"}, "> 20 percent"),
        ({"low": None, "high": 5}, "≤ 5"),
        ({"low": None, "high": 5, "strict": True}, "< 5"),
        ({"low": 12, "high": 15, "approximate": True}, "about 12–15"),
        ({"low": 6_000_000, "high": 6_000_000, "approximate": True}, "about 6\u202f000\u202f000"),
        ({"low": 1500, "high": 1500}, "1500"),
        ({"low": 2.5, "high": 2.5, "unit": "tonnes"}, "2.5 tonnes"),
        ({"low": None, "high": None, "unit": "people"}, "an unknown number of people"),
        ({"low": 3, "high": None, "approximate": True, "unit": "men"}, "about 3 or more men"),
        ({"low": None, "high": 9, "approximate": True}, "about 9 or fewer"),
    ],
)
def test_a_figure_shows_its_bounds(figure, words: str) -> None:
    assert figure_words(Figure(Span(0, 1), **figure)) == words


def test_great_and_small_numbers_stay_readable() -> None:
    assert number(1e300) == "1e+300"
    assert number(0.125) == "0.125"


@pytest.mark.parametrize(
    ("value", "flags"),
    [
        ("XXXX-08-01", ("year not known",)),
        ("../XXXX-23", ("year not known",)),
        ("2031-05-04", ()),
        ("2031~", ("approximate",)),
        ("2031?", ("uncertain",)),
        ("2031%", ("uncertain", "approximate")),
        (None, ()),
    ],
)
def test_what_is_not_known_of_a_date_is_flagged(value, flags) -> None:
    assert time_flags(Time(Span(0, 1), value, "day")) == flags
