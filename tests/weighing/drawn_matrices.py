"""Matrices drawn by Hypothesis, and made from rows of marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from sayso.matrices import MACHINE, MARKS, Cell, Hypothesis, Matrix, Row

ANALYSTS = ("anna", "bruno", MACHINE)


def matrix(
    marks: Mapping[str, str], *, who: str = "anna", priors: Sequence[float | None] = (), **rows: Any
) -> Matrix:
    """`marks` by row, as in `{"R1": "C I NA"}`; `-` leaves a cell unfilled. `rows`: fields of rows, by id."""
    width = max((len(told.split()) for told in marks.values()), default=0)
    stated = [*priors, *[None] * width][:width]
    hypotheses = tuple(Hypothesis(f"H{i + 1}", f"hypothesis {i + 1}", stated[i]) for i in range(width))
    cells = tuple(
        Cell(row, hypothesis.id, mark, who, "", "")  # type: ignore[arg-type] - a mark by the caller's word
        for row, told in marks.items()
        for hypothesis, mark in zip(hypotheses, told.split(), strict=True)
        if mark != "-"
    )
    made = tuple(Row(row, "note", f"what {row} says", **rows.get(row, {})) for row in marks)
    return Matrix("q", "What was it?", hypotheses, made, cells)


def without(given: Matrix, *rows: str) -> Matrix:
    return replace(
        given,
        rows=tuple(r for r in given.rows if r.id not in rows),
        cells=tuple(c for c in given.cells if c.row not in rows),
    )


def doubled(given: Matrix, row: str, name: str) -> Matrix:
    """With the row a second time, by the same analysts' marks."""
    found = next(r for r in given.rows if r.id == row)
    cells = tuple(replace(c, row=name) for c in given.cells if c.row == row)
    return replace(given, rows=(*given.rows, replace(found, id=name)), cells=(*given.cells, *cells))


def with_row(given: Matrix, row: Row, marks: Sequence[str]) -> Matrix:
    cells = tuple(
        Cell(row.id, h.id, mark, "anna", "", "")  # type: ignore[arg-type] - a mark by the caller's word
        for h, mark in zip(given.hypotheses, marks, strict=True)
    )
    return replace(given, rows=(*given.rows, row), cells=(*given.cells, *cells))


@st.composite
def matrices(draw: st.DrawFn, least: int = 1) -> Matrix:
    """Up to four hypotheses and six rows, of few origins, so that rows share them; at least `least` rows."""
    width = draw(st.integers(2, 4))
    hypotheses = tuple(
        Hypothesis(f"H{i + 1}", f"hypothesis {i + 1}", draw(st.sampled_from([None, None, 0.1, 0.6])))
        for i in range(width)
    )
    rows = tuple(draw(_rows(f"R{i + 1}")) for i in range(draw(st.integers(least, 6))))
    cells = []
    for row in rows:
        for hypothesis in hypotheses:
            for who in ANALYSTS:
                mark = draw(st.sampled_from([*MARKS, None] if who == "anna" else [*MARKS, *[None] * 9]))
                if mark is not None:
                    cells.append(Cell(row.id, hypothesis.id, mark, who, "", ""))
    return Matrix("q", "What was it?", hypotheses, rows, tuple(cells))


@st.composite
def _rows(draw: st.DrawFn, name: str) -> Row:
    return Row(
        name,
        "note",
        f"what {name} says",
        origin=draw(st.sampled_from([None, None, "o1", "o2"])),
        credibility=draw(st.sampled_from([None, None, 1, 2, 3, 4, 5, 6])),
        deceptive=draw(st.sampled_from([None, None, 0.0, 0.3, 0.9, 1.0])),
    )
