"""Letters as fingerprints see them: case, width, accents and ligatures folded, everything else a gap.

A text is looked up in a table with one number for each code point, so that a whole batch is folded at once.
What folds to nothing, to several letters, or to a word of its own goes a slower way, which keeps for each
folded letter the place it came from. Characters that a later Unicode than the interpreter's defines are gaps;
Hangul spelt in separate letters is not put together.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numpy import uint8, uint32, uint64
    from numpy.typing import NDArray

_MARKS = range(0x300, 0x370)
_INVISIBLE = {0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF}
_INVISIBLE |= {*range(0x200B, 0x2010), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10)}
"""Soft hyphens, joiners and the like stand inside words, and are no part of them."""
_ALONE = (
    (0xE00, 0xEFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),
    (0x3041, 0x30FF),  # Hiragana, Katakana
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9D),
    (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFF),
)
"""Scripts that put no space between words: each character is taken for a word."""
_UNIFORM = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xAC00, 0xD7A4), (0x20000, 0x323B0))
"""Han and Hangul: letters, all of them, that nothing is folded in."""
_END = 0x110000
ONE, NONE, SEVERAL = 0, 1, 2


class Table(NamedTuple):
    """For each code point its folded letter as a number (0: a gap), and whether that is one letter at all."""

    values: NDArray[uint64]
    manner: NDArray[uint8]
    """`ONE`, `NONE` or `SEVERAL`."""


def mixed(numbers: NDArray[uint64]) -> NDArray[uint64]:
    """Numbers scattered over 64 bits, one to one (the finaliser of SplitMix64, Steele et al. 2014)."""
    import numpy as np

    numbers = numbers ^ (numbers >> np.uint64(30))
    numbers *= np.uint64(0xBF58476D1CE4E5B9)
    numbers ^= numbers >> np.uint64(27)
    numbers *= np.uint64(0x94D049BB133111EB)
    numbers ^= numbers >> np.uint64(31)
    return numbers


def folded(code: int) -> str:
    """What a code point stands for: letters in small case without accents, or spaces for gaps."""
    if code in _MARKS or code in _INVISIBLE:
        return ""
    letter = chr(code)
    if unicodedata.category(letter)[0] not in "LMN":
        return " "
    if any(low <= code <= high for low, high in _ALONE):
        return f" {unicodedata.normalize('NFKC', letter)} "
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", letter).casefold())
    kept = "".join(p for p in parts if ord(p) not in _MARKS)
    kept = unicodedata.normalize("NFC", kept)
    return "".join(p if unicodedata.category(p)[0] in "LMN" else " " for p in kept)


@cache
def table(beyond: bool) -> Table:
    """The table up to U+FFFF, or to the end of Unicode where a text goes beyond.

    Two tables, for nearly every text needs only the first, and it takes a third of the time to make.
    """
    import numpy as np

    values, manner = np.zeros(_END, np.uint64), np.zeros(_END, np.uint8)
    uniform = {code for low, high in _UNIFORM for code in (low, high)}
    low = 0
    for code in [*sorted(uniform), 0x10000, 0x20000, _END]:
        if _is_uniform(low):
            values[low:code] = mixed(np.arange(low + 1, code + 1, dtype=np.uint64))
            manner[low:code] = SEVERAL if any(a <= low <= b for a, b in _ALONE) else ONE
        elif low < (0x20000 if beyond else 0x10000):
            _fold_each(range(low, code), values, manner)
        low = code
    return Table(values, manner)


def _is_uniform(code: int) -> bool:
    return any(low <= code < high for low, high in _UNIFORM)


def _fold_each(codes: range, values: NDArray[uint64], manner: NDArray[uint8]) -> None:
    import numpy as np

    singles, letters = [], []
    for code in codes:
        fold = folded(code)
        if len(letter := fold.strip()) == 1:
            # A sign that stands alone has its number too: it is what `spread` puts between two gaps.
            singles.append(code)
            letters.append(ord(letter) + 1)
        if fold != " " and len(fold) != 1:
            manner[code] = SEVERAL if fold else NONE
    values[singles] = mixed(np.array(letters, np.uint64))


def spread(codes: NDArray[uint32]) -> tuple[NDArray[uint32], NDArray[uint32]]:
    """The folded code points of a text, where some fold to none or several, and the place each came from."""
    import numpy as np

    manner = table(bool(codes.max(initial=0) > 0xFFFF)).manner[codes]
    places = np.arange(len(codes), dtype=np.uint32)
    odd = np.flatnonzero(manner)
    kinds, which = np.unique(codes[odd], return_inverse=True)
    folds = [folded(int(kind)) for kind in kinds]
    lengths = np.ones(len(codes), np.int64)
    lengths[odd] = np.array([len(fold) for fold in folds], np.int64)[which]
    out = np.repeat(codes, lengths)
    begins = np.cumsum(lengths) - lengths
    for step in range(max(map(len, folds), default=0)):
        has = np.array([len(fold) > step for fold in folds])[which]
        letters = np.array([ord(fold[step]) if len(fold) > step else 0 for fold in folds], np.uint32)[which]
        out[begins[odd[has]] + step] = letters[has]
    return out, np.repeat(places, lengths)
