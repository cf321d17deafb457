"""Confidence in the whole, apart from the probabilities: how sound is what they rest on.

Every weakness costs a step, from high over moderate to low; a grave one costs two. Each is a function whose
sentence is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sayso.findings import Confidence
from sayso.matrices import Dispute, Fare, Mark, Matrix, Turn
from sayso.weighing.ach.fares import CLOSE, Standing
from sayso.weighing.ach.pieces import MIDDLE, Pieces, by_place
from sayso.weighing.ach.turning import turning_alone
from sayso.weighing.ach.wording import listed, shortened

_ENOUGH_ORIGINS = 3
_MANY_UNFILLED = 0.25
_MANY_DISPUTED = 0.2
_SUSPECT = 0.2
_MANY_PROPOSED = 0.5
_LEVELS: tuple[Confidence, ...] = ("high", "moderate", "low")


class Reason(NamedTuple):
    steps: int
    """What it costs. 0: it costs nothing, and is said all the same."""
    text: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What confidence is judged on."""

    matrix: Matrix
    pieces: Pieces
    standing: Standing
    fares: Sequence[Fare]
    turns: Sequence[Turn]
    carrying: Sequence[str]
    disputes: Sequence[Dispute]
    unfilled: Sequence[tuple[str, str]]


def judge(grounds: Grounds) -> tuple[Confidence, tuple[str, ...]]:
    """How sure, and why: what costs most first, then what is sound, then what is worth knowing."""
    reasons = list(_nothing(grounds)) or [r for ask in _ASKED for r in ask(grounds)]
    steps = min(sum(r.steps for r in reasons), len(_LEVELS) - 1)
    ordered = sorted(reasons, key=lambda r: -r.steps)
    return _LEVELS[steps], tuple(r.text for r in ordered)


def _nothing(g: Grounds) -> Iterator[Reason]:
    """Why nothing can be weighed, if nothing can."""
    if not g.matrix.hypotheses:
        yield Reason(2, "There is no hypothesis yet, so there is nothing to weigh.")
    elif len(g.matrix.hypotheses) == 1:
        yield Reason(
            2, "There is only one hypothesis: with nothing to compare it with, its probability says nothing."
        )
    elif not g.matrix.rows:
        yield Reason(2, "There is no evidence yet: the probabilities are those from before any.")
    elif not g.pieces.members:
        yield Reason(2, "No row has a mark yet: the probabilities are those from before any evidence.")


def _origins(g: Grounds) -> Iterator[Reason]:
    says = g.pieces.says[MIDDLE]
    tells = (says.max(axis=1) - says.min(axis=1) > CLOSE) & (g.pieces.weight > 0)
    count = len(set(g.pieces.origin[tells].tolist()))
    if count == 0:
        yield Reason(2, "No row tells the hypotheses apart.")
    elif count < _ENOUGH_ORIGINS:
        what = "All that tells the hypotheses apart comes from "
        yield Reason(3 - count, f"{what}{'one origin' if count == 1 else f'{count} origins'}.")
    else:
        yield _independence(g, count, [m for m, t in zip(g.pieces.members, tells, strict=True) if t])


def _independence(g: Grounds, count: int, telling: Sequence[tuple[str, ...]]) -> Reason:
    """Independent, or only taken as such: a row of unknown origin may be a copy of another."""
    origin = {row.id: row.origin for row in g.matrix.rows}
    unknown = sum(all(origin[row] is None for row in members) for members in telling)
    known = {origin[row] for members in telling for row in members} - {None}
    if not unknown:
        return Reason(0, f"{count} independent origins tell the hypotheses apart.")
    taken = "it is taken as independent" if unknown == 1 else "they are taken as independent"
    unsure = f"of {unknown} the origin is not known, and {taken}"
    text = f"{count} rows or origins tell the hypotheses apart; {unsure}."
    return Reason(int(len(known) < _ENOUGH_ORIGINS), text)


def _hangs(g: Grounds) -> Iterator[Reason]:
    single = turning_alone(g.turns)
    if single:
        verb = "changes" if len(single) == 1 else "each changes"
        yield Reason(1, f"{listed(single)} {verb} which hypothesis leads if it is false or planted.")
    else:
        yield Reason(0, "No single row changes which hypothesis is most probable.")


def _suspect(g: Grounds) -> Iterator[Reason]:
    """Deception matters where the answer rests on what may be deceptive."""
    rows = {row.id: row for row in g.matrix.rows}
    said = [r for r in g.carrying if _SUSPECT <= (rows[r].deceptive or 0.0) < 1]
    wanted = [r for r in g.carrying if rows[r].motives and r not in said]
    if said:
        yield Reason(1, f"{listed(said)}, on which the answer rests, may be planted or false.")
    if wanted:
        who = sorted({m for r in wanted for m in rows[r].motives})
        verb = "is" if len(wanted) == 1 else "are"
        author = f"the author of {listed(who, 'or')} would want us to find"
        yield Reason(0 if said else 1, f"{listed(wanted)}, on which the answer rests, {verb} what {author}.")


def _unfilled(g: Grounds) -> Iterator[Reason]:
    cells = len(g.matrix.rows) * len(g.matrix.hypotheses)
    if g.unfilled:
        many = len(g.unfilled) / cells >= _MANY_UNFILLED
        verb = "is" if len(g.unfilled) == 1 else "are"
        yield Reason(int(many), f"{len(g.unfilled)} of {cells} cells {verb} unfilled.")


def _disputed(g: Grounds) -> Iterator[Reason]:
    placed = len(by_place(g.matrix))
    sides = [d for d in g.disputes if _opposed(set(d.marks.values()))]
    if sides:
        grave = any(d.row in g.carrying for d in sides) or len(sides) / placed >= _MANY_DISPUTED
        cells = [f"{d.row} with {d.hypothesis}" for d in sides[:3]]
        more = f", and {len(sides) - 3} cells more" if len(sides) > 3 else ""
        text = f"Analysts disagree on which way it goes: {', '.join(cells)}{more}."
        yield Reason(int(grave), text)


def _opposed(marks: set[Mark]) -> bool:
    return bool(marks & {"C", "CC"}) and bool(marks & {"I", "II"})


def _proposed(g: Grounds) -> Iterator[Reason]:
    told = by_place(g.matrix).values()
    machine = sum(all(c.is_proposed for c in cells) for cells in told)
    if machine:
        verb = "is" if machine == 1 else "are"
        text = f"{machine} of {len(told)} cells {verb} a proposal of the program that nobody has looked at."
        yield Reason(int(machine / len(told) >= _MANY_PROPOSED), text)


def _assumed(g: Grounds) -> Iterator[Reason]:
    for a in g.matrix.assumptions:
        why = f": {a.why}" if a.why else ""
        if a.standing == "failed":
            yield Reason(1, f"An assumption failed, {a.id} (“{shortened(a.text)}”){why}.")
        elif a.standing == "challenged":
            yield Reason(1, f"An assumption is challenged, {a.id} (“{shortened(a.text)}”){why}.")


def _ranges(g: Grounds) -> Iterator[Reason]:
    """Whether another strength of the marks, or the other ranking, has another leader."""
    first = g.fares[0]
    at = g.pieces.hypotheses.index(first.hypothesis)
    best = g.standing.probabilities.max(axis=1)
    if (g.standing.probabilities[:, at] < best - CLOSE).any():
        yield Reason(1, "Another hypothesis leads if the marks are read as weaker or as stronger.")
    if first.rank > 1:
        least = [f.hypothesis for f in g.fares if f.rank == 1]
        who = f"{first.hypothesis} is most probable, {listed(sorted(least))} least inconsistent"
        yield Reason(1, f"The two rankings differ: {who}.")
    if first.high - first.low > CLOSE:
        span = f"between {first.low:.0%} and {first.high:.0%}"
        yield Reason(0, f"Read as weaker or as stronger, the marks put {first.hypothesis} {span}.")
    rivals = [f for f in g.fares[1:] if abs(f.probability - first.probability) <= CLOSE]
    if rivals:
        names = [first.hypothesis, *(f.hypothesis for f in rivals)]
        yield Reason(1, f"{listed(names)} are equally probable.")


def _planted(g: Grounds) -> Iterator[Reason]:
    gone = [row.id for row in g.matrix.rows if row.deceptive == 1]
    if gone:
        verbs = ("is", "counts") if len(gone) == 1 else ("are", "count")
        yield Reason(0, f"{listed(gone)} {verbs[0]} said to be planted or false, and {verbs[1]} for nothing.")


def _graded(g: Grounds) -> Iterator[Reason]:
    ungraded = [row for row in g.matrix.rows if row.credibility is None and row.deceptive is None]
    if ungraded:
        what = f"{len(ungraded)} of {len(g.matrix.rows)} rows"
        verbs = ("has", "counts") if len(ungraded) == 1 else ("have", "count")
        waiting = sum(row.proposed is not None for row in ungraded)
        left = f" For {waiting} of them one is proposed, and weighs nothing." if waiting else ""
        yield Reason(0, f"{what} {verbs[0]} no item credibility, and {verbs[1]} as marked.{left}")


def _priors(g: Grounds) -> Iterator[Reason]:
    stated = [h.prior for h in g.matrix.hypotheses if h.prior is not None]
    total = sum(stated)
    none_left = len(stated) < len(g.matrix.hypotheses) and total > 1 - CLOSE
    if stated and len(stated) == len(g.matrix.hypotheses) and abs(total - 1) > CLOSE:
        yield Reason(0, f"The stated priors sum to {total:.2f}, and were scaled to 1.")
    elif none_left:
        others = (
            "leave nothing for the other hypotheses, which have a share all the same: all were scaled to 1"
        )
        yield Reason(0, f"The stated priors sum to {total:.2f} and {others}.")


_ASKED = (
    _origins,
    _hangs,
    _suspect,
    _ranges,
    _assumed,
    _unfilled,
    _disputed,
    _proposed,
    _planted,
    _graded,
    _priors,
)
