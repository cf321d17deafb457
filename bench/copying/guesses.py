"""What finds families without looking, the truth itself, and with the plainest of looks: to stand beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from copying.knowing import Gram, grams
from copying.truth import Story, TrueFamily
from sayso.types import Reading, digest


@dataclass(frozen=True, slots=True)
class Telling:
    id: str
    document: str
    n: int


@dataclass(frozen=True, slots=True)
class Link:
    one: str
    other: str
    forward: float


@dataclass(frozen=True, slots=True)
class Origin:
    name: str
    recordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    tellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    parent: str
    child: str


@dataclass(frozen=True, slots=True)
class Family:
    tellings: tuple[Telling, ...]
    links: tuple[Link, ...]
    origins: tuple[Origin, ...]
    state: str
    count: int
    low: int
    high: int
    circles: tuple[Circle, ...] = ()
    clashes: tuple[Clash, ...] = ()
    undecided: tuple[Link, ...] = ()


def oracle(story: Story) -> list[Family]:
    """The truth, in the shape of what is found."""
    return [_true(story, family) for family in story.families]


def _id(document: str, n: int) -> str:
    return digest("telling", document, str(n))


def _true(story: Story, family: TrueFamily) -> Family:
    tellings = {d: Telling(_id(d, n), d, n) for d, n in family.tellings}
    links = [Link(tellings[a].id, tellings[b].id, 1.0) for a, b in family.links]
    roots = tuple(tellings[d].id for d in sorted(family.roots))
    # Who recorded whom is not asked apart, so each origin may have all of the roots.
    origins = tuple(Origin(origin.name, roots) for origin in family.origins)
    circles = (Circle(tuple(tellings[d].id for d in family.circle)),) if family.circle else ()
    clashes = tuple(
        Clash(tellings[a].id, tellings[b].id)
        for a, b in sorted(story.clashes)
        if a in tellings and b in tellings
    )
    told = tuple(tellings.values())
    return Family(
        told, tuple(links), origins, family.state, family.count, family.low, family.high, circles, clashes
    )


ALIKE = 0.1
"""Share of its 4-grams that a text must have in common with another to be taken for a copy of it."""
SAME = 0.5
"""Share of their words that two claims must have in common to be taken for one."""


def naive(readings: Sequence[Reading]) -> list[Family]:
    """Each text from the earliest of those that share most of its 4-grams; as many origins as roots.

    Where nothing is dated, the order in which the documents lie decides.
    """
    order = sorted(readings, key=lambda r: (r.document.published or "9", r.document.id))
    held: dict[Gram, list[int]] = defaultdict(list)
    above: dict[int, int] = {}
    for number, reading in enumerate(order):
        mine = grams(reading.document.text)
        shared: dict[int, int] = defaultdict(int)
        for gram in mine:
            for other in held[gram]:
                shared[other] += 1
            held[gram].append(number)
        best = max(shared, key=lambda n: (shared[n], -n), default=None)
        if best is not None and shared[best] >= ALIKE * len(mine):
            above[number] = best
    return _families(order, above)


Place = tuple[int, int]
"""A reading and a claim of it, by number."""


def _families(order: Sequence[Reading], above: dict[int, int]) -> list[Family]:
    from_: dict[Place, Place] = {}
    for child, parent in above.items():
        theirs = [_words(order[parent], n) for n in range(len(order[parent].claims))]
        for n in range(len(order[child].claims)):
            mine = _words(order[child], n)
            likest = max(range(len(theirs)), key=lambda i: _alike(mine, theirs[i]), default=None)
            if likest is not None and _alike(mine, theirs[likest]) >= SAME:
                from_[child, n] = (parent, likest)
    groups: dict[Place, list[Place]] = defaultdict(list)
    for number, reading in enumerate(order):
        for n in range(len(reading.claims)):
            at = (number, n)
            while at in from_:
                at = from_[at]
            groups[at].append((number, n))
    return [_grouped(order, root, places, from_) for root, places in groups.items()]


def _words(reading: Reading, n: int) -> frozenset[str]:
    return frozenset(reading.text(reading.claims[n].content).lower().split())


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _grouped(order: Sequence[Reading], root: Place, places: list[Place], from_: dict[Place, Place]) -> Family:
    made = {p: Telling(_id(order[p[0]].document.id, p[1]), order[p[0]].document.id, p[1]) for p in places}
    links = tuple(Link(made[from_[p]].id, made[p].id, 1.0) for p in places if p in from_)
    first = order[root[0]]
    origin = Origin(first.document.publisher or "", (made[root].id,))
    state = "independent" if first.claims[root[1]].chains[0] else "not recorded"
    return Family(tuple(made.values()), links, (origin,), state, 1, 1, 1)
