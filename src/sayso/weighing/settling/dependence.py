"""Which sources depend on one another: shown by the wrong and the rare values they share, not by agreement.

After Dong, Berti-Equille & Srivastava (PVLDB 2009, "Integrating conflicting data: the role of source
dependence") and Li, Dong, Lyons, Meng & Srivastava (ICDE 2015, "Scaling up copy detection"), with two
departures. A shared value that is right counts for nothing, so that honest sources are not joined for being
accurate. And how likely it is to share a wrong one by chance is told from how many outside the two sources'
groups have it, so that a common misreading is weak evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.weighing.settling.groups import Counting, Grouping
    from sayso.weighing.settling.truth import Layout

SHARES = np.array([0.5, 0.8, 0.95, 0.99])
"""Shares of its values that a copier may have from the other; which it is, the evidence tells."""
_PRIOR = 0.05
_RAREST = 0.01
"""No shared value is taken for less likely by chance than this."""
_CROWD = 40
"""Options with more claims than this open no pair."""
_MOST_PAIRS = 300_000
_TELLING = 0.6
"""Doubtful options that a pair shares, the fewer have them the more they count, to be looked at closer."""
_LOOKED_UP = 10
"""Claims looked up, for each there is."""
_OVERLAP = 2.5
_ROWS = 1_000_000


@dataclass(frozen=True)
class Ties:
    """Pairs of sources that may depend on one another."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    """Numbers of sources; one < other."""
    odds: NDArray[np.float64]
    """Log odds that they do."""
    share: NDArray[np.float64]
    """If so, how much is copied."""


@dataclass(frozen=True)
class Evidence:
    """What claims are judged by in one round."""

    belief: NDArray[np.float64]
    """Of each option."""
    odds: NDArray[np.float64]
    """Of each voice: that it is right."""
    counting: Counting
    grouping: Grouping
    spread: float


class Meetings:
    """Where sources meet: finds a source's claim for an object, for many at a time."""

    def __init__(self, layout: Layout) -> None:
        panel = layout.panel
        self._objects = len(panel.objects)
        key = panel.claim_source.astype(np.int64) * self._objects + layout.claim_object
        self._order = np.argsort(key, kind="stable")
        self._keys = key[self._order]
        self.counts = np.bincount(panel.claim_source, minlength=len(panel.sources))
        self._starts = np.concatenate([[0], np.cumsum(self.counts)])
        self._layout = layout

    def rows(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
        """Number of the pair, claim of one, claim of the other, for each object both speak of; in chunks."""
        swap = self.counts[one] > self.counts[other]
        few, many = np.where(swap, other, one), np.where(swap, one, other)
        ends = np.cumsum(self.counts[few])
        start = 0
        while start < len(few):
            base = ends[start - 1] if start else 0
            stop = max(start + 1, int(np.searchsorted(ends, base + _ROWS, "right")))
            pair, mine, theirs = self._meet(few[start:stop], many[start:stop])
            back = swap[start:stop][pair]
            yield start + pair, np.where(back, theirs, mine), np.where(back, mine, theirs)
            start = stop

    def _meet(
        self, few: NDArray[np.int64], many: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        sizes = self.counts[few]
        pair = np.repeat(np.arange(len(few)), sizes)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        mine = self._order[self._starts[few][pair] + within]
        wanted = many[pair] * self._objects + self._layout.claim_object[mine]
        found = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        met = self._keys[found] == wanted
        return pair[met], mine[met], self._order[found[met]]


def candidates(layout: Layout, evidence: Evidence) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs that share enough doubtful options, or are known to depend; at most so many, with most shared."""
    panel = layout.panel
    sizes = np.bincount(panel.claim_option, minlength=layout.options)
    doubtful = (evidence.belief < 0.8) & (sizes > 1) & (sizes <= _CROWD)
    at = np.flatnonzero(doubtful[panel.claim_option])
    option, source = panel.claim_option[at], panel.claim_source[at].astype(np.int64)
    keys, tally = np.empty(0, np.int64), np.empty(0)
    for step in range(1, min(_CROWD, int(sizes.max(initial=0)))):
        same = np.flatnonzero(option[step:] == option[:-step])
        one, other = source[same], source[same + step]
        key = np.minimum(one, other) * len(panel.sources) + np.maximum(one, other)
        worth = (1 - evidence.belief[option[same]]) / np.log2(1 + sizes[option[same]])
        keys, tally = _tallied(keys, tally, key, worth)
    keys = _affordable(layout, keys[tally >= _TELLING], tally[tally >= _TELLING])
    known = [min(a, b) * len(panel.sources) + max(a, b) for a, b, _ in panel.known]
    keys = np.union1d(keys, np.array(known, np.int64))
    return keys // len(panel.sources), keys % len(panel.sources)


def _affordable(layout: Layout, keys: NDArray[np.int64], tally: NDArray[np.float64]) -> NDArray[np.int64]:
    """Those that share most, as long as looking them through takes time linear in the claims."""
    counts = layout.by_source(np.ones(len(layout.claim_object)))
    sources = len(counts)
    order = np.argsort(-tally, kind="stable")
    cost = np.minimum(counts[keys // sources], counts[keys % sources])[order].cumsum()
    return np.sort(keys[order[cost <= max(_LOOKED_UP * len(layout.claim_object), _ROWS)]])


def _tallied(
    keys: NDArray[np.int64], tally: NDArray[np.float64], key: NDArray[np.int64], worth: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    merged, place = np.unique(np.concatenate([keys, key]), return_inverse=True)
    total = np.bincount(place, np.concatenate([tally, worth]), len(merged)).astype(np.float64, copy=False)
    if len(merged) > _MOST_PAIRS:
        kept = np.sort(np.argpartition(-total, _MOST_PAIRS)[:_MOST_PAIRS])
        return merged[kept], total[kept]
    return merged, total


def tie(layout: Layout, meetings: Meetings, evidence: Evidence) -> Ties:
    """The evidence for each pair: for each share that may be copied, the likelihood of what both state under
    copying against independence; the shares are averaged."""
    one, other = candidates(layout, evidence)
    weighed = np.zeros((len(SHARES), len(one)))
    met = np.zeros(len(one))
    for pair, mine, theirs in meetings.rows(one, other):
        met += np.bincount(pair, minlength=len(one))
        weighed += _weigh(layout, evidence, (pair, mine, theirs), len(one))
    best = weighed.argmax(axis=0)
    top = weighed.max(axis=0) if len(one) else np.zeros(0)
    odds = top + np.log(np.exp(weighed - top).mean(axis=0)) + _prior_odds(len(layout.panel.sources))
    odds += _overlap(layout, meetings, one, other, met)
    return _known(layout, Ties(one, other, np.asarray(odds), SHARES[best]))


def _weigh(
    layout: Layout,
    evidence: Evidence,
    rows: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    pairs: int,
) -> NDArray[np.float64]:
    pair, mine, theirs = rows
    panel = layout.panel
    same = panel.claim_option[mine] == panel.claim_option[theirs]
    differ = np.bincount(pair[~same], minlength=pairs)
    pair, mine, theirs = pair[same], mine[same], theirs[same]
    wrong = _without_one(evidence, panel.claim_option[mine], layout.voice[mine], layout.voice[theirs])
    telling = wrong > 0.02
    pair, mine, theirs, wrong = pair[telling], mine[telling], theirs[telling], wrong[telling]
    chance = by_chance(layout, evidence, mine, theirs)
    found = np.empty((len(SHARES), pairs))
    for row, share in enumerate(SHARES):
        found[row] = np.bincount(pair, wrong * np.log(1 - share + share / chance), pairs)
        found[row] += differ * np.log(1 - share)
    return found


def _without_one(
    evidence: Evidence, option: NDArray[np.int64], mine: NDArray[np.int64], theirs: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How likely a shared value is wrong if one of the two who share it had no vote, as a copier has none:
    else those who copy vote one another right, and what they share seems to be no mistake."""
    belief = np.clip(evidence.belief[option], 1e-9, 1 - 1e-9)
    own = np.maximum(np.minimum(evidence.odds[mine], evidence.odds[theirs]), 0.0)
    return np.asarray(1 / (1 + np.exp(np.log(belief) - np.log1p(-belief) - own)))


def by_chance(
    layout: Layout, evidence: Evidence, mine: NDArray[np.int64], theirs: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How likely a source states this wrong value, being independent of another that does.

    It has to be wrong: as often as it is, or, on this object, as those outside the two sources' groups are;
    and wrong in this way: as many of those as are.
    """
    panel, counting = layout.panel, evidence.counting
    option = panel.claim_option[mine]
    group_of = evidence.grouping.of_source
    apart = group_of[panel.claim_source[mine]] != group_of[panel.claim_source[theirs]]
    mass = layout.by_option(counting.weight)
    own = counting.group_option[mine] + apart * counting.group_option[theirs]
    outside = np.maximum(mass[option] - own, 0)
    object_of = layout.claim_object[mine]
    around = layout.by_object(mass)[object_of] - counting.group_object[mine]
    around = np.maximum(around - apart * counting.group_object[theirs], outside)
    wrong = 1 - evidence.belief
    astray = layout.by_object(mass * wrong)[object_of] - own * wrong[option]
    astray = np.clip(astray, outside, around)
    odds = np.minimum(evidence.odds[layout.voice[mine]], evidence.odds[layout.voice[theirs]])
    slip = 1 / (1 + np.exp(odds))
    erring = np.maximum(slip, (astray + slip) / (around + 1))
    alike = (outside + 1 / (1 + evidence.spread)) / (astray + 1)
    return np.asarray(np.clip(erring * alike, _RAREST, 1.0))


def _overlap(
    layout: Layout,
    meetings: Meetings,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    met: NDArray[np.float64],
) -> NDArray[np.float64]:
    """What speaking of the same few objects among very many adds: a little, since sources with one beat do
    so as well."""
    spoken = np.bincount(layout.claim_object) / max(len(layout.claim_object), 1)
    awaited = meetings.counts[one] * meetings.counts[other] * float(spoken @ spoken)
    # One meeting is what made them a pair, and says nothing more.
    often = np.maximum(met - 1, 0) / (met + 1)
    lift = 0.5 * np.log(np.maximum(met, 1.0) / np.maximum(awaited, 1e-9))
    return np.asarray(often * np.clip(lift, 0.0, _OVERLAP))


def _prior_odds(sources: int) -> float:
    """A source is not taken to depend on more than a few of very many."""
    chance = min(_PRIOR, 4.0 / max(sources, 1))
    return float(np.log(chance / (1 - chance)))


def _known(layout: Layout, ties: Ties) -> Ties:
    """What is known from outside is not argued away by the values: these only add to it."""
    odds, share = ties.odds.copy(), ties.share.copy()
    key = ties.one * len(layout.panel.sources) + ties.other
    for a, b, chance in layout.panel.known:
        at = int(np.searchsorted(key, min(a, b) * len(layout.panel.sources) + max(a, b)))
        found = 1 / (1 + np.exp(-np.clip(odds[at], -30, 30)))
        either = min(1 - (1 - chance) * (1 - found), 1 - 1e-9)
        odds[at] = max(odds[at], np.log(either / (1 - either)))
        share[at] = max(share[at], chance)
    return Ties(ties.one, ties.other, odds, share)
