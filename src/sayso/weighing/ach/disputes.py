"""Where analysts disagree."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from sayso.matrices import Dispute, Mark, Matrix
from sayso.weighing.ach.defaults import SCORES
from sayso.weighing.ach.pieces import by_place, natural


def disputes(matrix: Matrix) -> tuple[Dispute, ...]:
    """Cells on which people disagree, the farthest apart first. What the program proposes is no party."""
    found = []
    for (row, hypothesis), cells in by_place(matrix).items():
        marks = {cell.who: cell.mark for cell in cells if not cell.is_proposed}
        if len(set(marks.values())) > 1:
            found.append(Dispute(row, hypothesis, marks, _farthest(marks)))
    return tuple(sorted(found, key=lambda d: (-d.distance, natural(d.row), natural(d.hypothesis))))


def _farthest(marks: Mapping[str, Mark]) -> int:
    """Steps between the farthest two. Whether the row applies at all is a step too, for NA has no place."""
    placed = [SCORES[mark] for mark in marks.values() if mark != "NA"]
    steps = max(placed, default=0) - min(placed, default=0)
    return max(steps, 1)


def spreads(matrix: Matrix) -> dict[str, float]:
    """By row: mean absolute difference between two people's places, over its cells that two have placed."""
    differences: dict[str, list[float]] = {}
    for (row, _), cells in by_place(matrix).items():
        placed = sorted(SCORES[c.mark] for c in cells if not c.is_proposed and c.mark != "NA")
        apart = [b - a for a, b in combinations(placed, 2)]
        if apart:
            differences.setdefault(row, []).append(sum(apart) / len(apart))
    return {row: sum(sorted(values)) / len(values) for row, values in differences.items()}
