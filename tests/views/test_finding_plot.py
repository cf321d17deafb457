"""The plot of how many, said whom, when: each figure in its place, told by form as well as by colour."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_findings as made
from sayso.findings import Finding, Value
from sayso.views.evidence.plot import LEFT, Mark, Plot, plot
from sayso.views.evidence.scales import days, middle, scale
from sayso.views.evidence.svg import svg

SVG = "{http://www.w3.org/2000/svg}"
every = pytest.mark.parametrize("story", made.ALL.values(), ids=made.ALL)


def drawn(finding: Finding) -> Plot:
    found = plot(finding)
    assert found is not None
    return found


def mark_of(found: Plot, name: str) -> Mark:
    (one,) = (mark for mark in found.marks if mark.name == name)
    return one


def valued(*values: Value) -> Finding:
    return replace(made.mixed(), values=values)


def value(low: float | None, high: float | None, **more: Any) -> Value:
    given = {"words": "so many", "counts": "people", "said_by": "a", "published": "2025-06-09"}
    return Value(low, high, **({"evidence": 0, "agrees": True} | given | more))


def test_more_is_higher_and_later_is_further_right() -> None:
    found = drawn(made.mixed())
    police, lenn, quell = (
        mark_of(found, n) for n in ("The police in Hallin", "Radio Lenn", "Governor Marta Quell")
    )
    assert police.x < lenn.x < quell.x
    assert lenn.y < police.y < quell.y
    assert mark_of(found, "events.csv").x > max(m.x for m in found.marks if m.value.published)
    assert found.days.undated is not None and found.days.is_to_scale


def test_bounds_are_bars_open_where_nobody_stated_an_end() -> None:
    found = drawn(made.mixed())
    assert [(m.opens_up, m.opens_down) for m in found.marks if m.name in ("the Courier", "Rescuers")] == [
        (True, False),
        (False, True),
    ]
    row = mark_of(found, "events.csv")
    assert not row.opens_up and not row.opens_down and row.top < row.bottom
    exact = mark_of(found, "Radio Lenn")
    assert exact.top == exact.bottom


def test_the_claims_own_bounds_are_a_band() -> None:
    (panel,) = drawn(made.mixed()).panels
    (band,) = panel.bands
    own = mark_of(drawn(made.mixed()), "the Courier")
    assert (band.top, band.bottom, band.words) == (panel.top, own.y, "the claim: ≥ 50")


def test_no_name_lies_on_the_line_of_what_the_claim_says() -> None:
    own = value(50, None, evidence=None, agrees=None, said_by="the Courier")
    same = [value(50, 50, said_by=f"Outlet {n}", published=f"2025-06-1{n}") for n in range(4)]
    between = value(50, 60, evidence=None, agrees=None, said_by="the Courier")
    for claimed in (own, between):
        found = drawn(valued(claimed, *same, value(12, 12, said_by="Radio Lenn")))
        (panel,) = found.panels
        lines = {y for band in panel.bands for y in (band.top, band.bottom) if panel.top < y < panel.bottom}
        assert lines
        labels = [mark.label for mark in found.marks]
        assert all(labels)
        for label in filter(None, labels):
            assert not any(label.y - 11 < y < label.y + 3 for y in lines), label


def test_forms_tell_what_colours_tell() -> None:
    tree = ElementTree.fromstring(svg([made.mixed()]))
    forms = {}
    for mark in tree.iter(f"{SVG}g"):
        classes = (mark.get("class") or "").split()
        shape = next((s for s in mark if s.get("class") == "shape"), None)
        if "mark" in classes and shape is not None and mark.find(f"{SVG}title") is not None:
            forms.setdefault(classes[1], set()).add(shape.tag.removeprefix(SVG))
    assert forms == {"own": {"rect"}, "agrees": {"circle"}, "differs": {"path"}}


def test_a_large_span_goes_by_powers_of_ten() -> None:
    found = scale([3, 50, 90_000], 0, 100)
    assert [words for _, words in found.ticks] == ["1", "10", "100", "1000", "10\u202f000"]
    assert found.at(10) - found.at(100) == pytest.approx(found.at(1000) - found.at(10_000), abs=0.2)
    assert [words for _, words in scale([0, 3, 90_000], 0, 100).ticks][:2] == ["0", "1"]
    assert scale([10, 100], 0, 100).shift is None and scale([-5, 9000], 0, 100).shift is None


def test_what_is_below_ten_has_no_powers_of_ten_to_go_by() -> None:
    assert scale([0.5, 0.015625], 0, 100).shift is None
    assert [words for _, words in scale([0.1, 12], 0, 100).ticks] == ["0", "1", "10"]


def test_the_axis_begins_at_zero_but_where_all_are_alike() -> None:
    assert scale([29, 54], 0, 100).ticks[0][1] == "0"
    assert scale([0, 0], 0, 100).ticks[0][1] == "0"
    near = scale([1000, 1010], 0, 100)
    assert near.ticks[0][1] == "1000" and near.at(1010) < near.at(1005) < near.at(1000)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(-1e15, 1e15), min_size=1, max_size=8))
def test_any_figures_have_an_axis(values: list[float]) -> None:
    found = scale(values, 10, 110)
    assert 1 <= len(found.ticks) <= 13
    places = [found.at(v) for v in sorted(values)]
    assert all(9 <= y <= 111 for y in places) and places == sorted(places, reverse=True)


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("2025-06-09", "2025-06-09"),
        ("2025-06-09T10:20:00Z", "2025-06-09"),
        ("2025-06-08/2025-06-10", "2025-06-09"),
        ("2025-06-09/..", "2025-06-09"),
        ("XXXX-06-09", None),
        ("nonsense", None),
        (None, None),
    ],
)
def test_a_date_stands_at_the_middle_of_what_it_may_mean(edtf: str | None, day: str | None) -> None:
    assert middle(edtf) == (middle(day) if day else None)


def test_crowded_dates_are_in_order_and_said_not_to_be_to_scale() -> None:
    crowded = days(["2001-01-01", "2025-06-08", "2025-06-09", "2025-06-10"], LEFT)
    assert not crowded.is_to_scale
    places = [crowded.at(d) for d in ("2001-01-01", "2025-06-08", "2025-06-09", "2025-06-10")]
    assert places == sorted(places) and len({b - a for a, b in itertools.pairwise(places)}) == 1
    assert "not to scale" in svg([made.many()]) and "not to scale" not in svg([made.mixed()])


def test_the_same_voice_saying_the_same_is_one_mark() -> None:
    found = drawn(valued(*[value(11, None)] * 4, value(12, 12)))
    assert sorted((m.times, m.value.low) for m in found.marks) == [(1, 12), (4, 11)]
    (four,) = (m for m in found.marks if m.times == 4)
    assert four.label and four.label.words == "a ×4" and ", 4 times: " in four.told


def test_what_counts_other_things_has_a_panel_of_its_own() -> None:
    own = [
        value(11, None, evidence=None, agrees=None),
        value(4, 4, evidence=None, agrees=None, counts="bridges"),
    ]
    found = drawn(valued(*own, value(12, 12, counts="people killed"), value(5, 5, counts="bridges")))
    assert [(p.counts, len(p.marks)) for p in found.panels] == [("people", 2), ("bridges", 2)]


@every
def test_marks_and_names_lie_apart_and_inside(story: Callable[[], Finding]) -> None:
    found = plot(story())
    if found is None:
        assert "Neither the claim nor what was found states a figure." in svg([story()])
        return
    places = [(m.x, m.top, m.bottom) for m in found.marks]
    assert len(set(places)) == len(places)
    for panel in found.panels:
        for mark in panel.marks:
            assert LEFT <= mark.x <= found.width and panel.top <= mark.top <= mark.bottom <= panel.bottom
    assert sum(m.label is None for m in found.marks) <= len(found.marks) // 5


@every
def test_it_is_whole_and_says_itself(story: Callable[[], Finding]) -> None:
    text = svg([story()])
    tree = ElementTree.fromstring(text)
    assert tree.get("role") == "img" and tree.get("aria-labelledby") == "t d"
    described = tree.findtext(f"{SVG}desc") or ""
    for number in story().values:
        assert " ".join(number.words.split())[:8] in described
    assert not tree.findall(f".//{SVG}script") and "url(" not in text and "\x1b" not in text
    assert "\u202e" not in text and not re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", text))
    assert b'name="generator" content="Sayso' in text.encode()[:1024]


def test_several_findings_are_drawn_below_one_another() -> None:
    tree = ElementTree.fromstring(svg([story() for story in made.ALL.values()]))
    heads = [t.text for t in tree.iter(f"{SVG}text") if t.get("class") == "words"]
    assert len(heads) == len(made.ALL)
