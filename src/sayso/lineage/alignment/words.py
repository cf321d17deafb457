"""The words of a text as they are compared, with their places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from sayso.types import Span

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e"
)
"""Vowel signs and other marks that stand inside words and that Python's `\\w` leaves out."""
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts without spaces: each sign is a word, since a whole clause would be one otherwise."""
_LETTER = rf"(?:(?![{_ALONE}])[\w{_MARKS}])"
WORD = re.compile(rf"[{_ALONE}]|{_LETTER}+(?:['’]{_LETTER}+|(?<=\d)[.,](?=\d){_LETTER}+)*")
_PLAIN = re.compile(r"\w+(?:['’]\w+|(?<=\d)[.,](?=\d)\w+)*")
"""The same where no sign of a text is beyond Latin, Greek or Cyrillic: three times as fast."""
_BEYOND = re.compile("[\u0300-\u036f\u0483-\u0489\u0530-\u1dff\u3000-\U0010ffff]")
"""Signs that only `WORD` cuts rightly; half and full forms and emoji take its way for nothing."""

SHORT = 50_000
"""Code points of a text whose words are kept for a while: some 5 MB, and sixty-four such texts."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text, in order; equal when the texts are."""

    text: str
    forms: tuple[str, ...]
    """Lower case, with straight apostrophes: what counts as the same word."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Number of the word that holds the code point, or else of the first one after it."""
        return bisect_right(self.ends, offset)

    def span(self, first: int, end: int) -> Span:
        """Where the words `[first, end)` stand; an empty stretch stands at the end of the word before it."""
        if first < end:
            return Span(self.starts[first], self.ends[end - 1])
        place = self.ends[first - 1] if first else (self.starts[0] if self.starts else 0)
        return Span(place, place)


def words(text: str) -> Words:
    """The words of a text. The last few short texts are kept: a document is compared with many in a row."""
    return _kept(text) if len(text) <= SHORT else _cut(text)


def _cut(text: str) -> Words:
    pattern = WORD if not text.isascii() and _BEYOND.search(text) else _PLAIN
    spans = [found.span() for found in pattern.finditer(text)]
    low = text.lower().replace("’", "'")
    if len(low) == len(text):
        forms = tuple([low[start:end] for start, end in spans])
    else:  # a sign that is two in lower case, as İ: the places of the whole would be shifted
        forms = tuple([text[start:end].lower().replace("’", "'") for start, end in spans])
    return Words(text, forms, tuple([start for start, _ in spans]), tuple([end for _, end in spans]))


_kept = lru_cache(maxsize=64)(_cut)
