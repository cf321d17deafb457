"""Which values say the same: a key for each claim, by what its object is measured in."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.settlements import MEASURES, Measure
from sayso.weighing.settling import names, values

if TYPE_CHECKING:
    from numpy.typing import NDArray

NUMBER, TIME, PLACE, NAMES, TEXT = range(len(MEASURES))
_ENOUGH = 0.6
"""Of an object's claims: that many numbers, or times, tell that it is asked for one."""
_LOOKED_AT = 15
"""Values of an object, in telling whether they are names."""
_YEARLESS = 1500
"""Days before this are of the year 4: no year was stated."""


@dataclass(frozen=True)
class Made:
    """What claims are grouped by."""

    key: NDArray[np.int64]
    """Of each claim: equal where the option is the same; ascending with the object."""
    measures: NDArray[np.int8]
    """Of each object."""
    forms: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
    """Of each claim: lower and upper bound of a figure or of days, and minute of the day; else NaN."""
    fullness: NDArray[np.int64]
    """Of each claim: how fully it writes names."""
    people: dict[int, frozenset[int]]
    """By key of a claim that lists names."""


@dataclass(frozen=True)
class _Forms:
    """Of each value as written: what it is as a figure and as a moment. NaN where it is none."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    first: NDArray[np.float64]
    last: NDArray[np.float64]
    minute: NDArray[np.float64]

    @property
    def numeric(self) -> NDArray[np.bool_]:
        return ~np.isnan(self.low)

    @property
    def temporal(self) -> NDArray[np.bool_]:
        return ~(np.isnan(self.first) & np.isnan(self.minute))


def canonical(
    texts: list[str],
    thing: NDArray[np.int64],
    value: NDArray[np.int64],
    objects: int,
    measure: Measure | None,
) -> Made:
    """Keys of claims that are sorted by object.

    Args:
        thing: of each claim, its object's number.
        value: of each claim, its text's number.
    """
    forms = _forms(texts, loose=measure == "number")
    measures = (
        np.full(objects, MEASURES.index(measure), np.int8)
        if measure
        else _told(texts, thing, value, objects, forms)
    )
    _read_units(texts, thing, value, measures, forms)
    of_claim = measures[thing]
    keys = np.zeros(len(thing), np.int64)
    fullness = np.zeros(len(thing), np.int64)
    bounds = tuple(np.full(len(thing), math.nan) for _ in range(3))
    _figures(of_claim == NUMBER, value, forms, keys, bounds)
    _times((of_claim == TIME, thing, value), forms, keys, bounds, objects)
    rest = ((of_claim == NUMBER) & ~forms.numeric[value]) | ((of_claim == TIME) & ~forms.temporal[value])
    _words(rest | (of_claim == TEXT), value, texts, keys, values.plain)
    _words(of_claim == PLACE, value, texts, keys, values.place)
    listed = _names(of_claim == NAMES, (thing, value), texts, keys, fullness)
    width = int(keys.max(initial=0)) + 1
    people = {number * width + key: who for (number, key), who in listed.items()}
    return Made(thing * width + keys, measures, (bounds[0], bounds[1], bounds[2]), fullness, people)


def _forms(texts: list[str], *, loose: bool) -> _Forms:
    table = np.full((5, len(texts)), math.nan)
    for at, text in enumerate(texts):
        figure = values.figure(text, loose=loose)
        if figure is not None:
            table[0, at], table[1, at] = figure
            continue
        moment = values.moment(text)
        if moment is not None:
            table[2:, at] = [math.nan if part is None else part for part in moment]
    return _Forms(*table)


def _read_units(
    texts: list[str],
    thing: NDArray[np.int64],
    value: NDArray[np.int64],
    measures: NDArray[np.int8],
    forms: _Forms,
) -> None:
    """Where numbers are asked for, "29 people" is one."""
    odd = np.unique(value[(measures[thing] == NUMBER) & ~forms.numeric[value]])
    for at in odd.tolist():
        figure = values.figure(texts[at], loose=True)
        if figure is not None:
            forms.low[at], forms.high[at] = figure


def _told(
    texts: list[str], thing: NDArray[np.int64], value: NDArray[np.int64], objects: int, forms: _Forms
) -> NDArray[np.int8]:
    """By what most values of an object are; whether words are names or places, what all such objects tell."""
    count = np.bincount(thing, minlength=objects)
    numbers = np.bincount(thing, forms.numeric[value], objects) / count
    times = np.bincount(thing, forms.temporal[value], objects) / count
    measures = np.full(objects, TEXT, np.int8)
    measures[times >= _ENOUGH] = TIME
    measures[numbers >= _ENOUGH] = NUMBER
    _tell_words(texts, thing, value, measures)
    return measures


def _tell_words(
    texts: list[str], thing: NDArray[np.int64], value: NDArray[np.int64], measures: NDArray[np.int8]
) -> None:
    """Names, where the same words come in another order or lists are set apart by signs; places, where one
    value is the end of another. Objects that show neither go with the most of those that show one, but for
    those with a digit: "4.1 metres" and "6 metres" would be one person."""
    several = np.array([" " in text or "," in text for text in texts], bool)
    at = np.flatnonzero((measures[thing] == TEXT) & several[value])
    if not len(at):
        return
    worded = np.unique(thing[at])
    tally: Counter[int] = Counter()
    undecided: list[int] = []
    starts, ends = np.searchsorted(thing, worded), np.searchsorted(thing, worded, "right")
    for number, start, end in zip(worded.tolist(), starts.tolist(), ends.tolist(), strict=True):
        written = {texts[v] for v in set(value[start:end].tolist())}
        if any(c.isdigit() for text in written for c in text):
            continue
        kind = _kind(written)
        tally[kind] += 1
        measures[number] = kind
        if kind == TEXT:
            undecided.append(number)
    shown = max((NAMES, PLACE), key=lambda kind: tally[kind])
    if tally[shown] >= 0.2 * tally.total():
        measures[undecided] = shown


def _kind(written: set[str]) -> int:
    """What an object's values show to be."""
    worded = [values.plain(text).split() for text in sorted(written)[:_LOOKED_AT]]
    if any(_turned(one, other) for at, one in enumerate(worded) for other in worded[:at]):
        return NAMES
    places = [values.place(text) for text in written if "," in text]
    wholes = {values.plain(text) for text in written if "," not in text}
    if any(" ".join(parts[1:]) in wholes for parts in places if len(parts) > 1):
        return PLACE
    return NAMES if any(";" in text or "/" in text for text in written) else TEXT


def _turned(one: list[str], other: list[str]) -> bool:
    """Whether most words of the shorter are in the other, in another order."""
    shared = [word for word in one if word in other]
    if len(shared) < 2 or 2 * len(shared) <= min(len(one), len(other)):
        return False
    return [word for word in other if word in one] != shared


def _figures(
    mine: NDArray[np.bool_],
    value: NDArray[np.int64],
    forms: _Forms,
    keys: NDArray[np.int64],
    bounds: tuple[NDArray[np.float64], ...],
) -> None:
    at = np.flatnonzero(mine & forms.numeric[value])
    pair = np.stack([forms.low[value[at]], forms.high[value[at]]], axis=1)
    _number(keys, at, pair)
    bounds[0][at], bounds[1][at] = pair[:, 0], pair[:, 1]


def _times(
    claims: tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]],
    forms: _Forms,
    keys: NDArray[np.int64],
    bounds: tuple[NDArray[np.float64], ...],
    objects: int,
) -> None:
    """Where all who state a day state the same, the time of day alone is asked for; where some leave out the
    year, it is left out of all."""
    mine, thing, value = claims
    at = np.flatnonzero(mine & forms.temporal[value])
    if not len(at):
        return
    where = thing[at]
    first, last, minute = (of[value[at]] for of in (forms.first, forms.last, forms.minute))
    yearless = np.zeros(objects, bool)
    yearless[where[first < _YEARLESS]] = True
    first, last = _without_year(first, yearless[where]), _without_year(last, yearless[where])
    timed = ~np.isnan(minute)
    low, high = np.full(objects, math.inf), np.full(objects, -math.inf)
    dated = timed & ~np.isnan(first)
    np.minimum.at(low, where[dated], first[dated])
    np.maximum.at(high, where[dated], first[dated])
    bare = np.zeros(objects, bool)
    bare[where[timed & np.isnan(first)]] = True
    drop = timed & bare[where] & (low == high)[where]
    first, last = np.where(drop, math.nan, first), np.where(drop, math.nan, last)
    _number(keys, at, np.nan_to_num(np.stack([first, last, minute], axis=1), nan=-1.0))
    bounds[0][at], bounds[1][at], bounds[2][at] = first, last, minute


def _without_year(day: NDArray[np.float64], wanted: NDArray[np.bool_]) -> NDArray[np.float64]:
    import datetime

    out = day.copy()
    for ordinal in np.unique(day[wanted & (day >= _YEARLESS)]).tolist():
        moved = datetime.date.fromordinal(int(ordinal)).replace(year=4).toordinal()
        out[wanted & (day == ordinal)] = moved
    return out


def _number(keys: NDArray[np.int64], at: NDArray[np.int64], rows: NDArray[np.float64]) -> None:
    """Numbers unlike rows from where the keys so far end."""
    if len(at):
        base = int(keys.max(initial=0)) + 1
        order = np.lexsort(rows.T[::-1])
        # Compared, not subtracted: bounds may be infinite.
        fresh = np.append(True, (rows[order][1:] != rows[order][:-1]).any(axis=1))
        keys[at[order]] = base + np.cumsum(fresh) - 1


def _words(
    mine: NDArray[np.bool_],
    value: NDArray[np.int64],
    texts: list[str],
    keys: NDArray[np.int64],
    form: Callable[[str], object],
) -> None:
    at = np.flatnonzero(mine)
    used, back = np.unique(value[at], return_inverse=True)
    base = int(keys.max(initial=0)) + 1
    numbers: dict[object, int] = {}
    made = [numbers.setdefault(form(texts[v]), len(numbers)) for v in used.tolist()]
    if made:
        keys[at] = base + np.array(made)[back]


def _names(
    mine: NDArray[np.bool_],
    claims: tuple[NDArray[np.int64], NDArray[np.int64]],
    texts: list[str],
    keys: NDArray[np.int64],
    fullness: NDArray[np.int64],
) -> dict[tuple[int, int], frozenset[int]]:
    """Object by object, since who a surname means is told by the object's other values."""
    thing, value = claims
    base = int(keys.max(initial=0)) + 1
    numbers: dict[object, int] = {}
    people: dict[tuple[int, int], frozenset[int]] = {}
    at = np.flatnonzero(mine)
    for part in np.split(at, np.flatnonzero(np.diff(thing[at])) + 1) if len(at) else []:
        votes = Counter(value[part].tolist())
        written = sorted(votes)
        lists = names.read([texts[v] for v in written], [votes[v] for v in written])
        number = int(thing[part[0]])
        made: dict[int, tuple[int, int]] = {}
        for v, who in zip(written, lists, strict=True):
            sign: object = tuple(sorted(who)) if who else values.plain(texts[v])
            key = base + numbers.setdefault(sign, len(numbers))
            made[v] = (key, names.fullness(texts[v], len(who)))
            if who:
                people[number, key] = who
        keys[part] = [made[v][0] for v in value[part].tolist()]
        fullness[part] = [made[v][1] for v in value[part].tolist()]
    return people
