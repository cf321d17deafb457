"""How a settlement is scored against known truth: choices, probabilities, intervals and groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, groupby

import numpy as np

from sayso.settlements import Option, Settlement, Source

BINS = 10
EVEN = 1e-9
"""Options that differ by less are equal and share the first place: their order is no merit of a method."""
FEWEST = 5
"""Statements of a source whose interval is judged."""
Right = Callable[[str, str], bool]


def of_options(options: Iterable[Option], truth: Iterable[str], right: Right) -> dict[str, float]:
    """Share of objects whose first option is right, and how far probabilities can be believed.

    ECE is of the first options, in ten bins of equal width; Brier sums the squared errors of an object's
    options, right ones taken together.
    """
    known = set(truth)
    sure: list[float] = []
    hits: list[float] = []
    errors: list[float] = []
    for object, group in groupby(options, key=lambda o: o.object):
        if object not in known:
            continue
        judged = [(o.probability, right(object, o.value)) for o in group]
        sure.append(judged[0][0])
        first = [hit for p, hit in judged if p > judged[0][0] - EVEN]
        hits.append(sum(first) / len(first))
        # Two spellings of the right value are one answer.
        wrong = sum(p**2 for p, hit in judged if not hit)
        errors.append(wrong + (1 - sum(p for p, hit in judged if hit)) ** 2)
    # An object of which no value is kept has no answer, and is wrong.
    return {
        "accuracy": sum(hits) / len(known),
        "ECE": ece(sure, hits),
        "Brier": float(np.mean(errors)) if errors else 0.0,
    }


def ece(sure: Sequence[float], hits: Sequence[float]) -> float:
    """Mean distance of how sure from how often right, over bins of equal width."""
    p, hit = np.array(sure, dtype=float), np.array(hits, dtype=float)
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    away = np.bincount(bins, p - hit, BINS)
    return float(np.abs(away).sum() / max(1, len(p)))


def coverage(sources: Iterable[Source], accuracy: dict[str, float]) -> dict[str, float]:
    """How often intervals hold the true accuracy, and how wide they are."""
    judged = [(s, accuracy[s.source]) for s in sources if s.source in accuracy and s.statements >= FEWEST]
    if not judged:
        return {}
    return {
        "coverage": sum(s.low <= true <= s.high for s, true in judged) / len(judged),
        "width": sum(s.high - s.low for s, _ in judged) / len(judged),
        "off": sum(abs(s.reliability - true) for s, true in judged) / len(judged),
    }


def of_groups(found: Iterable[Sequence[str]], true: Iterable[Sequence[str]]) -> dict[str, float]:
    """Pairs of sources that are found to count as one, against those that do."""
    mine, theirs = _pairs(found), _pairs(true)
    both = len(mine & theirs)
    scores = {"merged falsely": float(len(mine - theirs))}
    if theirs:
        scores["precision"] = both / len(mine) if mine else 0.0
        scores["recall"] = both / len(theirs)
        scores["F1"] = 2 * both / (len(mine) + len(theirs))
    return scores


def _pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, ...]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def scores(
    settled: Settlement,
    truth: Iterable[str],
    right: Right,
    *,
    groups: Sequence[Sequence[str]] | None = None,
    accuracy: dict[str, float] | None = None,
) -> dict[str, float]:
    found = of_options(settled.options, truth, right)
    found |= coverage(settled.sources, accuracy or {})
    if groups is not None:
        found |= of_groups([g.sources for g in settled.groups], groups)
    return found
