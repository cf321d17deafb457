"""From sentences that are alike to fragments: groups that lie together in both texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sayso.lineage.alignment.sentences import Numbers
from sayso.lineage.alignment.terms import Pair

GAP = 4
"""Sentences without a like that may lie between two of a fragment, at first."""
VALID = 0.34
"""Least cosine of a fragment's two sides; below it the gap is lowered and the fragment falls apart."""


class Fragment(NamedTuple):
    """Words `[one, one_end)` of one text that may be taken over as `[other, other_end)` of the other."""

    one: int
    one_end: int
    other: int
    other_end: int

    @property
    def turned(self) -> Fragment:
        return Fragment(self.other, self.other_end, self.one, self.one_end)


def fragments(pair: Pair, seeds: Numbers, gap: int | None = None) -> Iterator[Fragment]:
    """Clusters by the gap; those whose two sides are not alike are cut again with a smaller one."""
    gap = GAP if gap is None else gap
    for cluster in clusters(seeds, gap):
        found = _around(pair, cluster)
        if cosine(pair, found) >= VALID:
            yield found
        elif gap:
            yield from fragments(pair, cluster, gap - 1)


def clusters(seeds: Numbers, gap: int) -> Iterator[Numbers]:
    """Cut by the gaps of one side and then of the other, until neither has any that is wider."""
    import numpy as np

    todo = [(seeds, 0, False)] if len(seeds) else []
    while todo:
        group, side, still = todo.pop()
        order = np.argsort(group[:, side], kind="stable")
        cuts = np.flatnonzero(np.diff(group[order, side]) > gap + 1) + 1
        if not len(cuts) and still:
            yield group
            continue
        todo += [(group[part], 1 - side, not len(cuts)) for part in np.split(order, cuts)]


def _around(pair: Pair, cluster: Numbers) -> Fragment:
    (i, j), (i_end, j_end) = cluster.min(axis=0), cluster.max(axis=0) + 1
    ours, theirs = pair.one.sentences, pair.other.sentences
    return Fragment(int(ours[i]), int(ours[i_end]), int(theirs[j]), int(theirs[j_end]))


def cosine(pair: Pair, found: Fragment) -> float:
    import numpy as np

    ours, our_counts = np.unique(pair.one.terms[found.one : found.one_end], return_counts=True)
    theirs, their_counts = np.unique(pair.other.terms[found.other : found.other_end], return_counts=True)
    a, b = our_counts * pair.weights[ours], their_counts * pair.weights[theirs]
    _, at, there = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
    length = float(np.sqrt((a @ a) * (b @ b)))
    return float(a[at] @ b[there]) / length if length else 0.0


def in_common(pair: Pair, found: Fragment) -> int:
    """Different terms that both sides have: what tells a passage from a likeness by chance best."""
    import numpy as np

    ours = np.unique(pair.one.terms[found.one : found.one_end])
    theirs = np.unique(pair.other.terms[found.other : found.other_end])
    return len(np.intersect1d(ours, theirs, assume_unique=True))
