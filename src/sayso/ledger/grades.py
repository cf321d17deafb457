"""Grades: how reliable people hold an actor or an outlet to be, A to F of the Admiralty code.

A grade is a judgement on a name. A later one wins and the earlier stays; names that people joined share
theirs. Nothing here is learned: what a ledger's record says of a source is shown beside, never instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from sayso.actors import analyse
from sayso.errors import unknown
from sayso.ledger import actors, judgements, names, restoring, tables
from sayso.ledger.judgements import Judgement
from sayso.lineage.citation import outlet_in

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger

MEANINGS: dict[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""The scale's own words (STANAG 2511; AJP-2.1)."""


HEAD = 2_400
"""Characters of a text in which it may name its outlet."""
LOOKED_AT = 50
"""Documents that are looked at for that."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What people hold of one name: the last grade, and all that were given, oldest first."""

    name: str
    """As whoever graded it last wrote it."""
    letter: str
    who: str
    made: str
    why: str
    history: tuple[Judgement, ...]

    @property
    def meaning(self) -> str:
        return MEANINGS[self.letter]


def grade(ledger: Ledger, name: str, letter: str, *, who: str, why: str) -> Judgement:
    """Grade an actor or outlet.

    Raises:
        StopRun: nobody in the ledger is called so, a name of several, no such grade, or no reason.
    """
    letter = letter.strip().upper()
    if letter not in MEANINGS:
        raise unknown("grade", letter, MEANINGS)
    with ledger.writing() as connection:
        normal = borne(connection, name)
        told = {"name": normal, "called": name.strip(), "grade": letter}
        return judgements.recorded(connection, "grade", who, why, (None, (), None), told)


def borne(connection: Connection, name: str) -> str:
    """The normal form under which a name is graded.

    Raises:
        StopRun: nobody in the ledger is called so, or several are.
    """
    found = names.borne(connection, name)
    if found is None and not heads(connection, name):
        raise actors.nobody(connection, name)
    return found or names.normal(analyse(name, "organisation"))


def heads(connection: Connection, name: str) -> bool:
    """Whether a text without a publisher of its own names this outlet at its head."""
    d = tables.documents.c
    words = name.strip().lower().removeprefix("the ")
    if not words:
        return False
    begins = func.lower(func.substr(d.text, 1, HEAD)).contains(words, autoescape=True)
    keys = connection.execute(select(d.key).where(d.publisher.is_(None), begins).limit(LOOKED_AT)).scalars()
    documents = restoring.documents_of(connection, list(keys)).values()
    return any(names.typed(name) & names.typed(shown) for one in documents if (shown := outlet_in(one)))


def graded(connection: Connection, called: Sequence[str]) -> dict[str, Grade]:
    """By name as given, the grade of each that has one."""
    by_normal = _by_normal(connection)
    if not by_normal:
        return {}
    joined = actors.joined(judgements.of_names(connection))
    found = {}
    for name in dict.fromkeys(called):
        normals = {n for normal in names.typed(name) for n in joined.get(normal, {normal})}
        given = [one for normal in normals for one in by_normal.get(normal, ())]
        if given:
            found[name] = _grade(given)
    return found


def same_as(connection: Connection, name: str, others: Sequence[str]) -> set[str]:
    """Of these names those that are one actor with it."""
    own = actors.normals_of(connection, name)
    return {other for other in others if own & names.typed(other)}


def every(connection: Connection) -> list[Grade]:
    """All that have one, by name; names that were joined are one."""
    joined = actors.joined(judgements.of_names(connection))
    groups: dict[str, list[tuple[int, Judgement]]] = {}
    for normal, given in _by_normal(connection).items():
        groups.setdefault(min(joined.get(normal, {normal})), []).extend(given)
    return [_grade(groups[first]) for first in sorted(groups)]


def _by_normal(connection: Connection) -> dict[str, list[tuple[int, Judgement]]]:
    """By normal form the judgements, each with its place in the order they were made in."""
    t = tables.judgements
    found: dict[str, list[tuple[int, Judgement]]] = {}
    for row in connection.execute(select(t).where(t.c.verdict == "grade").order_by(t.c.key)):
        made = judgements.made_of(row)
        if not made.told:
            continue  # of a name that was forgotten
        found.setdefault(made.told["name"], []).append((row.key, made))
    return found


def _grade(given: Sequence[tuple[int, Judgement]]) -> Grade:
    history = tuple(made for _, made in sorted(given, key=lambda one: one[0]))
    last = history[-1]
    return Grade(last.told["called"], last.told["grade"], last.who, last.made, last.why, history)
