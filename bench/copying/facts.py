"""What there is to say and who says it, and a sentence as one article has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from copying.wording import swaps
from newsroom.chance import Draw, pick
from newsroom.outlets import Outlet
from sayso.types import Kind

Naming: TypeAlias = Literal["full", "title", "last", "vague"]
Bound: TypeAlias = Literal["exactly", "at least", "more than", "about", "nearly"]
BOUNDS: tuple[Bound, ...] = ("exactly", "at least", "more than", "about", "nearly")


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks. Two are the same voice where `who` is the same, whatever they are called."""

    who: str
    name: str
    """As printed in full; of an unnamed one, the words that stand for it."""
    kind: Kind
    title: str = ""
    described: str = ""

    @property
    def named(self) -> bool:
        return self.kind not in ("unnamed_person", "unnamed_group")


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """Something that is said of an event; every telling of it is one family."""

    key: str
    ways: tuple[str, ...]
    slots: Mapping[str, str]
    unit: str | None = None
    of: str | None = None
    value: int = 0
    chief: bool = False
    """Of the event itself, and not beside it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A fact as one article writes it. The same line is written in the same words wherever it stands."""

    fact: Fact
    way: int
    frame: str
    voice: Source | None = None
    naming: Naming = "full"
    via: Outlet | None = None
    """The outlet that it says it has it from, or that the source told it to."""
    vague_via: str = ""
    """"media reports", where no outlet is named."""
    hedged: bool = False
    denied: bool = False
    value: int = 0
    bound: Bound = "exactly"
    converted: bool = False
    respelt: bool = False
    swapped: frozenset[str] = frozenset()
    taken: int = -1
    """Number of the document that it was taken from; -1: from the source itself."""
    drift: str = ""
    """What was changed in meaning when it was taken, if anything."""


Sentence: TypeAlias = tuple[Line, ...]
"""One line, or two fused."""
Body: TypeAlias = tuple[tuple[Sentence, ...], ...]
"""Paragraphs."""

# {V} the voice, {O} the outlet, {C} the clause; (cue) of the voice, [cue] of the outlet, <content>.
OWN = ("<{C}>",)
OWN_HEDGED = ("it appears that <{C}>", "it is possible that <{C}>", "<{C}>, it would seem", "perhaps <{C}>")
VOICE = (
    "{V} (said) <that {C}>",
    "<{C}>, {V} (said)",
    "<{C}>, (according to) {V}",
    "(according to) {V}, <{C}>",
    "{V} (told) reporters <that {C}>",
    "{V} (stated) in a written answer <that {C}>",
    "{V} (explained) <that {C}>",
    "“<{C}>,” (said) {V}",
    "as {V} (put) it, <{C}>",
    "{V} (made it known) on {day} <that {C}>",
)
VOICE_HEDGED = (
    "{V} (believes) <that {C}>",
    "{V} (suspects) <that {C}>",
    "{V} (said) it was possible <that {C}>",
)
VOICE_DENIED = (
    "{V} (denied) <that {C}>",
    "{V} (rejected) reports <that {C}>",
    "{V} (called it untrue) <that {C}>",
)
PAPER = ("{V} (says) <that {C}>", "(according to) {V}, <{C}>", "{V} (shows) <that {C}>")
TOLD = (
    "{V} (told) {O} <that {C}>",
    "<{C}>, {V} (told) {O}",
    "in an interview with {O}, {V} (said) <that {C}>",
)
QUOTED = (
    "{O} [quoted] {V} (as saying) <that {C}>",
    "{O}, (citing) {V}, [reported] <that {C}>",
    "{O} [reported], (citing) {V}, <that {C}>",
)
REPORTED = (
    "{O} [reported] <that {C}>",
    "<{C}>, {O} [reported]",
    "[according to] {O}, <{C}>",
    "<{C}>, [according to] a report by {O}",
    "{O} [wrote] <that {C}>",
    "as {O} [reported] earlier, <{C}>",
)
VAGUE_VIAS = ("local media", "several newspapers", "other media", "news agencies", "the regional press")


def lines(body: Body) -> list[Line]:
    return [line for paragraph in body for sentence in paragraph for line in sentence]


def framed(r: Draw, line: Line, *, told: bool = False) -> Line:
    """The line in a frame that suits what it has: a voice, an outlet, a hedge, a denial."""
    return replace(line, frame=pick(r, _frames(line, told)))


def _frames(line: Line, told: bool) -> tuple[str, ...]:
    cited = line.via is not None or bool(line.vague_via)
    if line.voice is None:
        own = OWN_HEDGED if line.hedged else OWN
        return REPORTED if cited else own
    if line.denied:
        return VOICE_DENIED
    if line.voice.kind == "document" and not cited:
        return PAPER
    if cited:
        return TOLD if told else QUOTED
    return VOICE_HEDGED if line.hedged else VOICE


def retold(r: Draw, line: Line) -> Line:
    """In other words: another way, another frame; nothing that is said changes."""
    way = (line.way + 1 + int(r() * (len(line.fact.ways) - 1))) % len(line.fact.ways)
    cited = line.voice is not None and line.frame in TOLD
    return framed(r, replace(line, way=way, naming=named(r, line), swapped=frozenset()), told=cited)


def named(r: Draw, line: Line) -> Naming:
    """A vague name stays vague: whoever copies does not know more."""
    return "vague" if line.naming == "vague" else pick(r, ("full", "full", "title", "last"))


def edited(r: Draw, line: Line, share: float) -> Line:
    """Some words put otherwise, the sentence left as it is."""
    way = line.fact.ways[line.way]
    words = frozenset(word for word in swaps() if word in way and r() < share)
    if line.voice and r() < share / 3:
        line = framed(r, line, told=line.frame in TOLD)
    return replace(line, swapped=line.swapped | words)


def introduced(body: Body) -> Body:
    """People named in full where they come first, and by surname after that."""
    met: set[str] = set()

    def change(line: Line) -> Line:
        if line.voice is None or line.voice.kind != "person" or line.naming == "vague":
            return line
        first = line.voice.who not in met
        met.add(line.voice.who)
        if first and line.naming == "last":
            return replace(line, naming="full")
        return line if first else replace(line, naming="last")

    return tuple(tuple(tuple(change(line) for line in s) for s in p) for p in body)
