"""Company: claims of two documents that tell of one event are likelier the same than claims of strangers.

Comparing looks at two tellings alone. Who rewrites an article tells most of its claims in other words, so
what two documents have in common otherwise bears on each pair of their claims.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from sayso.lineage.families import JOINED

Pair = tuple[str, str]
FOR_EACH = 1.0
"""Log-odds for each other claim that the two documents have in common."""
MOST = 2
DOUBTFUL = 0.3
"""Probability below which a pair adds nothing to what two documents are expected to have in common."""
ALONE = -0.5
"""Log-odds where they have no other claim in common."""
STRANGE = -2.5
"""The same, where besides each names somebody or some place, and none of them is the other's."""
OPEN = (0.12, 0.9)
"""Probabilities between which company tells anything; outside, the words are clear."""


def in_company(
    compared: Mapping[Pair, float],
    documents: Mapping[str, str],
    strange: Collection[Pair],
    company: Mapping[Pair, int],
) -> dict[Pair, float]:
    """The probabilities (by pair of claims) with what their documents have in common otherwise.

    Args:
        documents: the document of each claim.
        strange: pairs of claims of which each names somebody or some place, and none the other's.
        company: how many claims documents make in common, by pair of documents (sorted).
    """
    met = _met(compared, documents)

    def others(pair: Pair, probability: float) -> int:
        found = company.get(_documents(pair, documents), 0)
        if probability >= JOINED:
            return found - 1
        # What has its counterpart over there is not made to be like something else beside it.
        has_its_own = (pair[0], documents[pair[1]]) in met or (pair[1], documents[pair[0]]) in met
        return 0 if has_its_own else found

    return {pair: moved(p, others(pair, p), is_strange=pair in strange) for pair, p in compared.items()}


def _met(compared: Mapping[Pair, float], documents: Mapping[str, str]) -> set[tuple[str, str]]:
    """Claims with documents in which they have a likely counterpart."""
    return {
        met
        for (one, other), p in compared.items()
        if p >= JOINED
        for met in ((one, documents[other]), (other, documents[one]))
    }


def counted(compared: Mapping[Pair, float], documents: Mapping[str, str]) -> Counter[Pair]:
    """How many claims documents are expected to make in common, by pair of documents (sorted).

    Claims are matched one to one, the likeliest first, so that a headline and a lead that say one thing are
    one; what is doubtful counts for as much as it is likely.
    """
    expected: dict[Pair, float] = defaultdict(float)
    matched: set[tuple[Pair, str]] = set()
    for pair, probability in sorted(compared.items(), key=lambda item: (-item[1], item[0])):
        if probability < DOUBTFUL:
            break
        both = _documents(pair, documents)
        if not {(both, claim) for claim in pair} & matched:
            matched |= {(both, claim) for claim in pair}
            expected[both] += probability
    return Counter({both: round(sum_) for both, sum_ in expected.items()})


def moved(probability: float, others: int, *, is_strange: bool) -> float:
    """How likely two claims are one, whose documents make so many other claims in common."""
    if others <= 0 and is_strange:
        return _with_ground(probability, STRANGE)
    if not OPEN[0] <= probability <= OPEN[1]:
        return probability
    return _with_ground(probability, FOR_EACH * min(others, MOST) if others > 0 else ALONE)


def _with_ground(probability: float, ground: float) -> float:
    held = min(max(probability, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(math.log(held / (1 - held)) + ground)))


def _documents(pair: Pair, documents: Mapping[str, str]) -> Pair:
    one, other = documents[pair[0]], documents[pair[1]]
    return (one, other) if one <= other else (other, one)
