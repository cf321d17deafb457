"""What people decide on links stays with the words of both tellings."""

from __future__ import annotations

import pytest
from dumps import rows
from small_readings import claim as made_claim
from small_readings import document, place_of, reading
from sqlalchemy import select

from sayso import ledger as ledgers
from sayso.errors import StopRun
from sayso.ledger import Ledger, judgements, link_judgements, record, restoring, tables
from sayso.ledger.judgements import Judgement, Verdict
from sayso.lineage.case import Decided
from sayso.types import Reading

ONE = "Officials said that nine ships were lost in the storm on Monday. Rain fell."
OTHER = "Nine ships sank in the storm, the Herald has learned. The port is shut."
LONG, SHORT = "nine ships were lost in the storm on Monday", "nine ships were lost in the storm"
SANK = "Nine ships sank in the storm"
LATER = "2024-06-01T12:00:00Z"


@pytest.fixture
def one() -> Reading:
    return reading(ONE, address="one.txt", claims=[LONG, "Rain fell"])


@pytest.fixture
def other() -> Reading:
    return reading(OTHER, address="other.txt", claims=[SANK, "The port is shut"])


@pytest.fixture
def held(ledger: Ledger, one: Reading, other: Reading) -> Ledger:
    record(ledger, [one, other], collection="main")
    return ledger


def _decide(
    ledger: Ledger, one: Reading, other: Reading, verdict: Verdict = "join", why: str = "seen in the archive"
) -> Judgement:
    a, b = one.claims[0].id, other.claims[0].id
    return link_judgements.on_link(ledger, a[:12], b, verdict, who="Anna", why=why)


def _decided(ledger: Ledger) -> dict[tuple[str, str], Decided]:
    """Verdicts by the words of both claims, in every current reading of the ledger."""
    with ledger.reading() as connection:
        every = connection.execute(select(tables.documents.c.id)).scalars().all()
        readings = {r.document.id: r for r in restoring.readings(connection, list(every))}
        found = link_judgements.decided(link_judgements.all_of(connection), readings)
    words = {c.id: r.text(c.content) for r in readings.values() for c in r.claims}
    return {(words[a], words[b]): ruling for (a, b), ruling in found.items()}


@pytest.mark.parametrize(
    ("verdict", "pair", "ruling"),
    [
        ("join", (LONG, SANK), "join"),
        ("cut", (LONG, SANK), "cut"),
        ("turn", (SANK, LONG), "join"),
    ],
)
def test_a_verdict_is_on_its_two_claims(
    held: Ledger, one: Reading, other: Reading, verdict: Verdict, pair: tuple[str, str], ruling: str
) -> None:
    made = _decide(held, one, other, verdict)
    [(found, decided)] = _decided(held).items()
    assert found == pair
    assert (decided.verdict, decided.judgement) == (ruling, made.id)
    assert "seen in the archive" in decided.why


def test_it_says_who_when_and_on_which_words(held: Ledger, one: Reading, other: Reading) -> None:
    made = _decide(held, one, other)
    assert (made.who, made.verdict, made.document, made.quoted) == ("Anna", "join", one.document.id, LONG)
    assert made.told["other"] == other.document.id
    assert made.told["quoted"] == SANK
    with held.reading() as connection:
        assert link_judgements.all_of(connection) == [made]
        assert link_judgements.exist(connection)


def test_nobody_decided_anything_at_first(held: Ledger) -> None:
    with held.reading() as connection:
        assert not link_judgements.exist(connection)
        assert link_judgements.all_of(connection) == []


def test_it_is_no_judgement_on_the_claims_themselves(held: Ledger, one: Reading, other: Reading) -> None:
    _decide(held, one, other, "cut")
    with held.reading() as connection:
        assert not judgements.exist(connection)
        assert judgements.of_documents(connection, [one.document.id]) == []
    assert judgements.waiting(held) == []


@pytest.mark.parametrize("later", ["cut", "join", "turn"])
def test_the_later_of_two_wins(held: Ledger, one: Reading, other: Reading, later: Verdict) -> None:
    _decide(held, one, other, "join")
    _decide(held, other, one, "cut", "no")
    last = _decide(held, one, other, later, "after all")
    [decided] = _decided(held).values()
    assert decided.judgement == last.id


def test_the_same_places_in_another_extractors_readings(held: Ledger, one: Reading, other: Reading) -> None:
    made = _decide(held, one, other)
    again = [
        reading(ONE, address="one.txt", claims=["Rain fell", SHORT], method="b", retrieved=LATER),
        reading(OTHER, address="other.txt", claims=[SANK], method="b", retrieved=LATER),
    ]
    record(held, again, collection="main")
    [(pair, decided)] = _decided(held).items()
    assert pair == (SHORT, SANK)
    assert decided.judgement == made.id


def test_what_no_claim_takes_up_says_nothing_until_one_does(
    held: Ledger, one: Reading, other: Reading
) -> None:
    made = _decide(held, one, other)
    worse = reading(OTHER, address="other.txt", claims=["The port is shut"], method="b", retrieved=LATER)
    record(held, [worse], collection="main")
    assert _decided(held) == {}
    better = reading(OTHER, address="other.txt", claims=[SANK], method="c", retrieved="2024-07-01T12:00:00Z")
    record(held, [better], collection="main")
    assert [d.judgement for d in _decided(held).values()] == [made.id]


def test_it_stays_when_a_new_version_of_either_article_comes(
    held: Ledger, one: Reading, other: Reading
) -> None:
    """The version that was judged is still in the ledger, and so is the verdict on it."""
    made = _decide(held, one, other, "cut")
    revised = reading(f"Update. {OTHER}", address="other.txt", claims=[SANK], retrieved=LATER)
    record(held, [revised], collection="main")
    found = _decided(held)
    assert {d.judgement for d in found.values()} == {made.id}
    assert set(found) == {(LONG, SANK)}


def test_a_new_version_is_judged_as_the_one_before(held: Ledger, one: Reading, other: Reading) -> None:
    """Else a corrected article would bring back a link that somebody had cut."""
    made = _decide(held, one, other, "cut")
    revised = reading(f"Update. {OTHER}", address="other.txt", claims=[SANK], retrieved=LATER)
    record(held, [revised], collection="main")
    with held.reading() as connection:
        given = link_judgements.all_of(connection)
        readings = {
            r.document.id: r
            for r in restoring.readings(connection, [one.document.id, other.document.id, revised.document.id])
        }
    found = link_judgements.decided(given, readings)
    assert found[one.claims[0].id, revised.claims[0].id].judgement == made.id
    assert found[one.claims[0].id, other.claims[0].id].judgement == made.id


def test_only_what_joins_brings_documents_together(held: Ledger, one: Reading, other: Reading) -> None:
    def touching(document_: str) -> list[tuple[str, str]]:
        with held.reading() as connection:
            return link_judgements.touching(link_judgements.all_of(connection), [document_])

    _decide(held, one, other, "cut")
    assert touching(one.document.id) == []
    _decide(held, one, other, "join", "they spoke")
    pair = (one.document.id, other.document.id)
    assert touching(one.document.id) == touching(other.document.id) == [pair]
    assert touching("somebody else") == []


@pytest.mark.parametrize("side", ["one", "other"])
def test_forgetting_either_end_silences_it(held: Ledger, one: Reading, other: Reading, side: str) -> None:
    _decide(held, one, other, why="seen in the archive")
    gone = one if side == "one" else other
    told = ledgers.forget(held, gone.document.id, who="Anna", why="asked")
    assert told.judgements == 1
    assert _decided(held) == {}
    with held.reading() as connection:
        assert link_judgements.all_of(connection) == []
    left = repr(rows(held))
    assert (LONG if side == "one" else SANK) not in left
    assert (SANK if side == "one" else LONG) in left, "the other article stays"


@pytest.mark.parametrize(
    ("ends", "verdict", "words"),
    [
        (("one", "other"), "accept", "verdict on a link"),
        (("one", "one"), "join", "one document"),
        (("one", "beside"), "join", "one document"),
        (("document", "other"), "join", "it is a document"),
        (("one", "nothing"), "join", "ffffffff"),
    ],
)
def test_what_cannot_be_judged_is_refused(
    held: Ledger, one: Reading, other: Reading, ends: tuple[str, str], verdict: Verdict, words: str
) -> None:
    ids = {
        "one": one.claims[0].id,
        "beside": one.claims[1].id,
        "other": other.claims[0].id,
        "document": one.document.id,
        "nothing": "ffffffffffff",
    }
    with pytest.raises(StopRun, match=words):
        link_judgements.on_link(held, ids[ends[0]], ids[ends[1]], verdict, who="Anna", why="so")
    with held.reading() as connection:
        assert not link_judgements.exist(connection)


def test_it_needs_a_reason(held: Ledger, one: Reading, other: Reading) -> None:
    with pytest.raises(StopRun, match="reason"):
        _decide(held, one, other, why=" ")


def test_a_claim_in_two_pieces_is_anchored(ledger: Ledger, other: Reading) -> None:
    text = "Nine ships, said the harbour master, were lost."
    made = document(text, address="pieces.txt")
    pieces = made_claim(made, place_of(text, "Nine ships … were lost"))
    split = Reading(made, "rules 0.1", (), (pieces,))
    record(ledger, [split, other], collection="main")
    _decide(ledger, split, other)
    assert list(_decided(ledger)) == [("Nine ships … were lost", SANK)]
