"""Weigh: a matrix read as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sayso.errors import StopRun, unknown
from sayso.matrices import Matrix, Weighed
from sayso.weighing.ach.confidence import Grounds, judge
from sayso.weighing.ach.defaults import DEFAULTS, Defaults
from sayso.weighing.ach.disputes import disputes
from sayso.weighing.ach.fares import fares, stand
from sayso.weighing.ach.outcomes import misled
from sayso.weighing.ach.pieces import gather
from sayso.weighing.ach.seeking import listed, sought, unfilled
from sayso.weighing.ach.sensitivity import carrying, singles, staged
from sayso.weighing.ach.soundness import check
from sayso.weighing.ach.turning import turning_alone, turns
from sayso.weighing.ach.weights import weights

METHOD = "ach 1"


def weigh(matrix: Matrix, *, defaults: Defaults = DEFAULTS) -> Weighed:
    """Everything that follows from the matrix. Nothing but the matrix and the defaults enters.

    A matrix with too little in it to weigh gets a result too, and reasons that say what is missing.

    Raises:
        StopRun: two things in it have one id, or a value cannot be.
    """
    check(matrix)
    pieces = gather(matrix, defaults)
    standing = stand(matrix, pieces)
    ranked = fares(matrix, pieces, standing)
    turning, pairs_left = turns(pieces, standing, defaults)
    carry = carrying(pieces, standing, singles(pieces), ranked[0].hypothesis) if ranked else ()
    disputed, empty = disputes(matrix), unfilled(matrix)
    confidence, reasons = judge(Grounds(matrix, pieces, standing, ranked, turning, carry, disputed, empty))
    return Weighed(
        matrix=matrix,
        hypotheses=ranked,
        rows=weights(matrix, pieces, defaults),
        confidence=confidence,
        reasons=reasons,
        carrying=carry,
        turns=turning,
        sought=listed(sought(matrix, pieces, standing, ranked, {*carry, *turning_alone(turning)}), defaults),
        disputes=disputed,
        unfilled=empty,
        misled=misled(matrix, pieces),
        method=f"{METHOD}; {defaults.told()}",
        staged=staged(matrix, pieces, defaults),
        pairs_left=pairs_left,
    )


def with_planted(matrix: Matrix, rows: Collection[str], probability: float = 1.0) -> Matrix:
    """The matrix as it would be if these rows were planted or false with that probability.

    Copies of a row, of one origin and with the same marks, go with it when the matrix is weighed.

    Raises:
        StopRun: no such row, or no such probability.
    """
    if not 0 <= probability <= 1:
        raise StopRun(f"probability {probability!r}", "not a number from 0 to 1", "Write for instance 0.3")
    known = [row.id for row in matrix.rows]
    for row in rows:
        if row not in known:
            raise unknown("row", row, known or ["there is no row yet"])
    changed = tuple(replace(r, deceptive=probability) if r.id in rows else r for r in matrix.rows)
    return replace(matrix, rows=changed)
