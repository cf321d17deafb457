"""Filters: which claims of current readings fulfil what a query asks besides words.

A condition that few rows fulfil is looked up first and leads to its claims; others are asked of each claim on
the way, from the latest document backwards, until there are enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, tuple_

from sayso.edtf import bounds
from sayso.errors import StopRun
from sayso.ledger import actors, tables

if TYPE_CHECKING:
    from sayso.ledger.finding import Query

RARE = 5_000
"""Rows up to which a condition leads."""
BLOCKS = (100, 10_000)
"""Documents that are looked through at a time: at first, and at most."""


@dataclass(frozen=True, slots=True)
class _Condition:
    """Rows (reading, claim_n) of a table that hang on the claims wanted."""

    rows: Select[int, int]
    reading: ColumnElement[int]
    claim_n: ColumnElement[int]
    may_lead: bool
    """Whether an index can tell how many rows there are."""


def narrows(query: Query) -> bool:
    """Whether it asks for anything besides words."""
    asked = (query.by, query.kinds, query.stances, query.since, query.until, query.when, query.place)
    return any(asked) or query.figure is not None or bool(query.collections)


def allowed(connection: Connection, query: Query, keys: Sequence[int]) -> set[int]:
    """Of these claims, those that pass every filter."""
    asked = _selection().where(tables.claim_readings.c.claim.in_(keys), *of_documents(connection, query))
    asked = asked.where(*_of_claims(query), *(_each(c) for c in _conditions(connection, query)))
    return {key for (key,) in connection.execute(asked)}


def latest(connection: Connection, query: Query, most: int) -> list[int]:
    """Claims that pass every filter, those of the latest documents first."""
    d = tables.documents.c
    order = d.earliest.desc().nulls_last(), d.key.desc()
    conditions = _conditions(connection, query)
    if any(c.may_lead and _is_rare(connection, c.rows) for c in conditions):
        asked = _led(connection, query).order_by(*order, tables.claim_readings.c.n)
        return [key for (key,) in connection.execute(asked.limit(most))]
    tests = [*_of_claims(query), *map(_each, conditions)]
    documents = select(d.key).where(*of_documents(connection, query)).order_by(*order)
    found: list[int] = []
    for keys in _growing(connection, documents):
        asked = _selection().where(d.key.in_(keys), *tests)
        asked = asked.order_by(*order, tables.claim_readings.c.n).limit(most - len(found))
        found += [key for (key,) in connection.execute(asked)]
        if len(found) >= most:
            break
    return found


def _growing(connection: Connection, documents: Select[int]) -> Iterator[list[int]]:
    """Keys of documents, in blocks: small at first, for most conditions are met soon."""
    with connection.execute(documents, execution_options={"stream_results": True}) as found:
        size = BLOCKS[0]
        while rows := found.fetchmany(size):
            yield [key for (key,) in rows]
            size = min(size * 4, BLOCKS[1])


def leads(connection: Connection, query: Query) -> bool:
    """Whether a condition is so rare that the claims that fulfil it can be searched one by one."""
    return any(c.may_lead and _is_rare(connection, c.rows) for c in _conditions(connection, query))


def some(connection: Connection, query: Query) -> list[int]:
    """The claims that pass every filter, one of which leads."""
    # In an order, for then SQLite follows the condition that leads instead of looking at every claim.
    asked = _led(connection, query).order_by(tables.documents.c.earliest)
    return [key for (key,) in connection.execute(asked)]


def of_documents(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    """Conditions on documents."""
    d, m, c = tables.documents.c, tables.members.c, tables.collections.c
    found: list[ColumnElement[bool]] = []
    if not query.versions:
        found.append(~d.superseded)
    if query.since:
        found.append(d.latest >= _days("since", query.since)[0])
    if query.until:
        found.append(d.earliest <= _days("until", query.until)[1])
    if query.collections:
        keys = connection.execute(select(c.key).where(c.name.in_(query.collections))).scalars().all()
        within = select(m.document).where(m.collection.in_(keys))
        is_rare = _is_rare(connection, within)
        found.append(d.key.in_(within) if is_rare else within.where(m.document == d.key).exists())
    return found


def _led(connection: Connection, query: Query) -> Select[int]:
    asked = _selection().where(*of_documents(connection, query), *_of_claims(query))
    for condition in _conditions(connection, query):
        leads = condition.may_lead and _is_rare(connection, condition.rows)
        asked = asked.where(_leading(condition) if leads else _each(condition))
    return asked


def _is_rare(connection: Connection, rows: Select[int, int] | Select[int]) -> bool:
    counted = select(func.count()).select_from(rows.limit(RARE + 1).subquery())
    return connection.execute(counted).scalar_one() <= RARE


def _leading(condition: _Condition) -> ColumnElement[bool]:
    t = tables.claim_readings.c
    return tuple_(t.reading, t.n).in_(condition.rows)


def _each(condition: _Condition) -> ColumnElement[bool]:
    t = tables.claim_readings.c
    rows = condition.rows.where(condition.reading == t.reading, condition.claim_n == t.n)
    return rows.correlate(tables.claim_readings).exists()


def _selection() -> Select[int]:
    """Keys of the claims of current readings."""
    t, d, r = tables.claim_readings.c, tables.documents.c, tables.readings.c
    return (
        select(t.claim)
        .select_from(tables.documents)
        .join(tables.readings, r.document == d.key)
        .join(tables.claim_readings, t.reading == r.key)
        .where(r.current)
    )


def _of_claims(query: Query) -> list[ColumnElement[bool]]:
    return [tables.claim_readings.c.stance.in_(query.stances)] if query.stances else []


def _conditions(connection: Connection, query: Query) -> list[_Condition]:
    v, a, f, p = tables.voices.c, tables.attributions.c, tables.figures.c, tables.places.c
    found: list[_Condition] = []
    if query.kinds:
        found.append(_Condition(_voices().where(a.kind.in_(query.kinds)), v.reading, v.claim_n, False))
    if query.by:
        keys = actors.keys_like(connection, query.by)
        found.append(_Condition(_voices().where(a.name.in_(keys)), v.reading, v.claim_n, True))
    if query.figure is not None:
        enough = or_(f.low >= query.figure, and_(f.low.is_(None), f.high >= query.figure))
        found.append(_Condition(select(f.reading, f.claim_n).where(enough), f.reading, f.claim_n, True))
    if query.place:
        # SQLite's lower() knows the letters A to Z alone, so "Évreux" is asked for as it may be written.
        typed = {query.place, query.place.lower(), query.place.upper(), query.place.title()}
        named = func.lower(p.name).in_([func.lower(words) for words in sorted(typed)])
        found.append(_Condition(select(p.reading, p.claim_n).where(named), p.reading, p.claim_n, True))
    if query.when:
        found.append(_times(query.when))
    return found


def _voices() -> Select[int, int]:
    v, a = tables.voices.c, tables.attributions.c
    return select(v.reading, v.claim_n).join(
        tables.attributions, (a.reading == v.reading) & (a.n == v.attribution)
    )


def _times(when: str) -> _Condition:
    """Times that overlap with this one; open ends overlap with everything on their side."""
    w = tables.times.c
    first, last = _days("when", when)
    rows = select(w.reading, w.claim_n).where(or_(w.earliest.is_not(None), w.latest.is_not(None)))
    rows = rows.where(
        or_(w.earliest.is_(None), w.earliest <= last), or_(w.latest.is_(None), w.latest >= first)
    )
    return _Condition(rows, w.reading, w.claim_n, False)


def _days(name: str, date: str) -> tuple[str, str]:
    """The first and the last day it may mean; an open end is further away than any date.

    Raises:
        StopRun: it has no year, or is no date.
    """
    first, last = bounds(date)
    if first is None and last is None:
        raise StopRun(f"--{name} {date}", "it says no year", "Write for instance 2017, 2017-08 or 2017-08-05")
    return first or "0000-01-01", last or "9999-12-31"
