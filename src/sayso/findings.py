"""What checking finds: passages that bear on a claim, what each says to it, and what follows from all.

    Asked ─sources→ Passage … ─judge→ Evidence … ─find→ Finding

A *passage* is a quote with its place; *evidence* is a passage judged; a *finding* is a pure function of the
evidence that it lists, so whoever holds a finding can replay it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from sayso.types import Figure, Kind, Place, Signal, Span, Stance, Time

Label: TypeAlias = Literal["supports", "refutes", "neutral"]
"""What a passage says to a claim; `neutral`: it does not settle it."""
LABELS: tuple[Label, ...] = get_args(Label)

Verdict: TypeAlias = Literal["supported", "disputed", "mixed", "not enough"]
"""`supported`: evidence for it, none of weight against it. `disputed`: the other way round. `mixed`: both."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

Confidence: TypeAlias = Literal["low", "moderate", "high"]
"""In a finding, apart from what it finds, as in ICD 203."""

Rated: TypeAlias = Literal["supported", "mostly supported", "mixed", "mostly refuted", "refuted", "other"]
"""What a fact-checker rated a claim, on one scale; `other`: satire, unproven, and what has no place on it."""
RATED: tuple[Rated, ...] = get_args(Rated)

CheckKind: TypeAlias = Literal[
    "figure", "date", "place", "denial", "negation", "hedge", "speaker", "entity", "rating"
]


@dataclass(frozen=True, slots=True)
class Stated:
    """A text and what it states outright, found by rule; spans are offsets in `text`."""

    text: str
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    """Those without a year of their own have that of the document, where one is known."""
    places: tuple[Place, ...] = ()
    signals: tuple[Signal, ...] = ()
    """Hedges, negations, conditions and the like."""
    names: tuple[str, ...] = ()
    """Persons, organisations and the like that it names, as written."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a passage, nearest voice first in a chain."""

    name: str | None
    kind: Kind
    stance: Stance = "asserted"
    actor: str | None = None
    """Voices with the same are one actor."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The claim that is checked."""

    stated: Stated
    claim: str | None = None
    """Its id; None for a sentence that somebody typed."""
    document: str | None = None
    """Id of the document that makes it."""
    address: str | None = None
    when: str | None = None
    """EDTF: when it was made, as its document is dated."""
    chains: tuple[tuple[Voice, ...], ...] = ()
    """Who says it; `()` in it is the author's own word."""
    stance: Stance = "asserted"
    outlet: str | None = None
    """Who published that document."""

    @property
    def text(self) -> str:
        return self.stated.text


@dataclass(frozen=True, slots=True)
class Rating:
    """A published fact-check's judgement."""

    publisher: str
    original: str
    """Its own words: "Pants on Fire!", "3/5", "Falso"."""
    rated: Rated
    why: str
    """How the original was put on the scale."""
    claim: str
    """The claim as the fact-check words it."""
    address: str | None = None
    date: str | None = None
    """EDTF."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event in a table, as its mapping reads it; what the table does not tell is None."""

    table: str
    row: str
    """How to find it again: the value of its id column, or "row 17" (the first after the header is 1)."""
    date: str | None = None
    """EDTF, with an interval where the table gives one."""
    place: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2, or the name as it stands where it is none."""
    lat: float | None = None
    lon: float | None = None
    actors: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    best: float | None = None
    """Counts: bounds and best estimate."""
    of: str | None = None
    """What is counted, e.g. "killed"."""
    words: str = ""
    """The row in words, as quoted."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote that may bear on the claim, with its place."""

    source: str
    """Name of the evidence source that found it: "corpus", "factchecks", "tables", "wikipedia"."""
    id: str
    """Within its source: `DOCUMENT:START-END`, an address, `TABLE:ROW`."""
    quote: str
    """Exactly as it stands there."""
    context: str
    """The quote with what stands around it, as far as that helps to understand it."""
    stated: Stated
    """What `quote` states."""
    document: str | None = None
    """Id, where the ledger has it."""
    span: Span | None = None
    """Of the quote in that document's text."""
    claims: tuple[str, ...] = ()
    """Ids of the claims of the ledger that lie in the quote."""
    address: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    """EDTF."""
    chains: tuple[tuple[Voice, ...], ...] = ()
    stance: Stance = "asserted"
    rating: Rating | None = None
    row: Row | None = None
    score: float = 0.0
    """How well it answers the search, for the order only; larger is better."""
    why: str = ""
    """How it was found."""


@dataclass(frozen=True, slots=True)
class Check:
    """What one rule sees between the claim and a passage."""

    kind: CheckKind
    says: Label
    why: str
    """A sentence: "29 is fewer than “at least 50”"."""
    claim: str = ""
    passage: str = ""
    """The words of each side that it compares."""
    decides: bool = True
    """Whether it overrules the entailment model; otherwise it only makes it less sure."""


Aside: TypeAlias = Literal["copy", "same document", "same origin"]
"""Why a passage that says the same is no evidence: it has the claim from where that has it, stands in the
same document or another version of it, or is the same voice again. What speaks against it never is."""

Timing: TypeAlias = Literal["before", "after", "unknown"]
"""Whether the passage was published when the claim was made, later, or nobody knows."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage and what it says to the claim."""

    passage: Passage
    label: Label
    supports: float
    refutes: float
    neutral: float
    """Probabilities after the checks; their sum is 1."""
    model: tuple[float, float, float] | None
    """The entailment model's own: supports, refutes, neutral; None where a rule alone judged."""
    checks: tuple[Check, ...]
    timing: Timing
    origin: str
    """Evidence with the same comes from one origin, as far as lineage tells."""
    origin_name: str
    told_apart: bool = True
    """Whether that origin is certainly another than the others."""
    aside: Aside | None = None
    why: str = ""
    """What the rules that decided say; "" where the model alone judged."""


Searched: TypeAlias = Literal["searched", "degraded", "not set up"]
"""`degraded`: it failed, in part or whole, so that nothing can be said of what it did not return."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one evidence source gave."""

    source: str
    state: Searched
    found: int = 0
    """Passages."""
    why: str = ""
    """What failed and what to do, or how to set it up."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding."""

    evidence: tuple[int, ...]
    """Numbers in the finding's evidence, strongest first."""
    origins: int
    """Independent ones, most likely."""
    low: int
    high: int
    weight: float
    """Log odds that the side has in all, each origin counted once."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of the claim or of a passage, for the table of who said how many, and when."""

    low: float | None
    high: float | None
    words: str
    """As written: "at least 50 people"."""
    counts: str | None
    """What is counted: "people killed"."""
    said_by: str
    published: str | None
    """EDTF."""
    evidence: int | None
    """Number in the finding's evidence; None for the claim's own."""
    agrees: bool | None
    """With the claim's bounds; None for the claim's own."""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands for and against a claim, and what follows."""

    asked: Asked
    verdict: Verdict
    confidence: Confidence
    reasons: tuple[str, ...]
    """Sentences, the weightiest first."""
    evidence: tuple[Evidence, ...]
    """All that was judged: for, against, not settling, set aside."""
    supports: Side
    refutes: Side
    copies: int
    """Passages set aside because they have the claim from where it has it itself."""
    then: Verdict | None
    """What the same rule finds on what was published when the claim was made; None where it has no date."""
    values: tuple[Value, ...]
    coverage: tuple[Coverage, ...]
    wanted: tuple[str, ...]
    """What would settle it, where it is not settled."""
    method: str
    """Names and versions of the entailment model and of the rule, which a replay needs."""
