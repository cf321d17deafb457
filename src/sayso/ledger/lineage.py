"""What lineage asks of the ledger, and what it leaves there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, exists, func, or_, select

from sayso.ledger import tables, vectors
from sayso.ledger.inserting import insert, upsert
from sayso.ledger.lineage_tables import fingerprinted, reuses, samenesses
from sayso.types import Span

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger
    from sayso.lineage.fingerprints.recurrence import About
    from sayso.lineage.links import Passage

MANY = 400
"""Values put into one statement: databases bound their number."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document that is to be traced."""

    key: int
    id: str
    time: str
    """The earliest day that its stated time may mean; "" where none is stated."""
    text: str


def fingerprints_path(ledger: Ledger) -> Path:
    """Where the fingerprints of this ledger lie: beside the file, or with the user's caches."""
    index = vectors.index_path(ledger, "")
    return index.with_name(index.name.rsplit(".", 2)[0] + ".fingerprints")


def _within(query: Select[Any], collections: Sequence[str]) -> Select[Any]:
    """Restrict documents to those in any of the collections; all where none is named."""
    if not collections:
        return query
    m, c, d = tables.members.c, tables.collections.c, tables.documents.c
    named = select(m.document).join(tables.collections, c.key == m.collection)
    return query.where(d.key.in_(named.where(c.name.in_(collections))))


def _reread() -> Any:  # noqa: ANN401 - a condition
    """Whether a document is the same bytes as another one that a better reader of files made."""
    later = tables.documents.alias()
    d = tables.documents.c
    return exists().where((later.c.revises == d.key) & (later.c.relation == "rereading"))


def untraced(ledger: Ledger, recipe: str, *, most: int, traced: bool) -> list[Listed]:
    """Documents without fingerprints of this recipe, or (`traced`) whose links were not looked for yet; the
    first `most` of them in the order of their keys."""
    d, f = tables.documents.c, fingerprinted.c
    has = exists().where((f.document == d.key) & (f.recipe == recipe))
    wanted = exists().where((f.document == d.key) & (f.recipe == recipe) & f.traced.is_(False))
    query = select(d.key, d.id, d.earliest, d.published, d.text).where(wanted if traced else ~has)
    with ledger.reading() as connection:
        found = connection.execute(query.where(~_reread()).order_by(d.key).limit(most))
        return [Listed(r.key, r.id, _time(r), r.text) for r in found]


def _time(row: Any) -> str:  # noqa: ANN401 - a row
    published = row.published or ""
    return published if "T" in published and "/" not in published else (row.earliest or "")


def note_fingerprinted(ledger: Ledger, documents: Sequence[int], recipe: str) -> None:
    """Remember that their fingerprints are in the store."""
    rows = [{"document": key, "recipe": recipe, "traced": False} for key in documents]
    with ledger.writing() as connection:
        insert(connection, fingerprinted, rows, unless_there=True)


def note_changed(connection: Connection, documents: Sequence[int]) -> None:
    """Remember that these documents have other claims than when they were traced."""
    f = fingerprinted
    for part in parts(documents):
        connection.execute(f.update().where(f.c.document.in_(part), f.c.traced).values(traced=False))


def note_traced(ledger: Ledger, documents: Sequence[int], recipe: str) -> None:
    """Remember that the links of these documents are in the ledger."""
    f = fingerprinted
    with ledger.writing() as connection:
        for part in parts(documents):
            of = f.c.document.in_(part) & (f.c.recipe == recipe)
            connection.execute(f.update().where(of).values(traced=True))


def forget_fingerprints(ledger: Ledger, recipe: str | None = None) -> None:
    """Forget which documents have fingerprints: their store is gone, and is made anew."""
    with ledger.writing() as connection:
        gone = fingerprinted.delete()
        connection.execute(gone if recipe is None else gone.where(fingerprinted.c.recipe == recipe))


def known_keys(ledger: Ledger, recipe: str) -> int:
    """How many documents have fingerprints of this recipe."""
    with ledger.reading() as connection:
        query = select(func.count()).select_from(fingerprinted).where(fingerprinted.c.recipe == recipe)
        return int(connection.execute(query).scalar_one())


def abouts(ledger: Ledger, keys: Sequence[int]) -> dict[int, About]:
    """Whose each document is, when it came out and how long it is, by key."""
    from sayso.lineage.fingerprints.recurrence import About

    d, n = tables.documents.c, tables.names.c
    query = select(d.key, n.text.label("outlet"), d.earliest, func.length(d.text).label("length")).join(
        tables.names, n.key == d.outlet, isouter=True
    )
    found: dict[int, About] = {}
    with ledger.reading() as connection:
        for part in parts(keys):
            for r in connection.execute(query.where(d.key.in_(part))):
                found[r.key] = About(r.outlet, r.earliest, r.length)
    return found


def texts(ledger: Ledger, keys: Sequence[int]) -> dict[int, str]:
    """Texts of documents, by key; one that was forgotten meanwhile is left out."""
    d = tables.documents.c
    found: dict[int, str] = {}
    with ledger.reading() as connection:
        for part in parts(keys):
            found |= {r.key: r.text for r in connection.execute(select(d.key, d.text).where(d.key.in_(part)))}
    return found


def keep_reuses(ledger: Ledger, found: Sequence[tuple[int, int, Sequence[Passage]]]) -> None:
    """Keep the passages that documents share; what was known of a pair is replaced."""
    rows = []
    for one, other, passages in found:
        turned = one > other
        sides = [(p.other, p.one) if turned else (p.one, p.other) for p in passages]
        told = [[*a, *b, p.manner, round(p.likeness, 3)] for (a, b), p in zip(sides, passages, strict=True)]
        rows.append({"one": min(one, other), "other": max(one, other), "passages": told})
    if not rows:
        return
    with ledger.writing() as connection:
        statement = upsert(connection, reuses)
        replaced = {"passages": statement.excluded.passages}
        connection.execute(
            statement.on_conflict_do_update(index_elements=["one", "other"], set_=replaced), rows
        )


def reuses_of(connection: Connection, keys: Sequence[int]) -> dict[tuple[int, int], tuple[Passage, ...]]:
    """All shared passages of these documents, by pair, the smaller key first."""
    from sayso.lineage.links import Passage

    found = {}
    r = reuses.c
    for part in parts(keys):
        for row in connection.execute(select(reuses).where(or_(r.one.in_(part), r.other.in_(part)))):
            found[row.one, row.other] = tuple(
                Passage(Span(a, b), Span(c, d), manner, likeness)
                for a, b, c, d, manner, likeness in row.passages
            )
    return found


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two claims are of one family, by their words alone."""

    probability: float
    strange: bool
    """Each names somebody or some place, and none the other's."""


def keep_samenesses(ledger: Ledger, found: Mapping[tuple[int, int], Likeness]) -> None:
    """Keep how likely claims (by key) are of one family."""
    rows = [
        {
            "one": min(pair),
            "other": max(pair),
            "probability": round(one.probability, 4),
            "strange": one.strange,
        }
        for pair, one in found.items()
    ]
    if not rows:
        return
    with ledger.writing() as connection:
        statement = upsert(connection, samenesses)
        replaced = {name: statement.excluded[name] for name in ("probability", "strange")}
        connection.execute(
            statement.on_conflict_do_update(index_elements=["one", "other"], set_=replaced), rows
        )


def samenesses_of(connection: Connection, claims: Sequence[int]) -> dict[tuple[int, int], Likeness]:
    """How likely these claims are of one family with others, by pair."""
    s = samenesses.c
    found = {}
    for part in parts(claims):
        for row in connection.execute(select(samenesses).where(or_(s.one.in_(part), s.other.in_(part)))):
            found[row.one, row.other] = Likeness(row.probability, row.strange)
    return found


@dataclass(frozen=True, slots=True)
class Near:
    """Two claims that were compared, with their documents, all by key."""

    one: int
    other: int
    one_document: int
    other_document: int
    likeness: Likeness


def near(connection: Connection, least: float) -> Iterator[Near]:
    """All pairs of claims that are at least so likely of one family."""
    s, a, b = samenesses.c, tables.claims.alias(), tables.claims.alias()
    query = (
        select(s.one, s.other, s.probability, s.strange, a.c.document, b.c.document.label("to"))
        .join(a, a.c.key == s.one)
        .join(b, b.c.key == s.other)
        .where(s.probability >= least)
        .order_by(s.one, s.other)
    )
    with connection.execute(query, execution_options={"yield_per": 10_000}) as found:
        for r in found:
            yield Near(r.one, r.other, r.document, r.to, Likeness(r.probability, r.strange))


@dataclass(frozen=True, slots=True)
class Held:
    """A claim of a current reading, by its keys."""

    claim: int
    id: str
    document: int
    document_id: str


def claims_of(connection: Connection, documents: Sequence[int]) -> list[Held]:
    """The claims of the documents' current readings."""
    r, n, c, d = tables.readings.c, tables.claim_readings.c, tables.claims.c, tables.documents.c
    query = (
        select(c.key, c.id, d.key.label("document"), d.id.label("document_id"))
        .join(tables.claim_readings, n.claim == c.key)
        .join(tables.readings, (r.key == n.reading) & r.current)
        .join(tables.documents, d.key == c.document)
    )
    found = []
    for part in parts(documents):
        for row in connection.execute(query.where(d.key.in_(part)).order_by(d.key, n.n)):
            found.append(Held(row.key, row.id, row.document, row.document_id))
    return found


def holding(connection: Connection, claims: Sequence[int], collections: Sequence[str]) -> list[Held]:
    """Of these claims those that stand in current readings of documents of the collections."""
    r, n, c, d = tables.readings.c, tables.claim_readings.c, tables.claims.c, tables.documents.c
    query = (
        select(c.key, c.id, d.key.label("document"), d.id.label("document_id"))
        .join(tables.claim_readings, n.claim == c.key)
        .join(tables.readings, (r.key == n.reading) & r.current)
        .join(tables.documents, d.key == c.document)
        .where(~_reread())
    )
    found = []
    for part in parts(claims):
        for row in connection.execute(_within(query.where(c.key.in_(part)), collections)):
            found.append(Held(row.key, row.id, row.document, row.document_id))
    return found


def held(connection: Connection, claims: Sequence[str], collections: Sequence[str]) -> list[Held]:
    """Of these claims, by id, those that stand in current readings of documents of the collections."""
    c = tables.claims.c
    keys: list[int] = []
    for part in parts(claims):
        keys += connection.execute(select(c.key).where(c.id.in_(part))).scalars()
    return holding(connection, keys, collections)


def outlets(connection: Connection) -> list[str]:
    """Names and hosts of all who published a document."""
    d, n = tables.documents.c, tables.names.c
    query = select(n.text).where(n.key.in_(select(d.outlet).distinct())).order_by(n.text)
    return list(connection.execute(query).scalars())


def visible(connection: Connection, documents: Sequence[str], collections: Sequence[str]) -> list[str]:
    """Of these documents, by id, those in the collections."""
    d = tables.documents.c
    found: list[str] = []
    for part in parts(documents):
        query = _within(select(d.id).where(d.id.in_(part)), collections)
        found += connection.execute(query.order_by(d.key)).scalars()
    return found


def keys_of(connection: Connection, documents: Sequence[str]) -> list[int]:
    """Keys of documents, by id."""
    d = tables.documents.c
    found: list[int] = []
    for part in parts(documents):
        found += connection.execute(select(d.key).where(d.id.in_(part))).scalars()
    return found


def ids_of(connection: Connection, documents: Iterable[int]) -> dict[int, str]:
    """Ids of documents, by key."""
    d = tables.documents.c
    found: dict[int, str] = {}
    for part in parts(sorted(documents)):
        found |= {r.key: r.id for r in connection.execute(select(d.key, d.id).where(d.key.in_(part)))}
    return found


def seen(connection: Connection, documents: Sequence[int], collections: Sequence[str]) -> set[int]:
    """Of these documents, by key, those in the collections."""
    d = tables.documents.c
    found: set[int] = set()
    for part in parts(documents):
        query = _within(select(d.key).where(d.key.in_(part)), collections)
        found.update(connection.execute(query).scalars())
    return found


def revised(connection: Connection, documents: Sequence[str]) -> dict[str, str]:
    """By id, the version that each of these replaces."""
    d = tables.documents.c
    before = tables.documents.alias()
    query = select(d.id, before.c.id.label("before")).join(before, before.c.key == d.revises)
    found: dict[str, str] = {}
    for part in parts(documents):
        found |= {r.id: r.before for r in connection.execute(query.where(d.id.in_(part)))}
    return found


def published_as(connection: Connection) -> list[tuple[str, str, str | None]]:
    """Id, address and publisher of every document."""
    d = tables.documents.c
    query = select(d.id, d.address, d.publisher).order_by(d.key)
    return [tuple(row) for row in connection.execute(query)]


def parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The values, so many at a time as one statement may hold."""
    for n in range(0, len(values), MANY):
        yield values[n : n + MANY]
