"""What is joined without asking: equal normal forms of one kind, unless something speaks against it.

The result depends on the set of names alone, not on their order, so that ledgers merge alike everywhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sayso.actors import lists
from sayso.actors.names import Class, Name
from sayso.actors.normal import fold

HEADINGS: dict[Class, str] = {
    "state": "states",
    "capital": "seats of government",
    "nationality": "nationalities",
    "armed_group": "armed groups",
    "organisation": "organisations",
    "agency": "news agencies",
    "outlet": "outlets",
}


class Joined(NamedTuple):
    """One actor and the names it goes by."""

    actor: str
    """`Name.actor`, with place or sex behind it where namesakes were parted."""
    names: tuple[Name, ...]
    why: str


def joined(a: Name, b: Name) -> str | None:
    """Why the two names are one actor whatever their documents, or None where that is not certain."""
    if a.actor != b.actor or not a.key or "document" in (a.scope, b.scope) or contradicts(a, b):
        return None
    return _why(a, b)


def contradicts(a: Name, b: Name) -> str | None:
    """What tells two bearers of one name apart: sex, or another office in another place."""
    if a.person is None or b.person is None:
        return None
    if a.person.sex and b.person.sex and a.person.sex != b.person.sex:
        return "one is a man and the other a woman, by title or given name"
    here, there = place(a), place(b)
    if here and there and here != there and not _offices(a) & _offices(b):
        return f"another office in another place: {here} and {there}"
    return None


def join(names: Iterable[Name]) -> Iterator[Joined]:
    """The actors among the names, each once, in the order of their keys. Names that hold in their own
    document only are left out."""
    by_actor: dict[str, set[Name]] = defaultdict(set)
    for name in names:
        if name.key and name.scope == "corpus":
            by_actor[name.actor].add(name)
    for actor in sorted(by_actor):
        found = sorted(by_actor[actor], key=repr)
        for part, bearers in _parted(found).items():
            yield Joined(f"{actor}{part}", tuple(bearers), _why(bearers[0], bearers[-1]))


def _parted(names: list[Name]) -> dict[str, list[Name]]:
    """Namesakes apart. Whoever is of the sex and place that most of the names tell, or tells neither, is
    the first; the others are told by theirs."""
    sex = _usual(n.person.sex for n in names if n.person)
    usual = _usual(place(n) for n in names)
    offices = frozenset().union(*(_offices(n) for n in names if place(n) == usual))
    parts: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        marks = _marks(name, sex, usual, offices) if name.person else ""
        parts[f" ({marks})" if marks else ""].append(name)
    return parts


def _marks(name: Name, sex: str | None, usual: str | None, offices: frozenset[str]) -> str:
    own, here = name.person.sex if name.person else None, place(name)
    other = here if here != usual and not offices & _offices(name) else None
    return ", ".join(filter(None, (own if own != sex else None, other)))


def _usual(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return max(sorted(counted), key=counted.__getitem__, default=None)


def _why(a: Name, b: Name) -> str:
    if a.listed:
        entry = lists.entries()[a.listed]
        return f"the same entry in the list of {HEADINGS[entry.cls]}: {entry.name}"
    if fold(a.text) == fold(b.text):
        return "the same name, but for capitals, accents, marks and articles"
    if a.person:
        return "the same full name, less titles and what is said beside it"
    if a.kind == "unnamed_group":
        return "the same description of people of the same body; not necessarily the same people"
    if a.state:
        return "the same body of the same state"
    return "the same name, less what is said beside it"


def place(name: Name) -> str | None:
    """The state or body that the name tells, by normal form. What only stands before a noun ("GOP
    front-runner", "Trump adviser") is no place, unless a list has it."""
    if name.state:
        return fold(lists.state(name.state).name)
    body = name.affiliation
    if not body or body in lists.normal_forms():
        return body
    return (
        body
        if re.search(rf"\b(?:of|for|at|from|r|d|i) (?:the )?{re.escape(body)}\b", fold(name.text))
        else None
    )


def _offices(name: Name) -> frozenset[str]:
    """The words of title and role that tell of an office."""
    heads = lists.words("heads")
    words = set(fold(f"{name.title or ''} {name.role or ''}").split())
    return frozenset(words & (heads["speaks"] | heads["member"]))
