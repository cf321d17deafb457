"""How much of what was planted was found, and how much of what was found was planted.

A planted passage counts as found where links hold half of it at least on both sides, in the document that
took it over and in one that had it before (half of the shorter, where one has it cut). A link is right where
half of it at least lies, on both sides, in one planted passage: what holds boilerplate, or words that came
together by chance, is wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from reprints.plan import Key
from reuse_bench.truth import Truth, Wanted
from sayso.types import Span

Figures = dict[str, Any]
HALF = 0.5


class Found(NamedTuple):
    """A passage in two documents, as a finder reports it; in either order."""

    one: int
    one_span: Span
    other: int
    other_span: Span


class _Held(NamedTuple):
    """Parts of a planted passage that links hold, in the later and in the earlier document."""

    later: list[Span]
    earlier: list[Span]


def scored(links: Iterable[Found], truth: Truth) -> Figures:
    """Of a finder that reports passages."""
    of = truth.of()
    held: dict[tuple[Key, int, int], _Held] = defaultdict(lambda: _Held([], []))
    told: Counter[str] = Counter()
    for link in links:
        found = link if link.one > link.other else Found(link.other, link.other_span, link.one, link.one_span)
        keys = _shared(found, of)
        told["links"] += 1
        told[_judged(found, keys, of, truth)] += 1
        for key in keys:
            both = held[key, found.one, found.other]
            both.later.append(found.one_span)
            both.earlier.append(found.other_span)
    figures = _rows(truth.wanted(), lambda one: _is_found(one, held))
    pieces = sum(len(both.later) for both in held.values()) / max(1, len(held))
    return figures | _of_links(told) | {"links for a passage in a pair": pieces}


def _shared(found: Found, of: Mapping[int, Mapping[Key, Span]]) -> list[Key]:
    """Planted passages that the link touches on both sides."""
    one, other = of.get(found.one, {}), of.get(found.other, {})
    return [
        key
        for key, span in one.items()
        if key in other and _common(found.one_span, span) and _common(found.other_span, other[key])
    ]


def _judged(found: Found, keys: Sequence[Key], of: Mapping[int, Mapping[Key, Span]], truth: Truth) -> str:
    for key in keys:
        one, other = of[found.one][key], of[found.other][key]
        if _inside(found.one_span, [one]) >= HALF and _inside(found.other_span, [other]) >= HALF:
            return "right"
    standing = truth.boilerplate.get(found.one, ()), truth.boilerplate.get(found.other, ())
    if any(_inside(span, there) >= HALF for span, there in zip(found[1::2], standing, strict=True)):
        return "boilerplate"
    return "chance" if not keys else "too wide"


def _is_found(one: Wanted, held: Mapping[tuple[Key, int, int], _Held]) -> bool:
    for earlier in one.earlier:
        both = held.get((one.key, one.bearer.document, earlier.document))
        if both is None:
            continue
        # One may have the passage cut: what has been cut off cannot be found in the other.
        least = HALF * min(_length(one.bearer.span), _length(earlier.span))
        if min(_covered(one.bearer.span, both.later), _covered(earlier.span, both.earlier)) >= least:
            return True
    return False


def _rows(wanted: Iterable[Wanted], found: Callable[[Wanted], bool]) -> Figures:
    asked: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for one in wanted:
        hit = found(one)
        for row in (one.row, f"{one.row}, of more than 50 bearers")[: 1 + one.often]:
            asked[row] += 1
            hits[row] += hit
    return {f"{row}: found": hits[row] / asked[row] for row in sorted(asked)} | {
        f"{row}: planted": asked[row] for row in sorted(asked)
    }


def _of_links(told: Counter[str]) -> Figures:
    return {
        "precision": told["right"] / told["links"] if told["links"] else 0.0,
        "reported": told["links"],
        "wrong: boilerplate": told["boilerplate"],
        "wrong: by chance": told["chance"],
        "wrong: mostly outside": told["too wide"],
    }


class Pairs(NamedTuple):
    """What a finder of like documents reports, counted without going through every pair."""

    together: Callable[[int, int], bool]
    reported: int


def scored_pairs(pairs: Pairs, truth: Truth) -> Figures:
    """Of a finder that reports pairs of documents: a passage is found where the pair of its documents is
    reported, and a pair is right where the two share any planted passage."""
    figures = _rows(
        truth.wanted(),
        lambda one: any(pairs.together(one.bearer.document, b.document) for b in one.earlier),
    )
    sharing = {
        (one.document, other.document)
        for bearers in truth.bearers.values()
        for at, one in enumerate(bearers)
        for other in bearers[at + 1 :]
    }
    right = sum(pairs.together(*pair) for pair in sharing)
    return figures | {
        "precision": right / pairs.reported if pairs.reported else 0.0,
        "reported": pairs.reported,
    }


def _common(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _length(span: Span) -> int:
    return span.end - span.start


def _inside(span: Span, there: Iterable[Span]) -> float:
    """Share of the span that lies in these, which do not overlap."""
    return sum(_common(span, one) for one in there) / max(1, _length(span))


def _covered(span: Span, parts: Iterable[Span]) -> int:
    """How much of the span lies in any of these, which may overlap."""
    held, reached = 0, span.start
    for part in sorted(parts):
        start, end = max(part.start, reached), min(part.end, span.end)
        held += max(0, end - start)
        reached = max(reached, end)
    return held
