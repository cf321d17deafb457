"""Searching a filled ledger: the median and the 99th percentile of what a search takes, and of what."""

from __future__ import annotations

import gc
import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from ledger_bench import clock, databases, filling, queries
from ledger_bench.queries import KINDS, Asked, Kind
from ledger_bench.report import Figures
from sayso import plugins
from sayso.errors import StopRun
from sayso.ledger import Ledger, find, fulltext, open_ledger, showing, vectors
from sayso.protocols import Encoder
from sayso.settings import Settings

WARM = 10
"""Queries of each kind that are not counted; the very first is told apart."""
_PARTS: dict[str, tuple[Any, str]] = {
    "full text": (fulltext, "matches"),
    "vectors": (vectors, "nearest"),
    "restoring": (showing, "placed"),
}


@dataclass
class _Spent:
    """Seconds inside the parts of one search."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - stands in for any function
            start = clock.now().wall
            try:
                return work(*given, **named)
            finally:
                self.seconds[name] = self.seconds.get(name, 0.0) + clock.now().wall - start

        return call


class _Timed:
    """An encoder that is timed as a part."""

    def __init__(self, encoder: Encoder, spent: _Spent) -> None:
        self.method, self.width = encoder.method, encoder.width
        self._encode = spent.timed("encoding", encoder.encode)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows: NDArray[np.float32] = self._encode(texts)
        return rows


@dataclass(frozen=True, slots=True)
class _Search:
    """One search, in seconds."""

    asked: Asked
    wall: float
    cpu: float
    parts: dict[str, float]
    found: list[str]
    """Words of claims: the readings of every search would be a heap for the collector to go through."""


def measured(address: str, count: int, seed: int = 1, chance: int = 5) -> dict[str, Figures]:
    """Figures by kind of query.

    Raises:
        StopRun: the ledger was not filled by `fill` with that seed.
    """
    settings = Settings()
    with closing(open_ledger(address)) as ledger:
        documents = filling.filled(ledger, seed)
        if not documents:
            todo = f"Fill it: python bench/ledger.py fill --ledger {address} --seed {seed}"
            raise StopRun(f"ledger {address!r}", f"no articles of the seed {seed} in it", todo)
        asked = {kind: list(_some(kind, count, documents, seed, chance)) for kind in KINDS}
        encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
        claims = databases.rows(ledger)["claims"]
        done = _searched(ledger, asked, encoder)
        indexed = vectors.waiting(ledger, encoder.method)[0]
    told = {"claims in the ledger": claims, "of which in the index": indexed}
    return {kind: told | _figures(done[kind]) for kind in KINDS}


def _some(kind: Kind, count: int, documents: int, seed: int, chance: int) -> Iterator[Asked]:
    drawn = random.Random(f"{kind} {chance}")  # noqa: S311 - not for secrets
    return islice(queries.asked(kind, documents, seed, drawn), WARM + count)


def _searched(ledger: Ledger, asked: dict[Kind, list[Asked]], encoder: Encoder) -> dict[Kind, list[_Search]]:
    """In turn, a query of each kind: what slows the machine for a while slows them all."""
    # The generator's objects are no part of a ledger's user, but the collector would look through them all.
    gc.collect()
    gc.freeze()
    done: dict[Kind, list[_Search]] = {kind: [] for kind in asked}
    spent = _Spent()
    timed = _Timed(encoder, spent)
    with _watched(spent):
        for turn in zip(*asked.values(), strict=True):
            for kind, one in zip(asked, turn, strict=True):
                spent.seconds = {}
                start = clock.now()
                found = find(ledger, one.query, timed)
                taken = clock.now() - start
                words = [f.reading.text(f.reading.claims[f.n].content) for f in found]
                done[kind].append(_Search(one, taken.wall, taken.cpu, spent.seconds, words))
    return done


@contextmanager
def _watched(spent: _Spent) -> Iterator[None]:
    with ExitStack() as stack:
        for name, (module, function) in _PARTS.items():
            work = spent.timed(name, getattr(module, function))
            stack.enter_context(patch.object(module, function, work))
        yield


def _figures(searches: list[_Search]) -> Figures:
    first, warm = searches[0], searches[WARM:]
    parts = (*_PARTS, "encoding")
    return {
        "queries": len(warm),
        "median, ms": 1000 * median(s.wall for s in warm),
        "99th percentile, ms": 1000 * percentile([s.wall for s in warm], 0.99),
        "longest, ms": 1000 * max(s.wall for s in warm),
        "median of processor time, ms": 1000 * median(s.cpu for s in warm),
        "the first, ms": 1000 * first.wall,
        "answered": sum(bool(s.found) for s in warm) / len(warm),
        "the claim's own words among the answers": sum(map(_itself, warm)) / len(warm),
        "mean of the parts, ms": {
            **{name: _mean([s.parts.get(name, 0.0) for s in warm]) for name in parts},
            "the rest, filters with it": _mean([s.wall - sum(s.parts.values()) for s in warm]),
        },
        "99th percentile of the parts, ms": {
            name: 1000 * percentile([s.parts.get(name, 0.0) for s in warm], 0.99) for name in parts
        },
        "median by filter, ms": _by_filter(warm, median),
        "longest by filter, ms": _by_filter(warm, max),
    }


def _mean(seconds: Sequence[float]) -> float:
    return 1000 * sum(seconds) / len(seconds)


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that this share of them does not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _itself(search: _Search) -> bool:
    return search.asked.claim in search.found


def _by_filter(searches: list[_Search], which: Callable[[list[float]], float]) -> dict[str, float]:
    names = dict.fromkeys(s.asked.filter for s in searches if s.asked.filter)
    return {n: 1000 * which([s.wall for s in searches if s.asked.filter == n]) for n in names}
