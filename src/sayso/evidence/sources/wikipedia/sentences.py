"""Sentences of a paragraph: which of them are kept together, and which few bear on a question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

HOLE = "\ufffc"
"""Stands where a page shows something that its source does not tell in words: that sentence is not quoted."""
_END = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[\"“‘«(\[]*[^\W_a-z])|[。！？]")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Gen|Col|Lt|Capt|Maj|Sgt|Gov|Sen|Rep|Rev|Hon|Nos?|Vol|pp?|ca?|cf"
    r"|vs|approx|est|fl|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mt|Ft|Inc|Ltd|Co|Corp|Bros|al|b|d)"
    r"|i\.e|e\.g|U\.S|U\.K|U\.N|a\.m|p\.m)\.$"
)
"""Words that end in a full stop which ends no sentence."""
_LOOK_BACK = 12
_SPACES = re.compile(r"\s*")
_WORD = re.compile(r"\w+")
_STEM = 5
_TOGETHER = 6
"""Sentences in an entry of the index, and characters: so that what stands around a quote comes with it."""
_LONGEST = 1_500
_QUOTED = 3
_PRICE = 0.5
"""Words of the question that a further sentence must bring to be quoted as well."""
_EMPTY = frozenset(
    (
        *("the", "and", "for", "was", "were", "are", "has", "had", "have", "that", "this", "with", "from"),
        *("into", "not", "but", "his", "her", "its", "they"),
    )
)
"""Words of three letters and more that no sentence is chosen for."""


def split(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph are: half-open, in code points."""
    found, start = [], 0
    for end in _END.finditer(text):
        if not _SHORT.search(text, max(start, end.start() - _LOOK_BACK), end.start() + 1):
            found.append((start, end.end()))
            start = _SPACES.match(text, end.end()).end()  # type: ignore[union-attr] # it matches nothing too
    if start < len(text):
        found.append((start, len(text)))
    return found


def pieces(text: str) -> Iterator[str]:
    """A paragraph in runs of a few sentences; those that have a hole are left out, and part the runs."""
    start, end, count = 0, 0, 0
    for first, last in split(text):
        holed = HOLE in text[first:last]
        if count and (holed or count == _TOGETHER or last - start > _LONGEST):
            yield text[start:end]
            count = 0
        if not holed:
            start = first if count == 0 else start
            end, count = last, count + 1
    if count:
        yield text[start:end]


def bearing(text: str, words: Collection[str]) -> tuple[int, int]:
    """The one to three sentences in a row that have most of the words; better fewer, better earlier."""
    sentences = split(text) or [(0, len(text))]
    had = [stems(text[first:last]) & set(words) for first, last in sentences]
    best, best_score = (0, len(text)), float("-inf")
    for count in range(1, _QUOTED + 1):
        for at in range(len(sentences) - count + 1):
            score = len(frozenset().union(*had[at : at + count])) - _PRICE * count
            if score > best_score:
                best, best_score = (sentences[at][0], sentences[at + count - 1][1]), score
    return best


def stems(text: str) -> frozenset[str]:
    """Its words as far as they tell sentences apart: the first letters of each."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(w[:_STEM] for w in words if (len(w) > 2 and w not in _EMPTY) or w.isdigit())
