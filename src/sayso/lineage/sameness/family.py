"""How likely two tellings are of one claim, whatever was changed: a table of grounds with weights.

Each ground is a number in [0, 1]; its docstring is the explanation that a user sees. The weights are those of
a logistic regression; see `WEIGHTS` for where they come from.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

from sayso.lineage.sameness import dates, quantities
from sayso.lineage.sameness.pairing import Pair

Ground: TypeAlias = Callable[[Pair], float]


def likeness(pair: Pair) -> float:
    """their vectors lie near one another"""
    if pair.identical:
        return 1.0
    if pair.likeness is None:
        return _LIKENESS_AT_NO_OVERLAP + _LIKENESS_PER_OVERLAP * overlap(pair)
    return min(1.0, max(0.0, pair.likeness))


def overlap(pair: Pair) -> float:
    """they have words and names in common"""
    total = len(pair.one.bag) + len(pair.other.bag)
    return 2 * len(pair.shared) / total if total else float(pair.identical)


def containment(pair: Pair) -> float:
    """the words of one stand in the other"""
    least = min(len(pair.one.bag), len(pair.other.bag))
    return len(pair.shared) / least if least else float(pair.identical)


def plain_words(pair: Pair) -> float:
    """beside names, they have words in common"""
    least = min(len(pair.one.plain), len(pair.other.plain))
    return len(pair.one.plain & pair.other.plain) / least if least else float(pair.identical)


def order(pair: Pair) -> float:
    """the same words stand side by side in both"""
    least = min(len(pair.one.steps), len(pair.other.steps))
    return len(pair.one.steps & pair.other.steps) / least if least else float(pair.identical)


def own_words(pair: Pair) -> float:
    """each has words of its own"""
    least = min(len(pair.one.plain - pair.other.bag), len(pair.other.plain - pair.one.bag))
    return least / (least + len(pair.one.plain & pair.other.plain)) if least else 0.0


def same_names(pair: Pair) -> float:
    """they name the same"""
    return min(len(pair.same_names), 3) / 3


def other_names(pair: Pair) -> float:
    """each names what the other does not"""
    return min(len(pair.names_of_one), len(pair.names_of_other), 2) / 2


def same_figures(pair: Pair) -> float:
    """they count the same thing, with the same number"""
    return float(any(quantities.equals(a, b) for a, b in pair.counted))


def telling_figure(pair: Pair) -> float:
    """they have a name in common, and count the same thing with the same number"""
    named = bool(pair.same_names) or pair.placed is True
    return float(named and any(a.sort != "" and quantities.equals(a, b) for a, b in pair.counted))


def uncounted(pair: Pair) -> float:
    """each counts something that the other does not"""
    return float(bool(pair.one.quantities) and bool(pair.other.quantities) and not pair.counted)


def other_fate(pair: Pair) -> float:
    """different things happened to those who are counted"""
    return float(quantities.torn(pair.one.quantities, pair.other.quantities))


def other_people_fate(pair: Pair) -> float:
    """what befell people is one thing here and another there"""
    a, b = pair.one.fates, pair.other.fates
    return float(bool(a and b) and not a & b)


def same_deeds(pair: Pair) -> float:
    """the same is done in both"""
    return float(bool(pair.one.deeds & pair.other.plain or pair.other.deeds & pair.one.plain))


def other_deeds(pair: Pair) -> float:
    """one thing is done in one, and another in the other"""
    return float(bool(pair.one.deeds and pair.other.deeds) and not same_deeds(pair))


def days_apart(pair: Pair) -> float:
    """they were published on different days"""
    if pair.one.day is None or pair.other.day is None:
        return 0.0
    return min(1.0, math.log1p(abs(pair.one.day - pair.other.day)) / _LONG_AGO)


def happens_often(pair: Pair) -> float:
    """days and figures both differ: the like of it happened again"""
    if not pair.counted or same_figures(pair):
        return 0.0
    if pair.one.day is None or pair.other.day is None or quantities.befell(pair.one.quantities):
        return float(pair.dated is False)
    later = abs(pair.one.day - pair.other.day) > _SPREADS
    return float(pair.dated is False or (pair.dated is None and later))


def same_dates(pair: Pair) -> float:
    """their dates agree"""
    return float(pair.dated is True)


def other_dates(pair: Pair) -> float:
    """their dates are not the same"""
    return dates.distance(pair.one.dates, pair.other.dates) if pair.dated is False else 0.0


def same_places(pair: Pair) -> float:
    """they tell of the same place"""
    return float(pair.placed is True)


def other_places(pair: Pair) -> float:
    """they tell of different places"""
    return float(pair.placed is False)


def aligned(pair: Pair) -> float:
    """they stand at corresponding places of a passage that one has from the other"""
    return float(pair.aligned)


_LONG_AGO = math.log1p(365)
_SPREADS = 2
"""Days in which a report is still taken over, and its figures changed on the way."""
_LIKENESS_AT_NO_OVERLAP, _LIKENESS_PER_OVERLAP = 0.3, 0.7
BIAS = -5.5
"""By hand: of the pairs in `tests/sameness` the usual half comes out best at -5.75, stories nearer to 0."""
WEIGHTS: dict[Ground, float] = {
    likeness: 3.9,
    overlap: 2.3,
    containment: 0.5,
    plain_words: 0.9,
    order: 0.4,
    own_words: -1.1,
    same_names: 0.7,
    other_names: -0.6,
    same_figures: 1.1,
    telling_figure: 1.0,
    uncounted: -1.1,
    other_fate: -2.0,
    other_people_fate: -1.9,
    same_deeds: 0.3,
    other_deeds: -0.1,
    days_apart: -0.8,
    happens_often: -3.6,
    same_dates: 0.4,
    other_dates: -2.8,
    same_places: 0.3,
    other_places: -0.9,
    aligned: 5.0,
}
"""Log-odds of each ground, as `bench/sameness_fit.py` learns them from VitaminC, CheckThat! 2022, MEANTIME
and generated stories, drawn to weights set by hand. Those of fates and of `aligned`, which these sets hardly
hold, are by hand."""


def grounds(pair: Pair) -> list[float]:
    """In the order of `WEIGHTS`."""
    return [ground(pair) for ground in WEIGHTS]


def logit(values: list[float]) -> float:
    return BIAS + sum(w * x for w, x in zip(WEIGHTS.values(), values, strict=True))


def probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


def why(values: list[float], *, together: bool) -> str:
    """The two weightiest grounds for what was decided."""
    weighed = [(w * x, g.__doc__ or "") for (g, w), x in zip(WEIGHTS.items(), values, strict=True)]
    sign = 1 if together else -1
    best = sorted((row for row in weighed if sign * row[0] > 0), key=lambda row: -sign * row[0])[:2]
    return " and ".join(text for _, text in best) or "they have too little in common"
