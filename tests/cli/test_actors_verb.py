"""`sayso actors`: who speaks, and what one of them said, denied, and is said to have done."""

from __future__ import annotations

import json
from typing import Any

import pytest

import stories
from command_line import invoke

pytestmark = pytest.mark.usefixtures("ledger")


def read_json(*arguments: str) -> Any:
    result = invoke("actors", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def flat(*arguments: str) -> str:
    result = invoke("actors", *arguments)
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.split())


def test_those_who_speak_are_listed_the_most_frequent_first(follows: Any) -> None:
    line = read_json()
    follows("speakers", line)
    counts = [speaker["attributions"] for speaker in line["speakers"]]
    assert counts == sorted(counts, reverse=True)
    sources = {r.text(a.source) for r in stories.all_stories() for a in r.attributions if a.source}
    assert {"The Courier", "Mira Talvik, who heads the dockers’ union"} <= sources
    assert {"The Courier"} <= {speaker["name"] for speaker in line["speakers"]}
    assert "The Courier (organisation), in 1 document" in flat()
    assert len(read_json("--limit", "2")["speakers"]) == 2


def test_another_collection_has_its_own_speakers() -> None:
    assert read_json("--collection", "press")["speakers"] == []
    assert "Nobody speaks in this collection." in flat("--collection", "press")


def test_one_is_shown_with_its_names_and_what_it_said(follows: Any) -> None:
    line = read_json("Mira Talvik")
    follows("actor", line)
    assert line["said"] and line["denied"] == []
    assert all("Mira Talvik" in json.dumps(claim["chains"]) for claim in line["said"])
    shown = flat("Mira Talvik")
    assert "What it said" in shown and "What it denied" not in shown
    assert "At least 40 tonnes of solvent … were stored there without a permit" in shown


def test_what_it_denied_is_apart(follows: Any) -> None:
    line = read_json("The Ministry of Trade of Velland")
    follows("actor", line)
    assert [claim["words"] for claim in line["denied"]] == ["it had been warned"]
    assert "What it denied 1 it had been warned" in flat("The Ministry of Trade of Velland")


def test_what_others_say_with_its_name_is_not_its_own_word(follows: Any) -> None:
    for speaker in read_json("--limit", "1000")["speakers"]:
        line = read_json(speaker["name"].rstrip(" ,"))
        follows("actor", line)
        assert not {c["id"] for c in line["said"]} & {c["id"] for c in line["said_of"]}


def test_a_decision_joins_names_and_is_shown(follows: Any) -> None:
    decided = invoke("decide", "Mira Talvik", "same", "The Courier", "--why", "for the test", "--as", "ann")
    assert decided.exit_code == 0, decided.stderr
    line = read_json("The Courier")
    follows("actor", line)
    assert any("Mira Talvik" in name["text"] for name in line["names"])
    assert [j["verdict"] for j in line["judgements"]] == ["same"]
    assert "by ann" in flat("Mira Talvik")


def test_suggestions_wait_for_people(follows: Any) -> None:
    follows("suggestions", read_json("--suggestions"))
    result = invoke("actors", "The Courier", "--suggestions")
    assert result.exit_code == 2 and "leave out" in result.stderr


def test_a_name_that_nobody_has_says_where_names_are() -> None:
    result = invoke("actors", "Nobody At All")
    assert result.exit_code == 2 and "sayso actors lists the names" in result.stderr
