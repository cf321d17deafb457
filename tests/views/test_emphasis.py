"""Words that were asked for, marked in a claim: the text itself never changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.views.emphasis import matches, pieces


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("explosion", "Two explosions shook it; the EXPLOSION was heard", ["explosions", "EXPLOSION"]),
        ("deny", "He denies it, they denied it", ["denies", "denied"]),
        ('"at least" 40', "at least 40 tonnes, 400 in all", ["at", "least", "40"]),
        ("we", "they wed; we left", ["we"]),
        ("", "nothing was asked", []),
        ("zebra", "nothing of the kind", []),
    ],
)
def test_words_are_marked_whatever_their_endings(asked: str, text: str, marked: list[str]) -> None:
    assert [text[a:b] for a, b in matches(asked, text)] == marked


@given(st.text(max_size=40), st.text(max_size=200))
def test_the_pieces_are_the_text(asked: str, text: str) -> None:
    cut = pieces(asked, text)
    assert "".join(words for words, _ in cut) == text
    assert [words for words, hit in cut if hit] == [text[a:b] for a, b in matches(asked, text)]
