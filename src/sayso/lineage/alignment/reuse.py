"""All that one text has in common with another: exact passages, rewritten ones, and summaries."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.lineage.alignment import borders, fragments, seeds, summaries, terms
from sayso.lineage.alignment.extension import Stretch, extended, with_marks
from sayso.lineage.alignment.fragments import Fragment
from sayso.lineage.alignment.likeness import likeness, manner
from sayso.lineage.alignment.terms import Pair
from sayso.lineage.alignment.words import Words, words
from sayso.lineage.links import Passage
from sayso.types import Span

GRAM = 5
"""Words in a row that both texts have: where exact passages are grown from."""
LEAST_COMMON = 12
"""Words in common, in order, of an exact or edited passage."""
LEAST_TERMS = 20
"""Different terms in common of any passage: with fewer most are likenesses by chance. On half of the PAN 2013
training pairs this number told true from false fragments as well as a logistic fit to eight measures."""
LEAST_EXACT = 40
"""Words in common, in order, of a grown passage that needs no terms counted: a table has few."""
CORE_TERMS = 4
"""Different terms in common of sentences that are alike, below which they are not looked at closer."""
LEAST_SIGNS = 100
"""Code points of a passage on either side."""
SAME, SAME_EDITED = 0.5, 0.9
"""Share of a fragment on both sides that a grown passage must cover to stand for it, with exact borders: one
that is word for word the same, and one with words changed, as there are some within any rewritten passage."""
_MARKS = re.compile(r"[^\w\s]*")


class Candidate(NamedTuple):
    place: Fragment
    score: float
    """Words, by how much they have in common: which of two that lie over one another is kept."""
    exact: int = 0
    """Words in common, in order, of a passage that was grown."""


def align(one: str, other: str, *, summaries: bool = False) -> tuple[Passage, ...]:
    """The passages that two texts share, by their place in `one`.

    Verbatim and edited ones are grown word by word and end exactly where the texts part; rewritten ones are
    found by sentences that have rare words in common, and end at a line or sentence (after Sanchez-Perez,
    Gelbukh & Sidorov, PAN 2014 and 2015). With `summaries` a stretch of `one` is looked for as well that
    sums up `other` as a whole. Memory is linear in the length of the texts.
    """
    ours, theirs = words(one), words(other)
    if not ours.forms or not theirs.forms:
        return ()
    pair = terms.pair(ours, theirs)
    found = _fragments(pair)
    _with_grown(found, _grown(ours, theirs))
    found = [c for c in found if c.exact >= LEAST_EXACT or fragments.in_common(pair, c.place) >= LEAST_TERMS]
    if summaries:
        found = _with_summary(pair, found)
    return tuple(sorted(_passages(ours, theirs, found), key=lambda p: (p.one, p.other)))


def _fragments(pair: Pair) -> list[Candidate]:
    cores = fragments.fragments(pair, seeds.seeds(pair))
    places = [borders.bordered(pair, f) for f in cores if fragments.in_common(pair, f) >= CORE_TERMS]
    return [Candidate(f, fragments.cosine(pair, f) * min(_sizes(f))) for f in places]


def _grown(ours: Words, theirs: Words) -> list[Stretch]:
    a, b = ours.forms, theirs.forms
    where: dict[tuple[str, ...], int] = {}
    for at in range(len(b) - GRAM + 1):
        where.setdefault(b[at : at + GRAM], at)
    shared = ((at, where.get(a[at : at + GRAM])) for at in range(len(a) - GRAM + 1))
    return extended(a, b, ((i, j) for i, j in shared if j is not None), LEAST_COMMON)


def _with_grown(found: list[Candidate], grown: list[Stretch]) -> None:
    """Put exact passages in place of the fragments that they cover, unless they are but part of one."""
    for stretch in grown:
        place = Fragment(stretch.one, stretch.one_end, stretch.other, stretch.other_end)
        share = SAME if stretch.common == max(_sizes(place)) else SAME_EDITED
        found[:] = [c for c in found if not _covers(place, c.place, share)]
        if not any(_covers(c.place, place, 0.5) for c in found):
            found.append(Candidate(place, float(stretch.common), stretch.common))


def _with_summary(pair: Pair, found: list[Candidate]) -> list[Candidate]:
    place = summaries.summary(pair)
    if place is None:
        return found
    kept = [c for c in found if 2 * _over(place, c.place)[0] <= min(_sizes(place)[0], _sizes(c.place)[0])]
    return [*kept, Candidate(place, float(_sizes(place)[0]))]


def _sizes(place: Fragment) -> tuple[int, int]:
    return place.one_end - place.one, place.other_end - place.other


def _over(a: Fragment, b: Fragment) -> tuple[int, int]:
    """Words of both on either side."""
    one = min(a.one_end, b.one_end) - max(a.one, b.one)
    other = min(a.other_end, b.other_end) - max(a.other, b.other)
    return max(0, one), max(0, other)


def _covers(big: Fragment, small: Fragment, share: float) -> bool:
    one, other = _over(big, small)
    size, other_size = _sizes(small)
    return one > 0 and other > 0 and one >= share * size and other >= share * other_size


def _passages(ours: Words, theirs: Words, found: list[Candidate]) -> list[Passage]:
    """Of those that lie mostly over one another in `one`, the best."""
    kept: list[Passage] = []
    for candidate in sorted(found, key=lambda c: (-c.score, c.place)):
        new = _passage(ours, theirs, candidate.place)
        if min(new.one.end - new.one.start, new.other.end - new.other.start) < LEAST_SIGNS:
            continue
        if not any(_mostly_in(new.one, old.one) for old in kept):
            kept.append(new)
    return kept


def _mostly_in(new: Span, old: Span) -> bool:
    return 2 * (min(new.end, old.end) - max(new.start, old.start)) > new.end - new.start


def _passage(ours: Words, theirs: Words, place: Fragment) -> Passage:
    score = likeness(ours.forms[place.one : place.one_end], theirs.forms[place.other : place.other_end])
    one, other = ours.span(place.one, place.one_end), theirs.span(place.other, place.other_end)
    one, other = with_marks(ours.text, theirs.text, one, other)
    return Passage(_closed(ours.text, one), _closed(theirs.text, other), manner(score), score)


def _closed(text: str, span: Span) -> Span:
    """With the full stop and the quotes that close it, be they the same on both sides or not."""
    marks = _MARKS.match(text, span.end)
    return Span(span.start, marks.end() if marks else span.end)
