"""Sentences as parallel lists of tokens: what every rule about figures looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d]\w*(?:['’]\w+)?|[^\w\s]|_")
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Co|No|vs))(?<!\b(?:Mrs|Gen|Col|Sgt|Gov|Sen|Rep|Rev|Maj|Cpt|est))"
    # Without the look behind, a line of full stops would be run through from each of them.
    r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+\s++(?=[\"'“‘(\[]?[A-Z0-9])"
    r"|\n[^\S\n]*+\n|\n(?=[^\S\n]*+[-•*])"
)


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Tokens:
    """One sentence. `start` and `end` are offsets into the document's text."""

    text: str
    """The whole document."""
    word: list[str]
    """Lower case, with straight apostrophes."""
    start: list[int]
    end: list[int]

    def __len__(self) -> int:
        return len(self.word)

    def at(self, i: int) -> str:
        """The word at `i`, or "" outside the sentence."""
        return self.word[i] if 0 <= i < len(self.word) else ""

    def raw(self, i: int) -> str:
        """As it stands in the text, or "" outside the sentence."""
        return self.text[self.start[i] : self.end[i]] if 0 <= i < len(self.word) else ""

    def glued(self, i: int) -> bool:
        """Whether no space stands between `i` and the token before it."""
        return 0 < i < len(self.word) and self.start[i] == self.end[i - 1]

    def is_number(self, i: int) -> bool:
        return self.at(i)[:1].isdecimal()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans that cover the text; a cut in a wrong place costs context, never an offset."""
    start = 0
    for end in _END.finditer(text):
        yield start, end.end()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def tokens(text: str, start: int, end: int) -> Tokens:
    """The sentence `[start, end)` of the text."""
    found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
    return Tokens(
        text,
        [w.lower().replace("’", "'") for w, _, _ in found],
        [a for _, a, _ in found],
        [b for _, _, b in found],
    )
