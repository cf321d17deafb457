"""What is learnt from, and how much of each set in one round.

Sets are balanced by hand, not by size: breadth is what carries over to texts of other origins, so a small set
of its own kind (science, reference pages, arguments) comes in whole while the large ones are drawn from.
"""

from __future__ import annotations

import random
from collections import defaultdict

from pairs import Pair

LESSONS = ("first", "whole")
SHARES: dict[str, dict[str, int]] = {
    "first": {"mnli": 9_000, "snli": 6_000, "docnli_mnli": 9_000, "docnli_fever-nli": 2_000},
    "whole": {
        "mnli": 6_000,
        "snli": 3_000,
        "docnli_mnli": 5_000,
        "docnli_fever-nli": 4_000,
        "fever_nli3": 4_000,
        "fool_me_twice": 1_200,
        "scifact": 1_300,
        "wice": 1_000,
        "arc_stance": 2_000,
        "vitaminc_real": 12_000,
        "vitaminc_synthetic": 4_000,
    },
}
"""Pairs of each set in a round, at most."""


def lesson(name: str, pairs: list[Pair], rng: random.Random) -> list[Pair]:
    """One round's pairs."""
    by_set: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_set[pair.set].append(pair)
    return [p for s, n in SHARES[name].items() for p in rng.sample(by_set[s], min(n, len(by_set[s])))]
