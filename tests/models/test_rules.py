"""The rules: exact offsets whatever the text, bounded time, clear errors, and what they must tell apart."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import claims
from sayso.errors import StopRun
from sayso.models import rules
from sayso.settings import Settings
from sayso.types import Custody, Document, Reading

_CUSTODY = Custody("0" * 64, 0, "a.txt", "2026-01-01T00:00:00Z", "text/plain", "text")
Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def read() -> Read:
    extractor = rules.load(Settings())

    def one(text: str) -> Reading:
        return next(claims.extract([Document("a.txt", text, _CUSTODY)], extractor))

    return one


def chains(reading: Reading) -> dict[str, tuple[str, list[list[str]]]]:
    """By the words of each claim: its stance, and its chains as the sources' words."""
    voices = [reading.text(a.source) or f"({reading.text(a.cue)})" for a in reading.attributions]
    return {
        reading.text(c.content): (c.stance, [[voices[i] for i in chain] for chain in c.chains])
        for c in reading.claims
    }


def test_the_worked_line(read: Read) -> None:
    text = (
        "The Courier quoted a source as saying that a boy told him that at least 50 people were killed "
        "in Herat on 1 August."
    )
    reading = read(text)
    assert [(a.source, a.cue, a.content, a.kind, a.inside) for a in reading.attributions] == [
        (((0, 11),), ((12, 18),), ((19, 114),), "organisation", None),
        (((19, 27),), ((28, 37),), ((38, 114),), "unnamed_person", 0),
        (((43, 48),), ((49, 53),), ((58, 114),), "unnamed_person", 1),
    ]
    [claim] = reading.claims
    assert (claim.content, claim.chains, claim.stance) == (((63, 114),), ((0, 1, 2),), "asserted")
    assert [(f.span, f.low, f.high, f.unit, f.of) for f in claim.figures] == [
        ((63, 81), 50, None, "people", "killed")
    ]
    assert [(t.span, t.value, t.precision) for t in claim.times] == [((106, 114), "XXXX-08-01", "day")]
    assert [(p.span, p.name, p.country, p.geonames) for p in claim.places] == [
        ((97, 102), "Herat", "AF", 1140026)
    ]


@pytest.mark.parametrize(
    ("text", "words", "stance", "chain"),
    [
        (
            "The minister denied claims that he had lied.",
            "he had lied",
            "denied",
            ["The minister", "(claims)"],
        ),
        ("There is no doubt that he lied.", "he lied", "asserted", ["(There is no doubt)"]),
        ("He doubts that the bank will fail.", "the bank will fail", "hedged", ["He"]),
        (
            "The police have not confirmed that a child was hurt.",
            "a child was hurt",
            "hedged",
            ["The police"],
        ),
        (
            "The prosecutor refused to confirm that an arrest was near.",
            "The prosecutor refused to confirm that an arrest was near",
            "asserted",
            [],
        ),
        ("The company claimed the report was false.", "the report was false", "asserted", ["The company"]),
        (
            "The ministry said in a report that the bridge had fallen.",
            "the bridge had fallen",
            "asserted",
            ["The ministry"],
        ),
        (
            "According to a source who had it from a boy who was told by a guard, the ship had sunk.",
            "the ship had sunk",
            "asserted",
            ["a source", "a boy", "a guard"],
        ),
    ],
)
def test_voices_and_stance(read: Read, text: str, words: str, stance: str, chain: list[str]) -> None:
    assert chains(read(text))[words] == (stance, [chain])


def test_an_unclosed_quotation_keeps_its_speaker(read: Read) -> None:
    found = chains(read("Anna Berg said: “I was there. I saw it. They ran to the boats."))
    assert [chain for _, chain in found.values()] == [[["Anna Berg"]]] * 3


@pytest.mark.parametrize("mark", ["(", '"', "'", "=", "“", "- "])
def test_a_line_of_marks_takes_no_time(read: Read, mark: str) -> None:
    start = time.process_time()
    reading = read(f"{mark * 20_000}\nThe mayor said that it rained.\n{mark * 20_000}")
    assert time.process_time() - start < 20
    assert "it rained" in chains(reading)


def test_a_long_text_is_read_in_pieces_and_keeps_its_offsets(read: Read) -> None:
    sentence = "The mayor of the old town said on Monday that the bridge was closed. "
    line = sentence * 40 + "\n"
    reading = read(line * 12)
    assert len(reading.document.text) > rules.PIECE_CHARS
    assert {reading.text(a.cue) for a in reading.attributions} == {"said"}
    assert len(reading.claims) == 480


@pytest.mark.parametrize("text", ["", "\n\n", "…", "a" * 50_000, "“" * 300, "He said", "said said said"])
def test_odd_texts_do_no_harm(read: Read, text: str) -> None:
    assert read(text).document.text == text


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("abc he said that “ ” ' \" . , : ; ( ) \n 12 May\u202e\u00a0é"), max_size=200))
def test_offsets_are_exact_on_any_text(read: Read, text: str) -> None:
    reading = read(text)
    spans = [s for a in reading.attributions for s in (*a.source, *a.cue, *a.content, *a.target)]
    spans += [s for c in reading.claims for s in c.content] + [s for a in reading.apart for s in a.content]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert [c.id for c in read(text).claims] == [c.id for c in reading.claims]


def test_pieces_joined_are_the_text() -> None:
    text = "word " * 9_000 + "\n" + "x" * 30_000
    cut = rules.pieces(text)
    assert "".join(cut) == text
    assert max(map(len, cut)) <= rules.PIECE_CHARS


def test_a_missing_pipeline_is_named_with_what_to_do() -> None:
    with pytest.raises(StopRun) as error:
        rules.load(Settings(spacy_model="no_such_pipeline"))
    assert "no_such_pipeline" in str(error.value)
    assert "SAYSO_SPACY_MODEL" in str(error.value)
