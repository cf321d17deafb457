"""`sayso add`: what it counts, says and writes, how it ends, and that it goes on where it stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import stories
from command_line import SAYSO, SKIP, STORY, Pipeline, invoke, run
from sayso import adding
from sayso.cli import add as add_module
from sayso.errors import SkipDocument, StopRun
from sayso.pipeline import Passed
from sayso.types import Reading


@pytest.fixture
def work(gathered: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    """An empty folder, and a pipeline whose items are recorded one by one."""
    monkeypatch.chdir(tmp_path)
    for name in ("SAYSO_LEDGER", "SAYSO_COLLECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(adding, "TOGETHER", 1)
    gathered.items = [r for r in stories.all_stories() if "lone" not in r.document.fields]
    return gathered


def events(result: Any) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_sum_says_what_became_of_all(work: Pipeline) -> None:
    count = sum(len(r.claims) for r in work.items)
    result = invoke("add", "x")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"3 added; {count} claims. Ledger: sayso.db, collection main.\n"
    again = invoke("add", "x")
    assert again.stdout == "0 added, 3 were there already; 0 claims. Ledger: sayso.db, collection main.\n"


def test_every_document_has_its_line_and_a_summary_ends_them(work: Pipeline, follows: Any) -> None:
    work.items.insert(1, SKIP)
    work.items.append(Passed("0" * 32, "known.txt"))
    result = invoke("add", "x", "--json")
    lines = events(result)
    for line in lines:
        follows(line["event"], line)
    assert [line["event"] for line in lines] == [
        "recorded",
        "skipped",
        "recorded",
        "recorded",
        "passed",
        "summary",
    ]
    assert result.exit_code == 1 and "skipped b.bin" in result.stderr
    assert lines[0]["document"] == stories.all_stories()[0].document.id and lines[0]["new"]
    assert (lines[-1]["added"], lines[-1]["passed"], lines[-1]["skipped"]) == (3, 1, 1)
    assert lines[-1]["finished"] is True


def test_a_line_is_out_before_the_next_document_is_read(work: Pipeline, tmp_path: Path) -> None:
    out, seen = tmp_path / "log.jsonl", []

    def slow() -> Iterator[Reading]:
        for reading in stories.all_stories()[:3]:
            seen.append(len(out.read_bytes().splitlines()))
            yield reading

    work.items = slow()  # type: ignore[assignment]
    assert invoke("add", "x", "--json", str(out)).exit_code == 0
    assert seen == [0, 1, 2]


def test_the_log_grows_and_nothing_else_is_taken_for_one(work: Pipeline, tmp_path: Path) -> None:
    for _ in range(2):
        result = invoke("add", "x", "--json", "log.jsonl")
        assert result.exit_code == 0 and "Ledger: sayso.db" in result.stdout
    assert len(Path("log.jsonl").read_bytes().splitlines()) == 8
    story = tmp_path / "a.txt"
    story.write_text("The only copy.")
    result = invoke("add", "x", "--json", "a.txt")
    assert result.exit_code == 2 and "no log of sayso add" in result.stderr
    assert story.read_text() == "The only copy."


def test_errors_are_shown_at_the_end_and_no_more_than_are_read(work: Pipeline) -> None:
    work.items += [SkipDocument(f"{n}.bin", "not text", "Give a text") for n in range(25)]
    result = invoke("add", "x")
    assert result.exit_code == 1 and "25 skipped" in result.stdout
    lines = result.stderr.splitlines()
    assert len(lines) == 21 and lines[0].startswith("skipped 0.bin: not text")
    assert lines[-1] == "... and 5 more: sayso status --errors shows them all."
    shown = invoke("status", "--errors").stdout
    assert all(f" {n}.bin: not text. Give a text" in shown for n in range(25))


def test_where_nothing_could_be_added_it_ends_with_two(work: Pipeline) -> None:
    work.items = [SKIP]
    assert invoke("add", "x").exit_code == 2
    assert invoke("add").exit_code == 2


def test_ctrl_c_says_what_is_safe_and_it_goes_on(work: Pipeline) -> None:
    work.items.insert(2, KeyboardInterrupt())
    result = invoke("add", "x", "--json", "log.jsonl")
    assert result.exit_code == 130 and not result.stdout
    assert result.stderr == (
        "Stopped. 2 documents of this run are safe in sayso.db; the same command goes on from there.\n"
    )
    last = json.loads(Path("log.jsonl").read_text().splitlines()[-1])
    assert (last["event"], last["finished"], last["added"]) == ("summary", False, 2)
    work.items = work.items[:2] + work.items[3:]
    assert invoke("add", "x").stdout.startswith("1 added, 2 were there already;")


def test_a_failure_says_what_is_safe_too(work: Pipeline) -> None:
    work.items.append(StopRun("ledger", "the disk is full", "Free some space"))
    result = invoke("add", "x")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "Stopped. 3 documents of this run are safe in sayso.db; the same command goes on from there.",
        "ledger: the disk is full. Free some space",
    ]


def test_a_revision_is_announced_with_what_changed(work: Pipeline) -> None:
    invoke("add", "x")
    old = stories.worked()
    document = replace(
        old.document,
        text=old.document.text.replace("50", "70"),
        custody=replace(old.document.custody, retrieved="2031-06-01T00:00:00Z", sha256="0" * 64),
    )
    claims = tuple(replace(c, document=document.id) for c in old.claims)
    work.items = [replace(old, document=document, claims=claims)]
    result = invoke("add", "x")
    assert result.stdout.splitlines() == [
        f"a.txt revises an earlier version; 1 claim changed: sayso show {document.id[:12]}",
        "1 added (1 revision); 1 claim. Ledger: sayso.db, collection main.",
    ]


def test_another_extractor_reads_anew(work: Pipeline) -> None:
    invoke("add", "x")
    work.items = [replace(stories.worked(), method="other 1")]
    assert invoke("add", "x").stdout.startswith("0 added, 1 read anew; 1 claim.")


def test_what_was_forgotten_is_not_added_again(work: Pipeline) -> None:
    invoke("add", "x")
    document = stories.worked().document.id
    assert invoke("forget", document, "--why", "asked to", "--yes").exit_code == 0
    assert events(invoke("add", "x", "--json"))[0] == {
        "event": "passed",
        "document": document,
        "address": "a.txt",
    }
    assert invoke("show", document).exit_code == 2


def test_options_become_settings(work: Pipeline) -> None:
    invoke(
        "add", "x", "--collection", "press", "--published", "2017", "--extractor", "rules", "--workers", "3"
    )
    settings = work.asked[0][1]
    assert (settings.collection, settings.published) == ("press", "2017")
    assert (settings.extractor, settings.workers) == ("rules", 3)
    assert invoke("find", "killed", "--collection", "press").exit_code == 0


def test_how_many_there_will_be_is_known_for_files_but_not_for_corpora(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "c/d.txt", "c/e.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    # The picture counts too: it is one of those that are skipped.
    assert add_module._total((str(tmp_path),)) == 4
    (tmp_path / "f.jsonl").write_text("{}")
    assert add_module._total((str(tmp_path),)) is None
    assert add_module._total(("-",)) is None and add_module._total(("https://example.org/",)) is None


def test_from_files_to_an_answer_and_again(tmp_path: Path) -> None:
    ledger = str(tmp_path / "own.db")
    first = run("add", str(STORY), "--ledger", ledger)
    assert (first.returncode, first.stderr) == (0, b"")
    assert first.stdout.startswith(b"1 added; ")
    assert run("add", str(STORY), "--ledger", ledger).stdout.startswith(
        b"0 added, 1 was there already; 0 claims."
    )
    found = run("find", "the", "ferry", "--ledger", ledger, "--json")
    best = json.loads(found.stdout.splitlines()[0])
    assert run("show", best["id"][:12], "--ledger", ledger).returncode == 0


def test_through_shards_the_ledger_holds_the_same(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    straight, through = str(tmp_path / "a.db"), str(tmp_path / "b.db")
    run("add", str(STORY), "--ledger", straight)
    sharded = ["add", str(STORY), "--ledger", through, "--shards", str(tmp_path / "shards"), "--workers", "1"]
    done = run(*sharded)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"1 added; ")
    assert run(*sharded).stdout.startswith(b"0 added, 1 was there already; 0 claims.")
    asked = ("find", "--limit", "1000", "--stance", "asserted", "--json", "--ledger")
    assert run(*asked, straight).stdout == run(*asked, through).stdout != b""


@pytest.mark.skipif(os.name == "nt", reason="signals work otherwise there")
def test_a_signal_ends_it_cleanly_whenever_it_comes(tmp_path: Path) -> None:
    ledger, log = tmp_path / "own.db", tmp_path / "log.jsonl"
    for n in range(40):
        (tmp_path / f"{n:02}.txt").write_bytes(STORY.read_bytes() + f"\n\nNumber {n} was there.\n".encode())
    command = ["add", str(tmp_path), "--ledger", str(ledger), "--json", str(log), "--workers", "1"]
    adder = subprocess.Popen([*SAYSO, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while b"recorded" not in (log.read_bytes() if log.exists() else b"") and adder.poll() is None:
        time.sleep(0.05)
    adder.send_signal(signal.SIGINT)
    out, errors = adder.communicate(timeout=60)
    assert (adder.returncode, out) == (130, b"")
    assert errors.count(b"\n") == 1 and b" safe in " in errors
    acknowledged = [json.loads(line) for line in log.read_bytes().splitlines()]
    kept = {e["document"] for e in acknowledged if e["event"] == "recorded"}
    assert 0 < len(kept) < 40
    assert {f"{n:02}.txt" for n in range(40)} > {e.get("address") for e in acknowledged[:-1]}
    for document in sorted(kept)[:3]:
        assert run("show", document, "--ledger", str(ledger)).returncode == 0


def test_ctrl_c_keeps_what_had_been_read(work: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "TOGETHER", 64)
    work.items.insert(2, KeyboardInterrupt())
    result = invoke("add", "x")
    assert result.exit_code == 130 and result.stderr.startswith("Stopped. 2 documents of this run are safe")
    assert "2 recorded" in " ".join(invoke("status").stdout.split())


def test_bytes_that_are_no_text_end_no_run(work: Pipeline) -> None:
    """File names may hold any bytes, and a file that is skipped is noted with its name."""
    work.items.append(SkipDocument("caf\udce9.bin", "not text", "Give a text"))
    result = invoke("add", "caf\udce9", "--collection", "main")
    assert result.exit_code == 1 and result.stdout.startswith("3 added, 1 skipped")
    assert "caf\ufffd.bin" in invoke("status", "--errors").stdout


def test_no_ledger_is_made_where_it_would_be_lost_or_cannot_be(work: Pipeline) -> None:
    for place in (":memory:", "a" * 5000 + ".db"):
        result = invoke("add", "x", "--ledger", place)
        assert result.exit_code == 2 and "Name a" in result.stderr
