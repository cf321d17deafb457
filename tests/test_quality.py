"""Quality on labelled data, against floors that only go up. `DATA` names the folder of the data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import gate

DATA = os.environ.get("DATA")


@pytest.mark.parametrize("name", gate.OWN)
def test_quality_on_our_own_texts_keeps_its_floor(name: str) -> None:
    faults = gate.fallen(gate.MEASURES[name](Path()), gate.floors()[name])
    assert not faults, "\n".join(faults)


@pytest.mark.skipif(not DATA, reason="DATA names no folder of labelled data")
@pytest.mark.parametrize("name", sorted(set(gate.MEASURES) - set(gate.OWN)))
def test_quality_keeps_its_floor(name: str) -> None:
    assert DATA is not None
    faults = gate.fallen(gate.MEASURES[name](Path(DATA)), gate.floors()[name])
    assert not faults, "\n".join(faults)


def test_every_measure_has_floors() -> None:
    assert set(gate.floors()) == set(gate.MEASURES)
    assert all(gate.floors().values())


def test_a_fallen_or_missing_score_is_a_fault() -> None:
    assert gate.fallen({"f1": 0.5}, {"f1": 0.5}) == []
    assert gate.fallen({"f1": 0.49}, {"f1": 0.5})
    assert gate.fallen({}, {"f1": 0.5})
    assert gate.fallen({"f1": float("nan")}, {"f1": 0.5})
