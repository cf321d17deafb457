"""`sayso trace`: what is asked, what is shown and written, and what is said where nothing is found."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import retold

from command_line import SAYSO, invoke
from family_schema import validator

HEAVY = ("spacy", "onnxruntime", "duckdb", "fast_sugiyama", "jinja2", "rich", "numpy", "sqlalchemy")


@pytest.fixture
def retellings(ledger: str) -> list[str]:
    """Ids of the claim in the agency's report and in its two copies, which are in the ledger, too."""
    told = retold.recorded(ledger)
    return [reading.claims[0].id for reading in told]


def family(*arguments: str) -> Any:
    result = invoke("trace", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    (line,) = result.stdout.splitlines()
    return json.loads(line)


def test_a_claim_is_followed_to_its_origin(retellings: list[str]) -> None:
    result = invoke("trace", retellings[1][:12])
    assert result.exit_code == 0 and not result.stderr
    told = " ".join(result.stdout.split())
    assert "3 articles · 1 origin (Governor Marta Quell) · recorded once, by ONA" in told
    assert "Governor Marta Quell, named person └── ONA, 8 June 2025" in told
    assert "The Gazette, 9 June 2025, copied word for word, and credits ONA" in told
    assert all(identity[:12] in told for identity in retellings)


def test_words_take_the_best_and_say_what_else_there_is(retellings: list[str]) -> None:
    result = invoke("trace", "people", "were", "killed")
    told = " ".join(result.stdout.split())
    assert result.exit_code == 0 and "Also found for these words: " in told
    found = family("people were killed")
    assert found["others"] and found["id"] not in {other["id"] for other in found["others"]}


def test_the_document_means_all_its_claims(retellings: list[str]) -> None:
    document = retold.readings()[0].document.id
    result = invoke("trace", document[:12], "--json")
    assert [json.loads(line)["articles"] for line in result.stdout.splitlines()] == [3]


def test_json_follows_the_schema_and_says_the_same(retellings: list[str]) -> None:
    found = family(retellings[0])
    validator("family").validate(found)
    assert found["id"] == retellings[0] and found["state"] == "independent"
    assert {t["id"] for t in found["tellings"]} == set(retellings)
    parents = {link["other"]: link["one"] for link in found["links"]}
    assert parents[retellings[1]] == retellings[0]
    (origin,) = found["from"]
    assert origin["name"] == "Governor Marta Quell" and origin["recordings"] == [retellings[0]]


def test_it_is_drawn_and_written_as_a_page(retellings: list[str], tmp_path: Path) -> None:
    result = invoke("trace", retellings[0], "--svg", "tree.svg", "--html", "tree.html", "--json", "tree.json")
    assert result.exit_code == 0 and not result.stdout, result.stderr
    assert (tmp_path / "tree.svg").read_bytes().startswith(b"<svg ")
    page = (tmp_path / "tree.html").read_text("utf-8")
    assert "rescuers searched the water with lamps" in page, "the passages are there, with their words"
    assert json.loads((tmp_path / "tree.json").read_bytes())["articles"] == 3
    again = invoke("trace", retellings[0], "--svg", "tree.svg")
    assert again.exit_code == 0, "what Sayso made it may make anew"


def test_nothing_is_written_over_a_file_of_somebody_else(retellings: list[str], tmp_path: Path) -> None:
    (tmp_path / "notes.svg").write_text("mine")
    result = invoke("trace", retellings[0], "--svg", "notes.svg")
    assert result.exit_code == 2 and (tmp_path / "notes.svg").read_text() == "mine"


def test_all_is_traced_and_listed(retellings: list[str]) -> None:
    result = invoke("trace", "--all")
    assert result.exit_code == 0, result.stderr
    told = " ".join(result.stdout.split())
    assert f"3 3 1 {retold.CLAIM} 1 origin (Governor Marta Quell) · {retellings[0][:12]}" in told
    assert "1 claim told by several documents." in told
    again = invoke("trace", "--all", "--json")
    (line,) = again.stdout.splitlines()
    assert json.loads(line)["id"] == retellings[0]


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say what to trace"),
        (["--all", "killed"], "--all traces every claim"),
        (["--all", "--svg", "x.svg"], "draw one family"),
        (["ffffffff0000"], "no document or claim of this ledger begins so"),
        (["killed", "--ledger", "nowhere.db"], "nowhere.db"),
    ],
)
def test_what_cannot_be_asked_so_says_what_can(arguments: list[str], said: str) -> None:
    result = invoke("trace", *arguments)
    assert result.exit_code == 2 and said in " ".join(result.output.split())


@pytest.mark.usefixtures("ledger")
def test_nothing_found_says_what_to_try() -> None:
    result = invoke("trace", "killed", "--collection", "press")
    assert result.exit_code == 1 and not result.stdout
    assert "in collection press" in result.stderr and "--collection main" in result.stderr
    nothing = invoke("trace", "--all", "--collection", "press")
    assert nothing.exit_code == 1 and "No claim is told by several documents" in nothing.stderr


@pytest.mark.parametrize("verb", ["trace", "origins"])
def test_help_is_instant(verb: str) -> None:
    program = f"import sys; from sayso.cli import main; main.commands[{verb!r}]; "
    program += f"print(*sorted({HEAVY!r} & sys.modules.keys()))".replace(repr(HEAVY), repr(set(HEAVY)))
    done = subprocess.run([SAYSO[0], "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
