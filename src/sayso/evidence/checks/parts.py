"""Parts: "half of the 60 councillors" counts thirty of them, and the sixty are no count of what was done.

Side ─parts of wholes→ figures that count what the sentence says
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.sides import Side
from sayso.types import Figure, Span

_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WHOLE = re.compile(
    r"(?:out of|of|in)(?: (?:the|its|his|her|their|all))*(?: some)? (?P<n>[\d,]+|[a-z]+)\b"
    r"(?: (?P<noun>[a-z]+))?"
)
_ALL_BUT = re.compile(r"\ball (?:but|except) $", re.IGNORECASE)
_OF = re.compile(r"\b(?P<all>all |each )?(?:out )?of (?:the|its|his|her|their|all|some)? ?$", re.IGNORECASE)
_REACH = 16


@lru_cache(maxsize=512)
def counted(side: Side) -> tuple[Figure, ...]:
    """The figures of a side that count what it says: parts as numbers where their whole is told."""
    return tuple(_counted(side))


def _counted(side: Side) -> Iterator[Figure]:
    """A whole goes ("some of the 90 beds"); where a part of it follows, that takes its unit."""
    whole: Figure | None = None
    times = [t.span for t in side.stated.times]
    for figure in side.stated.figures:
        if any(t.start <= figure.span.start < t.end for t in times):
            continue  # "the second half of 2031" is a time
        ahead = side.text[max(0, figure.span.start - _REACH) : figure.span.start]
        of = _OF.search(ahead)
        if of and not of["all"] and _is_plain(figure):
            whole = figure
            continue
        if whole and figure.unit is None and side.text[whole.span.end : figure.span.start].strip() == ",":
            yield _part(side, replace(figure, unit=whole.unit), ahead)
        else:
            yield _part(side, figure, ahead)
        whole = None


def _is_plain(figure: Figure) -> bool:
    return figure.low is not None and figure.low == figure.high and figure.low >= 1


def _part(side: Side, figure: Figure, ahead: str) -> Figure:
    text = side.at(figure.span)
    whole = _WHOLE.search(text)
    size = _number(whole["n"]) if whole else None
    if whole is None or size is None:
        return figure
    if (figure.unit or "").startswith("of the") and whole["noun"]:
        low = None if figure.low is None else round(figure.low * size, 2)
        high = None if figure.high is None else round(figure.high * size, 2)
        return replace(figure, low=low, high=high, unit=whole["noun"])
    but = _ALL_BUT.search(ahead)
    if but and figure.low is not None and figure.low == figure.high:
        left = size - figure.low
        return replace(
            figure, span=Span(figure.span.start - len(but[0]), figure.span.end), low=left, high=left
        )
    return figure


def _number(text: str) -> int | None:
    bare = text.replace(",", "")
    return int(bare) if bare.isdecimal() else _small().get(text.casefold())


@cache
def _small() -> dict[str, int]:
    return _TENS | {word: i for i, word in enumerate(vocabulary.ordered("numerals"), start=1)}
