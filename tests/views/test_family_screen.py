"""A family in the terminal: each telling once, in its place, and what is doubtful named."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

import drawn_families as made
from sayso.lineage.links import Family
from sayso.views.lineage import screen
from sayso.views.lineage.forest import descendants, forest
from sayso.views.terminal import Terminal


def shown(family: Family, *, full: bool = False, width: int = 100, ascii_only: bool = False) -> str:
    encoding = "ascii" if ascii_only else "utf-8"
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict", newline="\n")
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    for piece in screen.lines(family, Terminal(ascii_only), full=full):
        console.print(piece)
    file.flush()
    return file.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


def test_a_tree_from_the_origin_to_the_last_copy() -> None:
    family, _ = made.five()
    told = re.sub(r"[0-9a-f]{12}", "ID", shown(family))
    tree = told[told.index("Marta Quell, named") :]
    assert tree == (
        "Marta Quell, named person\n"
        "└── ONA, 8 June 2025  ID\n"
        "    “At least 11 people were killed”\n"
        "    ├── The Fellmark Gazette, 9 June 2025, copied word for word  ID\n"
        "    ├── The Ostermoor Herald, 9 June 2025, rewritten  ID\n"
        "    │   “Eleven people died”\n"
        "    │   “at least 11” became “11”; the source was dropped\n"
        "    └── Ostermoor Evening Lamp, 9 June 2025, rewritten  ID\n"
        "        “MORE than a dozen revellers died”\n"
        "        “at least 11” became “more than a dozen”; the source was dropped\n"
        "        └── Sarrovia Today, 11 June 2025, rewritten (likely, 72 %)  ID\n"
        "            “The fall has cost 15 lives”\n"
        "            “more than a dozen” became “15”\n"
    )


def test_one_telling_is_a_family_too() -> None:
    maker = made.sole()
    family = maker.family((maker.origin("Marta Quell", "person", "ona"),))
    assert "1 article · 1 origin (Marta Quell) · recorded once, by ONA" in shown(family)


def test_what_nobody_says_is_not_an_origin() -> None:
    maker = made.sole()
    family = maker.family((), "not recorded", (0, 0, 1))
    told = shown(family)
    assert "1 article · lineage not recorded · no recording known" in told
    assert "from nobody named\n└── ONA" in told


def test_all_that_is_doubtful_is_named() -> None:
    told = " ".join(shown(made.newsroom()[0]).split())
    assert "independence not established: 3 to 5 origins" in told
    assert "a nurse (unnamed), to Radio Lenn, unnamed person (not told apart: an unnamed source" in told
    assert "Reuters, outside the ledger" in told and "credits Reuters" in told
    assert "also from Radio Lenn, rewritten (likely, 70 %)" in told.replace(" │", "")
    assert "Ostermoor Insider (14 June 2025) → Rivets & Rope <blog> (15 June 2025) → Port Aldry Mail" in told
    assert "It names what came out two days later" in told
    assert "? Kestermouth Chronicle (11 June 2025) and Hallin Post (11 June 2025): both are dated" in told


def test_a_telling_of_which_nothing_tells_the_direction_hangs_with_a_question_mark() -> None:
    maker = made.sole()
    maker.tell("other", "The Weir", "2025-06-08")
    maker.unknown("ona", "other", "both are dated 8 June 2025")
    family = maker.family((maker.origin("Marta Quell", "person", "ona"),))
    told = " ".join(shown(family).split())
    assert "└── ? The Weir, 8 June 2025" in told
    assert "one has it from the other, ONA, or both from a third: both are dated 8 June 2025" in told


def test_many_like_copies_are_one_line_unless_all_are_asked_for() -> None:
    family, _ = made.many()
    short, full = shown(family), shown(family, full=True)
    assert re.search(r"… and \d+ more verbatim copies, \d+ June to \d+ June 2025", short)
    assert screen.hides(family) and not screen.hides(made.five()[0])
    ids = {telling.id[:12] for telling in family.tellings}
    assert ids <= set(re.findall(r"[0-9a-f]{12}", full)) and "more verbatim" not in full
    assert len(short.splitlines()) < len(full.splitlines()) / 2


def test_hundreds_that_say_nothing_are_not_hundreds_of_origins() -> None:
    family, _ = made.press_conference()
    told = shown(family)
    assert "200 outlets that do not say where they have it from" in told
    assert re.search(r"… and \d+ more recordings, 8 June to \d+ June 2025", told)
    assert len(told.splitlines()) < 40


def test_a_chain_of_hundreds_stays_readable() -> None:
    maker = made.sole()
    before = "ona"
    for n in range(300):
        maker.tell(f"n{n}", f"Paper {n}", None)
        maker.had(f"n{n}", before, "edited")
        before = f"n{n}"
    family = maker.family((maker.origin("Marta Quell", "person", "ona"),))
    told = shown(family, full=True)
    assert "Paper 299, no date, from Paper 298, copied and edited" in told
    assert max(map(len, told.splitlines())) <= 100


def test_an_article_that_tells_it_twice_is_not_its_own_source() -> None:
    maker = made.sole()
    maker.tell("twice", "The Weir", "2025-06-09")
    first = maker.tellings["twice"]
    maker.tellings["again"] = replace(first, id="f" * 32, n=1, words="11 dead")
    maker.had("twice", "ona")
    maker.had("again", "twice", None)
    family = maker.family((maker.origin("Marta Quell", "person", "ona"),))
    assert "The Weir, 9 June 2025, again in the same article  ffffffffffff" in shown(family)


def test_a_denial_is_not_shown_as_a_claim() -> None:
    assert "denied: “we did not cut it”" in shown(made.newsroom()[0])


def test_a_judgement_shows() -> None:
    family, _ = made.five()
    links = (replace(family.links[0], judgement="a" * 32), *family.links[1:])
    assert "decided by judgement aaaaaaaaaaaa" in " ".join(shown(replace(family, links=links)).split())


@pytest.mark.parametrize("seed", range(30))
def test_every_telling_stands_once_whatever_the_links(seed: int) -> None:
    family, _ = made.by_chance(seed)
    tops = [branch for root in forest(family) for branch in root.branches]
    found = [b.telling.id for top in tops for b in (top, *descendants(top))]
    assert sorted(found) == sorted(t.id for t in family.tellings)
    assert shown(family)


def test_no_words_steer_the_terminal() -> None:
    told = shown(made.hostile()[0], full=True)
    assert "\x1b" not in told and "\u202e" not in told
    assert "⟦U+202E⟧" in told and "␛" in told


def test_a_terminal_without_symbols_gets_ascii() -> None:
    family, _ = made.five()
    assert "\\-- " in shown(family, ascii_only=True) or "`-- " in shown(family, ascii_only=True)


def test_the_table_tells_unknown_from_one() -> None:
    family, _ = made.five()
    unknown = replace(family, state="not recorded", count=0, low=0, high=5)
    file = io.StringIO()
    console = Console(file=file, width=100, highlight=False, markup=False, emoji=False)
    for piece in screen.table([family, unknown], Terminal()):
        console.print(piece)
    rows = [line.split()[:3] for line in file.getvalue().splitlines() if re.match(r" +\d+ +\d+ +", line)]
    assert rows == [["5", "5", "1"], ["5", "5", "?"]]
