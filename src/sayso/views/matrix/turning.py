"""The words for what an answer hangs on: turns, what may be staged, what to seek, disputes, other states."""

from __future__ import annotations

from itertools import zip_longest

from sayso.matrices import Dispute, Fare, Row, Sought, Staged, Turn, TurnBy, Weighed
from sayso.views.inert import on_one_line
from sayso.views.matrix.wording import (
    deceptive,
    lack,
    listed,
    many,
    motive,
    named,
    number,
    per_cent,
    told,
    who,
)

_LEADS: dict[TurnBy, str] = {
    "both": "leads",
    "probability": "is the most probable",
    "inconsistency": "is the least inconsistent",
}


def turn(found: Turn) -> str:
    """ "If R3 is false or was planted, H1 leads (52 %)."; the engine's own sentence where it has one."""
    if found.why.startswith("If "):
        return told(found.why)
    rows = listed([on_one_line(r) for r in found.rows])
    copies = f" (and with {'it' if len(found.rows) == 1 else 'them'} {named(found.copies)})"
    verb = "is false or was planted" if len(found.rows) == 1 else "are both false or were planted"
    then = f"{on_one_line(found.leader)} {_LEADS[found.by]} ({per_cent(found.probability)})"
    why = f" {told(found.why)}" if found.why else ""
    return f"If {rows}{copies if found.copies else ''} {verb}, {then}.{why}"


def turning(weighed: Weighed) -> str:
    """What it means that no turn is listed, or how many are not; "" where all are."""
    if weighed.pairs_left:
        return f"{many(weighed.pairs_left, 'more pair')} of rows would turn it, too."
    if weighed.turns or lack(weighed):
        return ""
    return "No single row and no pair of rows turns it by being false or planted."


def staged(found: Staged) -> str:
    """What follows if a hypothesis's author staged all that it would want found."""
    name, rows = on_one_line(found.hypothesis), named(found.rows)
    leader = on_one_line(found.leader)
    wanted = f"If {name} holds, its author would want us to find {rows}."
    leads = f"Counting for nothing, {'they leave' if len(found.rows) > 1 else 'it leaves'} {leader} leading"
    own = "" if leader == name else f", and {name} at {per_cent(found.own)}"
    each = "each is" if len(found.rows) > 1 else "it is"
    doubted = f"if {each} as likely staged as not, {name} has {per_cent(found.suspected)}"
    return f"{wanted} {leads} ({per_cent(found.probability)}){own}; {doubted}."


def suspect(weighed: Weighed) -> list[tuple[Row, str]]:
    """Rows that may have been planted, each with why, the surest first; of motives only what `staged` leaves
    out."""
    told_of = {row for one in weighed.staged for row in one.rows}
    found = [(row, deceptive(row), "" if row.id in told_of else motive(row)) for row in weighed.matrix.rows]
    found.sort(key=lambda one: -(one[0].deceptive or 0))
    return [(row, "; ".join(filter(None, why))) for row, *why in found if any(why)]


def telling(found: Sought) -> str:
    """ "It would tell H2 from H1: up to 0.79 bits"."""
    one, other = map(on_one_line, found.between)
    bits = "under 0.01" if found.bits < 0.005 else f"up to {number(found.bits)}"
    return f"It would tell {one} from {other}: {bits} bits."


def misled(weighed: Weighed) -> list[tuple[Row, bool]]:
    """Rows that misled, and whether an analyst says so: the strongest first, then the others."""
    rows = {row.id: row for row in weighed.matrix.rows}
    said = [row.id for row in weighed.matrix.rows if row.misled]
    return [(rows[i], rows[i].misled) for i in dict.fromkeys((*weighed.misled, *said)) if i in rows]


def beside(before: Weighed, after: Weighed) -> tuple[tuple[str, str, bool], ...]:
    """Of each place in the order: who stood there, who stands there, and whether that is another."""
    pairs = zip_longest(before.hypotheses, after.hypotheses)
    return tuple(
        (
            _stood(one),
            _stood(other),
            (one.hypothesis if one else None) != (other.hypothesis if other else None),
        )
        for one, other in pairs
    )


def _stood(fare: Fare | None) -> str:
    return f"{on_one_line(fare.hypothesis)} {fare.band}, {per_cent(fare.probability)}" if fare else ""


def lead_change(before: Weighed, after: Weighed) -> str:
    """In a sentence whether another leads."""
    one, other = (w.hypotheses[0].hypothesis if w.hypotheses else "nobody" for w in (before, after))
    if one != other:
        return f"{on_one_line(other)} leads instead of {on_one_line(one)}."
    order = [[f.hypothesis for f in w.hypotheses] for w in (before, after)]
    if order[0] != order[1]:
        return f"{on_one_line(one)} still leads; the order below it is another."
    return "The order stays as it is."


def dispute(found: Dispute) -> str:
    """ "R1 × H1: anna says CC, bruno says N (2 steps apart)."."""
    said = listed([f"{who(name)} says {mark_}" for name, mark_ in found.marks.items()])
    steps = many(found.distance, "step")
    return f"{on_one_line(found.row)} × {on_one_line(found.hypothesis)}: {said} ({steps} apart)."
