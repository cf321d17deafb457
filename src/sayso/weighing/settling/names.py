"""Lists of names, however they are written: "Knuth, Donald E." is "Donald Ervin Knuth", and "Knuth" may be.

The lists given for one object are read together: what is a surname in one shows what the other means.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Name: TypeAlias = tuple[str, ...]
"""The words of one person's name, normalised, in any order."""

_ASIDE = re.compile(r"\([^)]*\)?|\[[^\]]*\]?|\bet\.? al\b\.?|\bedited by\b|\bby\b|&(?=\s*$)")
_STRONG = re.compile(r"\s*(?:[;/|&+]|\band\b|\bwith\b)\s*")
_NOT_NAMES = frozenset(
    [
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "phd",
        "ph",
        "md",
        "dr",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "author",
        "authors",
        "editor",
        "editors",
        "ed",
        "eds",
        "scientific",
        "series",
        "editor-in-chief",
        "translator",
        "contributor",
        "compiler",
        "foreword",
        "illustrator",
        "sir",
    ]
)
_BODIES = re.compile(
    r"\b(?:universit|univ|unive|college|institut|inc\b|corp|dept|department|school|press|laborator|kingdom|usa\b|"
    r"united states|company|staff)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words(text: str) -> Name:
    """Of one name; titles and degrees are left out."""
    found = _WORD.findall(text.replace("'", "").replace("’", "").replace("`", ""))
    return tuple(part for word in found if word not in _NOT_NAMES for part in word.split("-"))


def folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", html.unescape(text)).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def read(texts: Sequence[str], weights: Sequence[int]) -> list[frozenset[int]]:
    """The people each text names, by numbers that hold for these texts together; empty where it names none.

    Args:
        weights: how many state each text: where two readings contend, the more usual one counts.
    """
    split = [_split(folded(text)) for text in texts]
    beside = _beside(split)
    lists = [_names(parts, beside) for parts in split]
    return _people(lists, weights)


def _split(text: str) -> list[list[Name]]:
    """By what surely parts names; each part by its commas."""
    parts = _STRONG.split(_ASIDE.sub(" ", text))
    commas = ([words(piece) for piece in part.split(",") if not _BODIES.search(piece)] for part in parts)
    return [kept for part in commas if (kept := [piece for piece in part if piece])]


def _beside(split: Iterable[list[list[Name]]]) -> set[frozenset[str]]:
    """Words that stand in one name where no comma confuses: a comma between two of them turns it round."""
    whole = (piece for parts in split for pieces in parts for piece in pieces)
    return {frozenset((a, b)) for piece in whole for a in piece for b in piece if a < b}


def _names(parts: list[list[Name]], beside: set[frozenset[str]]) -> list[Name]:
    names: list[Name] = []
    for pieces in parts:
        if _turned(pieces, beside):
            names += [sum(pieces[at : at + 2], ()) for at in range(0, len(pieces), 2)]
        else:
            names += pieces
    return names


def _turned(pieces: list[Name], beside: set[frozenset[str]]) -> bool:
    """Whether the commas stand between surnames and given names rather than between people."""
    if len(pieces) % 2:
        return False
    pairs = list(zip(pieces[::2], pieces[1::2], strict=True))
    if len(pairs) == 1:
        last, given = pairs[0]
        return (len(last) == 1 or len(given) == 1 or _initialled(given)) and not _apart(last + given, beside)
    known = sum(any(frozenset((a, b)) in beside for a in last for b in given) for last, given in pairs)
    initials = sum(_initialled(given) and not _initialled(last) for last, given in pairs)
    single = sum(len(last) == 1 for last, _ in pairs)
    longer = sum(len(given) > 1 for _, given in pairs)
    return 2 * single >= len(pairs) and (2 * known >= len(pairs) or initials > 0 or longer > 0)


def _apart(name: Name, beside: set[frozenset[str]]) -> bool:
    """Whether two words stand beside others elsewhere, and never beside each other: two surnames."""
    if len(name) != 2 or frozenset(name) in beside:
        return False
    return all(any(word in pair for pair in beside) for word in name)


def _initialled(name: Name) -> bool:
    return any(len(word) == 1 for word in name)


def _people(lists: list[list[Name]], weights: Sequence[int]) -> list[frozenset[int]]:
    """Each name is given to the person it fits best; within one list no two names are of one person."""
    usual: Counter[Name] = Counter()
    for names, weight in zip(lists, weights, strict=True):
        usual.update(dict.fromkeys(names, weight))
    people: list[set[str]] = []
    home: dict[Name, list[int]] = {}
    for name, _ in sorted(usual.items(), key=lambda item: ([-n for n in _full(item[0])], -item[1], item[0])):
        fits = [at for at, person in enumerate(people) if _same(name, person)]
        if not fits:
            people.append(set())
            fits = [len(people) - 1]
        people[fits[0]].update(name)
        home[name] = fits
    return [_assigned(names, home) for names in lists]


def _assigned(names: list[Name], home: dict[Name, list[int]]) -> frozenset[int]:
    taken: set[int] = set()
    for name in names:
        taken.add(next((at for at in home[name] if at not in taken), home[name][0]))
    return frozenset(taken)


def _full(name: Name) -> tuple[int, int]:
    """Fullest first: words that are more than an initial, then all."""
    return sum(len(word) > 1 for word in name), len(name)


def _same(name: Name, person: set[str]) -> bool:
    """Each word of the name is one of the person's, or an initial of one; at least one as a whole."""
    whole = [word for word in name if len(word) > 1 and any(_alike(word, other) for other in person)]
    return bool(whole) and all(word in whole or _initial(word, person) for word in name)


def _initial(word: str, person: set[str]) -> bool:
    return any(word[0] == other[0] and (len(word) == 1 or len(other) == 1) for other in person)


def _alike(word: str, other: str) -> bool:
    """The same, or one letter apart in a long word; or cut off."""
    if word == other:
        return True
    if min(len(word), len(other)) < 5 or abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return False
    short, long = sorted((word, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def fullness(text: str, people: int) -> int:
    """How fully a list writes its names: 2 where each has two words, 1 where some have, 0 for surnames."""
    count = sum(len(piece) for parts in _split(folded(text)) for piece in parts)
    return 2 if count >= 2 * people else int(count > people)
