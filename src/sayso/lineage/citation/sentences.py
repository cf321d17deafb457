"""Lines and sentences of a text by their offsets, and the claims that lie in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from sayso.types import Claim, Span

_END = re.compile(r"[.!?…][\"”’»)\]]*(?=\s)|\n")
_SHORT = re.compile(
    r"(?:mr|mrs|ms|dr|st|gen|col|lt|sgt|capt|maj|gov|sen|rep|prof|rev|hon|jr|sr|vs|etc|nos?|inc|ltd|corp?|dept|jan"
    r"|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|approx|fig|vol|u\.s|u\.k|u\.n|a\.m|p\.m|e\.g|i\.e)"
)
_LOOK_BACK = 12


class Sentences:
    """The sentences of a text; a line's end always ends one."""

    def __init__(self, text: str) -> None:
        self._ends = list(_ends(text))
        self._length = len(text)

    def at(self, place: int) -> Span:
        """The sentence that holds this offset."""
        number = bisect_right(self._ends, place)
        start = self._ends[number - 1] if number else 0
        end = self._ends[number] if number < len(self._ends) else self._length
        return Span(start, end)


def _ends(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        if found[0] == "\n" or not _goes_on(text, found):
            yield found.end()


def _goes_on(text: str, found: re.Match[str]) -> bool:
    """Whether the full stop is an abbreviation's, or what follows begins in lower case."""
    following = text[found.end() + 1 : found.end() + 2]
    if following.islower():
        return True
    if found[0] != ".":
        return False
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()].rpartition(" ")[2].rpartition("\n")[2]
    return bool(_SHORT.fullmatch(before.lower())) or (len(before) == 1 and before.isupper())


def lines(text: str) -> Iterator[Span]:
    """Every line that is not empty, without the white space around it."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if stripped := line.strip():
            start = at + len(line) - len(line.lstrip())
            yield Span(start, start + len(stripped))
        at = end + 1


def claims_in(claims: tuple[Claim, ...], where: Span) -> tuple[int, ...]:
    """Numbers of the claims that have a part in the stretch."""
    return tuple(
        n
        for n, claim in enumerate(claims)
        if any(a < where.end and where.start < b for a, b in claim.content)
    )
