"""Where everything of a drawing stands: columns from left to right are time, and ties run between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.views.drawing import fitted, text_width
from sayso.views.lineage.chart import Box, Chart, Tie
from sayso.views.lineage.columns import Band, Columns, columns
from sayso.views.lineage.rows import Bus, ends, into, rows

HEIGHT, ROW = 34.0, 44.0
"""Of a box, and from row to row. All in units of the drawing."""
NARROWEST, WIDEST, WIDEST_ORIGIN = 84.0, 196.0, 216.0
"""Of a box."""
TRACK, MARGIN, HEAD = 7.0, 10.0, 34.0
"""Between ties that run down side by side; round the drawing; and of the dates above it."""
SMALL = 10.5 / 12.5
"""Of a note's letters to those that `text_width` measures."""
BOLD = 1.15
"""Of bold letters to those that `text_width` measures."""
PORT = 9.0
"""Between ties that come in at one box."""


@dataclass(frozen=True, slots=True)
class Placed:
    box: Box
    number: int
    x: float
    y: float
    """Of its middle."""
    width: float
    inset: float
    """Where its words begin, from its left edge."""
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Mark:
    words: str
    x: float
    """Of its end."""
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    tie: Tie
    path: str
    tip: tuple[float, float] | None
    """Where its arrow points to; None where nothing tells a direction."""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    label: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    width: float
    height: float
    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]


def layout(chart: Chart) -> Layout:
    return _Maker(chart, columns(chart)).made()


class _Maker:
    def __init__(self, chart: Chart, placed: Columns) -> None:
        self._chart = chart
        self._columns = placed
        found = rows(chart, placed)
        self._stops, self._column_of = found.stops, found.columns
        self._rows = [HEAD + MARGIN + HEIGHT / 2 + row * ROW for row in found.of]
        self._into = into(placed.forward)
        self._ports = _ports(self._into, self._rows)
        self._tracks: dict[tuple[int, Bus], int] = {}
        self._lefts, self._widths, self._gaps = self._measured()

    def made(self) -> Layout:
        boxes = tuple(self._placed(n) for n in range(len(self._chart.boxes)))
        lines = [self._line(tie) for tie in self._columns.forward]
        low = max((p.y for p in boxes), default=0.0) + HEIGHT / 2
        lows = [self._under(tie) + 16 + 12 * n for n, tie in enumerate(self._columns.back)]
        lines += [self._back(tie, at) for tie, at in zip(self._columns.back, lows, strict=True)]
        height = max([low, *lows]) + MARGIN
        last = self._columns.count - 1
        width = self._lefts[last] + self._widths[last] + self._gaps[last] + MARGIN
        width += 12 if lows else 0
        return Layout(width, height, boxes, tuple(lines), tuple(self._ticks()))

    def _measured(self) -> tuple[list[float], list[float], list[float]]:
        """Of each column its left edge, the width of its boxes, and that of the gap after it."""
        count = self._columns.count
        widths = [NARROWEST] * count
        for n, box in enumerate(self._chart.boxes):
            column = self._columns.of[n]
            most = WIDEST if column else WIDEST_ORIGIN
            widths[column] = max(widths[column], min(most, _room(box)))
        gaps = [self._gap(column) for column in range(count)]
        for band in self._columns.bands:
            last = band.first + band.columns - 1
            room = sum(widths[band.first : last + 1]) + sum(gaps[band.first : last])
            widths[band.first] += max(0.0, text_width(band.label) * BOLD - room)
        lefts = [MARGIN]
        for column in range(1, count):
            lefts.append(lefts[-1] + widths[column - 1] + gaps[column - 1])
        return lefts, widths, gaps

    def _gap(self, column: int) -> float:
        """Room for ties that run down, each on a track of its own, and for what stands on them."""
        of = self._columns.of
        spans: dict[Bus, list[float]] = {}
        labels = [0.0]
        arcs = 0
        for tie in self._columns.forward:
            one, other = ends(tie, of)
            if of[one] == of[other]:
                arcs += of[one] == column
                continue
            if not of[one] <= column < of[other]:
                continue
            bus = Bus(one, tie.style)
            begin = self._rows[one if of[one] == column else self._stops[bus, column]]
            is_last = of[other] == column + 1
            end = (
                self._rows[other] + self._ports[tie] if is_last else self._rows[self._stops[bus, column + 1]]
            )
            spans.setdefault(bus, [begin]).append(end)
            if is_last:
                labels += [text_width(words) * SMALL * BOLD for words, _ in self._written(tie)]
        tracks = self._tracked(column, spans)
        if column == self._columns.count - 1:
            return 30.0 if arcs else 0.0
        words = max(labels)
        return 10 + (22 if arcs else 0) + tracks * TRACK + (words + 14 if words else 8)

    def _tracked(self, column: int, spans: dict[Bus, list[float]]) -> int:
        """Puts each bus on the first track where it meets no other; how many there are."""
        taken: list[list[tuple[float, float]]] = []
        for bus, ys in sorted(spans.items(), key=lambda item: (max(item[1]) - min(item[1]), item[0].box)):
            low, high = min(ys) - 4, max(ys) + 4
            free = (n for n, used in enumerate(taken) if all(high < a or b < low for a, b in used))
            track = next(free, len(taken))
            if track == len(taken):
                taken.append([])
            taken[track].append((low, high))
            self._tracks[column, bus] = track
        return len(taken)

    def _placed(self, n: int) -> Placed:
        box = self._chart.boxes[n]
        column = self._columns.of[n]
        width = self._widths[column]
        label, note = _fitted(box, width - _inset(box) - 8)
        return Placed(box, n, self._lefts[column], self._rows[n], width, _inset(box), label, note)

    def _line(self, tie: Tie) -> Line:
        of = self._columns.of
        one, other = ends(tie, of)
        if of[one] == of[other]:
            return self._arc(tie)
        bus = Bus(one, tie.style)
        y = self._rows[one]
        path = [f"M{self._lefts[of[one]] + self._widths[of[one]]:g} {y:g}"]
        for column in range(of[one], of[other]):
            right = self._lefts[column] + self._widths[column]
            arcs = 22 if self._has_arcs(column) else 0
            x = right + 10 + arcs + self._tracks[column, bus] * TRACK
            is_last = column + 1 == of[other]
            end = (
                self._rows[other] + self._ports[tie] if is_last else self._rows[self._stops[bus, column + 1]]
            )
            path += _step(x, y, end)
            y = end
        left = self._lefts[of[other]]
        path.append(f"H{left - (1 if tie.style == 'undecided' else 6):g}")
        marks = [Mark(words, left - 10, y + below) for words, below in self._written(tie)]
        return Line(tie, "".join(path), None if tie.style == "undecided" else (left, y), tuple(marks))

    def _written(self, tie: Tie) -> list[tuple[str, float]]:
        """What stands on a tie, and how far below it; the rest is in the tie's own words."""
        marks = list(tie.marks)
        port, others = self._ports[tie], [self._ports[t] for t in self._into[tie.other]]
        if not marks:
            return []
        if len(others) > 1:
            words = marks[0] + (f" +{len(marks) - 1}" if len(marks) > 1 else "")
            above, below = port == min(others), port == max(others)
            return [(words, -4.5)] if above else [(words, 11.5)] if below else []
        more = [f"{marks[1]} +{len(marks) - 2}" if len(marks) > 2 else marks[1]] if len(marks) > 1 else []
        return [(marks[0], -4.5), *((words, 11.5) for words in more)]

    def _has_arcs(self, column: int) -> bool:
        of = self._columns.of
        return any(of[t.one] == of[t.other] == column for t in self._columns.forward)

    def _arc(self, tie: Tie) -> Line:
        """Between two of one column, round by the right."""
        column = self._columns.of[tie.one]
        right = self._lefts[column] + self._widths[column]
        a, b = sorted((self._rows[tie.one], self._rows[tie.other]))
        path = f"M{right:g} {a + 8:g}C{right + 22:g} {a + 8:g} {right + 22:g} {b - 8:g} {right:g} {b - 8:g}"
        return Line(tie, path, None, (Mark("?", right + 25, (a + b) / 2 + 4),))

    def _back(self, tie: Tie, low: float) -> Line:
        """Back to the left, under all the boxes, to where the circle began."""
        of = self._columns.of
        right = self._lefts[of[tie.one]] + self._widths[of[tie.one]]
        left = self._lefts[of[tie.other]]
        start, end = self._rows[tie.one] + 10, self._rows[tie.other] + 10
        path = f"M{right:g} {start:g}h5" + "".join(_step(right + 6, start, low))
        path += "".join(_step(left - 14, low, end, leftward=True)) + f"H{left - 6:g}"
        words = "↻ " + (tie.marks[0] if tie.marks else "comes back")
        return Line(tie, path, (left, end), (Mark(words, (left + right) / 2 + 20, low - 4),))

    def _under(self, tie: Tie) -> float:
        """The lowest that stands between the two ends of a tie."""
        left, right = sorted((self._columns.of[tie.one], self._columns.of[tie.other]))
        inside = [n for n, column in enumerate(self._column_of) if left <= column <= right]
        return max(self._rows[n] for n in inside) + HEIGHT / 2

    def _ticks(self) -> Iterable[Tick]:
        if 0 in self._columns.of:
            many = sum(box.sort in ("origin", "outside") for box in self._chart.boxes) > 1
            yield Tick("Origins" if many else "Origin", self._lefts[0], self._lefts[0] + self._widths[0])
        for band in self._columns.bands:
            yield self._tick(band)

    def _tick(self, band: Band) -> Tick:
        last = band.first + band.columns - 1
        return Tick(band.label, self._lefts[band.first], self._lefts[last] + self._widths[last])


def _ports(into: Mapping[int, Sequence[Tie]], rows: Sequence[float]) -> dict[Tie, float]:
    """How far from the middle of its box each tie comes in: side by side, the upper ones above."""
    ports = {}
    for ties in into.values():
        group = sorted(ties, key=lambda t: (rows[t.one], t.one))
        step = min(PORT, (HEIGHT - 8) / max(1, len(group) - 1))
        for n, tie in enumerate(group):
            ports[tie] = (n - (len(group) - 1) / 2) * step
    return ports


def _fitted(box: Box, room: float) -> tuple[str, str]:
    """The label and the note as they fit; the name of an origin goes on in the second line."""
    bold, small = room / BOLD + 0.1, room / SMALL + 0.1
    label = fitted(box.label, bold)
    if label == box.label or box.sort != "origin":
        return label, fitted(box.note, small)
    kept = label.removesuffix("…")
    at = kept.rfind(" ") if not box.label[len(kept) :].startswith(" ") else len(kept)
    at = at if at > 0 else len(kept)
    return box.label[:at].rstrip(), fitted(box.label[at:].lstrip(), small)


def _inset(box: Box) -> float:
    """How far its words stand from its left edge: an origin has a picture of its kind before them."""
    return 25.0 if box.sort in ("origin", "outside") else 13.0 if box.recorded else 9.0


def _room(box: Box) -> float:
    return max(text_width(box.label) * BOLD, text_width(box.note) * SMALL) + _inset(box) + 8


def _step(x: float, y: float, end: float, *, leftward: bool = False) -> list[str]:
    """Along to `x`, and from there up or down to `end`, with round corners."""
    if abs(end - y) < 0.5:
        return []
    radius = min(6.0, abs(end - y) / 2)
    down = 1 if end > y else -1
    way = -1 if leftward else 1
    return [
        f"H{x - way * radius:g}",
        f"Q{x:g} {y:g} {x:g} {y + down * radius:g}",
        f"V{end - down * radius:g}",
        f"Q{x:g} {end:g} {x + radius:g} {end:g}",
    ]
