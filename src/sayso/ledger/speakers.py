"""Who speaks in one reading, as lineage tells voices apart, with descriptions resolved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from sayso.actors import Name, analyse
from sayso.actors.normal import fold
from sayso.ledger import judgements, names
from sayso.ledger.actors import joined
from sayso.lineage.links import Voice
from sayso.types import Attribution, Kind, Reading

NAMED: tuple[Kind, ...] = ("person", "organisation", "state", "document")
_SPEAKS_FOR = frozenset(["spokesman", "spokeswoman", "spokesperson", "spokespeople"])
_NOBODY = frozenset(["which", "who", "that", "whom", "it", "this", "these", "those", "he", "she", "they"])
_DEFINITE = re.compile(r"(?i)^(?:the|its|his|her|their|this|that|our|my)\b")


class Speakers:
    """Makes voices of attributions: one actor by rule, by list, and by what people decided."""

    def __init__(self, connection: Connection) -> None:
        self._joined = {name: min(group) for name, group in joined(judgements.of_names(connection)).items()}

    def of(self, reading: Reading) -> tuple[Voice, ...]:
        """A voice for each attribution, in order."""
        told = [self._name(reading, attribution) for attribution in reading.attributions]
        persons = _by_role(told)
        return tuple(
            self._voice(reading, attribution, name, persons)
            for attribution, name in zip(reading.attributions, told, strict=True)
        )

    def body(self, name: str) -> Voice:
        """One that publishes and speaks for itself."""
        return Voice(name, "organisation", self._actor(analyse(name, "organisation")))

    def _name(self, reading: Reading, attribution: Attribution) -> Name:
        text = attribution.resolved.name if attribution.resolved else reading.text(attribution.source)
        name = analyse(text, attribution.kind)
        if name.kind == "person" and name.role and (name.title or "").endswith(" of"):
            # "The governor of Upper Lenn, Marta Quell,": what is taken for the role is the name.
            name = analyse(name.role, "person")
        return name

    def _voice(
        self, reading: Reading, attribution: Attribution, name: Name, persons: Mapping[str, Sequence[Name]]
    ) -> Voice:
        meant = _meant(name, persons)
        shown = _shown(meant) or reading.text(attribution.source)
        if shown.casefold() in _NOBODY:
            shown = ""
        actor = self._actor(meant) if meant.kind in NAMED and meant.key else None
        return Voice(
            name=shown or None,
            kind=meant.kind if meant is not name else attribution.kind,
            actor=actor,
            act=attribution.act,
            stance=attribution.stance,
            described=actor is not None and meant.scope == "document",
        )

    def _actor(self, name: Name) -> str | None:
        if name.head in _SPEAKS_FOR and name.affiliation:
            return self._joined.get(name.affiliation, name.affiliation)
        normal = names.normal(name)
        return self._joined.get(normal, normal)


def _by_role(told: Sequence[Name]) -> dict[str, list[Name]]:
    """Persons of a reading by the noun of their title or role, each person once."""
    found: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in told:
        if name.person and name.scope == "corpus" and name.head:
            found[name.head].setdefault(name.key, name)
    return {head: list(persons.values()) for head, persons in found.items()}


def _meant(name: Name, persons: Mapping[str, Sequence[Name]]) -> Name:
    """The one person of the reading that "the governor" can be; else the name as it is."""
    if name.scope == "document" and name.head and _DEFINITE.match(name.text.strip()):
        bearers = persons.get(name.head, ())
        if len(bearers) == 1:
            return bearers[0]
    return name


def _shown(name: Name) -> str:
    """The name without what is only said of its bearer, as in "Dr Tobin Ferrant, the director of …"."""
    pieces = [piece.strip() for piece in name.text.split(",")]
    if name.person is None:
        return pieces[0]
    surname = name.person.surname.split()[-1:] or [""]
    bearing = [piece for piece in pieces if surname[0] in fold(piece).split()]
    return bearing[0] if bearing else pieces[0]
