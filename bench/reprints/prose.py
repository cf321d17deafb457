"""Paragraphs: runs of phrases and words, cut into sentences."""

from __future__ import annotations

from functools import cache

import numpy as np

from reprints import chance
from reprints.vocabulary import WORD_HEAD, vocabulary

SHORTEST, LONGEST = 40, 120
"""Words of a paragraph."""
PHRASE_SHARE = 0.4
"""Of the units that a paragraph is made of; the others are single words."""
PHRASE_HEAD = 500.0
WORD_SHARE_HEAD = WORD_HEAD
SENTENCE = 14
"""Units of a sentence, on average."""
NAMED = 0.012
"""Of the units, those that are people's names."""
_TALK = 3


def paragraph(*keys: int) -> str:
    """The paragraph of these keys, `SHORTEST` to `LONGEST` words."""
    first = chance.mixed(*keys)
    wanted = SHORTEST + first % (LONGEST - SHORTEST + 1)
    drawn = chance.draws(3 * LONGEST, first)
    kinds, which = drawn[:LONGEST], drawn[LONGEST : 2 * LONGEST]
    return _written(kinds, which, drawn[2 * LONGEST :], wanted)


def _written(kinds: chance.Draws, which: chance.Draws, ends: chance.Draws, wanted: int) -> str:
    units, lengths = _units()
    phrases, words, people = _starts()
    at = chance.ranks(which, words - phrases, PHRASE_HEAD)
    single = words + chance.ranks(which, people - words, WORD_SHARE_HEAD)
    name = people + (which * (len(units) - people)).astype(np.int64)
    chosen = np.where(kinds < PHRASE_SHARE, at, np.where(kinds < 1 - NAMED, single, name))
    sizes = np.cumsum(lengths[chosen])
    count = int(np.searchsorted(sizes, wanted)) + 1
    parts = [units[i] for i in chosen[:count].tolist()]
    over = int(sizes[count - 1]) - wanted
    if over:
        parts[-1] = " ".join(parts[-1].split()[:-over])
    return _sentences(parts, (ends[:count] < 1 / SENTENCE).nonzero()[0].tolist())


def _sentences(parts: list[str], stops: list[int]) -> str:
    """In place: a stop after each of these parts and the last, and a capital behind it."""
    end, begin = len(parts) - 1, 0
    for at in [*(stop for stop in stops if stop < end), end]:
        # A sentence of a word or two would be a heading.
        if at - begin > 1 or at == end:
            parts[begin] = parts[begin][:1].upper() + parts[begin][1:]
            parts[at] += "."
            begin = at + 1
    return " ".join(parts)


@cache
def _units() -> tuple[list[str], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Phrases, words and names in one row, and how many words each has."""
    v = vocabulary()
    lengths = np.ones(len(v.phrases) + len(v.words) + len(v.names), dtype=np.int64)
    lengths[: len(v.phrases)] = v.phrase_lengths
    lengths[-len(v.names) :] = 2
    return [*v.phrases, *v.words, *v.names], lengths


@cache
def _starts() -> tuple[int, int, int]:
    v = vocabulary()
    return 0, len(v.phrases), len(v.phrases) + len(v.words)
