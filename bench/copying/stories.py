"""A plan written out: documents with their readings, and the truth about them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from copying.draft import Draft, misreading
from copying.events import event
from copying.pieces import Mark, Piece
from copying.planning import Plan, planned, size
from copying.truth import Story
from copying.wording import table, topics
from copying.writing import write
from newsroom.chance import draws
from sayso.types import Apart, Custody, Document, Reading, Span

METHOD = "recorded 1"
_GOT = datetime(2025, 6, 1)
_DAY_ONLY = 0.3
"""Share of the outlets that state the day and not the minute."""
_BOILERPLATE = 0.4


@dataclass(frozen=True, slots=True)
class Written:
    """A piece as a document, and the claim of each fact."""

    piece: Piece
    reading: Reading
    body: str
    """Without what the publisher put around it."""
    claims: tuple[str, ...]
    """Of each claim, the fact."""


def newsgathering(
    seed: int, *, reserved: bool = False, times: bool = True, documents: int | None = None
) -> Story:
    """A story: an event, those who tell of it, and who had it from whom.

    Tuned and reserved stories of one seed have nothing in common.
    """
    from copying.knowing import known

    salt = "reserved" if reserved else "tuned"
    r = draws(seed, f"copying {salt}", 0)
    name = f"{salt[0]}{seed}"
    found = event(r, name, topics()[int(r() * len(topics()))])
    plan = Plan(r, name, found, documents or size(r()), reserved)
    planned(plan)
    _drop_childless(plan)
    written = [_written(plan, piece, times) for piece in plan.pieces]
    return known(seed, plan, written, times)


def _drop_childless(plan: Plan) -> None:
    """A lost article that nobody copied left no trace."""
    parents = {number for piece in plan.pieces for number in piece.parents}
    plan.pieces = [p for p in plan.pieces if not p.hidden or p.number in parents]


def _written(plan: Plan, piece: Piece, times: bool) -> Written:
    r = draws(piece.number, f"{plan.name} words", plan.size)
    draft = Draft()
    _head(plan, piece, draft)
    draft.misread = misreading(r) if piece.noisy else None
    start = draft.at
    for number, paragraph in enumerate(piece.body):
        if number:
            draft.put("\n\n")
        for at, sentence in enumerate(paragraph):
            if at:
                draft.put(" ")
            write(draft, sentence)
    body = draft.text()[start:]
    draft.misread = None
    _foot(piece, draft)
    document = _document(plan, piece, draft.text(), times)
    identity = document.id
    claims = tuple(said.of(identity) for said in draft.claims)
    reading = Reading(document, METHOD, tuple(draft.attributions), claims, tuple(draft.apart))
    return Written(piece, reading, body, tuple(said.fact for said in draft.claims))


def _fragment(draft: Draft, text: str) -> None:
    draft.apart.append(Apart((draft.put(text),), "fragment"))


def _head(plan: Plan, piece: Piece, draft: Draft) -> None:
    where = {"place": plan.event.place.upper(), "state": plan.event.state}
    wires = [m for m in piece.marks if m.manner == "wire"]
    if wires:
        ways = table("credits", "wire")
        head = ways[wires[0].words % len(ways)].format(tag=wires[0].outlet.tag, **where)
    else:
        ways = table("credits", "plain")
        head = ways[piece.outlet.number % len(ways)].format(**where)
    if head:
        trimmed = head.rstrip(" -")
        _fragment(draft, trimmed)
        draft.put(head[len(trimmed) :])


def _foot(piece: Piece, draft: Draft) -> None:
    for mark in piece.marks:
        if mark.manner != "wire":
            draft.put("\n\n")
            _fragment(draft, _credit(mark))
    r = draws(piece.outlet.number, "boilerplate", 0)
    if r() < _BOILERPLATE:
        ways = table("boilerplate", "any")
        draft.put("\n\n")
        _fragment(draft, ways[int(r() * len(ways))].format(outlet=piece.outlet.name))


def _credit(mark: Mark) -> str:
    ways = table("credits", mark.manner)
    return ways[mark.words % len(ways)].format(outlet=mark.outlet.name, address=mark.address)


def _document(plan: Plan, piece: Piece, text: str, times: bool) -> Document:
    data = text.encode()
    # As a crawler gets them: all at about one time, a revision after what it revises.
    got = _GOT + timedelta(days=len(_versions(plan, piece)))
    kept = Custody(
        hashlib.sha256(data).hexdigest(),
        len(data),
        piece.address,
        f"{got.isoformat()}Z",
        "application/x-ndjson",
        "copying",
        "utf-8",
    )
    first = (_versions(plan, piece) or [piece])[-1]
    document = Document(
        piece.address,
        text,
        kept,
        piece.title,
        stamp(plan, first) if times else None,
        stamp(plan, piece) if times and piece.revises is not None else None,
        "en",
        publisher=piece.outlet.name,
        given_id=f"{plan.name}-{piece.number}",
    )
    return replace(document, fields={"url": piece.address})


def _versions(plan: Plan, piece: Piece) -> list[Piece]:
    """Those that it revises, the newest first."""
    by_number = {p.number: p for p in plan.pieces}
    found: list[Piece] = []
    while piece.revises is not None:
        piece = by_number[piece.revises]
        found.append(piece)
    return found


def stamp(plan: Plan, piece: Piece) -> str | None:
    """When it says that it came out: EDTF, to the minute or to the day."""
    if piece.clock == "missing":
        return None
    start = datetime.combine(date.fromordinal(plan.event.day), time(8))
    then = start + timedelta(minutes=piece.minute + piece.shift)
    day_only = draws(piece.outlet.number, "stamps", 0)() < _DAY_ONLY
    return then.date().isoformat() if day_only else f"{then.isoformat()}Z"


def spans(reading: Reading) -> list[Span]:
    """Every place that the reading points at."""
    marks = [s for a in reading.attributions for s in (*a.source, *a.cue, *a.content)]
    for claim in reading.claims:
        marks += [*claim.content, *(x.span for x in claim.figures), *(x.span for x in claim.times)]
        marks += [*(x.span for x in claim.places), *(x.span for x in claim.signals)]
    return marks + [s for apart in reading.apart for s in apart.content]
