"""How much two stretches of words have in common, and how the one was made of the other."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.lineage.links import Manner

EDITED = 0.5
"""Least likeness of a passage that counts as edited; below it is told anew."""
LONG = 20_000
"""Words beyond which the common ones are counted piece by piece: the exact count is quadratic."""


def in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence (bit-parallel: Hyyrö 2004)."""
    start, most = 0, min(len(one), len(other))
    while start < most and one[start] == other[start]:
        start += 1
    end = 0
    while end < most - start and one[-1 - end] == other[-1 - end]:
        end += 1
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    if max(len(one), len(other)) <= LONG:
        return start + end + _subsequence(one, other)
    half, middle = len(one) // 2, len(other) // 2
    return start + end + in_order(one[:half], other[:middle]) + in_order(one[half:], other[middle:])


def _subsequence(one: Sequence[str], other: Sequence[str]) -> int:
    """A bit for each word of `one`, cleared when a longer common subsequence ends there."""
    places: dict[str, int] = {}
    for number, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << number
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        if at := places.get(word):
            hits = row & at
            row = (row + hits | row - hits) & full
    return len(one) - row.bit_count()


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Share of the words, in order, that both have in common: 1 for the same words, 0 for none."""
    total = len(one) + len(other)
    return 2 * in_order(one, other) / total if total else 1.0


def manner(likeness: float) -> Manner:
    """Word for word only where no word differs, is left out or put in."""
    if likeness == 1.0:
        return "verbatim"
    return "edited" if likeness >= EDITED else "rewritten"
