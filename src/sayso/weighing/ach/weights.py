"""What each row does in the matrix, and the sentence that says so."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sayso.matrices import Matrix, Row, Weight
from sayso.weighing.ach.defaults import SCORES, Defaults
from sayso.weighing.ach.disputes import spreads
from sayso.weighing.ach.fares import CLOSE
from sayso.weighing.ach.pieces import MIDDLE, Pieces, natural, trusted
from sayso.weighing.ach.wording import listed

if TYPE_CHECKING:
    from sayso.weighing.ach.pieces import Floats


def weights(matrix: Matrix, pieces: Pieces, defaults: Defaults) -> tuple[Weight, ...]:
    """In the matrix's order."""
    spread, share = spreads(matrix), pieces.share
    at = {name: i for i, name in enumerate(pieces.rows)}
    return tuple(
        _weight(row, at[row.id], pieces, share, spread.get(row.id, 0.0))
        if pieces.of[at[row.id]] >= 0
        else _unmarked(row, pieces, defaults)
        for row in matrix.rows
    )


def _unmarked(row: Row, pieces: Pieces, defaults: Defaults) -> Weight:
    even = dict.fromkeys(pieces.hypotheses, 1.0)
    trust = trusted([row], defaults)
    return Weight(row.id, 0.0, 0.0, trust, 0.0, even, "No mark yet: it counts for nothing.")


def _weight(row: Row, at: int, pieces: Pieces, shares: Floats, spread: float) -> Weight:
    piece = int(pieces.of[at])
    members = pieces.members[piece]
    share = float(shares[piece])
    counts = share / len(members)
    return Weight(
        row=row.id,
        diagnosticity=_diagnosticity(pieces, at),
        counts=counts,
        trust=float(pieces.trust[piece]),
        spread=spread,
        ratios=_ratios(pieces, piece, counts),
        why=_why(row, pieces, piece, share),
    )


def _diagnosticity(pieces: Pieces, at: int) -> float:
    """Variance, over the hypotheses that have a mark, of its place on the scale from -2 to 2."""
    marks = pieces.marks[at]
    placed = marks.any(axis=1)
    if not placed.any():
        return 0.0
    scores = marks[placed] @ list(SCORES.values())
    return float(scores.var())


def _ratios(pieces: Pieces, piece: int, share: float) -> dict[str, float]:
    says = share * pieces.says[MIDDLE][piece]
    mean = float(says.mean()) if len(says) else 0.0
    return {h: math.exp(float(s) - mean) for h, s in zip(pieces.hypotheses, says, strict=True)}


def _why(row: Row, pieces: Pieces, piece: int, share: float) -> str:
    sentences = [_says(_ratios(pieces, piece, share))]
    copies = [r for r in pieces.members[piece] if r != row.id]
    kin = [
        r
        for i, others in enumerate(pieces.members)
        if i != piece and pieces.origin[i] == pieces.origin[piece]
        for r in others
    ]
    if copies:
        sentences.append(f"Counts once with {listed(copies)}, of the same origin and with the same marks.")
    if kin:
        sentences.append(f"Shares one voice with {listed(kin)}, of the same origin.")
    trust = float(pieces.trust[piece])
    if trust <= 0:
        return "Said to be planted or false: it counts for nothing."
    if trust < 1:
        sentences.append(f"Trusted at {trust:.0%}{_graded(row)}.")
    return " ".join(sentences)


def _says(ratios: dict[str, float]) -> str:
    if len(ratios) < 2:
        return "There is no other hypothesis to tell it from."
    most, least = max(ratios.values()), min(ratios.values())
    if most - least <= CLOSE:
        return "Tells no hypotheses apart."
    named = sorted(ratios, key=natural)
    best = [h for h in named if most - ratios[h] <= CLOSE]
    worst = [h for h in named if ratios[h] - least <= CLOSE]
    return f"Speaks for {listed(best)} against {listed(worst)}, {most / least:.1f} to 1."


def _graded(row: Row) -> str:
    parts = []
    if row.credibility is not None:
        parts.append(f"item credibility {row.credibility}")
    if row.deceptive:
        parts.append(f"planted or false with {row.deceptive:.0%}")
    return f" ({', '.join(parts)})" if parts else ""
