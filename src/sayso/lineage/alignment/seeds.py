"""Which sentences of two texts are alike (Sanchez-Perez, Gelbukh & Sidorov 2014, 2015).

Sentences are compared through the terms that both have, block by block, so that memory stays bounded:
all against all of two long texts would not fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.lineage.alignment.sentences import Numbers
from sayso.lineage.alignment.terms import Floats, Pair, Side, counted

COSINE = 0.33
DICE = 0.33
"""Both as published: share of weight, and share of terms, that two sentences must have in common."""
COMMON = 300_000
"""Pairs of sentences above which a term is passed over when candidates are looked for."""
SLACK = 0.6
"""Share of `COSINE` at which a pair becomes a candidate, as the terms passed over would add some."""
CELLS = 4_000_000
"""Pairs of sentences, or of their terms, in a block: some 64 MB."""
REPEATS = 100
"""Sentences that one sentence may be like: all lines of a table are alike, and all of them with all."""


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """The sentences of one text as weighed terms, by sentence."""

    rows: Numbers
    terms: Numbers
    values: Floats
    lengths: Floats
    sizes: Numbers
    """Different terms of each sentence."""
    starts: Numbers
    """Where in the lists above each sentence begins, and where the last ends."""


def vectors(side: Side, weights: Floats) -> Vectors:
    import numpy as np

    rows, terms, counts = counted(side, len(weights))
    values = counts * weights[terms]
    count = len(side.sentences) - 1
    lengths = np.sqrt(np.bincount(rows, values * values, minlength=count)) + 1e-12
    sizes = np.bincount(rows, minlength=count)
    return Vectors(rows, terms, values, lengths, sizes, np.concatenate([[0], np.cumsum(sizes)]))


def seeds(pair: Pair) -> Numbers:
    """A row for each two sentences that are alike: their numbers in `one` and in `other`."""
    import numpy as np

    ours, theirs = vectors(pair.one, pair.weights), vectors(pair.other, pair.weights)
    index = _index(theirs, len(pair.weights))
    found = [
        _alike(ours, theirs, candidates, len(pair.weights))
        for candidates in _candidates(ours, theirs, index)
        if len(candidates)
    ]
    if not found:
        return np.zeros((0, 2), dtype=np.int64)
    return _telling(np.concatenate(found), 1, len(theirs.sizes))


def _telling(places: Numbers, side: int, count: int) -> Numbers:
    """Without the sentences that are like very many of the other text: they tell no place in it."""
    import numpy as np

    likes = np.bincount(places[:, side], minlength=count)
    return places[likes[places[:, side]] <= REPEATS]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """For each term the sentences that have it."""

    order: Numbers
    """Places in the lists of the vectors, by term."""
    starts: Numbers


def _index(theirs: Vectors, terms: int) -> Index:
    import numpy as np

    having = np.bincount(theirs.terms, minlength=terms)
    return Index(np.argsort(theirs.terms, kind="stable"), np.concatenate([[0], np.cumsum(having)]))


def _candidates(ours: Vectors, theirs: Vectors, index: Index) -> Iterator[Numbers]:
    """Pairs of sentences whose cosine may reach the least, from blocks of sentences of `ours`."""
    import numpy as np

    width = len(theirs.sizes)
    having = np.diff(index.starts)
    per_term = having * np.bincount(ours.terms, minlength=len(having))
    costs = np.where(per_term[ours.terms] > COMMON, 0, having[ours.terms])
    for first, end in _blocks(ours, costs, width):
        block = slice(ours.starts[first], ours.starts[end])
        some = np.flatnonzero(costs[block]) + ours.starts[first]
        counts = costs[some]
        theirs_at = index.order[_ranges(index.starts[ours.terms[some]], counts)]
        cells = np.repeat((ours.rows[some] - first) * width, counts) + theirs.rows[theirs_at]
        products = np.repeat(ours.values[some], counts) * theirs.values[theirs_at]
        sums = np.bincount(cells, products, minlength=(end - first) * width).reshape(end - first, width)
        cosines = sums / ours.lengths[first:end, None] / theirs.lengths
        places = np.argwhere(cosines > COSINE * SLACK)
        yield _telling(places + np.array([first, 0]), 0, len(ours.sizes))


def _blocks(ours: Vectors, costs: Numbers, width: int) -> Iterator[tuple[int, int]]:
    import numpy as np

    spent = np.concatenate([[0], np.cumsum(costs)])[ours.starts]
    first, count = 0, len(ours.sizes)
    while first < count:
        end = int(np.searchsorted(spent, spent[first] + CELLS, side="right")) - 1
        end = min(max(end, first + 1), first + max(1, CELLS // width), count)
        yield first, end
        first = end


def _ranges(starts: Numbers, counts: Numbers) -> Numbers:
    """The numbers `[start, start + count)`, one range after the other."""
    import numpy as np

    total = int(counts.sum())
    out: Numbers = np.arange(total) + np.repeat(
        starts - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts
    )
    return out


def _alike(ours: Vectors, theirs: Vectors, candidates: Numbers, terms: int) -> Numbers:
    """Those of the candidates that are alike, reckoned with all their terms."""
    import numpy as np

    step = max(1, CELLS // max(1, int(ours.sizes.max())))
    parts = [candidates[at : at + step] for at in range(0, len(candidates), step)]
    return np.concatenate([part[_enough(ours, theirs, part, terms)] for part in parts])


def _enough(ours: Vectors, theirs: Vectors, candidates: Numbers, terms: int) -> Numbers:
    import numpy as np

    i, j = candidates.T
    counts = ours.sizes[i]
    ours_at = _ranges(ours.starts[i], counts)
    wanted = np.repeat(j, counts) * terms + ours.terms[ours_at]
    keys = theirs.rows * terms + theirs.terms
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    hits = keys[at] == wanted
    owner = np.repeat(np.arange(len(candidates)), counts)[hits]
    products = ours.values[ours_at[hits]] * theirs.values[at[hits]]
    cosines = np.bincount(owner, products, minlength=len(candidates)) / ours.lengths[i] / theirs.lengths[j]
    dices = 2 * np.bincount(owner, minlength=len(candidates)) / (counts + theirs.sizes[j])
    return np.flatnonzero((cosines > COSINE) & (dices > DICE))
