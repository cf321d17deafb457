"""A question weighed in the terminal: the answer, the matrix without colour, and what would turn it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

import made_matrices as made
from sayso.matrices import MARKS, Fare, Matrix, Row, Weight
from sayso.views.matrix import deeds, screen, turning, wording
from sayso.views.matrix.order import SORTS, Sort, placed
from sayso.views.matrix.sheet import Sheet
from sayso.views.terminal import Terminal
from sayso.weighing.ach import weigh

every = pytest.mark.parametrize("story", made.ALL.values(), ids=made.ALL)


def shown(sheet: Sheet, *, width: int = 100, ascii_only: bool = False, sort: Sort = "diagnosticity") -> str:
    encoding = "ascii" if ascii_only else "utf-8"
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="\n")
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    terminal = Terminal(ascii_only)
    for piece in (*screen.lines(sheet, terminal, sort=sort), *screen.closing(sheet, terminal)):
        console.print(piece)
    file.flush()
    return file.buffer.getvalue().decode(encoding)


def part(told: str, name: str) -> list[str]:
    """The lines below a heading, to the next one."""
    return told[told.index(f"\n{name}\n") :].split("\n\n──", maxsplit=1)[0].splitlines()[2:]


def test_the_head_answers_in_a_band_with_confidence_apart() -> None:
    head = shown(made.station()).split("\n──")[0]
    assert head.splitlines()[2:] == [
        "Who set fire to the Kestermouth pumping station?",
        "3 hypotheses · 7 rows from 5 origins · 2 analysts · kestermouth-",
        "",
        "It is likely (55 to 80 %), with moderate confidence, that H2 holds.",
        "H2: “The Sarrovian service did, and left traces of Free Fells”",
        "By the Bayesian reading 68 %; over the stated ranges of the likelihood ratios 47 to 86 %, from a",
        "roughly even chance to very likely.",
        "Both readings lead with H2: it is the least inconsistent, and the most probable.",
        "  · Two rows of two origins carry it.",
        "  · One leading row may have been left to be found.",
        "  · Four cells are proposed by the machine alone.",
    ]


def test_each_hypothesis_has_its_range_band_inconsistency_and_rank() -> None:
    fares = part(shown(made.station()), "How the hypotheses fare")
    assert fares[:3] == [
        "  H2  The Sarrovian service did, and left traces of Free Fells",
        "      likely, 68 % (47 to 86 %) · inconsistency 0, rank 1",
        "      ███████████████████▓▓▓▓▓▓▓▓░░░░░░░······",
    ]
    assert (
        "      very unlikely, 10 % (3 to 20 %) · inconsistency 4.13, rank 3 · before any row: 20 %" in fares
    )


def test_the_matrix_is_read_without_colour() -> None:
    rows = part(shown(made.station()), "The matrix, by diagnosticity")
    assert rows[0] == "      H1    H2    H3   tells"
    assert rows[1] == "  R2  C     CC    II    2.89  A leaflet of Free Fells lay beside the gate"
    assert rows[2].strip().startswith("planted or false: 60 %; if H2 holds, its author would want us")
    assert any(row.startswith("  R1  CC/N  CC/C  II    2.67  The fuse") for row in rows)
    joined = [row[:4] for row in rows if row.startswith(("┌", "│", "└"))]
    assert joined[0] == "┌ R4" and joined[-1] == "└ R6"
    told = " ".join(" ".join(rows).replace("│", " ").split())
    assert "c· c· ii· 2 The gate was forced before the fire began, ONA has it from the police" in told
    assert "counts 1/3: one origin with R5 and R6" in told
    assert "credibility 4 proposed, not weighed" in told
    assert "lower case with · proposed by the machine" in told and "– nobody has said" in told
    assert "Nobody has said anything on 3 cells: R5 × H3, R6 × H2 and R6 × H3." in told


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("diagnosticity", "R2 R1 R3 R4 R5 R6 R7"),
        ("disagreement", "R1 R2 R3 R4 R5 R6 R7"),
        ("number", "R1 R2 R3 R4 R5 R6 R7"),
    ],
)
def test_rows_are_sorted_and_those_of_one_origin_stand_together(sort: Sort, order: str) -> None:
    assert [one.row.id for one in placed(made.station().weighed, sort)] == order.split()
    rows = part(shown(made.station(), sort=sort), f"The matrix, by {sort}")
    found = [match[1] for row in rows if (match := re.match(r"[ ┌│└] (R\d)  ", row))]
    assert found == order.split()


def test_what_is_sorted_by_is_what_is_shown() -> None:
    rows = part(shown(made.station(), sort="disagreement"), "The matrix, by disagreement")
    assert rows[0].endswith("split") and re.match(r"  R1 .*  1\.5  The fuse", rows[1])


def test_a_row_that_is_surely_planted_is_struck_out() -> None:
    row = placed(made.hostile().weighed, "number")[0]
    assert row.struck and not placed(made.station().weighed, "number")[1].struck


def test_what_turns_it_and_what_may_be_staged() -> None:
    told = shown(made.station())
    turns = " ".join(" ".join(part(told, "What would turn it")).split())
    assert turns.startswith(
        "· If R3 is false or was planted, H1 leads (52 %). Without the denial nothing speaks against H1 but "
        "R7. · If R4 (and with it R5 and R6) is false or was planted, H2 is the least inconsistent (60 %)."
    )
    assert "3 more pairs of rows would turn it, too." in told
    staged = " ".join(" ".join(part(told, "What may have been planted, or left to be found")).split())
    assert staged.startswith(
        "· If H2 holds, its author would want us to find R2 and R1. Counting for nothing, they leave H1 "
        "leading (51 %), and H2 at 33 %; if each is as likely staged as not, H2 has 49 %. "
        "· R2, planted or false: 60 %: “A leaflet of Free Fells lay beside the gate”"
    )
    assert "R1, if H2 holds" not in staged, "told already"
    assert "R1 × H1: anna says CC and bruno says N (2 steps apart)." in told
    assert "A2  challenged: Free Fells still has people in the valley (bruno: two trials" in told
    assert "Who sent the guard home, and on whose order. It would tell H2 from H1: up to 0.79 bits." in told


def test_a_what_if_says_that_it_is_one_and_shows_both_orders() -> None:
    lines = part(shown(made.supposed()), "What if; nothing of this is kept")
    assert lines == [
        "  if R3 was planted or is false: “Free Fells denied that it was there”",
        "",
        "  as it is                   what if",
        "  H2 likely, 68 %         →  H1 roughly even chance, 52 %",
        "  H1 unlikely, 21 %       →  H2 unlikely, 37 %",
        "  H3 very unlikely, 10 %     H3 very unlikely, 11 %",
        "  H1 leads instead of H2.",
    ]
    assert "What if, and not as it is: if R3 was planted or is false:\nNot enough" in shown(made.supposed())
    assert "--planted" not in shown(made.supposed())
    assert "--planted R3 asks: what if R3 was planted, or is false?" in shown(made.station())


def test_what_changed_since() -> None:
    lines = part(shown(made.since()), "Since 9 June 2025")
    assert (
        lines[:2] == ["  · H2 leads instead of H1.", "  · R7 is new."]
        and lines[-1] == "  H2 leads instead of H1."
    )
    same = replace(made.since(), since=replace(made.since().since, before=made.station().weighed, changes=()))  # type: ignore[type-var]
    assert part(shown(same), "Since 9 June 2025")[0] == "  · Nothing has changed."


def test_looking_back_names_what_misled() -> None:
    told = shown(made.looked_back())
    assert "What turned out: H1, “The Free Fells movement did”." in told
    assert part(told, "Looking back: what misled")[:2] == [
        "  R3  Free Fells denied that it was there (an analyst says so)",
        "  R7  The night guard was sent home that evening: supported, with moderate confidence",
    ]


FARES = [("H1", 0.61, "likely"), ("H2", 0.39, "unlikely")]


@pytest.mark.parametrize(
    ("fares", "diagnosticity", "said"),
    [
        (FARES, 2.0, "It is likely (55 to 80 %), with moderate confidence, that H1 holds."),
        (FARES, 0.0, "Not enough: no row that counts tells the hypotheses apart."),
        (FARES[:1], 2.0, "Not enough: there are not two hypotheses to set side by side."),
        (
            [("H1", 0.4, "unlikely"), ("H2", 0.35, "unlikely"), ("H3", 0.25, "unlikely")],
            2.0,
            "Not enough to name one: even the most probable, H1, is unlikely (20 to 45 %), with moderate "
            "confidence.",
        ),
        (
            [("H1", 0.5, "roughly even chance"), ("H2", 0.5, "roughly even chance")],
            2.0,
            "Not enough: H1 and H2 lead alike, with 50 % each.",
        ),
        (
            [("H1", 0.51, "roughly even chance"), ("H2", 0.49, "roughly even chance")],
            2.0,
            "Not enough to name one: even the most probable, H1, has a roughly even chance (45 to 55 %), "
            "with moderate confidence.",
        ),
    ],
)
def test_an_answer_names_a_hypothesis_only_where_the_rows_do(
    fares: list[tuple[str, float, str]], diagnosticity: float, said: str
) -> None:
    weighed = replace(
        made.station().weighed,
        hypotheses=tuple(Fare(h, n, n + 1, p, p, p, b) for n, (h, p, b) in enumerate(fares)),  # type: ignore[arg-type]
        rows=(Weight("R1", diagnosticity, 1, 1, 0),),
    )
    assert wording.answer(weighed) == said
    assert wording.is_answered(weighed) == said.startswith("It is")


def test_a_row_that_counts_for_nothing_answers_nothing() -> None:
    weighed = replace(made.station().weighed, rows=(Weight("R1", 4.0, 1, 0, 0), Weight("R2", 4.0, 0, 1, 0)))
    assert wording.answer(weighed).startswith("Not enough: no row that counts")


def test_readings_that_differ_are_said_to() -> None:
    assert wording.readings(made.supposed().weighed) == (
        "The two readings differ: least inconsistent are H1 and H2 alike, most probable is H1."
    )
    assert wording.readings(made.empty().weighed) == ""


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, "under 1 %"), (0.004, "under 1 %"), (0.5, "50 %"), (1.0, "over 99 %")]
)
def test_no_weighing_makes_anything_certain(value: float, said: str) -> None:
    assert wording.per_cent(value) == said
    assert wording.planted(value) == f"{round(100 * value)} %", "but who says so may be certain"


@pytest.mark.parametrize(
    ("value", "said"), [(1 / 3, "1/3"), (0.25, "1/4"), (0.42, "0.42"), (1.0, "1"), (0.0, "0")]
)
def test_shares_of_an_origin(value: float, said: str) -> None:
    assert wording.share(value) == said


def test_marks_of_several() -> None:
    cells = made.station().weighed.matrix.of("R1", "H1")
    assert wording.mark(cells) == "CC/N" and wording.tone(cells) == "mixed"
    assert wording.mark_words(cells) == "analysts disagree: very consistent and neutral"
    three = (*cells, replace(cells[0], who="cleo", mark="II"))
    assert wording.mark(three) == "CC…II"
    machine = made.station().weighed.matrix.of("R4", "H3")
    assert (wording.mark(machine), wording.mark_words(machine)) == (
        "ii·",
        "very inconsistent, proposed by the machine",
    )
    assert wording.mark((*machine, replace(machine[0], who="anna", mark="C"))) == "C", "people come first"


def test_the_engines_own_sentences_are_written_as_all_others() -> None:
    sheet = made.station()
    turn = replace(
        sheet.weighed.turns[0], why="If R3 is false or planted, H1 and H2 lead together (H1: 46%)."
    )
    assert turning.turn(turn) == "If R3 is false or planted, H1 and H2 lead together (H1: 46 %)."
    assert wording.told("read as weaker, 78% to 99%") == "Read as weaker, 78 % to 99 %."


def test_who_did_what() -> None:
    sheet = made.station()
    told = [words for _, words in deeds.in_turn(sheet.history)]
    assert "marked R1 H1 CC, H2 C, H3 II: the fuse is their usual one" in told
    assert (
        "put the probability that R2 was planted or is false at 60 %: leaflets are the easiest thing to leave"
        in told
    )
    assert "said that if H2 holds, its author would want R2 found: it names them" in told
    assert told[3] == "stated H3, “It was an accident”, 20 % before any row"
    assert deeds.moment("2025-06-10T09:15:00Z") == "10 June 2025, 09:15 UTC"
    one = next(e for e in sheet.history if e.kind == "cell")
    assert deeds.deed(one) == "marked R1 × H1 CC (very consistent): the fuse is their usual one"
    taken = replace(one, told={**one.told, "mark": None}, why="")
    assert deeds.deed(taken) == "took the mark on R1 × H1 back"
    told = {"row": "R1", "probability": None}
    back = replace(one, kind="deceptive", told=told, why="")
    assert deeds.deed(back) == "took back how probable it is that R1 was planted or is false"
    graded = replace(one, kind="credibility", told={"row": "R1", "credibility": 4}, why="")
    assert deeds.deed(graded) == "set the credibility of R1 to 4 (doubtful)"


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("width", [40, 80, 200])
@every
def test_nothing_is_wider_than_the_terminal(story: Callable[[], Sheet], width: int, sort: Sort) -> None:
    from rich.cells import cell_len

    told = shown(story(), width=width, sort=sort)
    assert max(map(cell_len, told.splitlines())) <= width


@every
def test_no_words_steer_the_terminal(story: Callable[[], Sheet]) -> None:
    told = shown(story())
    assert "\x1b" not in told and "\u202e" not in told
    if story is made.hostile:
        assert "[bold red]x[/]" in told


@every
def test_a_plain_terminal_gets_plain_signs(story: Callable[[], Sheet]) -> None:
    told = shown(story(), ascii_only=True, width=80)
    if story is not made.hostile:
        assert "?" not in re.sub(r"\w\?", "", told)


def test_what_nobody_told_of_yet_is_told_of_each_row() -> None:
    weighed = replace(made.station().weighed, staged=())
    found = {row.id: why for row, why in turning.suspect(weighed)}
    assert found == {
        "R2": "planted or false: 60 %; if H2 holds, its author would want us to find it",
        "R1": "if H2 holds, its author would want us to find it",
    }


def test_what_tells_next_to_nothing_is_not_told_as_nothing() -> None:
    sought = replace(made.station().weighed.sought[0], bits=0.001)
    assert turning.telling(sought) == "It would tell H2 from H1: under 0.01 bits."


def test_many_rows_and_hypotheses_keep_their_marks() -> None:
    told = shown(made.many(), width=80)
    rows = part(told, "The matrix, by diagnosticity")
    assert "… and 20 more rows; --html FILE shows all." in told
    first = " ".join(" ".join(rows).split())
    assert re.search(r"R27 Log 27 .*?H1 \S+ .*?H14 \S+", first)
    wide = shown(made.many(), width=200)
    assert re.search(r"^      *H1 +H2 +.* H14 +tells", wide, re.MULTILINE)


def test_every_mark_has_its_words() -> None:
    assert set(wording.MARK_WORDS) == set(MARKS)


def test_too_little_says_so() -> None:
    assert "Not enough: no row that counts tells the hypotheses apart." in shown(made.empty())
    assert "The matrix" not in shown(made.empty())
    assert "Not enough: there are not two hypotheses to set side by side." in shown(made.bare())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"credibility": 4}, "credibility 4, doubtful: counts as 50 %"),
        ({"credibility": 1}, "credibility 1, confirmed by other sources: counts in full"),
        ({"credibility": 4, "proposed": 2}, "credibility 4, doubtful: counts as 50 %"),
        ({"credibility": 4, "deceptive": 0.9}, "credibility 4, doubtful"),
        ({"proposed": 4}, "credibility 4 proposed, not weighed"),
        ({}, ""),
    ],
)
def test_what_a_row_counts_for_is_said_beside_its_credibility(row: dict[str, Any], said: str) -> None:
    found = Row("R1", "note", "A fuse lay there", **row)
    weighed = weigh(Matrix("q", "Who?", (), (found,), ()))
    assert wording.credibility(found, weighed.rows[0]) == said


def test_the_range_in_words_is_that_of_the_bands() -> None:
    assert (
        wording.bands(Fare("H1", 0.0, 1, 0.7, 0.55, 0.8, "likely")) == "from a roughly even chance to likely"
    )


def test_the_origin_of_what_was_forgotten_is_no_digest() -> None:
    assert wording.origin(Row("R1", "claim", "forgotten", origin="c" * 32)) == "forgotten"
    assert wording.origin(Row("R1", "claim", "A fuse", origin="the police")) == "the police"
