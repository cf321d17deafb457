"""What of a telling tells it from others, made once: `features`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from sayso import edtf
from sayso.lineage.links import Telling
from sayso.lineage.sameness import vocabulary
from sayso.lineage.sameness.certainty import Certainty, certainty
from sayso.lineage.sameness.dates import Date, dates
from sayso.lineage.sameness.quantities import Quantity, quantities
from sayso.lineage.sameness.voices import Speaker, speakers
from sayso.types import Place, Span

_TOKEN = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"[’']s?$")
_SENTENCE_END = re.compile(r"[.!?…:]\W*$")
_AT = frozenset({"in", "at", "near", "off", "outside", "around", "beneath", "across", "from", "inside"})
"""What stands before a name says that it is a place, wherever no gazetteer knows it."""


_AUXILIARIES = frozenset(
    {
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "to",
        "did",
        "does",
        "do",
        "won’t",
    }
)
_ADVERBS = frozenset({"not", "never", "also", "be", "have", "soon"})


class Name(NamedTuple):
    """A name in the words of a telling, without titles."""

    text: str
    parts: frozenset[str]
    """Casefolded."""
    place: bool


class Spot(NamedTuple):
    """A place that the gazetteer knows."""

    text: str
    name: str
    geonames: int | None
    country: str | None
    wide: bool
    """A country, province or region: others may lie in it."""


@dataclass(frozen=True, slots=True)
class Features:
    """A telling, ready to be compared; equal tellings of documents of one day have equal ones."""

    telling: Telling
    words: tuple[str, ...]
    """What its words stand for, in order, without names, figures, dates and those that carry no matter."""
    bag: frozenset[str]
    """The same, and the parts of names, casefolded."""
    plain: frozenset[str]
    steps: frozenset[tuple[str, str]]
    """Neighbours among words and names."""
    raw: dict[str, str]
    """From what a word stands for to how it stands."""
    names: tuple[Name, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    spots: tuple[Spot, ...]
    certainty: Certainty
    speakers: tuple[Speaker, ...]
    published: str | None
    day: int | None
    """Of publication, counted from the year 1."""
    deeds: frozenset[str]
    """Words that look like verbs: what happens in it."""
    fates: frozenset[str]
    capitals: tuple[str, ...]
    """Words that begin with a capital, the first too, casefolded and in order."""
    digits: tuple[str, ...]
    """Numbers in digits that are no figure and no date."""
    passive: bool


def features(telling: Telling, published: str | None = None) -> Features:
    """What compares of a telling; `published` is the EDTF date of its document, where known."""
    pieces = _Pieces.of(telling)
    figures, times = quantities(telling.figures, pieces.text), dates(telling.times, pieces.text, published)
    apart = [q.place for q in figures] + [d.place for d in times]
    tokens = [t for t in _tokens(telling.words) if not _lies_in(t, apart)]
    names = _names(tokens, telling.words)
    named = {part for name in names for part in name.parts}
    kept = [(_sense(t.low), t.word) for t in tokens if _tells(t.low)]
    plain = tuple(s for s, w in kept if w.casefold() not in named and s not in named)
    line = [w.casefold() if w.casefold() in named else s for s, w in kept]
    return Features(
        telling,
        plain,
        frozenset(line),
        frozenset(plain),
        frozenset(pairwise(line)),
        dict(reversed(kept)),
        names,
        figures,
        times,
        tuple(_spot(place, pieces.text(place.span)) for place in telling.places),
        certainty(telling, [q.place for q in figures]),
        speakers(telling),
        published,
        _day(published),
        _deeds(tokens),
        vocabulary.senses("fates") & set(plain),
        tuple(t.low for t in tokens if t.word[0].isupper() and _tells(t.low)),
        tuple(t.low for t in tokens if t.word[0].isdigit() or t.low in vocabulary.words("cardinals")),
        " by " in telling.words,
    )


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Where a place of the document stands in the words of the telling."""

    telling: Telling
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, telling: Telling) -> _Pieces:
        offsets, at = [], 0
        for start, end in telling.content:
            offsets.append(at)
            at += end - start + len(" … ")
        return cls(telling, tuple(offsets))

    def place(self, span: Span) -> Span:
        """An empty one where the span lies outside the content."""
        for (start, end), offset in zip(self.telling.content, self.offsets, strict=True):
            if start <= span.start and span.end <= end:
                return Span(span.start - start + offset, span.end - start + offset)
        return Span(0, 0)

    def text(self, span: Span) -> tuple[str, Span]:
        place = self.place(span)
        return self.telling.words[place.start : place.end], place


class _Token(NamedTuple):
    word: str
    low: str
    start: int
    end: int


def _tokens(words: str) -> list[_Token]:
    found = []
    for m in _TOKEN.finditer(words):
        word = _POSSESSIVE.sub("", m[0])
        if word:
            found.append(_Token(word, word.casefold(), m.start(), m.start() + len(word)))
    return found


def _lies_in(token: _Token, spans: Sequence[Span]) -> bool:
    return any(a <= token.start and token.end <= b for a, b in spans)


def _sense(word: str) -> str:
    return vocabulary.sense(word)


def _tells(word: str) -> bool:
    return word not in vocabulary.words("empty") and word not in vocabulary.words("numbers")


def _day(published: str | None) -> int | None:
    first, _ = edtf.bounds(published) if published else (None, None)
    try:
        return date.fromisoformat(first).toordinal() if first else None
    except ValueError:
        return None


def _deeds(tokens: Sequence[_Token]) -> frozenset[str]:
    """Past forms, and what follows an auxiliary; nouns slip in, and are no harm beside a verb."""
    found = set()
    before = ""
    for token in tokens:
        low = token.low
        if _tells(low) and (low.endswith("ed") or vocabulary.is_irregular(low) or before in _AUXILIARIES):
            found.add(_sense(low))
        if low not in _ADVERBS:
            before = low
    return frozenset(found)


def _names(tokens: Sequence[_Token], words: str) -> tuple[Name, ...]:
    if sum(t.word.isupper() for t in tokens) * 2 > len(tokens):
        return ()  # a headline in capitals: none of them tells a name
    runs: list[list[_Token]] = []
    for i, token in enumerate(tokens):
        if not token.word[0].isupper() or not _can_name(tokens, i, words):
            continue
        last = runs[-1][-1] if runs else None
        beside = last is not None and words[last.end : token.start] in (" ", "-", " of ", " de ", ". ")
        (runs[-1] if beside else runs.append([]) or runs[-1]).append(token)  # type: ignore[func-returns-value]
    found = (_name(run, words) for run in runs)
    return tuple(name for name in found if name is not None)


def _can_name(tokens: Sequence[_Token], i: int, words: str) -> bool:
    """A first word's capital tells nothing, unless another follows."""
    token = tokens[i]
    if not _tells(token.low) or token.low in vocabulary.words("titles"):
        return False
    leads = i == 0 or _SENTENCE_END.search(words[tokens[i - 1].end : token.start]) is not None
    if not leads:
        return True
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is not None and after.word[0].isupper() and _tells(after.low)


def _name(run: Sequence[_Token], words: str) -> Name | None:
    before = words[: run[0].start].split()
    while before and before[-1].casefold() in ("the", "a", "old", "northern", "southern"):
        before.pop()
    at = bool(before) and before[-1].casefold() in _AT
    return Name(words[run[0].start : run[-1].end], frozenset(t.low for t in run), at)


def _spot(place: Place, found: tuple[str, Span]) -> Spot:
    wide = place.level != "city"
    return Spot(found[0] or place.name, place.name.casefold(), place.geonames, place.country, wide)


def folded(names: Iterable[Name]) -> frozenset[str]:
    """All parts of the names."""
    return frozenset(part for name in names for part in name.parts)
