"""A stretch of one text that sums up another as a whole, and so is like no single part of it.

Its words stand all over the other text. So the stretch is looked for by the terms that it shares with the
whole, against how often the rest of its own text does, and is held apart from a passage of ordinary length
by how few of its terms any one part of the other text has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.lineage.alignment.borders import best_run
from sayso.lineage.alignment.fragments import Fragment
from sayso.lineage.alignment.sentences import Numbers
from sayso.lineage.alignment.terms import Floats, Pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

INSIDE = 0.65
"""Least share of the stretch's weight that a summary has from the other text."""
EVIDENCE = 45.0
"""Least log-odds of a stretch, in words weighed by how rare they are."""
TERMS = 38
"""Least different terms that it shares with the other text."""
LONGEST = 200
"""Words. What is longer and shares that much is another telling, not a summary."""
OWN = 1 / 3
"""Most of its own text that it may be: what is usual there must be seen from the rest."""
LEAST_TIMES, MOST_TIMES = 2.0, 13.0
"""How often its length the other text has at least and at most: a very long text has most words anyhow."""
SCATTERED = 0.75
"""Most of the shared terms' weight that one part of the other text may hold."""
PART = 1.5
"""Length of such a part in lengths of the stretch."""
SPREAD = 0.5
"""Share of the other text, first shared term to last, above which it is summed up as a whole."""


def summary(pair: Pair) -> Fragment | None:
    """The stretch of `one` that sums up `other`, or None."""
    import numpy as np

    stretch = _stretch(pair)
    if stretch is None:
        return None
    first, end = stretch
    shared = np.intersect1d(pair.one.terms[first:end], pair.other.terms)
    if len(shared) < TERMS or _densest(pair, shared, end - first) > SCATTERED:
        return None
    return Fragment(first, end, *_summed_up(pair, shared))


def _stretch(pair: Pair) -> tuple[int, int] | None:
    import numpy as np

    ours, weights = pair.one.terms, pair.weights[pair.one.terms]
    present = np.zeros(len(pair.weights), dtype=np.bool_)
    present[pair.other.terms] = True
    hits = present[ours]
    odds = _log_odds(float(weights @ hits), float(weights.sum()), weights, hits)
    first, end = best_run(odds, pair.one.lines, (0, len(ours)), 0)
    size = end - first
    if size > min(LONGEST, OWN * len(ours)):
        return None
    if not LEAST_TIMES * size <= len(pair.other.terms) <= MOST_TIMES * size:
        return None
    within = float(weights[first:end] @ hits[first:end])
    if odds[first:end].sum() < EVIDENCE or within < 0.6 * float(weights[first:end].sum()):
        return None
    return first, end


def _log_odds(shared: float, weight: float, weights: Floats, hits: NDArray[np.bool_]) -> Floats:
    import numpy as np

    usual = min(max((shared + 8) / (weight + 40), 0.05), 0.6)
    inside = max(INSIDE, min(0.9, usual * 1.3))
    odds: Floats = weights * np.where(hits, np.log(inside / usual), np.log((1 - inside) / (1 - usual)))
    return odds


def _densest(pair: Pair, shared: Numbers, size: int) -> float:
    """Most of the shared terms' weight that stands in one part of the other text."""
    import numpy as np

    weights = np.zeros(len(pair.weights))
    weights[shared] = pair.weights[shared]
    theirs, length = pair.other.terms, int(PART * size)
    starts = range(0, max(1, len(theirs) - length // 2), max(1, length // 4))
    most = max(float(weights[np.unique(theirs[at : at + length])].sum()) for at in starts)
    return most / float(weights.sum())


def _summed_up(pair: Pair, shared: Numbers) -> tuple[int, int]:
    """From the first to the last of the rarer shared terms; the whole text where they stand all over it."""
    import numpy as np

    theirs = pair.other.terms
    rare = shared[pair.weights[shared] >= np.median(pair.weights[pair.one.terms])]
    at = np.flatnonzero(np.isin(theirs, rare))
    if len(at) and at[-1] - at[0] < SPREAD * len(theirs):
        return int(at[0]), int(at[-1]) + 1
    return 0, len(theirs)
