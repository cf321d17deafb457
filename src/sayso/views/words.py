"""The words that screens use for what the types name. Nothing here says that a claim is true or false."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from sayso.types import Act, ApartKind, Figure, Kind, Place, SignalKind, Stance, Time

Basis: TypeAlias = Literal["person", "institution", "document", "unnamed", "nobody", "author"]
"""What a claim rests on: the farthest voice's sort, from the easiest to ask to the author alone."""

BASES: tuple[Basis, ...] = get_args(Basis)
BASIS_WORDS: dict[Basis, str] = {
    "person": "named people",
    "institution": "organisations and states",
    "document": "documents",
    "unnamed": "unnamed sources",
    "nobody": "common knowledge or nobody's word",
    "author": "no one's word but the author's",
}
BASIS_SHORT: dict[Basis, str] = {
    "person": "people",
    "institution": "institutions",
    "document": "documents",
    "unnamed": "unnamed",
    "nobody": "nobody named",
    "author": "author's own",
}
BASIS_OF: dict[Kind, Basis] = {
    "person": "person",
    "organisation": "institution",
    "state": "institution",
    "document": "document",
    "unnamed_person": "unnamed",
    "unnamed_group": "unnamed",
    "common_knowledge": "nobody",
    "nobody": "nobody",
}
KIND_WORDS: dict[Kind, str] = {
    "person": "named person",
    "organisation": "organisation",
    "state": "state",
    "document": "document",
    "unnamed_person": "unnamed person",
    "unnamed_group": "unnamed group",
    "common_knowledge": "common knowledge",
    "nobody": "nobody named",
}
STANCE_WORDS: dict[Stance, str] = {
    "asserted": "asserted",
    "denied": "denied",
    "hedged": "hedged",
    "predicted": "predicted",
    "conditional": "conditional",
    "counterfactual": "contrary to fact",
    "asked": "asked",
}
ACT_WORDS: dict[Act, str] = {
    "states": "states",
    "thinks": "thinks",
    "asks": "asks",
    "accuses": "accuses",
    "denies": "denies",
    "confirms": "confirms",
    "doubts": "doubts",
    "predicts": "predicts",
    "promises": "promises",
    "orders": "orders",
}
APART_WORDS: dict[ApartKind, str] = {
    "question": "Questions",
    "order": "Orders and appeals",
    "opinion": "Opinions",
    "fragment": "Fragments",
}
SIGNAL_WORDS: dict[SignalKind, str] = {
    "hedge": "hedge",
    "negation": "negation",
    "conditional": "condition",
    "counterfactual": "contrary to fact",
    "prediction": "prediction",
    "scare_quote": "in scare quotes",
}


def figure_words(figure: Figure) -> str:
    """Bounds, unit and what happened to those counted, e.g. "≥ 50 people, killed"."""
    words = f"about {_bounds(figure)}" if figure.approximate else _bounds(figure)
    if figure.unit:
        words += f" {figure.unit}"
    return f"{words}, {figure.of}" if figure.of and figure.of != figure.unit else words


def _bounds(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return number(low) if low == high else f"{number(low)}–{number(high)}"
    if low is None and high is None:
        return "an unknown number of"
    bound = number(low if low is not None else high or 0)
    if figure.approximate:
        return f"{bound} or {'more' if high is None else 'fewer'}"
    sign = (">", "≥") if high is None else ("<", "≤")
    return f"{sign[not figure.strict]} {bound}"


def number(value: float) -> str:
    """Thousands set apart by narrow no-break spaces, as ISO 80000-1 asks: no comma to misread."""
    if float(value).is_integer() and abs(value) < 2**53:
        digits = f"{int(value):,}"
    else:
        digits = f"{value:,.6g}" if abs(value) < 1e15 else f"{value:g}"
    return digits.replace(",", "\u202f") if abs(value) >= 10_000 else digits.replace(",", "")


def time_flags(time: Time) -> tuple[str, ...]:
    """What a reader must not overlook in a date: parts that nobody knows."""
    value = time.value
    if value is None:
        return ()
    flags = ["year not known"] if value.lstrip("./").startswith("XXXX") else []
    if "?" in value or "%" in value:
        flags.append("uncertain")
    if "~" in value or "%" in value:
        flags.append("approximate")
    return tuple(flags)


def place_words(place: Place) -> str:
    """Name and country, e.g. "Herat, AF"."""
    return f"{place.name}, {place.country}" if place.country else place.name


def coordinates(place: Place) -> str | None:
    """Degrees with the hemisphere, e.g. "34.35° N 62.20° E"; None for a country: its middle tells nothing."""
    if place.lat is None or place.lon is None or place.level == "country":
        return None
    north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
    return f"{abs(place.lat):.2f}° {north} {abs(place.lon):.2f}° {east}"
