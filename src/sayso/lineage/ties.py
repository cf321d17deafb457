"""Ties: all that binds two documents, before anybody says who had it from whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.lineage.links import Citation, Passage
from sayso.lineage.places import Point, points
from sayso.types import Span

GRAM = 4
"""Words in a run that is looked for in other documents."""
NEAREST = 12
"""Documents, of those that share most, that each is compared with."""
MOST_BEARERS = 60
"""Documents that share a run, beyond which only the first, the last and those beside it are paired."""
SEEDS = 32
SOLID = 14
"""Words that a passage must have in common outside quotations before it shows by itself that one was had from
the other: shorter runs are set phrases, and what any two who report one event may write."""
WHOLE = 0.65
"""Likeness that a passage must have for that: below it, set phrases stand in a row of other words."""

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^”\n]{1,600}”|\"[^\"\n]{1,600}\"|«[^»\n]{1,600}»")


@dataclass(frozen=True, slots=True)
class Tie:
    """What binds two documents."""

    one: str
    other: str
    """Ids."""
    passages: tuple[Passage, ...] = ()
    points: tuple[Point, ...] = ()
    """Offsets at which the passages answer one another."""
    of_one: float = 0.0
    """Share of the words of one that stand in passages, in [0, 1]."""
    of_other: float = 0.0
    fresh: tuple[int, ...] = ()
    """For each passage its words in common outside quotations, which two who heard one speaker share."""
    likeness: float = 0.0
    """Of the passages, weighted by length: how much of their words is the same."""
    by_one: tuple[Citation, ...] = ()
    """Citations in one of the other's outlet."""
    by_other: tuple[Citation, ...] = ()
    company: int = 0
    """Claims that both make, as far as they were compared."""
    revises: bool = False
    """Whether they are versions of one document, `other` being the later one."""

    @property
    def solid(self) -> int:
        """Words in common of the passages that show by themselves that one was had from the other."""
        return sum(words for words, p in zip(self.fresh, self.passages, strict=True) if is_solid(words, p))

    def turned(self) -> Tie:
        """The same, seen from the other side."""
        passages = tuple(Passage(p.other, p.one, p.manner, p.likeness) for p in self.passages)
        return Tie(
            self.other,
            self.one,
            passages,
            tuple(sorted((b, a) for a, b in self.points)),
            self.of_other,
            self.of_one,
            self.fresh,
            self.likeness,
            self.by_other,
            self.by_one,
            self.company,
            revises=False,
        )


@dataclass(frozen=True, slots=True)
class Beside:
    """What binds two documents beside the words they share; see `Tie`."""

    by_one: tuple[Citation, ...] = ()
    by_other: tuple[Citation, ...] = ()
    company: int = 0
    revises: bool = False


def is_solid(words: int, passage: Passage) -> bool:
    """Whether a passage with so many words in common outside quotations was copied, not met by chance."""
    return words >= SOLID and passage.likeness >= WHOLE


Pair = tuple[str, str]


Gram = tuple[int, int]
"""A run of words, as a number that is the same within one process, and where it begins."""


def grams(text: str) -> list[Gram]:
    """The runs of words of a text, each once, in order."""
    found = [(m[0].casefold(), m.start()) for m in _WORD.finditer(text)]
    kept: dict[int, int] = {}
    for n in range(len(found) - GRAM + 1):
        kept.setdefault(hash(tuple(word for word, _ in found[n : n + GRAM])), found[n][1])
    return list(kept.items())


def pairs(known: Mapping[str, Sequence[Gram]]) -> dict[Pair, list[tuple[int, int]]]:
    """Pairs of documents that share runs of words, each with some places of them on both sides.

    For the documents of one family, in the order in which they came out: time and memory grow with their
    words, not with their pairs.
    """
    bearers: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for name, runs in known.items():
        for run, place in runs:
            bearers[run].append((name, place))
    shared: Counter[Pair] = Counter()
    seeds: dict[Pair, list[tuple[int, int]]] = defaultdict(list)
    for held in bearers.values():
        for (one, a), (other, b) in _met(held):
            shared[one, other] += 1
            if len(seeds[one, other]) < SEEDS:
                seeds[one, other].append((a, b))
    order = {name: n for n, name in enumerate(known)}
    return {pair: seeds[pair] for pair in _chosen(shared, order)}


def _met(held: Sequence[tuple[str, int]]) -> Iterable[tuple[tuple[str, int], tuple[str, int]]]:
    if len(held) <= MOST_BEARERS:
        return ((held[i], held[j]) for i in range(len(held)) for j in range(i + 1, len(held)))
    beside = pairwise(held)
    return [*((held[0], later) for later in held[1:]), *beside]


def _chosen(shared: Counter[Pair], order: Mapping[str, int]) -> list[Pair]:
    """For each document those that share most with it, the earliest first; and of those before it some more,
    for a text that was copied often has its nearest among its copies."""
    of: dict[str, list[tuple[int, int, Pair]]] = defaultdict(list)
    for pair, count in shared.items():
        for name, other in (pair, pair[::-1]):
            of[name].append((-count, order[other], pair))
    kept: set[Pair] = set()
    for name, held in of.items():
        held.sort()
        before = [one for one in held if one[1] < order[name]]
        kept |= {pair for _, _, pair in (*held[:NEAREST], *before[: NEAREST // 2])}
    return sorted(kept)


def tie(
    one: tuple[str, str], other: tuple[str, str], passages: Sequence[Passage], known: Beside | None = None
) -> Tie:
    """What binds two documents (id and text each), from what they share and what else is known."""
    known = known or Beside()
    weights = [p.one.end - p.one.start for p in passages]
    whole = sum(weights)
    likeness = sum(p.likeness * w for p, w in zip(passages, weights, strict=True)) / whole if whole else 0.0
    return Tie(
        one=one[0],
        other=other[0],
        passages=tuple(passages),
        points=points(one[1], other[1], passages),
        of_one=_covered(one[1], [p.one for p in passages]),
        of_other=_covered(other[1], [p.other for p in passages]),
        fresh=tuple(int(_fresh(one[1], p.one) * p.likeness) for p in passages),
        likeness=likeness,
        by_one=known.by_one,
        by_other=known.by_other,
        company=known.company,
        revises=known.revises,
    )


def _covered(text: str, spans: Sequence[Span]) -> float:
    total = len(_WORD.findall(text))
    return min(1.0, sum(len(_WORD.findall(text[a:b])) for a, b in spans) / total) if total else 0.0


def _fresh(text: str, span: Span) -> int:
    """Words in the span outside quotation marks."""
    quoted = [
        Span(*m.span()) for m in _QUOTED.finditer(text) if m.start() < span.end and m.end() > span.start
    ]
    words = (m.start() for m in _WORD.finditer(text, *span))
    return sum(not any(q.start <= at < q.end for q in quoted) for at in words)
