"""Words: what the network reads, one vector each, and the windows they are read in.

A word is a run of letters and digits, a single mark, or a break between lines. Training cuts texts by this
very code: a word cut otherwise here would be one the network has never seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.claims import quotations
from sayso.types import Span
from sayso.wordpiece import LONGEST, spell

_WORD = re.compile(r"\w+|[^\w\s]|\n\s*")
SHAPES = 6
FEATURES = SHAPES * 4 * 2
"""Shape, place in a quotation, and whether white space stands before: one number says all three."""
CLS, SEP, UNKNOWN = 101, 102, 100
MOST_PIECES = 8
_STOPS = frozenset({(999,), (1012,), (1029,)})
"""The pieces of "!", "." and "?"."""
_LOWER, _MARK = 0, 4
_LAST_PART = 0.4
"""Of a window: a sentence that begins there may end it."""
_CACHED = 100_000


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: where they stand, their feature, and the pieces that each is spelt with."""

    spans: list[Span]
    features: list[int]
    pieces: list[tuple[int, ...]]


class Speller:
    """Spells words in the encoder's pieces; words seen before are remembered."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self._seen: dict[str, tuple[int, tuple[int, ...]]] = {}

    def read(self, text: str, *, wrapped: bool = False) -> Words:
        """The words of a text; where single line breaks only wrap lines they are no words."""
        found = [(m[0], Span(*m.span())) for m in _WORD.finditer(text)]
        if wrapped:
            found = [(w, s) for w, s in found if w[0] != "\n" or w.count("\n") > 1]
        spans = [span for _, span in found]
        spelt = [self._spell(word) for word, _ in found]
        return Words(spans, _features(text, spans, [shape for shape, _ in spelt]), [p for _, p in spelt])

    def _spell(self, word: str) -> tuple[int, tuple[int, ...]]:
        """The shape of a word and its pieces."""
        seen = self._seen.get(word)
        if seen is not None:
            return seen
        if word[0] == "\n":
            return shape(word), (SEP,)
        if len(word) > LONGEST:
            return shape(word[:LONGEST]), (UNKNOWN,)
        if len(self._seen) > _CACHED:
            self._seen.clear()
        pieces = spell(word, self.vocabulary)[:MOST_PIECES] or (UNKNOWN,)
        seen = self._seen[word] = (shape(word), pieces)
        return seen


def _features(text: str, spans: Sequence[Span], shapes: Sequence[int]) -> list[int]:
    quoted = iter(quotations.find(text))
    quote = next(quoted, None)
    out: list[int] = []
    for (start, end), how in zip(spans, shapes, strict=True):
        while quote is not None and quote.span.end <= start:
            quote = next(quoted, None)
        place = 0
        if quote is not None and end > quote.span.start:
            place = 1 if start <= quote.span.start else 3 if end >= quote.span.end else 2
        glued = start > 0 and not text[start - 1].isspace()
        out.append((how * 4 + place) * 2 + glued)
    return out


def shape(word: str) -> int:
    """How a word is written: the encoder itself reads lower case only."""
    if word[0] == "\n":
        return 5
    if not (word[0].isalnum() or word[0] == "_"):
        return 4
    if any(c.isdigit() for c in word):
        return 3
    if word[0].isupper():
        return 2 if len(word) > 1 and word.isupper() else 1
    return 0


def windows(words: Words, size: int, overlap: int) -> list[tuple[int, int]]:
    """Ranges of words of at most `size` pieces, which end where a sentence does, as those of training do.

    Where none ends in the last part of a range, it shares at least `overlap` pieces with the next.
    """
    lengths = [len(p) for p in words.pieces]
    out: list[tuple[int, int]] = []
    start, count = 0, len(lengths)
    while start < count:
        end, total = start, 0
        while end < count and total + lengths[end] <= size:
            total += lengths[end]
            end += 1
        if end == count:
            out.append((start, end))
            break
        cut = _sentence_start(words, end, round(size * _LAST_PART))
        out.append((start, end if cut is None else cut))
        start = _back(lengths, end, overlap) if cut is None else cut
    return out


def _sentence_start(words: Words, end: int, most: int) -> int | None:
    """The last word up to `end` that begins a sentence; None where that would give up over `most` pieces."""
    pieces = 0
    while pieces <= most:
        if begins(words, end):
            return end
        end -= 1
        pieces += len(words.pieces[end])
    return None


def _back(lengths: Sequence[int], end: int, overlap: int) -> int:
    shared = 0
    while shared < overlap:
        end -= 1
        shared += lengths[end]
    return end


def begins(words: Words, at: int) -> bool:
    """Whether a word seems to begin a sentence, by how it is written and what stands before it."""
    if words.pieces[at - 1] == (SEP,):
        return True
    if _glued(words.features[at]) or _shape(words.features[at]) == _LOWER:
        return False
    before = at - 1
    if words.pieces[before] not in _STOPS and _shape(words.features[before]) == _MARK:
        # A closing quotation mark or bracket.
        before -= _glued(words.features[before])
    return words.pieces[before] in _STOPS


def _glued(feature: int) -> int:
    return feature % 2


def _shape(feature: int) -> int:
    return feature // 8
