"""Circles: outlets that have a claim from one another, however many stand between."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.lineage.circles import circles
from sayso.lineage.links import OUTSIDE, Circle, Citation, CitationManner, Link, Publication, Telling
from sayso.types import Span


def _telling(name: str) -> Telling:
    return Telling(name, f"doc {name}", 0, (Span(0, 4),), "told", ((),), "asserted")


def _circles(
    told: Sequence[tuple[str, str, str]],
    links: Sequence[tuple[str, str]],
    refused: Sequence[tuple[str, str]] = (),
    *,
    manner: CitationManner = "report",
    revises: tuple[tuple[str, str], ...] = (),
) -> tuple[Circle, ...]:
    """Of tellings (name, outlet, day) and links by their names."""
    before = dict(revises)
    publications = {
        f"doc {name}": Publication(
            f"doc {name}",
            f"https://{name}.example/",
            outlet,
            day,
            revises=f"doc {before[name]}" if name in before else None,
        )
        for name, outlet, day in told
    }
    cites = (Citation(Span(0, 1), "someone", manner, None),)
    made = [Link(one, other, 0.9, 0.9, citations=cites) for one, other in links]
    closing = [Link(one, other, 0.9, 0.9, citations=cites) for one, other in refused]
    return circles([_telling(name) for name, _, _ in told], publications, made, closing)


def test_a_claim_that_comes_back_to_its_author_is_one() -> None:
    told = [("a", "Herald", "2025-06-08"), ("b", "Lamp", "2025-06-09"), ("c", "Herald", "2025-06-10")]
    [circle] = _circles(told, [("a", "b"), ("b", "c")])
    assert circle.tellings == ("a", "b", "c")
    assert "Herald" in circle.why
    assert "Lamp" in circle.why


def test_three_outlets_on_the_way_round_are_named() -> None:
    told = [("a", "Insider", "2025-06-08"), ("b", "Star", "2025-06-09"), ("c", "Today", "2025-06-10")]
    back = ("d", "Insider", "2025-06-11")
    [circle] = _circles([*told, back], [("a", "b"), ("b", "c"), ("c", "d")])
    assert circle.tellings == ("a", "b", "c", "d")
    assert all(outlet in circle.why for outlet in ("Insider", "Star", "Today"))


def test_two_that_cite_each_other_are_one() -> None:
    """The second link would close a ring, so descent refused it; it is why there is a circle."""
    told = [("a", "Herald", "2025-06-08"), ("b", "Lamp", "2025-06-08")]
    [circle] = _circles(told, [("a", "b")], [("b", "a")])
    assert set(circle.tellings) == {"a", "b"}
    assert "Herald" in circle.why
    assert "Lamp" in circle.why


def test_three_that_cite_each_other_in_a_ring_are_one() -> None:
    told = [(n, f"outlet {n}", "2025-06-08") for n in "abc"]
    [circle] = _circles(told, [("a", "b"), ("b", "c")], [("c", "a")])
    assert set(circle.tellings) == {"a", "b", "c"}


def test_vague_words_close_no_circle() -> None:
    told = [("a", "Herald", "2025-06-08"), ("b", "Lamp", "2025-06-08")]
    assert not _circles(told, [("a", "b")], [("b", "a")], manner="vague")


def test_an_outlet_that_follows_up_its_own_story_is_none() -> None:
    told = [("a", "Herald", "2025-06-08"), ("b", "Herald", "2025-06-09"), ("c", "Herald", "2025-06-10")]
    assert not _circles(told, [("a", "b"), ("b", "c")])


def test_a_chain_is_none() -> None:
    told = [(n, f"outlet {n}", f"2025-06-0{d}") for d, n in enumerate("abcd", 1)]
    assert not _circles(told, [("a", "b"), ("b", "c"), ("c", "d")])


def test_two_that_had_it_from_one_are_none() -> None:
    told = [("a", "ONA", "2025-06-08"), ("b", "Herald", "2025-06-09"), ("c", "Lamp", "2025-06-09")]
    assert not _circles(told, [("a", "b"), ("a", "c")])


def test_a_revision_that_took_over_a_correction_is_none() -> None:
    """A corrected article that names who found the error does not confirm itself."""
    told = [("a", "Herald", "2025-06-08"), ("b", "Lamp", "2025-06-09"), ("c", "Herald", "2025-06-10")]
    assert not _circles(told, [("a", "b"), ("b", "c")], revises=(("c", "a"),))


def test_what_is_had_from_outside_is_none() -> None:
    told = [("a", "Herald", "2025-06-08"), ("b", "Herald", "2025-06-09")]
    assert not _circles(told, [(f"{OUTSIDE}ONA", "a"), (f"{OUTSIDE}ONA", "b")])


def test_one_circle_is_told_once() -> None:
    told = [("a", "Herald", "2025-06-08"), ("b", "Lamp", "2025-06-09"), ("c", "Herald", "2025-06-10")]
    more = ("d", "Herald", "2025-06-11")
    assert len(_circles([*told, more], [("a", "b"), ("b", "c"), ("b", "d")])) == 1
