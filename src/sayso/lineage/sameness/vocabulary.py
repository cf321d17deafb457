"""Words as sameness sees them: stems, those that stand for one another, and those that carry no matter."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_ENDINGS = ("ions", "ion", "ings", "ing", "ies", "ied", "ers", "ed", "es", "s", "ly")
_SHORTEST = 3
"""Letters that a stem keeps."""
_SHORT = re.compile(r"[^aeiou]*[aeiouy][^aeiouywx]")
"""One syllable that ends as “hop” does."""
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("sayso.lineage.sameness").joinpath("words.toml").read_text("utf-8"))


@cache
def words(section: str) -> frozenset[str]:
    """The words of a section of `words.toml`, as they stand there."""
    return frozenset(_table()[section]["words"].split())


@cache
def senses(section: str) -> frozenset[str]:
    """What the words of a section stand for."""
    return frozenset(map(sense, words(section)))


@cache
def _irregular() -> dict[str, str]:
    return dict(pair.split(":") for pair in _table()["irregular"]["forms"].split())


@cache
def _cardinals() -> dict[str, float]:
    table = _table()["cardinals"]
    return dict(zip(table["words"].split(), map(float, table["values"]), strict=True))


def number(word: str) -> float | None:
    """What a number in digits or in one word is; None where it is none."""
    found = _cardinals().get(word)
    return found if found is not None else float(word) if word.isdecimal() and word.isascii() else None


def is_irregular(word: str) -> bool:
    return word in _irregular()


@cache
def _alike() -> dict[str, str]:
    """Stem to the first word of its group; a word of two groups stays in the first."""
    heads: dict[str, str] = {}
    for group in _table()["alike"]["groups"]:
        first, *_ = members = group.split()
        for word in members:
            heads.setdefault(stem(word), first)
    return heads


@cache
def opposed() -> frozenset[tuple[str, str]]:
    """Pairs of which one side says the contrary of the other, both ways round."""
    pairs = [tuple(map(sense, pair.split())) for pair in _table()["opposed"]["pairs"]]
    return frozenset([(a, b) for a, b in pairs] + [(b, a) for a, b in pairs])


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A casefolded word without its ending: forms of one word mostly meet, and so do some that are none."""
    base = _irregular().get(word)
    if base is not None:
        word = base
    if word.endswith("e") and len(word) > _SHORTEST:
        return word if _is_short(word[:-1]) else word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            return _ended(word[: -len(ending)], ending)
    return word


def _ended(rest: str, ending: str) -> str:
    """“planned” is of “plan”, “hoped” of “hope”: a short stem has its e back, as in Porter 1980."""
    if ending in ("ies", "ied"):
        return rest + "y"
    if ending == "s":
        return stem(rest) if rest.endswith("e") else rest
    if rest[-1] == rest[-2] and rest[-1] in "bdgmnprt":
        return rest[:-1]
    if ending in ("ed", "ing", "es", "ings") and _is_short(rest) and not _SIBILANT.search(rest):
        return rest + "e"
    return rest[:-1] if rest.endswith("e") and not _is_short(rest[:-1]) else rest


def _is_short(rest: str) -> bool:
    return _SHORT.fullmatch(rest) is not None


@lru_cache(maxsize=200_000)
def sense(word: str) -> str:
    """What a casefolded word stands for: the head of its group, or its stem."""
    found = stem(word)
    return _alike().get(found, found)
