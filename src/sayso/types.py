"""The shapes that flow through Sayso.

Every offset is half-open ``[start, end)`` in Unicode code points of ``Document.text``, and the text
at a span is exactly what stands in the document. All types are frozen: equality is equality of
contents, and an id is a digest of what makes the thing itself, so the same input gives the same ids
on any machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "person",
    "organisation",
    "state",
    "document",
    "unnamed_person",
    "unnamed_group",
    "common_knowledge",
    "nobody",
]
"""What kind of source speaks. `common_knowledge`: "as you know". `nobody`: a cue with no one behind it."""

Act: TypeAlias = Literal[
    "states",
    "thinks",
    "asks",
    "accuses",
    "denies",
    "confirms",
    "doubts",
    "predicts",
    "promises",
    "orders",
]
"""What the source does with the content."""

Stance: TypeAlias = Literal[
    "asserted", "denied", "hedged", "predicted", "conditional", "counterfactual", "asked"
]
"""How surely a voice stands behind a content. A denial is kept as the denied content, never its opposite."""

SignalKind: TypeAlias = Literal[
    "hedge", "negation", "conditional", "counterfactual", "prediction", "scare_quote"
]
ApartKind: TypeAlias = Literal["question", "order", "opinion", "fragment"]
PartKind: TypeAlias = Literal["headline", "dateline", "byline", "caption", "correction"]
Precision: TypeAlias = Literal[
    "time", "day", "week", "month", "season", "quarter", "year", "decade", "century", "interval", "vague"
]
PlaceLevel: TypeAlias = Literal["country", "province", "city", "region"]
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

KINDS: tuple[Kind, ...] = get_args(Kind)
ACTS: tuple[Act, ...] = get_args(Act)
STANCES: tuple[Stance, ...] = get_args(Stance)


class Span(NamedTuple):
    """A place in a document's text: half-open, in code points."""

    start: int
    end: int


Spans: TypeAlias = tuple[Span, ...]


def digest(*parts: str) -> str:
    """A 128-bit BLAKE2b digest, 32 hex digits, of the parts and the boundaries between them."""
    h = hashlib.blake2b(digest_size=16)
    for part in parts:
        # Readers leave no lone surrogate in a text; whoever makes a document by hand may.
        data = part.encode("utf-8", "surrogatepass")
        # The length comes first: without it ("ab", "c") and ("a", "bc") would be one id.
        h.update(len(data).to_bytes(8, "big"))
        h.update(data)
    return h.hexdigest()


@dataclass(frozen=True, slots=True)
class Custody:
    """Where the bytes came from: enough to show that nothing was changed on the way."""

    sha256: str
    """SHA-256 of the original bytes, before decompression or decoding."""
    size: int
    """Bytes."""
    address: str
    """The final address, after redirects."""
    retrieved: str
    """When the bytes were read: RFC 3339, UTC, to the second."""
    media_type: str
    reader: str
    """Name of the reader that made the text."""
    encoding: str | None = None
    """The encoding the bytes were decoded from, or None where the format fixes it."""
    headers: tuple[tuple[str, str], ...] = ()
    """Of an HTTP answer: date, last-modified, etag, content-type and the like, as they came."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that is not plain body, e.g. a headline or a caption."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A text at an address. Two documents are the same when address and text are: see `id`."""

    address: str
    text: str
    custody: Custody
    title: str | None = None
    published: str | None = None
    """EDTF (ISO 8601-2), or None where nothing says."""
    modified: str | None = None
    language: str | None = None
    """ISO 639-1."""
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader wants said of this text, e.g. "the encoding is doubtful: …"."""
    given_id: str | None = None
    """The `id` of the input record: the output carries it, so that results can be joined to what went in."""
    fields: Mapping[str, Json] = field(default_factory=dict)
    """Fields of the input record that Sayso has no use for, passed through to the output."""

    @property
    def id(self) -> str:
        """Address and text: the same text at two addresses is two documents, as lineage needs."""
        return digest("document", self.address, self.text)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or description standing in the text, with what it names as far as the extractor tells."""

    span: Span
    label: Literal["person", "organisation", "group", "place", "work", "other"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a pronoun or a description stands for: an earlier place in the text, and why it was chosen."""

    span: Span
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Cue, source and content: someone's word for something (Pareti 2015; Newell et al. 2018)."""

    source: Spans
    """Empty where nobody is named."""
    cue: Spans
    content: Spans
    kind: Kind
    act: Act = "states"
    stance: Stance = "asserted"
    """This source's towards this content."""
    resolved: Resolution | None = None
    target: Spans = ()
    """Of an accusation: the accused."""
    inside: int | None = None
    """Index, in the same reading, of the attribution in whose content this one lies."""
    score: float | None = None
    """How likely it is right, in [0, 1], where the extractor can tell."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts, with the bounds the words give it."""

    span: Span
    low: float | None
    high: float | None
    """Bounds as stated, inclusive unless `strict`. "at least 50": 50 and None. "dozens": 24 and None."""
    approximate: bool = False
    strict: bool = False
    """"more than 50": the bound itself is left out."""
    unit: str | None = None
    of: str | None = None
    """What happened to those counted, e.g. "killed"."""
    part_of: Span | None = None
    """The figure this one is a part of: "seven, including three children"."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression with its value in EDTF (ISO 8601-2); no year is invented where none is known."""

    span: Span
    value: str | None
    precision: Precision
    why: str | None = None
    """How the value was found, or why there is none."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place name with the gazetteer's best entry for it."""

    span: Span
    name: str
    country: str | None
    """ISO 3166-1 alpha-2."""
    lat: float | None
    lon: float | None
    geonames: int | None
    level: PlaceLevel
    ambiguous: bool = False
    """Whether another place of that name was a serious candidate."""


@dataclass(frozen=True, slots=True)
class Signal:
    """The words that bear on how surely something is said."""

    span: Span
    kind: SignalKind


@dataclass(frozen=True, slots=True)
class Checkworthy:
    """How much a claim asks to be checked, in [0, 1], and why."""

    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A place in a document where something is claimed, and what one extractor makes of it."""

    document: str
    """Id of the document."""
    content: Spans
    chains: tuple[tuple[int, ...], ...]
    """Indices into the reading's attributions, nearest voice first; `()` is the author's own word."""
    stance: Stance
    """The farthest voice's."""
    checkworthy: Checkworthy
    signals: tuple[Signal, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    commitment: float | None = None
    """How far the text presents it as fact, from -3 (certainly not) to 3 (certainly), as in event factuality
    (Saurí & Pustejovsky 2009; Lee et al. 2015); None where the extractor cannot tell."""

    @property
    def id(self) -> str:
        """Document and content spans alone: a better reading of the same place keeps the claim's id."""
        return digest("claim", self.document, *(f"{a}-{b}" for a, b in self.content))


@dataclass(frozen=True, slots=True)
class Apart:
    """A stretch that makes no factual claim, and so is kept apart: a question, an order, an opinion."""

    content: Spans
    kind: ApartKind


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that was seen but could not be placed or resolved."""

    what: Literal["source", "target", "place", "time", "figure", "content", "sentence"]
    text: str
    why: str
    span: Span | None = None


class Predicate(NamedTuple):
    """A finite verb with its auxiliaries and negation, e.g. "will never leave"."""

    start: int
    end: int
    depth: int
    """Clauses above it: 0 for the main clause of its sentence."""
    commitment: float | None = None
    """How far its author holds it for a fact, from -3 to 3, where the extractor can tell."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, what it does, and its predicates in order."""

    span: Span
    apart: ApartKind | None = None
    """Set where the sentence as a whole makes no factual claim on its author's word."""
    predicates: tuple[Predicate, ...] = ()
    worth: float | None = None
    """How likely it states a fact worth a check, in [0, 1], where the extractor can tell."""
    subjective: float | None = None
    """How likely it is an opinion rather than a report, in [0, 1], where the extractor can tell."""


@dataclass(frozen=True, slots=True)
class Markup:
    """What an extractor finds in one document; the claims stage makes a `Reading` of it."""

    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]
    unplaced: tuple[Unplaced, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one version of one extractor made of one document."""

    document: Document
    method: str
    """Extractor and version, e.g. "rules 0.1"."""
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    apart: tuple[Apart, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    def text(self, spans: Spans) -> str:
        """The words at the spans, parts joined by an ellipsis."""
        return " … ".join(self.document.text[a:b] for a, b in spans)
