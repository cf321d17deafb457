"""How a name sounds, roughly: so that transliterations of one name meet.

"Gaddafi" and "Qadhafi", "Mohammed" and "Muhammad", "Zelensky" and "Zelenskyy". It is coarse on purpose, and
serves suggestions only.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ARTICLES = frozenset({"al", "el", "ul", "an", "as", "ash", "ad", "ar", "az", "at"})
_ABD = re.compile(r"^abd(?:[eauo][lrsn]|u|)$|^abd[eauo][lrsn]")
_STEPS = (
    (re.compile(r"sch|sh|tch|ch|cz|tz|ts"), "s"),
    (re.compile(r"kh|gh|q|ck|c|g"), "k"),
    (re.compile(r"dh|th"), "d"),
    (re.compile(r"t"), "d"),
    (re.compile(r"ph|v|w"), "f"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"z|j(?=[aeiou])"), "s"),
    (re.compile(r"ou|oo|eu"), "u"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"o"), "u"),
    (re.compile(r"e"), "a"),
    (re.compile(r"i+"), "i"),
    (re.compile(r"(?<=.)h(?![aiu])"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_VOWELS = re.compile(r"(?<=.)[aiu]")
_SHORTEST = 5


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """Of a folded word: consonants and vowels in rough classes."""
    word = _ABD.sub("abd ", word).strip()
    for pattern, letters in _STEPS:
        word = pattern.sub(letters, word)
    return word


@lru_cache(maxsize=200_000)
def skeleton(name: str) -> str:
    """Of a folded surname: its sound without vowels but the first letter, articles left out."""
    words = _without_articles(name)
    return _VOWELS.sub("", words[-1]) if words else ""


def alike(a: str, b: str) -> bool:
    """Whether two folded names may be one in two transliterations.

    Equal sounds are; so are sounds that differ in one inner vowel alone, as "Yusuf" and "Youssef" do. At
    the end a vowel tells names apart ("Mario", "Maria").
    """
    left, right = _without_articles(a), _without_articles(b)
    if not left or len(left) != len(right) or left[0][0] != right[0][0]:
        return False
    return all(_alike(x, y) for x, y in zip(left, right, strict=True))


@lru_cache(maxsize=200_000)
def _without_articles(name: str) -> tuple[str, ...]:
    words = name.split()
    kept = [word for word in words if word not in _ARTICLES] or words
    # "Abdel Fattah" and "Abdelfattah"
    return tuple(" ".join(sound(word) for word in kept).split())


def _alike(x: str, y: str) -> bool:
    if x == y:
        return True
    if len(x) != len(y) or len(x) < _SHORTEST or x[-1] != y[-1] or x[0] != y[0]:
        return False
    differing = [pair for pair in zip(x, y, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and set(differing[0]) <= set("aiu")
