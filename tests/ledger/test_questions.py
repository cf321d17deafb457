"""Questions are entered and never changed; any earlier state is there; forgetting reaches their rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dumps import rows
from homes import Home
from small_readings import reading

from sayso.errors import StopRun
from sayso.ledger import Ledger, backup, forget, open_ledger, question_forgetting, questions, record
from sayso.ledger.questions import Draft, enter, identity_of, keep, take_in
from sayso.matrices import Entry, EntryKind, Matrix
from sayso.types import Json

TEXT = "Who sank the Perrin Light?"
RARE = "Quizzaciously"
ADDRESS = "https://zyxomma.example/forgotten"
SAID = f"{RARE} nine ships were sunk by the Grey Banner."


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The moment at which entries are made: the last of these."""
    moments = ["2025-06-11T10:00:00Z"]
    monkeypatch.setattr(questions, "now", lambda: moments[-1])
    yield moments


@pytest.fixture
def asked(ledger: Ledger, clock: list[str]) -> str:
    """Id of a question with two hypotheses, a row and a cell."""
    drafts = [
        Draft("question", {"text": TEXT}),
        Draft("hypothesis", {"text": "The Grey Banner", "prior": 0.3}),
        Draft("hypothesis", {"text": "A stray mine"}),
        Draft("row", {"kind": "note", "text": "A fuse lay on the deck"}),
        Draft("cell", {"row": "R1", "hypothesis": "H1", "mark": "C"}, why="they had such fuses"),
    ]
    return keep(ledger, None, drafts, who="ann", why="asked by the desk")[0].question


def _enter(ledger: Ledger, question: str, what: EntryKind, who: str = "ann", **told: Json) -> Entry:
    return enter(ledger, question, what, who=who, why="so", told=told)


def _entries(ledger: Ledger, question: str, **more: Any) -> list[Entry]:
    with ledger.reading() as connection:
        return questions.entries(connection, question, **more)


def _matrix(ledger: Ledger, question: str, **more: Any) -> Matrix:
    with ledger.reading() as connection:
        return questions.matrix(connection, question, **more)


def test_what_is_entered_makes_the_matrix(ledger: Ledger, asked: str) -> None:
    found = _matrix(ledger, asked)
    assert (found.question, found.text) == (asked, TEXT)
    assert [(h.id, h.text, h.prior) for h in found.hypotheses] == [
        ("H1", "The Grey Banner", 0.3),
        ("H2", "A stray mine", None),
    ]
    assert [(r.id, r.why) for r in found.rows] == [("R1", "asked by the desk")]
    assert [(c.who, c.mark, c.why) for c in found.cells] == [("ann", "C", "they had such fuses")]


def test_entries_come_back_as_they_were_kept(ledger: Ledger, asked: str) -> None:
    made = _enter(ledger, asked, "deceptive", row="R1", probability=0.8)
    assert _entries(ledger, asked)[-1] == made
    assert (made.kind, made.who, made.why) == ("deceptive", "ann", "so")
    assert made.told == {"row": "R1", "probability": 0.8}
    assert all(entry.id == identity_of(entry) for entry in _entries(ledger, asked))


def test_the_same_again_within_the_second_is_one(ledger: Ledger, asked: str, clock: list[str]) -> None:
    before = _entries(ledger, asked)
    for _ in range(2):
        _enter(ledger, asked, "assumption", text="It was dark")
        _enter(ledger, asked, "cell", row="R1", hypothesis="H2", mark="I")
    assert len(_entries(ledger, asked)) == len(before) + 2
    clock.append("2025-06-11T10:00:01Z")
    assert _enter(ledger, asked, "assumption", text="It was dark").told["id"] == "A2"
    _enter(ledger, asked, "cell", row="R1", hypothesis="H2", mark="I")
    assert len(_entries(ledger, asked)) == len(before) + 4


def test_what_is_said_unsaid_and_said_again_at_once_is_refused(ledger: Ledger, asked: str) -> None:
    """Else the third would be taken for the first, and the second would stand."""
    _enter(ledger, asked, "withdraw", id="R1")
    _enter(ledger, asked, "withdraw", id="R1", back=True)
    with pytest.raises(StopRun, match="Say it again in a moment"):
        _enter(ledger, asked, "withdraw", id="R1")
    assert [row.id for row in _matrix(ledger, asked).rows] == ["R1"]


def test_ids_are_given_in_turn_and_never_twice(ledger: Ledger, asked: str) -> None:
    _enter(ledger, asked, "withdraw", id="H2")
    assert _enter(ledger, asked, "hypothesis", text="A collision").told["id"] == "H3"
    assert _enter(ledger, asked, "row", kind="note", text="No mine was swept").told["id"] == "R2"
    assert _enter(ledger, asked, "assumption", text="The log is whole").told["id"] == "A1"


def test_all_or_nothing_is_kept(ledger: Ledger, asked: str) -> None:
    before = _entries(ledger, asked)
    drafts = [
        Draft("cell", {"row": "R1", "hypothesis": "H1", "mark": "II"}),
        Draft("cell", {"row": "R9", "hypothesis": "H1", "mark": "C"}),
    ]
    with pytest.raises(StopRun, match=r"row 'R9'.*R1"):
        keep(ledger, asked, drafts, who="ann", why="so")
    assert _entries(ledger, asked) == before


@pytest.mark.parametrize(
    ("kind", "told", "words"),
    [
        ("cell", {"row": "R1", "hypothesis": "H7", "mark": "C"}, "hypothesis 'H7'.*H1, H2"),
        ("cell", {"row": "R1", "hypothesis": "H1", "mark": "X"}, "mark 'X'.*CC"),
        ("deceptive", {"row": "R1", "probability": 80}, "probability 80"),
        ("hypothesis", {"text": " "}, "no words"),
        ("vote", {}, "kind of entry 'vote'"),
    ],
)
def test_what_cannot_be_is_refused(
    ledger: Ledger, asked: str, kind: EntryKind, told: dict[str, Json], words: str
) -> None:
    with pytest.raises(StopRun, match=words):
        enter(ledger, asked, kind, who="ann", why="so", told=told)


def test_an_earlier_state_is_there(ledger: Ledger, asked: str, clock: list[str]) -> None:
    clock.append("2025-06-12T09:00:00Z")
    _enter(ledger, asked, "cell", row="R1", hypothesis="H1", mark="II")
    assert _matrix(ledger, asked).of("R1", "H1")[0].mark == "II"
    for moment in ("2025-06-11", "2025-06-11T10:00:00Z", "2025-06-11T12:00:00+02:00"):
        assert _matrix(ledger, asked, as_of=moment).of("R1", "H1")[0].mark == "C"
    with pytest.raises(StopRun, match="asked later, on 2025-06-11T10:00:00Z"):
        _matrix(ledger, asked, as_of="2025-06-10")
    with pytest.raises(StopRun, match=r"moment 'yesterday'.*Write for instance"):
        _matrix(ledger, asked, as_of="yesterday")


def test_a_question_is_found_by_its_words_and_by_its_id(ledger: Ledger, asked: str) -> None:
    other = keep(ledger, None, [Draft("question", {"text": "When?"})], who="ann", why="")[0].question
    for given in (asked, asked[:8], asked[:8].upper(), TEXT, f" {TEXT.lower()}  "):
        assert _matrix(ledger, given).question == asked
    for given in ("Who?", asked[:3], "0" * 32):
        with pytest.raises(StopRun, match=r"There are: .*When\?.*Perrin Light"):
            _matrix(ledger, given)
    assert other != asked


def test_an_ambiguous_beginning_lists_what_it_may_be(ledger: Ledger) -> None:
    # The worded digest is a made one: of 16 questions two begin with the same digit, not with the same four.
    for text, id_ in (("One?", "abcd" * 8), ("Two?", "abcd" + "0" * 28)):
        entry = Entry("", id_, "question", "ann", "2025-06-11T10:00:00Z", "", {"text": text})
        assert take_in(ledger, [replace(entry, id=identity_of(entry))]) == 1
    with pytest.raises(StopRun, match=r"several begin so: .*One\?.*Two\?.*more digits|Two\?.*One\?"):
        _matrix(ledger, "abcd")


def test_the_question_changed_last_comes_first(ledger: Ledger, asked: str) -> None:
    keep(ledger, None, [Draft("question", {"text": "When?"})], who="ann", why="")
    _enter(ledger, asked, "assumption", text="The log is whole")
    with ledger.reading() as connection:
        found = questions.questions(connection)
    assert [m.text for m in found] == [TEXT, "When?"]
    assert found[0] == _matrix(ledger, asked)


def test_a_question_is_asked_once(ledger: Ledger, asked: str, clock: list[str]) -> None:
    clock.append("2025-06-12T09:00:00Z")
    with pytest.raises(StopRun, match=f"asked already.*show {asked[:12]}"):
        keep(ledger, None, [Draft("question", {"text": TEXT.upper()})], who="ben", why="")
    with pytest.raises(StopRun, match="how it is worded"):
        keep(ledger, None, [Draft("hypothesis", {"text": "?"})], who="ben", why="")


def test_where_there_is_no_question_it_says_how_to_ask_one(ledger: Ledger) -> None:
    with pytest.raises(StopRun, match=r"no question in this ledger yet.*hypotheses new"):
        _matrix(ledger, "Who?")


def test_what_no_database_holds_is_mended(ledger: Ledger, asked: str) -> None:
    made = enter(ledger, asked, "assumption", who="a\x00", why="b\ud800", told={"text": "c\x00"})
    assert _entries(ledger, asked)[-1] == made
    assert (made.who, made.why, made.told["text"]) == ("a\ufffd", "b\ufffd", "c\ufffd")


def test_another_ledgers_entries_are_taken_in_as_they_are(home: Home, ledger: Ledger, asked: str) -> None:
    given = _entries(ledger, asked)
    with closing(open_ledger(home.made())) as other:
        assert take_in(other, given[:3]) == 3
        assert take_in(other, given) == 2
        assert take_in(other, given) == 0
        assert _entries(other, asked) == given
        # What was done there since is taken in here.
        later = _enter(other, asked, "assumption", text="The log is whole")
        assert take_in(ledger, _entries(other, asked)) == 1
    assert _entries(ledger, asked)[-1] == later


def test_what_became_two_things_is_refused(home: Home, ledger: Ledger, asked: str) -> None:
    with closing(open_ledger(home.made())) as other:
        take_in(other, _entries(ledger, asked))
        _enter(other, asked, "row", kind="note", text="theirs")
        _enter(ledger, asked, "row", kind="note", text="ours")
        with pytest.raises(StopRun, match=r"'R2'.*both ledgers"):
            take_in(ledger, _entries(other, asked))
    assert [r.text for r in _matrix(ledger, asked).rows] == ["A fuse lay on the deck", "ours"]


@pytest.fixture
def drawn(ledger: Ledger, asked: str) -> str:
    """A question with rows that were drawn from a document, one of them of the same origin as another's."""
    unwanted = reading(SAID, address=ADDRESS)
    other = reading("The port is shut.", address="port.txt")
    record(ledger, [unwanted, other], collection="main")
    quote: Json = {"text": SAID, "address": ADDRESS, "by": RARE}
    words: dict[str, Json] = {"text": SAID, "origin": f"actor {RARE}", "origin_name": RARE, "source": RARE}
    drafts = [
        Draft(
            "row",
            {"kind": "claim", "ref": unwanted.claims[0].id, "proposed": 4, "proposed_why": SAID, **words},
        ),
        Draft("row", {"kind": "note", "quotes": [quote], "credibility": 5, "credibility_why": SAID, **words}),
        Draft("row", {"kind": "claim", "ref": other.claims[0].id, "text": "The port is shut."}),
        Draft("row", {"kind": "note", "text": "kept", "origin": f"actor {RARE}"}),
        Draft("cell", {"row": "R2", "hypothesis": "H1", "mark": "C"}),
        Draft("cell", {"row": "R2", "hypothesis": "H1", "mark": "C"}, why=SAID, who="machine"),
    ]
    keep(ledger, asked, drafts, who="ann", why="from the papers")
    return unwanted.document.id


def test_no_byte_of_a_forgotten_document_is_left_in_a_row(ledger: Ledger, asked: str, drawn: str) -> None:
    told = forget(ledger, drawn, who="test", why="asked")
    assert told.rows == 2
    assert RARE.lower() not in repr(rows(ledger)).lower()
    assert "zyxomma" not in repr(rows(ledger))
    if ledger.path is not None:
        for file in ledger.path.parent.glob(f"{ledger.path.name}*"):
            data = file.read_bytes().lower()
            assert RARE.lower().encode() not in data and b"zyxomma" not in data, file.name


def test_the_row_stays_and_says_that_it_was_forgotten(ledger: Ledger, asked: str, drawn: str) -> None:
    forget(ledger, drawn, who="test", why="asked")
    found = {row.id: row for row in _matrix(ledger, asked).rows}
    assert [found[r].text for r in ("R2", "R3", "R4", "R5")] == [
        question_forgetting.FORGOTTEN,
        question_forgetting.FORGOTTEN,
        "The port is shut.",
        "kept",
    ]
    # A grade that was only proposed weighs nothing still.
    assert [(found[r].credibility, found[r].proposed, found[r].proposed_why) for r in ("R2", "R3")] == [
        (None, 4, ""),
        (None, 5, ""),
    ]
    # They count once still, and once with the row that was not from the document.
    assert found["R2"].origin == found["R3"].origin == found["R5"].origin is not None
    assert {(c.who, c.why) for c in _matrix(ledger, asked).of("R2", "H1")} == {
        ("ann", "from the papers"),
        ("machine", question_forgetting.FORGOTTEN),
    }


def test_a_name_that_nobody_else_bears_goes_from_rows_drawn_elsewhere(ledger: Ledger, asked: str) -> None:
    said = reading("Ottoline Brzeskwinia said it.", address="said.txt", by=("Ottoline Brzeskwinia", "person"))
    both = [
        reading(f"Anna Kern said {what}.", address=f"{what}.txt", by=("Anna Kern", "person"))
        for what in ("yes", "no")
    ]
    record(ledger, [said, *both], collection="main")
    ref: dict[str, Json] = {"kind": "claim", "ref": both[0].claims[0].id, "text": "yes"}
    drafts = [
        Draft("row", {**ref, "origin_name": "Ottoline Brzeskwinia, to The Courier"}),
        Draft("row", {**ref, "origin_name": "Anna Kern"}),
        Draft("row", {"kind": "note", "text": "Ask Ottoline Brzeskwinia"}),
    ]
    keep(ledger, asked, drafts, who="ann", why="so")
    assert forget(ledger, both[1].document.id, who="test", why="asked").rows == 0
    assert forget(ledger, said.document.id, who="test", why="asked").rows == 1
    found = _matrix(ledger, asked).rows
    assert [row.text for row in found[1:]] == ["forgotten", "yes", "Ask Ottoline Brzeskwinia"]
    assert found[2].origin_name == "Anna Kern"


def test_what_was_forgotten_does_not_come_back(home: Home, ledger: Ledger, asked: str, drawn: str) -> None:
    before = _entries(ledger, asked)
    forget(ledger, drawn, who="test", why="asked")
    assert take_in(ledger, before) == 0
    with closing(open_ledger(home.made())) as other:
        record(other, [reading(SAID, address=ADDRESS)], collection="main")
        forget(other, drawn, who="test", why="asked")
        take_in(other, before)
        assert _matrix(other, asked).rows[1].text == question_forgetting.FORGOTTEN
        assert not _matrix(other, asked).rows[1].quotes
        assert SAID not in [row.text for row in _matrix(other, asked).rows]


def test_a_backup_holds_the_questions(home: Home, ledger: Ledger, asked: str, tmp_path: Path) -> None:
    copy = backup(ledger, tmp_path / "copy.db")
    with closing(open_ledger(home.restored(copy))) as restored:
        assert _entries(restored, asked) == _entries(ledger, asked)
