"""A case: all that is known of a family before anybody says who had it from whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sayso.lineage.links import Citation, Drift, Publication, Telling, Voice
from sayso.lineage.ties import Pair, Tie

Verdict: TypeAlias = Literal["cut", "join"]


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided on two tellings: the second had it from the first, or neither from the other."""

    verdict: Verdict
    judgement: str
    """Id."""
    why: str


@dataclass(frozen=True, slots=True)
class Outside:
    """A citation of an outlet or address that has no document in the ledger to follow."""

    name: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of a family before its descent."""

    tellings: Sequence[Telling]
    publications: Mapping[str, Publication]
    ties: Mapping[Pair, Tie]
    """By ids of documents, in either order, each pair once."""
    drifts: Callable[[Telling, Telling], tuple[Drift, ...]]
    centres: Mapping[str, float] = field(default_factory=dict)
    """By document, how near it is to the others it is tied to, in [0, 1]."""
    agencies: frozenset[str] = frozenset()
    """Documents of news agencies."""
    outside: Mapping[str, tuple[Outside, ...]] = field(default_factory=dict)
    """By document."""
    bodies: Mapping[str, Voice] = field(default_factory=dict)
    """By document, who publishes it, where that is no medium: a ministry, a party, a company."""
    decided: Mapping[Pair, Decided] = field(default_factory=dict)
    """By ids of claims."""


def covers(citations: Sequence[Citation], telling: Telling) -> bool:
    """Whether any of them covers this claim of its document."""
    return any(c.claims is None or telling.n in c.claims for c in citations)


def farthest(telling: Telling) -> set[str]:
    """Actors that stand farthest in its chains, of those that can be told apart."""
    return {chain[-1].actor for chain in telling.chains if chain and chain[-1].actor}


def strangers(one: Telling, other: Telling) -> bool:
    """Whether each names a farthest voice, and none is the other's."""
    a, b = farthest(one), farthest(other)
    return bool(a and b and not a & b)
