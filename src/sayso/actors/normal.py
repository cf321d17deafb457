"""The normal form of a name: what is left when case, accents, marks, articles and spelling are laid aside.

Equal normal forms are equal names, so nothing is laid aside here that tells two actors apart: numbers, word
order and "Jr." stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"}
)
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_EDGES = " \t\n\"'.,;:!?-…"
_ARTICLE = re.compile(r"(?i)^(?:the|a|an)\s+")
_LEAD = re.compile(r"(?i)^(?:by|from|according to|as|per)\s+")
_OWNER = re.compile(r"(?:'s|(?<=s)')$")
_DOTS = re.compile(r"(?<=\w)\.(?=\w|\s|$)")
_OTHER = re.compile(r"[^\w]+|_+")

_SPELLINGS = {
    "centre": "center",
    "theatre": "theater",
    "defence": "defense",
    "programme": "program",
    "harbour": "harbor",
    "labour": "labor",
    "neighbour": "neighbor",
    "honour": "honor",
    "colour": "color",
    "armour": "armor",
    "licence": "license",
    "saint": "st",
}
_IZE = re.compile(r"isation(s?)$")


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """The text with straight quotes and single spaces, less what stands around a name: quotation marks,
    commas, "by", and a possessive at the end."""
    text = " ".join(text.translate(_QUOTES).split()).strip(" \t\"',;:!?-…")
    text = _LEAD.sub("", text)
    return _OWNER.sub("", text).strip(' \t",;:')


def bare(text: str) -> str:
    """The plain text without its article."""
    return _ARTICLE.sub("", plain(text))


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """The normal form: "the Harbour Board’s" is "harbor board", "U.S." is "us"."""
    text = bare(text).replace("&", " and ").replace("'", "")
    text = _DOTS.sub("", text).casefold().translate(_LETTERS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(spelling(word) for word in _OTHER.sub(" ", text).split())


def spelling(word: str) -> str:
    """American for British spelling, of a folded word."""
    return _SPELLINGS.get(word) or _IZE.sub(r"ization\1", word)


def is_capital(word: str) -> bool:
    """Whether it is written like a name; "al-Harani" and "d'Estaing" are."""
    return word[:1].isupper() or bool(re.match(r"(?:[a-z]{1,3}[-'])+[A-Z]", word))


def is_upper(text: str) -> bool:
    """Whether all its letters are capitals, as an acronym's are."""
    return bare(text).isupper()


def singular(word: str) -> str:
    """Of a folded noun, by rule."""
    if word in ("authorities", "ministries"):
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
