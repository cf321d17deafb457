"""Posts without their furniture, words without their endings."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from sayso.evidence.matching import texts
from sayso.evidence.matching.postings import Postings

SPLIT = texts.Splitter(Counter(["the", "port", "ferry", "arlen", "fire", "save"] * 2))


def test_a_signed_post_is_taken_apart() -> None:
    post = "Gone! https://t.co/a1 pic.twitter.com/b2 — Ona Reed (@ona_reed) July 4, 2016"
    query = texts.query(post, split=SPLIT)
    assert (query.text, query.author) == ("Gone!", "Ona Reed  ona reed ")
    assert query.day == date(2016, 7, 4).toordinal()


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("#PortArlenFire", "Port Arlen Fire"),
        ("#saveportarlen", "save port arlen"),
        ("@BBCNews", "BBC News"),
        ("#fire2019", "fire 2019"),
        ("#zzqx", "zzqx"),
    ],
)
def test_tags_become_words(tag: str, words: str) -> None:
    assert texts.query(f"see {tag}!", split=SPLIT).text == f"see {words} !"


def test_a_date_given_stands_before_that_of_the_signature() -> None:
    assert texts.query("x — A (@a) July 4, 2016", "2015-01-02").day == date(2015, 1, 2).toordinal()


@pytest.mark.parametrize(
    "written",
    [
        "2019-10-22",
        "stated on October 22, 2019 in a mailer.:",
        "22 October 2019",
        "Oct. 22, 2019",
        "22 OCT 2019",
    ],
)
def test_dates_in_many_manners(written: str) -> None:
    assert texts.day(written) == date(2019, 10, 22).toordinal()


@pytest.mark.parametrize(
    "written", ["", "2019", "October 2019", "2019-02-31", "31 February 2019", "in 4 days"]
)
def test_no_day_no_date(written: str) -> None:
    assert texts.day(written) is None


def test_sentences_are_looked_at_where_there_are_several() -> None:
    assert texts.query("One ferry sank today.").sentences == ()
    assert texts.query("One ferry sank today. No. Two were saved!").sentences == (
        "One ferry sank today.",
        "Two were saved!",
    )


def test_words_meet_across_endings() -> None:
    assert texts.words("The ferries sank, Arlen’s mayor claimed") == texts.words(
        "ferry sank arlen mayor claims"
    )
    assert texts.numbers("$1,250 or 3.5 in B12") == ["1250", "3.5"]
    assert texts.names("the Mayor of Arlen said NO") == ["mayor", "arlen"]


def test_rare_words_count_more_and_shares_are_of_each_side() -> None:
    lists = Postings([["port", "fire"], ["port"], ["port", "bees", "bees"], []])
    shared = lists.shared(["fire", "unheard"])
    assert shared.bm25.argmax() == 0 and (shared.bm25[1:] == 0).all()
    assert 0.5 < shared.of_text[0] < 1 and 0 < shared.of_query[0] < 0.5
    assert lists.shared(["port", "fire"]).of_text[0] == pytest.approx(1)
    assert lists.shared(["bees"]).bm25[2] > lists.shared(["port"]).bm25[2]
    assert Postings([]).shared(["port"]).bm25.shape == (0,)
