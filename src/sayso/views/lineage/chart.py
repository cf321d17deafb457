"""What a family's drawing has in it: boxes and ties, many like tellings as one, and no places yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from sayso.edtf import bounds
from sayso.lineage.links import Family, Link
from sayso.types import Kind
from sayso.views.inert import on_one_line
from sayso.views.lineage import wording
from sayso.views.lineage.folding import is_bare, likeness
from sayso.views.lineage.forest import Branch, Root, descendants, forest
from sayso.views.lineage.marking import marks

BIG = 60
"""A family of more tellings has its like ones drawn as one box."""
AGAIN = "again"
DOUBTS = 12
"""So many circles, clashes and undecided links are drawn telling by telling in a big family."""
MOST = 48
"""So many boxes can be taken in: beyond that, whole branches are folded, the smallest first."""

Sort: TypeAlias = Literal["origin", "outside", "telling", "fan"]
Style: TypeAlias = Literal["recorded", "had", "also", "undecided"]


@dataclass(frozen=True, slots=True)
class Box:
    sort: Sort
    label: str
    note: str
    told: str
    """All there is to say of it, for who cannot see it and for who points at it."""
    tellings: tuple[str, ...] = ()
    """Ids; none for an origin, several for a fan."""
    kind: Kind | Literal["outlet"] | None = None
    """Of an origin."""
    doubtful: bool = False
    """An origin that is not told apart from the others, or lies outside the ledger."""
    day: str | None = None
    """The first on which it may have come out, YYYY-MM-DD."""
    recorded: bool = False
    """Whether it had it from an origin itself."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from a box to one that has it from there."""

    one: int
    other: int
    style: Style
    marks: tuple[str, ...] = ()
    told: str = ""
    is_ring: bool = False
    """Whether it is a part of a circle."""
    is_clash: bool = False
    """Whether the dates contradict it."""


@dataclass(slots=True)
class Chart:
    boxes: list[Box] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)


def chart(family: Family) -> Chart:
    """Origins first, then tellings in the family's order."""
    return _Maker(family).made()


class _Maker:
    def __init__(self, family: Family) -> None:
        self._family = family
        self._chart = Chart()
        self._box_of: dict[str, int] = {}
        """By id of a telling, or of what lies outside."""
        self._root_box: dict[int, int] = {}
        self._gathered: dict[tuple[int, int], list[Tie]] = {}
        self._tellings = {t.id: t for t in family.tellings}
        self._rings = {
            pair
            for circle in family.circles
            for pair in zip(circle.tellings, (*circle.tellings[1:], circle.tellings[0]), strict=True)
        }
        self._clashes = {(clash.parent, clash.child) for clash in family.clashes}

    def made(self) -> Chart:
        roots = forest(self._family)
        for n, root in enumerate(roots):
            self._add_root(n, root)
        order = {telling.id: n for n, telling in enumerate(self._family.tellings)}
        groups = _grouped(self._family, roots)
        for group in sorted(groups, key=lambda g: order[g[0].telling.id]):
            box = self._fan(group) if len(group) > 1 else self._telling(group[0])
            self._chart.boxes.append(box)
            for branch in group:
                self._box_of[branch.telling.id] = len(self._chart.boxes) - 1
        self._tie_roots(roots)
        self._tie_tellings(roots)
        self._chart.ties = list(self._ties())
        return self._chart

    def _add_root(self, n: int, root: Root) -> None:
        box = _root_box(root)
        if box is None:
            return
        self._chart.boxes.append(box)
        self._root_box[n] = len(self._chart.boxes) - 1
        if root.outside:
            self._box_of[root.outside] = self._root_box[n]

    def _telling(self, branch: Branch) -> Box:
        telling = branch.telling
        publication = self._family.publications.get(telling.document)
        date = publication.published if publication else None
        name, when = wording.outlet(publication), wording.published(publication)
        how = (
            AGAIN
            if branch.again
            else wording.brief(branch.link, telling)
            if branch.link and not branch.undecided
            else ""
        )
        short = wording.day(date, year=False) if date else wording.UNTIMED
        recorded = any(telling.id in o.recordings for o in self._family.origins)
        stance = wording.stance_of(telling)
        told = f"{name}, {when}: {stance}“{wording.cut(on_one_line(telling.words), 160)}”"
        note = " · ".join(part for part in (short, stance.rstrip(": "), how) if part)
        day = bounds(date)[0] if date else None
        return Box("telling", name, note, told, (telling.id,), day=day, recorded=recorded)

    def _fan(self, group: Sequence[Branch]) -> Box:
        leaves = [group[0], *group[1:]]
        published = [self._family.publications.get(b.telling.document) for b in leaves]
        dates = [p.published for p in published if p and p.published]
        days = sorted(day for date in dates if (day := bounds(date)[0]))
        kinds = Counter(wording.brief(b.link, b.telling) if b.link else "recording" for b in leaves)
        one = {"copy": "copies", "edited copy": "edited copies", "rewrite": "rewrites"}
        one["recording"] = "recordings"
        kind = one.get(next(iter(kinds)), "tellings") if len(kinds) == 1 else "tellings"
        span = wording.span_of(dates)
        names = list(dict.fromkeys(wording.outlet(p) for p in published))
        told = f"{len(leaves)} {kind}, {span or wording.UNTIMED}: {', '.join(names)}"
        ids = tuple(b.telling.id for b in leaves)
        label = f"{len(leaves):,} {kind}"
        return Box("fan", label, _short_span(days), told, ids, day=days[0] if days else None)

    def _tie_roots(self, roots: Sequence[Root]) -> None:
        for n, box in self._root_box.items():
            root = roots[n]
            for origin in root.several or ([root.origin] if root.origin else []):
                told = f"recorded from {wording.origin_words(origin)}"
                for recording in origin.recordings:
                    if recording in self._box_of:
                        self._add(Tie(box, self._box_of[recording], "recorded", told=told))

    def _tie_tellings(self, roots: Sequence[Root]) -> None:
        hangs = {id(b.link) for b in _all(roots) if b.link is not None}
        links = sorted(self._family.links, key=lambda link: id(link) not in hangs)
        for link in links:
            self._tie(link, "had" if id(link) in hangs else "also")
        for link in self._family.undecided:
            self._tie(link, "undecided")

    def _tie(self, link: Link, style: Style) -> None:
        one, other = self._box_of.get(link.one), self._box_of.get(link.other)
        if one is None or other is None or one == other:
            return
        pair = (link.one, link.other)
        parent, child = self._tellings.get(link.one), self._tellings[link.other]
        stances = (parent.stance, child.stance) if parent else None
        told_on = ("?",) if style == "undecided" else marks(link, stances)
        if wording.doubt(link) and style != "undecided":
            told_on = (*told_on, f"{wording.per_cent(wording.likely(link))} likely")
        is_clash = pair in self._clashes
        told = "nothing tells who had it from whom" if style == "undecided" else wording.how(link, child)
        told = "; ".join([told, *wording.changes(link.drifts)])
        if is_clash:
            told_on = (*told_on, "dated earlier")
        self._add(Tie(one, other, style, told_on, told, pair in self._rings, is_clash))

    def _add(self, tie: Tie) -> None:
        """Ties of the same two boxes are one."""
        self._gathered.setdefault((tie.one, tie.other), []).append(tie)

    def _ties(self) -> Iterator[Tie]:
        for ties in self._gathered.values():
            first = ties[0]
            if len(ties) == 1:
                yield first
                continue
            ring, clash = any(t.is_ring for t in ties), any(t.is_clash for t in ties)
            told = first.told if all(t.told == first.told for t in ties) else "in several ways"
            yield replace(first, marks=_summary(ties), told=told, is_ring=ring, is_clash=clash)


def _root_box(root: Root) -> Box | None:
    """None for what has nothing before it."""
    o = root.origin
    if root.several:
        words = wording.several(root.several)
        label, _, note = words.partition(" that do ")
        note = "say not from where" if note else ""
        return Box("origin", label, note, words, kind=root.several[0].kind, doubtful=True)
    if o is not None and not o.outside:
        note = "" if o.told_apart else "says not from where" if o.kind == "outlet" else "not told apart"
        told = f"origin: {wording.origin_words(o)}; {on_one_line(o.why).rstrip('.')}"
        return Box("origin", wording.origin_words(o), note, told, kind=o.kind, doubtful=not o.told_apart)
    if root.outside is None and o is None:
        return None
    name = wording.outside(root.outside) if root.outside else wording.origin_words(o) if o else ""
    told = f"{name}, outside the ledger, cited by {wording.many(len(root.branches), 'telling')}"
    return Box("outside", name, "outside the ledger", told, kind=o.kind if o else None, doubtful=True)


def _summary(ties: Sequence[Tie]) -> tuple[str, ...]:
    """What all of the ties have in common, and in short what only some have."""
    counts = Counter(mark for tie in ties for mark in tie.marks)
    common = [mark for mark, count in counts.items() if count == len(ties)]
    turned: dict[str, list[str]] = defaultdict(list)
    some = []
    for mark in sorted(counts.keys() - set(common), key=lambda m: (-counts[m], m)):
        before, arrow, after = mark.partition(" → ")
        if arrow:
            turned[before].append(after)
        elif not mark.endswith(" likely"):
            some.append(f"some: {mark}")
    for before, afters in turned.items():
        shown = sorted(afters, key=lambda a: (len(a), a)) if len(afters) <= 3 else afters
        common.append(f"{before} → {', '.join(shown[:3])}{' …' * (len(shown) > 3)}")
    return (*common, *some)


def _all(roots: Sequence[Root]) -> Iterator[Branch]:
    for root in roots:
        for branch in root.branches:
            yield branch
            yield from descendants(branch)


def _grouped(family: Family, roots: Sequence[Root]) -> list[list[Branch]]:
    """Each telling's branch by itself, or with those it is drawn as one with."""
    branches = list(_all(roots))
    alone = [[branch] for branch in branches]
    if len(branches) <= BIG:
        return alone
    apart = _apart(family)
    groups = _leaves(roots, apart, alike=True)
    if _boxes(branches, groups) > MOST:
        groups = _leaves(roots, apart, alike=False)
    if _boxes(branches, groups) > MOST:
        groups = _fewest(roots, apart)
    folded = {id(b) for group in groups for b in group}
    return [*groups, *([b] for b in branches if id(b) not in folded)]


def _boxes(branches: Sequence[Branch], groups: Sequence[Sequence[Branch]]) -> int:
    return len(branches) - sum(len(group) - 1 for group in groups)


def _apart(family: Family) -> set[str]:
    """Tellings that must be seen by themselves, for they are doubtful; of very many doubts the first."""
    ids = {telling for circle in family.circles[:DOUBTS] for telling in circle.tellings}
    ids |= {telling for clash in family.clashes[:DOUBTS] for telling in (clash.parent, clash.child)}
    return ids | {telling for link in family.undecided[:DOUBTS] for telling in (link.one, link.other)}


def _siblings(roots: Sequence[Root]) -> Iterator[tuple[Branch | None, Sequence[Branch]]]:
    """Branches of one parent, or of one root; parents before children."""
    for root in roots:
        yield None, root.branches
    for branch in _all(roots):
        yield branch, branch.children


def _leaves(roots: Sequence[Root], apart: set[str], *, alike: bool) -> list[list[Branch]]:
    """Leaves of one parent, three or more; `alike`: that differ in nothing that is drawn."""
    found = []
    for _, siblings in _siblings(roots):
        groups: dict[Hashable, list[Branch]] = defaultdict(list)
        for child in siblings:
            if child.is_leaf and child.telling.id not in apart:
                drifted = bool(child.link and child.link.drifts)
                key = "recording" if is_bare(child) else likeness(child) if alike else drifted
                if key is not None:
                    groups[key].append(child)
        found += [group for group in groups.values() if len(group) > 2]
    return found


def _fewest(roots: Sequence[Root], apart: set[str]) -> list[list[Branch]]:
    """With as few branches folded, the smallest first, as bring the boxes down to `MOST`."""
    branches = list(_all(roots))
    below = {id(b): [b, *descendants(b)] for b in branches}
    free = [b for b in branches if not any(d.telling.id in apart for d in below[id(b)])]
    free.sort(key=lambda b: len(below[id(b)]))
    low, high = 0, len(free)
    while low < high:
        middle = (low + high) // 2
        groups = _folded(roots, {id(b) for b in free[:middle]}, below)
        low, high = (low, middle) if _boxes(branches, groups) <= MOST else (middle + 1, high)
    return _folded(roots, {id(b) for b in free[:low]}, below)


def _folded(
    roots: Sequence[Root], small: set[int], below: Mapping[int, Sequence[Branch]]
) -> list[list[Branch]]:
    """All the small branches of one parent together: those that changed nothing, and those that did."""
    groups = []
    within: set[int] = set()
    for parent, siblings in _siblings(roots):
        if parent is not None and id(parent) in within:
            continue
        alike: dict[bool, list[Branch]] = {True: [], False: []}
        for child in siblings:
            if id(child) in small:
                whole = below[id(child)]
                within |= {id(b) for b in whole}
                alike[any(b.link and b.link.drifts for b in whole)] += whole
        groups += [group for group in alike.values() if len(group) > 1]
    return groups


def _short_span(days: Sequence[str]) -> str:
    if not days:
        return wording.UNTIMED
    first, last = (wording.day(d, year=False) for d in (days[0], days[-1]))
    if first == last:
        return first
    if days[0][:7] == days[-1][:7]:
        return f"{first.split()[0]}–{last}"
    return f"{first} – {last}"
