"""The pairs that the checks were written on: how many they decide, and that they decide them rightly.

They are no measure of how well the checks carry over; `tests/contrasts` is, which no rule was written on.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.checking.stating import stated
from sayso.evidence.checks import adjusted, checks
from sayso.findings import LABELS

FOLDER = Path(__file__).parent / "checks_dev"
OPEN = (0.1, 0.1, 0.8)
DECIDED = {"dates": 30, "figures": 30, "hedges": 30, "negation": 22, "speakers": 29}
"""How many of each some check decides, at least."""


@pytest.mark.parametrize("name", DECIDED)
def test_checks_decide_the_pairs_that_they_were_written_on(name: str) -> None:
    rows = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    decided, wrong = 0, []
    for row in rows:
        found = checks(stated(row["claim"], None), stated(row["evidence"], None))
        if any(check.decides for check in found):
            sums = adjusted(OPEN, found)
            decided += 1
            if LABELS[sums.index(max(sums))] != row["label"]:
                wrong.append(row["id"])
    assert decided >= DECIDED[name]
    assert len(wrong) <= decided * 0.05, wrong
