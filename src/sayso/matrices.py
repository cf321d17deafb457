"""Analysis of competing hypotheses (Heuer, *Psychology of Intelligence Analysis*, 1999, ch. 8): the types.

    Entry … ─fold→ Matrix ─weigh→ Weighed

A question has hypotheses that exclude one another, rows of evidence, and in each cell an analyst's word on
how the row sits with the hypothesis. What people do to a question is kept as entries that are never changed;
the matrix at any moment is what its entries up to then amount to (`sayso.weighing.folding`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from sayso.findings import Confidence
from sayso.types import Json

Mark: TypeAlias = Literal["CC", "C", "N", "I", "II", "NA"]
"""How a row sits with a hypothesis: very consistent, consistent, neutral, inconsistent, very inconsistent,
not applicable."""
MARKS: tuple[Mark, ...] = get_args(Mark)

RowKind: TypeAlias = Literal["claim", "finding", "note"]
"""A claim of the ledger, a finding of `sayso check`, or what an analyst typed."""
ROW_KINDS: tuple[RowKind, ...] = get_args(RowKind)

Band: TypeAlias = Literal[
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
]
"""Words of estimative probability of ICD 203: up to 5, 20, 45, 55, 80, 95 per cent, and above."""
BANDS: tuple[Band, ...] = get_args(Band)

EntryKind: TypeAlias = Literal[
    "question",
    "hypothesis",
    "row",
    "cell",
    "credibility",
    "deceptive",
    "motive",
    "assumption",
    "challenge",
    "withdraw",
    "outcome",
    "misled",
]
ENTRY_KINDS: tuple[EntryKind, ...] = get_args(EntryKind)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did to a question. Never changed; a later one on the same thing wins.

    `told`, by kind:

    - `question`: `text`. Worded anew, the id stays.
    - `hypothesis`: `id` ("H1"), `text`, and `prior` in (0, 1) where somebody states one.
    - `row`: `id` ("R1"), `kind`, `text`, and where known `ref` (id of the claim), `origin` and `origin_name`,
      `source`, `when`, `quotes` (a list of objects with `text`, `address`, `by`), `credibility` (1 to 6)
      where a person states it, `proposed` (1 to 6) and `proposed_why` where the program does. In older
      entries `credibility` with `credibility_why` beside is what was proposed.
    - `cell`: `row`, `hypothesis`, `mark` (None takes the mark back).
    - `credibility`: `row`, `credibility` (1 to 6; None: nobody states it).
    - `deceptive`: `row`, `probability` that it was planted or is false.
    - `motive`: `row`, `hypothesis`: if that hypothesis holds, its author would want us to find this row;
      `holds` False takes it back.
    - `assumption`: `id` ("A1"), `text`. `challenge`: `id`, `standing` ("holds", "challenged", "failed").
    - `withdraw`: `id` of a hypothesis, row or assumption that goes out of the matrix; `back` True returns it.
    - `outcome`: `hypothesis` that turned out to hold. `misled`: `row`.
    """

    id: str
    question: str
    """Id of the question."""
    kind: EntryKind
    who: str
    """The analyst; `machine` where the program proposes."""
    made: str
    """RFC 3339, UTC."""
    why: str
    told: Mapping[str, Json]


MACHINE = "machine"
"""The analyst whose cells are proposals: weighed only where no person has spoken."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    id: str
    """Within its question: "H1"."""
    text: str
    prior: float | None = None
    """As somebody states it; None: all that state none share what is left."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a row rests on."""

    text: str
    address: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One analyst's word on one row and one hypothesis."""

    row: str
    hypothesis: str
    mark: Mark
    who: str
    why: str
    made: str

    @property
    def is_proposed(self) -> bool:
        return self.who == MACHINE


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of evidence."""

    id: str
    """Within its question: "R1"."""
    kind: RowKind
    text: str
    ref: str | None = None
    """Id of the claim that it was drawn from."""
    origin: str | None = None
    """Rows with the same come from one origin, and count once. None: nothing is known of it, so by itself."""
    origin_name: str = ""
    source: str = ""
    """Who says it, nearest voice first, as shown."""
    when: str | None = None
    """EDTF: when it was published."""
    quotes: tuple[Quote, ...] = ()
    credibility: int | None = None
    """Admiralty item credibility, 1 (confirmed) to 6 (cannot be judged), as a person set it."""
    proposed: int | None = None
    """The same as the program proposes it: it weighs nothing."""
    proposed_why: str = ""
    deceptive: float | None = None
    """Probability that it was planted or is false, where somebody says."""
    motives: tuple[str, ...] = ()
    """Ids of the hypotheses whose author would want us to find it."""
    why: str = ""
    """Why it is in the matrix."""
    misled: bool = False
    """Afterwards: it pointed away from what turned out to hold, and somebody says that it misled."""


Standing: TypeAlias = Literal["holds", "challenged", "failed"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)


@dataclass(frozen=True, slots=True)
class Assumption:
    id: str
    text: str
    standing: Standing = "holds"
    who: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A question as it stands after some of its entries."""

    question: str
    """Id of the question."""
    text: str
    hypotheses: tuple[Hypothesis, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    """The last word of every analyst on every cell, the machine's among them."""
    assumptions: tuple[Assumption, ...] = ()
    outcome: str | None = None
    """Id of the hypothesis that turned out to hold."""
    made: str = ""
    changed: str = ""
    """RFC 3339, UTC: the first and the last entry."""

    def of(self, row: str, hypothesis: str) -> tuple[Cell, ...]:
        """What analysts say of one cell."""
        return tuple(c for c in self.cells if c.row == row and c.hypothesis == hypothesis)


@dataclass(frozen=True, slots=True)
class Fare:
    """How one hypothesis fares."""

    hypothesis: str
    inconsistency: float
    """Weighted sum of what speaks against it (Heuer's ranking): smaller is better."""
    rank: int
    """1 is least inconsistent; equals share a rank."""
    probability: float
    """By the Bayesian reading of the cells."""
    low: float
    high: float
    """The same over stated ranges of the likelihood ratios."""
    band: Band


@dataclass(frozen=True, slots=True)
class Weight:
    """What one row does in the matrix."""

    row: str
    diagnosticity: float
    """How far it tells hypotheses apart: the variance of its marks' scores, 0 where all agree."""
    counts: float
    """Share in [0, 1] of what it would count alone of its origin; those of an origin's rows sum to 1."""
    trust: float
    """1 less the probability that it was planted or is false."""
    spread: float
    """How far analysts disagree on it: mean absolute difference of their marks' scores, over its cells."""
    ratios: Mapping[str, float] = field(default_factory=dict)
    """By hypothesis: its likelihood ratio against the row's geometric mean, after counts and trust."""
    why: str = ""


TurnBy: TypeAlias = Literal["probability", "inconsistency", "both"]


@dataclass(frozen=True, slots=True)
class Turn:
    """Rows that change the order if they are false or planted: one, or two."""

    rows: tuple[str, ...]
    leader: str
    """Hypothesis that then leads."""
    probability: float
    """Its probability then."""
    why: str = ""
    by: TurnBy = "both"
    """Which order it changes."""
    copies: tuple[str, ...] = ()
    """Rows of the same origins with the same marks: they would be false or planted with them."""


@dataclass(frozen=True, slots=True)
class Staged:
    """If this hypothesis holds, its author would want these rows found: how things stand without them."""

    hypothesis: str
    rows: tuple[str, ...]
    leader: str
    """Hypothesis that leads if they all count for nothing."""
    probability: float
    """The leader's then."""
    own: float
    """This hypothesis's then."""
    suspected: float
    """This hypothesis's if each of them were as likely to be staged as not."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """Evidence not yet at hand that would tell the leading hypotheses apart."""

    text: str
    between: tuple[str, str]
    bits: float
    """Expected information, in bits, of a perfectly diagnostic answer between them."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A cell on which people disagree."""

    row: str
    hypothesis: str
    marks: Mapping[str, Mark]
    """By analyst."""
    distance: int
    """Steps on the scale between the farthest two."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A matrix read: everything that a report shows, a pure function of the matrix and the defaults."""

    matrix: Matrix
    hypotheses: tuple[Fare, ...]
    """Most probable first."""
    rows: tuple[Weight, ...]
    """In the matrix's order."""
    confidence: Confidence
    """In the whole, apart from the probabilities, as in ICD 203."""
    reasons: tuple[str, ...]
    """Why no more confident, and why no less."""
    carrying: tuple[str, ...]
    """The rows, at most three, that carry the answer: taken out, the leader loses most."""
    turns: tuple[Turn, ...]
    """Single rows first, then pairs neither row of which turns the same order alone."""
    sought: tuple[Sought, ...]
    disputes: tuple[Dispute, ...]
    unfilled: tuple[tuple[str, str], ...]
    """Cells, by row and hypothesis, on which nobody has said anything."""
    misled: tuple[str, ...]
    """Where the outcome is known: rows that pointed away from it, the strongest first."""
    method: str
    staged: tuple[Staged, ...] = ()
    """For each hypothesis that has motives."""
    pairs_left: int = 0
    """Pairs of rows that turn it too, and are not among `turns`."""
