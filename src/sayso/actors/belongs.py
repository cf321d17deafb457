"""Who speaks for whom and who is part of whom: a table of reasons, first that fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from sayso.actors import lists
from sayso.actors.names import Name, Relation
from sayso.actors.scoring import Score, explanation

Reason: TypeAlias = Callable[[Name, Name], bool]
_OF_GOVERNMENT = frozenset({"government", "administration", "presidency", "cabinet", "regime"})


def capital_for_government(a: Name, b: Name) -> bool:
    """news say the capital for the government of its state; the city may be meant too"""
    return bool(a.listed and a.listed.startswith("capital:") and b.kind == "state")


def seat_for_government(a: Name, b: Name) -> bool:
    """news say the house or office for the government of its state"""
    return bool(a.listed and lists.entries()[a.listed].stands_for_state and b.kind == "state")


def government_of_state(a: Name, b: Name) -> bool:
    """the government of the state, which speaks for it but is not the state"""
    return a.kind in ("organisation", "state") and a.head in _OF_GOVERNMENT and b.kind == "state"


def body_of_state(a: Name, b: Name) -> bool:
    """a body of the state, by its name or the lists"""
    of_state = bool(a.listed) or a.head in lists.words("bodies")["of_state"]
    return a.kind in ("organisation", "state") and a.state == b.state and b.kind == "state" and of_state


def speaker_of(a: Name, b: Name) -> bool:
    """the title, role or description is of one who speaks for this body"""
    return a.head in lists.words("heads")["speaks"]


def member_of(a: Name, b: Name) -> bool:
    """the title, role or description is of one within this body"""
    return a.head in lists.words("heads")["member"] or (a.kind == "person" and b.kind != "state")


def named_by(a: Name, b: Name) -> bool:
    """it is described as this one's, or as of this state; it may not be a body of its government"""
    return a.kind in ("organisation", "state") and a.short is not None


REASONS: dict[Reason, tuple[Relation, float]] = {
    capital_for_government: ("speaks_for", 0.6),
    seat_for_government: ("speaks_for", 0.75),
    government_of_state: ("speaks_for", 0.8),
    body_of_state: ("part_of", 0.8),
    speaker_of: ("speaks_for", 0.7),
    member_of: ("part_of", 0.6),
    named_by: ("part_of", 0.4),
}


def belongs(a: Name, b: Name) -> tuple[Relation, Score] | None:
    """How `a` belongs to `b`, which is the body or state its words name; None for outsiders such as
    "supporters of" and for a people, which is not its state."""
    words = lists.words("heads")
    if a.head == "people" or a.head in words["outside"] or a.actor == b.actor:
        return None
    reason = next((r for r in REASONS if r(a, b)), None)
    if reason is None:
        return None
    relation, value = REASONS[reason]
    return relation, Score(value, explanation(reason))
