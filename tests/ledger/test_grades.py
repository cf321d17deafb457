"""Grades of actors and outlets: kept as judgements, the last one wins, and nothing else minds them."""

from __future__ import annotations

import pytest
from dumps import rows
from small_readings import reading

from sayso.errors import StopRun
from sayso.ledger import Ledger, actors, forget, grades, judgements, record, status
from sayso.ledger.grades import Grade

TEXT = "Mira Talvik said that nine ships were lost."


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    record(
        ledger,
        [
            reading(TEXT, by=("Mira Talvik", "person"), claims=["nine ships were lost"], publisher="Tidings"),
            reading("Rain fell.", address="b.txt", publisher="The Delta Bulletin"),
        ],
        collection="main",
    )
    return ledger


def of(ledger: Ledger, *names: str) -> dict[str, Grade]:
    with ledger.reading() as connection:
        return grades.graded(connection, names)


def listed(ledger: Ledger) -> list[tuple[str, str]]:
    with ledger.reading() as connection:
        return [(one.name, one.letter) for one in grades.every(connection)]


def test_a_grade_has_who_when_and_why(told: Ledger) -> None:
    made = grades.grade(told, "Mira Talvik", "b", who="Anna", why="she has the lists")
    one = of(told, "Mira Talvik", "Tidings")["Mira Talvik"]
    assert (one.letter, one.meaning, one.who, one.why) == (
        "B",
        "usually reliable",
        "Anna",
        "she has the lists",
    )
    assert one.made == made.made and one.history == (made,)
    assert "Tidings" not in of(told, "Tidings")


def test_an_outlet_is_graded_by_any_spelling(told: Ledger) -> None:
    grades.grade(told, "the delta bulletin", "C", who="Anna", why="rewrites")
    assert of(told, "The Delta Bulletin")["The Delta Bulletin"].letter == "C"


def test_an_outlet_that_only_its_text_names_can_be_graded(ledger: Ledger) -> None:
    text = "Nine ships lost\n\nThe Delta Herald\n9 June 2025\nBy Livia Marsh\n\nNine ships were lost."
    record(ledger, [reading(text, claims=["Nine ships were lost"], address="c.txt")], collection="main")
    grades.grade(ledger, "Delta Herald", "C", who="Anna", why="rewrites")
    assert of(ledger, "The Delta Herald")["The Delta Herald"].letter == "C"
    with pytest.raises(StopRun):
        grades.grade(ledger, "Livia Marsh", "C", who="Anna", why="in the head, and no outlet")


def test_the_later_wins_and_the_earlier_stays(told: Ledger) -> None:
    grades.grade(told, "Tidings", "B", who="Anna", why="so far")
    grades.grade(told, "Tidings", "E", who="Ben", why="it made up a storm")
    one = of(told, "Tidings")["Tidings"]
    assert (one.letter, one.who) == ("E", "Ben")
    assert [made.told["grade"] for made in one.history] == ["B", "E"]
    assert listed(told) == [("Tidings", "E")]


def test_names_that_people_joined_share_their_grade(told: Ledger) -> None:
    grades.grade(told, "Tidings", "B", who="Anna", why="so far")
    grades.grade(told, "The Delta Bulletin", "D", who="Ben", why="its new owner")
    assert len(listed(told)) == 2
    judgements.on_names(told, "Tidings", "The Delta Bulletin", "same", who="Anna", why="renamed")
    assert {one.letter for one in of(told, "Tidings", "The Delta Bulletin").values()} == {"D"}
    assert listed(told) == [("The Delta Bulletin", "D")]


@pytest.mark.parametrize(
    ("name", "letter", "why", "said"),
    [
        ("Tidings", "G", "so", "grade 'G'"),
        ("Tidings", "", "so", "Choose one of: A, B, C, D, E, F"),
        ("Tidings", "A", " ", "needs its reason"),
        ("Talvik", "A", "so", "Did you mean 'Mira Talvik'?"),
        ("Nobody At All", "A", "so", "nobody in this ledger is called just so"),
    ],
)
def test_what_cannot_be_kept_is_told(told: Ledger, name: str, letter: str, why: str, said: str) -> None:
    with pytest.raises(StopRun) as error:
        grades.grade(told, name, letter, who="Anna", why=why)
    assert said in str(error.value)
    assert listed(told) == []


def test_nothing_else_takes_a_grade_for_its_own(told: Ledger) -> None:
    grades.grade(told, "Mira Talvik", "B", who="Anna", why="she has the lists")
    found = actors.actor(told, "Mira Talvik")
    assert found.judgements == () and [speaker.name for speaker in actors.speakers(told)] == ["Mira Talvik"]
    assert actors.pending(told) == []
    shown = status(told)
    assert shown.judgements == 1 and shown.waiting == ()


def test_names_that_only_a_forgotten_document_had_go_from_judgements(told: Ledger) -> None:
    other = reading("Snow fell.", address="c.txt", publisher="The Delta Bulletin")
    herald = "Nine ships lost\n\nThe Delta Herald\n9 June 2025\nBy Livia Marsh\n\nNine ships were lost."
    ids = [other.document.id]
    record(told, [other, headed := reading(herald, address="d.txt")], collection="main")
    ids.append(headed.document.id)
    for name in ("Mira Talvik", "Tidings", "The Delta Bulletin", "Delta Herald"):
        grades.grade(told, name, "B", who="Anna", why="so far")
    judgements.on_names(told, "Tidings", "The Delta Bulletin", "same", who="Anna", why="renamed")
    ids.append(
        reading(
            TEXT, by=("Mira Talvik", "person"), claims=["nine ships were lost"], publisher="Tidings"
        ).document.id
    )
    counts = [forget(told, one, who="test", why="asked").judgements for one in ids]
    assert counts == [0, 1, 3]
    assert listed(told) == [("The Delta Bulletin", "B")]
    kept = repr(rows(told)).lower()
    assert not [name for name in ("talvik", "tidings", "herald") if name in kept]
    assert actors.actor(told, "The Delta Bulletin").judgements == () and status(told).judgements == 5
