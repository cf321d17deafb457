"""Phrasing: what the words of a cue say: everybody's knowledge, who cites whom, what is called false."""

from __future__ import annotations

import pytest

from sayso.claims import nesting
from sayso.models.trained import phrasing
from sayso.types import Attribution, Span


def span(text: str, words: str) -> Span:
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in {text!r}"
    start = text.index(words)
    return Span(start, start + len(words))


def said(text: str, source: str, cue: str, content: str) -> Attribution:
    sources = (span(text, source),) if source else ()
    return Attribution(sources, (span(text, cue),), (span(text, content),), "person")


@pytest.mark.parametrize(
    ("cue", "voice"),
    [
        ("It is no secret", ""),
        ("as is well known", ""),
        ("is widely known", ""),
        ("know", "everyone"),
        ("know", "you all"),
        ("Needless to say", ""),
        ("it goes without saying", ""),
    ],
)
def test_what_everybody_knows_is_put_down_to_everybody(cue: str, voice: str) -> None:
    assert phrasing.common_knowledge(cue, voice)


@pytest.mark.parametrize(
    ("cue", "voice"),
    [("knows", "the mayor"), ("kept secret", "she"), ("made known", "the ministry"), ("said", "all")],
)
def test_what_somebody_knows_is_not(cue: str, voice: str) -> None:
    assert not phrasing.common_knowledge(cue, voice)


CITED = "The bank, citing two officials, said that the port was sold."
BANK = said(CITED, "The bank", "said", "that the port was sold")
OFFICIALS = said(CITED, "two officials", "citing", "that the port was sold")


def test_who_is_cited_lies_behind_who_cites() -> None:
    assert phrasing.passed_on(CITED, [BANK, OFFICIALS]) == {1: 0}
    assert phrasing.passed_on(CITED, [OFFICIALS, BANK]) == {0: 1}


@pytest.mark.parametrize(
    "cue",
    [
        "had heard it from",
        "was told so by",
        "quoting",
        "on the authority of",
        "received from",
        "learned from",
    ],
)
def test_other_ways_of_having_it_from_somebody(cue: str) -> None:
    text = f"The bank, which {cue} two officials, said that the port was sold."
    bank = said(text, "The bank", "said", "that the port was sold")
    assert phrasing.passed_on(text, [bank, said(text, "two officials", cue, "that the port was sold")]) == {
        1: 0
    }


def test_nobody_is_cited_without_a_name_a_citer_or_the_same_content() -> None:
    nameless = said(CITED, "", "citing", "that the port was sold")
    other = said(CITED, "two officials", "citing", "port")
    own = said(CITED, "two officials", "said", "that the port was sold")
    assert phrasing.passed_on(CITED, [BANK, nameless]) == {}
    assert phrasing.passed_on(CITED, [OFFICIALS]) == {}
    assert phrasing.passed_on(CITED, [BANK, other]) == {}
    assert phrasing.passed_on(CITED, [own, OFFICIALS]) == {}


def test_who_says_it_outright_is_not_cited() -> None:
    text = "The bank said, and the clerk confirmed, that the port was sold."
    found = [said(text, "The bank", "said", "that the port was sold")]
    assert (
        phrasing.passed_on(text, [*found, said(text, "the clerk", "confirmed", "that the port was sold")])
        == {}
    )


def test_whoever_tells_or_learns_it_is_not_cited() -> None:
    text = "The bank learned, the clerk told reporters, that the port was sold."
    found = [
        said(text, "The bank", "learned", "that the port was sold"),
        said(text, "the clerk", "told", "that the port was sold"),
    ]
    assert phrasing.passed_on(text, found) == {}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_cited_may_cite_others(order: tuple[int, ...]) -> None:
    """The villagers' cue stands nearer to the officials' than the bank's does."""
    text = (
        "The port was sold, the bank told this paper late on Monday, citing officials who "
        "had heard it from villagers."
    )
    found = [
        said(text, "the bank", "told", "The port was sold"),
        said(text, "officials", "citing", "The port was sold"),
        said(text, "villagers", "had heard it from", "The port was sold"),
    ]
    given = phrasing.passed_on(text, [found[i] for i in order])
    assert {order[i]: order[j] for i, j in given.items()} == {1: 0, 2: 1}
    chained = nesting.nested([found[i] for i in order], given)
    assert [order[i] for i in nesting.chain(order.index(2), chained)] == [0, 1, 2]


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[slice(*s)] for s in spans]


@pytest.mark.parametrize(
    ("text", "content", "cues", "kept"),
    [
        ("She called the claim groundless.", "the claim groundless", ["called", "groundless"], "the claim"),
        ("She called the claim groundless.", "the claim", ["called", "groundless"], "the claim"),
        ("She called it a lie.", "it a lie", ["called", "a lie"], "it"),
        ("She has dismissed the report as false.", "the report", ["dismissed", "as false"], "the report"),
        (
            "She described this as utterly absurd.",
            "this as utterly absurd",
            ["described", "as utterly absurd"],
            "this",
        ),
        ("She called the claim “groundless”.", "the claim", ["called", "“groundless"], "the claim"),
        (
            "She called the claim “groundless”.",
            "the claim “groundless”",
            ["called", "groundless"],
            "the claim",
        ),
        ('She called the claim "false".', 'the claim "false"', ["called", "false"], "the claim"),
        ('She called "the claim" false.', '"the claim" false', ["called", "false"], '"the claim"'),
    ],
)
def test_what_a_content_is_called_denies_it(text: str, content: str, cues: list[str], kept: str) -> None:
    cue = next(c for c in cues if text.count(c) == 1)
    a = phrasing.dismissed(text, said(text, "She", cue, content))
    assert a.act == "denies"
    assert words(text, a.cue) == cues
    assert words(text, a.content) == [kept]


@pytest.mark.parametrize(
    "cue", ["describing", "denouncing", "labelling", "dismissing", "calling", "slammed", "branded"]
)
def test_every_form_of_the_verb_calls(cue: str) -> None:
    text = f"She spoke at noon, {cue} the report as false."
    assert phrasing.dismissed(text, said(text, "She", cue, "the report")).act == "denies"


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("She called the claim important.", "She", "called", "the claim important"),  # no denial
        ("She called the claim.", "She", "called", "the claim"),  # nothing behind it
        ("She proved the claim false.", "She", "proved", "the claim false"),  # no calling
        ("It was called false.", "", "called", "false"),  # nobody calls
        ("She called lies.", "She", "called", "lies"),  # nothing would be left of the content
        ("The claim false, she called.", "she", "called", "The claim false"),  # it stands before the cue
        ("She recalled the claim groundless.", "She", "recalled", "the claim groundless"),  # another verb
    ],
)
def test_nothing_else_is_denied(text: str, source: str, cue: str, content: str) -> None:
    a = said(text, source, cue, content)
    assert phrasing.dismissed(text, a) == a


def test_a_denial_in_the_next_paragraph_is_no_part_of_the_cue() -> None:
    text = "Mayor rejects claim\n\nGroundless fears keep people away."
    found = said(text, "Mayor", "rejects", "claim")
    assert phrasing.dismissed(text, found) == found
