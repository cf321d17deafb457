"""Characters that act instead of showing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.views.inert import on_one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("bell\x07 del\x7f", "bell␇ del␡"),
        ("c1\x9b31m", "c1⟦U+009B⟧31m"),
        ("\u202egnp.exe", "⟦U+202E⟧gnp.exe"),
        ("a\u200bb\ufeff", "a⟦U+200B⟧b⟦U+FEFF⟧"),
        ("pay\u200dpal", "pay⟦U+200D⟧pal"),
        ("soft\u00adhyphen", "soft¬hyphen"),
        ("hidden\U000e0041", "hidden⟦U+E0041⟧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("naïve “quotes” — 5 €\n\tkept", "naïve “quotes” — 5 €\n\tkept"),
    ],
)
def test_what_is_unseen_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_nothing_that_steers_a_terminal_or_the_direction_of_writing_is_left(text: str) -> None:
    left = on_one_line(text)
    assert all(unicodedata.category(c) != "Cc" for c in left)
    assert all(
        unicodedata.bidirectional(c) not in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        for c in left
    )
    assert visible(left) == left
