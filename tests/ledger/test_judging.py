"""What people decide stays with the words it was decided on."""

from __future__ import annotations

import pytest
from small_readings import reading

from sayso import ledger as ledgers
from sayso.errors import StopRun
from sayso.ledger import Ledger, Query, actors, judgements, record, status
from sayso.types import Reading

TEXT = "Officials said that nine ships were lost in the storm on Monday. Rain fell."
LONG, SHORT = "nine ships were lost in the storm on Monday", "nine ships were lost in the storm"
LATER = "2024-06-01T12:00:00Z"


def _decide(
    ledger: Ledger, read: Reading, verdict: judgements.Verdict = "reject", why: str = "no storm"
) -> str:
    record(ledger, [read], collection="main")
    return judgements.on_claim(ledger, read.claims[0].id[:12], verdict, who="Anna", why=why).id


def _decided(ledger: Ledger) -> dict[str, list[str]]:
    """Ids of judgements by the words of the claim that they are shown with."""
    found = ledgers.find(ledger, Query(limit=100))
    return {f.reading.text(f.reading.claims[f.n].content): [j.id for j in f.judgements] for f in found}


def test_a_judgement_is_shown_with_its_claim(ledger: Ledger) -> None:
    made = _decide(ledger, reading(TEXT, claims=[LONG, "Rain fell"]))
    assert _decided(ledger) == {LONG: [made], "Rain fell": []}
    assert status(ledger).waiting == ()


def test_the_same_place_in_another_extractors_reading(ledger: Ledger) -> None:
    made = _decide(ledger, reading(TEXT, claims=[LONG]))
    record(
        ledger, [reading(TEXT, claims=[SHORT, "Rain fell"], method="b", retrieved=LATER)], collection="main"
    )
    assert _decided(ledger) == {SHORT: [made], "Rain fell": []}
    assert status(ledger).waiting == ()


def test_what_no_claim_takes_up_waits_and_comes_back(ledger: Ledger) -> None:
    made = _decide(ledger, reading(TEXT, claims=[LONG]))
    record(ledger, [reading(TEXT, claims=["Rain fell"], method="b", retrieved=LATER)], collection="main")
    assert _decided(ledger) == {"Rain fell": []}
    assert [j.id for j in status(ledger).waiting] == [made]
    record(
        ledger,
        [reading(TEXT, claims=[LONG], method="c", retrieved="2024-07-01T00:00:00Z")],
        collection="main",
    )
    assert _decided(ledger) == {LONG: [made]}
    assert status(ledger).waiting == ()


def test_the_same_words_in_a_revision(ledger: Ledger) -> None:
    made = _decide(ledger, reading(TEXT, claims=[LONG]))
    revised = f"Update. {TEXT}"
    record(ledger, [reading(revised, claims=["Update.", LONG], retrieved=LATER)], collection="main")
    assert _decided(ledger) == {LONG: [made], "Update.": []}


def test_judgements_come_oldest_first_and_none_is_lost(ledger: Ledger) -> None:
    read = reading(TEXT, claims=[LONG])
    first = _decide(ledger, read)
    second = _decide(ledger, read, "accept", "it was there")
    assert _decided(ledger) == {LONG: [first, second]}


def test_a_judgement_on_what_was_forgotten_waits_for_nothing(ledger: Ledger) -> None:
    read = reading(TEXT, claims=[LONG])
    _decide(ledger, read)
    ledgers.forget(ledger, read.document.id, who="Anna", why="asked")
    assert status(ledger).waiting == ()
    assert status(ledger).judgements == 1


@pytest.mark.parametrize(
    ("verdict", "why", "told", "words"),
    [
        ("reject", "  ", None, "a judgement needs its reason"),
        ("correct", "so", None, "does not say what is right"),
        ("correct", "so", {"stance": "sure"}, "Choose one of: asked, asserted"),
        ("correct", "so", {"colour": "red"}, "Choose one of: by, content, stance"),
        ("same", "so", None, "Choose one of: accept, correct, reject"),
    ],
)
def test_what_is_no_judgement_is_refused(
    ledger: Ledger, verdict: judgements.Verdict, why: str, told: dict[str, str] | None, words: str
) -> None:
    read = reading(TEXT, claims=[LONG])
    record(ledger, [read], collection="main")
    with pytest.raises(StopRun, match=words):
        judgements.on_claim(ledger, read.claims[0].id, verdict, who="Anna", why=why, told=told)
    with pytest.raises(StopRun, match="judgements are on claims"):
        judgements.on_claim(ledger, read.document.id, "accept", who="Anna", why="so")
    assert status(ledger).judgements == 0


def test_names_that_people_joined_are_one_in_the_list_and_say_by_whom(ledger: Ledger) -> None:
    for n, name in enumerate(("Rivermouth Gazette", "Rivermouth Gazette", "Delta Bulletin", "Coast Herald")):
        told = reading(f"{name} said that {n} ships sank.", by=(name, "organisation"), address=f"{n}.txt")
        record(ledger, [told], collection="main")
    assert [s.attributions for s in actors.speakers(ledger)] == [2, 1, 1]
    judgements.on_names(ledger, "Delta Bulletin", "Rivermouth Gazette", "same", who="Anna", why="renamed")
    listed = actors.speakers(ledger, ["main"])
    assert [(s.attributions, s.documents) for s in listed] == [(3, 3), (1, 1)]
    found = actors.actor(ledger, "Delta Bulletin")
    assert found.attributions == 3 and found.name == "Rivermouth Gazette"
    why = {name.text: name.why for name in found.names}
    assert why["Delta Bulletin"].startswith("Anna joined them on") and why["Delta Bulletin"].endswith(
        "renamed"
    )
    assert "Anna" not in why["Rivermouth Gazette"]
    judgements.on_names(ledger, "Delta Bulletin", "Rivermouth Gazette", "different", who="Ben", why="not so")
    assert [s.attributions for s in actors.speakers(ledger)] == [2, 1, 1]
