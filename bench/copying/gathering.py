"""What was found, brought together by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from copying.shape import AFamily, ALink

Pair = frozenset[str]
"""Of documents."""
Place = tuple[str, int]
"""A document and the number of a claim in its reading."""
OUTSIDE = "outside:"


@dataclass(slots=True)
class Found:
    """What was found, by document."""

    documents: dict[str, str]
    """Of each telling, by id."""
    at: dict[tuple[str, int], list[AFamily]]
    pairs: dict[Pair, dict[str, list[float]]]
    """Of each pair that is linked: for each of the two, the chances that the other has it from this one."""
    decided: set[Pair]
    tied: set[frozenset[Place]]
    """Pairs of tellings that are linked."""
    clashes: set[tuple[str, str]]


def gathered(families: Iterable[AFamily]) -> Found:
    found = Found({}, defaultdict(list), {}, set(), set(), set())
    for family in families:
        for telling in family.tellings:
            found.documents[telling.id] = telling.document
            found.at[telling.document, telling.n].append(family)
        at = {t.id: (t.document, t.n) for t in family.tellings}
        for decided, links in ((True, family.links), (False, family.undecided)):
            for link in links:
                _link(found, link, decided)
                if link.one in at and link.other in at:
                    found.tied.add(frozenset((at[link.one], at[link.other])))
        for clash in family.clashes:
            one, other = (found.documents.get(i, i) for i in (clash.parent, clash.child))
            found.clashes.add((one, other))
    return found


def _link(found: Found, link: ALink, decided: bool) -> None:
    if link.one.startswith(OUTSIDE) or link.other.startswith(OUTSIDE):
        return
    one, other = (found.documents.get(i, i) for i in (link.one, link.other))
    pair = frozenset((one, other))
    if len(pair) < 2:
        return
    chances = found.pairs.setdefault(pair, {one: [], other: []})
    chances[one].append(link.forward)
    chances[other].append(1 - link.forward)
    if decided:
        found.decided.add(pair)
