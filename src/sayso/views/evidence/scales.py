"""The two axes of the plot: how many, and when."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.edtf import bounds
from sayso.views.evidence import wording
from sayso.views.words import number

LARGE = 30.0
"""Times that the largest figure is the smallest from which on the axis goes by powers of ten."""
_TEN = 10.0
"""Below it there are no powers of ten to go by."""
NARROW = 0.1
"""Share of the largest figure that all differ by, below which the axis does not begin at zero."""
COLUMN, ROOM, UNDATED = 56.0, 560.0, 64.0
"""Width of a date where dates are not to scale, of all dates where they are, and of those without one."""
CROWDED = 26.0
"""Dates nearer to one another than this are given columns of their own."""
BESIDE = 52.0
"""From one date that is named to the next."""
_DAY = re.compile(r"(\d+ )?(\w+) (\d{4})")


@dataclass(frozen=True, slots=True)
class Scale:
    """Of how many: linear, or by powers of ten."""

    first: float
    last: float
    """Of the axis, as it is transformed."""
    shift: float | None
    """What is added before the logarithm is taken; None: it is linear."""
    top: float
    bottom: float
    ticks: tuple[tuple[float, str], ...] = ()

    def at(self, value: float) -> float:
        placed = _logarithm(value, self.shift) if self.shift is not None else value
        share = (placed - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return round(self.bottom - share * (self.bottom - self.top), 1)


def scale(values: Sequence[float], top: float, bottom: float) -> Scale:
    """For these figures, of which there is one at least."""
    low, high = min(values), max(values)
    small = min((v for v in values if v > 0), default=0.0)
    if low >= 0 and high >= _TEN and high > LARGE * small > 0:
        # One is added where a figure is below it: nothing has no logarithm.
        shift = 0.0 if low >= 1 else 1.0
        first = math.floor(_logarithm(low, shift)) if shift == 0.0 else 0.0
        bare = Scale(first, _logarithm(high, shift), shift, top, bottom)
        return _with_ticks(bare, _powers(low, high, shift))
    begins = 0.0 if low >= 0 and high - low >= NARROW * high else low
    begins, ends = (0.0, high or 1.0) if low == high and low >= 0 else (begins, high)
    step = _step((ends - begins) / 5 or abs(high) or 1.0)
    begins = math.floor(begins / step) * step
    bare = Scale(begins, max(ends, begins + step), None, top, bottom)
    count = min(12, int((bare.last - begins) / step + 1e-9))
    return _with_ticks(bare, [begins + n * step for n in range(count + 1)])


def _logarithm(value: float, shift: float) -> float:
    return math.log10(max(value + shift, 1e-300))


def _with_ticks(bare: Scale, values: Iterable[float]) -> Scale:
    ticks = tuple((bare.at(v), _tick(v)) for v in values)
    return Scale(bare.first, bare.last, bare.shift, bare.top, bare.bottom, ticks)


def _powers(low: float, high: float, shift: float) -> list[float]:
    first = 0 if shift else math.floor(math.log10(low))
    last = math.floor(math.log10(high))
    every = (last - first) // 6 + 1
    found = [10.0**n for n in range(first, last + 1, every)]
    return [0.0, *found] if shift else found


def _step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, not below `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next((n * power for n in (1, 2, 5) if n * power >= rough * (1 - 1e-9)), 10 * power)


@dataclass(frozen=True, slots=True)
class Days:
    """Of when: each date at the middle of the days that it may mean."""

    places: tuple[tuple[float, float], ...]
    """Of each day (as an ordinal, halves for the middle of two) where it stands."""
    ticks: tuple[tuple[float, str, str], ...]
    """Where, the day and month, and below it the year."""
    is_to_scale: bool
    undated: float | None
    """Where the column of those without a date stands, if there are any."""
    left: float
    right: float

    def at(self, edtf: str | None) -> float:
        day = middle(edtf)
        return dict(self.places).get(day, self.left) if day is not None else self.undated or self.left


def middle(edtf: str | None) -> float | None:
    """The middle of the days it may mean, as an ordinal; that of its one end where the other is open."""
    first, last = bounds(edtf) if edtf else (None, None)
    ends = [date.fromisoformat(end).toordinal() for end in (first, last) if end]
    return sum(ends) / len(ends) if ends else None


def days(dates: Sequence[str | None], left: float) -> Days:
    """For figures of these dates, from `left`."""
    known: dict[float, str] = {}
    for edtf in dates:
        day = middle(edtf)
        if day is not None and edtf is not None:
            # The same day to the hour is the same column, and is named by its day.
            known.setdefault(day, edtf.partition("T")[0] if "/" not in edtf else edtf)
    order = sorted(known)
    places, is_to_scale = _places(order, left + COLUMN / 2)
    right = places[-1] + COLUMN / 2 if places else left
    undated = right + UNDATED / 2 if any(middle(d) is None for d in dates) else None
    named = [(x, *_label(known[day])) for x, day in zip(places, order, strict=True)]
    return Days(
        tuple(zip(order, places, strict=True)),
        tuple(_apart(named)),
        is_to_scale,
        undated,
        left,
        right + (UNDATED if undated is not None else 0.0),
    )


def _places(order: Sequence[float], left: float) -> tuple[list[float], bool]:
    if len(order) < 2:
        return [left + ROOM / 2 for _ in order], True
    length = order[-1] - order[0]
    found = [left + (day - order[0]) / length * ROOM for day in order]
    nearest = min(b - a for a, b in itertools.pairwise(found))
    if nearest >= CROWDED:
        return [round(x, 1) for x in found], True
    return [left + n * COLUMN for n in range(len(order))], False


def _label(edtf: str) -> tuple[str, str]:
    """ "8 Jun" and "2025"; a date that is no single day, month or year stands whole in the first."""
    words = wording.day(edtf)
    found = _DAY.fullmatch(words)
    return (f"{found[1] or ''}{found[2][:3]}", found[3]) if found else (wording.cut(words, 24), "")


def _apart(named: Sequence[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Those that have room for their names: the first and the last, and what stands well between."""
    if len(named) < 2:
        return list(named)
    kept = [named[0]]
    for one in named[1:-1]:
        if one[0] - kept[-1][0] >= BESIDE and named[-1][0] - one[0] >= BESIDE:
            kept.append(one)
    return [*kept, named[-1]]


def _tick(value: float) -> str:
    """With room for no more than some nine characters."""
    for size, name in ((1e12, ""), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:g}{name}" if name else f"{value:.3g}"
    return number(value)
