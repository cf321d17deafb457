"""Analysis of competing hypotheses: a matrix in, everything that follows from it out.

    Matrix ─gather→ Pieces ─stand→ Standing ─┬─ fares        how each hypothesis fares
                                             ├─ sensitivity  what the answer hangs on
                                             ├─ turning      what would change it
                                             ├─ seeking      what to look for
                                             └─ confidence   how sure of it all

`docs/hypotheses-method.md` says how each number comes about, and from which papers.
"""

from sayso.weighing.ach.comparing import changes
from sayso.weighing.ach.defaults import DEFAULTS, Defaults, band
from sayso.weighing.ach.reading import METHOD, weigh, with_planted

__all__ = ["DEFAULTS", "METHOD", "Defaults", "band", "changes", "weigh", "with_planted"]
