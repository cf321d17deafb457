"""Statements from lines of JSON, what was written of each option, and settled values against true ones."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import SkipDocument, StopRun
from sayso.settlements import Statement
from sayso.weighing.methods import majority
from sayso.weighing.settling.panel import panel
from sayso.weighing.statements import spellings, statements
from sayso.weighing.statements import truths as read_truths
from sayso.weighing.truths import truths

GOOD = {"object": "killed at X", "value": "29", "source": "Courier"}


def written(path: Path, *rows: Any) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def test_statements_as_they_are_written(tmp_path: Path) -> None:
    rows = [
        GOOD,
        GOOD | {"value": 29, "time": "2021-03-09"},
        GOOD | {"value": 0.5, "source": 7, "time": None},
    ]
    path = written(tmp_path / "c.jsonl", *rows)
    assert list(statements(path)) == [
        Statement("killed at X", "29", "Courier"),
        Statement("killed at X", "29", "Courier", "2021-03-09"),
        Statement("killed at X", "0.5", "7"),
    ]
    packed = tmp_path / "c.jsonl.gz"
    packed.write_bytes(gzip.compress(Path(path).read_bytes()))
    assert list(statements(str(packed))) == list(statements(path))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "it is not JSON"),
        ("[1]", "it is [1] and not an object"),
        ('{"object": "o"}', "value and source are missing"),
        ('{"object": "o", "value": "v", "source": null}', "source is missing"),
        ('{"object": "o", "value": ["v"], "source": "s"}', 'value is ["v"] and not text'),
        ('{"object": "o", "value": true, "source": "s"}', "value is true and not text"),
        ('{"object": "  ", "value": "v", "source": "s"}', "object is empty"),
        ('{"object": "o", "value": "v", "source": "s", "time": "soon"}', 'time is "soon" and neither'),
        ('{"object": "o", "value": "v", "source": "s", "time": ["2021"]}', 'time is ["2021"] and neither'),
    ],
)
def test_a_line_that_holds_none_says_where_and_why(tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(f"\n{json.dumps(GOOD)}\n{line}\n", "utf-8")
    good, bad = statements(str(path))
    assert isinstance(good, Statement) and isinstance(bad, SkipDocument)
    assert bad.what == f"{path}, line 3" and bad.why.startswith(why)


@pytest.mark.parametrize("time", ["2021", 2021, "2021-03", "2021-03-09T14:30:00+01:00", "XXXX-03-09"])
def test_times_may_be_as_coarse_as_they_are_known(tmp_path: Path, time: object) -> None:
    [one] = statements(written(tmp_path / "c.jsonl", GOOD | {"time": time}))
    assert isinstance(one, Statement) and one.time == str(time)


def test_a_broken_file_settles_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(GOOD).encode() * 50)[:-12])
    with pytest.raises(StopRun, match="cannot be read"):
        list(statements(str(path)))
    with pytest.raises(StopRun, match="no-such"):
        list(statements(str(tmp_path / "no-such.jsonl")))


def test_truths_need_no_source(tmp_path: Path) -> None:
    path = written(tmp_path / "t.jsonl", {"object": "o", "value": 3}, {"object": "p"})
    first, second = read_truths(path)
    assert first == ("o", "3") and isinstance(second, SkipDocument) and second.why == "value is missing"


SAID = [
    Statement("killed", "1,200", "a"),
    Statement("killed", "1200", "b"),
    Statement("killed", "1,200", "c"),
    Statement("killed", "1300", "d", "2021-01-01"),
    Statement("killed", "1400", "d", "2021-01-03"),
    Statement("killed", "1500", "d", "2021-01-02"),
    Statement("killed", "N/A", "e"),
    Statement("wounded", "7", "a"),
    Statement("wounded", "8", "a"),
]


def test_every_way_to_write_a_value_comes_out() -> None:
    found = spellings(panel(SAID), SAID)
    assert found.of("killed", "1,200") == ("1200",)
    assert found.of("killed", "1400") == ()
    assert found.left == [("killed", "1300"), ("killed", "1500"), ("killed", "N/A"), ("wounded", "7")]


def test_what_one_took_back_and_another_says_is_not_left() -> None:
    said = [
        *SAID,
        Statement("killed", "1300", "f"),
        Statement("wounded", " 7", "g"),
        Statement("wounded", "7", "h"),
    ]
    assert spellings(panel(said), said).left == [("killed", "1500"), ("killed", "N/A")]


def test_nothing_is_left_where_all_counts() -> None:
    assert spellings(panel(SAID[:3]), SAID[:3]).left == []


def test_true_values_may_be_written_otherwise() -> None:
    made = panel(SAID)
    found = truths(majority.settle(made), made, SAID, {"killed": "1 200", "wounded": "9", "elsewhere": "1"})
    assert (found.objects, found.right) == (2, 1)
    # 2/3 or 3/4 on what is right, all on what is wrong.
    shares = [o.probability for o in majority.settle(made).options if o.object == "killed"]
    assert found.mean == pytest.approx((shares[0] + 1) / 2)
    assert found.brier == pytest.approx(((1 - shares[0]) ** 2 + sum(s**2 for s in shares[1:]) + 2) / 2)
    assert truths(majority.settle(made), made, SAID, {"elsewhere": "1"}).objects == 0


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_what_is_no_number_that_can_be_kept_is_a_fault_of_its_line(value: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(f'{{"object": "o", "value": {value}, "source": "a"}}\n{json.dumps(GOOD)}\n', "utf-8")
    fault, kept = statements(str(path))
    assert isinstance(fault, SkipDocument) and value in str(fault)
    assert isinstance(kept, Statement)
