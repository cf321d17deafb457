"""The verbs together: found, helped with, completed, and ended as they should be."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

import sayso
from command_line import SAYSO, STORY, Pipeline, invoke, run
from sayso.cli import VERBS, main
from sayso.errors import StopRun

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


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["read", "x", "--html", "-", "--json"], ["read", "x", "--nothing"], ["unread"]],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two(gathered: Pipeline, arguments: list[str]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2 and "Error: " in result.stderr


def test_version() -> None:
    assert invoke("--version").stdout == f"sayso {sayso.__version__}\n"


def test_help_is_instant_and_names_every_verb() -> None:
    before = os.times()
    done = run("--help")
    after = os.times()
    shown = done.stdout.decode()
    assert re.findall(r"^  ([a-z]+)  +[A-Z]", shown, re.MULTILINE) == list(VERBS)
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


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_has_its_module_and_the_line_that_help_shows(verb: str) -> None:
    command = main.commands[verb]
    assert command.name == verb
    assert command.help is not None and command.help.startswith(VERBS[verb].removesuffix("."))
    # What does not fit in one line of an ordinary terminal is not read.
    assert len(VERBS[verb]) + max(map(len, VERBS)) <= 74


def test_every_command_of_the_package_is_a_verb() -> None:
    commands = {
        name
        for _, name, _ in pkgutil.iter_modules(sayso.cli.__path__)
        if isinstance(getattr(importlib.import_module(f"sayso.cli.{name}"), name, None), click.Command)
    }
    assert commands == set(VERBS)


def test_help_loads_no_verb() -> None:
    script = (
        "import sys; from sayso.cli import VERBS, main; main(['--help'], standalone_mode=False);"
        "print(sorted(v for v in VERBS if f'sayso.cli.{v}' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_verb_loads_no_other() -> None:
    script = (
        "import sys; from sayso.cli import VERBS, main; main(['completion', 'zsh'], standalone_mode=False);"
        "print(sorted(v for v in VERBS if f'sayso.cli.{v}' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "['completion']"


def test_an_unknown_verb_is_answered_with_the_likeliest() -> None:
    result = invoke("reed")
    assert result.exit_code == 2 and "Did you mean 'read'?" in result.stderr
