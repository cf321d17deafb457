"""Fingerprints of texts: hashes of word n-grams, chosen by winnowing, with their places.

Of every window of `window` n-grams in a row the one with the least hash is kept (Schleimer, Wilkerson &
Aiken, SIGMOD 2003), so two texts that share `words + window - 1` words in a row share a fingerprint, and no
more than about `2 / (window + 1)` of the n-grams are kept. All texts of a batch are hashed at once in NumPy;
the hashes are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sayso.errors import StopRun
from sayso.lineage.fingerprints.letters import mixed, spread, table

if TYPE_CHECKING:
    from numpy import int64, uint32, uint64
    from numpy.typing import NDArray

_CHUNK = 1 << 16
"""Code points hashed in one go: what is in hand stays in the processor's cache."""
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_WORD = 0xD6E8FEB86659FD93
_PLACES = 32
"""Bits of the key that say which n-gram of a chunk it is; the others order the n-grams."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How fingerprints are made. Those of two recipes are never compared.

    Raises:
        StopRun: `window` is not between 1 and `words`.
    """

    words: int = 5
    """In an n-gram; of a script without spaces, characters."""
    window: int = 4
    """N-grams of which one at least is kept."""
    version: str = "1"
    """Of the folding of letters and the hash itself."""

    def __post_init__(self) -> None:
        if not 1 <= self.window <= self.words:
            raise StopRun(
                f"Fingerprint recipe with words={self.words}, window={self.window}",
                "the window must lie between 1 and the words of an n-gram",
                "Choose, say, words=5, window=4",
            )

    @property
    def name(self) -> str:
        """What a store is marked with."""
        return f"winnowed-{self.version}-{self.words}-{self.window}"

    @property
    def guarantee(self) -> int:
        """Words in a row that cannot be shared unseen."""
        return self.words + self.window - 1


class Fingerprints(NamedTuple):
    """Of a batch of texts, in their order and within each by place."""

    hashes: NDArray[uint64]
    texts: NDArray[int64]
    """Index of the text in the batch."""
    places: NDArray[uint32]
    """Where the n-gram's first word begins: code points from the start of its text."""


def fingerprints(texts: Sequence[str], recipe: Recipe) -> Fingerprints:
    """The fingerprints of the texts; a text of fewer words than an n-gram has none."""
    import numpy as np

    found = [_chunk(texts[low:high], low, recipe) for low, high in _chunks(texts)]
    if not found:
        return Fingerprints(np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, np.uint32))
    return Fingerprints(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Neighbouring texts of some `_CHUNK` code points together, as half-open ranges."""
    low = size = 0
    for high, text in enumerate(texts):
        if size + len(text) > _CHUNK and high > low:
            yield low, high
            low, size = high, 0
        size += len(text) + 1
    if low < len(texts):
        yield low, len(texts)


def _chunk(texts: Sequence[str], first: int, recipe: Recipe) -> Fingerprints:
    import numpy as np

    joined = "\n".join(("", *texts, ""))
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    begins = np.cumsum([1, *(len(text) + 1 for text in texts)])
    words, hashes = _words(codes, plain=joined.isascii())
    bounds = np.searchsorted(words, begins)
    chosen, grams = _winnowed(hashes, bounds, recipe)
    owner = np.searchsorted(bounds, chosen, side="right") - 1
    places = words[chosen] - begins[owner]
    return Fingerprints(grams, owner + first, places.astype(np.uint32))


def _words(codes: NDArray[uint32], *, plain: bool) -> tuple[NDArray[int64], NDArray[uint64]]:
    """Where each word begins, and its hash: a polynomial in its letters, whatever stands before it."""
    import numpy as np

    letters = table(beyond=not plain and bool(codes.max() > 0xFFFF))
    came_from = None
    if not plain and letters.manner[codes].any():
        codes, came_from = spread(codes)
    values = letters.values[codes]
    inside = values != 0
    begins = np.flatnonzero(inside[1:] & ~inside[:-1]) + 1
    if not len(begins):
        return begins, np.empty(0, np.uint64)
    powers, inverses = _powers(1 << (len(codes) - 1).bit_length())
    values *= powers[: len(values)]
    # Gaps count nothing, so a sum up to the next word's beginning is the sum of the word.
    hashes = mixed(np.add.reduceat(values, begins) * inverses[begins])
    return (begins if came_from is None else came_from[begins].astype(np.int64)), hashes


@cache
def _powers(size: int) -> tuple[NDArray[uint64], NDArray[uint64]]:
    """Powers of the base and of its inverse modulo 2^64."""
    import numpy as np

    def of(base: int) -> NDArray[uint64]:
        run = np.full(size, base, np.uint64)
        run[0] = 1
        powers: NDArray[uint64] = np.cumprod(run, dtype=np.uint64)
        return powers

    return of(_BASE), of(_INVERSE)


def _winnowed(
    words: NDArray[uint64], bounds: NDArray[int64], recipe: Recipe
) -> tuple[NDArray[int64], NDArray[uint64]]:
    """Which n-grams are kept, by their first word, and their hashes. `bounds`: each text's first word."""
    import numpy as np

    count = len(words) - recipe.words + 1
    if count <= 0:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    grams = _grams(words, count, recipe.words)
    across = _across(bounds, count, recipe.words)
    # Low bits order the n-grams: the high ones say in which bucket a hash lies, and must stay even.
    mask = np.uint64((1 << _PLACES) - 1)
    keys = grams << np.uint64(_PLACES)
    keys |= mask - np.arange(count, dtype=np.uint64)
    keys[across] = ~np.uint64(0)
    least = _sliding_least(keys, recipe.window)
    least = np.delete(least, across) if len(across) else least
    chosen = (mask - (least & mask)).astype(np.int64)
    chosen = chosen[np.diff(chosen, prepend=-1) != 0]
    return chosen, grams[chosen]


def _grams(words: NDArray[uint64], count: int, size: int) -> NDArray[uint64]:
    import numpy as np

    grams = words[:count].copy()
    for step in range(1, size):
        grams *= np.uint64(_WORD)
        grams += words[step : step + count]
    return mixed(grams)


def _across(bounds: NDArray[int64], count: int, size: int) -> NDArray[int64]:
    """N-grams that begin in one text and end in the next."""
    import numpy as np

    ends = bounds[1:]
    starts = np.maximum(bounds[:-1], ends - size + 1)
    crossing = np.concatenate([np.arange(a, b) for a, b in zip(starts, ends, strict=True)] or [ends])
    crossing = crossing[crossing < count]
    return crossing.astype(np.int64)


def _sliding_least(keys: NDArray[uint64], window: int) -> NDArray[uint64]:
    """The least of each key and the `window - 1` after it, by doubling."""
    import numpy as np

    least, width = keys.copy(), 1
    while width < window:
        step = min(width, window - width)
        np.minimum(least[:-step], least[step:], out=least[:-step])
        width += step
    return least
