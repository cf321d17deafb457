"""Where else a passage stands: its bearers, looked up in the store, with the outlets and days of a sample."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sayso.lineage.boilerplate import EDGE, Spread
from sayso.lineage.fingerprints.parts import Rows, holds, numbers_of, opened
from sayso.lineage.fingerprints.store import Store
from sayso.lineage.fingerprints.winnowing import fingerprints

if TYPE_CHECKING:
    from numpy import int64, uint64
    from numpy.typing import NDArray

SAMPLE = 64
"""Bearers that are looked at, spread evenly over time."""
KEPT = 10_000
"""Passages whose spread is remembered: boilerplate comes up with pair after pair."""


@dataclass(frozen=True, slots=True)
class About:
    """What must be known of a document to see how a passage recurs."""

    outlet: str | None
    day: str | None
    """YYYY-MM-DD."""
    length: int
    """Of its text, in code points."""


Abouts: TypeAlias = Callable[[Sequence[int]], Mapping[int, About]]


class Bearer(NamedTuple):
    """A document that has a passage, or most of it."""

    number: int
    place: int
    """About where it stands: code points from the start of the text."""


class Recurrence:
    """Says of a passage how it recurs in a store."""

    def __init__(self, store: Store, about: Abouts) -> None:
        self._about = about
        self._recipe = store.recipe
        self._removed = store.removed
        self._pieces = [piece for part in store.parts for piece in part.pieces]
        self._kept: OrderedDict[int, Spread] = OrderedDict()

    def __call__(self, passage: str) -> Spread:
        """The spread of a passage; that of one seen lately by the same fingerprint is remembered."""
        hashes = fingerprints([passage], self._recipe).hashes
        if not len(hashes):
            return Spread(0)
        # The least hash: where the bounds of a passage differ a little from pair to pair, it mostly stays.
        key = int(hashes.min())
        if key not in self._kept:
            self._kept[key] = self._spread(passage, hashes)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def bearers(self, hashes: NDArray[uint64]) -> tuple[int, list[Bearer]]:
        """How many documents bear one of the hashes, in the middle, and a sample of them."""
        import numpy as np

        hashes = np.sort(hashes)
        found = [_runs(opened(piece), hashes) for piece in self._pieces]
        counts = np.sum([high - low for _, low, high in found], axis=0)
        typical = int(np.argsort(counts, kind="stable")[len(counts) // 2])
        rows = [(piece, int(low[typical]), int(high[typical])) for piece, low, high in found]
        sample = [bearer for piece, low, high in rows for bearer in _sampled(piece, low, high)]
        gone = holds(np.array(self._removed, np.int64), np.array([b.number for b in sample], np.int64))
        return int(counts[typical]), [b for b, is_gone in zip(sample, gone, strict=True) if not is_gone]

    def _spread(self, passage: str, hashes: NDArray[uint64]) -> Spread:
        documents, sample = self.bearers(hashes)
        about = self._about([bearer.number for bearer in sample])
        days = defaultdict(set)
        for bearer in sample:
            if (known := about.get(bearer.number)) and known.outlet and known.day:
                days[known.outlet].add(known.day)
        if not days:
            return Spread(documents)
        outlet = max(days, key=lambda name: (len(days[name]), name))
        own = [(b, about[b.number]) for b in sample if b.number in about and about[b.number].outlet == outlet]
        edge = EDGE + len(passage)
        return Spread(
            documents,
            outlet,
            len(days[outlet]),
            len(own),
            sum(bearer.place <= edge or bearer.place >= known.length - edge for bearer, known in own),
            median(len(passage) / max(known.length, 1) for _, known in own),
        )


def _runs(piece: Rows, hashes: NDArray[uint64]) -> tuple[Rows, NDArray[int64], NDArray[int64]]:
    """A piece, and where the bearers of each hash begin and end in it."""
    import numpy as np

    return piece, np.searchsorted(piece.hashes, hashes), np.searchsorted(piece.hashes, hashes, side="right")


def _sampled(piece: Rows, low: int, high: int) -> list[Bearer]:
    import numpy as np

    which = np.unique(np.linspace(low, max(low, high - 1), min(SAMPLE, high - low)).astype(np.int64))
    numbers, places = numbers_of(piece.turns[which]), piece.places[which]
    return [Bearer(int(number), int(place)) for number, place in zip(numbers, places, strict=True)]
