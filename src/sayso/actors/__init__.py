"""Actors: which names across documents are one actor, which perhaps, which not, and why.

    text, kind ─analyse→ Name ─┬─join→ Joined: one actor from the start, with the reason
                               └─suggest→ Suggestion: same, part of or speaks for; people decide

Nothing is joined but equal normal forms of one kind (`joining`); everything else is a `Suggestion` with a
score and its sentence (`features`, `scoring`, `belongs`). What names others bear is in the offline lists.
"""

from sayso.actors.analysing import analyse
from sayso.actors.joining import Joined, contradicts, join, joined
from sayso.actors.names import Listed, Name, Personal, Suggestion
from sayso.actors.scoring import SUGGESTED
from sayso.actors.suggesting import blocks, suggest

__all__ = [
    "SUGGESTED",
    "Joined",
    "Listed",
    "Name",
    "Personal",
    "Suggestion",
    "analyse",
    "blocks",
    "contradicts",
    "join",
    "joined",
    "suggest",
]
