"""Invented names: a name is worked out from its number, so that millions of them take no memory.

The numbers are ranks: a low one is drawn often (see `chance.rank`), as a few people, towns and
companies are most of the news and a long tail is named once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from newsroom.chance import Draw, rank, scrambled
from newsroom.vocabulary import words

PEOPLE, BODIES, TOWNS, STATES = 400_000, 60_000, 60_000, 48
_STEP = 15_485_863
"""A prime larger than the number of words."""
_HEAD = 30
"""How many of each are about as well known as the first."""
_KEPT = 8_192


@dataclass(frozen=True, slots=True)
class Person:
    first: str
    last: str
    pronoun: Literal["he", "she"]
    description: str
    """With the affiliation: "the treasurer of Norrline"."""
    title: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


def any_person(r: Draw) -> Person:
    return person(rank(r, PEOPLE, _HEAD))


def any_town(r: Draw) -> str:
    return town(rank(r, TOWNS, _HEAD))


def any_body(r: Draw) -> str:
    """An organisation, with its article."""
    return the(body(rank(r, BODIES, _HEAD)))


@lru_cache(maxsize=_KEPT)
def person(number: int) -> Person:
    """The person of that rank: always the same name, work and employer."""
    bits = scrambled(number)
    female = bits & 1
    first = words("given_female" if female else "given_male")
    roles, titles = words("roles"), words("titles")
    return Person(
        first[(bits >> 1) % len(first)],
        _word(number, words("surname_ends")),
        "she" if female else "he",
        f"the {roles[(bits >> 16) % len(roles)]} of {the(body((bits >> 40) % BODIES))}",
        titles[(bits >> 32) % len(titles)],
    )


@lru_cache(maxsize=_KEPT)
def town(number: int) -> str:
    return _word(number, words("town_ends"))


@lru_cache(maxsize=_KEPT)
def body(number: int) -> str:
    """An organisation, without its article."""
    bits = scrambled(number + PEOPLE)
    kinds = words("body_kinds")
    kind = kinds[bits % len(kinds)]
    return kind.format(place=town((bits >> 20) % TOWNS), name=_word(number, words("surname_ends")))


@cache
def state(number: int) -> str:
    return _word(number + 31, words("state_ends"))


def the(name: str) -> str:
    """With the article that goes before it in a sentence."""
    needs = name.endswith(words("with_article")) or name.startswith(("University", "Front", "Army"))
    return f"the {name}" if needs else name


def _word(number: int, endings: tuple[str, ...]) -> str:
    """Onset, vowel, coda and ending: as many words as there are combinations, in an order in which
    neighbours do not look alike."""
    rest = number * _STEP % _combinations(endings)
    parts = []
    for letters in (endings, words("codas"), words("nuclei"), words("onsets")):
        rest, which = divmod(rest, len(letters))
        parts.append(letters[which])
    return "".join(reversed(parts))


@cache
def _combinations(endings: tuple[str, ...]) -> int:
    """How many words there are; having no divisor in common with the step, it gives each number its own."""
    return len(endings) * len(words("codas")) * len(words("nuclei")) * len(words("onsets"))
