"""Like tellings told together: two hundred copies of one report are one line, and one box."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from sayso.lineage.links import Family
from sayso.views.lineage import wording
from sayso.views.lineage.forest import Branch
from sayso.views.lineage.marking import marks

BIG = 60
"""A family of more tellings is told more shortly."""
ENOUGH, ENOUGH_BIG = 6, 2
"""So many like children of one parent are still shown one by one; fewer in a big family."""
FIRST, FIRST_BIG = 3, 1
"""So many of more are."""


_NOUNS = {"copy": "verbatim copies", "edited copy": "edited copies", "rewrite": "rewrites"}


@dataclass(frozen=True, slots=True)
class Fold:
    """Children of one parent that differ in nothing that is shown, in their order."""

    branches: tuple[Branch, ...]
    words: str = ""


def shown_children(children: Sequence[Branch], family: Family) -> list[Branch | Fold]:
    """The children, but of many that are alike the first few and a line for the rest."""
    is_big = len(family.tellings) > BIG
    enough, first = (ENOUGH_BIG, FIRST_BIG) if is_big else (ENOUGH, FIRST)
    alike: dict[Hashable, list[Branch]] = {}
    for child in children:
        if is_big and is_bare(child):
            alike.setdefault("recording", []).append(child)
        elif (key := likeness(child)) is not None:
            alike.setdefault(_coarse(child) if is_big else key, []).append(child)
    hidden = {id(b): group for group in alike.values() if len(group) > enough for b in group[first:]}
    shown: list[Branch | Fold] = []
    told: set[int] = set()
    for child in children:
        group = hidden.get(id(child))
        if group is None:
            shown.append(child)
        elif id(group) not in told:
            told.add(id(group))
            rest = tuple(group[first:])
            shown.append(Fold(rest, _words(rest, family)))
    return shown


def likeness(branch: Branch) -> Hashable | None:
    """What leaves of one parent must share to be told together; None for those that stand alone."""
    link = branch.link
    if link is None or not branch.is_leaf or branch.also or branch.undecided or link.judgement:
        return None
    if wording.doubt(link):
        return None
    return (wording.brief(link, branch.telling), marks(link))


def is_bare(branch: Branch) -> bool:
    """Whether there is no more to say of it than that it recorded an origin."""
    return branch.link is None and branch.is_leaf and not branch.also


def _coarse(branch: Branch) -> Hashable:
    """Whether anything changed, and no more: in a big family no two may have changed alike."""
    return bool(branch.link and branch.link.drifts)


def _words(branches: Sequence[Branch], family: Family) -> str:
    words = f"… and {len(branches):,} more {_like(branches)}"
    published = [family.publications.get(b.telling.document) for b in branches]
    span = wording.span_of(p.published for p in published if p)
    return f"{words}, {span}" if span else words


def _like(branches: Sequence[Branch]) -> str:
    """What they are: "verbatim copies", "rewrites (source lost)", "with changes"."""
    kinds = {(wording.brief(b.link, b.telling), marks(b.link)) for b in branches if b.link}
    if not kinds:
        return "recordings"
    if len(kinds) > 1:
        return "with changes" if any(b.link and b.link.drifts for b in branches) else "that change nothing"
    kind, found = kinds.pop()
    noun = _NOUNS.get(kind, "like these")
    return f"{noun} ({', '.join(found)})" if found else noun
