"""Figures of two tellings: which count the same thing, and what became of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sayso.lineage.links import Drift
from sayso.lineage.sameness import vocabulary
from sayso.measures import UNITS
from sayso.types import Figure, Span

TextOf = Callable[[Span], tuple[str, Span]]
"""The words at a span of the document and where they stand in the telling's."""

_OUTCOMES = {
    "dead": "killed dead died murdered massacred executed beheaded drowned",
    "hurt": "wounded injured poisoned hospitalised",
    "held": "arrested detained jailed captured",
    "missing": "missing",
    "trapped": "trapped stranded",
    "safe": "rescued freed",
    "homeless": "displaced homeless evacuated",
}
_OUTCOME = {word: name for name, words in _OUTCOMES.items() for word in words.split()}
_NEAR = 0.025
"""Values this near are one where units were converted or one of them is "about"."""


class Quantity(NamedTuple):
    text: str
    place: Span
    """In the telling's words."""
    low: float | None
    high: float | None
    bound: str
    """at least, more than, at most, less than, about, between, exactly."""
    sort: str
    """What it measures: length, share, money in some currency, people, or what is counted; "" if unknown."""
    outcome: str
    scaled: bool
    """Whether its unit was converted."""

    @property
    def value(self) -> float:
        found = self.low if self.low is not None else self.high
        return found if found is not None else 0.0


def quantities(figures: Sequence[Figure], text_of: TextOf) -> tuple[Quantity, ...]:
    return tuple(_quantity(figure, *text_of(figure.span)) for figure in figures)


def _quantity(figure: Figure, text: str, place: Span) -> Quantity:
    sort, factor = _sort(figure.unit)
    low, high = _scaled(figure.low, factor), _scaled(figure.high, factor)
    outcome = _OUTCOME.get(figure.of or "", figure.of or "")
    shown = text or _shown(figure)
    return Quantity(shown, place, low, high, _bound(figure), sort, outcome, sort in _SCALED)


_SCALED = frozenset(sort for sort, _ in UNITS.values())


def _sort(unit: str | None) -> tuple[str, float]:
    if not unit:
        return "", 1
    if unit in UNITS:
        return UNITS[unit]
    head = vocabulary.sense(unit.split()[-1].casefold())
    return ("people" if head in vocabulary.senses("people") else head), 1


def _scaled(bound: float | None, factor: float) -> float | None:
    """A bound that is no number tells nothing."""
    return bound * factor if bound is not None and math.isfinite(bound * factor) else None


def _bound(figure: Figure) -> str:
    if figure.low is None or not math.isfinite(figure.low):
        return "less than" if figure.strict else "at most"
    if figure.high is None or not math.isfinite(figure.high):
        return "more than" if figure.strict else "at least"
    if figure.low != figure.high:
        return "between"
    return "about" if figure.approximate else "exactly"


def _shown(figure: Figure) -> str:
    known = [f"{n:g}" for n in (figure.low, figure.high) if n is not None]
    return " to ".join(dict.fromkeys(known)) or "a number"


def counterparts(one: Sequence[Quantity], other: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Those that count the same thing, equal ones first; each stands in one pair at most."""
    if not one or not other:
        return []
    scored = [(fit, i, j) for i, a in enumerate(one) for j, b in enumerate(other) if (fit := _fit(a, b))]
    scored.sort(key=lambda row: (-row[0], row[1] + row[2], abs(row[1] - row[2])))  # the same both ways round
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for _, i, j in scored:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((one[i], other[j]))
    return pairs


def _fit(a: Quantity, b: Quantity) -> int:
    """How well two figures answer one another; 0 where they count different things."""
    if a.outcome and b.outcome and a.outcome != b.outcome and {a.outcome, b.outcome} & set(_OUTCOMES):
        return 0
    equal = equals(a, b)
    bare = "" in (a.sort, b.sort) and (equal or (a.outcome == b.outcome and a.outcome != ""))
    if a.sort != b.sort and not bare:
        return 0  # "50 died" may count people; "50 tonnes" does not
    return 1 + 4 * equal + 2 * (a.outcome == b.outcome)


def torn(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool:
    """Whether they count people of whom different things are said: killed here, wounded there."""
    a = {q.outcome for q in one if q.outcome in _OUTCOMES}
    b = {q.outcome for q in other if q.outcome in _OUTCOMES}
    return bool(a and b) and not a & b


def befell(told: Sequence[Quantity]) -> bool:
    """Whether they count those whom something befell: such counts grow day by day and stay one claim."""
    return any(q.outcome in _OUTCOMES for q in told)


def equals(a: Quantity, b: Quantity) -> bool:
    """Whether the numbers are one, whatever their bounds."""
    slack = _NEAR if (a.scaled and b.scaled) or "about" in (a.bound, b.bound) else 1e-9
    return abs(a.value - b.value) <= slack * max(abs(a.value), abs(b.value))


def drifts(pairs: Sequence[tuple[Quantity, Quantity]]) -> list[Drift]:
    out = []
    for a, b in pairs:
        if not equals(a, b):
            out.append(Drift("figure", a.text, b.text, f"“{a.text}” became “{b.text}”"))
        if a.bound != b.bound:
            why = f"“{a.text}” became “{b.text}”: {a.bound} the number, then {b.bound} it"
            out.append(Drift("bound", a.text, b.text, why))
    return out
