"""Pieces: how the encoder spells a word (WordPiece: the longest known beginning, again and again).

It spells as the encoder's own tokenizer does; that one would bring a dozen packages along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import category, normalize

UNKNOWN_PIECE = "[UNK]"
LONGEST = 100
"""A longer run of letters is no word: its cost must not depend on its length."""
_IDEOGRAPH = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002ceaf\U0002f800-\U0002fa1f]"
)
_WORD = re.compile(r"\w+|[^\w\s]")
_REMEMBERED = 100_000
"""Words whose spelling is kept, so that memory does not grow with what was read."""
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def vocabulary(lines: Iterable[str]) -> dict[str, int]:
    """Piece to its number, which is that of its line."""
    return {line.rstrip("\n"): i for i, line in enumerate(lines)}


def spell(word: str, known: Mapping[str, int]) -> tuple[int, ...]:
    """The numbers of the pieces of a word; none where nothing of it can be written."""
    return tuple(number for part in _parts(word) for number in _pieces(part, known))


class Speller:
    """Spells texts; how words that were met before are spelt is remembered."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self.known = known
        self._seen: dict[str, tuple[int, ...]] = {}

    def read(self, text: str) -> list[int]:
        """The numbers of the pieces of its words and marks, in order."""
        return [piece for word in _WORD.findall(text) for piece in self._spell(word)]

    def _spell(self, word: str) -> tuple[int, ...]:
        seen = self._seen.get(word)
        if seen is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            seen = self._seen[word] = spell(word, self.known)
        return seen


def _parts(word: str) -> Iterator[str]:
    """The word folded to lower case without accents, cut at marks and ideographs."""
    if word.isascii() and word.isalnum():
        yield word.lower()
        return
    held = ""
    for c in _folded(word):
        if _is_mark(c) or _IDEOGRAPH.match(c):
            if held:
                yield held
            yield c
            held = ""
        else:
            held += c
    if held:
        yield held


def _folded(word: str) -> str:
    written = "".join(c for c in word if c != "\ufffd" and category(c) not in ("Cc", "Cf", "Co"))
    return "".join(c for c in normalize("NFD", written) if category(c) != "Mn").lower()


def _is_mark(c: str) -> bool:
    return c in _ASCII_MARKS or category(c)[0] == "P"


def _pieces(part: str, known: Mapping[str, int]) -> list[int]:
    """The pieces of a part, or the one for the unknown where any stretch of it is in no piece."""
    out: list[int] = []
    at = 0
    while at < len(part) <= LONGEST:
        before = "##" if at else ""
        end = next((e for e in range(len(part), at, -1) if before + part[at:e] in known), None)
        if end is None:
            return [known[UNKNOWN_PIECE]]
        out.append(known[before + part[at:end]])
        at = end
    return out if out or not part else [known[UNKNOWN_PIECE]]
