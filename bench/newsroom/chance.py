"""Chance that is the same for the same seed and number, in any order and in any process."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Draw: TypeAlias = Callable[[], float]
"""The next number in [0, 1)."""

_BITS = 64
_MASK = (1 << _BITS) - 1


def draws(seed: int, what: str, number: int) -> Draw:
    """A stream of its own for the thing of that kind and number.

    `hash()` would not do: Python salts it in each process.
    """
    return random.Random((_salt(what) << 2 * _BITS) | (seed << _BITS) | number).random  # noqa: S311


_SALTS: dict[str, int] = {}


def _salt(what: str) -> int:
    if what not in _SALTS:
        _SALTS[what] = int.from_bytes(hashlib.blake2b(what.encode(), digest_size=6).digest(), "big")
    return _SALTS[what]


def pick(r: Draw, things: Sequence[T]) -> T:
    """Any of them, as likely as another."""
    return things[int(r() * len(things))]


def rank(r: Draw, size: int, head: int = 1) -> int:
    """A number below `size`, number k with a chance of about 1/(k + head): Zipf's law as Mandelbrot has it,
    with exponent one. The larger the head, the less the first few stand out."""
    return int(head * ((size + head) / head) ** r()) - head


def scrambled(number: int) -> int:
    """64 bits that look like chance, always the same for the number (the mixer of SplitMix64)."""
    z = (number + 1) * 0x9E3779B97F4A7C15 & _MASK
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & _MASK
    return z ^ z >> 31
