"""`sayso show`, `decide`, `status`, `forget`, `backup`: over a ledger of invented stories."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import stories
from command_line import invoke
from sayso import ledger as ledgers
from sayso.errors import SkipDocument
from sayso.ledger import runs
from sayso.types import Reading

pytestmark = pytest.mark.usefixtures("ledger")
KILLED = next(c.id for c in stories.worked().claims)


def read_json(*arguments: str) -> Any:
    result = invoke(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def flat(*arguments: str) -> str:
    result = invoke(*arguments)
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.split())


def revised(reading: Reading, old: str, new: str) -> Reading:
    """The same reading of a later version in which a word of equal length was changed."""
    assert len(old) == len(new)
    document = reading.document
    changed = replace(
        document,
        text=document.text.replace(old, new),
        custody=replace(document.custody, sha256="0" * 64, retrieved="2031-06-01T00:00:00Z"),
    )
    claims = tuple(replace(c, document=changed.id) for c in reading.claims)
    return replace(reading, document=changed, claims=claims)


class TestShow:
    def test_a_claim_stands_in_its_words_with_all_that_is_known(self, follows: Any) -> None:
        shown = flat("show", KILLED[:12])
        for words in (
            "at least 50 people were killed in Herat on 1 August",
            "In the text The Courier quoted a source as saying that a boy told him that at least 50",
            "author → The Courier “quoted” → a source (unnamed) “as saying” → a boy (unnamed) “told”",
            "figure “at least 50 people” ≥ 50 people, killed",
            "XXXX-08-01",
            "(the current reading): asserted",
            "collection main",
            KILLED,
        ):
            assert words in shown, words
        line = read_json("show", KILLED[:12])
        follows("shown_claim", line)
        assert line["claim"]["words"] == line["words"] and line["words"] in line["context"]

    def test_a_document_is_shown_as_read_prints_it(self, follows: Any) -> None:
        harbour = stories.harbour()
        shown = flat("show", harbour.document.id)
        assert "claims, resting on" in shown and f"document {harbour.document.id}" in shown
        line = read_json("show", harbour.document.id[:8])
        follows("shown_document", line)
        assert line["reading"]["text"] == harbour.document.text

    def test_a_new_version_says_what_changed(self, ledger: str, follows: Any) -> None:
        new = revised(stories.worked(), "50", "70")
        with closing(ledgers.open_ledger(ledger)) as held:
            ledgers.record(held, [new], collection="main")
        shown = flat("show", new.document.id)
        assert "1 claim changed against the version before" in shown
        assert "“at least 50 people were killed in Herat on 1 August” became “at least 70 people" in shown
        assert "figures: at least 50 people became at least 70 people" in shown
        assert f"version 1 {stories.worked().document.id[:12]} first" in shown
        line = read_json("show", new.document.id)
        follows("shown_document", line)
        (change,) = line["changes"]
        assert change["old"]["id"] == KILLED and change["new"]["id"] == new.claims[0].id
        follows("shown_claim", read_json("show", new.claims[0].id))

    def test_an_id_that_names_nothing_says_where_ids_are_found(self) -> None:
        result = invoke("show", "0000000")
        assert result.exit_code == 2 and "sayso find" in result.stderr


class TestDecide:
    def test_a_judgement_stands_beside_the_claim(self, follows: Any) -> None:
        line = read_json("decide", KILLED[:12], "reject", "--why", "the boy was not there", "--as", "ann")
        follows("judgement", line)
        invoke(
            "decide", KILLED, "correct", "--set", "stance=hedged", "--why", "he was not sure", "--as", "ben"
        )
        shown = flat("show", KILLED)
        assert "rejected by ann on" in shown and ": the boy was not there" in shown
        assert "corrected by ben on" in shown and "(stance is hedged): he was not sure" in shown
        assert "rejected by ann" in flat("find", "killed")
        document = read_json("show", stories.worked().document.id)
        follows("shown_document", document)
        assert [j["claim"] for j in document["judgements"]] == [KILLED, KILLED]

    def test_without_as_it_is_the_user(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOGNAME", "carla")
        assert read_json("decide", KILLED, "accept", "--why", "x")["who"] == "carla"

    def test_names_are_decided_on(self, follows: Any) -> None:
        line = read_json("decide", "The Courier", "different", "Mira Talvik", "--why", "one is a paper")
        follows("judgement", line)
        assert set(line["told"]) == {"a", "b"} and line["document"] is None
        assert "is not" in flat("decide", "The Courier", "different", "Mira Talvik", "--why", "a paper")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["accept"], "--why"),
            (["accept", "--why", " "], "reason"),
            (["accept", "x", "--why", "y"], "one too many"),
            (["same", "--why", "y"], "other name"),
            (["correct", "--why", "y"], "--set stance=denied"),
            (["correct", "--set", "stance", "--why", "y"], "WHAT=VALUE"),
            (["correct", "--set", "stance=true", "--why", "y"], "asserted"),
            (["correct", "--set", "mood=bad", "--why", "y"], "stance"),
            (["accept", "--set", "stance=denied", "--why", "y"], "not with accept"),
            (["true", "--why", "y"], "'accept'"),
        ],
        ids=lambda x: " ".join(x) if isinstance(x, list) else "",
    )
    def test_wrong_usage_says_what_to_write(self, arguments: list[str], said: str) -> None:
        result = invoke("decide", KILLED, *arguments)
        assert result.exit_code == 2 and said in result.stderr, result.stderr
        assert read_json("status")["judgements"]["count"] == 0

    def test_a_document_is_not_decided_on(self) -> None:
        result = invoke("decide", stories.worked().document.id, "accept", "--why", "x")
        assert result.exit_code == 2 and "judgements are on claims" in result.stderr


class TestStatus:
    def test_it_counts_what_is_there(self, follows: Any) -> None:
        line = read_json("status")
        follows("status", line)
        readings = stories.all_stories()
        assert line["documents"] == len(readings)
        assert line["claims"] == len({c.id for r in readings for c in r.claims})
        assert line["collections"] == {"main": len(readings)}
        shown = flat("status")
        assert f"documents {len(readings)} " in shown and "Last runs none yet" in shown

    def test_errors_of_a_run_are_shown(self, ledger: str, follows: Any) -> None:
        result = invoke("status", "--errors")
        assert result.exit_code == 2 and "nothing" in result.stderr
        with closing(ledgers.open_ledger(ledger)) as held:
            first = runs.begin(held, "sayso add a", version="0", settings={})
            faults = [SkipDocument("a.pdf", "a broken PDF", "Get it again")]
            runs.note(held, first, recorded=1, passed=0, faults=faults)
            second = runs.begin(held, "sayso add b", version="0", settings={})
            runs.note(held, second, recorded=2, passed=3, faults=[], finished=True)
        shown = flat("status")
        assert "sayso add a: 1 recorded, 0 there already, 1 skipped; not finished" in shown
        assert "sayso add b: 2 recorded, 3 there already, 0 skipped" in shown
        assert "a.pdf: a broken PDF. Get it again" in flat("status", "--errors")
        assert "It skipped nothing." in flat("status", "--errors", str(second))
        line = read_json("status", "--errors", str(first))
        follows("errors", line)
        assert line["errors"] == [{"what": "a.pdf", "why": "a broken PDF", "todo": "Get it again"}]
        follows("status", read_json("status"))

    @pytest.mark.parametrize(("run", "said"), [("7", "no run has that number"), ("x", "no number of a run")])
    def test_a_run_that_is_not_there_is_refused(self, run: str, said: str) -> None:
        result = invoke("status", "--errors", run)
        assert result.exit_code == 2 and said in result.stderr

    def test_judgements_that_wait_are_shown(self, ledger: str, follows: Any) -> None:
        invoke("decide", KILLED, "accept", "--why", "seen", "--as", "ann")
        later = replace(stories.worked().document.custody, retrieved="2031-06-01T00:00:00Z")
        document = replace(stories.worked().document, custody=later)
        with closing(ledgers.open_ledger(ledger)) as held:
            ledgers.record(held, [Reading(document, "other 1", (), ())], collection="main")
        shown = flat("status")
        assert "Judgements that wait" in shown and "1 of them waiting" in shown
        assert "“at least 50 people were killed in Herat on 1 August” accepted by ann" in shown
        follows("status", read_json("status"))
        claim = read_json("show", KILLED)
        follows("shown_claim", claim)
        assert claim["claim"] is None
        assert "The current reading has no claim at exactly this place" in flat("show", KILLED)
        assert "other 1: no claim at this place" in flat("show", KILLED)


class TestForgetting:
    def test_it_is_gone_and_backups_that_hold_it_are_named(self, follows: Any) -> None:
        backed = read_json("backup", "b.db")
        follows("backed_up", backed)
        assert Path(backed["path"]).stat().st_size == backed["size"]
        document = stories.worked().document.id
        line = read_json("forget", document, "--why", "asked to", "--yes")
        follows("forgotten", line)
        assert (line["document"], line["claims"]) == (document, 1)
        assert [Path(b["path"]).name for b in line["backups"]] == ["b.db"]
        result = invoke("show", document)
        assert result.exit_code == 2 and "was forgotten" in result.stderr and "asked to" in result.stderr
        assert "at least 50 people" in flat("show", KILLED, "--ledger", "b.db")

    def test_where_nobody_can_answer_nothing_is_forgotten(self) -> None:
        result = invoke("forget", stories.worked().document.id, "--why", "asked to")
        assert result.exit_code == 2 and "--yes" in result.stderr
        assert flat("show", KILLED)

    @pytest.mark.parametrize(("answer", "left"), [("n\n", 1), ("y\n", 0)])
    def test_in_a_terminal_it_asks(
        self, answer: str, left: int, ledger: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from click.testing import CliRunner

        from sayso.cli import forget, main

        monkeypatch.setattr(forget, "_can_answer", lambda: True)
        arguments = ["forget", stories.worked().document.id, "--why", "asked to"]
        result = CliRunner().invoke(main, arguments, input=answer)
        assert "Forget it for good?" in result.stderr and "1 claim" in result.stderr
        assert result.exit_code == left
        with closing(ledgers.open_ledger(ledger)) as held:
            assert bool(ledgers.reading(held, stories.worked().document.id)) == bool(left)

    def test_a_claim_is_not_forgotten_alone(self) -> None:
        result = invoke("forget", KILLED, "--why", "asked to")
        assert result.exit_code == 2 and "documents are forgotten whole" in result.stderr

    def test_a_backup_never_overwrites(self) -> None:
        Path("b.db").write_text("mine")
        assert invoke("backup", "b.db").exit_code == 2
        assert Path("b.db").read_text() == "mine"
        assert "sayso status --ledger c.db" in flat("backup", "c.db")
        assert f"documents {len(stories.all_stories())} " in flat("status", "--ledger", "c.db")


@pytest.mark.parametrize(
    "arguments",
    [
        ["find", "solvent"],
        ["show", KILLED],
        ["status"],
        ["decide", KILLED, "accept", "--why", "x"],
    ],
    ids=lambda a: a[0],
)
def test_json_goes_to_a_file_and_may_be_written_again(arguments: list[str]) -> None:
    for _ in range(2):
        result = invoke(*arguments, "--json", "out.json")
        assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert json.loads(Path("out.json").read_text("utf-8").splitlines()[0])
