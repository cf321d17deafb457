"""Revisions: which documents are versions of one another, and what changed in their claims.

Documents at one address follow one another by the time they state, else by the time they were got. That is
a function of which documents there are, so the order in which they were recorded does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, func, select

from sayso.ledger import tables
from sayso.types import Claim, Reading

Relation = Literal["revision", "rereading"]
"""`rereading`: the same bytes made into another text by a better reader of files; nobody revised anything."""
ALIKE = 0.4
"""Share of words in common from which a claim of the new version counts as one of the old, changed."""


def relink(connection: Connection, addresses: Iterable[str], *, fewest: int = 2) -> dict[str, str]:
    """Link the versions at these addresses anew; for each document that follows another, the other's id.

    Where one has gone, `fewest` must be 1: the one that is left may be linked still.
    """
    several = list(_versions(connection, list(addresses), fewest))
    made: list[dict[str, Any]] = []
    followed: dict[str, str] = {}
    for versions in several:
        made.append(_link(versions[0], None, is_last=len(versions) == 1))
        for old, new in pairwise(versions):
            made.append(_link(new, old, is_last=new is versions[-1]))
            followed[new.id] = old.id
    if made:
        t = tables.documents
        update = t.update().where(t.c.key == bindparam("of"))
        connection.execute(
            update.values(
                revises=bindparam("old"), relation=bindparam("how"), superseded=bindparam("is_old")
            ),
            made,
        )
    return followed


def _link(new: Any, old: Any, *, is_last: bool) -> dict[str, Any]:  # noqa: ANN401 - rows of a query
    how: Relation | None = None
    if old is not None:
        # Records of one file have its digest too; only bytes that came again at another time were reread.
        how = "rereading" if old.bytes == new.bytes and old.got != new.got else "revision"
    return {"of": new.key, "old": old.key if old is not None else None, "how": how, "is_old": not is_last}


def _versions(connection: Connection, addresses: list[str], fewest: int) -> Iterable[list[Any]]:
    """Of each address that has so many: its documents, the oldest first."""
    d, c = tables.documents.c, tables.custody.c
    several = select(d.address).where(d.address.in_(addresses)).group_by(d.address)
    found = connection.execute(
        select(
            d.key,
            d.id,
            d.address,
            func.coalesce(d.modified, d.published, func.min(c.retrieved)).label("stated"),
            func.min(c.retrieved).label("got"),
            func.min(c.sha256).label("bytes"),
        )
        .join(tables.custody, c.document == d.key)
        .where(d.address.in_(several.having(func.count() >= fewest).scalar_subquery()))
        .group_by(d.key, d.id, d.address, d.modified, d.published)
    ).all()
    ordered = sorted(found, key=lambda row: (row.address, row.stated, row.got, row.id))
    for _, versions in groupby(ordered, key=lambda row: row.address):
        yield list(versions)


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that is in one version alone, or in both with a difference."""

    kind: Literal["added", "dropped", "changed"]
    old: Claim | None
    new: Claim | None
    what: tuple[str, ...] = ()
    """In words: what differs."""


def changes(old: Reading, new: Reading) -> list[Change]:
    """What the new version claims otherwise than the old one, in the order of its text; dropped ones last."""
    left = _by_words(old)
    found: list[Change] = []
    unmatched: list[tuple[str, Claim]] = []
    for words, claim in ((new.text(c.content), c) for c in new.claims):
        same = left.get(words)
        if same:
            what = _differences(old, same.pop(0), new, claim)
            if what:
                found.append(Change("changed", None, claim, what))
        else:
            unmatched.append((words, claim))
    rest = [(words, claim) for words, claims in left.items() for claim in claims]
    for words, claim in unmatched:
        nearest = max(rest, key=lambda one: _alike(one[0], words), default=None)
        if nearest is not None and _alike(nearest[0], words) >= ALIKE:
            rest.remove(nearest)
            what = (f"“{nearest[0]}” became “{words}”", *_differences(old, nearest[1], new, claim))
            found.append(Change("changed", nearest[1], claim, what))
        else:
            found.append(Change("added", None, claim))
    found.sort(key=lambda change: change.new.content[0] if change.new else (0, 0))
    return found + [Change("dropped", claim, None) for _, claim in rest]


def _by_words(reading: Reading) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        found.setdefault(reading.text(claim.content), []).append(claim)
    return found


def _alike(one: str, other: str) -> float:
    a, b = (set(re.findall(r"\w+", words.lower())) for words in (one, other))
    return len(a & b) / len(a | b) if a and b else 0.0


def _differences(old: Reading, was: Claim, new: Reading, now: Claim) -> tuple[str, ...]:
    pairs = (
        ("stance", was.stance, now.stance),
        ("through", _through(old, was), _through(new, now)),
        ("figures", _figures(old, was), _figures(new, now)),
    )
    return tuple(
        f"{what}: {before or 'none'} became {after or 'none'}"
        for what, before, after in pairs
        if before != after
    )


def _through(reading: Reading, claim: Claim) -> str:
    chains = [
        " ← ".join(reading.text(reading.attributions[n].source) or "nobody named" for n in chain)
        or "the author"
        for chain in claim.chains
    ]
    return "; ".join(chains)


def _figures(reading: Reading, claim: Claim) -> str:
    return ", ".join(reading.text((f.span,)) for f in claim.figures)
