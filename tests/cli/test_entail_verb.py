"""`sayso entail`: what is read, what is written, and what is said of lines that hold no pair."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from numpy.typing import NDArray

from sayso import plugins
from sayso.checking.entailing import BATCH, Entailed, Pair, entailed, likeliest, pairs
from sayso.cli.verbs import Verbs
from sayso.errors import SkipDocument, StopRun

GOOD = {
    "id": "a",
    "claim": "At least 50 people were killed in Herat.",
    "evidence": "29 people were killed in Herat.",
}
OTHER = {"id": 7, "claim": "Rain fell in Oslo.", "evidence": "It rained in Oslo."}
TODO = 'Write {"id": "1", "claim": "...", "evidence": "..."} on each line'


class Parrot:
    """Supports as much as the evidence is long, and keeps what it was asked."""

    method = "parrot 1"

    def __init__(self) -> None:
        self.asked: list[list[tuple[str, str]]] = []

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked.append(list(pairs))
        shares = np.array([min(0.9, len(e) / 100) for _, e in pairs], dtype=np.float32)
        return np.stack([shares, (1 - shares) / 4, (1 - shares) * 3 / 4], axis=1)


@pytest.fixture
def parrot(monkeypatch: pytest.MonkeyPatch) -> Parrot:
    made = Parrot()
    monkeypatch.setattr(plugins, "load", lambda kind, name: SimpleNamespace(load=lambda settings: made))
    monkeypatch.delenv("SAYSO_ENTAILER", raising=False)
    return made


def invoke(*arguments: str, input: bytes | None = None) -> Result:
    sayso = Verbs(lines={"entail": ""}, name="sayso")
    return CliRunner(env={"COLUMNS": "100"}).invoke(sayso, ["entail", *arguments], input=input)


def written(path: Path, *rows: Any) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


@pytest.mark.usefixtures("parrot")
def test_a_line_for_each_pair_in_their_order(tmp_path: Path) -> None:
    result = invoke(written(tmp_path / "p.jsonl", GOOD, OTHER), "--model-only", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["id"], second["id"]) == ("a", 7)
    assert first["probabilities"] == {"supports": 0.31, "refutes": 0.1725, "neutral": 0.5175}
    assert first["label"] == "neutral" and first["checks"] == []
    assert first["model"] == first["probabilities"]


@pytest.mark.usefixtures("parrot")
def test_rules_are_counted_in_and_say_why(tmp_path: Path) -> None:
    result = invoke(written(tmp_path / "p.jsonl", GOOD), "--json")
    (line,) = map(json.loads, result.stdout.splitlines())
    assert line["label"] == "refutes" and line["probabilities"]["refutes"] >= 0.9
    assert sum(line["probabilities"].values()) == pytest.approx(1, abs=1e-5)
    (check,) = [c for c in line["checks"] if c["decides"]]
    assert check["kind"] == "figure" and "29" in check["why"] and "50" in check["why"]
    assert line["model"]["neutral"] == 0.5175


@pytest.mark.usefixtures("parrot")
def test_without_json_it_is_said_in_words(tmp_path: Path) -> None:
    result = invoke(written(tmp_path / "p.jsonl", GOOD))
    words = " ".join(result.stdout.split())
    assert words.startswith("a refutes supports 0.0") and "claim At least 50 people" in words
    assert "check refutes: “29 people”" in words and "model only supports 0.31" in words


@pytest.mark.usefixtures("parrot")
def test_a_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    result = invoke(written(tmp_path / "p.jsonl", GOOD | {"id": "\x1b[31m", "claim": "[red]a\x1b[2J"}))
    assert "\x1b" not in result.stdout and "[red]a" in result.stdout


@pytest.mark.usefixtures("parrot")
def test_gzip_and_standard_input_will_do(tmp_path: Path) -> None:
    plain = json.dumps(OTHER).encode() + b"\n"
    packed = tmp_path / "p.jsonl.gz"
    packed.write_bytes(gzip.compress(plain))
    outputs = [
        invoke(str(packed), "--json"),
        invoke("-", "--json", input=plain),
        invoke("-", "--json", input=gzip.compress(plain)),
    ]
    assert {r.stdout for r in outputs} == {outputs[0].stdout} and json.loads(outputs[0].stdout)["id"] == 7


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"id": "x", "claim": "c"}', "evidence is missing"),
        (b'{"claim": "c", "evidence": null}', "id and evidence is missing"),
        (b'{"id": "x", "claim": ["c"], "evidence": "e"}', 'claim is ["c"] and not text'),
        (b'{"id": true, "claim": "c", "evidence": "e"}', "id is true and not text"),
        (b'["x"]', 'it is ["x"] and not an object'),
        (b"{x", "it is not JSON (Expecting property name"),
        (b"\xff\xfe\xfa", "it is not JSON ("),
        (b"[" * 100_000, "it is not JSON ("),
    ],
)
@pytest.mark.usefixtures("parrot")
def test_a_line_without_a_pair_is_named_and_skipped(tmp_path: Path, line: bytes, why: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b"\n\n" + line + b"\n" + json.dumps(OTHER).encode())
    result = invoke(str(path), "--json")
    assert result.exit_code == 1
    assert [json.loads(made)["id"] for made in result.stdout.splitlines()] == ["a", 7]
    first, last = result.stderr.splitlines()
    assert first.startswith(f"skipped {path}, line 3: {why}") and first.endswith(TODO)
    assert last == "1 of 3 lines skipped, 2 judged."


@pytest.mark.usefixtures("parrot")
def test_what_stands_before_a_break_in_gzip_is_judged(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps(OTHER | {"id": n, "evidence": str(n) * 50}).encode() + b"\n" for n in range(99)
    )
    path = tmp_path / "p.jsonl.gz"
    path.write_bytes(gzip.compress(lines)[:-200])
    result = invoke(str(path), "--json")
    assert result.exit_code == 1 and len(result.stdout.splitlines()) > 5
    assert f"skipped {path}, after line " in result.stderr and "it cannot be read" in result.stderr


def test_a_missing_file_ends_the_run(parrot: Parrot, tmp_path: Path) -> None:
    result = invoke(str(tmp_path / "no.jsonl"), "--json", str(tmp_path / "out"))
    assert result.exit_code == 2 and not parrot.asked and not list(tmp_path.iterdir())
    assert result.stderr.startswith(f"{tmp_path / 'no.jsonl'}: it cannot be read (No such file")


def test_the_pairs_are_not_overwritten(parrot: Parrot, tmp_path: Path) -> None:
    path = written(tmp_path / "p.jsonl", GOOD)
    result = invoke(path, "--json", path)
    assert result.exit_code == 2 and "would overwrite" in result.stderr and not parrot.asked
    assert json.loads(Path(path).read_text("utf-8")) == GOOD


@pytest.mark.usefixtures("parrot")
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    result = invoke(written(tmp_path / "p.jsonl"), "--json", str(tmp_path / "out.jsonl"))
    assert result.exit_code == 0 and "No pairs" in result.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_a_stopped_run_leaves_no_file(
    parrot: Parrot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        raise StopRun("network.onnx", "is missing", "Install sayso anew")

    monkeypatch.setattr(parrot, "entail", stop)
    result = invoke(written(tmp_path / "p.jsonl", GOOD), "--json", str(tmp_path / "out.jsonl"))
    assert result.exit_code == 2 and "network.onnx: is missing" in result.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_no_more_is_read_than_a_batch_ahead() -> None:
    taken: list[int] = []

    def many() -> Iterator[Pair]:
        for n in range(100_000):
            taken.append(n)
            yield Pair(n, "a", "b")

    results = entailed(many(), Parrot(), with_checks=False)
    for n in range(BATCH + 1):
        one = next(results)
        assert isinstance(one, Entailed) and one.pair.id == n
    assert len(taken) == 2 * BATCH


def test_errors_stand_where_they_stood() -> None:
    error = SkipDocument("x", "y", "z")
    items = [error, Pair(1, "a", "b"), error, Pair(2, "a", "b"), error]
    found = list(entailed(items, Parrot(), with_checks=False))
    assert [f.pair.id if isinstance(f, Entailed) else f for f in found] == [error, 1, error, 2, error]
    assert list(entailed([error], Parrot())) == [error]


def test_the_likeliest_label_is_said() -> None:
    assert [likeliest(p) for p in ((0.5, 0.3, 0.2), (0.1, 0.5, 0.4), (0.2, 0.2, 0.6))] == [
        "supports",
        "refutes",
        "neutral",
    ]


def test_lines_that_are_blank_count_but_are_no_pairs() -> None:
    found = list(pairs([b"\n", b"  \n", b"{}\n"], "f"))
    assert [str(f).split(":")[0] for f in found if isinstance(f, SkipDocument)] == ["f, line 3"]
