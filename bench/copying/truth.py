"""What is known of a story: every document, every family, and what its texts can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sayso.types import Reading

State: TypeAlias = Literal["independent", "not established", "not recorded"]


@dataclass(frozen=True, slots=True)
class Parent:
    """A document that another was had from, directly or by way of lost ones."""

    document: str
    text: bool
    """Whether the two share words that nothing else in the story has."""
    citation: bool
    """Whether the child names the parent's outlet."""
    stand_ins: frozenset[str]
    """Documents of the same descent that the child's text could as well be had from."""
    through_lost: bool = False

    @property
    def shown(self) -> bool:
        return self.text or self.citation


@dataclass(frozen=True, slots=True)
class Made:
    """A document with what only its maker knows."""

    reading: Reading
    kind: str
    """`original`, `revision`, `circle`, `beside`, or how it was copied."""
    reserved: bool
    minute: int
    """When it really came out."""
    parents: tuple[Parent, ...]
    lost: tuple[str, ...]
    """Outlets of its parents that are not in the ledger."""
    revises: str | None
    clock: str
    cites: str
    drifts: Mapping[str, str]
    """Of each family, what was changed in meaning when it was taken."""

    @property
    def id(self) -> str:
        return self.reading.document.id


@dataclass(frozen=True, slots=True)
class TrueOrigin:
    who: str
    """The same for the same voice, whatever it is called."""
    name: str
    named: bool


@dataclass(frozen=True, slots=True)
class TrueFamily:
    """A fact, its tellings and where they really come from."""

    fact: str
    chief: bool
    tellings: tuple[tuple[str, int], ...]
    """Document and the number of the claim in its reading."""
    origins: tuple[TrueOrigin, ...]
    roots: frozenset[str]
    """Documents that did not have it from another document of the ledger."""
    state: State
    low: int
    high: int
    """Between these a reader who misses nothing that the texts show would put the number of origins."""
    links: tuple[tuple[str, str], ...]
    """Parent and child: the nearest document of the ledger that each telling was had from."""
    circle: tuple[str, ...]
    """Documents of circular reporting, in order; empty where there is none."""

    @property
    def documents(self) -> frozenset[str]:
        return frozenset(document for document, _ in self.tellings)

    @property
    def count(self) -> int:
        """Origins that there really are."""
        return len(self.origins)


@dataclass(frozen=True, slots=True)
class Story:
    seed: int
    reserved: bool
    times: bool
    documents: tuple[Made, ...]
    families: tuple[TrueFamily, ...]
    kin: frozenset[frozenset[str]]
    """Pairs that have something from one lost ancestor."""
    clashes: frozenset[tuple[str, str]]
    """Parent and child, where the child is dated before its parent."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(made.reading for made in self.documents)
