"""`sayso find`: what is asked, what is shown, and what is said where nothing is found."""

from __future__ import annotations

import json
import subprocess
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import stories
from command_line import SAYSO, invoke, run
from sayso.cli import main
from sayso.ledger import Query

HEAVY = ("spacy", "onnxruntime", "lxml", "trafilatura", "pypdfium2", "fastwarc", "alembic", "jinja2", "rich")


def found(*arguments: str) -> list[Any]:
    result = invoke("find", *arguments, "--json")
    assert result.exit_code in (0, 1), result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("ledger")
def test_a_claim_is_shown_with_its_chain_its_document_and_why_it_was_found() -> None:
    result = invoke("find", "people", "killed")
    assert result.exit_code == 0 and not result.stderr
    words = " ".join(result.stdout.split())
    assert "at least 50 people were killed in Herat on 1 August" in words
    assert "asserted · author → The Courier “quoted” → a source (unnamed)" in words
    assert "≥ 50 people, killed" in words and "found by words: number 1" in words
    (best, *_) = found("people", "killed")
    assert best["id"][:12] in words


@pytest.mark.usefixtures("ledger")
def test_lines_follow_the_schema_and_point_into_the_text(follows: Any) -> None:
    lines = found("solvent")
    assert lines
    texts = {r.document.id: r.document.text for r in stories.all_stories()}
    for line in lines:
        follows("found", line)
        text = texts[line["document"]["id"]]
        assert " … ".join(text[a:b] for a, b in line["content"]) == line["words"]
        assert all(text[a:b].lower() == "solvent" for a, b in line["matches"])
    assert any(line["matches"] for line in lines)


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (["--by", "The Courier"], lambda c: any(v["name"] == "The Courier" for x in c["chains"] for v in x)),
        (["--kind", "document"], lambda c: any(v["kind"] == "document" for x in c["chains"] for v in x)),
        (["--stance", "denied"], lambda c: c["stance"] == "denied"),
        (["--figure", "45"], lambda c: any((f["low"] or f["high"]) >= 45 for f in c["figures"])),
        (["--place", "herat"], lambda c: any(p["name"] == "Herat" for p in c["places"])),
        (["--since", "2031-05"], lambda c: c["document"]["published"] >= "2031-05"),
    ],
    ids=lambda x: x[0] if isinstance(x, list) else "",
)
def test_every_filter_holds_for_what_is_found(filters: list[str], holds: Any) -> None:
    everything = found("--limit", "1000", "--versions")
    few = found(*filters, "--limit", "1000")
    assert few and all(holds(claim) for claim in few)
    # And nothing else was left out: those of the whole ledger for which it holds are the same ones.
    assert {c["id"] for c in few} == {c["id"] for c in everything if _dated(c, filters) and holds(c)}


def _dated(claim: Any, filters: list[str]) -> bool:
    return filters[0] != "--since" or claim["document"]["published"] is not None


@pytest.mark.usefixtures("ledger")
def test_nothing_found_says_what_to_try() -> None:
    result = invoke("find", "zeppelin", "--by", "Nobody", "--stance", "denied")
    assert result.exit_code == 1 and not result.stdout
    assert "fewer or other words" in result.stderr and "--by or --stance" in result.stderr


@pytest.mark.usefixtures("ledger")
def test_another_collection_is_named_where_nothing_is_found() -> None:
    result = invoke("find", "solvent", "--collection", "press")
    assert result.exit_code == 1
    assert "in collection press" in result.stderr and "--collection main" in result.stderr


@pytest.mark.usefixtures("ledger")
def test_documents_are_found_by_their_words(follows: Any) -> None:
    harbour = stories.harbour()
    lines = found("solvent", "--documents")
    for line in lines:
        follows("found_document", line)
    assert [line["id"] for line in lines] == [harbour.document.id]
    assert "solvent" in lines[0]["excerpt"] and lines[0]["claims"] == len(harbour.claims)
    shown = invoke("find", "solvent", "--documents").stdout
    assert harbour.document.id[:12] in shown and f"{len(harbour.claims)} claims" in shown


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--documents", "--versions"], 2, "say which"),
        (["x", "--documents", "--by", "Ann"], 2, "asked of claims"),
        (["zeppelin", "--documents"], 1, "No document found"),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, list) else "",
)
def test_where_documents_cannot_be_found_it_says_why(arguments: list[str], code: int, said: str) -> None:
    result = invoke("find", *arguments)
    assert (result.exit_code, result.stdout) == (code, "") and said in result.stderr


@pytest.mark.usefixtures("ledger")
def test_words_or_a_filter_are_needed() -> None:
    result = invoke("find")
    assert result.exit_code == 2 and "words, or a filter" in result.stderr
    assert invoke("find", "--versions", "--collection", "main").exit_code == 0


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("option", ["--since", "--until", "--when"])
def test_a_date_that_is_none_is_refused_with_the_forms(option: str) -> None:
    result = invoke("find", "x", option, "last week")
    assert result.exit_code == 2 and "2017-08-05" in result.stderr


def test_without_a_ledger_it_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for verb in (["find", "x"], ["show", "abcd"], ["status"], ["backup", "b.db"]):
        result = invoke(*verb)
        assert (result.exit_code, "sayso add PATH" in result.stderr) == (2, True), verb
    assert not list(tmp_path.iterdir())


def test_a_plain_terminal_gets_ascii(ledger: str) -> None:
    done = run("find", "killed", "--ledger", ledger, PYTHONIOENCODING="ascii", COLUMNS="60")
    assert done.returncode == 0 and done.stdout.isascii() and b"author -> The Courier" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 60


def test_finding_loads_no_extractor_and_no_reader(ledger: str) -> None:
    script = (
        "import sys; from sayso.cli import main;"
        f"main(['find', 'killed', '--ledger', {ledger!r}, '--json', 'out'], standalone_mode=False);"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([SAYSO[0], "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_whatever_can_be_asked_has_an_option() -> None:
    """A filter that `find` did not know of would leave `sayso find` without it unnoticed."""
    options = {p.name for p in main.commands["find"].params}
    assert {f.name for f in fields(Query)} <= options


@pytest.mark.usefixtures("ledger")
def test_blanks_are_no_words() -> None:
    assert invoke("find", "  ").exit_code == 2


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("asked", [["x", "--collection", "\udcff"], ["--place", "\udcff"]])
def test_bytes_that_are_no_text_are_refused(asked: list[str]) -> None:
    result = invoke("find", *asked)
    assert result.exit_code == 2 and "Write it in UTF-8" in result.stderr


@pytest.mark.parametrize("json_out", [[], ["--json"]])
def test_a_full_disk_behind_standard_output_is_said(ledger: str, json_out: list[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*SAYSO, "find", "killed", "--ledger", ledger, *json_out],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1 and b"No space left" in done.stderr
