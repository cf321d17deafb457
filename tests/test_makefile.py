"""The two commands of the README say what is wrong where a machine cannot run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def python(folder: Path, script: str) -> str:
    """A program that answers as some python would."""
    path = folder / "other-python"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_help_lists_every_target(checkout: Path) -> None:
    targets = re.search(r"^\.PHONY: (.*)$", (checkout / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert targets
    done = make(checkout)
    assert re.findall(r"^  make ([\w-]+)\t\S", done.stdout, re.MULTILINE) == targets[1].split()


def test_an_old_python_is_named_with_its_version(checkout: Path) -> None:
    done = make(checkout, "demo", f"PYTHON={python(checkout, 'echo 3.9')} no-such-python")
    assert done.returncode != 0
    assert "Sayso needs Python 3.11 to 3.14, and none was found." in done.stdout
    assert "other-python is 3.9;" in done.stdout
    assert "make demo PYTHON=/path/to/" in done.stdout
    assert not (checkout / ".venv").exists()


def test_a_python_without_venv_is_told_with_the_package_to_install(checkout: Path) -> None:
    script = 'case "$2" in *version_info*) echo 3.12;; *) exit 1;; esac'
    done = make(checkout, "test", f"PYTHON={python(checkout, script)}")
    assert done.returncode != 0
    assert "cannot make virtual environments" in done.stdout
    assert "apt install python3-venv" in done.stdout


def set_up(folder: Path) -> None:
    """A checkout where everything is installed, and a `sayso` that only says what it was asked."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "sayso").write_text('#!/bin/sh\necho "sayso $*"\n', "utf-8")
    (programs / "sayso").chmod(0o755)
    (folder / ".venv" / ".run-ready").touch()


def test_what_is_set_up_already_is_not_set_up_again(checkout: Path) -> None:
    """The second `make demo` goes straight to its work, with no look at the network."""
    set_up(checkout)
    done = make(checkout, "demo", f"PYTHON={python(checkout, 'exit 1')}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("sayso read examples/harbour.txt --html demo.html\n")
    assert "Setting up" not in done.stdout


def test_the_demo_follows_one_claim_back_checks_another_and_weighs_the_blame(checkout: Path) -> None:
    set_up(checkout)
    done = make(checkout, "demo")
    asked = [line for line in done.stdout.splitlines() if line.startswith("sayso ")]
    verbs = ["read", "add", *["trace"] * 3, *["check"] * 2, "hypotheses", *["weigh"] * 3]
    assert [line.split()[1] for line in asked] == verbs
    assert all("--ledger demo.db" in line for line in asked[1:])
    for verb, drawn, told in (("trace", asked[3], asked[4]), ("check", asked[5], asked[6])):
        assert f"--html {verb}.html" in drawn
        assert told == drawn.replace(f" --html {verb}.html", "")
    assert "--planted R1" in asked[8] and "--html matrix.html" in asked[9]
    assert "--report weighed.html" in asked[10]
    assert "weighed.html, the report" in done.stdout.splitlines()[-1]


def test_the_question_of_the_demo_is_the_one_it_takes_in() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    taken_in = re.search(r"hypotheses import (\S+)", makefile)
    asked = re.search(r"^QUESTION = (.*)$", makefile, re.MULTILINE)
    assert taken_in and asked
    assert json.loads((ROOT / taken_in[1]).read_text("utf-8"))["question"] == asked[1]


def test_a_demo_that_fails_says_so(checkout: Path) -> None:
    set_up(checkout)
    (checkout / ".venv" / "bin" / "sayso").write_text('#!/bin/sh\ntest "$1" != add\n', "utf-8")
    done = make(checkout, "demo")
    assert done.returncode != 0
    assert "check.html, the evidence" not in done.stdout


def test_clean_removes_what_the_demo_made(checkout: Path) -> None:
    made = ("demo.html", "trace.html", "check.html", "demo.db", "demo.db-wal", "demo.db.schema-0001-x")
    for name in made:
        (checkout / name).touch()
    (checkout / "demo.db.fingerprints").mkdir()
    (checkout / "demo.txt").touch()
    assert make(checkout, "clean").returncode == 0
    assert {path.name for path in checkout.glob("*demo*")} == {"demo.txt"}
    assert not list(checkout.glob("*.html"))
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {"demo.html", "trace.html", "check.html", "demo.db*"} <= set(ignored)


def test_a_changed_lock_is_installed(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / ".run-ready").touch()
    lock = checkout / "requirements.lock"
    later = (checkout / ".venv" / ".run-ready").stat().st_mtime + 10
    os.utime(lock, (later, later))
    done = make(checkout, "demo", f"PYTHON={python(checkout, 'exit 1')}")
    assert "none was found" in done.stdout
