"""Where each figure of a finding stands in a plot of how many, said whom, when: geometry, and no drawing.

Units are those of the drawing, from its upper left corner. A panel holds figures that count the same thing;
all panels have one axis of time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from sayso.findings import Asked, Finding, Value
from sayso.views.drawing import fitted, text_width
from sayso.views.evidence import wording
from sayso.views.evidence.scales import Days, Scale, days, middle, scale
from sayso.views.inert import on_one_line

Shape: TypeAlias = Literal["own", "agrees", "differs", "other"]

LEFT, RIGHT = 80.0, 150.0
"""Room for the numbers of the axis, and for the names of the last column."""
TALL, LOW_PANEL, HEAD, GAP, FOOT = 270.0, 180.0, 30.0, 18.0, 46.0
"""Heights: of a panel alone, of one of several, of its heading, between two, and of the dates below."""
PANELS = 4
NAME = 170.0
"""Widest label."""
RADIUS, OPEN = 5.5, 30.0
"""Of a mark; and the length of a bar whose other end nobody stated."""
LINE = 14.0


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Label:
    words: str
    x: float
    y: float
    anchor: Literal["start", "middle", "end"]
    leader: bool
    """Whether it stands so far off that a line must lead to its mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure: a point, or a bar between its bounds."""

    value: Value
    name: str
    times: int
    """How often it was found so."""
    shape: Shape
    x: float
    top: float
    bottom: float
    """Equal where the figure is exact."""
    opens_up: bool
    opens_down: bool
    label: Label | None = None
    """None where there was no room for it."""

    @property
    def y(self) -> float:
        """Where the shape stands: at the bound that was stated, or in the middle of two."""
        if self.opens_up:
            return self.bottom
        return self.top if self.opens_down else (self.top + self.bottom) / 2

    @property
    def told(self) -> str:
        """All of it in words."""
        value = self.value
        counts = f" {on_one_line(value.counts)}" if value.counts else ""
        often = f", {self.times} times" if self.times > 1 else ""
        said = f"{self.name}, {wording.date(value.published)}{often}"
        read = f"“{wording.short(value.words)}” ({wording.value_words(value)}{counts})"
        return f"{said}: {read}, {wording.agreement(value)}"


@dataclass(frozen=True, slots=True)
class Band:
    """What the claim itself says, across all of time."""

    top: float
    bottom: float
    words: str


@dataclass(frozen=True, slots=True)
class Panel:
    counts: str
    """What is counted; "" where nothing says."""
    top: float
    bottom: float
    ticks: tuple[tuple[float, str], ...]
    by_powers: bool
    """Whether its axis goes by powers of ten."""
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    width: float
    height: float
    days: Days
    panels: tuple[Panel, ...]
    is_cut: bool
    """Whether some figures count yet other things, and are in the table alone."""

    @property
    def marks(self) -> list[Mark]:
        return [mark for panel in self.panels for mark in panel.marks]


def plot(finding: Finding) -> Plot | None:
    """None where no figure has a bound to draw."""
    shown = [v for v in finding.values if v.low is not None or v.high is not None]
    if not shown:
        return None
    kinds = _kinds(shown)
    axis = days([v.published for kind in kinds[:PANELS] for v in kind], LEFT)
    height = TALL if len(kinds) == 1 else LOW_PANEL
    panels, top = [], 0.0
    for kind in kinds[:PANELS]:
        panels.append(_panel(finding.asked, kind, axis, top + HEAD, top + HEAD + height))
        top += HEAD + height + GAP
    return Plot(axis.right + RIGHT, top - GAP + FOOT, axis, tuple(panels), len(kinds) > PANELS)


def _kinds(values: Sequence[Value]) -> list[list[Value]]:
    """Figures that are set against the same figure of the claim, one list for each thing that it counts.

    "People killed" and "people died" are one: what is there was found to count the same as the claim.
    """
    found: list[tuple[set[str], list[Value]]] = []
    for value in sorted(values, key=lambda v: v.evidence is not None):
        words = set(on_one_line(value.counts or "").casefold().split())
        fits = max(found, key=lambda held: len(words & held[0]), default=None)
        if fits is None or (words != fits[0] and value.evidence is None):
            found.append((words, [value]))
        else:
            fits[1].append(value)
    return [held for _, held in found]


def _panel(asked: Asked, values: Sequence[Value], axis: Days, top: float, bottom: float) -> Panel:
    found = scale([b for v in values for b in (v.low, v.high) if b is not None], top + OPEN, bottom)
    own = [v for v in values if v.evidence is None]
    marks = _dodged([_mark(alike, wording.speaker(asked, alike[0]), axis, found) for alike in _alike(values)])
    bands = tuple(_band(v, found, top, bottom) for v in own)
    # A name on the line that bounds what the claim says could not be read.
    lines = [Box(LEFT, y - 1, axis.right + RIGHT, y + 1) for band in bands for y in (band.top, band.bottom)]
    return Panel(
        counts=wording.short(values[0].counts or ""),
        top=top,
        bottom=bottom,
        ticks=found.ticks,
        by_powers=found.shift is not None,
        bands=bands,
        marks=tuple(_labelled(marks, lines, Box(LEFT, top, axis.right + RIGHT - 14, bottom + 4))),
    )


def _band(value: Value, found: Scale, top: float, bottom: float) -> Band:
    high = found.at(value.high) if value.high is not None else top
    low = found.at(value.low) if value.low is not None else bottom
    return Band(high, low, f"the claim: {wording.value_words(value)}")


def _alike(values: Sequence[Value]) -> list[list[Value]]:
    """What the same voice says alike on the same day is one mark: each copy of it would hide the others."""
    found: dict[tuple[object, ...], list[Value]] = {}
    for v in values:
        day = middle(v.published)
        key = (v.said_by, v.low, v.high, v.approximate, v.agrees, v.evidence is None, day)
        found.setdefault(key, []).append(v)
    return list(found.values())


def _mark(alike: Sequence[Value], name: str, axis: Days, found: Scale) -> Mark:
    value = alike[0]
    low, high = value.low, value.high
    near = low if low is not None else high or 0.0
    bottom = found.at(near)
    top = found.at(high) if high is not None else bottom - OPEN
    if low is None:
        bottom = min(top + OPEN, found.bottom)
    x = axis.at(value.published)
    return Mark(value, name, len(alike), shape(value), x, top, bottom, high is None, low is None)


def shape(value: Value) -> Shape:
    """By which its mark is told, in the plot and in the table."""
    if value.evidence is None:
        return "own"
    return "other" if value.agrees is None else "agrees" if value.agrees else "differs"


def _dodged(marks: Sequence[Mark]) -> list[Mark]:
    """Moved aside where two would lie on one another."""
    placed: list[Mark] = []
    for mark in marks:
        steps = (step * sign * 2.4 * RADIUS for step in range(12) for sign in (1, -1))
        moved = (_moved(mark, by) for by in steps)
        free = (m for m in moved if not any(_body(m).meets(_body(other)) for other in placed))
        placed.append(next(free, mark))
    return placed


def _moved(mark: Mark, by: float) -> Mark:
    return replace(mark, x=mark.x + by)


def _body(mark: Mark) -> Box:
    return Box(mark.x - RADIUS, mark.top - RADIUS, mark.x + RADIUS, mark.bottom + RADIUS)


def _labelled(marks: Sequence[Mark], lines: Sequence[Box], room: Box) -> Iterator[Mark]:
    """Each with the name of who says it, where there is a place for it that is nobody else's."""
    taken = [*lines, *(_body(mark) for mark in marks)]
    for mark in marks:
        name = fitted(mark.name, NAME) + (f" ×{mark.times}" if mark.times > 1 else "")
        label = next((c for c in _candidates(mark, name) if _is_free(_extent(c), taken, room)), None)
        if label:
            taken.append(_extent(label))
        yield replace(mark, label=label)


def _candidates(mark: Mark, name: str) -> Iterator[Label]:
    x, y, off = mark.x, mark.y + 4, RADIUS + 5
    yield Label(name, x + off, y, "start", leader=False)
    yield Label(name, x - off, y, "end", leader=False)
    yield Label(name, x, mark.top - RADIUS - 4, "middle", leader=False)
    yield Label(name, x, mark.bottom + RADIUS + 13, "middle", leader=False)
    for step in range(1, 7):
        for sign in (-1, 1):
            yield Label(name, x + off + 8, y + sign * step * LINE, "start", leader=True)
            yield Label(name, x - off - 8, y + sign * step * LINE, "end", leader=True)


def _extent(label: Label) -> Box:
    width = text_width(label.words)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return Box(left, label.y - 11, left + width, label.y + 3)


def _is_free(box: Box, taken: Sequence[Box], room: Box) -> bool:
    inside = room.left <= box.left and box.right <= room.right
    within = room.top <= box.top and box.bottom <= room.bottom
    return inside and within and not any(box.meets(other) for other in taken)
