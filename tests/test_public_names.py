"""What `import sayso` gives."""

from __future__ import annotations

from pathlib import Path

import pytest

import sayso
from command_line import SKIP, Pipeline
from sayso.errors import SkipDocument, StopRun


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
