"""`sayso weigh`: how the hypotheses of a kept question fare, and what-ifs that keep nothing."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

import made_matrices as made
from command_line import invoke
from family_schema import schema
from sayso import ledger as ledgers
from sayso.ledger import questions
from sayso.matrices import Entry
from sayso.types import digest
from sayso.weighing.ach import weigh
from sayso.weighing.folding import fold

Q = "Who set fire to the Kestermouth pumping station?"
PERRIN_LIGHT = Path(__file__).parents[2] / "examples" / "hypotheses" / "perrin-light.json"
IDENTITY = digest("question", Q)


@pytest.fixture(autouse=True)
def kept(ledger: str) -> list[Entry]:
    """The question of the station in the ledger; R7 was put in a day after the rest."""
    told = []
    for entry in made.station().history:
        late = "R7" in (entry.told.get("id"), entry.told.get("row"))
        at = entry.made.replace("2025-06-10", "2025-06-12") if late else entry.made
        told.append(replace(entry, question=IDENTITY, made=at))
    told.sort(key=lambda entry: entry.made)
    told = [replace(entry, id=questions.identity_of(entry)) for entry in told]
    with closing(ledgers.open_ledger(ledger)) as held:
        assert questions.take_in(held, told) == len(told)
    return told


def weighs(*arguments: str) -> str:
    result = invoke("weigh", *arguments)
    assert result.exit_code == 0 and not result.stderr, result.output
    return result.stdout


def reads(*arguments: str) -> Any:
    return json.loads(weighs(*arguments, "--json"))


def words(shown: str) -> str:
    return " ".join(shown.split())


def test_the_question_is_found_by_its_words_or_its_id(kept: list[Entry]) -> None:
    shown = weighs(Q)
    assert words(shown).startswith(("━" * 100) + f" {Q} 3 hypotheses · 7 rows from 5 origins · 2 analysts")
    assert weighs(IDENTITY[:10]) == shown == weighs(f"  {Q.upper()} ")
    leader = weigh(fold(kept)).hypotheses[0]
    assert f"that {leader.hypothesis} holds." in shown


def test_what_is_written_is_what_is_weighed(kept: list[Entry]) -> None:
    found = reads(Q)
    Draft202012Validator(schema("weighed")).validate(found)
    weighed = weigh(fold(kept))
    assert [f["probability"] for f in found["hypotheses"]] == [f.probability for f in weighed.hypotheses]
    assert [e["id"] for e in found["history"]] == [entry.id for entry in kept]
    assert found["supposed"] is None


def test_one_row_said_to_be_planted_visibly_turns_the_answer_and_nothing_is_kept() -> None:
    assert invoke("hypotheses", "import", str(PERRIN_LIGHT)).exit_code == 0
    asked = "Who sank the Perrin Light?"
    before = reads(asked)
    supposed = reads(asked, "--planted", "r1")
    assert before["hypotheses"][0]["hypothesis"] == "H1" and supposed["hypotheses"][0]["hypothesis"] == "H3"
    assert supposed["supposed"]["before"] == before["hypotheses"]
    assert [e["told"] for e in supposed["supposed"]["entries"]] == [{"row": "R1", "probability": 1}]
    shown = words(weighs(asked, "--planted", "R1"))
    assert "What if; nothing of this is kept if R1 was planted or is false: “A fuse of the Grey" in shown
    assert "as it is what if H1 roughly even chance, 52 % → H3 likely, 63 %" in shown
    assert "H3 leads instead of H1." in shown
    assert supposed["matrix"]["changed"] == before["matrix"]["changed"], "it has not changed"
    assert reads(asked) == before, "nothing was kept"


def test_several_rows_may_be_supposed_each_with_its_probability() -> None:
    supposed = reads(Q, "--planted", "R7", "--planted", "R3=0.9", "--without", "R1")
    told = [e["told"] for e in supposed["supposed"]["entries"]]
    assert told == [{"row": "R7", "probability": 1}, {"row": "R3", "probability": 0.9}, {"id": "R1"}]
    trust = {row["row"]: row["trust"] for row in supposed["rows"]}
    assert trust["R7"] == 0 and trust["R3"] < 0.11 and "R1" not in trust
    both = weighs(Q, "--planted", "R7", "--planted", "R3=0.9", "--without", "R1")
    assert "What if, and not as it is: without R1, and if R7 and R3 (probability 90 %) were planted" in both
    shown = words(weighs(Q, "--planted", "R3=0.9"))
    assert "if R3 was planted or is false, with a probability of 90 %: “Free Fells denied" in shown


def test_a_row_that_is_not_there_counts_for_nothing() -> None:
    found = reads(Q, "--without", "R7", "--without", "R7")
    assert [row["row"] for row in found["rows"]] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    assert len(found["supposed"]["entries"]) == 1
    assert "if R7 were not there: “The night guard was sent home" in words(weighs(Q, "--without", "r7"))


def test_as_it_stood_then_and_what_changed_since() -> None:
    assert "7 rows" in weighs(Q) and "6 rows from 4 origins" in weighs(Q, "--as-of", "2025-06-11")
    since = reads(Q, "--since", "2025-06-11")["since"]
    assert since["date"] == "2025-06-11"
    assert any(change.startswith("R7 was added") for change in since["changes"])
    assert since["before"] == reads(Q, "--as-of", "2025-06-11")["hypotheses"]
    assert "Since 11 June 2025" in weighs(Q, "--since", "2025-06-11")


@pytest.mark.parametrize(
    ("sort", "first"), [("diagnosticity", "R2"), ("number", "R1"), ("disagreement", "R1")]
)
def test_rows_are_sorted_as_asked(sort: str, first: str) -> None:
    rows = weighs(Q, "--sort", sort).split(f"The matrix, by {sort}\n")[1]
    assert f"  {first}  " in rows.splitlines()[1]


def test_two_things_do_not_go_into_one_file(tmp_path: Path) -> None:
    for outs in (("--html", "a.html", "--report", "a.html"), ("--html", "-", "--json")):
        done = invoke("weigh", Q, *outs)
        assert done.exit_code == 2 and "one would be lost" in done.stderr
    assert not (tmp_path / "a.html").exists()


def test_pages_and_briefings_are_written(tmp_path: Path) -> None:
    assert weighs(Q, "--html", "a.html", "--report", "b.html", "--json", "c.json") == ""
    assert "Hypotheses, weighed" in (tmp_path / "a.html").read_text("utf-8")
    assert "Annex A: all rows" in (tmp_path / "b.html").read_text("utf-8")
    assert json.loads((tmp_path / "c.json").read_bytes())["id"] == IDENTITY
    assert weighs(Q, "--report", "b.md", "--planted", "R3") == ""
    assert "## What if; nothing of this is kept" in (tmp_path / "b.md").read_text("utf-8")


def test_nothing_is_written_over_a_file_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    result = invoke("weigh", Q, "--report", "notes.md")
    assert result.exit_code == 2 and (tmp_path / "notes.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing argument 'QUESTION'"),
        (["Who?"], "no question has this wording or an id that begins so"),
        ([Q, "--planted", "R9"], "row 'R9': no such name"),
        ([Q, "--without", "R9"], "row 'R9': no such name"),
        ([Q, "--planted", "H1"], "'H1' is no row with a probability. Write for instance R3, or R3=0.9."),
        ([Q, "--planted", "R3=2"], "'R3=2' is no row with a probability"),
        ([Q, "--planted", "R3=x"], "'R3=x' is no row with a probability"),
        ([Q, "--without", "3"], "'3' is no row. Write for instance R3."),
        ([Q, "--since", "2025-06-09"], "it was asked later"),
        ([Q, "--as-of", "soon"], "moment 'soon': not a day and no time in RFC 3339"),
        ([Q, "--since", "2025-06-11", "--planted", "R3"], "ask them one at a time"),
        ([Q, "--sort", "size"], "'size' is not one of"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_told_why(arguments: list[str], said: str) -> None:
    result: Result = invoke("weigh", *arguments)
    assert result.exit_code == 2 and not result.stdout
    assert said in words(result.stderr)
