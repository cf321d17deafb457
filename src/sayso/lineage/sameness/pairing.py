"""Two tellings side by side: what they share and what each has alone, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from sayso.lineage.sameness import dates, quantities
from sayso.lineage.sameness.features import Features, Name, Spot
from sayso.lineage.sameness.quantities import Quantity

_SPELT = 0.75
"""Share of letters in common from which two parts of names are one in two spellings."""


@dataclass(frozen=True, slots=True)
class Pair:
    one: Features
    other: Features
    likeness: float | None
    aligned: bool
    identical: bool
    """Word for word, as to small and capital letters at least."""
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
        one.telling.words.casefold() == other.telling.words.casefold(),
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
    alone = tuple(a for a in one.names if a not in ours and _is_missing(a, other))
    others = tuple(b for b in other.names if b not in theirs and _is_missing(b, one))
    return same, alone, others


def _is_missing(name: Name, told: Features) -> bool:
    """A name that stands there as a plain word (its first, say) is not missing; a namesake is another one."""
    return not name.parts & told.bag or any(_are_namesakes(name, other) for other in told.names)


def _are_namesakes(a: Name, b: Name) -> bool:
    """They share a part, and each has another of its own, which is not the same one spelt otherwise."""
    ours, theirs = a.parts - b.parts, b.parts - a.parts
    if not ours or not theirs or not a.parts & b.parts:
        return False
    return not any(SequenceMatcher(None, x, y).ratio() >= _SPELT for x in ours for y in theirs)


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
