"""Claims that were found: each with its words, its chains, where it stands and why it was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sayso.types import Claim, Document, Json, Reading, Span
from sayso.views import judged
from sayso.views.article import ArticleView, ClaimView, Voice, article
from sayso.views.emphasis import matches, pieces
from sayso.views.inert import on_one_line
from sayso.views.record import Record, claim_record, spans_record

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.ledger import Found, Query
    from sayso.views.terminal import Terminal, Words

SHORT = 12
"""Digits of an id that are shown: enough that among a million million no other begins so by chance."""
MATCH = "bold underline"
BEFORE, AFTER = 60, 140
"""Characters of an excerpt before and after the first word that was asked for."""


def lines(found: Sequence[Found], query: Query, terminal: Terminal) -> Iterator[RenderableType]:
    """All that was found, best first."""
    yield from claims(found, query, terminal)
    yield terminal.say((_closing(len(found), query), "bright_black"))


def claims(found: Sequence[Found], query: Query, terminal: Terminal) -> Iterator[RenderableType]:
    """Numbered, with the words that were asked for emphasised."""
    articles = {f.reading.document.id: article(f.reading) for f in found}
    for number, one in enumerate(found, start=1):
        view = articles[one.reading.document.id]
        yield from _one(number, one, view, query.words, terminal)


def documents(found: Sequence[Reading], query: Query, terminal: Terminal) -> Iterator[RenderableType]:
    """Documents that have the words, best first, each with a place that has them."""
    from sayso.views.terminal import MARGIN

    for number, reading in enumerate(found, start=1):
        view = article(reading)
        yield terminal.say((about(view), "bold"), margin=f"{number:>3}  ", columns=MARGIN)
        parts: list[Words] = [
            (words, MATCH) if hit else words
            for words, hit in pieces(query.words, excerpt(reading, query.words))
        ]
        yield terminal.say(*parts, columns=MARGIN)
        count = f" · {len(view.claims)} claim{'s'[: len(view.claims) != 1]} · {view.address}"
        yield terminal.say((view.id[:SHORT], "cyan"), (count, "bright_black"), columns=MARGIN)
        yield terminal.say("")
    most = f"The best {len(found)}; --limit N shows more." if len(found) == query.limit else ""
    yield terminal.say((f"{most} sayso show ID shows one whole.".strip(), "bright_black"))


def found_document(reading: Reading, asked: str) -> Record:
    """A document that was found, without its text."""
    return {
        **document_record(reading.document),
        "excerpt": excerpt(reading, asked),
        "claims": len(reading.claims),
    }


def excerpt(reading: Reading, asked: str) -> str:
    """Words of the text around the first that was asked for, on one line."""
    text = reading.document.text
    first = next(iter(matches(asked, text)), Span(0, 0))
    start, end = max(0, first.start - BEFORE), min(len(text), first.end + AFTER)
    # Whole words only; an ellipsis where there is more.
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", 0, end) if end < len(text) else end
    cut = on_one_line(text[min(start, first.start) : max(end, first.end)])
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"


def nothing(query: Query, others: Sequence[str] = (), what: str = "claim") -> str:
    """What to try where no such thing was found; `others` are collections that were not asked."""
    asked = _asked(query)
    tries = [f"leave out {' or '.join(asked)}"] if asked else []
    if query.words:
        tries = ["use fewer or other words", *tries]
    if not query.versions:
        tries.append("add --versions to search older versions too")
    if others:
        tries.append(f"ask another collection (--collection {' --collection '.join(others)})")
    names = ", ".join(query.collections) or "all"
    which = f"collection{'s'[: len(query.collections) != 1]} {names}"
    return on_one_line(f"No {what} found in {which}. You may {'; '.join(tries) or 'sayso add more'}.")


def record(found: Found, asked: str) -> Record:
    """A claim that was found, with all that is needed to read it without its document."""
    reading = found.reading
    claim = reading.claims[found.n]
    return {
        **claim_in_words(reading, claim),
        "matches": spans_record(tuple(_matches(reading, claim, asked))),
        "score": found.score,
        "why": found.why or None,
        "judgements": [judged.record(j) for j in found.judgements],
        "document": document_record(reading.document),
    }


def claim_in_words(reading: Reading, claim: Claim) -> Record:
    """The claim as `sayso read` writes it, and its words, and its chains as voices with their names."""
    view = article(reading)
    voices: list[Json] = [[_voice(view.voices[n]) for n in chain] for chain in claim.chains]
    whole = claim_record(claim, reading.method)
    identity = whole.pop("id")
    return {"id": identity, "words": reading.text(claim.content), **whole, "chains": voices}


def document_record(document: Document) -> Record:
    """The document's own line, without its text."""
    return {
        "id": document.id,
        "address": document.address,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
    }


def about(view: ArticleView) -> str:
    """Title, outlet and date, as far as they are known."""
    outlet = view.publisher or (urlsplit(view.address).hostname if "://" in view.address else None)
    known = (view.title, outlet, view.published or view.modified or "no date")
    return " · ".join(item for item in known if item)


def claim_of(view: ArticleView, identity: str) -> ClaimView:
    return next(claim for claim in view.claims if claim.id == identity)


def _one(
    number: int, found: Found, view: ArticleView, asked: str, terminal: Terminal
) -> Iterator[RenderableType]:
    claim = claim_of(view, found.reading.claims[found.n].id)
    words: list[Words] = [(w, MATCH) if hit else w for w, hit in pieces(asked, claim.words)]
    from sayso.views.terminal import MARGIN

    yield terminal.say(*words, margin=f"{number:>3}  ", columns=MARGIN)
    for chain in claim.chains:
        yield terminal.say(*terminal.chain(claim, chain), columns=MARGIN)
    if facts := list(terminal.stated(claim)):
        yield terminal.say(*facts, columns=MARGIN)
    yield terminal.say(about(view), columns=MARGIN)
    why = f" · found by {found.why}" if found.why else ""
    yield terminal.say((claim.id[:SHORT], "cyan"), (why, "bright_black"), columns=MARGIN)
    yield from judged.lines(found.judgements, terminal, MARGIN)
    yield terminal.say("")


def _closing(count: int, query: Query) -> str:
    if count == query.limit:
        return f"The best {count}; --limit N shows more. sayso show ID shows one in its place."
    return f"{count} claim{'s'[: count != 1]}. sayso show ID shows one in its place."


def _asked(query: Query) -> list[str]:
    given = {
        "--by": query.by,
        "--kind": query.kinds,
        "--stance": query.stances,
        "--since": query.since,
        "--until": query.until,
        "--when": query.when,
        "--place": query.place,
        "--figure": query.figure is not None,
    }
    return [option for option, value in given.items() if value]


def _matches(reading: Reading, claim: Claim, asked: str) -> Iterator[Span]:
    for start, end in claim.content:
        for span in matches(asked, reading.document.text[start:end]):
            yield Span(start + span.start, start + span.end)


def _voice(voice: Voice) -> Record:
    return {
        "name": voice.name,
        "said": voice.said,
        "why": voice.why,
        "kind": voice.kind,
        "act": voice.act,
        "stance": voice.stance,
        "cue": voice.cue,
        "target": voice.target,
    }
