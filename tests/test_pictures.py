"""The drawings in the README say what the text above them says: of the tree, of the figures found, and of how
explanations fare."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sayso.matrices import Entry
from sayso.weighing.ach import weigh
from sayso.weighing.folding import fold

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "img" / "lineage.svg"
SVG = "{http://www.w3.org/2000/svg}"
ANEW = (
    "draw it anew in a folder with the examples: sayso add examples/sallow-bridge; sayso trace --all; "
    "sayso trace cbdb9fcdaa9e --svg docs/img/lineage.svg"
)
PLOT = ROOT / "docs" / "img" / "finding.svg"
PLOT_ANEW = (
    "draw it anew in a folder with the examples: sayso add examples/sallow-bridge; "
    "SAYSO_TABLES=examples/tables/accidents.toml sayso check 4abc765128a1 --svg docs/img/finding.svg"
)
REPORT = ROOT / "docs" / "img" / "weighed.png"
QUESTION = ROOT / "examples" / "hypotheses" / "sallow-bridge.json"
REPORT_ANEW = (
    "take it anew: sayso hypotheses import examples/hypotheses/sallow-bridge.json; sayso weigh 'Why did the "
    "bridge fall?' --report weighed.html; a browser's picture of it, 900 points wide and 1010 high, with "
    "the text chunk Description that this test asks for"
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


@pytest.fixture(scope="module")
def plotted() -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(PLOT.read_text("utf-8")).iter())


@pytest.mark.parametrize("kind", ["words", "line"])
def test_the_plot_is_headed_as_the_finding_is(
    kind: str, readme: str, plotted: list[ElementTree.Element]
) -> None:
    [found] = [_words(text) for text in plotted if text.get("class") == kind]
    assert found.removeprefix("How many, said whom, when · ") in readme, PLOT_ANEW


def test_the_plot_has_the_figures_of_the_table(plotted: list[ElementTree.Element]) -> None:
    shown = (ROOT / "README.md").read_text("utf-8")
    table = shown[shown.index("\nHow many, said whom, when\n") : shown.index("--svg finding.svg")]
    told = re.findall(r"(\S.*?): (“.+?”) · (?:the claim’s own|agrees|does not agree)", table)
    described = next(_words(text) for text in plotted if text.tag == f"{SVG}desc")
    assert len(told) > 2
    for who, words in told:
        name = re.split(r" {2,}", who)[-1]
        assert name in described, PLOT_ANEW
        assert words in described, PLOT_ANEW


def _words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("picture", [PICTURE, PLOT], ids=lambda picture: picture.name)
def test_it_stays_small(picture: Path) -> None:
    assert picture.stat().st_size < 60_000


def test_the_picture_of_the_report_is_of_what_is_weighed_today() -> None:
    """A picture cannot be read; its Description says how the hypotheses fared in it."""
    entries = json.loads(QUESTION.read_text("utf-8"))["entries"]
    question = json.loads(QUESTION.read_text("utf-8"))["id"]
    weighed = weigh(fold(Entry(question=question, **entry) for entry in entries))
    fares = [f"{fare.hypothesis} {fare.band} {fare.probability:.0%}" for fare in weighed.hypotheses]
    told = f"confidence {weighed.confidence}; {'; '.join(fares)}; rows {' '.join(weighed.carrying)}"
    assert f"Description\0{told}".encode() in list(_chunks(REPORT, b"tEXt")), f"{told}: {REPORT_ANEW}"
    assert REPORT.stat().st_size < 250_000


def _chunks(picture: Path, kind: bytes) -> Iterator[bytes]:
    data = picture.read_bytes()
    at = 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == kind:
            yield data[at + 8 : at + 8 + size]
        at += 12 + size
