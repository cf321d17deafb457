"""`sayso read`: what goes where, and what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import stories
from command_line import SAYSO, SKIP, STORY, Pipeline, invoke, run
from sayso import plugins


def test_read_prints_every_article(gathered: Pipeline) -> None:
    result = invoke("read", "a.txt")
    assert result.exit_code == 0 and not result.stderr
    assert "author → The Courier “quoted”" in " ".join(result.stdout.split())
    assert gathered.asked[0][0] == ["a.txt"]


def test_json_alone_goes_to_standard_output_and_nothing_else_does(gathered: Pipeline) -> None:
    result = invoke("read", "a.txt", "b.txt", "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["address"] for line in lines] == [r.document.address for r in stories.all_stories()]


def test_files_are_written_beside_the_pretty_form(gathered: Pipeline, tmp_path: Path) -> None:
    html, jsonl = tmp_path / "out.html", tmp_path / "out.jsonl"
    result = invoke("read", "a.txt", "--html", str(html), "--json", str(jsonl))
    assert result.exit_code == 0 and "resting on" in result.stdout
    assert html.read_bytes().startswith(b"<!DOCTYPE html>")
    assert len(jsonl.read_text(encoding="utf-8").splitlines()) == 4
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.html", "out.jsonl"]


def test_html_to_standard_output(gathered: Pipeline) -> None:
    assert invoke("read", "a.txt", "--html", "-").stdout.startswith("<!DOCTYPE html>")


def test_what_was_skipped_is_said_and_counted(gathered: Pipeline) -> None:
    gathered.items.insert(1, SKIP)
    result = invoke("read", "x")
    assert result.exit_code == 1
    assert result.stderr == (
        "skipped b.bin ␛[31m: not text. Give a text\n1 of 5 documents skipped, 4 read.\n"
    )
    assert "Port Ellery" in result.stdout


def test_what_was_read_before_a_skip_is_written(gathered: Pipeline, tmp_path: Path) -> None:
    gathered.items.append(SKIP)
    assert invoke("read", "x", "--json", str(tmp_path / "out")).exit_code == 1
    assert len((tmp_path / "out").read_bytes().splitlines()) == 4


def test_an_article_is_never_taken_for_an_output(gathered: Pipeline, tmp_path: Path) -> None:
    story = tmp_path / "a.txt"
    story.write_text("The only copy.")
    result = invoke("read", "--json", str(story), "b.txt")
    assert result.exit_code == 2 and "not made by Sayso" in result.stderr
    assert story.read_text() == "The only copy."
    result = invoke("read", "--json", str(story))
    assert result.exit_code == 2 and "put --json last" in result.stderr


def test_options_become_settings(gathered: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_PUBLISHED", "2001")
    invoke("read", "x")
    invoke("read", "x", "--published", "2017-08", "--extractor", "rules")
    assert [s.published for _, s in gathered.asked] == ["2001", "2017-08"]
    assert gathered.asked[1][1].extractor == "rules"


@pytest.mark.parametrize(
    "date", ["2017", "2017-08-05", "XXXX-08-05", "2017-21", "2017-08-05T14:30:00Z", "2017?/.."]
)
def test_dates_in_edtf_are_taken(gathered: Pipeline, date: str) -> None:
    assert invoke("read", "x", "--published", date).exit_code == 0


@pytest.mark.parametrize(
    "date", ["", "5 August 2017", "2017-02-30", "2017-13", "05/08/2017", "2017-8-5", "/"]
)
def test_other_dates_are_refused_with_the_accepted_forms(gathered: Pipeline, date: str) -> None:
    result = invoke("read", "x", "--published", date)
    assert result.exit_code == 2 and "2017-08-05T14:30:00Z" in result.stderr


def test_the_choices_of_extractor_are_the_plug_ins(gathered: Pipeline) -> None:
    result = invoke("read", "x", "--extractor", "nobody")
    assert result.exit_code == 2
    assert all(name in result.stderr for name in plugins.names("extractor"))


def test_reading_a_real_article_to_its_end() -> None:
    done = run("read", str(STORY), PYTHONWARNINGS="error::ResourceWarning")
    assert done.returncode == 0, done.stderr.decode()
    assert "author" in done.stdout.decode() and b"\x1b" not in done.stdout and not done.stderr


def test_standard_input_is_a_path() -> None:
    done = run("read", "-", "--json", input=STORY.read_bytes())
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["claims"]


def test_a_missing_file_is_one_line() -> None:
    done = run("read", "no-such-file.txt")
    assert done.returncode in (1, 2)
    assert "no-such-file.txt" in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def test_a_terminal_without_unicode_gets_ascii() -> None:
    done = run("read", str(STORY), PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and done.stdout.isascii() and b"author -> " in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("no_color", [False, True])
def test_colour_and_progress_come_on_a_terminal_alone(no_color: bool) -> None:
    import pty

    leader, follower = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    env |= {"TERM": "xterm-256color", "COLUMNS": "80"} | ({"NO_COLOR": "1"} if no_color else {})
    reader = subprocess.Popen(
        [*SAYSO, "read", str(STORY), "no-such-file.txt"], stdout=follower, stderr=follower, env=env
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(leader)
    assert reader.wait(60) in (1, 2)
    assert b"no-such-file.txt" in shown
    assert bool(_colours(shown)) is not no_color


def _colours(shown: bytes) -> list[bytes]:
    return re.findall(rb"\x1b\[[0-9;]*(?:3[0-7]|9[0-7]|38;5;\d+)m", shown)
