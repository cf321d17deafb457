"""In which order rows are shown, and which of them come from one origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from sayso.matrices import Cell, Matrix, Row, Weighed, Weight

Sort: TypeAlias = Literal["diagnosticity", "disagreement", "number"]
SORTS: tuple[Sort, ...] = get_args(Sort)
END = 0.95
"""A row that is so surely planted or false is struck out: it hardly counts."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row where it is shown."""

    row: Row
    weight: Weight
    joint: Literal["", "first", "inner", "last"]
    """Its place in a run of rows of one origin; "" where its neighbours are of others."""

    @property
    def struck(self) -> bool:
        return (self.row.deceptive or 0) >= END


def placed(weighed: Weighed, sort: Sort) -> list[Placed]:
    """All rows, those of one origin together, at the place of the first of them; by number, as they came."""
    weights = {w.row: w for w in weighed.rows}
    pairs = [(row, weights.get(row.id, Weight(row.id, 0, 1, 1, 0))) for row in weighed.matrix.rows]
    if sort != "number":
        pairs = _together(sorted(pairs, key=lambda pair: -amount(pair[1], sort)))
    found = []
    for n, (row, weight) in enumerate(pairs):
        above = n > 0 and _one_origin(pairs[n - 1][0], row)
        below = n + 1 < len(pairs) and _one_origin(row, pairs[n + 1][0])
        found.append(Placed(row, weight, _JOINTS[above, below]))
    return found


def cells(matrix: Matrix) -> Mapping[tuple[str, str], Sequence[Cell]]:
    """By row and hypothesis; `()` where nobody has said anything. Sought one by one, they take minutes."""
    found: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in matrix.cells:
        found[cell.row, cell.hypothesis].append(cell)
    return found


def amount(weight: Weight, sort: Sort) -> float:
    """What is sorted by, and shown beside the row."""
    return weight.spread if sort == "disagreement" else weight.diagnosticity


_JOINTS: dict[tuple[bool, bool], Literal["", "first", "inner", "last"]] = {
    (False, False): "",
    (False, True): "first",
    (True, True): "inner",
    (True, False): "last",
}


def _one_origin(one: Row, other: Row) -> bool:
    return one.origin is not None and one.origin == other.origin


def _together(pairs: list[tuple[Row, Weight]]) -> list[tuple[Row, Weight]]:
    groups: dict[str, list[tuple[Row, Weight]]] = defaultdict(list)
    for row, weight in pairs:
        groups[f"origin {row.origin}" if row.origin is not None else f"row {row.id}"].append((row, weight))
    return [pair for group in groups.values() for pair in group]


def companions(weighed: Weighed, row: Row) -> tuple[str, ...]:
    """Ids of the other rows of its origin."""
    return tuple(other.id for other in weighed.matrix.rows if other.id != row.id and _one_origin(other, row))


def has_disputes(weighed: Weighed) -> bool:
    return any(weight.spread > 0 for weight in weighed.rows)
