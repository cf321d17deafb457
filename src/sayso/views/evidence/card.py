"""A finding as a page tells it: words ready to be shown, each piece with the place it can be led to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.findings import Evidence, Finding, Label, Rating, Value, Verdict
from sayso.views.evidence import wording
from sayso.views.evidence.plot import Mark, Shape, plot, shape
from sayso.views.evidence.svg import inline
from sayso.views.inert import on_one_line

MARKS: dict[Verdict, str] = {"supported": "▲", "disputed": "▼", "mixed": "◆", "not enough": "○"}
LABELS: dict[Label, str] = {"supports": "▲", "refutes": "▼", "neutral": "○"}
SHAPES: dict[Shape, str] = {"own": "■", "agrees": "●", "differs": "◆", "other": "▲"}
"""As the plot has them."""
SHORT = 12
"""Digits of a claim's id that are shown."""
NAMED = 4
"""Outlets of one origin that are named where their passages are folded."""
_SIDES = (("for", "For it"), ("against", "Against it"))
_REST = (("open", "Does not settle it"), ("aside", "Set aside, as no evidence"))


@dataclass(frozen=True, slots=True)
class CheckLine:
    label: Label
    words: str
    why: str
    claim: str
    passage: str


@dataclass(frozen=True, slots=True)
class RatingLine:
    words: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    key: str
    number: int
    label: Label
    mark: str
    stance: str
    quote: str
    outlet: str
    published: str
    voices: tuple[str, ...]
    likely: str
    why: str
    checks: tuple[CheckLine, ...]
    rating: RatingLine | None
    facts: tuple[tuple[str, str], ...]
    address: str
    link: str | None
    """The address, where following it is safe: never `javascript:` and the like."""
    context: tuple[tuple[str, bool], ...]
    """What stands around the quote, and whether each part is the quote; empty where nothing does."""
    others: tuple[Piece, ...] = ()
    """Passages of the same origin on the same side: they add nothing to its weight, and are folded."""
    folded: str = ""
    """What is folded, in words."""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    title: str
    count: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure in the table."""

    date: str
    said_by: str
    words: str
    read: str
    counts: str
    agrees: str
    shape: Shape
    mark: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Covered:
    source: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    key: str
    which: str
    """What tells its regions from those of other cards of the page: ", claim 2"; "" where it is alone."""
    words: str
    short: str
    stance: str
    made_by: tuple[str, ...]
    address: str
    link: str | None
    claim: str
    verdict: Verdict
    mark: str
    confidence: str
    means: str
    counts: tuple[str, ...]
    reasons: tuple[str, ...]
    credibility: str
    wanted: tuple[str, ...]
    sides: tuple[Group, ...]
    rest: tuple[Group, ...]
    then: str
    has_then: bool
    timed: tuple[tuple[str, int, int, int], ...]
    values: tuple[Figured, ...]
    plot: str
    """SVG; "" where there is nothing to draw."""
    coverage: tuple[Covered, ...]
    weights: str
    method: str


def card(finding: Finding, key: str, which: str = "") -> Card:
    """`key` begins every id of the card in its page."""
    asked = finding.asked
    drawn = plot(finding)
    return Card(
        key=key,
        which=which,
        words=on_one_line(asked.text),
        short=wording.short(asked.text),
        stance=wording.stance_words(asked.stance),
        made_by=wording.made_by(asked),
        address=on_one_line(asked.address or ""),
        link=_link(asked.address),
        claim=(asked.claim or "")[:SHORT],
        verdict=finding.verdict,
        mark=MARKS[finding.verdict],
        confidence=wording.CONFIDENCES[finding.confidence],
        means=f"{wording.MEANS[finding.verdict][0].upper()}{wording.MEANS[finding.verdict][1:]}.",
        counts=wording.counts(finding),
        reasons=tuple(map(wording.sentence, finding.reasons)),
        credibility=wording.item_credibility(finding),
        wanted=tuple(map(wording.sentence, finding.wanted)),
        sides=tuple(_group(finding, key, name, title) for name, title in _SIDES),
        rest=tuple(g for name, title in _REST if (g := _group(finding, key, name, title)).pieces),
        then=wording.then_and_now(finding),
        has_then=finding.then is not None,
        timed=tuple(wording.timed(finding)),
        values=tuple(_figured(finding, key, value) for value in finding.values),
        plot=inline(drawn, key, lambda mark: _target(finding, key, mark)) if drawn else "",
        coverage=tuple(
            Covered(wording.short(c.source), c.state, f"{wording.searched(c)}.") for c in finding.coverage
        ),
        weights=wording.weights(finding),
        method=on_one_line(finding.method),
    )


def _link(address: str | None) -> str | None:
    return address if address and address.startswith(("http://", "https://")) else None


def _target(finding: Finding, key: str, mark: Mark) -> str | None:
    number = mark.value.evidence
    return None if number is None else _key(finding, key, number)


def _key(finding: Finding, key: str, number: int) -> str:
    return f"{key}-e{wording.shown_numbers(finding)[number]}"


def _group(finding: Finding, key: str, name: str, title: str) -> Group:
    numbers = wording.groups(finding)[name]
    is_side = any(name == side for side, _ in _SIDES)
    origins = wording.by_origin(finding, numbers) if is_side else [(number,) for number in numbers]
    pieces = tuple(_folded([_piece(finding, key, number) for number in held]) for held in origins)
    return Group(name, title, wording.many(len(numbers), "passage"), pieces)


def _folded(pieces: Sequence[Piece]) -> Piece:
    first, *others = pieces
    if not others:
        return first
    named = [f"{one.outlet} ({one.number})" for one in others[:NAMED]]
    if len(others) > NAMED:
        named.append(f"{len(others) - NAMED:,} more")
    where = wording.listed(named)
    words = f"{wording.many(len(others), 'more passage')} from the same origin: {where}"
    return replace(first, others=tuple(others), folded=words)


def _piece(finding: Finding, key: str, number: int) -> Piece:
    evidence = finding.evidence[number]
    passage = evidence.passage
    aside = f"{wording.ASIDES[evidence.aside]}. ".capitalize() if evidence.aside else ""
    return Piece(
        key=_key(finding, key, number),
        number=wording.shown_numbers(finding)[number],
        label=evidence.label,
        mark=LABELS[evidence.label],
        stance=wording.stance_words(passage.stance),
        quote=on_one_line(passage.quote),
        outlet=wording.outlet(passage),
        published=wording.published(finding, evidence),
        voices=wording.voices(passage.chains),
        likely=wording.likely(evidence),
        why=f"{aside}{wording.reason(evidence)}".strip(),
        checks=tuple(
            CheckLine(c.says, wording.check_words(c), *map(on_one_line, (c.why, c.claim, c.passage)))
            for c in evidence.checks
        ),
        rating=_rating(passage.rating),
        facts=tuple(_facts(evidence)),
        address=on_one_line(passage.address or ""),
        link=_link(passage.address),
        context=_context(passage.quote, passage.context),
    )


def _rating(rating: Rating | None) -> RatingLine | None:
    return RatingLine(wording.rating_words(rating), _link(rating.address)) if rating else None


def _facts(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """What a reader may want to know of a passage, each with its name."""
    passage = evidence.passage
    if passage.title:
        yield "Title", on_one_line(passage.title)
    yield "Origin", wording.origin_words(evidence)
    source = on_one_line(wording.SOURCES.get(passage.source, passage.source))
    yield "Found in", f"{source}, by {on_one_line(passage.why)}" if passage.why else source
    yield "There", on_one_line(passage.id)
    if passage.span:
        yield "Characters", f"{passage.span.start:,} to {passage.span.end:,} of the document"
    if model := wording.model_alone(evidence):
        yield "Judged", model


def _context(quote: str, context: str) -> tuple[tuple[str, bool], ...]:
    at = context.find(quote)
    if at < 0 or context.strip() == quote.strip():
        return ((context, False),) if at < 0 and context else ()
    parts = ((context[:at], False), (quote, True), (context[at + len(quote) :], False))
    return tuple(part for part in parts if part[0])


def _figured(finding: Finding, key: str, value: Value) -> Figured:
    found = shape(value)
    return Figured(
        date=wording.date(value.published),
        said_by=wording.speaker(finding.asked, value),
        words=wording.short(value.words),
        read=wording.value_words(value),
        counts=wording.short(value.counts or ""),
        agrees=wording.agreement(value),
        shape=found,
        mark=SHAPES[found],
        target=None if value.evidence is None else _key(finding, key, value.evidence),
    )
