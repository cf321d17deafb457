"""Stretches of the text that could be names of places: capitalised runs that the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.claims.gazetteer import ABBREVIATION, PEOPLE, Entry, Gazetteer, fold


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(text.split())


_TOKEN = re.compile(r"(?:[A-Z]\.){2,4}|W\.\s?Va\.|[^\W\d_]+(?:['’ʻ](?![sS]\b)[^\W\d_]+)*|\d+|[^\w\s]|_")
_JOINING = frozenset(
    [
        "of",
        "the",
        "de",
        "la",
        "le",
        "les",
        "du",
        "des",
        "del",
        "della",
        "di",
        "do",
        "da",
        "dos",
        "das",
        "al",
        "el",
        "ez",
        "es",
        "ash",
        "as",
        "ar",
        "ad",
        "and",
        "upon",
        "on",
        "sur",
        "en",
        "y",
    ]
)
_ARTICLES = frozenset({"al", "el", "as", "ash", "ar", "ad", "ez", "an", "at"})
_NO_NAMES = words("""
    north south east west northern southern eastern western central northeast northwest southeast
    southwest upper lower inner outer greater old new the
""")
_LONGEST = 6
_GLUE = frozenset({"-", "'", "’", "."})
_STOPPED = frozenset(
    [
        "st",
        "ste",
        "ft",
        "mt",
        "ala",
        "ariz",
        "ark",
        "calif",
        "colo",
        "conn",
        "del",
        "fla",
        "ga",
        "ida",
        "ill",
        "ind",
        "kan",
        "ky",
        "la",
        "md",
        "mass",
        "mich",
        "minn",
        "miss",
        "mo",
        "mont",
        "neb",
        "nev",
        "okla",
        "ore",
        "pa",
        "tenn",
        "tex",
        "vt",
        "va",
        "wash",
        "wis",
        "wyo",
        "ont",
        "que",
        "alta",
        "man",
        "sask",
    ]
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The text's tokens; `word` as it stands, spans as offsets."""

    text: str
    word: list[str]
    start: list[int]
    end: list[int]

    def at(self, i: int) -> str:
        return self.word[i] if 0 <= i < len(self.word) else ""

    def lower(self, i: int) -> str:
        return self.at(i).lower()

    def capital(self, i: int) -> bool:
        return self.at(i)[:1].isupper()

    def gap(self, i: int) -> str:
        """What stands between token `i` and the one before."""
        return self.text[self.end[i - 1] : self.start[i]] if 0 < i < len(self.word) else "\n\n"


@dataclass(slots=True)
class Candidate:
    """Tokens `[first, last)` and the places of that name."""

    first: int
    last: int
    start: int
    end: int
    folded: str
    entries: tuple[Entry, ...]
    abbreviation: bool = False
    """Whether it is read as the abbreviation of a state."""


def tokens(text: str) -> Tokens:
    found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    return Tokens(text, [w for w, _, _ in found], [a for _, a, _ in found], [b for _, _, b in found])


def candidates(t: Tokens, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The longest known name at each place, from left to right."""
    i = 0
    while i < len(t.word):
        found = _longest(t, i, gazetteer) if _may_start(t, i) else None
        if found:
            yield found
            i = found.last
        else:
            i += 1


def peoples(t: Tokens, gazetteer: Gazetteer) -> Iterator[str]:
    """The countries of the peoples that are named: "Iraqi" tells of Iraq, though it is no place."""
    for word in t.word:
        if len(word) > 3 and word[0].isupper():
            yield from (e.country for e in gazetteer.find(fold(word)) if e.flags & PEOPLE and e.country)


def _may_start(t: Tokens, i: int) -> bool:
    if t.capital(i):
        return True
    return t.lower(i) in _ARTICLES and t.at(i + 1) == "-" and t.capital(i + 2)


def _longest(t: Tokens, i: int, gazetteer: Gazetteer) -> Candidate | None:
    for last in reversed(_ends(t, i)):
        surface = t.text[t.start[i] : t.end[last - 1]]
        entries = gazetteer.find(fold(surface))
        if not entries:
            continue
        short = [e for e in entries if e.flags & ABBREVIATION]
        end = last + 1 if t.at(last) == "." and not t.gap(last) and t.lower(last - 1) in _STOPPED else last
        if short and (end > last or (surface.endswith(".") and fold(surface) not in _STOPPED)):
            return Candidate(i, end, t.start[i], t.end[end - 1], fold(surface), tuple(short), True)
        places = tuple(e for e in entries if not e.flags & (PEOPLE | ABBREVIATION))
        if places and not _other_case(surface, places) and fold(surface) not in _NO_NAMES:
            return Candidate(i, last, t.start[i], t.end[last - 1], fold(surface), places)
    return None


def _other_case(surface: str, entries: tuple[Entry, ...]) -> bool:
    """ "Us" and "Car" are words; only "US" and "CAR" are countries. Two letters are a code, not a town."""
    if len(surface) <= 3 and not surface.isupper():
        return all(len(e.name) > 3 for e in entries) or len(surface) < 3
    return len(surface) == 2 and all(e.level != "country" for e in entries)


def _ends(t: Tokens, i: int) -> list[int]:
    """Where a name that begins at `i` may end: after a capital, with particles, hyphens and stops between."""
    ends: list[int] = []
    j = i
    while j < len(t.word) and j - i < 2 * _LONGEST and len(ends) < _LONGEST:
        word = t.word[j]
        if j > i and not _joined(t, j):
            break
        if word[:1].isupper() or (j > i and t.word[j - 1] == "-" and word[:1].isalpha()):
            ends.append(j + 1)
        elif word not in _GLUE and word.lower() not in _JOINING:
            break
        j += 1
    return ends


def _joined(t: Tokens, j: int) -> bool:
    gap, word = t.gap(j), t.word[j]
    if word in _GLUE:
        return not gap and (word != "." or t.lower(j - 1) in _STOPPED)
    return gap in {"", " ", "\u00a0", "\n"}
