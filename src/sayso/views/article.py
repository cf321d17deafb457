"""Everything that a screen shows of one reading, computed once; the terminal and the report share it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sayso.types import (
    Act,
    ApartKind,
    Attribution,
    Checkworthy,
    Claim,
    Custody,
    Figure,
    Kind,
    Part,
    Place,
    Reading,
    Signal,
    Span,
    Spans,
    Stance,
    Time,
    Unplaced,
)
from sayso.views.inert import on_one_line
from sayso.views.words import (
    BASES,
    BASIS_OF,
    BASIS_WORDS,
    KIND_WORDS,
    SIGNAL_WORDS,
    STANCE_WORDS,
    Basis,
    coordinates,
    figure_words,
    place_words,
    time_flags,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of a chain, as a screen names it. All words are made inert."""

    name: str
    """The resolved name where there is one, else the words in the text, else what the kind says."""
    said: str | None
    """The words in the text, where `name` is not these."""
    why: str | None
    """Why the words were taken for the name."""
    kind: Kind
    act: Act
    stance: Stance
    cue: str
    target: str | None
    attribution: int

    @property
    def unnamed(self) -> bool:
        return BASIS_OF[self.kind] == "unnamed"

    @property
    def label(self) -> str:
        """The name, marked where it names nobody: "a boy (unnamed)"."""
        return f"{self.name} (unnamed)" if self.unnamed else self.name


@dataclass(frozen=True, slots=True)
class Chain:
    """The voices from the nearest to the farthest; none is the author's own word."""

    voices: tuple[Voice, ...]

    @property
    def basis(self) -> Basis:
        return BASIS_OF[self.voices[-1].kind] if self.voices else "author"

    @property
    def sentence(self) -> str:
        """The chain in words, for readers who see no drawing."""
        if not self.voices:
            return "The author's own word."
        *through, last = [f"{v.label}{_cued(v)}" for v in self.voices]
        middle = f"through {', then '.join(through)}, " if through else ""
        return f"From the author {middle}to {last}."


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, time or place: the words in the text, their value, and what must not be overlooked."""

    words: str
    value: str
    flags: tuple[str, ...] = ()
    more: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimView:
    number: int
    """Counted from 1, in the order of the text."""
    id: str
    words: str
    content: Spans
    chains: tuple[Chain, ...]
    basis: Basis
    stance: Stance
    figures: tuple[Fact, ...]
    times: tuple[Fact, ...]
    places: tuple[Fact, ...]
    signals: tuple[Fact, ...]
    checkworthy: Checkworthy
    attributions: tuple[int, ...]
    """Every attribution in its chains, once each."""
    facts_at: Spans
    """Where its figures, times and places stand."""

    @property
    def stance_words(self) -> str:
        return STANCE_WORDS[self.stance]


@dataclass(frozen=True, slots=True)
class Share:
    """One stretch of the bar: so many claims rest on this."""

    basis: Basis
    count: int

    @property
    def words(self) -> str:
        return BASIS_WORDS[self.basis]


@dataclass(frozen=True, slots=True)
class Aside:
    """What makes no factual claim, in the order of the text."""

    kind: ApartKind
    words: str
    content: Spans


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article as screens show it."""

    id: str
    title: str
    address: str
    text: str
    """The document's own, with nothing replaced: what shows it makes it inert."""
    published: str | None
    modified: str | None
    authors: tuple[str, ...]
    publisher: str | None
    language: str | None
    parts: tuple[Part, ...]
    claims: tuple[ClaimView, ...]
    rests_on: tuple[Share, ...]
    """Every basis in its order, those with no claim too."""
    asides: tuple[Aside, ...]
    unplaced: tuple[Unplaced, ...]
    attributions: tuple[Attribution, ...]
    depths: tuple[int, ...]
    """For each attribution, how many voices stand before it: 0 for what the author reports first hand."""
    voices: tuple[Voice, ...]
    """One for each attribution."""
    custody: Custody
    notes: tuple[str, ...]
    method: str


def article(reading: Reading) -> ArticleView:
    """Arrange one reading for the screen."""
    document = reading.document
    voices = tuple(_voice(reading, i) for i in range(len(reading.attributions)))
    ordered = sorted(reading.claims, key=lambda c: c.content)
    claims = tuple(_claim(reading, c, n, voices) for n, c in enumerate(ordered, 1))
    counts = Counter(c.basis for c in claims)
    return ArticleView(
        id=document.id,
        title=on_one_line(document.title or _headline(reading) or document.address),
        address=on_one_line(document.address),
        text=document.text,
        published=_line(document.published),
        modified=_line(document.modified),
        authors=tuple(on_one_line(a) for a in document.authors),
        publisher=_line(document.publisher),
        language=_line(document.language),
        parts=document.parts,
        claims=claims,
        rests_on=tuple(Share(basis, counts[basis]) for basis in BASES),
        asides=tuple(_asides(reading)),
        unplaced=reading.unplaced,
        attributions=reading.attributions,
        depths=_depths(reading.attributions),
        voices=voices,
        custody=document.custody,
        notes=tuple(on_one_line(n) for n in document.notes),
        method=on_one_line(reading.method),
    )


def _line(text: str | None) -> str | None:
    return on_one_line(text) if text else None


def _headline(reading: Reading) -> str | None:
    spans = [part.span for part in reading.document.parts if part.kind == "headline"]
    return reading.document.text[slice(*spans[0])] if spans else None


def _asides(reading: Reading) -> list[Aside]:
    ordered = sorted(reading.apart, key=lambda a: a.content)
    return [Aside(a.kind, on_one_line(reading.text(a.content)), a.content) for a in ordered]


def _voice(reading: Reading, index: int) -> Voice:
    a = reading.attributions[index]
    said = on_one_line(reading.text(a.source)).rstrip(" ,;") or None
    resolved = on_one_line(a.resolved.name) if a.resolved else None
    name = resolved or said or KIND_WORDS[a.kind]
    return Voice(
        name=name,
        said=said if said != name else None,
        why=on_one_line(a.resolved.why) if a.resolved else None,
        kind=a.kind,
        act=a.act,
        stance=a.stance,
        cue=on_one_line(reading.text(a.cue)),
        target=on_one_line(reading.text(a.target)) or None,
        attribution=index,
    )


def _claim(reading: Reading, claim: Claim, number: int, voices: tuple[Voice, ...]) -> ClaimView:
    chains = tuple(Chain(tuple(voices[i] for i in chain)) for chain in claim.chains) or (Chain(()),)
    facts = _Facts(reading.document.text)
    return ClaimView(
        number=number,
        id=claim.id,
        words=on_one_line(reading.text(claim.content)),
        content=claim.content,
        chains=chains,
        # A claim on several chains counts once, under the voice that can best be asked.
        basis=min((chain.basis for chain in chains), key=BASES.index),
        stance=claim.stance,
        figures=tuple(facts.figure(f) for f in claim.figures),
        # "now" says nothing on a card; the JSON and the list of what was not placed have it.
        times=tuple(facts.time(t) for t in claim.times if t.value or t.precision != "vague"),
        places=tuple(facts.place(p) for p in claim.places),
        signals=tuple(facts.signal(s) for s in claim.signals),
        checkworthy=Checkworthy(claim.checkworthy.score, on_one_line(claim.checkworthy.why)),
        attributions=tuple(dict.fromkeys(i for chain in claim.chains for i in chain)),
        facts_at=(
            *(f.span for f in claim.figures),
            *(t.span for t in claim.times),
            *(p.span for p in claim.places),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """Makes facts of what hangs on a claim in this text."""

    text: str

    def words(self, span: Span) -> str:
        return on_one_line(self.text[span.start : span.end])

    def figure(self, f: Figure) -> Fact:
        part = (f"part of {self.words(f.part_of)}",) if f.part_of else ()
        return Fact(self.words(f.span), on_one_line(figure_words(f)), part)

    def time(self, t: Time) -> Fact:
        return Fact(self.words(t.span), _line(t.value) or "no date", time_flags(t), _line(t.why))

    def place(self, p: Place) -> Fact:
        flags = ("one of several of that name",) if p.ambiguous else ()
        return Fact(self.words(p.span), on_one_line(place_words(p)), flags, coordinates(p))

    def signal(self, s: Signal) -> Fact:
        return Fact(self.words(s.span).strip("“”‘’\"'"), SIGNAL_WORDS[s.kind])


MAX_DEPTH = 64
"""Deeper nesting is shown as this deep: no article has it, and a fault must not cost quadratic time."""


def _depths(attributions: tuple[Attribution, ...]) -> tuple[int, ...]:
    depths = []
    for index in range(len(attributions)):
        depth, inside = 0, attributions[index].inside
        while inside is not None and depth < MAX_DEPTH:
            depth, inside = depth + 1, attributions[inside].inside
        depths.append(depth)
    return tuple(depths)


def _cued(voice: Voice) -> str:
    """What stands in brackets after a voice: its cue, and its stance where that is not plain assertion."""
    said = [f"“{voice.cue}”"] if voice.cue else []
    said += [STANCE_WORDS[voice.stance]] if voice.stance != "asserted" else []
    return f" [{', '.join(said)}]" if said else ""
