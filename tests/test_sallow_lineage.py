"""Tracing finds the story of examples/sallow-bridge: floors that go up only; bench/sallow.py prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from sallow_scores import Label, Linked, labels, links, made_from, traced
from sayso.lineage.links import OUTSIDE, Family

AGENCY = "ona-2025-06-08.txt"
COPIES = (
    "fellmark-gazette-2025-06-09.txt",
    "kestermouth-chronicle-2025-06-09.txt",
    "https://northernsarrovian.example/2025/06/08/footbridge",
    "https://portaldrymail.example/sarrovia/footbridge-falls",
)


@pytest.fixture(scope="module")
def families(tmp_path_factory: pytest.TempPathFactory) -> list[Family]:
    return traced(tmp_path_factory.mktemp("sallow"))


@pytest.fixture(scope="module")
def linked(families: list[Family]) -> list[Linked]:
    return links(families)


@pytest.fixture(scope="module")
def found(families: list[Family]) -> dict[str, Label]:
    return {label.name: label for label in labels(families)}


def _parents(linked: Sequence[Linked], child: str) -> Counter[str]:
    return Counter(link.parent[0] for link in linked if link.child[0] == child)


@pytest.mark.parametrize("copy", COPIES)
def test_copies_of_the_agency_hang_on_it(linked: list[Linked], copy: str) -> None:
    parents = _parents(linked, copy)
    assert parents[AGENCY] >= 10
    assert parents.total() - parents[AGENCY] <= 1


def test_every_family_is_sound(families: list[Family]) -> None:
    for family in families:
        ids = {t.id for t in family.tellings}
        assert 1 <= family.low <= family.count <= family.high
        for link in family.links:
            assert link.other in ids
            assert link.one in ids or link.one.startswith(OUTSIDE)
        for origin in family.origins:
            assert origin.recordings
            assert set(origin.recordings) <= ids


def test_hardly_a_link_is_wrong(linked: list[Linked]) -> None:
    sorts = Counter(link.sort for link in linked)
    assert sorts["wrong"] + sorts["turned"] <= 1
    assert sorts["true"] + sorts["cited"] >= 0.8 * len(linked)


def test_what_an_article_is_made_from_is_found(linked: list[Linked]) -> None:
    """Seven of twelve: not the two translations, nor three rewrites that took over hardly a word."""
    pairs = {(link.parent, link.child) for link in linked}
    assert len(made_from() & pairs) >= 7


def test_the_dead_of_the_first_day_have_one_origin(families: list[Family]) -> None:
    """Seven outlets, and one governor."""
    [family] = [
        f for f in families if any(t.words.startswith("At least 11 people were killed") for t in f.tellings)
    ]
    assert family.documents >= 6
    assert [origin.name for origin in family.origins] == ["Governor Marta Quell"]
    assert (family.state, family.count, family.high) == ("independent", 1, 1)


def test_an_unnamed_engineer_is_one_origin_however_many_print_him(found: dict[str, Label]) -> None:
    assert found["anchor-first"].together >= 7
    assert found["anchor-first"].right == ("engineer",)
    assert found["anchor-first"].extra == ()


def test_named_origins_are_found(found: dict[str, Label]) -> None:
    expected = {"missing": "governor", "found-alive": "ferrant", "warned": "ministry", "rust": "commission"}
    assert {name: voice for name, voice in expected.items() if voice in found[name].right} == expected
