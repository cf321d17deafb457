"""A finding in the terminal: the verdict, both sides in their own words, and what is not known."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

import made_findings as made
from sayso.findings import VERDICTS, Check, Coverage, Finding, Side, Verdict, Voice
from sayso.views.evidence import screen, wording
from sayso.views.evidence.replaying import compared
from sayso.views.terminal import Terminal

every = pytest.mark.parametrize("story", made.ALL.values(), ids=made.ALL)


def shown(finding: Finding, *, width: int = 100, ascii_only: bool = False) -> str:
    encoding = "ascii" if ascii_only else "utf-8"
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="\n")
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    for piece in (*screen.lines(finding, Terminal(ascii_only)), *screen.closing(Terminal(ascii_only))):
        console.print(piece)
    file.flush()
    return file.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


def words(finding: Finding) -> str:
    return " ".join(shown(finding).split())


def part(told: str, name: str) -> list[str]:
    """The lines below a heading, to the next one."""
    return told[told.index(f"\n{name}\n") :].split("\n\n──", maxsplit=1)[0].splitlines()[2:]


def test_the_head_says_who_when_how_much_and_why() -> None:
    head = shown(made.mixed()).split("\n──")[0]
    assert head.splitlines()[2:] == [
        "“At least 50 people were killed when the Sallow Bridge fell on 8 June”",
        f"author → a source (unnamed) → Marta Quell · 9 June 2025 · {made.mixed().asked.claim or '':.12}",
        "",
        "mixed, with moderate confidence",
        "2 origins for (2 to 3) · 3 against (2 to 4) · 1 copy set aside",
        "29 is fewer than “at least 50”, and Governor Marta Quell is near to it.",
        "The police in Hallin and Radio Lenn say that it was 50 or more.",
        "Item credibility, 1 to 6, proposed: 4, doubtful: 2 to 3 origins bear it out, and 2 to 4 origins",
        "speak against it.",
    ]


def test_a_piece_says_all_of_itself() -> None:
    against = part(shown(made.mixed()), "Against it")
    assert against[:8] == [
        "  3  denied: “29 people died, and not 50 as was said”",
        "     The Fellmark Gazette, 12 June 2025, published later than the claim",
        "     said by: author → Governor Marta Quell (denied)",
        "     refutes it: almost certain, 97 % · It says the same in other words.",
        "     figure, refutes it: 29 is fewer than “at least 50”",
        "     hedge, makes it less sure: “was said” makes it less sure",
        "     your documents · origin: Governor Marta Quell",
        "     https://gazette.example/2",
    ]


def test_the_strongest_of_each_side_comes_first() -> None:
    told = shown(made.many())
    for name in ("For it", "Against it"):
        likely = [int(n) for n in re.findall(r"s it: .*?, (\d+) %", "\n".join(part(told, name)))]
        assert len(likely) > 2 and likely == sorted(likely, reverse=True)
    assert "… and 5 more; --html FILE shows all." in told


def test_a_fact_check_has_its_own_words() -> None:
    rated = "rated “50 people were killed at the Sallow Bridge” as “Mostly false”, which is taken as: "
    assert f"{rated}mostly refuted" in words(made.mixed())


def test_then_and_now() -> None:
    told = words(made.mixed())
    assert "When it was made (9 June 2025): supported. Now, with what came later: mixed." in told
    assert "known when the claim was made: 1 for, 0 against, 1 not settling it" in told
    assert "published later than the claim: 1 for, 2 against, 0 not settling it" in told
    assert "Now, with what came later: still supported." in words(made.one())
    assert "Nothing says when the claim was made" in words(replace(made.one(), then=None))


def test_figures_stand_side_by_side() -> None:
    rows = [" ".join(line.split()) for line in part(shown(made.mixed()), "How many, said whom, when")]
    assert rows[0] == "9 June 2025 ≥ 50 people killed the Courier: “At least 50 people” · the claim’s own"
    assert "12 June 2025 29 people killed Governor Marta Quell: “29 people” · does not agree [3]" in rows
    assert "no date 26–40 people killed events.csv: “26 to 40” · does not agree [4]" in rows


def test_what_failed_is_never_told_as_not_there() -> None:
    told = words(made.nothing())
    assert "corpus searched, 7 passages found" in told
    assert "tables degraded: events.csv: row 12 has no date. Mend that row" in told
    assert "1 passage found; what else it holds is not known" in told
    assert "wikipedia not set up: Set wikipedia to a .zim file" in told
    bare = replace(
        made.nothing(), coverage=(Coverage("corpus", "degraded"), Coverage("tables", "not set up"))
    )
    assert "corpus degraded: it failed. 0 passages found" in words(bare)


def test_nothing_found_says_what_would_settle_it() -> None:
    told = words(made.nothing())
    assert "a sentence that you gave" in told and "not enough, with low confidence" in told
    assert "no origins for · none against" in told
    assert "What would settle it · A register of ships, with its owners." in told
    assert "For it" not in told.replace("no origins for", "")


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (Side((0,), 3, 2, 4, 5.0), "3 origins for (2 to 4)"),
        (Side((0,), 1, 1, 1, 2.0), "1 origin for"),
        (Side((), 0, 0, 0, 0.0), "no origins for"),
    ],
)
def test_origins_are_counted_with_their_bounds(counted: Side, said: str) -> None:
    assert wording.counts(replace(made.one(), supports=counted))[0] == said


def test_what_does_not_settle_it_tells_both_sides() -> None:
    open_one = replace(made.mixed().evidence[5], supports=0.42, refutes=0.45, neutral=0.13)
    assert wording.likely(open_one) == "does not settle it: for it 42 %, against it 45 %"


def test_a_reason_is_not_told_twice() -> None:
    first = made.mixed().evidence[0]
    check = first.checks[0]
    assert wording.reason(replace(first, why=f"It supports it (93%): {check.why}")) == ""
    assert wording.reason(replace(first, why="It supports it (93%)")) == ""
    assert wording.reason(replace(first, why="It supports it (93%): a new thing")) == "a new thing."
    assert wording.reason(replace(first, why="")) == ""


def test_a_check_that_does_not_decide_says_less() -> None:
    one = Check("date", "refutes", "31 July is not 1 August")
    assert wording.check_words(one) == "date, refutes it"
    assert wording.check_words(replace(one, decides=False)) == "date, speaks against it"


def test_nothing_is_certain() -> None:
    sure = replace(made.one().evidence[0], supports=1.0, refutes=0.0, neutral=0.0)
    assert wording.likely(sure) == "supports it: almost certain, 99 %"


def test_voices_are_told_from_the_author_on() -> None:
    chain = (Voice("the Courier", "organisation"), Voice(None, "unnamed_person", "hedged"))
    assert wording.voices([chain, ()]) == (
        "author → the Courier → unnamed person (hedged)",
        "author’s own word",
    )


@pytest.mark.parametrize("verdict", VERDICTS)
def test_no_face_calls_a_claim_true_or_false(verdict: Verdict) -> None:
    rated = made.mixed()
    plain = replace(rated, verdict=verdict, then=verdict, evidence=rated.evidence[:3], values=())
    plain = replace(plain, refutes=replace(plain.refutes, evidence=(2,)))
    assert not re.search(r"\b(true|false|truth|fake)\b", shown(plain), re.IGNORECASE)


@every
@pytest.mark.parametrize("width", [40, 100])
def test_no_words_steer_the_terminal(story: Callable[[], Finding], width: int) -> None:
    told = shown(story(), width=width)
    assert "\x1b" not in told and "\u202e" not in told
    if story is made.hostile:
        assert "[bold red]x[/]" in " ".join(told.split()) or width == 40


@every
def test_ascii_is_enough(story: Callable[[], Finding]) -> None:
    told = shown(story(), ascii_only=True)
    assert story is made.hostile or "?" not in told.replace("kill 50?", "")


def test_a_replay_says_whether_and_where() -> None:
    kept = made.mixed()
    console = Console(file=io.StringIO(), width=100, highlight=False, markup=False, emoji=False)
    for other in (kept, replace(kept, confidence="high")):
        for piece in screen.replayed(compared(kept, other), Terminal()):
            console.print(piece)
    told = " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]
    assert told.startswith("comes out the same: “At least 50")
    assert "comes out otherwise: “At least 50" in told
    assert told.endswith('· confidence: "moderate" in the file, "high" made anew')
