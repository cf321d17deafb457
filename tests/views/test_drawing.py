"""The drawing of a chain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stories
from sayso.views import article
from sayso.views.article import Chain, Voice
from sayso.views.drawing import WIDTH, draw, fitted, text_width

VOICES = st.builds(
    Voice,
    name=st.text(max_size=80),
    said=st.none(),
    why=st.none(),
    kind=st.sampled_from(["person", "nobody", "unnamed_group"]),
    act=st.just("states"),
    stance=st.sampled_from(["asserted", "denied", "counterfactual"]),
    cue=st.text(max_size=60),
    target=st.none() | st.text(max_size=60),
    attribution=st.just(0),
)


@given(st.lists(VOICES, max_size=12).map(lambda v: Chain(tuple(v))))
def test_everything_stays_within_the_drawing(chain: Chain) -> None:
    drawing = draw(chain)
    assert len(drawing.boxes) == len(chain.voices) + 1 and len(drawing.arrows) == len(chain.voices)
    for box in drawing.boxes:
        assert box.x >= 0 and box.x + box.width + (text_width(box.note) if box.note else 0) <= WIDTH + 1
        assert box.y < drawing.height
    for arrow in drawing.arrows:
        assert arrow.x + text_width(arrow.label) <= WIDTH + 1


@pytest.mark.parametrize(
    ("words", "width", "kept"),
    [("short", 100, "short"), ("a long name of somebody", 60, "a long nam…"), ("x", 0, "…")],
)
def test_words_are_cut_where_the_room_ends(words: str, width: float, kept: str) -> None:
    found = fitted(words, width)
    assert found == kept or (
        found.endswith("…") and text_width(found) <= width and words.startswith(found[:-1])
    )


def test_the_title_tells_the_whole_chain() -> None:
    (claim,) = article(stories.worked()).claims
    drawing = draw(claim.chains[0])
    assert [box.name for box in drawing.boxes] == ["author", "The Courier", "a source", "a boy"]
    assert [arrow.label for arrow in drawing.arrows] == ["quoted", "as saying", "told"]
    assert drawing.title == claim.chains[0].sentence
