"""Judgements: what people decide. Nothing is changed by them but what is shown, and nothing overrides them.

A judgement on a claim is anchored to document, spans and quoted words. When a better extractor cuts the claim
otherwise, the judgement goes to the claim that overlaps it most; when a new version of the document has the
same words, to the claim there; and where it finds none, it is listed as waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import Connection, select

from sayso.errors import StopRun, unknown
from sayso.ledger import identity, names, rows, tables
from sayso.ledger.inserting import insert_new
from sayso.ledger.runs import now
from sayso.types import STANCES, Reading, Spans, digest

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger

Verdict = Literal["accept", "reject", "correct", "same", "different", "cut", "join", "turn", "grade"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
ON_CLAIMS: tuple[Verdict, ...] = ("accept", "reject", "correct")
ON_LINKS: tuple[Verdict, ...] = ("cut", "join", "turn")
CORRECTED = ("stance", "by", "content")
"""What a correction may state: the stance, the farthest voice, the exact words."""
OVERLAP = 0.5
"""Share of the characters of both that a claim and a judgement must have in common to belong together."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who decided what, when and why, on which words or names."""

    id: str
    verdict: Verdict
    who: str
    made: str
    why: str
    document: str | None
    """Id, for a judgement on a claim."""
    spans: Spans
    quoted: str | None
    told: dict[str, str]
    """Of a correction: what is right. Of same and different: the two names, `a` and `b`. Of a link: the claim
    at its other end, as the id of its document (`other`), `spans` and `quoted`. Of a grade: the normal form
    of the `name`, what it was `called`, and the `grade`."""


def on_claim(
    ledger: Ledger, claim: str, verdict: Verdict, *, who: str, why: str, told: dict[str, str] | None = None
) -> Judgement:
    """Decide on a claim (an id, or its beginning).

    Raises:
        StopRun: no such claim, not a verdict on claims, or a correction that states nothing that can be.
    """
    if verdict not in ON_CLAIMS:
        raise unknown("verdict on a claim", verdict, ON_CLAIMS)
    told = _checked(verdict, told or {})
    with ledger.writing() as connection:
        at = identity.named(connection, claim)
        if at.what != "claim":
            todo = "sayso show it, and decide on one of its claims"
            raise StopRun(f"id {claim!r}", "it is a document, and judgements are on claims", todo)
        c, d = tables.claims.c, tables.documents.c
        query = select(c.content, d.id, d.text).join(tables.documents, d.key == c.document)
        row = connection.execute(query.where(c.key == at.key)).one()
        spans = rows.to_spans(row.content)
        quoted = " … ".join(row.text[a:b] for a, b in spans)
        return recorded(connection, verdict, who, why, (row.id, spans, quoted), told)


def on_names(ledger: Ledger, a: str, b: str, verdict: Verdict, *, who: str, why: str) -> Judgement:
    """Decide that two names are one actor (`same`) or not (`different`).

    Raises:
        StopRun: a name that nobody in the ledger has.
    """
    if verdict not in ("same", "different"):
        raise unknown("verdict on names", verdict, ("same", "different"))
    with ledger.writing() as connection:
        told = {}
        for side, name in (("a", a), ("b", b)):
            found = names.borne(connection, name)
            if found is None:
                todo = "sayso actors lists the names that there are"
                raise StopRun(f"name {name!r}", "nobody in this ledger is called so", todo)
            told[side] = found
        if told["a"] == told["b"]:
            raise StopRun(f"names {a!r} and {b!r}", "they are one name already", "There is nothing to decide")
        return recorded(connection, verdict, who, why, (None, (), None), told)


def _checked(verdict: Verdict, told: dict[str, str]) -> dict[str, str]:
    if verdict != "correct":
        return {}
    for name, value in told.items():
        if name not in CORRECTED:
            raise unknown("correction of", name, CORRECTED)
        if name == "stance" and value not in STANCES:
            raise unknown("stance", value, STANCES)
    if not told:
        raise StopRun("correct", "it does not say what is right", "Add for instance --set stance=denied")
    return told


def recorded(
    connection: Connection,
    verdict: Verdict,
    who: str,
    why: str,
    anchor: tuple[str | None, Spans, str | None],
    told: dict[str, str],
) -> Judgement:
    """Keep a judgement; the same one twice is one.

    Raises:
        StopRun: it has no reason.
    """
    if not why.strip():
        raise StopRun("--why ''", "a judgement needs its reason", 'Add one: --why "…"')
    document, spans, quoted = anchor
    made = now()
    flat = [f"{a}-{b}" for a, b in spans] + [f"{k}={v}" for k, v in sorted(told.items())]
    identity = digest("judgement", verdict, who, made, why, document or "", *flat)
    judgement = Judgement(identity, verdict, who, made, why, document, spans, quoted, told)
    t = tables.judgements
    if not connection.execute(select(t.c.key).where(t.c.id == identity)).first():
        row = {"id": identity, "verdict": verdict, "who": who, "made": made, "why": why, "told": told}
        anchored = {"document": document, "spans": rows.spans(spans), "quoted": quoted}
        insert_new(connection, t, [{**row, **anchored}])
    return judgement


def made_of(row: Any) -> Judgement:  # noqa: ANN401 - a row of the table
    """The judgement that a row holds."""
    spans = rows.to_spans(row.spans)
    return Judgement(
        row.id, row.verdict, row.who, row.made, row.why, row.document, spans, row.quoted, dict(row.told)
    )


def of_documents(connection: Connection, documents: Sequence[str]) -> list[Judgement]:
    """All judgements on claims of these documents, oldest first; those on links are apart."""
    t = tables.judgements
    on_claims = t.c.document.in_(documents) & t.c.verdict.in_(ON_CLAIMS)
    found = connection.execute(select(t).where(on_claims).order_by(t.c.key))
    return [made_of(row) for row in found]


def exist(connection: Connection) -> bool:
    """Whether anybody decided on any claim."""
    t = tables.judgements.c
    return connection.execute(select(t.key).where(t.verdict.in_(ON_CLAIMS)).limit(1)).first() is not None


def of_names(connection: Connection) -> list[Judgement]:
    """All judgements that two names are one or not, oldest first: a later one on the same pair wins. Those of
    a name that was forgotten have nothing to say."""
    t = tables.judgements
    found = connection.execute(select(t).where(t.c.verdict.in_(("same", "different"))).order_by(t.c.key))
    return [made for made in map(made_of, found) if made.told]


def attached(judgements: Sequence[Judgement], reading: Reading) -> dict[int, list[Judgement]]:
    """The judgements by number of the claim of this reading that each belongs to, oldest first.

    The same place, else the one that overlaps most; in another version of the document, the same words.
    """
    found: dict[int, list[Judgement]] = {}
    for judgement in judgements:
        n = _place(judgement, reading)
        if n is not None:
            found.setdefault(n, []).append(judgement)
    return found


def _place(judgement: Judgement, reading: Reading) -> int | None:
    is_same_text = judgement.document == reading.document.id
    return place(judgement.spans, judgement.quoted, reading, is_same_text=is_same_text)


def place(spans: Spans, quoted: str | None, reading: Reading, *, is_same_text: bool) -> int | None:
    """Number of the claim that an anchor belongs to: by spans in the same text, by words in another."""
    if not is_same_text:
        same = (n for n, c in enumerate(reading.claims) if reading.text(c.content) == quoted)
        return next(same, None)
    shares = [(_overlap(spans, c.content), -n) for n, c in enumerate(reading.claims)]
    share, n = max(shares, default=(0.0, 0))
    return -n if share >= OVERLAP else None


def _overlap(one: Spans, other: Spans) -> float:
    common = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    total = sum(b - a for a, b in one) + sum(b - a for a, b in other) - common
    return common / total if total else 0.0


def waiting(ledger: Ledger) -> list[Judgement]:
    """Judgements on claims that no claim of a current reading takes up."""
    from sayso.ledger.restoring import readings

    t = tables.judgements
    left: list[Judgement] = []
    with ledger.reading() as connection:
        found = connection.execute(select(t.c.document).where(t.c.verdict.in_(ON_CLAIMS)).distinct())
        for document in found.scalars().all():
            given = of_documents(connection, [document])
            current = readings(connection, versions(connection, document))
            if not current:
                continue  # forgotten: there is nothing left that a claim could take up
            for judgement in given:
                if all(_place(judgement, reading) is None for reading in current):
                    left.append(judgement)
    return left


def versions(connection: Connection, document: str) -> list[str]:
    """Ids of all documents at the same address, oldest first."""
    d = tables.documents.c
    address = select(d.address).where(d.id == document).scalar_subquery()
    found = connection.execute(select(d.id, d.key, d.revises).where(d.address == address)).all()
    following = {row.revises: row for row in found}
    ordered: list[str] = []
    row = following.get(None)
    while row is not None:
        ordered.append(row.id)
        row = following.get(row.key)
    return ordered
