"""The truth about a story, worked out from its plan and, for what texts can show, from the texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from copying.facts import Line
from copying.mutations import RESERVED
from copying.pieces import Piece
from copying.planning import Plan
from copying.stories import Written, stamp
from copying.truth import Made, Parent, State, Story, TrueFamily, TrueOrigin

GRAM = 4
ENOUGH = 8
"""Word 4-grams that two texts must share, and no text of other descent have, for the link to be shown: more
than 19 of 20 pairs of different descent about one event do."""
AS_WELL = 0.95
"""Of what the true parent shares with a text, how much another must share to be as good a parent."""
Gram = tuple[str, ...]
_WORD = re.compile(r"\w+")


def grams(text: str) -> frozenset[Gram]:
    found = _WORD.findall(text.lower())
    return frozenset(zip(*(found[n:] for n in range(GRAM)), strict=False))


@dataclass
class _Known:
    plan: Plan
    written: list[Written]

    @cached_property
    def by_number(self) -> dict[int, Written]:
        return {w.piece.number: w for w in self.written}

    @cached_property
    def grams(self) -> dict[int, frozenset[Gram]]:
        return {w.piece.number: grams(w.body) for w in self.written}

    @cached_property
    def ancestors(self) -> dict[int, frozenset[int]]:
        """Lost ones too; itself not."""
        found: dict[int, frozenset[int]] = {}
        for number in sorted(self.by_number):
            parents = self.by_number[number].piece.parents
            found[number] = frozenset(parents).union(*(found[p] for p in parents))
        return found

    @cached_property
    def parents(self) -> dict[int, tuple[dict[int, bool], frozenset[int]]]:
        """Of each: the nearest given ancestors, and whether lost ones lie between; the nearest lost ones."""
        return {number: self._nearest(number) for number in self.by_number}

    def _nearest(self, number: int) -> tuple[dict[int, bool], frozenset[int]]:
        given: dict[int, bool] = {}
        lost: set[int] = set()
        for parent in self.by_number[number].piece.parents:
            if not self.by_number[parent].piece.hidden:
                given[parent] = False
                continue
            lost.add(parent)
            beyond, more = self._nearest(parent)
            given = dict.fromkeys(beyond, True) | given
            lost |= more
        return given, frozenset(lost)

    def akin(self, one: int, other: int) -> bool:
        """Whether they descend from one another or from the same."""
        mine, theirs = self.ancestors[one] | {one}, self.ancestors[other] | {other}
        return not mine.isdisjoint(theirs)

    def shared(self, one: int, other: int) -> int:
        """4-grams that both have, and nothing of another descent."""
        both = self.grams[one] & self.grams[other]
        foreign = (n for n in self.by_number if not self.akin(one, n) and not self.akin(other, n))
        return len(both.difference(*(self.grams[n] for n in foreign)))


def known(seed: int, plan: Plan, written: list[Written], times: bool) -> Story:
    held = _Known(plan, written)
    given = [w for w in written if not w.piece.hidden]
    made = {w.piece.number: _made(held, w) for w in given}
    families = [_family(held, made, key, lines) for key, lines in _tellings(given).items()]
    return Story(
        seed,
        plan.reserved,
        times,
        tuple(made.values()),
        tuple(families),
        _kin(held, given),
        _clashes(held, given) if times else frozenset(),
    )


def _made(held: _Known, written: Written) -> Made:
    piece = written.piece
    parents, lost = held.parents[piece.number]
    revised = held.by_number[piece.revises].reading.document.id if piece.revises is not None else None
    drifts = {key: line.drift for key, line in piece.facts.items() if line.drift}
    return Made(
        written.reading,
        piece.kind,
        piece.kind in RESERVED,
        piece.minute,
        tuple(_parent(held, piece, p, through) for p, through in sorted(parents.items())),
        tuple(held.by_number[n].piece.outlet.name for n in sorted(lost)),
        revised,
        piece.clock,
        piece.cites,
        drifts,
    )


def _parent(held: _Known, child: Piece, parent: int, through: bool) -> Parent:
    found = held.by_number[parent]
    shared = held.shared(child.number, parent)
    cited = found.piece.outlet.name in _cited(child)
    as_well = [
        w.reading.document.id
        for w in held.written
        if not w.piece.hidden
        and w.piece.number not in (child.number, parent)
        and child.number not in held.ancestors[w.piece.number]
        and held.akin(child.number, w.piece.number)
        and _serves(held, child, w.piece, shared)
    ]
    return Parent(found.reading.document.id, shared >= ENOUGH, cited, frozenset(as_well), through)


def _serves(held: _Known, child: Piece, other: Piece, shared: int) -> bool:
    """Whether the text could as well be had from the other as from its parent."""
    cited = other.outlet.name in _cited(child) and other.number in held.ancestors[child.number]
    shares = held.shared(child.number, other.number)
    return cited or (shares >= ENOUGH and shares >= AS_WELL * shared)


def _cited(piece: Piece) -> set[str]:
    """Outlets, other than its own, that it names as where it has something from."""
    named = {line.via.name for line in piece.facts.values() if line.via}
    return (named | {mark.outlet.name for mark in piece.marks}) - {piece.outlet.name}


def _tellings(given: Iterable[Written]) -> dict[str, list[tuple[Written, int]]]:
    found: dict[str, list[tuple[Written, int]]] = defaultdict(list)
    for written in given:
        for number, fact in enumerate(written.claims):
            found[fact].append((written, number))
    return found


def _family(held: _Known, made: dict[int, Made], key: str, lines: list[tuple[Written, int]]) -> TrueFamily:
    numbers = [w.piece.number for w, _ in lines]
    origins = {o.who: o for n in numbers for o in [_origin(held, key, n)]}
    above = {n: _above(held, key, n) for n in numbers}
    seeming = [n for n in numbers if not _shown(made[n], above[n], made)]
    state, low, high = _judged(held, key, seeming)
    circle = held.plan.circle
    through = circle[1] if circle and circle[0] == key and set(circle[1]) <= set(numbers) else ()
    return TrueFamily(
        key,
        held.by_number[numbers[0]].piece.facts[key].fact.chief,
        tuple((w.reading.document.id, n) for w, n in lines),
        tuple(origins.values()),
        frozenset(made[n].id for n in numbers if above[n] is None),
        state,
        low,
        high,
        tuple((made[a].id, made[n].id) for n, a in above.items() if a is not None),
        tuple(made[n].id for n in through),
    )


def _above(held: _Known, key: str, number: int) -> int | None:
    """The nearest given document that this one has the fact from."""
    at = held.by_number[number].piece.facts[key].taken
    while at >= 0 and held.by_number[at].piece.hidden:
        at = held.by_number[at].piece.facts[key].taken
    return at if at >= 0 else None


def _shown(child: Made, above: int | None, made: dict[int, Made]) -> bool:
    if above is None:
        return False
    return child.revises is not None or any(p.shown for p in child.parents if p.document == made[above].id)


def _origin(held: _Known, key: str, number: int) -> TrueOrigin:
    piece = held.by_number[number].piece
    while piece.facts[key].taken >= 0:
        piece = held.by_number[piece.facts[key].taken].piece
    voice = piece.facts[key].voice
    if voice is None:
        return TrueOrigin(f"own:{piece.outlet.name}", piece.outlet.name, True)
    return TrueOrigin(voice.who, voice.name, voice.named)


def _judged(held: _Known, key: str, seeming: list[int]) -> tuple[State, int, int]:
    """What can be established by who seems to have it from nobody else of the ledger."""
    surfaces = {_surface(held.by_number[n].piece, key) for n in seeming}
    if all(kind == "own" for kind, _ in surfaces):
        return "not recorded", 1, max(1, len(surfaces))
    named = sum(kind == "named" for kind, _ in surfaces)
    if len(surfaces) == 1 or named == len(surfaces):
        return "independent", len(surfaces), len(surfaces)
    return "not established", max(1, named), len(surfaces)


def _surface(piece: Piece, key: str) -> tuple[str, str]:
    """Whom the telling has it from, as far as it says."""
    line: Line = piece.facts[key]
    here = str(piece.number)
    if line.voice and line.voice.named and line.naming != "vague":
        return "named", line.voice.who
    if line.voice or line.vague_via:
        return "unnamed", here
    if line.via and line.via != piece.outlet:
        return "outlet", line.via.name
    other = sorted(m.outlet.name for m in piece.marks if m.outlet != piece.outlet)
    return ("outlet", other[0]) if other else ("own", here)


def _kin(held: _Known, given: list[Written]) -> frozenset[frozenset[str]]:
    pairs = (
        (one, other)
        for one, other in combinations(given, 2)
        if not held.parents[one.piece.number][1].isdisjoint(held.parents[other.piece.number][1])
    )
    return frozenset(frozenset((a.reading.document.id, b.reading.document.id)) for a, b in pairs)


def _clashes(held: _Known, given: list[Written]) -> frozenset[tuple[str, str]]:
    found = set()
    for written in given:
        for parent in held.parents[written.piece.number][0]:
            above = held.by_number[parent]
            one, other = (stamp(held.plan, w.piece) for w in (above, written))
            if one and other and written.piece.revises is None and _earlier(other, one):
                found.add((above.reading.document.id, written.reading.document.id))
    return frozenset(found)


def _earlier(one: str, other: str) -> bool:
    """Beyond doubt: a day is not earlier than an hour of it."""
    size = min(len(one), len(other))
    return one[:size] < other[:size]
