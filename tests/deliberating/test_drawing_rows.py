"""Rows drawn from claims and findings: words, who says them, and one origin for all copies of a telling."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from quay_case import (
    ALL,
    COURIER,
    DENIAL,
    DENIED,
    ISLANDER,
    POST,
    SKERRY,
    SNA,
    THIRTY_SIX,
    Table,
    matrix,
)

from newsdesk import BURNS, LATER, SETTINGS, TAKEN, WEATHER, Article, add, filled
from sayso.deliberating.rows import Drawing, drawn
from sayso.deliberating.wording import leans, text_of, unbroken
from sayso.errors import StopRun
from sayso.ledger import Ledger, judgements
from sayso.lineage.links import Telling, Voice
from sayso.matrices import Entry, Row
from sayso.types import Json, Stance
from sayso.weighing.folding import checked, fold

MAIN = ("main",)
EMPTY = matrix()


def draw(ledger: Ledger, claim: str, **more: Any) -> dict[str, Json]:
    return drawn(ledger, SETTINGS, more.pop("matrix", EMPTY), claim, Drawing(MAIN, **more))


def test_a_claim_is_drawn_with_its_words_and_who_says_them(quay: Ledger) -> None:
    told = draw(quay, SNA.claim()[:10])
    assert told["kind"] == "claim" and told["ref"] == SNA.claim()
    assert told["text"] == TAKEN and told["when"] == "2025-03-04"
    assert told["source"] == "SNA ← Harbour master Jonas Petrel"
    [quote] = cast(Any, told["quotes"])
    assert (quote["address"], quote["by"]) == ("https://sna.example/ferry", "Harbour master Jonas Petrel")
    assert quote["text"].startswith(f"MARROW QUAY, 4 March (SNA) - {TAKEN}") and quote["text"] in SNA.text
    assert told["origin_name"] == "Harbour master Jonas Petrel"


def test_copies_have_one_origin_whichever_is_drawn(quay: Ledger) -> None:
    origins = {draw(quay, one.claim())["origin"] for one in (SNA, POST, COURIER)}
    assert len(origins) == 1 and None not in origins
    others = {draw(quay, one.claim())["origin"] for one in (SKERRY, ISLANDER, WEATHER, DENIAL)}
    assert len(others) == 4 and not origins & others


def test_a_denial_is_told_as_one(quay: Ledger) -> None:
    told = draw(quay, DENIAL.claim())
    assert told["text"] == f"Blue Line denied: “{DENIED}”"
    assert told["source"] == "Blue Line Ferries ← Blue Line"
    assert told["origin_name"] == "Blue Line"  # and not whom it denies


def test_an_origin_that_nobody_tells_is_said_to_be_unknown(quay: Ledger) -> None:
    assert "not recorded" in str(draw(quay, WEATHER.claim())["origin_name"])


def test_a_row_drawn_before_keeps_its_origin_for_its_copies(quay: Ledger) -> None:
    told = draw(quay, SNA.claim())
    before = Row("R1", "claim", "as it was", ref=SNA.claim(), origin="as it was named then")
    add(quay, [LATER])
    assert draw(quay, LATER.claim(), matrix=matrix(before))["origin"] == "as it was named then"
    assert draw(quay, SKERRY.claim(), matrix=matrix(before))["origin"] != "as it was named then"
    assert draw(quay, LATER.claim())["origin"] == told["origin"]


def test_a_finding_says_what_was_found_and_from_whom(quay: Ledger) -> None:
    told = draw(quay, ISLANDER.claim(), finding=True)
    assert told["kind"] == "finding" and told["ref"] == ISLANDER.claim() and "when" not in told
    assert told["text"] == f"Checked: “{THIRTY_SIX}” disputed by 2 independent origins"
    assert told["origin_name"] == "2 origins together: Lena Orme; Harbour master Jonas Petrel"
    quotes: Any = told["quotes"]
    assert quotes[0]["by"] == "Lena Orme" and "forty-one people were taken off" in quotes[0]["text"]
    assert "credibility" not in told  # that the claim is doubtful is no doubt of the finding


def test_findings_on_copies_rest_on_the_same_origins(quay: Ledger) -> None:
    first, other = (draw(quay, one.claim(), finding=True) for one in (SNA, POST))
    assert first["origin"] == other["origin"] and str(first["origin"]).startswith("origins ")


def test_a_finding_from_one_origin_has_that_origin(tmp_path: Path) -> None:
    """So that it does not count beside the row of who says so."""
    with closing(filled(tmp_path / "two.db", [SNA, POST, ISLANDER])) as ledger:
        told = draw(ledger, ISLANDER.claim(), finding=True)
        assert str(told["text"]).endswith(" disputed by 1 independent origin")
        assert told["origin"] == draw(ledger, POST.claim())["origin"]


def test_of_a_few_words_the_sentence_is_told(quay: Ledger) -> None:
    words = "Asked on the slip, Mira Holt spoke of cutting the cable."
    lamp = Article("lamp", "The Lamp", "2025-03-07", words, (("of cutting the cable", "Mira Holt"),))
    add(quay, [lamp])
    told = draw(quay, lamp.claim())
    assert told["text"] == words.rstrip(".")
    assert cast(Any, told["quotes"])[0]["text"] == words


def test_what_begins_with_a_pronoun_has_the_sentence_before(quay: Ledger) -> None:
    before = "A bag was found below the slip."
    words = "It held a pair of bolt cutters and a torch"
    lamp = Article("lamp", "The Lamp", "2025-03-07", f"{before} {words}.", ((words, None),))
    add(quay, [lamp])
    told = draw(quay, lamp.claim())
    assert told["text"] == f"{words} (after: “A bag was found below the slip”)"
    assert cast(Any, told["quotes"])[0]["text"] == f"{before} {words}."


PELL = Voice("Jory Pell", "person", "pell")


@pytest.mark.parametrize(
    ("words", "stance", "sentence", "text"),
    [
        ("Two men in grey", "asserted", "“Two men in grey.", "Jory Pell: “Two men in grey”"),
        ("we had forty of our own there", "asserted", "", "Jory Pell: “we had forty of our own there”"),
        ("any part", "denied", "Jory Pell denied any part in it.", "Jory Pell denied any part in it"),
        ("any part", "denied", "“Any part?” he denied it.", "Jory Pell: “‘Any part?’ he denied it”"),
        (
            "any part in what was done there",
            "denied",
            "",
            "Jory Pell denied: “any part in what was done there”",
        ),
        (
            "he called it “a lie” in the end",
            "hedged",
            "",
            "Jory Pell said, without being sure: “he called it ‘a lie’ in the end”",
        ),
        ("the bridge fell because of rust,", "asserted", "", "The bridge fell because of rust"),
        ("the bridge was sold to the U.S.", "asserted", "", "The bridge was sold to the U.S."),
    ],
)
def test_words_are_said_once_and_closed(words: str, stance: Stance, sentence: str, text: str) -> None:
    telling = Telling("c", "d", 0, (), words, ((PELL,),), stance)
    assert text_of(telling, (sentence or words, ""), "The Lamp") == text


def test_quotation_marks_open_on_one_side_go() -> None:
    assert [unbroken(q) for q in ("“Two men", "two men.”", "“Two” men", '"Two men', "a “big” man")] == [
        *("Two men", "two men.", "“Two” men", "Two men", "a “big” man")
    ]
    assert leans("“It held bolts") and not leans("Items were found") and not leans("There it was")


def test_what_was_published_later_is_left_out(quay: Ledger) -> None:
    finding = draw(quay, SKERRY.claim(), finding=True, as_of="2025-03-05")
    assert all("line" not in str(q["address"]) for q in cast(Any, finding["quotes"]))
    assert draw(quay, SNA.claim(), as_of="2025-03-04")["origin_name"] == "Harbour master Jonas Petrel"
    with pytest.raises(StopRun, match="it was published later, on 2025-03-06"):
        draw(quay, ISLANDER.claim(), as_of="2025-03-05")
    with pytest.raises(StopRun, match="not a date in EDTF"):
        draw(quay, ISLANDER.claim(), as_of="XXXX-03-05")


def test_nothing_is_checked_where_nobody_asks(quay: Ledger, table: Table) -> None:
    assert "proposed" not in draw(quay, SNA.claim()) and table.asked == []


def test_what_nothing_settles_has_no_origin(quay: Ledger) -> None:
    told = draw(quay, SNA.claim(1), finding=True)
    assert BURNS in str(told["text"]) and "not settled" in str(told["text"])
    assert (told["origin"], told["quotes"]) == (None, [])


def test_credibility_is_proposed_with_its_reason(quay: Ledger) -> None:
    told = draw(quay, SNA.claim(), assess=True)
    assert told["proposed"] in range(1, 7) and ": " in str(told["proposed_why"])
    assert "credibility" not in told  # which is for a person to set


@pytest.mark.parametrize("kind", ["claim", "finding"])
def test_what_is_drawn_can_be_entered(quay: Ledger, kind: str) -> None:
    told = draw(quay, SNA.claim(), finding=kind == "finding")
    entries = [
        Entry("0", "q", "question", "ann", "2025-03-09T00:00:00Z", "", {"text": "How many?"}),
        Entry("1", "q", "row", "ann", "2025-03-09T00:00:00Z", "", {"id": "R1", **told}),
    ]
    assert checked(entries[:1], entries[1]) is entries[1]
    [row] = fold(entries).rows
    assert (row.kind, row.ref, row.origin) == (kind, SNA.claim(), told["origin"])
    assert replace(row, quotes=()).text == told["text"]
    with pytest.raises(StopRun, match="already, as row R1"):
        draw(quay, SNA.claim(), matrix=fold(entries), finding=kind == "finding")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("The ferry burned", "type as a note"),
        ("", "not an id"),
        (SNA.document, "it is a document, and rows are drawn from claims"),
        ("0123456789abcdef", "no document or claim of this ledger begins so"),
    ],
)
def test_what_is_no_claim_is_told(quay: Ledger, claim: str, said: str) -> None:
    with pytest.raises(StopRun) as error:
        draw(quay, claim)
    assert said in str(error.value)


def test_a_claim_that_people_rejected_is_no_row(quay: Ledger) -> None:
    judgements.on_claim(quay, WEATHER.claim(), "reject", who="Anna", why="nobody says so")
    with pytest.raises(StopRun, match="people rejected it"):
        draw(quay, WEATHER.claim())


def test_every_article_can_be_drawn(quay: Ledger) -> None:
    for article in ALL:
        assert draw(quay, article.claim())["origin"]
