"""Nesting: whose words lie inside whose, in any arrangement of contents and cues."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.claims import nesting
from sayso.claims.spans import holds, size
from sayso.types import Attribution, Span


@st.composite
def attributions(draw: st.DrawFn) -> list[Attribution]:
    made = []
    for _ in range(draw(st.integers(0, 8))):
        a, b, c, d = sorted(draw(st.lists(st.integers(0, 40), min_size=4, max_size=4, unique=True)))
        content = (Span(a, b), Span(c, d)) if draw(st.booleans()) else (Span(a, d),)
        cue = draw(st.integers(0, 40))
        made.append(Attribution((), (Span(cue, cue + 1),), content, "nobody"))
    return made


@given(attributions())
def test_the_holder_is_the_smallest_larger_content_around_the_cue(found: list[Attribution]) -> None:
    for i, a in enumerate(nesting.nested(found, {})):
        at = found[i].cue[0].start
        around = [
            (size(b.content), j)
            for j, b in enumerate(found)
            if holds(b.content, at) and size(b.content) > size(found[i].content)
        ]
        assert a.inside == (min(around)[1] if around else None)
