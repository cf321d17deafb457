"""Entries into a matrix: the last word wins, nothing said about a row is lost, what cannot be is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import StopRun
from sayso.matrices import ENTRY_KINDS, Cell, Entry, EntryKind, Matrix, Quote
from sayso.weighing.folding import checked, fold, next_id


def told(kind: EntryKind, who: str = "anna", why: str = "", /, **fields: Any) -> Entry:
    return Entry("e", "q", kind, who, "2025-06-10T08:00:00Z", why, fields)


def row(name: str, text: str = "a leaflet", **fields: Any) -> Entry:
    return told("row", id=name, kind="note", text=text, **fields)


def cell(name: str, hypothesis: str, mark: str | None, who: str = "anna") -> Entry:
    return told("cell", who, row=name, hypothesis=hypothesis, mark=mark)


START = (
    told("question", text="Who did it?"),
    told("hypothesis", id="H1", text="The one"),
    told("hypothesis", id="H2", text="The other", prior=0.2),
    row("R1"),
    row("R2", "a witness"),
    told("assumption", id="A1", text="nobody else was there"),
)


def folded(*entries: Entry) -> Matrix:
    return fold((*START, *entries))


def test_nothing_makes_an_empty_matrix() -> None:
    assert fold(()) == Matrix("", "", (), (), ())


def test_a_matrix_has_what_was_told() -> None:
    matrix = folded(cell("R1", "H1", "C"))
    assert (matrix.question, matrix.text) == ("q", "Who did it?")
    assert [(h.id, h.prior) for h in matrix.hypotheses] == [("H1", None), ("H2", 0.2)]
    assert [r.id for r in matrix.rows] == ["R1", "R2"]
    assert matrix.cells == (Cell("R1", "H1", "C", "anna", "", "2025-06-10T08:00:00Z"),)
    assert [a.standing for a in matrix.assumptions] == ["holds"]


def test_the_first_and_the_last_entry_give_the_times() -> None:
    late = Entry("e", "q", "question", "anna", "2025-07-01T00:00:00Z", "", {"text": "Who, then?"})
    matrix = fold((*START, late))
    assert (matrix.made, matrix.changed) == ("2025-06-10T08:00:00Z", "2025-07-01T00:00:00Z")
    assert matrix.text == "Who, then?"


def test_a_row_has_all_that_was_told_of_it() -> None:
    quotes = [{"text": "we left it", "address": "a.txt", "by": "a man"}, {"text": "we did not"}]
    found = folded(
        row(
            "R3",
            ref="c1",
            origin="o1",
            origin_name="a man",
            source="a man",
            when="2025-06",
            quotes=quotes,
            credibility=2,
        )
    ).rows[-1]
    assert (found.ref, found.origin, found.origin_name, found.source, found.when) == (
        "c1",
        "o1",
        "a man",
        "a man",
        "2025-06",
    )
    assert found.quotes == (Quote("we left it", "a.txt", "a man"), Quote("we did not"))
    assert found.credibility == 2


def test_what_is_proposed_is_apart_from_what_a_person_sets() -> None:
    def grades(*entries: Entry) -> tuple[int | None, int | None, str]:
        found = folded(*entries).rows[-1]
        return found.credibility, found.proposed, found.proposed_why

    drawn = row("R3", proposed=4, proposed_why="doubtful.")
    assert grades(drawn) == (None, 4, "doubtful.")
    assert grades(row("R3", proposed=4, credibility=2)) == (2, 4, "")
    # Entries of before had one field for both.
    assert grades(row("R3", credibility=4, credibility_why="doubtful.")) == (None, 4, "doubtful.")
    setting, unset = (
        told("credibility", row="R3", credibility=2),
        told("credibility", row="R3", credibility=None),
    )
    assert grades(drawn, setting) == (2, 4, "doubtful.")
    assert grades(drawn, setting, drawn) == (2, 4, "doubtful."), "told anew, it keeps what was set"
    assert grades(row("R3", credibility=5), setting, unset) == (None, None, "")


def test_the_last_word_on_a_cell_wins_for_each_analyst() -> None:
    matrix = folded(cell("R1", "H1", "C"), cell("R1", "H1", "II", "bruno"), cell("R1", "H1", "I"))
    assert [(c.who, c.mark) for c in matrix.of("R1", "H1")] == [("anna", "I"), ("bruno", "II")]


def test_a_mark_is_taken_back() -> None:
    matrix = folded(cell("R1", "H1", "C"), cell("R1", "H1", "I", "bruno"), cell("R1", "H1", None))
    assert [c.who for c in matrix.cells] == ["bruno"]
    assert folded(cell("R1", "H1", None)).cells == ()


def test_a_row_told_anew_keeps_its_place_and_what_was_said_about_it() -> None:
    matrix = folded(
        told("deceptive", row="R1", probability=0.7),
        told("motive", row="R1", hypothesis="H2"),
        told("misled", row="R1"),
        cell("R1", "H1", "C"),
        row("R1", "a leaflet with a name on it", origin="o1"),
    )
    found = matrix.rows[0]
    assert (found.id, found.text, found.origin) == ("R1", "a leaflet with a name on it", "o1")
    assert (found.deceptive, found.motives, found.misled) == (0.7, ("H2",), True)
    assert len(matrix.cells) == 1


def test_motives_deceit_and_what_misled_are_taken_back() -> None:
    matrix = folded(
        told("deceptive", row="R1", probability=0.7),
        told("motive", row="R1", hypothesis="H2"),
        told("motive", row="R1", hypothesis="H2"),
        told("motive", row="R1", hypothesis="H1"),
        told("motive", row="R1", hypothesis="H2", holds=False),
        told("misled", row="R1"),
        told("misled", row="R1", holds=False),
        told("deceptive", row="R1", probability=None),
    )
    found = matrix.rows[0]
    assert (found.deceptive, found.motives, found.misled) == (None, ("H1",), False)


def test_what_is_withdrawn_goes_with_its_cells_and_comes_back_with_them() -> None:
    marked = (
        cell("R1", "H1", "C"),
        cell("R2", "H2", "C"),
        told("motive", row="R1", hypothesis="H2"),
        told("outcome", hypothesis="H2"),
    )
    away = folded(*marked, *(told("withdraw", id=name) for name in ("R1", "H2", "A1")))
    assert [h.id for h in away.hypotheses] == ["H1"]
    assert [r.id for r in away.rows] == ["R2"]
    assert away.cells == ()
    assert away.assumptions == ()
    assert away.outcome is None
    motive = folded(*marked, told("withdraw", id="H2")).rows[0].motives
    assert motive == ()
    back = folded(
        *marked,
        *(told("withdraw", id=name) for name in ("R1", "H2", "A1")),
        *(told("withdraw", id=name, back=True) for name in ("R1", "H2", "A1")),
    )
    assert back == folded(*marked)


def test_an_assumption_is_challenged_and_says_by_whom_and_why() -> None:
    matrix = folded(told("challenge", "bruno", "two were seen", id="A1", standing="failed"))
    (found,) = matrix.assumptions
    assert (found.standing, found.who, found.why) == ("failed", "bruno", "two were seen")


def test_the_outcome_is_the_last_that_was_told() -> None:
    assert folded(told("outcome", hypothesis="H1"), told("outcome", hypothesis="H2")).outcome == "H2"


def test_what_is_said_of_a_row_that_is_not_there_is_passed_over() -> None:
    strays = (
        told("deceptive", row="R9", probability=1),
        told("motive", row="R9", hypothesis="H1"),
        told("misled", row="R9"),
        told("challenge", id="A9", standing="failed"),
    )
    assert folded(*strays).rows == folded().rows


def test_a_kind_that_there_is_none_of_stops() -> None:
    stray = Entry("e", "q", "vote", "anna", "", "", {})  # type: ignore[arg-type] - a kind that there is none of
    with pytest.raises(StopRun, match="kind of entry 'vote'"):
        fold((stray,))
    with pytest.raises(StopRun, match="kind of entry 'vote'"):
        checked(START, stray)


def test_fewer_entries_are_the_matrix_as_it_was() -> None:
    entries = (*START, cell("R1", "H1", "C"), told("withdraw", id="R1"), cell("R2", "H1", "II"))
    assert fold(entries[: len(START)]) == folded()
    assert [r.id for r in fold(entries[: len(START) + 1]).rows] == ["R1", "R2"]


@pytest.mark.parametrize(
    ("entries", "letter", "expected"),
    [
        (START, "H", "H3"),
        (START, "R", "R3"),
        ((), "A", "A1"),
        ((*START, told("withdraw", id="H2")), "H", "H3"),
        ((*START, told("hypothesis", id="H10", text="x")), "H", "H11"),
        ((told("hypothesis", id="Hx", text="x"), told("hypothesis", id="H²", text="x")), "H", "H1"),
    ],
)
def test_ids_are_never_given_twice(entries: Iterable[Entry], letter: str, expected: str) -> None:
    assert next_id(entries, letter) == expected


GOOD = [
    told("question", text="Who, then?"),
    told("hypothesis", id="H3", text="A third", prior=0.5),
    told("hypothesis", id="H1", text="The one, worded anew", prior=None),
    row("R3", quotes=[{"text": "a word"}], credibility=6),
    cell("R1", "H1", "NA"),
    cell("R1", "H1", None),
    row("R3", proposed=4, proposed_why="doubtful: 1 origin speaks against it."),
    told("credibility", row="R1", credibility=4),
    told("credibility", row="R1", credibility=None),
    told("deceptive", row="R1", probability=1),
    told("deceptive", row="R1", probability=None),
    told("motive", row="R1", hypothesis="H1", holds=False),
    told("assumption", id="A2", text="it was dark"),
    told("challenge", id="A1", standing="challenged"),
    told("withdraw", id="R1"),
    told("withdraw", id="R1", back=True),
    told("outcome", hypothesis="H1"),
    told("misled", row="R1"),
]


@pytest.mark.parametrize("entry", GOOD, ids=lambda e: f"{e.kind} {dict(e.told)}")
def test_what_can_be_is_kept_as_it_is(entry: Entry) -> None:
    assert checked(START, entry) is entry
    fold((*START, entry))


def test_every_kind_has_a_good_example() -> None:
    assert {entry.kind for entry in GOOD} == set(ENTRY_KINDS)


BAD = [
    (told("question"), "it has no 'text'"),
    (told("question", text="  "), "it has no words"),
    (told("hypothesis", id="H3"), "it has no 'text'"),
    (told("hypothesis", id="H3", text="x", prior=1), "certain before any evidence"),
    (told("hypothesis", id="H3", text="x", prior=0), "certain before any evidence"),
    (told("hypothesis", id="H3", text="x", prior=True), "not a number from 0 to 1"),
    (told("hypothesis", id="H3", text="x", prior="even"), "not a number from 0 to 1"),
    (told("hypothesis", id="", text="x"), "it is no name"),
    (told("hypothesis", id=3, text="x"), "it is no name"),
    (told("hypothesis", id="R1", text="x"), "a row has it already"),
    (row("H1"), "a hypothesis has it already"),
    (told("row", id="R3", kind="rumour", text="x"), "kind of row 'rumour'"),
    (row("R3", credibility=7), "not an item credibility"),
    (row("R3", credibility=True), "not an item credibility"),
    (row("R3", credibility=4, credibility_why=["x"]), "it is no text"),
    (row("R3", proposed=4, proposed_why=True), "it is no text"),
    (row("R3", proposed=0), "proposed 0: not an item credibility"),
    (told("credibility", row="R1"), "it has no 'credibility'"),
    (told("credibility", row="R1", credibility=0), "not an item credibility"),
    (told("credibility", row="R9", credibility=1), "row 'R9'"),
    (row("R3", quotes="a word"), "not a list"),
    (row("R3", quotes=[{"by": "a man"}]), "it has no words"),
    (row("R3", quotes=["a word"]), "it has no words"),
    (cell("R9", "H1", "C"), r"row 'R9'.*R1, R2"),
    (cell("R1", "H9", "C"), "hypothesis 'H9'"),
    (cell("R1", "H1", "cc"), "mark 'cc'"),
    (told("cell", row="R1", hypothesis="H1"), "it has no 'mark'"),
    (told("deceptive", row="R1"), "it has no 'probability'"),
    (told("deceptive", row="R1", probability=1.2), "not a number from 0 to 1"),
    (told("deceptive", row="R1", probability=float("nan")), "not a number from 0 to 1"),
    (told("motive", row="R1", hypothesis="H1", holds="no"), "neither true nor false"),
    (told("challenge", id="A9", standing="failed"), "id 'A9'"),
    (told("challenge", id="R1", standing="failed"), "id 'R1'"),
    (told("challenge", id="A1", standing="wobbles"), "standing 'wobbles'"),
    (told("withdraw", id="X1"), "id 'X1'"),
    (told("withdraw", id="R1", back="yes"), "neither true nor false"),
    (told("outcome", hypothesis="H9"), "hypothesis 'H9'"),
    (told("misled", row="R9"), "row 'R9'"),
]


@pytest.mark.parametrize(("entry", "words"), BAD, ids=lambda x: x if isinstance(x, str) else x.kind)
def test_what_cannot_be_is_refused_and_says_why(entry: Entry, words: str) -> None:
    with pytest.raises(StopRun, match=words):
        checked(START, entry)


def test_before_anything_is_told_the_error_says_so() -> None:
    with pytest.raises(StopRun, match="there is no row yet"):
        checked((), cell("R1", "H1", "C"))


@given(st.lists(st.sampled_from(GOOD), max_size=12))
def test_what_is_kept_makes_a_matrix_whose_parts_belong_together(entries: list[Entry]) -> None:
    matrix = folded(*entries)
    rows, hypotheses = {r.id for r in matrix.rows}, {h.id for h in matrix.hypotheses}
    assert {c.row for c in matrix.cells} <= rows
    assert {c.hypothesis for c in matrix.cells} <= hypotheses
    assert all(set(r.motives) <= hypotheses for r in matrix.rows)
    assert len(rows) == len(matrix.rows)
    assert matrix.outcome is None or matrix.outcome in hypotheses
    assert len({(c.row, c.hypothesis, c.who) for c in matrix.cells}) == len(matrix.cells)
