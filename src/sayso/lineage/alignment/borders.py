"""Where exactly a fragment begins and ends: at the lines that its words tell from what is around them.

A term of one side is a hit where the other side of the fragment has it too. Inside a passage hits are more
frequent than around it; the run of lines with the highest log-odds of lying inside is the passage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.lineage.alignment.fragments import Fragment
from sayso.lineage.alignment.sentences import Numbers
from sayso.lineage.alignment.terms import Floats, Pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROUNDS = 2
PAD = 10
"""Words before and after the other side that count as its own: what follows on both sides is only found to be
alike when it is looked at on both."""
MARGIN = 150
"""Words around a fragment in which its borders are looked for."""
AROUND = 5_000
"""Words on either side from which the usual share of hits is reckoned."""
PRIOR = 40.0
"""Weight at which shares of hits count as much as what is expected of them beforehand."""
INSIDE, OUTSIDE = 0.6, 0.2
"""Shares of hits expected beforehand, by weight, inside a passage and around it."""
LOWEST_INSIDE, HIGHEST_INSIDE, LOWEST_OUTSIDE = 0.3, 0.97, 0.2
APART = 0.6
"""Most that the share around may be of the share inside: a text on one subject is alike throughout."""


def bordered(pair: Pair, found: Fragment) -> Fragment:
    """The fragment with its borders moved to where its words end to be the other side's."""
    import numpy as np

    present = np.zeros(len(pair.weights), dtype=np.bool_)
    for _ in range(ROUNDS):
        found = _moved(pair.turned, found.turned, present).turned
        found = _moved(pair, found, present)
    return found


def _moved(pair: Pair, found: Fragment, present: NDArray[np.bool_]) -> Fragment:
    """The fragment with the borders of its first side moved."""
    theirs = pair.other.terms[max(0, found.other - PAD) : found.other_end + PAD]
    present[theirs] = True
    low = max(0, found.one - AROUND)
    terms = pair.one.terms[low : found.one_end + AROUND]
    hits = present[terms]
    present[theirs] = False
    odds = log_odds(hits, pair.weights[terms], slice(found.one - low, found.one_end - low))
    start, end = max(0, found.one - MARGIN), min(len(pair.one.terms), found.one_end + MARGIN)
    first, last = best_run(odds, pair.one.lines, (start, end), low)
    return found._replace(one=first, one_end=last) if last > first else found


def log_odds(hits: NDArray[np.bool_], weights: Floats, inside: slice) -> Floats:
    """For each word how much it speaks for lying inside, from the shares of hits inside and around."""
    import numpy as np

    weighed = hits * weights
    within, weight = float(weighed[inside].sum()), float(weights[inside].sum())
    beyond, rest = float(weighed.sum()) - within, float(weights.sum()) - weight
    share = (within + PRIOR * INSIDE * 2) / (weight + PRIOR * 2)
    usual = (beyond + PRIOR * OUTSIDE) / (rest + PRIOR)
    share = min(max(share, LOWEST_INSIDE), HIGHEST_INSIDE)
    usual = min(max(usual, LOWEST_OUTSIDE), share * APART)
    return weights * np.where(hits, np.log(share / usual), np.log((1 - share) / (1 - usual)))


def best_run(odds: Floats, lines: Numbers, window: tuple[int, int], low: int) -> tuple[int, int]:
    """The run of whole lines in the window with the highest sum, as words; `odds` begins at word `low`."""
    import numpy as np

    first, last = np.searchsorted(lines, window[0], "left"), np.searchsorted(lines, window[1], "right")
    edges = lines[first:last]
    if len(edges) < 2:
        return 0, 0
    sums = np.concatenate([[0.0], np.cumsum(odds[edges[0] - low : edges[-1] - low])])[edges - edges[0]]
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lowest))
    start = int(np.flatnonzero(sums[: end + 1] == lowest[end])[-1])
    return int(edges[start]), int(edges[end])
