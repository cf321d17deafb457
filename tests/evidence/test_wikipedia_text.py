"""Wikitext as the words that a page shows, and its sentences."""

from __future__ import annotations

import time

import pytest

from sayso.evidence.sources.wikipedia import sentences, wikitext
from sayso.evidence.sources.wikipedia.sentences import HOLE


def _texts(source: str) -> list[str]:
    return [p.text for p in wikitext.outline(source, {"datei", "kategorie"}).paragraphs]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("The '''old''' ''harbour'' of [[Sallow]] closed.", "The old harbour of Sallow closed."),
        ("The [[Sallow (town)|old town]]s of the coast.", "The old towns of the coast."),
        ("It closed<ref name=x>A [[book]].</ref> early in 1951.<ref name=x/>", "It closed early in 1951."),
        ("It closed<!-- not {{really}} --> in May of 1951.", "It closed in May of 1951."),
        (
            "Here is [https://example.org/a?b=c the label] of a link.",
            "Here is the label of a link.",
        ),
        ("[[Datei:A.jpg|thumb|An [[old]] one]]The harbour closed in 1951.", "The harbour closed in 1951."),
        ("The harbour closed in 1951. [[Kategorie:Harbours]] [[fr:Port]]", "The harbour closed in 1951."),
        ("It is {{convert|12.5|km|mi|abbr=on}} from the sea.", "It is 12.5 km from the sea."),
        ("It is {{cvt|5|to|7|km}} from the sea.", "It is 5 to 7 km from the sea."),
        ("It had {{formatnum:1234567}} people in 1951.", "It had 1,234,567 people in 1951."),
        ("It had {{val|1234|u=kg}} of salt in it.", "It had 1,234 kg of salt in it."),
        ("It closed on {{start date|1951|5|6|df=y}} for good.", "It closed on 6 May 1951 for good."),
        ("{{As of|2020|8}}, it is still closed to ships.", "As of August 2020, it is still closed to ships."),
        ("It was built {{circa|1850}} by the crown.", "It was built c. 1850 by the crown."),
        ("It is {{nowrap|30 [[tonne]]s}} of salt a day.", "It is 30 tonnes of salt a day."),
        ("It is {{frac|2|1|2}} times as long as that.", "It is 2 1⁄2 times as long as that."),
        ("It has 10<sup>6</sup> bricks on the 1<sup>st</sup> hill.", "It has 10⁶ bricks on the 1st hill."),
        ("'''Sallow''' ({{IPAc-en|s|æ}}; {{lang|fr|Saule}}) is a town.", "Sallow (Saule) is a town."),
        ("'''Sallow''' ({{IPAc-en|s|æ}}) is a town there.", "Sallow is a town there."),
        ("It closed early in 1951{{citation needed|date=May}}{{sfn|Tern|1990}}.", "It closed early in 1951."),
        ("Salt &amp; fish &lt; 3 &#233;cus were sold.", "Salt & fish < 3 écus were sold."),
        ("{{Infobox town\n| area = {{convert|3|km}}\n}}\nIt is a very old town.", "It is a very old town."),
        ("{{Infobox town|a=b}}'''Sallow''' is a very old town.", "Sallow is a very old town."),
        ("It closed\nin the year\nof the flood.", "It closed in the year of the flood."),
        ("An [[unclosed link in a {{nowrap|template}} there.", "An unclosed link in a template there."),
        ("An {{unclosed [[template]] of the page here.", "An unclosed template of the page here."),
        ("A {{nowrap|half [[closed}} link of the page.", "A half closed link of the page."),
        ("It closed<ref>in the year of the flood.", "It closedin the year of the flood."),
        ("Nothing is shown for __NOTOC__ {{clear}}in here.", "Nothing is shown for in here."),
    ],
)  # fmt: skip
def test_what_a_page_shows(source: str, shown: str) -> None:
    assert _texts(source) == [shown]


def test_what_is_not_known_leaves_a_hole_and_its_sentence_is_not_quoted() -> None:
    (text,) = _texts(
        "It closed in 1951. It had {{some|number}} people. It is <math>x^2</math> wide. Salt was sold."
    )
    assert text == f"It closed in 1951. It had {HOLE} people. It is {HOLE} wide. Salt was sold."
    assert list(sentences.pieces(text)) == ["It closed in 1951.", "Salt was sold."]


def test_paragraphs_have_their_headings_and_appendices_are_left_out() -> None:
    source = """The first paragraph of the page.

== Trade ==
Salt was sold here until 1951.
* One item of a list, in full
*: and what hangs below that item
{| class="wikitable"
| salt || fish || and much more of all that
|}
=== Prices ===
Prices were high in that year.
== References ==
A reference that nobody should quote.
=== Books ===
A book that nobody should quote.
== Later ==
The town grew after all that."""
    assert [(p.section, p.text) for p in wikitext.outline(source).paragraphs] == [
        ("", "The first paragraph of the page."),
        ("Trade", "Salt was sold here until 1951."),
        ("Trade", "One item of a list, in full"),
        ("Trade", "and what hangs below that item"),
        ("Prices", "Prices were high in that year."),
        ("Later", "The town grew after all that."),
    ]


@pytest.mark.parametrize(
    "piece",
    ["{{", "[[", "]]", "}}", "{|\n", "<ref>", "<!--", "[//", "[//a ", "<", "= ", "''", "{{nowrap|", "{{{",
     "(;", "&#", "<ref name=", "{{convert|", "* ", "<sup>", "<math>", "A.", "[[a|", "{{formatnum:", "1"],
)  # fmt: skip
def test_no_text_takes_longer_than_its_length(piece: str) -> None:
    start = time.perf_counter()
    source = piece * (100_000 // len(piece))
    for paragraph in wikitext.outline(source).paragraphs:
        list(sentences.pieces(paragraph.text))
    for opening, closing in (("{{", "}}"), ("[[", "]]")):
        wikitext.outline(opening * 10_000 + source[:10_000] + closing * 10_000)
    assert time.perf_counter() - start < 10  # it takes far less than one second


def test_sentences_end_where_they_end() -> None:
    text = (
        "Mr. Smith of the U.S. Army came on 5 Jan. 1951. He paid 3.5 tonnes (approx. 7 carts). “It is late!” "
        "he said. J. R. Tern left, e.g. by sea. It closed"
    )
    assert [text[a:b] for a, b in sentences.split(text)] == [
        "Mr. Smith of the U.S. Army came on 5 Jan. 1951.",
        "He paid 3.5 tonnes (approx. 7 carts).",
        "“It is late!” he said.",
        "J. R. Tern left, e.g. by sea.",
        "It closed",
    ]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = " ".join(f"This is sentence number {n} of them." for n in range(20))
    runs = list(sentences.pieces(text))
    assert [len(sentences.split(run)) for run in runs] == [6, 6, 6, 2]
    assert " ".join(runs) == text


def test_the_sentences_that_bear_on_the_question_are_quoted() -> None:
    text = (
        "The town is old. The harbour was built by the crown. It closed in 1951 after a flood. Salt was sold "
        "there. Nobody knows why."
    )

    def quoted(asked: str) -> str:
        start, end = sentences.bearing(text, sentences.stems(asked))
        return text[start:end]

    assert (
        quoted("The harbour closed in 1951")
        == "The harbour was built by the crown. It closed in 1951 after a flood."
    )
    assert quoted("salt") == "Salt was sold there."
    assert quoted("nothing of that") == "The town is old."
