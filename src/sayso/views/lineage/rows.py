"""Which row each box of a drawing stands in: the layered layout of Sugiyama et al. (1981), by a library.

The library orders what stands in a column so that few ties cross, and gives each its row. Columns it is given
as they are: its own would know nothing of time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.views.lineage.chart import Chart, Tie
from sayso.views.lineage.columns import Columns


@dataclass(frozen=True, slots=True)
class Bus:
    """Ties of one sort out of one box: they share their way until they part."""

    box: int
    style: str


@dataclass(frozen=True, slots=True)
class Rows:
    of: tuple[float, ...]
    """By number of a vertex: boxes, then the stops of buses."""
    columns: tuple[int, ...]
    """Likewise."""
    stops: dict[tuple[Bus, int], int] = field(default_factory=dict)
    """The vertex where a bus crosses a column that none of its ties ends in."""


def ends(tie: Tie, of: Sequence[int]) -> tuple[int, int]:
    """From left to right: an undecided tie has no direction of its own."""
    turned = tie.style == "undecided" and of[tie.one] > of[tie.other]
    return (tie.other, tie.one) if turned else (tie.one, tie.other)


def into(ties: Sequence[Tie]) -> dict[int, list[Tie]]:
    """Ties by the box that they come in at."""
    found: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.other].append(tie)
    return found


def rows(chart: Chart, columns: Columns) -> Rows:
    """The same for the same chart, whatever the machine: the library is given numbers and no chance."""
    from fast_sugiyama import from_edges

    stops: dict[tuple[Bus, int], int] = {}
    edges = _edges(chart, columns, stops)
    column_of = (*columns.of, *(column for _, column in stops))
    if not edges:
        return Rows((0.0,) * len(column_of), column_of, stops)
    # "up" ranks a vertex by its longest way from the root, which is its column.
    found = from_edges(edges, vertex_spacing=1.0, ranking_type="up", minimum_length=1, dummy_vertices=False)
    at = {vertex: place[0] for places, *_ in found for vertex, place in places}
    placed = _compact([at.get(n, 0.0) for n in range(len(column_of))])
    _sort_leaves(chart, columns, placed)
    top = min(placed[: len(chart.boxes)])
    return Rows(tuple(row - top for row in placed), column_of, stops)


def _edges(chart: Chart, columns: Columns, stops: dict[tuple[Bus, int], int]) -> list[tuple[int, int]]:
    """From each vertex to those of the next column, so that the library's ranks are the columns."""
    of = columns.of
    edges: dict[tuple[int, int], None] = {}
    for tie in columns.forward:
        one, other = ends(tie, of)
        bus = Bus(one, tie.style)
        before = one
        for column in range(of[one] + 1, of[other]):
            stop = stops.setdefault((bus, column), len(chart.boxes) + len(stops))
            edges[before, stop] = None
            before = stop
        if of[one] < of[other]:
            edges[before, other] = None
    return [*edges, *_ways(columns, {other for _, other in edges}, len(chart.boxes) + len(stops))]


def _ways(columns: Columns, held: set[int], root: int) -> list[tuple[int, int]]:
    """From one root to all that have nothing before them: without these they would rank anywhere."""
    of = columns.of
    level = [tie for tie in columns.forward if of[tie.one] == of[tie.other]]
    # The two of an undecided tie in one column share their way, and so stand side by side.
    leader = {box: min(tie.one, tie.other) for tie in level for box in (tie.one, tie.other)}
    ways: dict[int, list[int]] = {}
    edges: list[tuple[int, int]] = []
    fresh = root
    for box in range(len(of)):
        if box in held:
            continue
        shared = leader.get(box, box)
        if shared not in ways:
            ways[shared] = [root, *range(fresh + 1, fresh + 1 + of[box])]
            fresh += of[box]
            edges += pairwise(ways[shared])
        edges.append((ways[shared][-1], box))
    return edges


def _compact(found: Sequence[float]) -> list[float]:
    """With no more than a row between neighbours: the library keeps room for vertices that are not drawn."""
    levels = sorted(set(found))
    moved = {levels[0]: 0.0}
    for before, level in pairwise(levels):
        moved[level] = moved[before] + min(1.0, level - before)
    return [moved[row] for row in found]


def _sort_leaves(chart: Chart, columns: Columns, placed: list[float]) -> None:
    """In the order of time among themselves, where that crosses nothing: those of one parent alone."""
    parents = {tie.one for tie in columns.forward}
    alike: dict[tuple[int, int], list[int]] = defaultdict(list)
    for box, ties in into(columns.forward).items():
        if len(ties) == 1 and ties[0].style == "had" and box not in parents:
            alike[ties[0].one, columns.of[box]].append(box)
    for boxes in alike.values():
        places = sorted(placed[box] for box in boxes)
        ordered = sorted(boxes, key=lambda n: (chart.boxes[n].day or "9999", n))
        for box, row in zip(ordered, places, strict=True):
            placed[box] = row
