"""What to look for next: answers that would tell the leading hypotheses apart, those that tell most first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from sayso.matrices import Fare, Matrix, Sought, Turn
from sayso.weighing.ach.defaults import SCORES, Defaults
from sayso.weighing.ach.fares import Standing, softmax
from sayso.weighing.ach.pieces import MIDDLE, Pieces, by_place, mixed
from sayso.weighing.ach.sensitivity import singles
from sayso.weighing.ach.wording import shortened

if TYPE_CHECKING:
    from sayso.weighing.ach.pieces import Floats

_TOP = 3
_WORTH = 0.001
"""Bits below which an answer is not worth a line."""


def unfilled(matrix: Matrix) -> tuple[tuple[str, str], ...]:
    """Cells on which nobody has said anything, in the matrix's order."""
    told = by_place(matrix)
    return tuple((r.id, h.id) for r in matrix.rows for h in matrix.hypotheses if (r.id, h.id) not in told)


def sought(
    matrix: Matrix, pieces: Pieces, standing: Standing, fares: Sequence[Fare], turns: Sequence[Turn]
) -> list[Sought]:
    """Evidence that nobody has, rows that nobody has verified, cells that nobody has filled."""
    if len(fares) < 2:
        return []
    found = [
        *_new(matrix, fares),
        *_unverified(matrix, pieces, standing, fares, turns),
        *_unfilled(matrix, pieces, standing, fares),
    ]
    worth = [s for s in found if s.bits >= _WORTH]
    return sorted(worth, key=lambda s: -round(s.bits, 9))


def listed(found: Sequence[Sought], defaults: Defaults) -> tuple[Sought, ...]:
    return tuple(found[: defaults.most_sought])


def _new(matrix: Matrix, fares: Sequence[Fare]) -> list[Sought]:
    """A sign that one hypothesis bids us expect and another forbids, for each two of the leading three."""
    texts = {h.id: shortened(h.text) for h in matrix.hypotheses}
    found = []
    for one, other in combinations(fares[:_TOP], 2):
        a, b = one.hypothesis, other.hypothesis
        text = (
            f"Something that is to be expected if {a} holds (“{texts[a]}”) and not if {b} does "
            f"(“{texts[b]}”), or the other way round."
        )
        found.append(Sought(text, (a, b), _between(one.probability, other.probability)))
    return found


def _between(p: float, q: float) -> float:
    """Bits of an answer that always says which of the two holds, if one of the two does."""
    both = p + q
    return -sum(x * math.log2(x / both) for x in (p, q) if x > 0 and both > 0)


def _unverified(
    matrix: Matrix, pieces: Pieces, standing: Standing, fares: Sequence[Fare], turns: Sequence[Turn]
) -> list[Sought]:
    """Whether rows that turn the order by themselves are what they seem."""
    import numpy as np

    turning = {turn.rows[0]: turn for turn in turns if len(turn.rows) == 1 and turn.by != "inconsistency"}
    texts = {row.id: shortened(row.text) for row in matrix.rows}
    without = softmax(standing.logits + singles(pieces).logits)
    found = []
    for i, members in enumerate(pieces.members):
        turn = turning.get(members[0])
        if turn is None:
            continue
        # Where nobody has said how likely it is that it was planted, a tenth: enough to rank by.
        planted = float(max(1 - pieces.trust[i], 0.1))
        bits = planted * float(_gained(without[i], standing.now)) + (1 - planted) * float(
            _gained(_genuine(pieces, standing, i), standing.now)
        )
        leader = fares[0].hypothesis
        rival = turn.leader if turn.leader != leader else fares[1].hypothesis
        what = f"{members[0]} (“{texts[members[0]]}”) is what it seems"
        text = f"Whether {what}: without it {rival} would lead or draw level."
        found.append(Sought(text, (leader, rival), float(np.round(bits, 12))))
    return found


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
