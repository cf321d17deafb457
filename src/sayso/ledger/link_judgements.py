"""Judgements on links: that one telling was had from another, that it was not, or that it was the other way.

Anchored, as every judgement, to documents, spans and quoted words, of both tellings: a better extractor or a
new version of an article takes them along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, select

from sayso.errors import StopRun, unknown
from sayso.ledger import identity, judgements, rows, tables
from sayso.ledger.judgements import ON_LINKS, Judgement, Verdict
from sayso.types import Reading, Span, Spans

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger
    from sayso.lineage.case import Decided


def on_link(ledger: Ledger, one: str, other: str, verdict: Verdict, *, who: str, why: str) -> Judgement:
    """Decide on the link between two claims (ids, or their beginnings).

    `join`: the second was had from the first. `cut`: neither was had from the other. `turn`: the link that
    goes from the first to the second goes the other way.

    Raises:
        StopRun: no such claims, one claim twice, two claims of one document, or not a verdict on links.
    """
    if verdict not in ON_LINKS:
        raise unknown("verdict on a link", verdict, ON_LINKS)
    with ledger.writing() as connection:
        first, second = _anchor(connection, one), _anchor(connection, other)
        if first[0] == second[0]:
            todo = "Name two claims of two documents: sayso trace shows their ids"
            raise StopRun(f"claims {one!r} and {other!r}", "both stand in one document", todo)
        told = {"other": second[0], "spans": _written(second[1]), "quoted": second[2]}
        told |= {"at": _address(connection, first[0]), "other_at": _address(connection, second[0])}
        return judgements.recorded(connection, verdict, who, why, first, told)


def _anchor(connection: Connection, claim: str) -> tuple[str, Spans, str]:
    at = identity.named(connection, claim)
    if at.what != "claim":
        raise StopRun(
            f"id {claim!r}", "it is a document, and links are between claims", "sayso trace shows them"
        )
    return _place(connection, at.key)


def _place(connection: Connection, claim: int) -> tuple[str, Spans, str]:
    c, d = tables.claims.c, tables.documents.c
    query = select(c.content, d.id, d.text).join(tables.documents, d.key == c.document)
    row = connection.execute(query.where(c.key == claim)).one()
    spans = rows.to_spans(row.content)
    return row.id, spans, " … ".join(row.text[a:b] for a, b in spans)


def _address(connection: Connection, document: str) -> str:
    d = tables.documents.c
    return str(connection.execute(select(d.address).where(d.id == document)).scalar_one())


def _written(spans: Spans) -> str:
    return ",".join(f"{a}-{b}" for a, b in spans)


def _read(spans: str) -> Spans:
    return tuple(Span(*map(int, part.split("-"))) for part in spans.split(","))


def exist(connection: Connection) -> bool:
    """Whether anybody decided on any link."""
    t = tables.judgements.c
    return connection.execute(select(t.key).where(t.verdict.in_(ON_LINKS)).limit(1)).first() is not None


def all_of(connection: Connection) -> list[Judgement]:
    """Every judgement on a link, oldest first; those whose document was forgotten have nothing to say."""
    t = tables.judgements
    found = connection.execute(select(t).where(t.c.verdict.in_(ON_LINKS)).order_by(t.c.key))
    return [j for j in map(judgements.made_of, found) if j.told]


def decided(given: Sequence[Judgement], readings: Mapping[str, Reading]) -> dict[tuple[str, str], Decided]:
    """What was decided on pairs of claims of these readings (by document), parent first; a later one wins.

    A judgement holds for every version of the documents in which the words of both its ends are found.
    """
    from sayso.lineage.case import Decided

    found: dict[tuple[str, str], Decided] = {}
    for judgement in given:
        for one, other in _ends(judgement, readings):
            found.pop((one, other), None)
            found.pop((other, one), None)
            verdict: Literal["cut", "join"] = "cut" if judgement.verdict == "cut" else "join"
            pair = (other, one) if judgement.verdict == "turn" else (one, other)
            found[pair] = Decided(verdict, judgement.id, judgement.why)
    return found


def touching(given: Sequence[Judgement], documents: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of documents that a judgement joins and of which one is among these."""
    wanted = set(documents)
    pairs = [(j.document or "", j.told["other"]) for j in given if j.verdict != "cut"]
    return [pair for pair in pairs if wanted & set(pair)]


def _ends(judgement: Judgement, readings: Mapping[str, Reading]) -> Iterator[tuple[str, str]]:
    """Pairs of the claims that both anchors belong to now, in all versions that have them."""
    told = judgement.told
    ones = _claims(readings, judgement.document or "", told["at"], judgement.spans, judgement.quoted)
    others = _claims(readings, told["other"], told["other_at"], _read(told["spans"]), told["quoted"])
    for one in ones:
        for other in others:
            yield one, other


def _claims(
    readings: Mapping[str, Reading], document: str, address: str, spans: Spans, quoted: str | None
) -> list[str]:
    found: list[str] = []
    for name, reading in readings.items():
        if name == document or reading.document.address == address:
            n = judgements.place(spans, quoted, reading, is_same_text=name == document)
            if n is not None:
                found.append(reading.claims[n].id)
    return found


def silence(connection: Connection, document: str) -> int:
    """Take the words of a forgotten document out of judgements that have it on their far side; how many."""
    t = tables.judgements
    far = [j.id for j in all_of(connection) if j.told.get("other") == document]
    values: dict[str, Any] = {"told": {}}
    for identity_ in far:
        connection.execute(t.update().where(t.c.id == identity_).values(values))
    return len(far)
