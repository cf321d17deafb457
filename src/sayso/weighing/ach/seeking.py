"""What to look for next: answers that would tell the leading hypotheses apart, those that tell most first."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from sayso.matrices import Fare, Matrix, Sought
from sayso.weighing.ach.defaults import SCORES, Defaults
from sayso.weighing.ach.fares import CLOSE, Standing, softmax
from sayso.weighing.ach.pieces import MIDDLE, Pieces, by_place, mixed
from sayso.weighing.ach.sensitivity import singles
from sayso.weighing.ach.wording import shortened

if TYPE_CHECKING:
    from sayso.weighing.ach.pieces import Floats

_TOP = 3
_DOUBT = 0.1
"""Chance that a row is planted or false where nobody says more: enough to rank by what is worth verifying."""
_WORTH = 0.001
"""Bits below which an answer is not worth a line."""


def unfilled(matrix: Matrix) -> tuple[tuple[str, str], ...]:
    """Cells on which nobody has said anything, in the matrix's order."""
    told = by_place(matrix)
    return tuple((r.id, h.id) for r in matrix.rows for h in matrix.hypotheses if (r.id, h.id) not in told)


def sought(
    matrix: Matrix, pieces: Pieces, standing: Standing, fares: Sequence[Fare], rows: Collection[str]
) -> list[Sought]:
    """Evidence that nobody has, rows that nobody has verified, cells that nobody has filled."""
    if len(fares) < 2:
        return []
    found = [
        *_new(fares),
        *_unverified(matrix, pieces, standing, fares, rows),
        *_unfilled(matrix, pieces, standing, fares),
    ]
    worth = [s for s in found if s.bits >= _WORTH]
    return sorted(worth, key=lambda s: -round(s.bits, 9))


def listed(found: Sequence[Sought], defaults: Defaults) -> tuple[Sought, ...]:
    return tuple(found[: defaults.most_sought])


def _new(fares: Sequence[Fare]) -> list[Sought]:
    """A sign that one hypothesis bids us expect and another forbids, for each two of the leading three."""
    found = []
    for one, other in combinations(fares[:_TOP], 2):
        a, b = one.hypothesis, other.hypothesis
        text = f"Something that is to be expected if {a} holds and not if {b} does, or the other way round."
        found.append(Sought(text, (a, b), _between(one.probability, other.probability)))
    return found


def _between(p: float, q: float) -> float:
    """Bits of an answer that always says which of the two holds, if one of the two does."""
    both = p + q
    return -sum(x * math.log2(x / both) for x in (p, q) if x > 0 and both > 0)


def _unverified(
    matrix: Matrix, pieces: Pieces, standing: Standing, fares: Sequence[Fare], rows: Collection[str]
) -> list[Sought]:
    """Whether the rows that carry or turn the answer are what they seem: another origin would show it."""
    texts = {row.id: shortened(row.text) for row in matrix.rows}
    without = softmax(standing.logits + singles(pieces).logits)
    leader = fares[0].hypothesis
    found = []
    for i, members in enumerate(pieces.members):
        if members[0] not in rows or pieces.trust[i] <= 0:
            continue
        planted = max(1 - float(pieces.trust[i]), _DOUBT)
        lost, kept = (float(_gained(p, standing.now)) for p in (without[i], _genuine(pieces, standing, i)))
        then = _first(pieces, without[i], leader)
        what = f"another origin than its own bears out {members[0]} (“{texts[members[0]]}”)"
        text = f"Whether {what}: without it {then}."
        rival = next(f.hypothesis for f in fares if f.hypothesis != leader)
        found.append(Sought(text, (leader, rival), planted * lost + (1 - planted) * kept))
    return found


def _first(pieces: Pieces, probabilities: Floats, leader: str) -> str:
    p = dict(zip(pieces.hypotheses, (float(x) for x in probabilities), strict=True))
    rivals = [h for h in p if h != leader and p[h] >= p[leader] - CLOSE]
    if rivals:
        return f"{max(rivals, key=lambda h: p[h])} would lead or draw level"
    return f"{leader} would stand at {p[leader]:.0%}"


def _genuine(pieces: Pieces, standing: Standing, i: int) -> Floats:
    """Probabilities if that piece were certain to be what it seems, at its share."""
    more = pieces.logs[MIDDLE][i] - pieces.says[MIDDLE][i]
    return softmax(standing.logits + pieces.share[i] * more)


def _gained(after: Floats, before: Floats) -> Floats:
    """Bits from one distribution to another (Kullback and Leibler), along the last axis."""
    import numpy as np

    small = 1e-300
    return np.asarray((after * np.log2(np.maximum(after, small) / np.maximum(before, small))).sum(axis=-1))


def _unfilled(matrix: Matrix, pieces: Pieces, standing: Standing, fares: Sequence[Fare]) -> list[Sought]:
    """Cells without a mark: bits by which the answer would move, over the five marks as equally likely."""
    texts = {row.id: shortened(row.text) for row in matrix.rows}
    known = {h.id: shortened(h.text) for h in matrix.hypotheses}
    leader = fares[0].hypothesis
    found = []
    for row, hypothesis in unfilled(matrix):
        bits = _moved(pieces, standing, row, hypothesis)
        rival = hypothesis if hypothesis != leader else fares[1].hypothesis
        text = f"How {row} (“{texts[row]}”) sits with {hypothesis} (“{known[hypothesis]}”): nobody has said."
        found.append(Sought(text, (leader, rival), bits))
    return found


def _moved(pieces: Pieces, standing: Standing, row: str, hypothesis: str) -> float:
    """A row with no marks yet would move nothing by its first: there must be two to compare."""
    import numpy as np

    at = pieces.rows.index(row)
    if not pieces.marks[at].any():
        return 0.0
    piece = int(pieces.of[at])
    column = pieces.hypotheses.index(hypothesis)
    placed = pieces.marks[at].any(axis=1)
    logs = np.repeat(pieces.logs[MIDDLE][piece][None], len(SCORES), axis=0)
    logs[:, column] = pieces.table
    placed[column] = True
    logs = np.where(placed, logs, (logs * placed).sum(axis=1, keepdims=True) / placed.sum())
    trust = np.array([pieces.trust[piece]])
    share = float(pieces.share[piece]) or 1.0 / float((pieces.origin == pieces.origin[piece]).sum())
    moved = share * (mixed(logs, trust) - pieces.says[MIDDLE][piece])
    return float(_gained(softmax(standing.logits + moved), standing.now).mean())
