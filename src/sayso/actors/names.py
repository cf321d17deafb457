"""A name as it stands in the news, with what it tells of who is meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sayso.types import Kind

Class: TypeAlias = Literal[
    "state", "capital", "nationality", "armed_group", "organisation", "agency", "outlet"
]
Sex: TypeAlias = Literal["female", "male"]
Scope: TypeAlias = Literal["corpus", "document"]
Relation: TypeAlias = Literal["same", "part_of", "speaks_for"]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the offline lists: what news call somebody. Being listed is no judgement of them."""

    id: str
    """Class and normal form, e.g. "armed_group:hezbollah"; of a state its code, "state:US"."""
    name: str
    cls: Class
    aliases: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    """Names that others bear too ("AFP", "The Times"): they are suggested, never joined."""
    state: str | None = None
    """ISO 3166-1 alpha-2; of a part of a state, or one that is past, its longer code."""
    domains: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """As an agency signs in brackets: "(AP)"."""
    stands_for_state: bool = False
    """News say this name for the state's government: "the Kremlin"."""


@dataclass(frozen=True, slots=True)
class Personal:
    """The parts of a person's name, folded."""

    given: tuple[str, ...]
    """Given names and initials; empty where a surname stands alone."""
    surname: str
    suffix: str = ""
    sex: Sex | None = None
    """By title or role ("Ms", "spokesman") or by the given name; None where nothing tells."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a text calls a source. Two names with equal `actor` and scope "corpus" are one actor."""

    text: str
    key: str
    """Normal form; empty for a pronoun or nothing at all."""
    kind: Kind
    """As the extractor says, except that a listed body has its entry's."""
    scope: Scope = "corpus"
    """"document": the words tell who is meant in their own article only ("a police officer", "Smith")."""
    listed: str | None = None
    """Id of the one entry that bears this name."""
    perhaps: tuple[str, ...] = ()
    """Ids of entries that may be meant, where several bear the name or it is a doubtful one."""
    person: Personal | None = None
    title: str | None = None
    """Before the name, folded and spelt out: "secretary of state"."""
    role: str | None = None
    """After it: "a spokesman for the ministry"."""
    affiliation: str | None = None
    """Normal form of the body or state it belongs to."""
    state: str | None = None
    """ISO code of the state in its name, title or role."""
    head: str | None = None
    """Of a description, its noun in the singular: "official"."""
    acronym: str | None = None
    """From brackets: "Free Syrian Army (FSA)"."""
    short: str | None = field(default=None)
    """Normal form of a shorter name inside it: "the Talvanian broadcaster Channel Four"."""

    @property
    def actor(self) -> str:
        """Kind and normal form: what the ledger may key an actor by."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That two actors may be one, or that one belongs to the other. People decide; see `Name.actor`."""

    a: str
    b: str
    relation: Relation
    """`a` is the same as, part of, or speaks for `b`."""
    score: float
    """In [0, 1]: an ordering for people who decide, not a probability."""
    why: str
