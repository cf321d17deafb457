"""What is learnt from, and how much of each set in one round.

Sets are balanced by hand, not by size: breadth is what carries over to texts of other origins, so a small set
of its own kind (science, reference pages, arguments) comes in whole while the large ones are drawn from.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass

import news
from contrasts import Contrasts
from pairs import Pair

LESSONS = ("first", "whole")
SHARES: dict[str, dict[str, int]] = {
    "first": {"mnli": 9_000, "snli": 6_000, "docnli_mnli": 9_000, "docnli_fever-nli": 2_000},
    "whole": {
        "mnli": 6_000,
        "snli": 3_000,
        "docnli_mnli": 3_500,
        "docnli_fever-nli": 4_000,
        "fever_nli3": 4_000,
        "fool_me_twice": 1_200,
        "scifact": 1_300,
        "wice": 1_000,
        "arc_stance": 2_000,
        "vitaminc_real": 9_000,
        "vitaminc_synthetic": 2_500,
    },
}
"""Pairs of each set in a round, at most."""
MADE: dict[str, dict[str, int]] = {
    "first": {"negated": 1_000, "hedged": 1_000},
    "whole": {
        "figure": 6_000,
        "date": 4_000,
        "negated": 4_000,
        "hedged": 8_000,
        "spoken": 4_500,
        "decisive": 2_600,
        "elsewhere": 4_000,
    },
}
"""Contrasts of each kind in a round."""
NEWS = {"first": 0, "whole": 16_000}
"""Pairs in the manner of news in a round."""


@dataclass
class Lessons:
    """Rounds of one kind, each drawn anew."""

    name: str
    pairs: list[Pair]

    def __post_init__(self) -> None:
        self._contrasts = Contrasts(self.pairs)
        self._by_set: dict[str, list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            self._by_set[pair.set].append(pair)

    def round(self, rng: random.Random) -> list[Pair]:
        drawn = [
            pair
            for name, most in SHARES[self.name].items()
            for pair in rng.sample(self._by_set[name], min(most, len(self._by_set[name])))
        ]
        drawn += self._contrasts.made(MADE[self.name], rng)
        drawn += news.made(NEWS[self.name], rng)
        rng.shuffle(drawn)
        return drawn
