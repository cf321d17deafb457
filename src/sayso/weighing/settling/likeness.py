"""Which options of an object are near one another, and which entail others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from sayso.settlements import MEASURES
from sayso.weighing.settling import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

Near: TypeAlias = "tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]"

NUMBER, TIME, PLACE, NAMES, TEXT = range(len(MEASURES))
_NEIGHBOURS = 6
_MOST = 60
"""Objects with more options than this are compared by number only, and with more ranges not by these."""
_ROUNDED = 0.6
_TOLERANCE = 0.03
"""Relative difference at which figures support each other by half of what equal ones would, over e."""
_MINUTES, _DAYS = 10.0, 2.0
_PART = 0.7
_FAINT = 0.05


class Canonical(NamedTuple):
    """The options, as far as they are compared."""

    object: NDArray[np.int64]
    measures: NDArray[np.int8]
    """Of each object."""
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    minute: NDArray[np.float64]
    labels: list[str]


def near(forms: Canonical, people: dict[int, frozenset[int]], keys: NDArray[np.int64]) -> Near:
    """Pairs of options of one object: (one, other, how far one supports other); 1 where it entails it."""
    measure = forms.measures[forms.object]
    found = [
        *_figures(forms, np.flatnonzero((measure == NUMBER) & ~np.isnan(forms.low))),
        *_times(forms, np.flatnonzero(measure == TIME)),
        _worded(forms, measure, people, keys),
    ]
    one, other, far = (np.concatenate([part[at] for part in found]) for at in range(3))
    kept = far >= _FAINT
    return one[kept].astype(np.int32), other[kept].astype(np.int32), far[kept].astype(np.float32)


_Part: TypeAlias = "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]"


def _beside(
    at: NDArray[np.int64], thing: NDArray[np.int64], size: NDArray[np.float64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Options next to each other by size, up to a few places apart."""
    order = at[np.lexsort((size[at], thing[at]))]
    for step in range(1, _NEIGHBOURS + 1):
        same = thing[order[step:]] == thing[order[:-step]]
        yield order[:-step][same], order[step:][same]


def _figures(forms: Canonical, at: NDArray[np.int64]) -> Iterator[_Part]:
    exact = at[forms.low[at] == forms.high[at]]
    for one, other in _beside(exact, forms.object, forms.low):
        far = _alike(forms.low[one], forms.low[other])
        yield one, other, far
        yield other, one, far
    yield from _bounded(forms, at[forms.low[at] != forms.high[at]], exact)


def _alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """By relative difference; more where one is the other rounded."""
    apart = np.abs(one - other)
    size = np.maximum(np.maximum(np.abs(one), np.abs(other)), 1e-300)
    close = 0.5 * np.exp(-apart / size / _TOLERANCE)
    coarse = np.maximum(_unit(one), _unit(other))
    rounded = (apart <= coarse / 2) & (coarse <= 0.5 * size)
    return np.asarray(np.where(rounded, np.maximum(close, _ROUNDED), close))


def _unit(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """The power of ten that a figure looks rounded to; 0 for one that is not whole."""
    unit = np.where((value == np.floor(value)) & (value != 0), 1.0, 0.0)
    for power in range(1, 12):
        unit = np.where((value % 10**power == 0) & (value != 0), 10.0**power, unit)
    return unit


def _bounded(forms: Canonical, ranges: NDArray[np.int64], exact: NDArray[np.int64]) -> Iterator[_Part]:
    """A figure within bounds entails them; of two ranges, the narrower the wider. Objects with very many
    ranges are left out: each of them could entail all others."""
    ranges = ranges[np.bincount(forms.object[ranges])[forms.object[ranges]] <= _MOST]
    whole = np.sort(np.concatenate([ranges, exact]))
    for wide in ranges.tolist():
        start, stop = np.searchsorted(forms.object[whole], [forms.object[wide], forms.object[wide] + 1])
        fellows = whole[start:stop]
        inside = (forms.low[fellows] >= forms.low[wide]) & (forms.high[fellows] <= forms.high[wide])
        narrow = fellows[inside & (fellows != wide)]
        yield narrow, np.full(len(narrow), wide), np.ones(len(narrow))


def _times(forms: Canonical, at: NDArray[np.int64]) -> Iterator[_Part]:
    clock = at[~np.isnan(forms.minute[at])]
    day = np.where(np.isfinite(forms.low), forms.low, 0.0)
    instant = day * 1440 + np.nan_to_num(forms.minute)
    for one, other in _beside(clock, forms.object, instant):
        far = 0.5 * np.exp(-np.abs(instant[one] - instant[other]) / _MINUTES)
        yield one, other, far
        yield other, one, far
    days = at[~np.isnan(forms.low[at]) & np.isnan(forms.minute[at])]
    single = days[forms.low[days] == forms.high[days]]
    for one, other in _beside(single, forms.object, forms.low):
        far = 0.5 * np.exp(-np.abs(forms.low[one] - forms.low[other]) / _DAYS)
        yield one, other, far
        yield other, one, far
    yield from _bounded(
        forms,
        days[forms.low[days] != forms.high[days]],
        np.concatenate([single, clock[~np.isnan(forms.low[clock])]]),
    )


def _worded(
    forms: Canonical, measure: NDArray[np.int8], people: dict[int, frozenset[int]], keys: NDArray[np.int64]
) -> _Part:
    rows: list[tuple[int, int, float]] = []
    starts = np.flatnonzero(np.append(True, np.diff(forms.object) != 0)) if len(measure) else np.empty(0, int)
    ends = np.append(starts[1:], len(measure))
    many = np.fromiter((" " in label or "," in label for label in forms.labels), bool, len(measure))
    worded = np.add.reduceat(many, starts) > 0 if len(starts) else np.empty(0, bool)
    several = worded & (measure[starts] >= PLACE) & (ends - starts > 1) & (ends - starts <= _MOST)
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        kind = measure[start]
        if kind == NAMES:
            lists = {at: people[int(keys[at])] for at in range(start, end) if int(keys[at]) in people}
            rows += _lists(lists)
        elif kind == PLACE:
            rows += _places({at: values.place(forms.labels[at]) for at in range(start, end)})
        else:
            rows += _texts(
                {at: frozenset(values.plain(forms.labels[at]).split()) for at in range(start, end)}
            )
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2]


def _lists(lists: dict[int, frozenset[int]]) -> Iterator[tuple[int, int, float]]:
    """Who names some of them supports the whole list more than who names more supports a part."""
    for one, mine in lists.items():
        for other, theirs in lists.items():
            shared = len(mine & theirs)
            if one != other and shared:
                part = shared / len(theirs) if mine < theirs else 0.5 * shared / len(mine | theirs)
                yield one, other, _PART * part


def _places(places: dict[int, tuple[str, ...]]) -> Iterator[tuple[int, int, float]]:
    for one, mine in places.items():
        for other, theirs in places.items():
            if one != other and len(theirs) < len(mine) and mine[-len(theirs) :] == theirs:
                yield one, other, 1.0
            elif one != other and mine and theirs and mine[0] == theirs[0]:
                yield one, other, 0.9


def _texts(texts: dict[int, frozenset[str]]) -> Iterator[tuple[int, int, float]]:
    """By words that both have; a word with a figure in it must be in both."""
    if max(len(words) for words in texts.values()) < 2:
        return
    for one, mine in texts.items():
        for other, theirs in texts.items():
            shared, apart = mine & theirs, mine ^ theirs
            if one == other or not shared or any(c.isdigit() for word in apart for c in word):
                continue
            if len(shared) / len(mine | theirs) >= 0.6 or not apart - mine or not apart - theirs:
                yield one, other, _PART * len(shared) / len(mine | theirs)
