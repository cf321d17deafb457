"""Texts as they are matched: posts without their furniture, words without their endings, dates as days."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)")
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}}),? (\d{{4}})\b", re.I)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}}) {_MONTH} (\d{{4}})\b", re.I)

_SIGNED = re.compile(r"(?:\s[–-]\s|—\s*)([^—]{0,80}?)\s*\((@\w+)\)\s*([\w. ]+\d, \d{4})?\s*\"?$")
"""The end of an embedded post: — Name (@handle) July 4, 2016."""
_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S*", re.I)
_TAG = re.compile(r"[#@](\w+)")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\da-zA-Z]+")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['’]\w+)?")
_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=\S)|\n+")

STOP = frozenset(
    re.findall(
        r"\w+",
        """
        a an and are as at be been but by can could did do does for from had has have he her his how i if in
        into is it its just me my no not of on or our out she so than that the their them then there they
        this to too up us was we were what when where which who why will with would you your about all also
        am any because being more most now only other over said say says some such very
        """,
    )
)
_SHORTEST = 3
"""Sentences of fewer words are not looked at alone."""
_MOST = 3
"""So many sentences are, the longest; to read them takes most of the time."""
_GRAM = 4


@dataclass(frozen=True, slots=True)
class Query:
    """A text whose claims are looked for."""

    text: str
    """Without links, tags split into words, and without the signature of a post."""
    sentences: tuple[str, ...]
    author: str = ""
    """As a post is signed."""
    day: int | None = None
    """When it was said: a proleptic ordinal."""


def query(text: str, said: str = "", split: Callable[[str], str] = str) -> Query:
    """A query ready to be matched; `said` is its date, where it is known, and `split` parts words that were
    written as one."""
    text = text.replace('""', '"')
    signed = _SIGNED.search(text)
    author, when = (f"{signed[1]} {signed[2]}", signed[3] or "") if signed else ("", "")
    body = _plain(text[: signed.start()] if signed else text, split)
    return Query(body, _sentences(body), _tags(author, split), day(said) or day(when))


def _plain(text: str, split: Callable[[str], str]) -> str:
    return re.sub(r"\s+", " ", _tags(_LINK.sub(" ", text), split)).strip()


def _tags(text: str, split: Callable[[str], str]) -> str:
    def parted(tag: re.Match[str]) -> str:
        return f" {' '.join(map(split, _HUMP.findall(tag[1].replace('_', ' '))))} "

    return _TAG.sub(parted, text)


def _sentences(text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in _END.split(text)]
    long = tuple(part for part in parts if len(part.split()) >= _SHORTEST)
    return tuple(sorted(long, key=len, reverse=True)[:_MOST]) if len(parts) > 1 else ()


def day(text: str) -> int | None:
    """The first date with a day in the text."""
    found = _ISO.search(text)
    if found:
        return _ordinal(int(found[1]), int(found[2]), int(found[3]))
    found = _MONTH_FIRST.search(text)
    if found:
        return _ordinal(int(found[3]), _month(found[1]), int(found[2]))
    found = _DAY_FIRST.search(text)
    return _ordinal(int(found[3]), _month(found[2]), int(found[1])) if found else None


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1


def _ordinal(year: int, month: int, of_month: int) -> int | None:
    try:
        return date(year, month, of_month).toordinal()
    except ValueError:
        return None


def words(text: str) -> list[str]:
    """Lower case, without endings and without the commonest words."""
    return [stem(word) for word in raw_words(text) if word not in STOP]


def raw_words(text: str) -> list[str]:
    return [word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text)]


def names(text: str) -> list[str]:
    """Words with a capital, but for the commonest."""
    found = (word for word in _WORD.findall(text) if word[0].isupper())
    return [
        stem(word)
        for word in (one.lower().replace("’", "'").removesuffix("'s") for one in found)
        if word not in STOP
    ]


def numbers(text: str) -> list[str]:
    """Figures as they stand, without commas."""
    return [word.replace(",", "") for word in _WORD.findall(text) if word[0].isdigit()]


def grams(text: str) -> list[str]:
    """Runs of four letters within words, which see through endings and spellings."""
    out: list[str] = []
    for word in raw_words(text):
        if word not in STOP:
            padded = f"_{word}_"
            out += [padded[i : i + _GRAM] for i in range(max(len(padded) - _GRAM + 1, 1))]
    return out


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A light stem: plural, past and progressive endings cut (after Harman's S stemmer, 1991)."""
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, put in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ing", ""),
        ("ed", ""),
        ("ly", ""),
        ("es", ""),
        ("s", ""),
        ("e", ""),
    ):
        if (
            word.endswith(ending)
            and not word.endswith("ss" if ending == "s" else "\0")
            and len(word) - len(ending) >= 3
        ):
            return word[: len(word) - len(ending)] + put
    return word


class Splitter:
    """Parts words that were written as one ("texaschurchshooting"), by how often each word is used."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._all = log(sum(counts.values()) + 1.0)
        self._longest = 20

    def __call__(self, word: str) -> str:
        lower = word.lower()
        if len(lower) < 6 or not lower.isalpha() or self._counts.get(lower, 0) > 1:
            return word
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(lower) + 1):
            starts = range(max(0, end - self._longest), end)
            best.append(max((best[start][0] + self._worth(lower[start:end]), start) for start in starts))
        parts, end = [], len(lower)
        while end:
            parts.append(word[best[end][1] : end])
            end = best[end][1]
        return " ".join(reversed(parts))

    def _worth(self, part: str) -> float:
        known = self._counts.get(part, 0)
        if known and (len(part) > 2 or part in STOP):
            return log(known) - self._all
        return -self._all - 4.0 * len(part)
