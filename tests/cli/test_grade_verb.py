"""`sayso grade`: grades need a reason, are listed, stand beside an actor; the learned figure is apart."""

from __future__ import annotations

import json
from typing import Any

import pytest
import retold

from command_line import invoke
from sayso.deliberating import learning
from sayso.deliberating.learning import Learned
from sayso.settlements import Source

NAME = "Mira Talvik"
pytestmark = pytest.mark.usefixtures("ledger")


def read_json(*arguments: str) -> Any:
    result = invoke("grade", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def flat(*arguments: str) -> str:
    result = invoke(*arguments)
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.split())


def grade(letter: str, why: str = "she has the lists", who: str = "ann") -> str:
    return flat("grade", NAME, letter, "--why", why, "--as", who)


def test_a_grade_is_kept_and_shown(follows: Any) -> None:
    assert grade("b") == f"Kept: “{NAME}” is B, usually reliable, by ann: she has the lists"
    line = read_json(NAME)
    follows("graded", line)
    assert (line["grade"]["letter"], line["grade"]["who"], line["learned"]) == ("B", "ann", None)
    shown = flat("grade", NAME)
    assert f"B, usually reliable: by ann on {line['grade']['made']}: she has the lists" in shown
    assert "--learn says what its statements in this ledger tell." in shown


def test_the_history_is_told_the_latest_first(follows: Any) -> None:
    grade("B")
    grade("D", "it was not so", "ben")
    line = read_json(NAME)
    follows("graded", line)
    assert [one["letter"] for one in line["grade"]["history"]] == ["B", "D"]
    shown = flat("grade", NAME)
    assert shown.index("D, not usually reliable: by ben") < shown.index("B: by ann")


def test_all_grades_are_listed(follows: Any) -> None:
    assert "Nobody has graded anybody." in flat("grade")
    grade("B")
    line = read_json()
    follows("grades", line)
    assert [(one["name"], one["letter"]) for one in line["grades"]] == [(NAME, "B")]
    assert f"B {NAME}, usually reliable: by ann" in flat("grade")


def test_what_nobody_graded_is_not_judged(follows: Any) -> None:
    line = read_json(NAME)
    follows("graded", line)
    assert line["grade"] is None
    assert "Nobody has graded it" in flat("grade", NAME)


def test_a_kept_grade_is_a_judgement(follows: Any) -> None:
    result = invoke("grade", NAME, "E", "--why", "made it up", "--as", "ann", "--json")
    follows("judgement", json.loads(result.stdout))
    assert json.loads(result.stdout)["told"]["grade"] == "E"


def test_an_actor_has_its_grade_beside(follows: Any) -> None:
    assert "graded" not in flat("actors", NAME)
    grade("B")
    assert "graded B, usually reliable: by ann" in flat("actors", NAME)
    line = json.loads(invoke("actors", NAME, "--json").stdout)
    follows("actor", line)
    assert line["grade"]["letter"] == "B" and line["judgements"] == []


def test_who_speaks_is_listed_with_its_grade(follows: Any) -> None:
    flat("grade", "The Courier", "C", "--why", "rewrites", "--as", "ann")
    line = json.loads(invoke("actors", "--json").stdout)
    follows("speakers", line)
    assert {one["name"]: one["grade"] for one in line["speakers"]}["The Courier"] == "C"
    assert "The Courier (organisation), in 1 document, graded C" in flat("actors")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((NAME, "B"), "a grade needs its reason"),
        ((NAME, "B", "--why", " "), "a grade needs its reason"),
        ((NAME, "G", "--why", "so"), "'G' is not one of"),
        ((NAME, "--why", "so"), "sayso grade NAME B --why"),
        (("--learn",), "--learn is asked of a NAME"),
        ((NAME, "B", "--learn", "--why", "so"), "--learn is asked of a NAME"),
        (("Nobody At All",), "nobody in this ledger is called just so"),
        (("Nobody At All", "A", "--why", "so"), "nobody in this ledger is called just so"),
        ((NAME, "--learn"), "Run sayso trace --all with it first"),
    ],
)
def test_what_cannot_be_asked_is_told(arguments: tuple[str, ...], said: str) -> None:
    result = invoke("grade", *arguments)
    assert result.exit_code == 2 and said in result.stderr


def found(source: str, statements: int, share: float | None) -> Learned:
    told = None if share is None else Source(source, share, share - 0.2, share + 0.05, statements, 0.3)
    return Learned(source, statements, told)


def test_the_learned_figure_stands_beside_and_is_no_grade(
    follows: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [found(NAME, 12, 0.82), found("The Courier", 2, None)]
    monkeypatch.setattr(learning, "learned", lambda *_: told)
    grade("D", "it was not so")
    line = read_json(NAME, "--learn")
    follows("graded", line)
    assert line["grade"]["letter"] == "D"
    assert [(one["source"], one["reliability"], one["letter"]) for one in line["learned"]] == [
        (NAME, 0.82, "B")
    ]
    shown = flat("grade", NAME, "--learn")
    assert "0.82 of its statements right (0.62 to 0.87), as B would be (B to C)" in shown
    assert "30% probably had from others" in shown and "is of statements, and no grade" in shown


def test_of_too_few_statements_nothing_is_said(follows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "learned", lambda *_: [found("The Courier", 2, None)])
    line = read_json("The Courier", "--learn")
    follows("graded", line)
    assert line["learned"][0]["letter"] is None
    assert "too few, 2 statements that others answer too; 5 are needed" in flat(
        "grade", "The Courier", "--learn"
    )
    assert "no figure here that another source answers" in flat("grade", NAME, "--learn")


def test_copies_of_one_telling_settle_nothing(ledger: str) -> None:
    retold.recorded(ledger)
    assert invoke("trace", "--all").exit_code == 0
    assert read_json("Governor Marta Quell", "--learn")["learned"] == []


def test_a_reason_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in grade("B", "\x1b[31mred\x1b]0;own\x07") and "\x1b" not in flat("grade", NAME)
