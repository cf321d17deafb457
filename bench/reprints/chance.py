"""Chance as arrays: the same numbers for the same seed and keys, in any order and in any process."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Draws: TypeAlias = NDArray[np.float64]
"""Numbers in [0, 1)."""

_BITS = (1 << 64) - 1
_LONGEST = 1 << 12
_STEP = 0x9E3779B97F4A7C15
_STEPS = np.arange(1, _LONGEST + 1, dtype=np.uint64) * np.uint64(_STEP)
_SHIFTS = tuple(np.uint64(by) for by in (30, 27, 31, 11))
_FACTORS = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def mixed(*keys: int) -> int:
    """64 bits that look like chance, always the same for these keys in this order (SplitMix64)."""
    z = 0
    for key in keys:
        z = (z ^ key) + _STEP & _BITS
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & _BITS
        z = (z ^ z >> 27) * 0x94D049BB133111EB & _BITS
        z ^= z >> 31
    return z


def draws(count: int, *keys: int) -> Draws:
    """A stream of their own for these keys."""
    steps = (
        _STEPS[:count] if count <= _LONGEST else np.arange(1, count + 1, dtype=np.uint64) * np.uint64(_STEP)
    )
    z = steps + np.uint64(mixed(*keys))
    z = (z ^ z >> _SHIFTS[0]) * _FACTORS[0]
    z = (z ^ z >> _SHIFTS[1]) * _FACTORS[1]
    z ^= z >> _SHIFTS[2]
    found: Draws = (z >> _SHIFTS[3]).astype(np.float64) * np.float64(2.0**-53)
    return found


def rank(draw: float, size: int, head: float = 1.0) -> int:
    """A number below `size`; k with a chance of about 1/(k + head): Zipf's law as Mandelbrot has it."""
    return min(size - 1, int(head * ((size + head) / head) ** draw - head))


def ranks(drawn: Draws, size: int, head: float = 1.0) -> NDArray[np.int64]:
    """The same for many draws."""
    found = head * ((size + head) / head) ** drawn - head
    return np.minimum(found.astype(np.int64), size - 1)
