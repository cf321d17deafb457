"""What no matrix may have in it. Entries are checked as they are kept; matrices come from elsewhere, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sayso.errors import StopRun, unknown
from sayso.matrices import MARKS, Matrix


def check(matrix: Matrix) -> None:
    """Pass, if the matrix can be weighed.

    Raises:
        StopRun: two things of one id, or a value that cannot be.
    """
    _check_ids("hypothesis", (h.id for h in matrix.hypotheses))
    _check_ids("row", (r.id for r in matrix.rows))
    for cell in matrix.cells:
        if cell.mark not in MARKS:
            raise unknown(f"mark of {cell.row} with {cell.hypothesis}", cell.mark, MARKS)
    for h in matrix.hypotheses:
        if h.prior is not None and not 0 < h.prior < 1:
            raise StopRun(f"prior {h.prior!r} of {h.id}", "not between 0 and 1", "Give for instance 0.05")
    for row in matrix.rows:
        if row.deceptive is not None and not 0 <= row.deceptive <= 1:
            what = f"probability {row.deceptive!r} that {row.id} is deceptive"
            raise StopRun(what, "not a number from 0 to 1", "Give for instance 0.3")
        if row.credibility is not None and row.credibility not in range(1, 7):
            raise StopRun(
                f"credibility {row.credibility!r} of {row.id}", "not an item credibility", "Give 1 to 6"
            )


def _check_ids(thing: str, names: Iterable[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise StopRun(f"{thing} {name!r}", f"the matrix has it {count} times", "Give each its own id")
