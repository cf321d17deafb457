"""Quoting: quotations are whole, and one that goes on after the speaker is theirs too."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.models.trained.finding import Found, Range
    from sayso.models.trained.words import Words

_ALONE = 4
"""Words of a quotation, its marks counted, that may be somebody's speech by itself."""
_GAP = 2
"""Words that may lie between a speaker and the quotation that goes on: a full stop and a line break."""
_OPENING, _CLOSING = 1, 3
_NEARLY = 0.7
"""Of a content must be a quotation, and of the quotation the content, for them to be one."""
_SHARE = 0.5
"""Of a quotation must lie in a content, for the whole of it to."""


def settle(found: list[Found], words: Words) -> list[Found]:
    """The contents with their quotations whole, and those nobody spoke given to who speaks beside them."""
    quotations = _quotations(words)
    whole = [replace(f, content=_whole(f, quotations)) for f in found]
    return _carried_on(whole, quotations, words)


def _quotations(words: Words) -> list[Range]:
    """Quotations as ranges of words, by the place in a quotation that each word's feature tells."""
    out: list[Range] = []
    start = None
    for i, feature in enumerate(words.features):
        place = feature // 2 % 4
        if place == _OPENING:
            start = i
        elif place == _CLOSING and start is not None:
            out.append((start, i + 1))
            start = None
        elif place == 0:
            start = None
    return out


def _whole(f: Found, quotations: list[Range]) -> list[Range]:
    first, last = f.content[0][0], f.content[-1][1]
    near = quotations[
        bisect_left(quotations, first + 1, key=lambda q: q[1]) : bisect_left(quotations, (last, 0))
    ]
    taken = [q for q in near if _shared(q, f.content) >= _SHARE * (q[1] - q[0])]
    return united([*f.content, *(q for q in taken if not _shared(q, [f.cue, *f.source]))])


def unclaimed(kept: list[Found], doubtful: list[Found], words: Words) -> list[Found]:
    """Of doubtful attributions, the likeliest for each quotation that none of those kept has anything of:
    whatever is quoted, somebody speaks it."""
    if not doubtful:
        return []
    quotations = _quotations(words)
    taken = united(r for f in kept for r in (*f.content, *f.source, f.cue))
    out: list[Found] = []
    for f in sorted(doubtful, key=lambda f: -f.sure):
        own = _quotation(f, quotations)
        if own is not None and not touches(own, taken):
            out.append(f)
            taken = united([*taken, own])
    return out


def _quotation(f: Found, quotations: list[Range]) -> Range | None:
    """The quotation that a content is, or nearly."""
    first, last = f.content[0][0], f.content[-1][1]
    at = bisect_left(quotations, first + 1, key=lambda q: q[1])
    if at == len(quotations):
        return None
    q = quotations[at]
    return q if _shared(q, f.content) >= _NEARLY * max(q[1] - q[0], last - first) else None


def _shared(one: Range, others: Iterable[Range]) -> int:
    return sum(max(0, min(one[1], b) - max(one[0], a)) for a, b in others)


def united(ranges: Iterable[Range]) -> list[Range]:
    """Ranges in order, those that meet made one."""
    out: list[Range] = []
    for a, b in sorted(ranges):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def touches(one: Range, others: list[Range]) -> bool:
    """Whether a range shares a word with any of others that are in order and apart."""
    at = bisect_left(others, one[0] + 1, key=lambda r: r[1])
    return at < len(others) and others[at][0] < one[1]


def _carried_on(found: list[Found], quotations: list[Range], words: Words) -> list[Found]:
    """A quotation that nobody spoke goes to the attribution it goes on from, where that ends in a quotation
    and nothing but its speaker and cue lies between."""
    out = list(found)
    said = united(r for f in found for r in (*f.content, *f.source, f.cue))
    speakers = {max(r[1] for r in (*f.content, *f.source, f.cue)): i for i, f in enumerate(found)}
    for q in quotations:
        if q[1] - q[0] < _ALONE or touches(q, said):
            continue
        i = next((speakers[q[0] - gap] for gap in range(_GAP + 1) if q[0] - gap in speakers), None)
        if i is not None and words.features[out[i].content[-1][1] - 1] // 2 % 4 == _CLOSING:
            out[i] = replace(out[i], content=united([*out[i].content, q]))
            speakers[q[1]] = i
    return out
