"""Sentences as they are quoted: whole, bare, each on one line, and nothing of the text left out."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.checking.passages import cut

WORDS = st.sampled_from(
    [
        "The bridge fell",
        "Mr. Quell",
        "3.5 metres",
        "“No.”",
        "\n",
        "\r\n",
        "\t",
        " ",
        ". ",
        "? ",
        "…",
        "\u2028",
        "\x0b",
        "é",
        "桥",
    ]
)
TEXTS = st.lists(WORDS, max_size=20).map("".join) | st.text(max_size=60)


@settings(max_examples=200, deadline=None)
@example("")
@example("\n\n")
@example("One.\nTwo. Three.\r\n Four")
@given(TEXTS)
def test_every_sentence_is_bare_and_on_one_line(text: str) -> None:
    end = 0
    for span in cut(text):
        quote = text[slice(*span)]
        assert quote
        assert quote == quote.strip()
        assert "\n" not in quote
        assert not text[end : span.start].strip()
        end = span.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It fell. Nobody saw it.", ["It fell.", "Nobody saw it."]),
        ("A HEADLINE\nIt fell.", ["A HEADLINE", "It fell."]),
        ("It cost 3.5 million.", ["It cost 3.5 million."]),
        ("It fell on\n8 June. All ran.", ["It fell on", "8 June.", "All ran."]),
        ("  It fell.  \r\n", ["It fell."]),
    ],
)
def test_cut(text: str, sentences: list[str]) -> None:
    assert [text[slice(*span)] for span in cut(text)] == sentences
