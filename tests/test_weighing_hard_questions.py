"""Hostile questions to weigh, and thin or planted ones: what must not be kept, drawn raw or believed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli.verbs import Verbs
from sayso.errors import StopRun
from sayso.ledger import open_ledger, questions
from sayso.ledger.questions import Draft
from sayso.matrices import MACHINE, Cell, Entry, Hypothesis, Mark, Matrix, Row
from sayso.views.matrix.page import page
from sayso.views.matrix.report import markdown, report
from sayso.views.matrix.sheet import Sheet
from sayso.weighing.ach import weigh, with_planted
from sayso.weighing.folding import checked, fold

HOSTILE = "\x1b[31mRED\x1b]0;own\x07<script>alert(1)</script>\u202e | pipe\n# Title\n|a|b| <img src=x> `z`"
MADE = "2025-01-01T00:00:00Z"
QUESTION = "a" * 32


def run(*arguments: str) -> Result:
    sayso = Verbs(lines=dict.fromkeys(["hypotheses", "weigh"], ""), name="sayso")
    return CliRunner(env={"COLUMNS": "100"}).invoke(sayso, list(arguments))


def matrix(marks: dict[str, dict[str, Mark]], who: str = "ann", **of_rows: Any) -> Matrix:
    """Of rows by name; `of_rows` are fields that all share."""
    names = sorted({h for row in marks.values() for h in row})
    cells = [Cell(row, h, mark, who, "", MADE) for row, told in marks.items() for h, mark in told.items()]
    rows = tuple(Row(name, "note", f"row {name}", **of_rows) for name in marks)
    return Matrix(QUESTION, "Why?", tuple(Hypothesis(n, f"it was {n}") for n in names), rows, tuple(cells))


def odds(made: Matrix) -> dict[str, float]:
    return {fare.hypothesis: round(fare.probability, 9) for fare in weigh(made).hypotheses}


def test_twenty_rows_of_one_origin_count_as_one_and_give_low_confidence() -> None:
    one = matrix({"R1": {"H1": "CC", "H2": "II"}}, origin="x")
    many = matrix({f"R{n}": {"H1": "CC", "H2": "II"} for n in range(1, 21)}, origin="x")
    assert odds(many) == odds(one)
    assert weigh(many).confidence == "low"


def test_rows_of_one_origin_that_say_opposite_things_cancel() -> None:
    made = matrix({"R1": {"H1": "CC", "H2": "II"}, "R2": {"H1": "II", "H2": "CC"}}, origin="x")
    assert odds(made) == {"H1": 0.5, "H2": 0.5}


def test_all_rows_planted_leave_what_was_before() -> None:
    made = matrix({"R1": {"H1": "CC", "H2": "II"}, "R2": {"H1": "C", "H2": "N"}})
    assert odds(with_planted(made, ["R1", "R2"])) == {"H1": 0.5, "H2": 0.5}
    assert weigh(with_planted(made, ["R1", "R2"])).confidence == "low"


def test_the_more_a_row_may_be_planted_the_less_it_moves() -> None:
    made = matrix({"R1": {"H1": "CC", "H2": "II"}})
    steps = [odds(with_planted(made, ["R1"], p))["H1"] for p in (0, 0.25, 0.5, 0.75, 1)]
    assert steps == sorted(steps, reverse=True) and steps[-1] == 0.5


def test_one_cell_alone_tells_nothing() -> None:
    made = matrix({"R1": {"H1": "CC"}})
    made = replace(made, hypotheses=(*made.hypotheses, Hypothesis("H2", "b")))
    assert odds(made) == {"H1": 0.5, "H2": 0.5}


def test_a_proposal_gives_way_to_a_person_even_for_not_applicable() -> None:
    made = matrix({"R1": {"H1": "CC", "H2": "II"}}, who=MACHINE)
    spoken = [Cell("R1", h, "NA", "ann", "", MADE) for h in ("H1", "H2")]
    assert odds(replace(made, cells=(*made.cells, *spoken))) == {"H1": 0.5, "H2": 0.5}


def entry(kind: Any, told: dict[str, Any], made: str = MADE, who: str = "ann") -> Entry:
    drawn = Entry("", QUESTION, kind, who, made, HOSTILE, told)
    return replace(drawn, id=questions.identity_of(drawn))


def asked() -> list[Entry]:
    return [
        entry("question", {"text": HOSTILE}),
        entry("hypothesis", {"id": "H1", "text": HOSTILE}),
        entry("hypothesis", {"id": "H2", "text": "b"}),
        entry(
            "row", {"id": "R1", "kind": "note", "text": HOSTILE, "source": HOSTILE, "origin_name": HOSTILE}
        ),
        entry("cell", {"row": "R1", "hypothesis": "H1", "mark": "C"}),
        entry("cell", {"row": "R1", "hypothesis": "H2", "mark": "II"}),
        entry("assumption", {"id": "A1", "text": HOSTILE}),
        entry("challenge", {"id": "A1", "standing": "failed"}),
        entry("outcome", {"hypothesis": "H2"}),
    ]


def drawn(entries: list[Entry]) -> list[str]:
    """The page, the report and its Markdown."""
    sheet = Sheet(weigh(fold(entries)), tuple(entries))
    return [made.decode() for made in (page(sheet, "number"), report(sheet), markdown(sheet))]


def test_nothing_hostile_reaches_a_page_or_a_report_raw() -> None:
    web, briefing, marked = drawn(asked())
    for made in (web, briefing, marked):
        assert not {"\x1b", "\x07", "\u202e"} & set(made)
    assert "<script>alert" not in web + briefing and "<img" not in web + briefing
    assert "<script>" not in marked and "\n# Title" not in marked and "\n|a|b|" not in marked
    columns = [line.replace(r"\|", "").count("|") for line in marked.splitlines() if line.startswith("| **H")]
    assert columns == [4, 4]


WRONG = [
    ("row", {"id": "R2", "kind": "note", "text": "x", "credibility_why": 1}),
    ("row", {"id": "R2", "kind": "note", "text": "x", "credibility_why": ["x"]}),
    ("deceptive", {"row": "R1", "probability": None}),
]


@pytest.mark.parametrize(("kind", "told"), WRONG)
def test_what_cannot_be_drawn_is_not_taken_in(kind: str, told: dict[str, Any]) -> None:
    entries = asked()
    try:
        entries.append(checked(entries, entry(kind, told)))
    except StopRun:
        return
    drawn(entries)


def test_what_two_write_at_once_gets_ids_of_its_own(tmp_path: Path) -> None:
    at = str(tmp_path / "ledger.db")
    with closing(open_ledger(at, create=True)) as one, closing(open_ledger(at)) as other:
        questions.take_in(one, asked())
        for number in range(4):
            for held in (one, other):
                told: dict[str, Any] = {"kind": "note", "text": f"{number} {held is one}"}
                questions.keep(held, QUESTION, [Draft("row", told)], who="ann", why="")
        with one.reading() as connection:
            ids = [e.told["id"] for e in questions.entries(connection, QUESTION) if e.kind == "row"]
    assert ids == [f"R{n}" for n in range(1, 10)]


def test_an_entry_that_a_file_lists_twice_is_taken_in_once(tmp_path: Path) -> None:
    with closing(open_ledger(str(tmp_path / "ledger.db"), create=True)) as held:
        entries = asked()
        assert questions.take_in(held, [*entries, *entries]) == len(entries)


@pytest.fixture
def at(tmp_path: Path) -> str:
    address = str(tmp_path / "ledger.db")
    with closing(open_ledger(address, create=True)) as held:
        questions.take_in(held, asked())
    return address


@pytest.mark.parametrize("probability", ["1.1", "x", "1e400"])
def test_a_probability_is_one(at: str, probability: str) -> None:
    result = run("hypotheses", "planted", QUESTION, "R1", probability, "--why", "x", "--ledger", at)
    assert result.exit_code == 2, result.output


def test_no_number_is_no_probability(at: str) -> None:
    result = run("hypotheses", "planted", QUESTION, "R1", "nan", "--why", "x", "--ledger", at)
    assert result.exit_code == 2
    assert run("hypotheses", "log", QUESTION, "--ledger", at).exit_code == 0


def test_no_number_is_no_prior(at: str) -> None:
    asks = ("hypotheses", "new", "Who?", "-H", "a", "-H", "b", "--prior", "H1=nan", "--ledger", at)
    assert run(*asks).exit_code == 2


def test_a_what_if_says_how_probable_it_supposes(at: str) -> None:
    half = run("weigh", QUESTION, "--planted", "R1=0.5", "--ledger", at)
    whole = run("weigh", QUESTION, "--planted", "R1", "--ledger", at)
    (one,), (other,) = ([x for x in r.output.splitlines() if "What if, and" in x] for r in (half, whole))
    assert one != other


@pytest.mark.parametrize("moment", ["2000-01-01", "0001-01-01"])
@pytest.mark.parametrize("option", ["--as-of", "--since"])
def test_before_it_was_asked_there_is_nothing_to_weigh(at: str, option: str, moment: str) -> None:
    result = run("weigh", QUESTION, option, moment, "--ledger", at)
    assert result.exit_code == 2 and "it was asked later" in result.output


@pytest.mark.parametrize("moment", ["banana", "2026-11-23T05:00:00+99:00"])
def test_what_is_no_moment_is_refused(at: str, moment: str) -> None:
    result = run("weigh", QUESTION, "--as-of", moment, "--ledger", at)
    assert result.exit_code == 2 and "Write for instance" in result.output


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_a_report_may_be_written_anew(at: str, tmp_path: Path, name: str) -> None:
    for _ in range(2):
        result = run("weigh", QUESTION, "--report", str(tmp_path / name), "--ledger", at)
        assert result.exit_code == 0, result.output


def test_what_somebody_wrote_below_a_report_is_not_lost(at: str, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    asks = ("weigh", QUESTION, "--report", str(path), "--ledger", at)
    assert run(*asks).exit_code == 0
    path.write_text(path.read_text("utf-8") + "\nMy own notes.\n", "utf-8")
    assert run(*asks).exit_code == 2 and "My own notes." in path.read_text("utf-8")
