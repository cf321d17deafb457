"""Which pairs of sources state values for the same objects, and which values they share.

Every pair where that is affordable. Where it is not, pairs that share values which few others state: who
copies shares such values, and who shares none of them cannot be told from an honest source anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.settlements import Panel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.weighing.counting import Floats, Ints

AFFORDABLE = 20_000_000
"""Statements that are compared in all: for each pair those of the source that states less."""
RARE = 20
"""An option that more sources state is no sign that two of them depend."""
PIECE = 2_000_000
"""Statements that are compared at a time."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Pairs of sources by number, and the statements in which they give the same option."""

    one: NDArray[np.int64]
    """The source of each pair that states less."""
    other: NDArray[np.int64]
    both: Floats
    """Of each pair: objects for which both state a value."""
    shared: Floats
    """Of each pair: those where it is the same."""
    entry_pair: NDArray[np.int32]
    """Of each shared value: its pair's number."""
    entry_claims: tuple[NDArray[np.int32], NDArray[np.int32]]
    """And the numbers of the statements, of `one` and of `other`."""
    entry_option: NDArray[np.int32]

    def count(self, of_options: Floats) -> Floats:
        """Of each pair: the sum over the options that it shares."""
        import numpy as np

        weights = of_options[self.entry_option]
        return np.bincount(self.entry_pair, weights, minlength=len(self.one)).astype(np.float64)

    def onto_claims(self, of_pairs: Floats, side: Ints, claims: int) -> Floats:
        """Of each statement: the sum over pairs that share it and whose `side` (0 `one`, 1 `other`) it is."""
        import numpy as np

        sides = side[self.entry_pair]
        claim = np.where(sides == 0, self.entry_claims[0], self.entry_claims[1])
        return np.bincount(claim, of_pairs[self.entry_pair], minlength=claims).astype(np.float64)


def overlaps(panel: Panel, affordable: int = AFFORDABLE) -> Overlaps:
    """The pairs that share a value at all."""
    import numpy as np

    told = np.bincount(panel.claim_source, minlength=len(panel.sources))
    one, other = _pairs(panel, told, affordable)
    swap = told[one] > told[other]
    one, other = np.where(swap, other, one), np.where(swap, one, other)
    return _compared(panel, one, other, told)


def _pairs(panel: Panel, told: Ints, affordable: int) -> tuple[Ints, Ints]:
    import numpy as np

    size = len(told)
    ordered = np.sort(told)
    # Sorted, the one of rank r states less than the size - 1 - r that come after it.
    if size * (size - 1) // 2 <= affordable and ordered @ np.arange(size - 1, -1, -1) <= affordable:
        one, other = np.triu_indices(size, 1)
        return one, other
    keys, counts = _rare(panel, size, affordable)
    # Of pairs that share equally much, those that state least share most of it.
    one, other = keys // size, keys % size
    cost = np.minimum(told[one], told[other])
    order = np.lexsort((cost, -counts))
    kept = order[np.cumsum(cost[order]) <= affordable]
    return one[kept], other[kept]


def _rare(panel: Panel, size: int, affordable: int) -> tuple[Ints, Ints]:
    """Pairs that share options which few state, as first * size + second, and how many of them."""
    import numpy as np

    stated = np.bincount(panel.claim_option, minlength=len(panel.options))
    starts = np.cumsum(stated) - stated
    found: list[Ints] = []
    left = affordable
    for count in range(2, RARE + 1):
        options = np.flatnonzero(stated == count)
        rows, columns = np.triu_indices(count, 1)
        options = options[: left // len(rows)]
        left -= len(options) * len(rows)
        members = np.sort(panel.claim_source[starts[options][:, None] + np.arange(count)], axis=1)
        found.append((members[:, rows].astype(np.int64) * size + members[:, columns]).ravel())
    keys, counts = np.unique(np.concatenate(found), return_counts=True)
    return keys[counts >= 2], counts[counts >= 2]


def _compared(panel: Panel, one: Ints, other: Ints, told: Ints) -> Overlaps:
    import numpy as np

    object_of = panel.option_object[panel.claim_option].astype(np.int64)
    # Statements in the order of their sources, and each source's in that of its objects.
    order = np.lexsort((object_of, panel.claim_source))
    keys = panel.claim_source[order].astype(np.int64) * len(panel.objects) + object_of[order]
    starts = np.cumsum(told) - told
    both, entries = np.zeros(len(one)), []
    for first, last in _pieces(told[one]):
        mine, pair = _expanded(starts[one[first:last]], told[one[first:last]])
        pair += first
        wanted = other[pair] * len(panel.objects) + object_of[order[mine]]
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        hit = np.flatnonzero(keys[at] == wanted)
        claims, others, pair = order[mine[hit]], order[at[hit]], pair[hit]
        both += np.bincount(pair, minlength=len(one))
        same = panel.claim_option[claims] == panel.claim_option[others]
        entries.append((pair[same], claims[same], others[same]))
    return _kept(panel, (one, other), both, entries)


def _pieces(costs: Ints) -> Iterator[tuple[int, int]]:
    """Runs of pairs that are compared together."""
    import numpy as np

    total = np.cumsum(costs)
    first = 0
    while first < len(costs):
        base = total[first] - costs[first]
        last = max(first + 1, int(np.searchsorted(total, base + PIECE, side="right")))
        yield first, last
        first = last


def _expanded(starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """The numbers start, start + 1, … of each run, and the run's number beside each."""
    import numpy as np

    run = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(run)) - np.repeat(np.cumsum(counts) - counts, counts)
    return starts[run] + within, run


def _kept(
    panel: Panel, pairs: tuple[Ints, Ints], both: Floats, entries: list[tuple[Ints, Ints, Ints]]
) -> Overlaps:
    """Without the pairs that share nothing."""
    import numpy as np

    pair, claims, others = (
        (np.concatenate(column) for column in zip(*entries, strict=True))
        if entries
        else (np.zeros(0, dtype=np.int64) for _ in range(3))
    )
    shared = np.bincount(pair, minlength=len(both)).astype(np.float64)
    kept = np.flatnonzero(shared)
    number = np.zeros(len(both), dtype=np.int32)
    number[kept] = np.arange(len(kept))
    return Overlaps(
        one=pairs[0][kept],
        other=pairs[1][kept],
        both=both[kept],
        shared=shared[kept],
        entry_pair=number[pair],
        entry_claims=(claims.astype(np.int32), others.astype(np.int32)),
        entry_option=panel.claim_option[claims],
    )


def joined(pairs: Overlaps, tied: Ints, strength: Floats) -> Iterator[tuple[list[int], Ints]]:
    """Sources that these ties join, and the ties that hold them together, the strongest that suffice."""
    import numpy as np

    root: dict[int, int] = {}

    def top(source: int) -> int:
        while root.setdefault(source, source) != source:
            root[source] = source = root[root[source]]
        return source

    holding = []
    for tie in tied[np.argsort(-strength[tied], kind="stable")].tolist():
        one, other = top(int(pairs.one[tie])), top(int(pairs.other[tie]))
        if one != other:
            root[one] = other
            holding.append(tie)
    members: dict[int, list[int]] = {}
    for source in root:
        members.setdefault(top(source), []).append(source)
    ties: dict[int, list[int]] = {}
    for tie in holding:
        ties.setdefault(top(int(pairs.one[tie])), []).append(tie)
    for group, sources in members.items():
        yield sources, np.array(ties[group], dtype=np.int64)
