"""Places: where in one text stands what stands at a place of the other, within passages that both share."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher

from sayso.lineage.links import Passage
from sayso.types import Spans

_WORD = re.compile(r"\w+")
Point = tuple[int, int]
"""An offset in one text, and the corresponding one in the other."""


def points(one: str, other: str, passages: Sequence[Passage]) -> tuple[Point, ...]:
    """Offsets, in order, at which words of both sides answer one another."""
    found: list[Point] = []
    for p in passages:
        found.append((p.one.start, p.other.start))
        if p.likeness < 1.0:
            found += _inner(one, other, p)
        found.append((p.one.end, p.other.end))
    return tuple(sorted(set(found)))


def _inner(one: str, other: str, p: Passage) -> list[Point]:
    ours = [(m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(one, p.one.start, p.one.end)]
    theirs = [
        (m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(other, p.other.start, p.other.end)
    ]
    matcher = SequenceMatcher(None, [w for w, _, _ in ours], [w for w, _, _ in theirs], autojunk=False)
    found = []
    for a, b, size in matcher.get_matching_blocks():
        if size:
            found.append((ours[a][1], theirs[b][1]))
            found.append((ours[a + size - 1][2], theirs[b + size - 1][2]))
    return found


def moved(at: int, known: Sequence[Point]) -> float:
    """The offset in the other text that answers one in the first, between the nearest known ones."""
    n = bisect_right(known, (at, 1 << 60))
    before = known[n - 1] if n else known[0]
    after = known[n] if n < len(known) else known[-1]
    if after[0] == before[0]:
        return before[1] + (at - before[0])
    share = (at - before[0]) / (after[0] - before[0])
    return before[1] + share * (after[1] - before[1])


def facing(passages: Sequence[Passage], known: Sequence[Point], one: Spans, other: Spans) -> float:
    """How far two spans stand at corresponding places of one passage, in [0, 1]: the common part of both once
    the one is moved over, as far as each lies in the passage."""
    best = 0.0
    for p in passages:
        within = min(_inside(one, p.one), _inside(other, p.other))
        if within > best:
            start, end = moved(one[0][0], known), moved(one[-1][1], known)
            left, right = other[0][0], other[-1][1]
            common = min(end, right) - max(start, left)
            whole = max(end, right) - min(start, left)
            best = max(best, within * max(0.0, common / max(1.0, whole)))
    return best


def _inside(content: Spans, span: tuple[int, int]) -> float:
    total = sum(b - a for a, b in content)
    return sum(max(0, min(b, span[1]) - max(a, span[0])) for a, b in content) / total if total else 0.0
