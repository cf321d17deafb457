"""Which words differ between the two sides of a passage.

Words that stand once on either side, and in the same order, are held fast first (patience diff, Bram Cohen);
what lies between is compared word by word. So long passages take time linear in their length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from sayso.lineage.alignment.words import Words, words
from sayso.lineage.links import Change, Passage
from sayso.types import Span

CELLS = 250_000
"""Words of one side times words of the other that are compared word by word at most; beyond, where nothing
can be held fast, frequent words are left out of the comparison."""

Block = tuple[int, int, int]
"""Words that are the same: where they begin on either side, and how many."""


def changes(one: str, other: str, passage: Passage) -> tuple[Change, ...]:
    """The words that differ, at code points of the whole texts, in order.

    Words are compared as alignment does it: case, spacing and marks between words are no change. Where
    words were only put in or left out, the other side is empty and stands after the last word in common
    before them, or at the start of the passage.
    """
    ours, theirs = words(one[slice(*passage.one)]), words(other[slice(*passage.other)])
    blocks = sorted(_same(ours.forms, theirs.forms, 0, 0))
    edges = [(0, 0, 0), *blocks, (len(ours.forms), len(theirs.forms), 0)]
    return tuple(
        Change(
            _place(ours, passage.one.start, i + size, i_next),
            _place(theirs, passage.other.start, j + size, j_next),
        )
        for (i, j, size), (i_next, j_next, _) in pairwise(edges)
        if i + size < i_next or j + size < j_next
    )


def _place(words: Words, start: int, first: int, end: int) -> Span:
    if first == end == 0:
        return Span(start, start)
    span = words.span(first, end)
    return Span(start + span.start, start + span.end)


def _same(a: Sequence[str], b: Sequence[str], i: int, j: int) -> Iterator[Block]:
    """The words in common, in order; `a` and `b` begin at words `i` and `j`."""
    todo = [(a, b, i, j)]
    while todo:
        a, b, i, j = todo.pop()
        before, after = _ends(a, b)
        if before:
            yield i, j, before
        if after:
            yield i + len(a) - after, j + len(b) - after, after
        a, b = a[before : len(a) - after], b[before : len(b) - after]
        i, j = i + before, j + before
        if not a or not b:
            continue
        held = _held(a, b)
        if not held or len(a) * len(b) <= CELLS // 100:
            yield from _compared(a, b, i, j)
            continue
        for (x, y), (x_next, y_next) in pairwise([(0, 0), *held, (len(a), len(b))]):
            todo.append((a[x:x_next], b[y:y_next], i + x, j + y))


def _ends(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """How many words are the same at the beginning, and of the rest at the end."""
    most = min(len(a), len(b))
    before = 0
    while before < most and a[before] == b[before]:
        before += 1
    after = 0
    while after < most - before and a[-1 - after] == b[-1 - after]:
        after += 1
    return before, after


def _compared(a: Sequence[str], b: Sequence[str], i: int, j: int) -> Iterator[Block]:
    matcher = SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > CELLS)
    return ((i + x, j + y, size) for x, y, size in matcher.get_matching_blocks() if size)


def _held(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Places of words that stand once on either side: the longest run of them in the same order."""
    once = {word for word, count in Counter(a).items() if count == 1}
    there = {word: at for at, word in enumerate(b) if word in once}
    once = {word for word, count in Counter(b).items() if count == 1}
    return _longest_rising([(at, there[word]) for at, word in enumerate(a) if word in there and word in once])


def _longest_rising(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """By patience sorting: the longest subsequence that rises on both sides; `places` rise on the first."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(places):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [number]
    out = []
    at = ends[-1] if ends else -1
    while at >= 0:
        out.append(places[at])
        at = before[at]
    return out[::-1]
