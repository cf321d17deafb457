"""Words as checks see them: stems, those that stand for one another, and those that carry no matter."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

_ENDINGS = ("ions", "ion", "ings", "ing", "ies", "ied", "ers", "ed", "es", "s", "ly", "er")
_NOMINAL = (("ment", 5), ("ance", 5), ("ence", 5), ("al", 5), ("ure", 4))
"""Endings, and the letters that must be left before each."""
_SHORTEST = 3
"""Letters that a stem keeps."""


@cache
def _table() -> dict[str, dict[str, str | list[str]]]:
    return tomllib.loads(files("sayso.evidence.checks").joinpath("words.toml").read_text("utf-8"))


def _entry(section: str, key: str) -> str:
    found = _table()[section][key]
    return found if isinstance(found, str) else "\n".join(found)


@cache
def words(section: str) -> frozenset[str]:
    """The words of a section of `words.toml`, as they stand there."""
    return frozenset(_entry(section, "words").split())


def ordered(section: str) -> list[str]:
    """The same, in their order."""
    return _entry(section, "words").split()


@cache
def senses(section: str) -> frozenset[str]:
    """What the words of a section stand for."""
    return frozenset(map(sense, words(section)))


@cache
def phrases(section: str) -> re.Pattern[str]:
    """The phrases of a section, as one pattern over whole words in any case."""
    lines = filter(None, _entry(section, "phrases").splitlines())
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(lines)})(?!\w)", re.IGNORECASE)


@cache
def verbs() -> str:
    """Verbs of saying, as alternatives of a pattern."""
    return "|".join(_entry("telling", "verbs").split())


@cache
def _irregular() -> dict[str, str]:
    return dict(pair.split(":") for pair in _entry("irregular", "forms").split())


def is_irregular(word: str) -> bool:
    """Whether a casefolded word is a form of the table: mostly a verb's past."""
    return word in _irregular()


@cache
def _alike() -> dict[str, str]:
    """Stem to the first word of its group; a word of two groups stays in the first."""
    heads: dict[str, str] = {}
    for group in _entry("alike", "groups").splitlines():
        first, *_ = members = group.split()
        for word in members:
            heads.setdefault(stem(word), first)
    return heads


@cache
def together() -> tuple[re.Pattern[str], dict[str, str]]:
    """Phrases that stand for one word, as one pattern over casefolded text, and the sense of each."""
    senses: dict[str, str] = {}
    for group in _entry("together", "groups").splitlines():
        first, *members = group.split()
        senses.update((member.replace("_", " "), sense(first)) for member in members)
    longest_first = sorted(senses, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE), senses


def opposed() -> dict[str, frozenset[str]]:
    """Sense to those that say the contrary of it."""
    return _pairs("opposed")


def complementary() -> dict[str, frozenset[str]]:
    """Sense to those of which one is so wherever the other is not."""
    return _pairs("complementary")


@cache
def stages() -> tuple[tuple[str, ...], ...]:
    """Chains of senses, each of which does not tell those behind it."""
    return tuple(tuple(map(sense, chain.split())) for chain in _entry("stages", "chains").splitlines())


@cache
def _pairs(section: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _entry(section, "pairs").splitlines():
        a, b = map(sense, pair.split())
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A casefolded word without its ending: forms of one word mostly meet, and so do some that are none."""
    word = _irregular().get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            cut = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            # "Mentioned" must meet "mention", which loses its own ending.
            return _bare(_verb(cut.removesuffix("ion") if len(cut) >= _SHORTEST + len("ion") else cut))
    return _bare(_verb(word))


def _verb(noun: str) -> str:
    """Without the ending by which a noun is made of a verb: “arrival” must meet “arrived”."""
    for ending, shortest in _NOMINAL:
        if noun.endswith(ending) and len(noun) - len(ending) >= shortest:
            return noun.removesuffix(ending)
    return noun


def _bare(word: str) -> str:
    """Without a final e and a doubled consonant: “planned” meets “plan”, and “hoped” meets “hope”."""
    if len(word) > _SHORTEST and word.endswith("e"):
        word = word[:-1]
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        word = word[:-1]
    return word


@lru_cache(maxsize=100_000)
def sense(word: str) -> str:
    """What a casefolded word stands for: the head of its group, or its stem."""
    found = stem(word)
    return _alike().get(found, found)


_NAME = re.compile(r"[^\W_]+")


def name_senses(text: str) -> frozenset[str]:
    """Senses of the words of a name or a few words, without those that carry no matter."""
    told = (w.casefold() for w in _NAME.findall(text))
    return frozenset(sense(w) for w in told if w not in words("empty"))
