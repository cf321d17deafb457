"""The terminal view: within its width, inert, and readable without colour or Unicode."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

import stories
from sayso.types import Reading
from sayso.views import article
from sayso.views.terminal import MAX_COLUMNS, cells_of, render, shows_symbols


def shown(reading: Reading, width: int = 80, *, ascii_only: bool = False, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        highlight=False,
    )
    console.print(render(article(reading), ascii_only=ascii_only))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 57, 80, 100, 200])
@pytest.mark.parametrize("reading", stories.all_stories(), ids=lambda r: r.document.address[:9])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(reading: Reading, width: int) -> None:
    for text in shown(reading, width).splitlines():
        assert cell_len(text) <= min(width, MAX_COLUMNS)
        assert text == text.rstrip()


def test_a_chain_is_a_path_with_its_cues() -> None:
    text = " ".join(shown(stories.worked()).split())
    assert "author → The Courier “quoted” → a source (unnamed) “as saying” → a boy (unnamed) “told”" in text
    assert "≥ 50 people, killed" in text
    assert "XXXX-08-01 (year not known)" in text


def test_everything_of_the_story_is_there() -> None:
    text = " ".join(shown(stories.harbour()).split())
    for words in (
        "The Velland Herald",
        "2031-05-04",
        "author's own word",
        "denied · author → The Ministry of Trade of Velland",
        "hedged · author → a spokeswoman (unnamed)",
        "predicted · author → Experts (unnamed)",
        "contrary to fact",
        "the dockers’ union (in the text “The union”)",
        "At least 40 tonnes of solvent … were stored there without a permit",
        "one of several of that name",
        "Questions, kept apart",
        "Who switched off the cameras?",
        "Seen, but not placed",
        "not in the gazetteer",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "the encoding is doubtful",
    ):
        assert words in text, words


def test_ascii_is_enough() -> None:
    reading = stories.vote()
    text = shown(reading, ascii_only=True)
    assert text.isascii()
    assert "author -> A leaked memo" in " ".join(text.split())


def test_a_console_tells_whether_it_can_show_the_symbols() -> None:
    narrow = Console(file=io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))
    wide = Console(file=io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    assert (shows_symbols(narrow), shows_symbols(wide)) == (False, True)


def test_a_document_cannot_steer_the_terminal() -> None:
    text = shown(stories.hostile())
    assert "\x1b" not in text and "\x9b" not in text and "\u202e" not in text
    assert "⟦U+202E⟧gnp.exe⟦U+202C⟧ is safe" in text


def test_colour_only_where_it_is_asked_for() -> None:
    assert "\x1b[" in shown(stories.harbour(), colour=True)
    assert "\x1b" not in shown(stories.harbour())


def test_words_are_not_in_the_colour_of_the_margin() -> None:
    text = shown(stories.worked(), colour=True)
    assert "\x1b[90m  1  \x1b[0m\x1b[1mat least 50" in text
    assert "\x1b[90masserted\x1b[0m · author → \x1b[36mThe Courier" in text


def test_an_article_without_claims_says_so() -> None:
    assert "No claims found." in shown(Reading(stories.document("Nothing."), "m", (), ()))


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6), st.integers(40, 200))
def test_the_bar_fills_the_width_and_shows_every_share(counts: list[int], room: int) -> None:
    cells = cells_of(counts, room)
    assert sum(cells) == room and min(cells) >= 1
