"""Post-mortem: what later turned out, and which rows had pointed away from it."""

from __future__ import annotations

from sayso.matrices import Matrix
from sayso.weighing.ach.pieces import MIDDLE, Pieces

_AWAY = 1e-9


def misled(matrix: Matrix, pieces: Pieces) -> tuple[str, ...]:
    """Rows that spoke less for what turned out than for the others on the whole, the strongest first; then
    those of which somebody says so.

    By their marks alone: a row that was later said to be planted misled all the same.
    """
    told = [row.id for row in matrix.rows if row.misled]
    if matrix.outcome not in pieces.hypotheses:
        return tuple(told)
    at = pieces.hypotheses.index(matrix.outcome)
    found = []
    for row, piece in zip(pieces.rows, pieces.of, strict=True):
        if piece < 0:
            continue
        logs = pieces.logs[MIDDLE][piece]
        away = float(logs.mean() - logs[at])
        if away > _AWAY:
            found.append((-away, row))
    found.sort(key=lambda pair: pair[0])
    by_marks = [row for _, row in found]
    return (*by_marks, *(row for row in told if row not in by_marks))
