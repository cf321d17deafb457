"""From places that two texts share to the whole passages around them, in time linear in their length.

A greedy alignment of words with a drop, as sequence search does it (Zhang et al. 2000): matching words add
to a score, words that differ take from it; where the score has fallen too far below its best, the passage
ends at the best.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from sayso.lineage.alignment.likeness import likeness, manner
from sayso.lineage.alignment.words import Words, words
from sayso.lineage.links import Passage
from sayso.types import Span

COST = 1.0
"""What a word that differs takes; a word in common adds 1."""
DROP = 16.0
"""How far the score may fall below its best before the texts count as unrelated from there on."""
WINDOW = 14
"""Words on either side among which two that follow one another in both texts are looked for."""
LEAST = 4
"""Words in common below which a shared place is a chance, or two fingerprints that collided."""
AHEAD = 3
"""Words after a shared place that may stand for it, where the fingerprints cut words another way."""
NEAR = 20
"""Words between two passages, on both sides, at which they are one with something put in between."""


Forms: TypeAlias = Sequence[str]


class Stretch(NamedTuple):
    """Words `[one, one_end)` of one text against `[other, other_end)` of the other."""

    one: int
    one_end: int
    other: int
    other_end: int
    common: int
    """Words that were found in both, in order."""

    def holds(self, one: int, other: int) -> bool:
        return self.one <= one < self.one_end and self.other <= other < self.other_end


def verify(one: str, other: str, seeds: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    """The passages around shared places, by their place in `one`.

    `seeds` are code points where a shared fingerprint starts, in `one` and in `other`. Those whose words
    differ after all are left out. A stretch that is found twice is given once, with its longest match.
    """
    ours, theirs = words(one), words(other)
    a, b = ours.forms, theirs.forms
    starts = (_meeting(a, b, ours.at(place), theirs.at(there)) for place, there in sorted(seeds))
    grown = extended(a, b, (start for start in starts if start), LEAST)
    return tuple(passage(ours, theirs, found) for found in grown)


def extended(a: Forms, b: Forms, starts: Iterable[tuple[int, int]], least: int) -> list[Stretch]:
    """The stretches around words that are the same, by place; with at least so many words in common."""
    back_a, back_b = a[::-1], b[::-1]
    found: list[Stretch] = []
    for start in starts:
        # A text full of repeats has many starts, of which the last few stretches hold all but a few.
        if any(stretch.holds(*start) for stretch in reversed(found[-50:])):
            continue
        i, j, before = extend(back_a, back_b, len(a) - start[0], len(b) - start[1])
        i_end, j_end, after = extend(a, b, *start)
        if before + after >= least:
            found.append(Stretch(len(a) - i, i_end, len(b) - j, j_end, before + after))
    return joined(without_repeats(found))


def _meeting(a: Forms, b: Forms, i: int, j: int) -> tuple[int, int] | None:
    for ahead in range(min(AHEAD, len(a) - i, len(b) - j)):
        if a[i + ahead] == b[j + ahead]:
            return i + ahead, j + ahead
    return None


def extend(a: Forms, b: Forms, i: int, j: int) -> tuple[int, int, int]:
    """From words `i` and `j` on to the ends of what is alike: both ends and the words in common."""
    most_i, most_j = len(a), len(b)
    end_i, end_j, kept, common = i, j, 0, 0
    score = best = 0.0
    while i < most_i and j < most_j:
        if a[i] == b[j]:
            i, j, common, score = i + 1, j + 1, common + 1, score + 1
            if score > best:
                best, end_i, end_j, kept = score, i, j, common
            continue
        skip = _next_meeting(a, b, i, j)
        if skip is None:
            break
        score -= COST * max(skip)
        if score < best - DROP:
            break
        i, j = i + skip[0], j + skip[1]
    return end_i, end_j, kept


def _next_meeting(a: Forms, b: Forms, i: int, j: int) -> tuple[int, int] | None:
    """How many words to pass over on either side until two in a row are the same; the fewest."""
    if i + 1 < len(a) and j + 1 < len(b) and a[i + 1] == b[j + 1]:
        return 1, 1
    near = b[j : j + WINDOW + 1]
    where = {pair: at for at, pair in reversed(list(enumerate(pairwise(near))))}
    ours = a[i : i + WINDOW + 1]
    best: tuple[int, int] | None = None
    for skip, pair in enumerate(pairwise(ours)):
        if best and skip >= max(best):
            break
        at = where.get(pair)
        if at is not None and (best is None or max(skip, at) < max(best)):
            best = skip, at
    return best


def without_repeats(stretches: Sequence[Stretch]) -> list[Stretch]:
    """By place; of those that lie mostly over one another on either side, the one with the most in common."""
    kept: list[Stretch] = []
    for new in sorted(stretches, key=lambda s: (-s.common, s)):
        if not any(_covers(old, new) for old in kept):
            kept.append(new)
    return sorted(kept)


def _covers(old: Stretch, new: Stretch) -> bool:
    one = min(old.one_end, new.one_end) - max(old.one, new.one)
    other = min(old.other_end, new.other_end) - max(old.other, new.other)
    return 2 * one > new.one_end - new.one or 2 * other > new.other_end - new.other


def joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Those that follow one another closely on both sides, as one."""
    out: list[Stretch] = []
    for new in stretches:
        last = out[-1] if out else None
        if last and 0 <= new.one - last.one_end <= NEAR and 0 <= new.other - last.other_end <= NEAR:
            out[-1] = Stretch(last.one, new.one_end, last.other, new.other_end, last.common + new.common)
        else:
            out.append(new)
    return out


def passage(ours: Words, theirs: Words, stretch: Stretch) -> Passage:
    """The stretch at code points, with the marks around it that both texts have."""
    score = likeness(
        ours.forms[stretch.one : stretch.one_end], theirs.forms[stretch.other : stretch.other_end]
    )
    here = ours.span(stretch.one, stretch.one_end)
    there = theirs.span(stretch.other, stretch.other_end)
    here, there = with_marks(ours.text, theirs.text, here, there)
    return Passage(here, there, manner(score), score)


def with_marks(one: str, other: str, here: Span, there: Span) -> tuple[Span, Span]:
    """Both spans with the marks right before and after them that are the same: quotes, full stops."""
    before = _marks(
        one[max(0, here.start - 8) : here.start][::-1], other[max(0, there.start - 8) : there.start][::-1]
    )
    after = _marks(one[here.end : here.end + 8], other[there.end : there.end + 8])
    return Span(here.start - before, here.end + after), Span(there.start - before, there.end + after)


def _marks(one: str, other: str) -> int:
    """How many signs are the same, up to the first space, letter or figure."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b or a.isspace() or a.isalnum():
            break
        count += 1
    return count
