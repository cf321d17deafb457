"""A family as a forest: each telling once, under the parent it most likely has it from, or its origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.lineage.links import OUTSIDE, Family, Link, Origin, Telling
from sayso.views.lineage import wording


@dataclass(slots=True)
class Branch:
    """A telling and those that have it from it."""

    telling: Telling
    link: Link | None = None
    """By which it hangs where it is; None under an origin of which no link tells."""
    undecided: bool = False
    """Whether it hangs there only because it must hang somewhere: nothing tells who had it from whom."""
    again: bool = False
    """Whether the article that it hangs from is its own, which tells the claim more than once."""
    also: tuple[Link, ...] = ()
    """From its other parents."""
    children: list[Branch] = field(default_factory=list)

    @property
    def is_leaf(self) -> bool:
        return not self.children


@dataclass(slots=True)
class Root:
    """Where tellings come from in the end, as far as is known."""

    origin: Origin | None
    outside: str | None = None
    """The id of what lies outside the ledger."""
    branches: list[Branch] = field(default_factory=list)
    several: tuple[Origin, ...] = ()
    """More origins of one sort than are worth a root each: nothing tells who they are."""


SEVERAL = 6
"""So many origins of which nothing tells who they are still have a root each."""


def forest(family: Family) -> list[Root]:
    """Origins first, in their order; then what lies outside; then what has nothing before it."""
    order = {telling.id: n for n, telling in enumerate(family.tellings)}
    roots, root_of = _roots(family)
    chosen = _chosen(family, order, set(root_of))
    branches = _branches(family, chosen, root_of)
    rest = Root(None)
    for telling in family.tellings:
        branch, link = branches[telling.id], chosen.get(telling.id)
        if telling.id in root_of:
            root_of[telling.id].branches.append(branch)
        elif link is None:
            rest.branches.append(branch)
        elif link.one.startswith(OUTSIDE):
            _outside_root(roots, link.one).branches.append(branch)
        else:
            branches[link.one].children.append(branch)
    return [root for root in (*_gathered(roots), rest) if root.origin or root.branches]


def _gathered(roots: Sequence[Root]) -> list[Root]:
    """With one root for hundreds of outlets that do not say where they have it from, or of unnamed voices."""
    alike: dict[str, list[Root]] = defaultdict(list)
    for root in roots:
        if root.origin and not root.origin.told_apart and all(b.is_leaf for b in root.branches):
            sort = "outlet" if root.origin.kind == "outlet" else "unnamed"
            alike["outside" if root.origin.outside else sort].append(root)
    many = [group for sort, group in alike.items() if len(group) > SEVERAL and sort != "outside"]
    gone = {id(root) for group in many for root in group}
    return [
        *(root for root in roots if id(root) not in gone),
        *(
            Root(
                None,
                branches=[branch for root in group for branch in root.branches],
                several=tuple(root.origin for root in group if root.origin),
            )
            for group in many
        ),
    ]


def descendants(branch: Branch) -> Iterator[Branch]:
    """All below it, and not itself; parents before children."""
    waiting = list(reversed(branch.children))
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(one.children)


def is_same(origin: Origin, outside: str) -> bool:
    """Whether the origin is what lies outside the ledger under that id."""
    name = outside.removeprefix(OUTSIDE).casefold()
    return origin.outside and bool(name) and name in origin.name.casefold()


def _roots(family: Family) -> tuple[list[Root], dict[str, Root]]:
    """A root for each origin, and the root that each recording hangs from: its first."""
    known = {telling.id for telling in family.tellings}
    roots = []
    root_of: dict[str, Root] = {}
    for origin in family.origins:
        root = Root(origin, next((k.one for k in family.links if is_same(origin, k.one)), None))
        roots.append(root)
        for recording in origin.recordings:
            if recording in known:
                root_of.setdefault(recording, root)
    return roots, root_of


def _outside_root(roots: list[Root], outside: str) -> Root:
    for root in roots:
        if root.outside == outside:
            return root
    roots.append(Root(None, outside))
    return roots[-1]


def _chosen(family: Family, order: dict[str, int], recorded: set[str]) -> dict[str, Link]:
    """The link by which each telling hangs: its likeliest, and never one that would close a circle."""
    chosen: dict[str, Link] = {}
    links = sorted(
        family.links, key=lambda k: (-wording.likely(k), order.get(k.one, -1), order.get(k.other, -1))
    )
    doubtful = sorted(family.undecided, key=lambda k: (-k.probability, order.get(k.one, -1)))
    for link in (*links, *doubtful):
        known = link.other in order and (link.one in order or link.one.startswith(OUTSIDE))
        if not known or link.other in chosen or link.other in recorded:
            continue
        if not _descends(link.one, link.other, chosen):
            chosen[link.other] = link
    return chosen


def _descends(telling: str, ancestor: str, chosen: dict[str, Link]) -> bool:
    while telling != ancestor:
        if telling not in chosen:
            return False
        telling = chosen[telling].one
    return True


def _from(links: list[Link], one: str) -> Link | None:
    return next((link for link in links if link.one == one), None)


def _branches(family: Family, chosen: dict[str, Link], root_of: dict[str, Root]) -> dict[str, Branch]:
    into: dict[str, list[Link]] = defaultdict(list)
    for one in family.links:
        into[one.other].append(one)
    undecided = {id(link) for link in family.undecided}
    document = {telling.id: telling.document for telling in family.tellings}
    branches = {}
    for telling in family.tellings:
        link = chosen.get(telling.id)
        root = root_of.get(telling.id)
        if link is None and root is not None and root.outside:
            link = _from(into[telling.id], root.outside)
        also = tuple(k for k in into[telling.id] if k is not link)
        branches[telling.id] = Branch(telling, link, id(link) in undecided, also=also)
        if link is not None:
            branches[telling.id].again = document.get(link.one) == telling.document
    return branches
