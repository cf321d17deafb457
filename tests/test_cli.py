"""The command line: what goes where, what it says, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import sayso
import stories
from sayso import pipeline, plugins
from sayso.cli import main
from sayso.errors import SkipDocument, StopRun

SAYSO = [sys.executable, "-c", "import sys; from sayso.cli import main; sys.argv[0] = 'sayso'; main()"]
STORY = Path(__file__).parent.parent / "examples" / "harbour.txt"
HEAVY = (
    "spacy",
    "rich",
    "trafilatura",
    "jinja2",
    "lxml",
    "pypdfium2",
    "docx",
    "feedparser",
    "urllib3",
    "numpy",
)


def run(
    *arguments: str, input: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SAYSO_", "NO_COLOR", "FORCE_COLOR"))}
    return subprocess.run(
        [*SAYSO, *arguments],
        input=input,
        capture_output=True,
        env=env | environment,
        timeout=120,
        check=False,
    )


class Pipeline:
    """Stands for the pipeline: gives out `items`, raises those that are no `SkipDocument`."""

    def __init__(self) -> None:
        self.items: list = stories.all_stories()
        self.asked: list = []

    def gather(self, paths, settings) -> Iterator:
        self.asked.append((list(paths), settings))
        for item in self.items:
            if isinstance(item, BaseException) and not isinstance(item, SkipDocument):
                raise item
            yield item


@pytest.fixture
def gathered(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    found = Pipeline()
    monkeypatch.setattr(pipeline, "gather", found.gather)
    return found


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="sayso")


SKIP = SkipDocument("b.bin \x1b[31m", "not text", "Give a text")


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


def test_a_stopped_run_says_why_and_leaves_no_file(gathered: Pipeline, tmp_path: Path) -> None:
    gathered.items.append(StopRun("model 'x'", "not installed", "Install it"))
    result = invoke("read", "x", "--json", str(tmp_path / "out"), "--html", str(tmp_path / "h"))
    assert result.exit_code == 2
    assert result.stderr == "model 'x': not installed. Install it\n"
    assert not list(tmp_path.iterdir())


def test_an_interrupted_run_is_quiet(gathered: Pipeline, tmp_path: Path) -> None:
    gathered.items.append(KeyboardInterrupt())
    result = invoke("read", "x", "--json", str(tmp_path / "out"))
    assert (result.exit_code, result.stderr, list(tmp_path.iterdir())) == (130, "", [])


def test_an_article_is_never_taken_for_an_output(gathered: Pipeline, tmp_path: Path) -> None:
    story = tmp_path / "a.txt"
    story.write_text("The only copy.")
    result = invoke("read", "--json", str(story), "b.txt")
    assert result.exit_code == 2 and "not made by Sayso" in result.stderr
    assert story.read_text() == "The only copy."
    result = invoke("read", "--json", str(story))
    assert result.exit_code == 2 and "put --json last" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["read", "x", "--html", "-", "--json"], ["read", "x", "--nothing"], ["unread"]],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two(gathered: Pipeline, arguments: list[str]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2 and "Error: " in result.stderr


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


def test_settings_tell_where_they_come_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sayso.toml").write_text("fetch_timeout = 7.5\nany_language = true\n")
    monkeypatch.setenv("SAYSO_ANY_LANGUAGE", "no")
    shown = invoke("settings").stdout
    assert "fetch_timeout = 7.5  (sayso.toml)" in shown
    assert "any_language = false  (SAYSO_ANY_LANGUAGE)" in shown
    assert "fetch_max_redirects = 5  (default)" in shown
    found = json.loads(invoke("settings", "--json").stdout)
    assert found["fetch_timeout"] == {
        "value": 7.5,
        "from": "sayso.toml",
        "help": "Longest time for one fetch, all redirects included.",
    }


def test_a_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sayso.toml").write_text("fetch_time = 7.5\n")
    result = invoke("settings")
    assert result.exit_code == 2 and "Did you mean 'fetch_timeout'?" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_version() -> None:
    assert invoke("--version").stdout == f"sayso {sayso.__version__}\n"


def test_help_is_instant_and_names_every_verb() -> None:
    before = os.times()
    done = run("--help")
    after = os.times()
    shown = done.stdout.decode()
    assert all(verb in shown for verb in main.commands)
    # Processor time: that of an idle machine's wall, whatever else this machine is doing.
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert 0 < spent < 0.3


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    script = f"import sys, sayso, sayso.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_and_how_to_keep_it(shell: str) -> None:
    done = run("completion", shell)
    script = done.stdout.decode()
    assert done.returncode == 0 and script.startswith("# Completion for sayso. To keep it:")
    assert "_SAYSO_COMPLETE" in script


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("sayso re", "read"), ("sayso read --pub", "--published"), ("sayso read --extractor ru", "rules")],
)
def test_bash_completes(typed: str, expected: str) -> None:
    words = typed.split()
    done = run(_SAYSO_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=str(len(words) - 1))
    assert f"plain,{expected}" in done.stdout.decode().splitlines()


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


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_closed_pipe_is_quiet() -> None:
    reader = subprocess.Popen(
        [*SAYSO, "read", *[str(STORY)] * 3], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert reader.stdout is not None and reader.stderr is not None
    reader.stdout.close()
    errors = reader.stderr.read()
    reader.stderr.close()
    assert (reader.wait(60), errors) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_closed_pipe_does_not_cost_the_report(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    reader = subprocess.Popen(
        [*SAYSO, "read", str(STORY), "--html", str(report)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert reader.stdout is not None and reader.stderr is not None
    reader.stdout.close()
    errors = reader.stderr.read()
    reader.stderr.close()
    assert (reader.wait(60), errors) == (0, b"")
    assert report.read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.mark.skipif(os.name == "nt", reason="signals work otherwise there")
def test_ctrl_c_is_quiet() -> None:
    reader = subprocess.Popen(
        [*SAYSO, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(1.5)
    reader.send_signal(signal.SIGINT)
    out, errors = reader.communicate(timeout=60)
    assert (reader.returncode, out, errors) == (130, b"", b"")


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


def test_python_reads_the_same(gathered: Pipeline) -> None:
    assert sayso.read("a.txt", Path("b.txt")) == gathered.items
    assert gathered.asked[0][0] == ["a.txt", "b.txt"]
    sayso.read("a.txt", published="2017")
    assert gathered.asked[1][1].published == "2017"
    with pytest.raises(StopRun, match="EDTF"):
        sayso.read("a.txt", published="yesterday")


def test_python_raises_or_hands_over_what_it_skips(gathered: Pipeline) -> None:
    gathered.items.insert(0, SKIP)
    with pytest.raises(SkipDocument, match="not text"):
        sayso.read("x")
    skipped: list[SkipDocument] = []
    assert len(sayso.read("x", on_skip=skipped.append)) == 4
    assert skipped == [SKIP]


def test_public_names_are_there_when_asked_for() -> None:
    assert {name for name in sayso.__all__ if getattr(sayso, name) is None} == set()
    assert set(sayso.__all__) <= set(dir(sayso))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = sayso.nothing
