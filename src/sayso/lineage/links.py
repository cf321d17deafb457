"""What lineage finds: who had it from whom, with its evidence and its reason in words.

A *telling* is a claim as one document makes it; a *family* is the tellings of one claim. Between two
tellings, or two documents, stand links of three kinds: a shared passage (reuse), the same thing said in other
words or with a difference (sameness), and the text's own word for where it has it from (citation).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from sayso.types import Act, Figure, Kind, Place, Signal, Span, Spans, Stance, Time

Manner: TypeAlias = Literal["verbatim", "edited", "rewritten"]
"""How a passage was taken over: word for word, with words changed, or told anew."""

DriftKind: TypeAlias = Literal[
    "figure", "bound", "hedge", "source", "actor", "time", "place", "denial", "stance", "wording"
]
"""What differs between two tellings of one claim. `bound`: "at least 50" against "50". `hedge`: one is
less sure. `source`: one names, or has, a voice that the other has not. `denial`: what one denies the other
asserts."""

Relation: TypeAlias = Literal["same", "drifted", "different"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one text that is taken over in another, at exact offsets on both sides."""

    one: Span
    other: Span
    manner: Manner
    likeness: float
    """Share of the words, in order, that both sides have in common, in [0, 1]."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one text that stand otherwise in the other; one of the two spans may be empty."""

    one: Span
    other: Span


@dataclass(frozen=True, slots=True)
class Drift:
    """A difference between two tellings of one claim; either side is "" where it has nothing there."""

    kind: DriftKind
    one: str
    other: str
    why: str
    """A sentence: "“at least 50” became “50”"."""


@dataclass(frozen=True, slots=True)
class Sameness:
    """Whether two tellings say the same thing."""

    relation: Relation
    probability: float
    """That the two belong to one family, as the same or with a difference, in [0, 1]."""
    drifts: tuple[Drift, ...]
    why: str


CitationManner: TypeAlias = Literal["wire", "credit", "report", "told", "link", "vague"]
"""How a text says where it has something from: an agency's tag ("(Reuters) -"), a credit line ("Source:
ONA"), a report ("the Herald reported"), words told to it ("told the Observer"), an address; or without a
name ("according to agency reports")."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The words by which a text says where it has something from."""

    span: Span
    """The name or address, or the words that stand for one."""
    name: str | None
    """Of the outlet, as the text has it; None where it names none."""
    manner: CitationManner
    claims: tuple[int, ...] | None
    """Numbers, in the reading, of the claims it covers; None: the document as a whole."""
    address: str | None = None
    """Of a link: where it leads."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as lineage tells voices apart."""

    name: str | None
    """As shown; None where the text has nobody."""
    kind: Kind
    actor: str | None
    """Voices with the same are one actor; None: a voice that cannot be told apart from others of its kind."""
    act: Act = "states"
    stance: Stance = "asserted"
    described: bool = False
    """Whether the words tell who is meant in their own article only: "the police", "a commission"."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A document as lineage needs it: where and when it came out, and whose it is."""

    id: str
    address: str
    outlet: str | None
    """As shown: the publisher, or the host of the address; None where nothing says."""
    published: str | None
    """EDTF."""
    retrieved: str | None = None
    """RFC 3339: when its bytes were got; no later than that it existed."""
    revises: str | None = None
    """Id of the version of the same document that this one replaces."""
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim as one document makes it."""

    id: str
    """The claim's."""
    document: str
    """Id."""
    n: int
    """Its number in the current reading of the document."""
    content: Spans
    words: str
    chains: tuple[tuple[Voice, ...], ...]
    """Nearest voice first; `()` is the author's own word."""
    stance: Stance
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    signals: tuple[Signal, ...] = ()
    names: tuple[str, ...] = ()
    """Of those mentioned or speaking in it, as far as the reading tells."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground for a link or its direction."""

    name: str
    weight: float
    """Log-odds it adds: above 0 for, below 0 against."""
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two tellings, or two documents, of which one may have it from the other."""

    one: str
    other: str
    """Ids; for what lies outside the ledger `outside:` and its name."""
    probability: float
    """That one has it from the other at all, either way or over what both had before them, in [0, 1]."""
    forward: float
    """That, if so, `other` has it from `one`, in [0, 1]; 0.5 where nothing tells."""
    reasons: tuple[Reason, ...] = ()
    passages: tuple[Passage, ...] = ()
    drifts: tuple[Drift, ...] = ()
    citations: tuple[Citation, ...] = ()
    judgement: str | None = None
    """Id of the judgement that decided it."""


OriginsState: TypeAlias = Literal["independent", "not established", "not recorded"]
"""What can be said of the origins of a family. `independent`: each is told apart from the others. `not
established`: some are unnamed, so two may be one. `not recorded`: no telling says where it has it from."""
STATES: tuple[OriginsState, ...] = get_args(OriginsState)
OUTSIDE = "outside:"
"""What the id of an outlet or address outside the ledger begins with."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The farthest voice that can be told apart, and where it was recorded."""

    name: str
    """"Marta Quell"; "a source (unnamed), to The Ostermoor Herald"; "ONA, outside the ledger"."""
    kind: Kind | Literal["outlet"]
    told_apart: bool
    """Whether it is certainly another than the other origins of its family."""
    recordings: tuple[str, ...]
    """Ids of the tellings that had it from the origin itself, as far as is known, not from another one."""
    outside: bool
    """A cited outlet or address of which the ledger has no document to follow."""
    why: str


@dataclass(frozen=True, slots=True)
class Circle:
    """Circular reporting: each of these tellings has it from the one before, and the first from the last."""

    tellings: tuple[str, ...]
    """Ids; of a claim that comes back to its author as confirmation, from the author's telling on."""
    why: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Clocks that contradict the text: `child` has it from `parent`, and is dated earlier."""

    parent: str
    child: str
    why: str


@dataclass(frozen=True, slots=True)
class Family:
    """The tellings of one claim across documents, who had it from whom, and where it comes from."""

    tellings: tuple[Telling, ...]
    """By stated time, then by who had it from whom; undated ones after those they were had from."""
    publications: Mapping[str, Publication]
    """By id, of every document that has a telling."""
    links: tuple[Link, ...]
    """From a parent (`one`) to a child (`other`): tellings, or `outside:NAME`; a child may have several."""
    undecided: tuple[Link, ...]
    """Between tellings of which one has it from the other, but nothing tells which."""
    origins: tuple[Origin, ...]
    state: OriginsState
    count: int
    """Origins, most likely."""
    low: int
    high: int
    """Between these the number of origins lies with `CONFIDENCE`; recordings are never counted as origins."""
    circles: tuple[Circle, ...]
    clashes: tuple[Clash, ...]
    why: str
    """The sentence that says it all: "9 articles, 1 origin: Marta Quell, recorded once, by ONA"."""

    @property
    def documents(self) -> int:
        """Documents, a revised one counted once."""
        revised = {p.revises for p in self.publications.values()}
        return sum(id not in revised for id in self.publications)

    @property
    def recordings(self) -> int:
        """Tellings that had it from an origin itself."""
        return len({telling for origin in self.origins for telling in origin.recordings})


CONFIDENCE = 0.9
"""How often an interval of origins should hold the true number."""
