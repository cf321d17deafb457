"""Hostile lines and values to settle: what must neither end a run nor be believed."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import settling_generator as generator
from sayso import plugins
from sayso.cli.verbs import Verbs
from sayso.settlements import Settlement, Statement
from sayso.weighing.settling import values
from sayso.weighing.settling.panel import panel

HOSTILE = "\x1b[31mRED\x1b]0;own\x07<script>alert(1)</script>\u202e | pipe\r\n"


def run(*arguments: str) -> Result:
    sayso = Verbs(lines=dict.fromkeys(["settle"], ""), name="sayso")
    return CliRunner(env={"COLUMNS": "100"}).invoke(sayso, list(arguments))


def settled(*said: tuple[str, str, str]) -> Settlement:
    made: Settlement = plugins.load("settling method", "sayso").settle(panel([Statement(*s) for s in said]))
    return made


def chances(found: Settlement) -> dict[tuple[str, str], float]:
    return {(o.object, o.value): o.probability for o in found.options}


def lines(path: Path, *rows: Any) -> str:
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8"
    )
    return str(path)


def said(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    return [dict(zip(("object", "value", "source"), row, strict=True)) for row in rows]


def test_a_byte_order_mark_and_carriage_returns_change_nothing(tmp_path: Path) -> None:
    rows = said(("killed", "29", "a"), ("killed", "30", "b"), ("killed", "30", "c"))
    text = "".join(json.dumps(row) + "\n" for row in rows)
    found = set()
    for number, data in enumerate((text, "\ufeff" + text, text.replace("\n", "\r\n"))):
        path = tmp_path / f"{number}.jsonl"
        path.write_bytes(data.encode())
        result = run("settle", str(path), "--json")
        assert result.exit_code == 0, result.output
        found.add(result.stdout)
    assert len(found) == 1


@pytest.mark.parametrize(
    "line", ["{", "[]", "null", "[" * 100_000, '{"object": "o", "value": {}, "source": "a"}']
)
def test_a_bad_line_costs_itself(tmp_path: Path, line: str) -> None:
    path = lines(tmp_path / "c.jsonl", *said(("o", "x", "a"), ("o", "x", "b"), ("o", "y", "c")), line)
    result = run("settle", path, "--json")
    assert result.exit_code == 1 and "line 4" in result.stderr
    assert json.loads(result.stdout.splitlines()[0])["value"] == "x"


def test_nothing_hostile_reaches_the_terminal_raw(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "c.jsonl", *said((HOSTILE, HOSTILE + "1", HOSTILE), (HOSTILE, "2", "[red]s[/red]"))
    )
    result = run("settle", path)
    assert result.exit_code == 0
    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(result.output)
    assert "[red]s[/red]" in result.output


@pytest.mark.parametrize("said_when", ["May 0000", "Dec 0000"])
def test_a_month_that_is_in_no_calendar_is_words(said_when: str) -> None:
    assert values.moment(said_when) is None


@pytest.mark.parametrize(
    "words", ["31 feb 2020", "0000-01-01", "99/99/99", "10000-01-01", "XXXX-02-29", "12:60"]
)
def test_a_day_that_is_in_no_calendar_is_words(words: str) -> None:
    assert values.moment(words) is None


@pytest.mark.parametrize("words", ["one hundred and fifty", "twenty nine", "two and a half million"])
def test_a_number_in_words_is_never_another_number(words: str) -> None:
    true = {"one hundred and fifty": 150.0, "twenty nine": 29.0, "two and a half million": 2.5e6}[words]
    assert values.figure(words, loose=True) in (None, values.Figure(true, true))


def test_what_is_no_number_in_json_is_no_value(tmp_path: Path) -> None:
    rows = said(("o", "x", "a"), ("o", "x", "b"))
    path = lines(tmp_path / "c.jsonl", *rows, '{"object": "o", "value": Infinity, "source": "c"}')
    result = run("settle", path, "--json")
    assert result.exit_code == 1 and "Infinity" not in result.stdout


def test_huge_numbers_are_apart_and_warn_nobody() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = settled(("o", "9" * 400, "a"), ("o", "9" * 400, "b"), ("o", "9" * 401, "c"))
    assert len(found.options) == 2


def test_bounds_of_one_object_take_memory_in_proportion() -> None:
    def peak(count: int) -> int:
        rows = [("o", f"at least {number % (count // 2)}", f"s{number}") for number in range(count)]
        tracemalloc.start()
        try:
            settled(*rows)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(50)
    assert peak(1200) < 3 * peak(600)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-32"])
def test_a_file_in_another_encoding_is_refused_whole(tmp_path: Path, encoding: str, pack: Any) -> None:
    path = tmp_path / "c.jsonl"
    rows = said(("o", "x", "a"), ("o", "x", "b"), ("o", "y", "c"))
    path.write_bytes(pack("".join(json.dumps(row) + "\n" for row in rows).encode(encoding)))
    result = run("settle", str(path), "--json")
    assert result.exit_code == 2 and f"it is {encoding}" in result.output


def test_what_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    path = lines(tmp_path / "c.jsonl", *said(("o", "x", "a")))
    result = run("settle", path, "--json", "/")
    assert result.exit_code == 2 and "cannot write /" in result.output


@pytest.mark.xfail(strict=True, reason="sources that state the same throughout vote themselves right first")
def test_eight_exact_copies_of_the_least_reliable_do_not_win() -> None:
    statements = generator.world("mixed", 3, shrunk=0.06).statements
    before = settled(*statements)
    worst = before.sources[-1].source
    own = {(o, v) for o, v, s in statements if s == worst}
    copies = [(o, v, f"paper {letter}") for o, v in sorted(own) for letter in "abcdefgh"]
    known, found = chances(before), chances(settled(*statements, *copies))
    rises = [found[key] - known[key] for key in known if key in own and key in found]
    assert sum(rises) / len(rises) < 0.5


def test_the_order_of_lines_does_not_choose_the_spelling() -> None:
    rows = [("o", "2,135", "a"), ("o", "2135", "b")]
    assert chances(settled(*rows)).keys() == chances(settled(*reversed(rows))).keys()


def test_probabilities_of_an_object_sum_to_one_at_most() -> None:
    made = generator.world("mixed", 5, shrunk=0.05)
    total: dict[str, float] = {}
    for option in settled(*made.statements).options:
        assert 0 <= option.probability <= 1
        total[option.object] = total.get(option.object, 0.0) + option.probability
    assert max(total.values()) <= 1 + 1e-9


@pytest.mark.parametrize("setting", ["copying", "honest"])
def test_neither_the_order_of_lines_nor_names_of_sources_matter(setting: str) -> None:
    statements = generator.world(setting, 3, shrunk=0.02).statements
    known = chances(settled(*statements))
    shuffled = random.Random(1).sample(statements, len(statements))
    assert chances(settled(*shuffled)) == pytest.approx(known, abs=1e-6)
    renamed = [(o, v, f"Paper {hash_of(s)}") for o, v, s in statements]
    assert chances(settled(*renamed)) == pytest.approx(known, abs=1e-6)


def hash_of(name: str) -> str:
    """Letters alone: who has but a number for a name is of another kind."""
    return "".join(chr(ord("a") + int(c)) if c.isdigit() else c for c in reversed(name))


@pytest.mark.parametrize("setting", ["copying", "coordinated", "honest"])
def test_one_exact_copy_raises_little(setting: str) -> None:
    """Of the least reliable source, under another name."""
    statements = generator.world(setting, 3, shrunk=0.06).statements
    before = settled(*statements)
    worst = before.sources[-1].source
    own = {(o, v) for o, v, s in statements if s == worst}
    known, found = chances(before), chances(settled(*statements, *((o, v, "another paper") for o, v in own)))
    rises = [found[key] - known[key] for key in known if key in own]
    assert rises and max(rises) < 0.05


HONEST = generator.Setting(
    "independent and decent", 60, 300, accuracy=(0.65, 0.87), cover=(0.75, 0.88), popular=1.5, hardness=1.2
)


def accuracy(method: str, made: generator.World) -> float:
    found: Settlement = plugins.load("settling method", method).settle(
        panel([Statement(*s) for s in made.statements])
    )
    best: dict[str, str] = {}
    for option in found.options:
        best.setdefault(option.object, option.value)
    right = sum(made.meaning.get((o, best[o])) == true for o, true in made.truth.items())
    return float(right / len(made.truth))


def test_many_honest_sources_are_believed_on_names() -> None:
    made = generator.made(HONEST, 98)
    assert accuracy("sayso", made) >= accuracy("majority", made) - 0.01


def test_many_honest_sources_are_believed_on_figures() -> None:
    made = generator.made(replace(HONEST, kinds=("number",)), 98)
    assert accuracy("sayso", made) >= accuracy("majority", made) - 0.01


def test_equally_hard_objects_are_no_worse_than_by_majority() -> None:
    rings = (generator.Ring(3, 0.433, 0.312), generator.Ring(2, 0.838, 0.62), generator.Ring(3, 0.806, 0.68))
    setting = generator.Setting(
        "",
        10,
        1000,
        accuracy=(0.659, 0.984),
        cover=(0.925, 0.988),
        rings=rings,
        wrong=5,
        popular=0,
        kinds=("time",),
    )
    made = generator.made(setting, 46)
    assert accuracy("sayso", made) >= accuracy("majority", made) - 0.01
