"""Two tellings side by side: what they share and what each has alone, computed once."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.lineage.sameness import dates, quantities
from sayso.lineage.sameness.features import Features, Name, Spot
from sayso.lineage.sameness.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Pair:
    one: Features
    other: Features
    likeness: float | None
    aligned: bool
    shared: frozenset[str]
    counted: list[tuple[Quantity, Quantity]]
    """Figures that count the same thing."""
    dated: bool | None
    """Whether the dates agree; None where nothing tells."""
    placed: bool | None
    """Whether the places agree; None where one has none."""
    same_names: tuple[tuple[Name, Name], ...]
    names_of_one: tuple[Name, ...]
    """Of one alone."""
    names_of_other: tuple[Name, ...]


def pair(one: Features, other: Features, likeness: float | None, aligned: bool) -> Pair:
    same, ours, theirs = _named(one, other)
    return Pair(
        one,
        other,
        likeness,
        aligned,
        one.bag & other.bag,
        quantities.counterparts(one.quantities, other.quantities),
        dates.verdict(one.dates, other.dates),
        places_agree(one.spots, other.spots),
        same,
        ours,
        theirs,
    )


def _named(
    one: Features, other: Features
) -> tuple[tuple[tuple[Name, Name], ...], tuple[Name, ...], tuple[Name, ...]]:
    if not one.names and not other.names:
        return (), (), ()
    same = tuple((a, b) for a in one.names for b in other.names if _are_one(a, b))
    ours, theirs = {a for a, _ in same}, {b for _, b in same}
    # A name that stands in the other as a plain word (its first, say) is not missing there.
    alone = tuple(a for a in one.names if a not in ours and not a.parts & other.bag)
    others = tuple(b for b in other.names if b not in theirs and not b.parts & one.bag)
    return same, alone, others


def _are_one(a: Name, b: Name) -> bool:
    """A part is enough where one is named shortly; two first names before one surname are two people."""
    if a.parts == b.parts:
        return True
    shared = a.parts & b.parts
    return bool(shared) and shared in (a.parts, b.parts)


def places_agree(one: tuple[Spot, ...], other: tuple[Spot, ...]) -> bool | None:
    if not one or not other:
        return None
    return any(_near(a, b) for a in one for b in other)


def _near(a: Spot, b: Spot) -> bool:
    if a.name == b.name or (a.geonames is not None and a.geonames == b.geonames):
        return True
    return (a.wide or b.wide) and a.country is not None and a.country == b.country
