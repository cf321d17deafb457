"""The drawing: nothing lies on anything, time runs to the right, and all that is there is in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import drawn_families as made
from sayso.lineage.links import Family
from sayso.views.lineage.chart import MOST, Chart, chart
from sayso.views.lineage.columns import MOST as MOST_COLUMNS
from sayso.views.lineage.columns import columns
from sayso.views.lineage.layout import HEIGHT, Layout, layout
from sayso.views.lineage.svg import svg

SVG = "{http://www.w3.org/2000/svg}"
ALL = {
    "press": made.press_conference,
    "five": made.five,
    "newsroom": made.newsroom,
    "many": made.many,
    "hostile": made.hostile,
}
every = pytest.mark.parametrize("name", ALL)
by_chance = pytest.mark.parametrize("seed", range(40))


def drawn(family: Family) -> ElementTree.Element:
    return ElementTree.fromstring(svg(family))


def box(found: Chart, label: str) -> int:
    return next(n for n, b in enumerate(found.boxes) if b.label == label)


def test_five_stand_in_the_columns_of_their_dates() -> None:
    found = chart(made.five()[0])
    placed = columns(found)
    labels = {b.label: placed.of[n] for n, b in enumerate(found.boxes)}
    assert labels == {
        "Marta Quell": 0,
        "ONA": 1,
        "The Fellmark Gazette": 2,
        "The Ostermoor Herald": 2,
        "Ostermoor Evening Lamp": 2,
        "Sarrovia Today": 3,
    }
    assert [band.label for band in placed.bands] == ["8 June 2025", "9 June 2025", "11 June 2025"]


def test_drift_stands_on_the_links() -> None:
    words = [
        text.text for text in drawn(made.five()[0]).iter(f"{SVG}text") if "mark" in text.get("class", "")
    ]
    assert words == ["11+ → 11", "source lost", "11+ → >12", "source lost", ">12 → 15", "68 % likely"]


def test_what_is_doubtful_has_a_mark_of_its_own() -> None:
    root = drawn(made.newsroom()[0])
    classes = [set((g.get("class") or "").split()) for g in root.iter(f"{SVG}g")]
    for sort in (
        {"tie", "also"},
        {"tie", "undecided"},
        {"tie", "ring"},
        {"tie", "clash"},
        {"box", "outside"},
    ):
        assert any(sort <= found for found in classes), sort
    undecided = next(
        g
        for g in root.iter(f"{SVG}g")
        if g.get("class") == "tie undecided" and g.find(f"{SVG}title") is not None
    )
    assert not [p for p in undecided.iter(f"{SVG}path") if p.get("class") == "tip"], (
        "no arrow where nothing tells"
    )
    legend = [t.text for t in root.iter(f"{SVG}text") if t.get("class") == "key"]
    assert "circular reporting" in legend and "dated before what it is had from" in legend


def test_a_denial_is_not_drawn_as_a_claim() -> None:
    found = chart(made.newsroom()[0])
    assert found.boxes[box(found, "Lenn Watch")].note == "12 June · denied"


def test_the_legend_has_only_what_occurs() -> None:
    legend = [t.text for t in drawn(made.five()[0]).iter(f"{SVG}text") if t.get("class") == "key"]
    assert legend == ["recorded from the origin itself", "had from"]


def test_origins_differ_by_shape_and_not_by_colour_alone() -> None:
    maker = made.sole()
    for name in ("a", "b"):
        maker.tell(name, name, "2025-06-08")
    origins = (
        maker.origin("Marta Quell", "person", "ona"),
        maker.origin("St Odran’s", "organisation", "a"),
        maker.origin("the report", "document", "b"),
    )
    root = drawn(maker.family(origins))
    shapes = []
    for group in root.iter(f"{SVG}g"):
        if "origin" in (group.get("class") or "").split():
            rect = group.find(f"{SVG}rect")
            shapes.append("path" if rect is None else rect.get("rx", "0"))
    assert shapes == ["17", "0", "path"]


def test_hundreds_are_few_boxes_and_none_is_lost() -> None:
    family, _ = made.many()
    found = chart(family)
    assert len(found.boxes) <= MOST + len(family.origins) + 10
    told = [identity for b in found.boxes for identity in b.tellings]
    assert sorted(told) == sorted(t.id for t in family.tellings)
    fans = [b for b in found.boxes if b.sort == "fan"]
    assert any(b.label.endswith("copies") and int(b.label.split()[0]) > 100 for b in fans)
    names = {p.outlet for p in family.publications.values()}
    assert all(any(name in b.told for b in found.boxes) for name in names)


def test_hundreds_of_recordings_and_of_silent_outlets_are_few_boxes_too() -> None:
    family, _ = made.press_conference()
    found = chart(family)
    assert len(found.boxes) < 12
    labels = [(b.label, b.note) for b in found.boxes]
    assert ("200 outlets", "say not from where") in labels and ("298 recordings", "8–19 June") in labels
    told = [identity for b in found.boxes for identity in b.tellings]
    assert sorted(told) == sorted(t.id for t in family.tellings)


def test_a_circle_goes_back_and_everything_else_to_the_right() -> None:
    found = chart(made.newsroom()[0])
    placed = columns(found)
    (back,) = placed.back
    assert back.is_ring and found.boxes[back.one].label == "Port Aldry Mail"
    assert all(placed.of[t.one] < placed.of[t.other] for t in placed.forward if t.style != "undecided")


def test_time_keeps_its_columns_within_a_page() -> None:
    maker = made.sole()
    for n in range(28):
        maker.tell(f"n{n}", f"Paper {n}", f"2025-07-{n + 1:02d}")
        maker.had(f"n{n}", "ona")
    placed = columns(chart(maker.family((maker.origin("Marta Quell", "person", "ona"),))))
    assert placed.count <= MOST_COLUMNS + 1
    assert len(placed.bands) > 3 and placed.bands[0].label == "8 June 2025"


def test_an_undated_telling_stands_after_what_it_was_had_from() -> None:
    maker = made.sole()
    maker.tell("x", "Undated", None)
    maker.had("x", "ona")
    found = chart(maker.family((maker.origin("Marta Quell", "person", "ona"),)))
    placed = columns(found)
    assert placed.of[box(found, "ONA")] < placed.of[box(found, "Undated")]
    assert found.boxes[box(found, "Undated")].note == "no date · copy"


@by_chance
def test_nothing_lies_on_anything(seed: int) -> None:
    family, _ = made.by_chance(seed)
    found = layout(chart(family))
    _holds_apart(found)
    assert all(p.x >= 0 and p.x + p.width <= found.width for p in found.boxes)
    assert all(p.y - HEIGHT / 2 >= 0 and p.y + HEIGHT / 2 <= found.height for p in found.boxes)
    drawn(family)


@every
def test_nothing_lies_on_anything_in_the_stories(name: str) -> None:
    _holds_apart(layout(chart(ALL[name]()[0])))


def _holds_apart(found: Layout) -> None:
    for n, a in enumerate(found.boxes):
        for b in found.boxes[n + 1 :]:
            apart = abs(a.y - b.y) >= HEIGHT or a.x + a.width <= b.x or b.x + b.width <= a.x
            assert apart, (a.label, b.label)


@by_chance
def test_children_stand_right_of_their_parents(seed: int) -> None:
    found = chart(made.by_chance(seed)[0])
    placed = columns(found)
    assert len(placed.forward) + len(placed.back) == len(found.ties)
    assert all(placed.of[t.one] < placed.of[t.other] for t in placed.forward if t.style != "undecided")


@every
def test_it_is_an_image_with_words_for_who_cannot_see_it(name: str) -> None:
    root = drawn(ALL[name]()[0])
    assert root.get("role") == "img"
    title, described = (root.find(f"{SVG}{tag}") for tag in ("title", "desc"))
    assert title is not None and described is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert (title.text or "").startswith("Who had it from whom: “")
    boxes = [
        g
        for g in root.iter(f"{SVG}g")
        if (g.get("class") or "").startswith("box") and g.find(f"{SVG}text") is not None
    ]
    assert boxes and all(g.find(f"{SVG}title") is not None for g in boxes)


def test_hostile_words_are_words() -> None:
    text = svg(made.hostile()[0])
    root = ElementTree.fromstring(text)
    allowed = {"svg", "metadata", "meta", "title", "desc", "style", "rect", "text", "g", "path"}
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= allowed
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert "\x1b" not in text and "\u202e" not in text and "url(" not in text
    assert text.encode("utf-8")


def test_the_same_family_is_the_same_file(tmp_path: Path) -> None:
    program = "import sys, drawn_families as d; from sayso.views.lineage.svg import svg; "
    program += "sys.stdout.buffer.write(b''.join(svg(f()[0]).encode() for f in (d.five, d.newsroom, d.many)))"
    here = str(Path(__file__).parents[1])
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": here},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1 and runs.pop().startswith(b"<svg ")


def test_a_file_of_sayso_may_be_written_anew(tmp_path: Path) -> None:
    from sayso.exporters import Output

    for _ in range(2):
        with Output(str(tmp_path / "tree.svg")) as out:
            out.write(svg(made.five()[0]).encode())
