"""Truth discovery: sources give values for objects, and not all can be right. The types.

    Statement … ─panel→ Panel ─settle→ Settlement

An *object* is what is asked ("how many were killed at X"), a *value* one answer, a *source* who gives it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Measure: TypeAlias = Literal["number", "time", "place", "names", "text"]
"""How values of an object are compared: as figures with bounds, as dates (EDTF) or times of day, as places
that may contain one another, as lists of names, or as plain text."""
MEASURES: tuple[Measure, ...] = get_args(Measure)


class Statement(NamedTuple):
    """One source's value for one object."""

    object: str
    value: str
    """As written."""
    source: str
    time: str | None = None
    """EDTF or RFC 3339: when it was said. Of one source's values for an object the last counts."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Statements by number, one row a source and object, sorted by object: what methods compute on.

    Values that say the same in other words are one *option*; options of an object have consecutive numbers.
    """

    objects: Sequence[str]
    sources: Sequence[str]
    options: Sequence[str]
    """As most sources write them."""
    option_object: NDArray[np.int32]
    """Of each option: its object's number. Ascending."""
    claim_option: NDArray[np.int32]
    """Of each statement: its option's number. Ascending."""
    claim_source: NDArray[np.int32]
    claim_time: NDArray[np.float64]
    """Days since 1970, NaN where unknown."""
    measures: NDArray[np.int8]
    """Of each object: the number of its measure in `MEASURES`."""
    near: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]
    """Options that support one another: (one, other, how far in (0, 1]); an entry (a, b, 1.0) says that who
    states a says b as well ("in the province" holds of its town: the town's number is a)."""
    known: tuple[tuple[int, int, float], ...] = ()
    """Sources known to depend, from outside (lineage): (one, other, probability)."""


class Option(NamedTuple):
    """One answer to an object's question."""

    object: str
    value: str
    probability: float
    """Over the object's options, and that none is right; so they sum to at most 1."""
    sources: int
    """That state it."""
    independent: float
    """How many these amount to when copying is discounted."""


class Source(NamedTuple):
    """How reliable a source proved, as far as this panel tells."""

    source: str
    reliability: float
    """Posterior mean of the probability that a value of its own is right."""
    low: float
    high: float
    """Of its 90 % credible interval."""
    statements: int
    copied: float = 0.0
    """Share of its statements that it probably has from another source of the panel."""


class Group(NamedTuple):
    """Sources that count as one."""

    sources: tuple[str, ...]
    probability: float
    """That they depend on one another, the weakest tie that holds them together."""
    why: str
    """A sentence with the values that give it away."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a method makes of a panel."""

    options: Sequence[Option]
    """By object, most probable first."""
    sources: Sequence[Source]
    """Most reliable first; empty where the method learns none."""
    groups: Sequence[Group]
    """Of two sources or more; empty where the method looks for none."""
    method: str
    """Name and version."""
    rounds: int = 0
    """Until nothing changed."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """By object: why its distribution is as it is, where asked for."""
