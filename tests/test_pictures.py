"""The drawing in the README says what the tree above it says: both are of one claim."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "img" / "lineage.svg"
SVG = "{http://www.w3.org/2000/svg}"
ANEW = (
    "draw it anew in a folder with the examples: sayso add examples/sallow-bridge; sayso trace --all; "
    "sayso trace cbdb9fcdaa9e --svg docs/img/lineage.svg"
)


@pytest.fixture(scope="module")
def readme() -> str:
    """In one line, without the branches of the tree."""
    return " ".join(re.sub(r"[│├└─]", " ", (ROOT / "README.md").read_text("utf-8")).split())


@pytest.fixture(scope="module")
def drawn() -> list[ElementTree.Element]:
    return ElementTree.fromstring(PICTURE.read_text("utf-8")).findall(f".//{SVG}text")


@pytest.mark.parametrize("kind", ["words", "line"])
def test_it_is_headed_as_the_tree_is(kind: str, readme: str, drawn: list[ElementTree.Element]) -> None:
    found = [" ".join("".join(text.itertext()).split()) for text in drawn if text.get("class") == kind]
    assert len(found) == 1
    assert found[0] in readme, ANEW


def test_it_has_the_outlets_of_the_tree(drawn: list[ElementTree.Element]) -> None:
    shown = (ROOT / "README.md").read_text("utf-8")
    tree = shown[shown.index("sayso trace cbdb9fcdaa9e") : shown.index("--html FILE draws it")]
    told = re.findall(r"── (.+?), \d+ June 2025", tree)
    boxes = ["".join(text.itertext()) for text in drawn]
    assert len(told) > 2
    assert {name: boxes.count(name) for name in told} == {name: told.count(name) for name in told}, ANEW


def test_it_stays_small() -> None:
    assert PICTURE.stat().st_size < 60_000
