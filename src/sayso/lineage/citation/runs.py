"""Capitalised words that stand together in a text, among which names are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.lineage.citation import wording

_MOST = 23
_REST = r"(?:[\w.&'’/+-]*\w)?"
_CAPITAL = rf"[^\W_a-z]{_REST}"
"""No class of a regex is "upper case": what begins so and is small, as "é" is, is left out afterwards."""
_SMALL = "|".join(sorted(map(re.escape, wording.SMALL), key=len, reverse=True))
_JOINING = "|".join(sorted((word for word in wording.JOINING if word.isalpha()), key=len, reverse=True))
_RUN = re.compile(
    rf"(?<![\w@])(?:(?:{_SMALL})\b|{_CAPITAL})"
    rf"(?: (?:(?:{_SMALL})\b|{_CAPITAL}|(?:{_JOINING})\b|&(?= ))){{0,{_MOST}}}"
)
"""No more than `_MOST` and one: what a page has in capitals throughout is taken in pieces."""
_WORD = re.compile(r"\S+")


class Word(NamedTuple):
    """A word of a run and where it stands in the text."""

    start: int
    end: int
    text: str


def runs(text: str) -> Iterator[list[Word]]:
    """Capitalised words one space apart, with the small words between them ("of", "de la"), in order."""
    for found in _RUN.finditer(text):
        start = found.start()
        if found.end() - start == 1 and found[0] not in wording.COMMON:
            continue
        words = [Word(start + w.start(), start + w.end(), w[0]) for w in _WORD.finditer(found[0])]
        yield from _trimmed(words)


def _trimmed(words: list[Word]) -> Iterator[list[Word]]:
    """Without small words at the end; nothing where no word has a capital."""
    while words and words[-1].text in wording.JOINING:
        words.pop()
    if any(word.text[0].isupper() or word.text in wording.SMALL for word in words):
        yield words
