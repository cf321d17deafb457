"""`sayso check`: what is asked of the job, what is shown and written, and what is replayed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import made_findings as made
from sayso import checking
from sayso.cli.verbs import Verbs
from sayso.errors import StopRun
from sayso.evidence.deciding import RULE, replayed
from sayso.findings import Finding
from sayso.views.evidence.record import record
from sayso.views.record import as_line

SAYSO = Verbs(name="sayso", lines={"check": "Check a claim."})


def invoke(*arguments: str, input: bytes | None = None) -> Result:
    return CliRunner().invoke(SAYSO, ["check", *arguments], prog_name="sayso", input=input)


class Job:
    """Stands for the job: gives out `findings`, and keeps what it was asked."""

    def __init__(self) -> None:
        self.findings: list[Finding] = [made.mixed()]
        self.asked: list[Any] = []

    def check(
        self, ledger: Any, settings: Any, what: str, collections: Any, **more: Any
    ) -> Iterator[Finding]:
        self.asked.append((what, tuple(collections), more))
        yield from self.findings[: more["most"]]


@pytest.fixture
def job(ledger: str, monkeypatch: pytest.MonkeyPatch) -> Job:
    found = Job()
    monkeypatch.setattr(checking, "check", found.check)
    return found


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Writes findings that the rule itself made into `kept.json`, changed as asked; gives its path."""
    monkeypatch.chdir(tmp_path)

    def write(change: Callable[[Finding], Finding] = lambda finding: finding) -> str:
        findings = [ruled(story()) for story in (made.mixed, made.nothing)]
        path = tmp_path / "kept.json"
        path.write_bytes(b"".join(as_line(record(change(finding))) for finding in findings))
        return str(path)

    return write


def ruled(finding: Finding) -> Finding:
    return replayed(replace(finding, method=f"by hand 0.1; {RULE}"))


def test_both_sides_are_shown_with_their_counts(job: Job) -> None:
    result = invoke("at", "least", "50", "people")
    assert result.exit_code == 0 and not result.stderr, result.output
    told = " ".join(result.stdout.split())
    assert "mixed, with moderate confidence" in told
    assert "2 origins for (2 to 3) · 3 against (2 to 4) · 1 copy set aside" in told
    assert told.index("For it 1 “At least 50 people lost") < told.index(
        "Against it 3 denied: “29 people died"
    )
    assert job.asked == [("at least 50 people", ("main",), {"as_of": None, "most": 10})]


def test_what_is_asked_reaches_the_job(job: Job) -> None:
    job.findings = [made.mixed(), made.one(), made.nothing()]
    result = invoke("abcd1234", "--collection", "a", "--collection", "b", "--as-of", "2025-06", "--most", "2")
    assert result.exit_code == 0
    assert job.asked == [("abcd1234", ("a", "b"), {"as_of": "2025-06", "most": 2})]
    assert "three ferries" not in result.stdout


def test_json_is_a_finding_a_line(job: Job, tmp_path: Path) -> None:
    job.findings = [made.mixed(), made.nothing()]
    result = invoke("abcd1234", "--json")
    assert result.stdout_bytes == b"".join(as_line(record(one)) for one in job.findings)
    quiet = invoke("abcd1234", "--json", "out.json", "--html", "out.html", "--svg", "out.svg")
    assert quiet.exit_code == 0 and not quiet.stdout, quiet.output
    assert (tmp_path / "out.json").read_bytes() == result.stdout_bytes
    assert "2 claims, checked" in (tmp_path / "out.html").read_text("utf-8")
    assert (tmp_path / "out.svg").read_bytes().startswith(b"<svg ")
    again = invoke("abcd1234", "--json", "out.json", "--html", "out.html", "--svg", "out.svg")
    assert again.exit_code == 0, "what Sayso made it may make anew"


def test_nothing_is_written_over_a_file_of_somebody_else(job: Job, tmp_path: Path) -> None:
    (tmp_path / "notes.svg").write_text("mine")
    result = invoke("killed", "--svg", "notes.svg")
    assert result.exit_code == 2 and (tmp_path / "notes.svg").read_text() == "mine"


@pytest.mark.usefixtures("job")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say what to check"),
        (["  "], "Say what to check"),
        (["killed", "--replay", "x.json"], "--replay takes what to check from its file"),
        (["--replay", "x.json", "--as-of", "2025"], "leave --as-of out"),
        (
            ["--replay", "nowhere.json"],
            "cannot read nowhere.json: No such file or directory. Give a file that",
        ),
        (["--replay", "."], "cannot read .: Is a directory"),
        (["killed", "--as-of", "soon"], "'soon' is not a date in EDTF"),
        (["killed", "--most", "0"], "0 is not in the range 1<=x<=1000"),
        (["killed", "--ledger", "nowhere.db"], "nowhere.db"),
    ],
)
def test_what_cannot_be_asked_so_says_what_can(arguments: list[str], said: str) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2 and said in " ".join(result.output.replace("│", " ").split())


def test_a_job_that_stops_says_why(job: Job, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stops(*_: Any, **__: Any) -> Iterator[Finding]:
        yield made.mixed()
        raise StopRun("claim 'ffff'", "it is not there", "Ask for another")

    monkeypatch.setattr(checking, "check", stops)
    result = invoke("ffff1111", "--json", "out.json")
    assert (result.exit_code, result.stderr) == (2, "claim 'ffff': it is not there. Ask for another\n")
    assert not (tmp_path / "out.json").exists()


def test_a_finding_comes_out_the_same(kept: Callable[..., str]) -> None:
    path = kept()
    result = invoke("--replay", path)
    assert result.exit_code == 0, result.output
    assert result.stdout.count("comes out the same") == 2
    lines = [json.loads(line) for line in invoke("--replay", path, "--json").stdout.splitlines()]
    assert [(line["same"], line["differs"]) for line in lines] == [(True, []), (True, [])]
    piped = invoke("--replay", "-", input=Path(path).read_bytes())
    assert piped.exit_code == 0 and piped.stdout == result.stdout


def test_a_finding_that_was_changed_is_found_out(kept: Callable[..., str]) -> None:
    result = invoke("--replay", kept(lambda finding: replace(finding, verdict="supported")))
    told = " ".join(result.stdout.split())
    assert result.exit_code == 1
    assert "comes out otherwise: “At least 50 people were killed" in told
    assert '· verdict: "supported" in the file, "mixed" made anew' in told


def test_evidence_that_was_taken_out_changes_what_follows(kept: Callable[..., str]) -> None:
    def without(finding: Finding) -> Finding:
        nothing = replace(finding.refutes, evidence=())
        gone = replace(finding, evidence=finding.evidence[:2], refutes=nothing)
        return replace(gone, values=())

    result = invoke("--replay", kept(without), "--json")
    first = json.loads(result.stdout.splitlines()[0])
    assert result.exit_code == 1 and not first["same"]
    assert {"verdict", "refutes.origins"} <= {one["where"] for one in first["differs"]}


def test_another_rule_is_not_replayed(kept: Callable[..., str]) -> None:
    result = invoke("--replay", kept(lambda finding: replace(finding, method="by hand 0.1; other 9")))
    assert result.exit_code == 2 and "other 9" in result.stderr


def test_what_is_no_finding_is_told_with_its_place(kept: Callable[..., str], tmp_path: Path) -> None:
    path = Path(kept())
    path.write_bytes(path.read_bytes().replace(b'"label": "neutral"', b'"label": "maybe"'))
    result = invoke("--replay", str(path))
    assert result.exit_code == 2 and not result.stdout
    assert (
        "line 1: evidence[3].label is 'maybe', and should be one of: supports, refutes, neutral"
        in result.stderr
    )


def test_what_is_replayed_can_be_drawn(kept: Callable[..., str], tmp_path: Path) -> None:
    result = invoke("--replay", kept(), "--html", "page.html", "--svg", "plot.svg")
    assert result.exit_code == 0 and not result.stdout, result.output
    assert "29 people died, and not 50" in (tmp_path / "page.html").read_text("utf-8")
    assert (tmp_path / "plot.svg").read_bytes().startswith(b"<svg ")
