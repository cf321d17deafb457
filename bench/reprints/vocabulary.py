"""The words and turns of phrase that articles are made of: a few hundred English ones, the rest invented.

What matters to a finder of reuse is how often the same few words follow one another in articles that have
nothing to do with each other. `LENGTHS` and the shares in `prose.py` were set so that runs of four to six
words come back in other articles at least as often as they do in 700 American news articles of 400 words.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from reprints import chance

WORDS = 40_000
PHRASES = 150_000
LENGTHS = (0.47, 0.30, 0.13, 0.06, 0.02, 0.012, 0.008)
"""Shares of phrases of two, three, … words."""
WORD_HEAD = 2.7
GLUE = 0.5
"""Share of English function words among the words of a phrase."""
RARE_HEAD = 60.0
_WORD, _PHRASE, _GIVEN = range(3)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    words: tuple[str, ...]
    """Most frequent first."""
    phrases: tuple[str, ...]
    """Likewise."""
    phrase_lengths: tuple[int, ...]
    """Words of each."""
    names: tuple[str, ...]
    """Of people."""
    coined: tuple[str, ...]
    """Invented words alone, for names of places and papers."""


@cache
def vocabulary() -> Vocabulary:
    """Made once a process, in about a second."""
    english = tuple(dict.fromkeys(_told()["words"].split()))
    coined = _coined(WORDS - len(english))
    words = english + coined
    phrases = _phrases(words, len(english))
    given = _told()["given"].split()
    names = tuple(
        f"{given[chance.mixed(_GIVEN, at) % len(given)]} {word.capitalize()}"
        for at, word in enumerate(coined[-8000:])
    )
    return Vocabulary(words, phrases, tuple(p.count(" ") + 1 for p in phrases), names, coined)


@cache
def told(name: str) -> tuple[str, ...]:
    """The choices of that name in `phrases.toml`."""
    return tuple(" ".join(choice.split()) for choice in _told()[name].split("|"))


@cache
def _told() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))


def _coined(count: int) -> tuple[str, ...]:
    """Words that can be spoken and are, but for chance, not English; frequent ones are shorter."""
    starts, middles, ends = (_told()[part].split() for part in ("starts", "middles", "ends"))
    tails = ["" if tail == "-" else tail for tail in _told()["tails"].split()]
    english = set(_told()["words"].split())
    found: dict[str, None] = {}
    tries = 2 * count
    for at, drawn in enumerate(chance.draws(7 * tries, _WORD).reshape(tries, 7).tolist()):
        more = drawn[0] < min(0.9, at / 12_000)
        parts = (starts, middles, ends, middles, ends, tails) if more else (starts, middles, ends, tails)
        word = "".join(part[int(d * len(part))] for part, d in zip(parts, drawn[1:], strict=False))
        if word not in english:
            found[word] = None
    return tuple(found)[:count]


def _phrases(words: tuple[str, ...], english: int) -> tuple[str, ...]:
    real = told("phrases")
    count, longest = PHRASES - len(real), len(LENGTHS) + 1
    drawn = chance.draws(count * (1 + 2 * longest), _PHRASE).reshape(count, -1)
    lengths = 2 + np.searchsorted(np.cumsum(LENGTHS)[:-1], drawn[:, 0], side="right")
    which = drawn[:, 1 + longest :]
    common = chance.ranks(which, english, WORD_HEAD)
    rare = english + chance.ranks(which, len(words) - english, RARE_HEAD)
    chosen = np.where(drawn[:, 1 : 1 + longest] < GLUE, common, rare)
    made = (
        " ".join([words[i] for i in row[:n]])
        for row, n in zip(chosen.tolist(), lengths.tolist(), strict=True)
    )
    return (*real, *made)
