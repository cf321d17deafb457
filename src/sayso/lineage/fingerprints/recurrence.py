"""Where else a passage stands: its bearers, looked up in the store, with the outlets and days of a sample."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sayso.lineage.boilerplate import Spread, at_edge
from sayso.lineage.fingerprints.parts import Rows, holds, numbers_of, opened, within
from sayso.lineage.fingerprints.store import Store
from sayso.lineage.fingerprints.winnowing import fingerprints

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray

SAMPLE = 64
"""Bearers that are looked at, spread evenly over time."""
NEARLY_ALL = 0.9
"""Of the bearers that are of one outlet, from which on it is named."""
PROBED = 3
"""Hashes of a passage that are looked up: each is a piece of every part to be opened."""
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


_Run: TypeAlias = tuple[Rows, int, int]
"""The rows of a piece that have one hash, as a half-open range."""


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
        self._kept: OrderedDict[int, tuple[Spread, list[int]]] = OrderedDict()

    def __call__(self, passage: str) -> Spread:
        """The spread of a passage; that of one seen lately by the same fingerprint is remembered."""
        return self._known(passage)[0]

    def together(self, passage: str, body: str) -> float:
        """How many of those that have a passage have the other one too, as a share of a sample."""
        import numpy as np

        hashes = fingerprints([body], self._recipe).hashes
        sample = self._known(passage)[1]
        if not len(hashes) or not sample:
            return 0.0
        held = [numbers_of(piece.turns[low:high]) for piece, low, high in self._typical(hashes)]
        return float(np.isin(sample, np.concatenate(held)).mean()) if held else 0.0

    def _known(self, passage: str) -> tuple[Spread, list[int]]:
        """The spread, and the numbers of the sample that tells it."""
        hashes = fingerprints([passage], self._recipe).hashes
        if not len(hashes):
            return Spread(0), []
        # The least hash: where the bounds of a passage differ a little from pair to pair, it mostly stays.
        key = int(hashes.min())
        if key not in self._kept:
            documents, sample = self.bearers(hashes)
            self._kept[key] = self._spread(passage, documents, sample), [bearer.number for bearer in sample]
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def bearers(self, hashes: NDArray[uint64]) -> tuple[int, list[Bearer]]:
        """How many documents bear the middle one of a few of the hashes, and a sample of them."""
        import numpy as np

        runs = self._typical(hashes)
        sample = [bearer for run in runs for bearer in _sampled(*run)]
        gone = holds(np.array(self._removed, np.int64), np.array([b.number for b in sample], np.int64))
        return _count(runs), [b for b, is_gone in zip(sample, gone, strict=True) if not is_gone]

    def _typical(self, hashes: NDArray[uint64]) -> list[_Run]:
        """The runs of that one of a few of the hashes which has neither most bearers nor fewest."""
        import numpy as np

        some = np.sort(hashes)[:: max(1, len(hashes) // PROBED)][:PROBED]
        found = sorted((self._runs(int(value)) for value in some), key=_count)
        return found[len(found) // 2]

    def _runs(self, value: int) -> list[_Run]:
        return [_run(opened(piece), value) for piece in self._pieces if piece.low <= value <= piece.high]

    def _spread(self, passage: str, documents: int, sample: Sequence[Bearer]) -> Spread:
        about = self._about([bearer.number for bearer in sample])
        known = [(bearer, about[bearer.number]) for bearer in sample if bearer.number in about]
        if not known:
            return Spread(documents)
        edges = [at_edge(bearer.place, bearer.place + len(passage), each.length) for bearer, each in known]
        outlet, own = Counter(each.outlet for _, each in known).most_common(1)[0]
        return Spread(
            documents,
            len(known),
            len({each.day for _, each in known if each.day}),
            max(sum(side in edge for edge in edges) for side in ("head", "foot")),
            median(len(passage) / max(each.length, 1) for _, each in known),
            outlet if own >= NEARLY_ALL * len(known) else None,
        )


def _run(piece: Rows, value: int) -> _Run:
    found = within(piece.hashes, value, value)
    return piece, found.start, found.stop


def _count(runs: Sequence[_Run]) -> int:
    return sum(high - low for _, low, high in runs)


def _sampled(piece: Rows, low: int, high: int) -> list[Bearer]:
    import numpy as np

    which = np.unique(np.linspace(low, max(low, high - 1), min(SAMPLE, high - low)).astype(np.int64))
    numbers, places = numbers_of(piece.turns[which]), piece.places[which]
    return [Bearer(int(number), int(place)) for number, place in zip(numbers, places, strict=True)]
