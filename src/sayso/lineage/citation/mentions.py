"""Where a text mentions a medium, whether or not it has anything from there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from sayso.lineage.citation import wording
from sayso.lineage.citation.mention import Mention, Sort
from sayso.lineage.citation.named import named
from sayso.lineage.citation.naming import Known
from sayso.types import Span

_DOMAIN = re.compile(r"(?<![\w@/.-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}\b(?![/@\w])")
_DOT = re.compile(r"[a-z0-9]\.[a-z]{2}")
_HANDLE = re.compile(r"(?<![\w@./])@\w{2,30}\b(?!\.\w)")
_MOST = 5_000
"""Mentions of each sort that are looked at: a text with more is a list, and no report has so many."""
_REACH = 70
"""Characters before "media" or "newspapers" in which is said whose or how many they are."""


def find(text: str, known: Known, masked: Sequence[Span]) -> list[Mention]:
    """The mentions in order, none in a masked stretch, no two at one place.

    Args:
        masked: web addresses.
    """
    # Names go before what names none: "Iranian state television Press TV" is Press TV.
    names = _apart([*islice(named(text, known), _MOST), *islice(_written(text), _MOST)], masked)
    taken = [*masked, *(mention.phrase for mention in names)]
    others = _apart([*islice(_vague(text), _MOST), *islice(_back(text), _MOST)], taken)
    return sorted((*names, *others), key=lambda mention: mention.span)


def _apart(found: Sequence[Mention], taken: Sequence[Span]) -> list[Mention]:
    """Those that overlap nothing taken, and of those that overlap one another the first and longest."""
    kept: list[Mention] = []
    taken = sorted(taken)
    end = 0
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        place = bisect_left(taken, mention.span)
        near = taken[max(0, place - 1) : place + 1]
        if mention.span.start >= end and not any(
            mention.span.start < b and a < mention.span.end for a, b in near
        ):
            kept.append(mention)
            end = mention.span.end
    return kept


def _written(text: str) -> Iterator[Mention]:
    """Handles and domains."""
    if "@" in text:
        yield from _pattern(text, _HANDLE, "handle")
    if _DOT.search(text):
        yield from _pattern(text, _DOMAIN, "domain")


def _pattern(text: str, pattern: re.Pattern[str], sort: Sort) -> Iterator[Mention]:
    for found in pattern.finditer(text):
        span = Span(*found.span())
        yield Mention(span, span, found[0], sort, True)


def _vague(text: str) -> Iterator[Mention]:
    for found in wording.MEDIA.finditer(text):
        before = wording.WHOSE.search(text, max(0, found.start() - _REACH), found.start())
        words = text[before.start() if before else found.start() : found.end()]
        if (before or wording.ALONE.fullmatch(found[0])) and not wording.NO_VAGUE.fullmatch(words):
            span = Span(found.end() - len(words), found.end())
            yield Mention(span, span, None, "vague", True)


def _back(text: str) -> Iterator[Mention]:
    for found in wording.ANAPHOR.finditer(text):
        span = Span(*found.span())
        yield Mention(span, span, None, "back", False, "agency" in found[1])
