"""Rows into pieces of evidence: what analysts say together, what is a copy of what, what each may count.

Rows of one origin with the same marks are one *piece*; an origin's pieces share one voice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sayso.matrices import Cell, Matrix, Row
from sayso.weighing.ach.defaults import SCORES, Defaults

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

STRENGTHS = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)
"""From the weakest reading of the marks to the strongest."""
MIDDLE = STRENGTHS.index(0.0)
_SCALE = tuple(SCORES)
_FLAT = 1e-12


@dataclass(frozen=True, slots=True)
class Pieces:
    """Evidence in numbers. Shapes: R rows, H hypotheses, S strengths, P pieces."""

    hypotheses: tuple[str, ...]
    """By name: the order in which somebody typed them changes nothing."""
    rows: tuple[str, ...]
    marks: Floats
    """R x H x 5: of those who place the cell, the share that says each mark; zeros where nobody does."""
    of: NDArray[np.intp]
    """R: each row's piece, -1 where it has no marks."""
    members: tuple[tuple[str, ...], ...]
    """By piece: its rows, the first of which stands for it."""
    origin: NDArray[np.intp]
    """P."""
    trust: Floats
    """P: probability that the piece is what it seems."""
    logs: Floats
    """S x P x H: log likelihood ratio against N, as marked, before trust."""
    says: Floats
    """S x P x H: the same after trust."""
    against: Floats
    """P x H: points of inconsistency after trust."""
    weight: Floats
    """P: trust of those pieces that speak for their origin, 0 for the others."""
    table: Floats
    """Log likelihood ratio of each of the five marks against N, at the middle reading."""

    @property
    def share(self) -> Floats:
        """P: each piece's part of its origin's one voice."""
        whole = self.of_origin(self.weight)
        shares: Floats = self.weight / (whole + (whole == 0))
        return shares

    def of_origin(self, values: Floats) -> Floats:
        """For each piece the sum over its origin."""
        import numpy as np

        sums = np.zeros((int(self.origin.max(initial=-1)) + 1, *values.shape[1:]))
        np.add.at(sums, self.origin, values)
        return np.asarray(sums[self.origin], dtype=float)


def gather(matrix: Matrix, defaults: Defaults) -> Pieces:
    """The matrix's pieces of evidence. Their order depends on names only."""
    import numpy as np

    hypotheses = tuple(sorted((h.id for h in matrix.hypotheses), key=natural))
    rows = sorted(matrix.rows, key=lambda row: natural(row.id))
    marks = _consensus(matrix, [row.id for row in rows], hypotheses)
    patterns = [None if not m.any() else np.round(m, 9).tobytes() for m in marks]
    keys = _origins(rows, patterns)
    found: dict[tuple[str, bytes], list[int]] = {}
    for i, pattern in enumerate(patterns):
        if pattern is not None:
            found.setdefault((keys[i], pattern), []).append(i)
    of = np.full(len(rows), -1, dtype=np.intp)
    for piece, members in enumerate(found.values()):
        of[members] = piece
    trust = np.array([trusted([rows[i] for i in m], defaults) for m in found.values()], dtype=float)
    names = {key: number for number, key in enumerate(dict.fromkeys(key for key, _ in found))}
    origin = np.array([names[key] for key, _ in found], dtype=np.intp)
    first = marks[[m[0] for m in found.values()]] if found else marks[:0]
    logs = np.stack([_logs(first, defaults, strength) for strength in STRENGTHS])
    points = first @ np.array([defaults.points.get(mark, 0.0) for mark in _SCALE])
    return Pieces(
        hypotheses=hypotheses,
        rows=tuple(row.id for row in rows),
        marks=marks,
        of=of,
        members=tuple(tuple(rows[i].id for i in m) for m in found.values()),
        origin=origin,
        trust=trust,
        logs=logs,
        says=mixed(logs, trust[:, None]),
        against=trust[:, None] * points,
        weight=_speaking(trust, origin, _is_flat(logs[MIDDLE]) & _is_flat(points)),
        table=np.array([defaults.logs(0.0)[mark] for mark in _SCALE]),
    )


def natural(name: str) -> tuple[int, str]:
    """H2 before H10."""
    return len(name), name


def mixed(logs: Floats, trust: Floats) -> Floats:
    """Log ratios of what is genuine with that probability, and else as likely under any hypothesis."""
    import numpy as np

    return np.log1p(trust * np.expm1(logs))


def trusted(rows: Sequence[Row], defaults: Defaults) -> float:
    """Probability that a piece is what it seems: by its best-graded recording, and the worst said of it.

    A copy in a poor place takes nothing from a confirmed report; one that is known to be planted was planted
    in all its copies.
    """
    grades = [row.credibility for row in rows if row.credibility is not None]
    graded = max((defaults.trust[grade] for grade in grades), default=1.0)
    deceptive = max((row.deceptive for row in rows if row.deceptive is not None), default=0.0)
    return min(graded, 1.0 - min(max(deceptive, 0.0), 1.0))


def spoken(cells: Sequence[Cell]) -> list[Cell]:
    """The cells that count: what people say, and what the program proposes only where none does."""
    return [c for c in cells if not c.is_proposed] or list(cells)


def by_place(matrix: Matrix) -> dict[tuple[str, str], list[Cell]]:
    """Cells by row and hypothesis, those of the matrix only."""
    rows, hypotheses = {r.id for r in matrix.rows}, {h.id for h in matrix.hypotheses}
    found: dict[tuple[str, str], list[Cell]] = {}
    for cell in sorted(matrix.cells, key=lambda c: c.who):
        if cell.row in rows and cell.hypothesis in hypotheses:
            found.setdefault((cell.row, cell.hypothesis), []).append(cell)
    return found


def _consensus(matrix: Matrix, rows: Sequence[str], hypotheses: Sequence[str]) -> Floats:
    import numpy as np

    row_of, column_of = ({name: i for i, name in enumerate(names)} for names in (rows, hypotheses))
    marks = np.zeros((len(rows), len(hypotheses), len(_SCALE)))
    for (row, hypothesis), cells in by_place(matrix).items():
        placed = [c.mark for c in spoken(cells) if c.mark != "NA"]
        for mark in _SCALE:
            if mark in placed:
                share = placed.count(mark) / len(placed)
                marks[row_of[row], column_of[hypothesis], _SCALE.index(mark)] = share
    return marks


def _logs(marks: Floats, defaults: Defaults, strength: float) -> Floats:
    """P x H. Where nobody places a cell, the mean of the row's others: neither for it nor against it."""
    import numpy as np

    table = defaults.logs(strength)
    logs = marks @ np.array([table[mark] for mark in _SCALE])
    placed = marks.any(axis=2)
    mean = logs.sum(axis=1) / np.maximum(placed.sum(axis=1), 1)
    filled: Floats = np.where(placed, logs, mean[:, None])
    return filled


def _is_flat(values: Floats) -> NDArray[np.bool_]:
    import numpy as np

    if not values.size:
        return np.ones(len(values), dtype=bool)
    return np.asarray(values.max(axis=1) - values.min(axis=1) <= _FLAT)


def _speaking(trust: Floats, origin: NDArray[np.intp], flat: NDArray[np.bool_]) -> Floats:
    """Weights within an origin. A piece that says the same of all hypotheses speaks only where no other does:
    it may not thin out what its origin has to say."""
    import numpy as np

    telling = np.where(flat, 0.0, trust)
    has_telling = np.bincount(origin, telling, minlength=1) > 0 if len(origin) else np.zeros(1, dtype=bool)
    return np.where(has_telling[origin], telling, trust) if len(origin) else telling


def _origins(rows: Sequence[Row], patterns: Sequence[bytes | None]) -> list[str]:
    """Each row's origin. A row of unknown origin that is the same as another has that one's."""
    named: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        if row.origin is not None:
            named.setdefault(_sameness(row), []).append(i)
    return [
        f"origin {row.origin}" if row.origin is not None else _nearest(i, rows, patterns, named)
        for i, row in enumerate(rows)
    ]


def _nearest(
    i: int, rows: Sequence[Row], patterns: Sequence[bytes | None], named: Mapping[str, list[int]]
) -> str:
    same = named.get(_sameness(rows[i]), [])
    if not same:
        return _sameness(rows[i])
    return min((patterns[j] != patterns[i], f"origin {rows[j].origin}") for j in same)[1]


def _sameness(row: Row) -> str:
    if row.ref is not None:
        return f"claim {row.ref}"
    return repr((row.kind, " ".join(row.text.casefold().split()), row.source, row.when))
