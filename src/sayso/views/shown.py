"""A claim or a document as `sayso show` shows it, with all that the ledger knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.types import Reading
from sayso.views import history, judged
from sayso.views.article import ArticleView, ClaimView, article
from sayso.views.custody import custody
from sayso.views.found import MATCH, about, claim_in_words, claim_of, document_record
from sayso.views.inert import on_one_line
from sayso.views.record import Record
from sayso.views.record import record as reading_record
from sayso.views.segments import Paragraph, paragraphs
from sayso.views.words import STANCE_WORDS

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.ledger import ShownClaim, ShownDocument
    from sayso.ledger.judgements import Judgement
    from sayso.views.terminal import Terminal, Words


def lines(
    shown: ShownClaim | ShownDocument, before: Reading | None, terminal: Terminal
) -> Iterator[RenderableType]:
    """`before` is the reading of the version before, if there is one."""
    from sayso.ledger import ShownDocument

    if isinstance(shown, ShownDocument):
        return _document(shown, before, terminal)
    return _claim(shown, before, terminal)


def record(shown: ShownClaim | ShownDocument, before: Reading | None) -> Record:
    from sayso.ledger import ShownDocument

    if isinstance(shown, ShownDocument):
        return _document_record(shown, before)
    return _claim_record(shown, before)


def _document(shown: ShownDocument, before: Reading | None, terminal: Terminal) -> Iterator[RenderableType]:
    """As `sayso read` prints it, then what was decided, and its history."""
    view = article(shown.reading)
    yield terminal.article(view)
    if shown.judgements:
        yield terminal.rule("─", "Judgements")
    numbers = {claim.id: claim.number for claim in view.claims}
    for n, judgements in sorted(shown.judgements.items()):
        claim = claim_of(view, shown.reading.claims[n].id)
        yield terminal.say(claim.words, margin=f"{numbers[claim.id]:>3}  ", columns=5)
        yield from judged.lines(judgements, terminal, 5)
    yield from history.lines(shown, before, terminal)
    yield terminal.say("")


def _document_record(shown: ShownDocument, before: Reading | None) -> Record:
    decided = [
        {"claim": shown.reading.claims[n].id, **judged.record(judgement)}
        for n, judgements in sorted(shown.judgements.items())
        for judgement in judgements
    ]
    return {
        "id": shown.reading.document.id,
        "what": "document",
        "reading": reading_record(shown.reading),
        "judgements": [*decided],
        **history.record(shown, before),
    }


def _claim(shown: ShownClaim, before: Reading | None, terminal: Terminal) -> Iterator[RenderableType]:
    """The claim's words where they stand, its chains, what it states, and what is known of its document."""
    view = article(shown.document.reading)
    yield terminal.rule("━", on_one_line(shown.text))
    yield terminal.say(about(view))
    if view.address != view.title:
        yield terminal.say((view.address, "bright_black"))
    if shown.n is None:
        yield terminal.say("")
        words = "The current reading has no claim at exactly this place. Others had: see below."
        yield terminal.say((words, "yellow"))
    else:
        yield from _read(view, claim_of(view, shown.id), terminal)
    yield from _by_readings(shown, terminal)
    if judgements := _judgements(shown):
        yield terminal.rule("─", "Judgements")
        yield from judged.lines(judgements, terminal, 2)
    yield from history.lines(shown.document, before, terminal)
    yield terminal.rule("─", "Custody")
    for name, value in (*custody(view.custody), ("claim", shown.id)):
        yield terminal.named(name, (value, "bright_black"))
    yield terminal.say("")


def _claim_record(shown: ShownClaim, before: Reading | None) -> Record:
    reading = shown.document.reading
    found = claim_in_words(reading, reading.claims[shown.n]) if shown.n is not None else None
    view = article(reading)
    context = "\n".join(_text(p) for p in _context(view, claim_of(view, shown.id))) if found else None
    return {
        "id": shown.id,
        "what": "claim",
        "words": shown.text,
        "claim": found,
        "context": context,
        "stances": [{"method": method, "stance": stance} for method, stance in shown.stances],
        "judgements": [judged.record(j) for j in _judgements(shown)],
        "document": document_record(reading.document),
        **history.record(shown.document, before),
    }


def _read(view: ArticleView, claim: ClaimView, terminal: Terminal) -> Iterator[RenderableType]:
    yield terminal.rule("─", "In the text")
    for paragraph in _context(view, claim):
        parts: list[Words] = [
            (on_lines(s.text), MATCH) if claim.number in s.claims else on_lines(s.text)
            for s in paragraph.segments
        ]
        yield terminal.say(*parts, columns=2)
    yield terminal.rule("─", "On whose say-so")
    for chain in claim.chains:
        yield terminal.say(*terminal.chain(claim, chain), columns=2)
        for voice in chain.voices:
            if voice.why:
                yield terminal.say((f"{voice.name}: {voice.why}", "bright_black"), columns=4)
    yield from _stated(claim, terminal)


def _stated(claim: ClaimView, terminal: Terminal) -> Iterator[RenderableType]:
    from sayso.views.terminal import fact_words

    yield terminal.rule("─", "What it states")
    named = (("figure", claim.figures), ("time", claim.times), ("place", claim.places))
    for name, facts in named:
        for fact in facts:
            yield terminal.named(name, *fact_words(fact))
    for signal in claim.signals:
        yield terminal.named("signal", f"{signal.value} “{signal.words}”")
    yield terminal.named("check", f"{claim.checkworthy.score:.2f}: {claim.checkworthy.why}")


def _by_readings(shown: ShownClaim, terminal: Terminal) -> Iterator[RenderableType]:
    yield terminal.rule("─", "What each extractor made of it")
    current = {method for method, _, now in shown.document.methods if now}
    for method, stance in shown.stances:
        note = " (the current reading)" if method in current else ""
        yield terminal.say(f"{on_one_line(method)}{note}: {STANCE_WORDS[stance]}", columns=2)
    have = {method for method, _ in shown.stances}
    for method, _, _ in shown.document.methods:
        if method not in have:
            yield terminal.say((f"{on_one_line(method)}: no claim at this place", "bright_black"), columns=2)


def _judgements(shown: ShownClaim) -> list[Judgement]:
    return shown.document.judgements.get(shown.n, []) if shown.n is not None else []


def _context(view: ArticleView, claim: ClaimView) -> list[Paragraph]:
    """The paragraphs that hold words of the claim."""
    return [p for p in paragraphs(view) if any(claim.number in s.claims for s in p.segments)]


def _text(paragraph: Paragraph) -> str:
    return "".join(segment.text for segment in paragraph.segments)


def on_lines(text: str) -> str:
    """Inert, with the blanks at its ends, for the next piece of the line follows."""
    inner = on_one_line(text)
    return f"{' ' * text[:1].isspace()}{inner}{' ' * (bool(inner) and text[-1:].isspace())}"
