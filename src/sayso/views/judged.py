"""What people decided, as it stands beside a claim or a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.views.inert import on_one_line
from sayso.views.record import Record, spans_record

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.ledger.judgements import Judgement
    from sayso.views.terminal import Terminal

_LINKED = {"cut": "has no link with", "join": "is where this is had from:", "turn": "was had from"}
_STYLES = {"accept": "green", "reject": "bold red", "correct": "yellow"}


def decided(judgement: Judgement) -> str:
    """What was decided: "accepted", "corrected", "“a” is the same as “b”,"."""
    told = judgement.told
    if judgement.verdict in ("same", "different"):
        words = "is the same as" if judgement.verdict == "same" else "is not"
        return on_one_line(f"“{told.get('a', '')}” {words} “{told.get('b', '')}”,")
    if judgement.verdict == "grade":
        return on_one_line(f"“{told.get('called', '')}” is graded {told.get('grade', '')}")
    if judgement.verdict in _LINKED:
        return on_one_line(f"{_LINKED[judgement.verdict]} “{judgement.told.get('quoted', '')}”,")
    return f"{judgement.verdict}ed"


def right(judgement: Judgement) -> str:
    """Of a correction, what is right: " (stance is denied)"."""
    if judgement.verdict != "correct" or not judgement.told:
        return ""
    told = "; ".join(f"{name} is {value}" for name, value in judgement.told.items())
    return f" ({on_one_line(told)})"


def line(judgement: Judgement) -> str:
    """All of it in one line, as it is kept."""
    quoted = f" “{judgement.quoted}”" if judgement.quoted else ""
    what = decided(judgement)
    if judgement.verdict in _LINKED:
        return on_one_line(f"{quoted.strip()} {what} by {judgement.who}: {judgement.why}")
    words = f"{what}{quoted} by {judgement.who}{right(judgement)}: {judgement.why}"
    return on_one_line(words)


def lines(judgements: Iterable[Judgement], terminal: Terminal, columns: int) -> Iterator[RenderableType]:
    """A line each, the oldest first: what, by whom, when and why."""
    for judgement in judgements:
        yield terminal.say(
            (decided(judgement), _STYLES.get(judgement.verdict, "bold")),
            f" by {on_one_line(judgement.who)}",
            (f" on {judgement.made}", "bright_black"),
            f"{right(judgement)}: {on_one_line(judgement.why)}",
            columns=columns,
        )


def record(judgement: Judgement) -> Record:
    return {
        "id": judgement.id,
        "verdict": judgement.verdict,
        "who": judgement.who,
        "made": judgement.made,
        "why": judgement.why,
        "document": judgement.document,
        "spans": spans_record(judgement.spans),
        "quoted": judgement.quoted,
        "told": dict(judgement.told),
    }
