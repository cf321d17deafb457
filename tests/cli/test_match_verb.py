"""`sayso match`: lines in, ids of fact-checks out, and every bad line named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli.match import match

CHECKS = [
    {"vclaim_id": "ferry", "vclaim": "A ferry sank off Port Arlen in March 2021.", "date": "3 April 2021"},
    {"id": 7, "claim": "The mayor of Arlen was paid $40,000 by a brewery.", "speaker": "Ona Reed"},
    {"id": "whale", "text": "A photograph shows a whale in the Arlen canal.", "title": "Is this a whale?"},
]
QUERIES = [
    {"id": "q1", "text": "the mayor took $40,000 from a brewery!"},
    {"id": "q2", "text": "whale, canal"},
]


def lines(path: Path, records: list[object]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return str(path)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    return lines(tmp_path / "queries.jsonl", [*QUERIES]), lines(tmp_path / "claims.jsonl", [*CHECKS])


def run(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(match, [*arguments], input=input)


def test_each_text_gets_all_ids_best_first(files: tuple[str, str], tmp_path: Path) -> None:
    queries, checks = files
    result = run(queries, "--factchecks", checks, "--json")
    assert result.exit_code == 0, result.stderr
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert set(first) == {"id", "ranked"} and sorted(first["ranked"]) == ["7", "ferry", "whale"]
    assert (first["id"], first["ranked"][0]) == ("q1", "7")
    assert (second["id"], second["ranked"][0]) == ("q2", "whale")
    out = tmp_path / "out.jsonl"
    assert run(queries, "--factchecks", checks, "--most", "1", "--json", str(out)).exit_code == 0
    assert [json.loads(line)["ranked"] for line in out.read_text("utf-8").splitlines()] == [["7"], ["whale"]]


def test_compressed_fact_checks_and_texts_from_standard_input(files: tuple[str, str], tmp_path: Path) -> None:
    packed = tmp_path / "claims.jsonl.gz"
    packed.write_bytes(gzip.compress(Path(files[1]).read_bytes()))
    result = run("-", "--factchecks", str(packed), input=json.dumps(QUERIES[1]) + "\n")
    assert result.exit_code == 0, result.stderr
    words = " ".join(result.stdout.split())
    assert "q2 whale, canal 1. A photograph shows a whale" in words and "both have: " in words


def test_bad_lines_are_named_and_the_others_matched(tmp_path: Path, files: tuple[str, str]) -> None:
    queries = lines(tmp_path / "bad.jsonl", [{"id": "x"}, QUERIES[0], ["no"], {"id": "y", "text": " "}])
    with Path(queries).open("a", encoding="utf-8") as file:
        file.write("{broken\n\n")
    checks = lines(tmp_path / "twice.jsonl", [*CHECKS, CHECKS[0], {"vclaim_id": "z", "title": "a"}])
    result = run(queries, "--factchecks", checks, "--json")
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["q1"]
    said = result.stderr
    assert "bad.jsonl, line 1: no text as 'text' (it has 'id')" in said
    assert "bad.jsonl, line 3: not a JSON object" in said and "bad.jsonl, line 4: no text as 'text'" in said
    assert "bad.jsonl, line 5: not JSON" in said and "line 6" not in said
    assert "twice.jsonl, line 4: the id 'ferry' came before" in said
    assert (
        "twice.jsonl, line 5: no text as 'vclaim' or 'claim' or 'text' (it has 'vclaim_id', 'title')" in said
    )
    assert "6 lines skipped, 1 texts matched." in said


def test_nothing_to_match_with_stops_the_run(tmp_path: Path, files: tuple[str, str]) -> None:
    from sayso.errors import StopRun

    empty = lines(tmp_path / "empty.jsonl", [])
    result = run(files[0], "--factchecks", empty)
    assert isinstance(result.exception, StopRun) and "no fact-check in it" in str(result.exception)
    result = run(files[0], "--factchecks", str(tmp_path / "none.jsonl"))
    assert isinstance(result.exception, StopRun) and "cannot be read (No such file" in str(result.exception)
