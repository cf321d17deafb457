"""Grades on a screen and in a record: what people hold of a source, and beside it what its record says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.types import Json
from sayso.views.inert import on_one_line
from sayso.views.record import Record

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.deliberating.learning import Learned
    from sayso.ledger.grades import Grade
    from sayso.views.terminal import Terminal

_FAINT = "bright_black"
NOTHING = "Nobody has graded it: its reliability is not judged."


def line(grade: Grade) -> str:
    """ "B, usually reliable: by ann on 2024-05-01T12:00:00Z: she has the lists"."""
    told = f"{grade.letter}, {grade.meaning}: by {grade.who} on {grade.made}: {grade.why}"
    return on_one_line(told)


def lines(
    name: str, grade: Grade | None, learned: Sequence[Learned] | None, terminal: Terminal
) -> Iterator[RenderableType]:
    """One name with its grade, what came before that, and (`learned` not None) what its record says."""
    yield terminal.rule("━", on_one_line(name).rstrip(" ,;"))
    yield terminal.named("grade", (line(grade), "bold") if grade else (NOTHING, _FAINT))
    for made in reversed(grade.history[:-1] if grade else ()):
        told = f"{made.told['grade']}: by {made.who} on {made.made}: {made.why}"
        yield terminal.named("before", (on_one_line(told), _FAINT))
    if learned is None:
        yield terminal.named("learned", ("--learn says what its statements in this ledger tell.", _FAINT))
        return
    for one in learned:
        yield terminal.named("learned", learned_line(one))
    if not learned:
        told = "it has no figure here that another source answers, so nothing can be said"
        yield terminal.named("learned", told)
    yield terminal.say(("A learned figure is of statements, and no grade: people grade.", _FAINT))


def learned_line(one: Learned) -> str:
    """ "0.80 of its statements right (0.50 to 0.98), as a B would be (A to D)"."""
    from sayso.deliberating.learning import LEAST

    count = f"{one.statements:,} statement{'s'[: one.statements != 1]} that others answer too"
    found, between = one.reliability, one.between
    if found is None or between is None:
        return on_one_line(f"{one.source}: too few, {count}; {LEAST} are needed")
    span = " to ".join(dict.fromkeys(between))
    share = f"{found.reliability:.2f} of its statements right ({found.low:.2f} to {found.high:.2f})"
    copied = f"; {found.copied:.0%} probably had from others" if found.copied >= 0.05 else ""
    return on_one_line(f"{one.source}: {share}, as {one.letter} would be ({span}), from {count}{copied}")


def listed(grades: Sequence[Grade], terminal: Terminal) -> Iterator[RenderableType]:
    """All grades, a line each."""
    for grade in grades:
        name = on_one_line(grade.name).rstrip(" ,;")
        rest = f", {grade.meaning}: by {grade.who} on {grade.made}: {grade.why}"
        yield terminal.say((name, "bold"), on_one_line(rest), margin=f"  {grade.letter}  ", columns=5)
    closing = 'sayso grade NAME A..F --why "..." grades one.'
    yield terminal.say((closing if grades else f"Nobody has graded anybody. {closing}", _FAINT))


def record(ledger: str, name: str, grade: Grade | None, learned: Sequence[Learned] | None) -> Record:
    told: Json = None if learned is None else [learned_record(one) for one in learned]
    return {"ledger": ledger, "name": name, "grade": grade_record(grade), "learned": told}


def listed_record(ledger: str, grades: Sequence[Grade]) -> Record:
    return {"ledger": ledger, "grades": [grade_record(grade) for grade in grades]}


def grade_record(grade: Grade | None) -> Json:
    if grade is None:
        return None
    history: list[Json] = [
        {"letter": made.told["grade"], "who": made.who, "made": made.made, "why": made.why}
        for made in grade.history
    ]
    return {
        "name": grade.name,
        "letter": grade.letter,
        "meaning": grade.meaning,
        "who": grade.who,
        "made": grade.made,
        "why": grade.why,
        "history": history,
    }


def learned_record(one: Learned) -> Record:
    found = one.reliability
    return {
        "source": one.source,
        "statements": one.statements,
        "reliability": None if found is None else round(found.reliability, 4),
        "low": None if found is None else round(found.low, 4),
        "high": None if found is None else round(found.high, 4),
        "copied": None if found is None else round(found.copied, 4),
        "letter": one.letter,
    }
