"""`sayso settle`: what is read, what is written, and what is said of what cannot be settled."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli.verbs import Verbs
from sayso.deliberating import settling
from sayso.settlements import Group, Option, Settlement, Source
from sayso.views import settled as view
from sayso.views.terminal import Terminal

ROWS = [
    {"object": "killed", "value": "1,200", "source": "a"},
    {"object": "killed", "value": "1200", "source": "b"},
    {"object": "killed", "value": "1,200", "source": "c"},
    {"object": "killed", "value": "90", "source": "d"},
    {"object": "where", "value": "Merrow", "source": "a", "time": "2021-03-09"},
    {"object": "where", "value": "Hallin", "source": "a", "time": "2021-03-08"},
]
EXAMPLE = Path(__file__).parents[2] / "examples" / "settle.jsonl"


def invoke(*arguments: str, input: bytes | None = None) -> Result:
    sayso = Verbs(lines={"settle": ""}, name="sayso")
    return CliRunner(env={"COLUMNS": "100"}).invoke(sayso, ["settle", *arguments], input=input)


def packed(*rows: Any) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.fixture
def claims(tmp_path: Path) -> str:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(packed(*ROWS))
    return str(path)


def test_a_line_for_each_value_and_one_for_sources_and_groups(claims: str) -> None:
    result = invoke(claims, "--method", "majority", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    *values, last = map(json.loads, result.stdout.splitlines())
    assert [(v["object"], v["value"], v["probability"]) for v in values] == [
        ("killed", "1,200", 0.75),
        ("killed", "90", 0.25),
        ("where", "Merrow", 1.0),
        ("where", "Hallin", 0.0),
    ]
    assert values[0]["also"] == ["1200"] and values[0]["sources"] == 3 and "also" not in values[1]
    assert last == {"sources": {}, "groups": [], "method": "majority 1"}


def test_the_example_tells_its_copiers() -> None:
    result = invoke(str(EXAMPLE), "--json")
    *values, last = map(json.loads, result.stdout.splitlines())
    [group] = last["groups"]
    assert sorted(group["sources"]) == ["Coast Wire", "Daily Echo of Merrow", "Quick Herald"]
    assert group["probability"] > 0.9 and "probably wrong" in group["why"]
    about = last["sources"]["Hallin Courier"]
    assert about.keys() == {"reliability", "low", "high", "statements", "copied"}
    assert about["low"] < about["reliability"] < about["high"]
    assert last["sources"]["Coast Wire"]["high"] < about["reliability"]
    written = {
        (row["object"], row["value"]) for row in map(json.loads, EXAMPLE.read_text("utf-8").splitlines())
    }
    told = {(v["object"], value) for v in values for value in (v["value"], *v.get("also", ()))}
    assert told == written
    sums: dict[str, float] = {}
    for v in values:
        sums[v["object"]] = sums.get(v["object"], 0) + v["probability"]
    assert max(sums.values()) <= 1
    assert any("why" in v for v in values)


def test_standard_input_and_gzip_will_do(claims: str, tmp_path: Path) -> None:
    data = Path(claims).read_bytes()
    outputs = [
        invoke(claims, "--json").stdout,
        invoke("-", "--json", input=data).stdout,
        invoke("-", "--json", input=gzip.compress(data)).stdout,
    ]
    assert outputs[0] and set(outputs) == {outputs[0]}
    out = tmp_path / "out.jsonl"
    assert invoke(claims, "--json", str(out)).stdout == "" and out.read_text("utf-8") == outputs[0]


def test_bad_lines_are_named_and_the_others_settled() -> None:
    result = invoke("-", "--json", input=packed(ROWS[0], {"object": "killed"}) + b"{\n" + packed(ROWS[1]))
    assert result.exit_code == 1 and '"value": "1,200"' in result.stdout
    assert "skipped standard input, line 2: value and source are missing." in result.stderr
    assert "skipped standard input, line 3: it is not JSON" in result.stderr
    assert "2 lines skipped, 2 statements settled." in result.stderr


def test_a_file_of_another_kind_is_not_named_line_by_line() -> None:
    result = invoke("-", "--json", input=b"x\n" * 50 + packed(ROWS[0]))
    assert result.stderr.count("it is not JSON") == 20
    assert "no longer named" in result.stderr and "50 lines skipped, 1 statements" in result.stderr


@pytest.mark.parametrize("input", [b"", b"\n\n", b"x\n"])
def test_nothing_in_it_says_what_to_write(input: bytes) -> None:
    result = invoke("-", input=input)
    assert result.exit_code == 2
    assert 'standard input: no statement in it. Write {"object": "...", "value": "..."' in result.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = invoke("no-such-file.jsonl")
    assert result.exit_code == 2 and "no-such-file.jsonl: it cannot be read (No such file" in result.stderr


def test_the_values_are_not_overwritten(claims: str) -> None:
    before = Path(claims).read_bytes()
    result = invoke(claims, "--json", claims)
    assert result.exit_code == 2 and "would overwrite" in result.stderr
    assert Path(claims).read_bytes() == before


def test_measure_says_how_values_are_compared() -> None:
    rows = packed(
        *({"object": "o", "value": v, "source": s} for v, s in (("7", "a"), ("7.0", "b"), ("x", "c")))
    )
    assert json.loads(invoke("-", "--measure", "number", "--json", input=rows).stdout.splitlines()[0])["also"]
    lines = invoke("-", "--measure", "text", "--json", input=rows).stdout.splitlines()
    assert len(lines) == 4 and "also" not in json.loads(lines[0])
    assert "'color' is not one of" in invoke("-", "--measure", "color", input=rows).stderr


def test_truth_says_how_many_are_right(claims: str, tmp_path: Path) -> None:
    truth = tmp_path / "truth.jsonl"
    truth.write_bytes(packed({"object": "killed", "value": 1200}, {"object": "where", "value": "Tarn"}))
    last = json.loads(
        invoke(claims, "--method", "majority", "--truth", str(truth), "--json").stdout.splitlines()[-1]
    )
    assert last["truth"] == {
        "objects": 2,
        "right": 1,
        "expected": 1.75,
        "brier": pytest.approx((0.125 + 2) / 2),
    }
    shown = invoke(claims, "--method", "majority", "--truth", str(truth)).stdout
    assert "Right: 1 of 2 (50.0%); by its own probabilities 87.5% should be." in shown
    truth.write_bytes(packed({"object": "elsewhere", "value": "x"}))
    assert "None of the objects has a true value" in invoke(claims, "--truth", str(truth)).stdout


def test_in_the_terminal() -> None:
    words = " ".join(invoke(str(EXAMPLE), "--limit", "4").stdout.split())
    assert "statements · 8 sources ·" in words
    assert "Most contested" in words and "sources that amount to" in words
    assert "Hallin Courier" in words and "4 between" in words and "% copied" in words
    assert "Sources that count as one" in words and "They share" in words


def test_a_value_cannot_steer_the_terminal() -> None:
    rows = [
        {"object": "[red]o", "value": "\x1b[2Jv", "source": "s\x1b[31m"},
        {"object": "[red]o", "value": "w", "source": "t"},
    ]
    shown = invoke("-", input=packed(*rows)).stdout
    assert "\x1b" not in shown and "[red]o" in shown


def test_agreement_is_told_too() -> None:
    shown = invoke("-", input=packed({"object": "o", "value": "v", "source": "s"})).stdout
    assert "All who state a value state the same." in shown and "  v  1 source" in shown


def test_intervals_are_drawn_where_they_lie() -> None:
    assert view.interval(Source("s", 0.5, 0.3, 0.7, 9)) == "······━━━━█━━━━·····"
    assert view.interval(Source("s", 1.0, 0.0, 1.0, 1)) == "━" * 19 + "█"


def test_shares_are_cut_and_never_sum_to_more_than_one() -> None:
    third = Settlement([Option("o", v, 1 / 3, 1, 1.0) for v in "abc"], [], [], "m")
    *values, _ = view.records(view.Told(third))
    assert [v["probability"] for v in values] == [0.333333] * 3


def settled_claim(*found: tuple[str, Settlement]) -> Any:
    return lambda ledger, settings, claim, collections: list(found)


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    from sayso.ledger import open_ledger

    path = str(tmp_path / "ledger.sqlite")
    open_ledger(path, create=True).close()
    return path


def test_a_claims_questions_are_settled_by_its_sources(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    options = [Option("How many killed", "29", 0.8, 2, 2.0), Option("How many killed", "50", 0.1, 3, 1.0)]
    found = Settlement(
        options, [Source("Courier", 0.8, 0.5, 0.9, 1)], [Group(("A", "B"), 0.9, "One wire.")], "m"
    )
    monkeypatch.setattr(settling, "settled", settled_claim(("How many killed", found)))
    result = invoke("12ab34cd", "--ledger", ledger, "--json")
    assert result.exit_code == 0, result.stderr
    first, second, last = map(json.loads, result.stdout.splitlines())
    assert {r["question"] for r in (first, second, last)} == {"How many killed"}
    assert last["groups"] == [{"sources": ["A", "B"], "probability": 0.9, "why": "One wire."}]
    shown = invoke("12ab34cd", "--ledger", ledger).stdout
    assert "How many killed" in shown and "3 sources that amount to 1.0" in shown and "One wire." in shown
    assert (
        "--measure goes with a file" in invoke("12ab34cd", "--measure", "number", "--ledger", ledger).stderr
    )


def test_a_claim_with_nothing_to_settle(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "settled", settled_claim())
    result = invoke("12ab34cd", "--ledger", ledger)
    assert result.exit_code == 1 and "Nothing to settle" in result.stderr and result.stdout == ""


@pytest.mark.parametrize("copied", [0.0, 0.97])
@pytest.mark.parametrize("columns", [80, 100])
def test_a_source_takes_one_line(columns: int, copied: float) -> None:
    from rich.console import Console

    sources = [Source("The Paper of " + "Very " * 8, 0.999, 0.9, 1.0, 1, copied), Source("b", 0.2, 0, 1, 1)]
    found = Settlement([Option("o", v, p, 1, 1.0) for v, p in (("a", 1.0), ("b", 0.0))], sources, [], "m")
    out = Console(width=columns, color_system=None)
    with out.capture() as captured:
        for piece in view.lines(view.Told(found), 10, Terminal()):
            out.print(piece)
    shown = captured.get().splitlines()
    (line,) = [line for line in shown if "The Paper of" in line]
    assert "1 statement" in line and ">0.99  0.90–1.00" in line and ("97% copied" in line) == bool(copied)
    assert [line.split()[1:3] for line in shown if "1 source" in line] == [[">0.99", "a"], ["<0.01", "b"]]
