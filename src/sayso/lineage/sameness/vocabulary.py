"""Words as sameness sees them: stems, those that stand for one another, and those that carry no matter."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "s", "ly")
_SHORTEST = 3
"""Letters that a stem keeps."""


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
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST else word


@lru_cache(maxsize=200_000)
def sense(word: str) -> str:
    """What a casefolded word stands for: the head of its group, or its stem."""
    found = stem(word)
    return _alike().get(found, found)
