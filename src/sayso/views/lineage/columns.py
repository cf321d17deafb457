"""Which column each box of a drawing stands in: later ones right of earlier, children right of parents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sayso.views.lineage import wording
from sayso.views.lineage.chart import Chart, Tie

MOST, FEWEST = 6, 2
"""Columns of tellings that fit a page: dates are put together until there are no more, but not into one: that
would be no time at all."""
FINEST = 40
"""So many different dates are looked at one by one; more are first put together evenly."""


@dataclass(frozen=True, slots=True)
class Band:
    """Columns of one date, or of neighbouring ones."""

    first: int
    columns: int
    label: str


@dataclass(frozen=True, slots=True)
class Columns:
    of: tuple[int, ...]
    """By number of a box; 0 is that of the origins."""
    bands: tuple[Band, ...]
    forward: tuple[Tie, ...]
    back: tuple[Tie, ...]
    """Those that would close a circle."""

    @property
    def count(self) -> int:
        return max(self.of, default=0) + 1


def columns(chart: Chart) -> Columns:
    forward, back = _without_circles(chart)
    parents: list[list[int]] = [[] for _ in chart.boxes]
    for tie in forward:
        # Nothing tells which of the two came first, so neither stands right of the other for it.
        if tie.style != "undecided":
            parents[tie.other].append(tie.one)
    order = _in_order(parents)
    bins = _finest(sorted({box.day for box in chart.boxes if box.day}))
    while True:
        placed, widths = _placed(chart, parents, order, bins)
        if sum(widths) <= MOST or len(bins) <= FEWEST:
            break
        bins = min(
            (_merged(bins, n) for n in range(len(bins) - 1)),
            key=lambda b: (sum(_placed(chart, parents, order, b)[1]), _widest(b)),
        )
    starts = [1 + sum(widths[:n]) for n in range(len(widths))]
    of = tuple(0 if at is None else starts[at[0]] + at[1] for at in placed)
    labels = [_label(days) for days in bins] or [wording.UNTIMED]
    bands = tuple(Band(s, w, text) for s, w, text in zip(starts, widths, labels, strict=True) if w)
    return Columns(of, bands, tuple(forward), tuple(back))


def _without_circles(chart: Chart) -> tuple[list[Tie], list[Tie]]:
    below: dict[int, set[int]] = {n: set() for n in range(len(chart.boxes))}
    forward: list[Tie] = []
    back: list[Tie] = []
    for tie in chart.ties:
        if tie.style == "undecided":
            forward.append(tie)
        elif tie.one in _reached(tie.other, below):
            back.append(tie)
        else:
            below[tie.one].add(tie.other)
            forward.append(tie)
    return forward, back


def _reached(start: int, below: dict[int, set[int]]) -> set[int]:
    found = {start}
    waiting = [start]
    while waiting:
        new = below[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def _in_order(parents: Sequence[Sequence[int]]) -> list[int]:
    """Boxes, each after its parents."""
    order: list[int] = []
    done: set[int] = set()
    for start in range(len(parents)):
        waiting = [start]
        while waiting:
            box = waiting[-1]
            missing = [p for p in parents[box] if p not in done]
            waiting += missing
            if not missing:
                waiting.pop()
                if box not in done:
                    done.add(box)
                    order.append(box)
    return order


def _placed(
    chart: Chart, parents: Sequence[Sequence[int]], order: Sequence[int], bins: Sequence[Sequence[str]]
) -> tuple[list[tuple[int, int] | None], list[int]]:
    """For each box its bin and its column within, None for an origin; and how many columns each bin has."""
    of_day = {day: n for n, days in enumerate(bins) for day in days}
    placed: list[tuple[int, int] | None] = [None] * len(chart.boxes)
    widths = [0] * max(1, len(bins))
    latest = _latest(chart, parents, order, of_day, len(widths) - 1)
    for box in order:
        if chart.boxes[box].sort in ("origin", "outside"):
            continue
        before = [at for p in parents[box] if (at := placed[p]) is not None]
        day = chart.boxes[box].day
        # An undated one stands with those that it was had from, or just before those that had it from there.
        at_first = of_day[day] if day else (0 if before else latest[box])
        where = max([at_first, *(b for b, _ in before)])
        inner = max([0, *(sub + 1 for b, sub in before if b == where)])
        placed[box] = (where, inner)
        widths[where] = max(widths[where], inner + 1)
    return placed, widths


def _latest(
    chart: Chart,
    parents: Sequence[Sequence[int]],
    order: Sequence[int],
    of_day: dict[str, int],
    last: int,
) -> list[int]:
    """The last bin in which each box can stand, for what had it from there."""
    latest = [last] * len(parents)
    for box in reversed(order):
        day = chart.boxes[box].day
        own = of_day[day] if day else latest[box]
        for parent in parents[box]:
            latest[parent] = min(latest[parent], own)
    return latest


def _finest(days: Sequence[str]) -> list[list[str]]:
    if len(days) <= FINEST:
        return [[day] for day in days]
    size = -(-len(days) // FINEST)
    return [list(days[n : n + size]) for n in range(0, len(days), size)]


def _merged(bins: Sequence[list[str]], n: int) -> list[list[str]]:
    """With bin `n` and the next as one."""
    return [*bins[:n], bins[n] + bins[n + 1], *bins[n + 2 :]]


def _widest(bins: Sequence[Sequence[str]]) -> int:
    """Days that the longest of them covers."""
    return max(_gap(days[0], days[-1]) for days in bins)


def _gap(first: str, last: str) -> int:
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return 0


def _label(days: Sequence[str]) -> str:
    first, last = days[0], days[-1]
    if first == last:
        return wording.day(first)
    if first[:7] == last[:7]:
        return f"{int(first[8:])}–{wording.day(last)}"
    return f"{wording.day(first, year=first[:4] != last[:4])} – {wording.day(last)}"
