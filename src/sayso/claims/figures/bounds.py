"""What the words around a number make of it: at least, about, up to, between and their like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sayso.claims.figures.numbers import Number
from sayso.claims.figures.tokens import Tokens

Bound = Literal["least", "more", "most", "less", "nearly", "about"]

_BEFORE_TEXT: dict[str, Bound] = {
    "at least": "least",
    "no fewer than": "least",
    "no less than": "least",
    "not less than": "least",
    "not fewer than": "least",
    "a minimum of": "least",
    "minimum of": "least",
    "upwards of": "least",
    "upward of": "least",
    "more than": "more",
    "over": "more",
    "above": "more",
    "in excess of": "more",
    "exceeding": "more",
    "well over": "more",
    "greater than": "more",
    "just over": "more",
    "at most": "most",
    "up to": "most",
    "as many as": "most",
    "as much as": "most",
    "no more than": "most",
    "not more than": "most",
    "a maximum of": "most",
    "maximum of": "most",
    "fewer than": "less",
    "less than": "less",
    "under": "less",
    "below": "less",
    "just under": "less",
    "nearly": "nearly",
    "almost": "nearly",
    "close to": "nearly",
    "about": "about",
    "around": "about",
    "some": "about",
    "roughly": "about",
    "approximately": "about",
    "an estimated": "about",
    "estimated": "about",
    "approx": "about",
    "circa": "about",
    "an average of": "about",
    "somewhere around": "about",
    "~": "about",
    "≈": "about",
    "in the region of": "about",
    "in the order of": "about",
    ">": "more",
    "<": "less",
    "possibly": "about",
    "perhaps": "about",
    "an estimated total of": "about",
    "as few as": "least",
    "believed to be": "about",
}
_BEFORE = {tuple(k.split()): v for k, v in _BEFORE_TEXT.items()}
_LAST = {words[-1] for words in _BEFORE}
_LONGEST = max(map(len, _BEFORE))
_AFTER_TEXT: dict[str, Bound] = {
    "or more": "least",
    "or so": "about",
    "or fewer": "most",
    "or less": "most",
    "- odd": "about",
    "odd": "about",
    "plus": "least",
    "+": "least",
    "- plus": "least",
    "at least": "least",
    "at most": "most",
}
_AFTER = {tuple(k.split()): v for k, v in _AFTER_TEXT.items()}


@dataclass(frozen=True, slots=True)
class Bounded:
    """Tokens `[first, last)`, with the bounds that the words give."""

    first: int
    last: int
    low: float | None
    high: float | None
    approximate: bool
    strict: bool
    number: Number
    bounded: bool = False
    """Whether a word of bounding stands with it: then it is surely a quantity."""
    ranged: bool = False


def bounded(t: Tokens, number: Number) -> Bounded:
    """The number with the bounding words before and after it."""
    first, before = _before(t, number.first)
    last, after = _after(t, number.last)
    found = Bounded(first, last, number.low, number.high, number.approximate, False, number)
    for bound in (before, after):
        found = _apply(found, bound) if bound else found
    return found


def joined(t: Tokens, a: Number, b: Number) -> Bounded | None:
    """ "between 20 and 30", "from 20 to 30", "20-30", "20 or 30": two numbers as one range."""
    if a.low is None or b.low is None or a.high is None:
        return None
    link, before = t.at(a.last), t.at(a.first - 1)
    if link == "and" and before != "between":
        return None
    first = a.first - 1 if before == "between" or (before == "from" and link == "to") else a.first
    low = _same_scale(a, b)
    if low > b.low or (low == b.low):
        return None
    start, bound = _before(t, first)
    approximate = a.approximate or b.approximate or bound in {"about", "nearly"} or link == "or"
    return Bounded(
        start, b.last, low, b.high, approximate, False, b, bounded=link in {"and", "to"}, ranged=True
    )


def _same_scale(a: Number, b: Number) -> float:
    """ "2 to 3 million" states two million, not two."""
    low, high = a.low or 0.0, b.low or 0.0
    if a.last - a.first == 1 and b.last - b.first > 1 and low < 1000 <= high:
        for scale in (1e12, 1e9, 1e6, 1e3):
            if high >= scale:
                return low * scale if low * scale < high else low
    return low


def _before(t: Tokens, i: int) -> tuple[int, Bound | None]:
    if t.at(i - 1) not in _LAST:
        return i, None
    for size in range(min(_LONGEST, i), 0, -1):
        bound = _BEFORE.get(tuple(t.word[i - size : i]))
        if bound and not _means_else(t, i - size, i):
            return i - size, bound
    return i, None


def _means_else(t: Tokens, first: int, last: int) -> bool:
    """ "over" after a verb of winning or a table, "about" after "talk": not about how many."""
    word = t.word[first]
    if word in {"about", "around"} and t.at(first - 1) in {
        "talk",
        "talked",
        "talks",
        "worried",
        "told",
        "concerns",
    }:
        return True
    return word == "under" and t.at(last - 1) == "under" and t.at(first - 1) in {"all", "place"}


def _after(t: Tokens, i: int) -> tuple[int, Bound | None]:
    for size in (2, 1):
        words = tuple(t.word[i : i + size])
        # At the end of the text there may be fewer words than were asked for.
        bound = _AFTER.get(words) if len(words) == size else None
        if bound and not (size == 1 and t.at(i) == "plus" and t.is_number(i + 1)):
            return i + size, bound
    return i, None


def _apply(found: Bounded, bound: Bound) -> Bounded:
    low, high = found.low, found.high
    vague = high is None
    found = replace(found, bounded=True)
    if bound in {"least", "more"}:
        return replace(found, high=None, strict=bound == "more" and not vague)
    if bound in {"most", "less"}:
        # "up to dozens" bounds nothing from above: what stays is that there were dozens.
        return found if vague else replace(found, low=None, strict=bound == "less")
    if bound == "nearly" and not vague:
        return replace(found, low=None, high=high, approximate=True, strict=True)
    return replace(found, low=low, approximate=True)
