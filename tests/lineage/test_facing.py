"""Places: where in the other text stands what stands here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_cases import DEAD, WIRE

from sayso.lineage.alignment import verify
from sayso.lineage.links import Passage
from sayso.lineage.places import facing, moved, points
from sayso.types import Span, Spans

HEAD = "Sunday paper. "
EDITED = HEAD + WIRE.replace("late on Saturday", "in the dark of Saturday night").replace("divers", "boats")


def _passages(one: str, other: str) -> tuple[Passage, ...]:
    word = one.split(maxsplit=1)[0]
    return tuple(verify(one, other, [(one.index(word), other.index(word))]))


def _span(text: str, words: str) -> Spans:
    start = text.index(words)
    return (Span(start, start + len(words)),)


@pytest.mark.parametrize("words", [DEAD, "a procession of lanterns", "load to 120 people"])
def test_the_same_words_face_one_another(words: str) -> None:
    passages = _passages(WIRE, EDITED)
    known = points(WIRE, EDITED, passages)
    assert facing(passages, known, _span(WIRE, words), _span(EDITED, words)) > 0.9


def test_edited_words_face_what_they_became() -> None:
    passages = _passages(WIRE, EDITED)
    known = points(WIRE, EDITED, passages)
    there = facing(
        passages, known, _span(WIRE, "divers searched the water"), _span(EDITED, "boats searched the water")
    )
    assert there > 0.7


def test_words_elsewhere_in_the_passage_do_not() -> None:
    passages = _passages(WIRE, EDITED)
    known = points(WIRE, EDITED, passages)
    assert facing(passages, known, _span(WIRE, DEAD), _span(EDITED, "load to 120 people")) == 0.0


def test_words_outside_every_passage_do_not() -> None:
    other = EDITED + " The mayor wept."
    passages = [Passage(Span(0, 20), Span(14, 34), "verbatim", 1.0)]
    known = points(WIRE, other, passages)
    assert facing(passages, known, _span(WIRE, "load to 120"), _span(other, "The mayor wept")) == 0.0


def test_without_passages_nothing_faces() -> None:
    assert facing((), (), _span(WIRE, DEAD), _span(WIRE, DEAD)) == 0.0


def test_places_between_known_ones_are_in_proportion() -> None:
    known = ((0, 10), (10, 30))
    assert [moved(at, known) for at in (0, 5, 10)] == [10, 20, 30]


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=8),
    st.integers(-50, 600),
)
def test_any_place_can_be_moved(known: list[tuple[int, int]], at: int) -> None:
    ordered = tuple(zip(sorted(a for a, _ in known), sorted(b for _, b in known), strict=True))
    there = moved(at, ordered)
    if ordered[0][0] <= at <= ordered[-1][0]:
        assert ordered[0][1] <= there <= ordered[-1][1]
