"""The briefing as Markdown: the same parts, and nothing that is quoted marks up or links."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import made_matrices as made
from sayso.views.matrix.report import markdown
from sayso.views.matrix.sheet import Sheet

every = pytest.mark.parametrize("story", made.ALL.values(), ids=made.ALL)


def told(sheet: Sheet) -> str:
    return markdown(sheet).decode()


def part(text: str, title: str) -> list[str]:
    """The lines of a section."""
    return text.split(f"\n## {title}\n\n", 1)[1].split("\n\n## ", 1)[0].splitlines()


def test_it_begins_with_the_question_and_the_answer() -> None:
    lines = told(made.station()).splitlines()
    assert lines[0] == "# Who set fire to the Kestermouth pumping station?"
    assert lines[2] == (
        "3 hypotheses · 7 rows from 5 origins · 2 analysts · as of 10 June 2025, 11:36 UTC · kestermouth-"
    )
    assert lines[6] == "**It is likely (55 to 80 %), with moderate confidence, that H2 holds.**"


def test_it_has_the_three_rows_and_what_would_change_it() -> None:
    text = told(made.station())
    carried = [line for line in part(text, "The rows that carry it") if line.startswith("- ")]
    assert [line[:8] for line in carried] == ["- **R3**", "- **R7**", "- **R1**"]
    change = part(text, "What would change it")
    assert change[0].startswith("- If R3 is false or was planted, H1 leads (52 %).")
    assert change[-1] == "- 3 more pairs of rows would turn it, too."
    assert part(text, "Disagreement, and gaps") == [
        "- R1 × H1: anna says CC and bruno says N (2 steps apart).",
        "- Nobody has said anything on 3 cells: R5 × H3, R6 × H2 and R6 × H3.",
    ]


def test_the_annex_has_every_row_with_quotes_and_lineage() -> None:
    annex = part(told(made.station()), "Annex A: all rows")
    assert sum(line.startswith("- **R") for line in annex) == 7
    assert "  - “the gate had been forced”, ONA, https://4.example/gate" in annex
    assert f"  - lineage: sayso trace {'4c' * 16}" in annex
    assert "  - H1 CC, H2 C, H3 II, anna: the fuse is their usual one" in annex


def test_the_answer_of_a_what_if_cannot_be_read_as_the_answer() -> None:
    assert (
        part(told(made.supposed()), "Answer")[0]
        == "What if, and not as it is: if R3 was planted or is false:"
    )
    assert "What if" not in told(made.station())


def test_both_orders_of_a_what_if_stand_side_by_side() -> None:
    found = part(told(made.supposed()), "What if; nothing of this is kept")
    assert found[2:6] == [
        "| as it is | what if |",
        "|---|---|",
        "| H2 likely, 68 % | **H1 roughly even chance, 52 %** |",
        "| H1 unlikely, 21 % | **H2 unlikely, 37 %** |",
    ]


@every
def test_nothing_in_it_is_html_or_acts(story: Callable[[], Sheet]) -> None:
    text = told(story())
    assert "\x1b" not in text and "\u202e" not in text
    for line in text.splitlines():
        for at, sign in enumerate(line):
            if sign in "<>[]":
                assert line[at - 1] == "\\", line
    assert "](" not in text.replace("\\]", "")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. not a list", "1\\. not a list"),
        ("- nor this", "\\- nor this"),
        ("# nor a heading", "\\# nor a heading"),
        ("a *b* _c_ `d` | e", "a \\*b\\* \\_c\\_ \\`d\\` \\| e"),
        ("![x](http://y)", "\\!\\[x\\](http://y)"),
    ],
)
def test_signs_of_markdown_stay_words(text: str, written: str) -> None:
    told_ = made.Told("q")
    told_.tell("question", text=text)
    from sayso.matrices import Weighed
    from sayso.weighing.folding import fold

    sheet = Sheet(Weighed(fold(told_.entries), (), (), "low", (), (), (), (), (), (), (), "m"))
    assert told(sheet).splitlines()[0] == f"# {written}"
