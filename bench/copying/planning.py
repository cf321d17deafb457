"""Who has it from whom: the original articles of a story, and the copying that follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from copying import facts, mutations
from copying.agencies import any_agency
from copying.events import Event, aside, person
from copying.facts import Body, Fact, Line, Sentence, Source, lines
from copying.pieces import Mark, Piece, paragraphs
from newsroom.chance import Draw, pick
from newsroom.outlets import AGENCIES, OUTLETS, Outlet, outlet

MOST = 50
"""Documents of a story."""
CIRCLES, REVISIONS, LOST = 0.12, 0.06, 0.25
"""Chances: of circular reporting in a story, of a revision at each step, of a lost ancestor in a story."""
TRUE, FALSE, VAGUE = 0.5, 0.06, 0.06
"""Chances that a copy says truly, falsely or vaguely where it has it from."""
SHIFTED, MISSING = 0.06, 0.07
"""Chances that a clock is wrong, and that there is none."""
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Plan:
    """A story in the making."""

    r: Draw
    name: str
    event: Event
    size: int
    reserved: bool
    pieces: list[Piece] = field(default_factory=list)
    outlets: list[Outlet] = field(default_factory=list)
    """Not yet used, in the order in which they come."""
    circle: tuple[str, tuple[int, ...]] | None = None
    """Of which fact, and through which pieces."""
    asides: int = 0
    offset: int = 0
    """Which aside comes first."""

    @property
    def given(self) -> int:
        return sum(not p.hidden and p.kind != "beside" for p in self.pieces)


def size(chance: float) -> int:
    """Of a cluster: half have six or fewer, one in eight more than thirty."""
    return min(MOST, max(1, int(MOST ** (0.2 + 0.85 * chance**1.3))))


def planned(plan: Plan) -> None:
    r = plan.r
    plan.offset = int(r() * 1000)
    order = sorted(range(AGENCIES, OUTLETS), key=lambda _: r())
    plan.outlets = [outlet(n) for n in order]
    if r() < 0.65:
        plan.outlets.insert(0, any_agency(r))
    _originals(plan)
    lost = r() < LOST and plan.size > 2
    if plan.size >= 6 and r() < CIRCLES:
        _circle(plan)
    while plan.given < plan.size:
        _next(plan, hide=lost and len(plan.pieces) >= min(3, plan.size - 1))
        lost = lost and not any(p.hidden for p in plan.pieces)
    _beside(plan)
    _clocks(plan)


def _originals(plan: Plan) -> None:
    r = plan.r
    count = 1 + (r() < 0.7) + (r() < 0.45) + (r() < 0.25) + (plan.size > 12 and r() < 0.3)
    for number in range(min(count, plan.size)):
        chosen = [f for f in plan.event.facts if r() < (0.9 if not number else 0.7)]
        body = _original(plan, number, chosen or [plan.event.facts[0]])
        piece = _piece(plan, "original", body, 10 + int(r() * 500))
        piece.weight = 6.0 if piece.outlet.number < AGENCIES else 1.0


def _original(plan: Plan, number: int, chosen: list[Fact]) -> Body:
    """What it found out about the event, then what it found out beside it."""
    r, by = plan.r, plan.outlets[0]
    met = {key for p in plan.pieces for key in p.facts}
    # What nobody is said to say is in one article only: in two, nobody could tell what it rests on.
    open_ = [f for f in chosen if plan.event.who[f.key] != "own" or f.key not in met]
    sentences: list[Sentence] = [(_first(plan, f, number, by),) for f in open_]
    sentences += [(_own(plan),) for _ in range(3 + int(r() * 6))]
    order = sorted(sentences[2:], key=lambda _: r())
    return facts.introduced(paragraphs(r, [*sentences[:2], *order]))


def _first(plan: Plan, fact: Fact, number: int, by: Outlet) -> Line:
    """As an original article has it, from the source itself."""
    r, who = plan.r, plan.event.who[fact.key]
    voice = _voice(plan.event, who, number)
    hedged = who != "denied" and r() < (0.2 if voice is None else 0.12)
    line = Line(
        fact,
        (number + int(r() * 2)) % len(fact.ways),
        "",
        voice,
        pick(r, ("full", "full", "title")),
        hedged=hedged,
        denied=who == "denied",
        value=fact.value,
        bound=pick(r, (*facts.BOUNDS, "exactly", "exactly", "at least")),
    )
    told = voice is not None and who in ("one", "two", "both") and not hedged and r() < 0.12
    return facts.framed(r, replace(line, via=by) if told else line, told=told)


def _voice(event: Event, who: str, number: int) -> Source | None:
    named: dict[str, Source] = {
        "one": event.spokesman,
        "two": event.witnesses[number],
        "denied": event.other,
        "document": event.paper,
    }
    if who == "both":
        return event.witnesses[number] if number == 1 else event.spokesman
    if who == "unnamed" or (who == "mixed" and number):
        return event.unnamed[number]
    return event.spokesman if who == "mixed" else named.get(who)


def _own(plan: Plan) -> Line:
    """An aside that the article has from someone of its own, or on its own word."""
    r = plan.r
    plan.asides += 1
    fact = aside(r, f"{plan.name}:aside{plan.asides}", plan.event.day, plan.offset + plan.asides * 7)
    voice = person(r, f"{fact.key}:voice") if r() < 0.35 else None
    return facts.framed(r, Line(fact, 0, "", voice, pick(r, ("full", "title"))))


def _piece(plan: Plan, kind: str, body: Body, minute: int, by: Outlet | None = None) -> Piece:
    number = len(plan.pieces)
    by = by or plan.outlets.pop(0)
    title = f"{plan.event.headline}" if kind != "beside" else "From the region"
    slug = _SLUG.sub("-", f"{title} {plan.name} {number}".lower())
    made = Piece(number, by, minute, kind, body, f"https://www.{by.domain}/story/{slug}", title)
    wire = by.number < AGENCIES and kind != "beside"
    made.marks = (Mark("wire", by, words=int(plan.r() * 3)),) if wire else ()
    plan.pieces.append(made)
    return made


def _next(plan: Plan, *, hide: bool) -> None:
    r = plan.r
    if r() < REVISIONS and not hide:
        _revision(plan)
        return
    name = mutations.kind(r, plan.reserved)
    found = mutations.find(name)
    parents = _parents(plan, found.parents)
    if len(parents) < found.parents:
        name, found = "edited", mutations.find("edited")
    body = found.make(mutations.Job(r, parents, lambda: _own(plan)))
    if name not in ("verbatim", "cut", "noisy", "shuffled") and r() < mutations.DRIFT:
        body = mutations.drifted(r, body)
    lag = int(20 * 20 ** (r() * 1.3))
    made = _piece(plan, name, body, max(p.minute for p in parents) + lag)
    made.noisy, made.hidden = found.noisy, hide
    made.weight = 8.0 if hide else 1.0
    for parent in parents:
        parent.children += 1
    _cite(plan, made, parents[0], literal=found.literal)


def _parents(plan: Plan, count: int) -> list[Piece]:
    """Preferential attachment: the more it was copied, the more it is; agencies and news a head start."""
    chosen: list[Piece] = []
    pool = [p for p in plan.pieces if p.kind != "beside"]
    while len(chosen) < count and len(pool) > len(chosen):
        left = [p for p in pool if p not in chosen]
        chance = plan.r() * sum(p.weight * (1 + p.children) for p in left)
        for piece in left:
            chance -= piece.weight * (1 + piece.children)
            if chance < 0:
                break
        chosen.append(piece)
    return chosen


def _cite(plan: Plan, made: Piece, parent: Piece, *, literal: bool) -> None:
    """Truly, falsely, vaguely, or not at all."""
    r, chance = plan.r, plan.r()
    if literal and r() < 0.5 and parent.marks:
        # The agency's tag, or the credit, is copied with the rest.
        made.marks = parent.marks
        made.cites = "true" if any(m.outlet == parent.outlet for m in parent.marks) else ""
    if chance < TRUE:
        made.cites = "true"
        _named(r, made, parent.outlet, parent.address, literal)
    elif chance < TRUE + FALSE:
        made.cites = "false"
        among = [p.outlet for p in plan.pieces if p.outlet not in (made.outlet, parent.outlet)]
        other = pick(r, among) if among and r() < 0.5 else plan.outlets[-1]
        _named(r, made, other, f"https://www.{other.domain}/", literal)
    elif chance < TRUE + FALSE + VAGUE:
        made.cites = "vague"
        vague = pick(r, facts.VAGUE_VIAS)
        made.body = _via(r, made.body, lambda line: replace(line, via=None, vague_via=vague))


def _named(r: Draw, made: Piece, outlet: Outlet, address: str, literal: bool) -> None:
    chance = r()
    if outlet.number < AGENCIES and literal and chance < 0.55:
        made.marks = (Mark("wire", outlet, words=int(r() * 3)),)
    elif chance < (0.6 if literal else 0.2):
        made.marks = (Mark("credit", outlet, words=int(r() * 5)),)
    elif chance < (0.75 if literal else 0.3):
        made.marks = (Mark("link", outlet, address, int(r() * 3)),)
    else:
        made.body = _via(r, made.body, lambda line: replace(line, via=outlet, vague_via=""))


def _via(r: Draw, body: Body, name: Callable[[Line], Line]) -> Body:
    """One or two of the lines that were taken say whom the article has them from."""
    can = [x for x in lines(body) if x.taken >= 0 and not x.denied]
    chief = [x for x in can if x.fact.chief] or can
    chosen = sorted(chief, key=lambda _: r())[: 1 + (r() < 0.4)]

    def change(line: Line) -> Line:
        if not any(line is x for x in chosen):
            return line
        told = line.voice is not None and line.voice.named and r() < 0.3
        # An article that names its outlet often leaves out whom that had it from.
        bare = line.voice is not None and not told and r() < 0.35
        cited = name(line)
        if bare:
            cited = replace(cited, voice=None, drift="source dropped")
        return facts.framed(r, cited, told=told and cited.via is not None)

    return tuple(tuple(tuple(change(x) for x in s) for s in p) for p in body)


def _revision(plan: Plan) -> None:
    """The same address, later: a figure put right, something added."""
    r = plan.r
    revised = {p.revises for p in plan.pieces}
    can = [p for p in plan.pieces if not p.hidden and p.number not in revised and p.kind != "beside"]
    old = pick(r, can)
    body = mutations.drifted(r, mutations.taken(old))
    body = (*body, ((_own(plan),),))
    made = _piece(plan, "revision", body, old.minute + 30 + int(r() * 600), old.outlet)
    made.address, made.title, made.marks = old.address, old.title, old.marks
    made.revises, made.noisy, made.weight = old.number, old.noisy, old.weight
    old.weight *= 0.3


def _circle(plan: Plan) -> None:
    """One outlet cites another, and is cited by that one in turn as confirmation."""
    r, first = plan.r, plan.pieces[0]
    line = pick(r, [x for x in lines(first.body) if x.fact.chief])
    job = mutations.Job(r, [first], lambda: _own(plan))
    back: Outlet = first.outlet
    seen = first
    for by, verb in ((plan.outlets.pop(0), "rewritten"), (back, "circle")):
        source = next(x for x in lines(seen.body) if x.fact.key == line.fact.key)
        bare = replace(facts.retold(r, source), voice=None, via=seen.outlet, vague_via="", denied=False)
        cited = facts.framed(r, replace(bare, hedged=False, taken=seen.number, drift="source dropped"))
        body = paragraphs(r, [(cited,), *[(job.own(),) for _ in range(3)]])
        made = _piece(plan, verb, body, seen.minute + 60 + int(r() * 600), by)
        made.cites, made.marks = "true", ()
        seen.children += 1
        seen = made
    plan.circle = (line.fact.key, (first.number, seen.number - 1, seen.number))


def _beside(plan: Plan) -> None:
    """Articles about other things, by outlets of the story and in its town."""
    for _ in range(int(plan.r() * 3)):
        by = pick(plan.r, plan.pieces).outlet
        body = paragraphs(plan.r, [(_own(plan),) for _ in range(5 + int(plan.r() * 5))])
        _piece(plan, "beside", body, int(plan.r() * 3000), by)


def _clocks(plan: Plan) -> None:
    r = plan.r
    revised = {p.revises for p in plan.pieces}
    for piece in plan.pieces:
        chance = r()
        if piece.revises is not None or piece.number in revised:
            continue  # a publisher's own versions are in order, or nothing would tell which is the newer
        if chance < SHIFTED:
            piece.clock = "shifted"
            piece.shift = int((1 + 4 * r()) * 1440) * (-1 if r() < 0.7 else 1)
        elif chance < SHIFTED + MISSING:
            piece.clock = "missing"
