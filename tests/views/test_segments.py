"""The text cut where highlights begin and end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import stories
from sayso.types import Attribution, Reading, Span
from sayso.views import article
from sayso.views.segments import paragraph_spans, paragraphs

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda s: Span(*s)), max_size=3).map(
    tuple
)
TEXTS = st.text("ab \n", max_size=50)


@given(TEXTS, st.lists(st.tuples(SPANS, SPANS), max_size=5))
def test_segments_hold_the_text_and_exactly_what_covers_it(text: str, spans) -> None:
    doc = stories.document(text)
    attributions = tuple(Attribution(source, (), content, "person") for content, source in spans)
    claims = tuple(stories.claim(doc, content) for content, _ in spans)
    view = article(Reading(doc, "m", attributions, claims))
    covered = {c.number: {i for a, b in c.content for i in range(a, b)} for c in view.claims}
    contents = {n: {i for a, b in x.content for i in range(a, b)} for n, x in enumerate(attributions)}
    sources = {n: {i for a, b in x.source for i in range(a, b)} for n, x in enumerate(attributions)}
    for span, paragraph in zip(paragraph_spans(text), paragraphs(view), strict=True):
        assert "".join(s.text for s in paragraph.segments) == text[span.start : span.end]
        at = span.start
        for segment in paragraph.segments:
            for i in range(at, at + len(segment.text)):
                assert set(segment.claims) == {n for n, where in covered.items() if i in where}
                assert set(segment.contents) == {n for n, where in contents.items() if i in where}
                assert set(segment.sources) == {n for n, where in sources.items() if i in where}
            at += len(segment.text)


def test_a_click_means_the_shortest_claim_and_the_outermost_content_comes_first() -> None:
    view = article(stories.worked())
    segments = [s for p in paragraphs(view) for s in p.segments]
    inner = next(s for s in segments if s.text.startswith("at least"))
    assert inner.contents == (0, 1, 2) and inner.claims == (1,) and inner.starts == (1,)
    assert next(s for s in segments if s.text == "a source").sources == (1,)


def test_every_claim_begins_once_even_in_the_white_space_between_paragraphs() -> None:
    doc = stories.document("one\n\ntwo\n")
    view = article(
        Reading(doc, "m", (), (stories.claim(doc, (Span(4, 8),)), stories.claim(doc, (Span(0, 8),))))
    )
    assert [n for p in paragraphs(view) for s in p.segments for n in s.starts] == [1, 2]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    line = "these words were wrapped by hand at about seventy columns, as in a mail\n"
    assert len(paragraph_spans(line * 5 + "\n" + line * 4)) == 2
    assert len(paragraph_spans("A headline\n\n" + "A long paragraph on one line. " * 9 + "\nAnother.\n")) == 3


def test_parts_are_told_from_body() -> None:
    parts = [p.part for p in paragraphs(article(stories.harbour()))]
    assert parts[:3] == ["headline", "dateline", None]
