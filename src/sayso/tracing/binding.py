"""Binding: what two documents share, found once however many claims they make in common."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.lineage import clocks, ties
from sayso.lineage.alignment import verify
from sayso.lineage.ties import Beside, Gram, Pair, Tie
from sayso.tracing.shelf import Volume

MOST = 200_000
"""Pairs of documents that are remembered."""
GRAMS = 2_000
"""Documents whose runs of words are remembered."""


class Binder:
    """Ties of documents, by their ids; remembers what they share."""

    def __init__(self) -> None:
        self._ties: OrderedDict[Pair, Tie] = OrderedDict()
        self._grams: OrderedDict[str, Sequence[Gram]] = OrderedDict()

    def sharing(self, volumes: Mapping[str, Volume]) -> list[Tie]:
        """Ties of the documents that share runs of words; of each with those that share most with it."""
        ordered = sorted(volumes, key=lambda name: clocks.order(volumes[name].publication))
        grams = {name: self._grams_of(name, volumes[name].text) for name in ordered}
        known = ties.pairs(grams)
        return [self._tie(pair, seeds, volumes) for pair, seeds in known.items()]

    def all(
        self, volumes: Mapping[str, Volume], others: Iterable[Pair], beside: Mapping[Pair, Beside]
    ) -> dict[Pair, Tie]:
        """The same and ties of other pairs, with what else is known of each (by its documents, in order)."""
        bound = {(tie.one, tie.other): tie for tie in self.sharing(volumes)}
        for pair in others:
            one, other = in_order(pair, volumes)
            bound.setdefault((one, other), Tie(one, other))
        return {pair: _with(tie, beside.get(pair)) for pair, tie in bound.items()}

    def _grams_of(self, name: str, text: str) -> Sequence[Gram]:
        if name not in self._grams:
            self._grams[name] = ties.grams(text)
        self._grams.move_to_end(name)
        while len(self._grams) > GRAMS:
            self._grams.popitem(last=False)
        return self._grams[name]

    def _tie(self, pair: Pair, seeds: Sequence[tuple[int, int]], volumes: Mapping[str, Volume]) -> Tie:
        one, other = in_order(pair, volumes)
        if (one, other) not in self._ties:
            texts = volumes[one].text, volumes[other].text
            placed = seeds if (one, other) == pair else [(b, a) for a, b in seeds]
            found = verify(*texts, placed)
            self._ties[one, other] = ties.tie((one, texts[0]), (other, texts[1]), found)
            while len(self._ties) > MOST:
                self._ties.popitem(last=False)
        return self._ties[one, other]


def in_order(pair: Pair, volumes: Mapping[str, Volume]) -> Pair:
    """The two with the one that the other revises first, else the one that came out first."""
    one, other = sorted(pair, key=lambda name: clocks.order(volumes[name].publication))
    return (other, one) if volumes[one].publication.revises == other else (one, other)


def _with(tie: Tie, beside: Beside | None) -> Tie:
    if beside is None:
        return tie
    return replace(
        tie,
        by_one=beside.by_one,
        by_other=beside.by_other,
        company=beside.company,
        revises=beside.revises,
    )
