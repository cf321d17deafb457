"""Names of who speaks, and of outlets: one row for all spellings that are one by rule or by list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from sqlalchemy import Connection, false, literal, or_, select

from sayso.actors import Name, analyse, blocks
from sayso.errors import StopRun
from sayso.ledger import tables
from sayso.ledger.inserting import insert, insert_new
from sayso.types import Attribution, Document, Kind, Reading, digest

LONGEST = 200
"""Characters of a normal form: a longer one is kept as its digest, for an index holds no long values."""
Said = tuple[str, Kind]
"""What the text calls a source, and what kind of source the extractor takes it for."""


class Names:
    """Keys of names within one transaction of a writer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._keys: dict[Said, int] = {}

    def outlets(self, documents: Mapping[str, Document]) -> dict[str, int]:
        """By document id, the outlet that published it, where the document says."""
        told = {i: said for i, d in documents.items() if (said := outlet(d))}
        self._learn(told.values())
        return {i: self._keys[said] for i, said in told.items()}

    def of(self, readings: Iterable[Reading]) -> Names:
        """Make sure that every source and target of these readings has a key."""
        self._learn(
            said for r in readings for a in r.attributions for said in (source(r, a), target(r, a)) if said
        )
        return self

    def row(self, reading: Reading, attribution: Attribution) -> dict[str, int | None]:
        """The columns of an attribution that name its source and its target."""
        return {
            "name": self._key(source(reading, attribution)),
            "target_name": self._key(target(reading, attribution)),
        }

    def _key(self, said: Said | None) -> int | None:
        return self._keys[said] if said else None

    def _learn(self, said: Iterable[Said]) -> None:
        missing = {digest("name", *one): one for one in dict.fromkeys(said) if one not in self._keys}
        if not missing:
            return
        t = tables.names.c
        for identity, key in self._connection.execute(select(t.id, t.key).where(t.id.in_(list(missing)))):
            self._keys[missing.pop(identity)] = key
        self._insert(missing)

    def _insert(self, new: Mapping[str, Said]) -> None:
        made = [
            {"id": identity, "text": text, "kind": kind, "normal": normal(analyse(text, kind))}
            for identity, (text, kind) in new.items()
        ]
        keys = insert_new(self._connection, tables.names, made)
        self._keys |= dict(zip(new.values(), keys, strict=True))
        pairs = [
            {"block": block[:LONGEST], "name": key}
            for said, key in zip(new.values(), keys, strict=True)
            for block in _blocks(analyse(*said))
        ]
        insert(self._connection, tables.name_keys, pairs, unless_there=True)


def _blocks(name: Name) -> set[str]:
    """Names that share one are compared; whoever belongs to a body also shares one with the body."""
    return {*blocks(name), *([f"key {name.affiliation}"] if name.affiliation else [])}


def normal(name: Name) -> str:
    """The normal form as the table has it."""
    return name.key if len(name.key) <= LONGEST else digest(name.key)


def source(reading: Reading, attribution: Attribution) -> Said | None:
    """Who speaks, by the name that a pronoun was resolved to if it was; None where nobody is named."""
    words = attribution.resolved.name if attribution.resolved else reading.text(attribution.source)
    return _said(words, attribution.kind)


def target(reading: Reading, attribution: Attribution) -> Said | None:
    """Who is accused."""
    return _said(reading.text(attribution.target), "organisation")


def outlet(document: Document) -> Said | None:
    """Who published a document: what it says itself, else the domain of its address."""
    return _said(document.publisher or _host(document.address), "organisation")


def _host(address: str) -> str:
    if "://" not in address:
        return ""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _said(words: str, kind: Kind) -> Said | None:
    return (words, kind) if analyse(words, kind).key else None


def typed(name: str) -> set[str]:
    """The normal forms that a name may have as a person types it, who says nothing of its kind."""
    kinds: tuple[Kind, ...] = ("person", "organisation", "state", "unnamed_group", "unnamed_person")
    return {normal(found) for kind in kinds if (found := analyse(name, kind)).key}


def borne(connection: Connection, name: str) -> str | None:
    """The normal form that a name has in this ledger; None where nobody bears it.

    Raises:
        StopRun: several do, for what a name means depends on what kind of source bears it.
    """
    t = tables.names.c
    query = select(t.normal).where(t.normal.in_(typed(name))).distinct().order_by(t.normal)
    found = list(connection.execute(query).scalars())
    if len(found) > 1:
        some = ", ".join(map(repr, found))
        raise StopRun(f"name {name!r}", f"it may be one of several: {some}", "Write one of them in full")
    return found[0] if found else None


def containing(connection: Connection, name: str) -> list[tuple[int, str]]:
    """Keys and texts of the names that have these words in them: a surname's bearers, say."""
    t = tables.names.c
    runs = [literal(f"% {_escaped(words)} %") for words in sorted(typed(name))]
    padded = literal(" ") + t.normal + literal(" ")
    query = select(t.key, t.text).where(or_(false(), *(padded.like(run, escape="\\") for run in runs)))
    return [(row.key, row.text) for row in connection.execute(query.order_by(t.normal, t.text))]


def _escaped(words: str) -> str:
    return re.sub(r"[%_\\]", lambda found: "\\" + found[0], words)
