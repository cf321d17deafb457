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


def lines(found: Sequence[Found], query: Query, terminal: Terminal) -> Iterator[RenderableType]:
    """All that was found, best first."""
    articles = {f.reading.document.id: article(f.reading) for f in found}
    for number, one in enumerate(found, start=1):
        view = articles[one.reading.document.id]
        yield from _one(number, one, view, query.words, terminal)
    yield terminal.say((_closing(len(found), query), "bright_black"))


def nothing(query: Query, others: Sequence[str] = ()) -> str:
    """What to try where nothing was found; `others` are collections that were not asked."""
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
    return on_one_line(f"No claim found in {which}. You may {'; '.join(tries) or 'sayso add more'}.")


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
