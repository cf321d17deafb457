"""Circles: outlets that give one another as where they have a claim from.

Tellings cannot descend from themselves, but outlets can: the Herald has it from the Lamp, which had it from
the Herald the day before. Then the second telling confirms nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from sayso.lineage import clocks
from sayso.lineage.links import OUTSIDE, Circle, Link, Publication, Telling


def circles(
    tellings: Sequence[Telling],
    publications: Mapping[str, Publication],
    links: Sequence[Link],
    refused: Sequence[Link],
) -> tuple[Circle, ...]:
    """The rings among the outlets of a family, each once, the shortest way round."""
    by_id = {telling.id: telling for telling in tellings}

    def outlet(claim: str) -> str:
        publication = publications[by_id[claim].document]
        return publication.outlet or publication.address

    parents: dict[str, set[str]] = defaultdict(set)
    for link in (*links, *_citing(refused)):
        # Who denies what he heard confirms nothing.
        if not link.one.startswith(OUTSIDE) and by_id[link.other].stance != "denied":
            parents[link.other].add(link.one)
    versions = _versions(publications)
    found: dict[frozenset[str], Circle] = {}
    for telling in sorted(tellings, key=lambda t: clocks.order(publications[t.document]), reverse=True):
        ring = _back(telling.id, parents, outlet)
        if not ring or versions[by_id[ring[0]].document] == versions[by_id[ring[-1]].document]:
            continue
        outlets = [outlet(claim) for claim in ring]
        key = frozenset(outlets)
        if key not in found:
            found[key] = Circle(tuple(ring), _told(outlets))
    return tuple(found.values())


def _citing(links: Iterable[Link]) -> list[Link]:
    return [link for link in links if any(c.manner != "vague" for c in link.citations)]


def _versions(publications: Mapping[str, Publication]) -> dict[str, str]:
    """By document, the first of its versions."""
    first = {}
    for name in publications:
        at = name
        while (before := publications[at].revises) in publications and before is not None:
            at = before
        first[name] = at
    return first


def _back(start: str, parents: Mapping[str, set[str]], outlet: Callable[[str], str]) -> list[str]:
    """The way from a telling by way of another outlet back to its own outlet, the oldest first; or none."""
    name = outlet(start)
    seen, waiting = {start}, [[start]]
    while waiting:
        path = waiting.pop(0)
        for parent in sorted(parents.get(path[-1], ())):
            through_another = any(outlet(claim) != name for claim in path)
            if through_another and outlet(parent) == name:
                return [parent, *reversed(path)] if parent != start else [*reversed(path)]
            if parent not in seen:
                seen.add(parent)
                waiting.append([*path, parent])
    return []


def _told(outlets: Sequence[str]) -> str:
    first, *others = outlets
    if others and others[-1] == first:
        way = ", which had it from ".join(reversed(others[:-1]))
        return f"{first} has it from {way}, which had it from {first}: it comes back to its author"
    way = ", which cites ".join([first, *reversed(others)])
    return f"{way}, which cites {first}: none of them is the first to know"
