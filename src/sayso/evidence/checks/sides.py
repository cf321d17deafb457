"""A side of a comparison: the words of a stated text, sentence by sentence, and what two sides share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.evidence.checks import vocabulary
from sayso.findings import Stated
from sayso.measures import UNITS
from sayso.types import Span

_WORD = re.compile(r"[^\W_]+(?:\.[^\W\d_](?=\W|$))*(?:['’](?!s\b)[^\W_]+)?")
_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|;\s+|\n+|(?<=[a-z0-9)])\.(?=[A-Z][a-z])")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Sgt|No|vs|Jr|Sr|[A-Z])\.\s+$")
SHIFT = re.compile(
    r"\b(eve of|day before|night before|evening before|day after|morning after)(?: the)? $", re.IGNORECASE
)
"""What moves the date that follows by a day."""
_AHEAD = 24
_YEAR = re.compile(r"[12]\d{3}")
_LOST = ("killed", "dead", "died")
"""What figures of lives are of, where these were lost."""
_LONGEST = 4_000
"""Characters of a text that are looked at: a passage is a quote, and its checks must stay cheap."""


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    sense: str
    span: Span
    content: bool
    """Whether it carries matter of its own; numbers and times do not: those are compared apart."""
    capital: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    span: Span
    words: tuple[Word, ...]
    senses: frozenset[str]
    """Of its content words."""


# Compared as objects: what is remembered by side would else be hashed word by word each time.
@dataclass(frozen=True, slots=True, eq=False)
class Side:
    stated: Stated
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    senses: frozenset[str]
    """Of all its content words."""
    names: frozenset[str]
    """Those of them that stand in names."""

    @property
    def text(self) -> str:
        return self.stated.text

    def at(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def sentence(self, position: int) -> Sentence:
        """The one that holds the position, or the last before it."""
        return next((s for s in reversed(self.sentences) if s.span.start <= position), self.sentences[0])


@lru_cache(maxsize=512)
def side(stated: Stated) -> Side:
    """The words of a text; remembered, for one claim is compared with many passages."""
    text = stated.text[:_LONGEST]
    figures, times = [f.span for f in stated.figures], [t.span for t in stated.times]
    # "Three tonnes" and "3,000 kilograms" are compared as amounts.
    times += [_moved(text, t) for t in times]
    times += [f.span for f in stated.figures if f.unit in UNITS or f.unit in vocabulary.words("currencies")]
    lives = [f.span for f in stated.figures if f.unit == "lives" and f.of in _LOST]
    words = tuple(_lost(word, lives) for word in _words(text, figures, times))
    sentences = tuple(_sentence(words, span) for span in _spans(text))
    content = frozenset(w.sense for w in words if w.content)
    capitals = frozenset(w.sense for w in words if w.content and w.capital)
    return Side(stated, words, sentences, content, capitals)


def _words(text: str, figures: list[Span], times: list[Span]) -> Iterable[Word]:
    empty = vocabulary.words("empty") | vocabulary.words("asserting")
    numbers = vocabulary.words("numbers")
    joined = {m.start(): (m.end(), m[0].casefold()) for m in vocabulary.together()[0].finditer(text)}
    until = 0
    for m in _WORD.finditer(text):
        word = m[0].casefold()
        if m.start() in joined:
            until, phrase = joined[m.start()]
            yield Word(m[0], vocabulary.together()[1][phrase], Span(*m.span()), True, capital=False)
            continue
        if m.start() < until:
            yield Word(m[0], vocabulary.sense(word), Span(*m.span()), False, capital=False)
            continue
        told = _in(m.start(), figures) and (word in numbers or word[0].isdigit())
        told = told or _YEAR.fullmatch(word) is not None
        content = word not in empty and not told and not _in(m.start(), times)
        yield Word(m[0], vocabulary.sense(word), Span(*m.span()), content, m[0][0].isupper())


def _lost(word: Word, lives: list[Span]) -> Word:
    """ "Cost 15 lives" says of fifteen people that they died."""
    is_one = word.text.casefold() == "lives" and _in(word.span.start, lives)
    return replace(word, sense=vocabulary.sense("dead")) if is_one else word


def _moved(text: str, time: Span) -> Span:
    """The words before a time that move it by a day, as one span with it."""
    begin = max(0, time.start - _AHEAD)
    found = SHIFT.search(text[begin : time.start])
    return Span(begin + found.start(), time.end) if found else time


def _in(position: int, spans: list[Span]) -> bool:
    return any(a <= position < b for a, b in spans)


def _spans(text: str) -> list[Span]:
    spans, start = [], 0
    for m in _END.finditer(text):
        if not _TITLE.search(text, max(0, m.end() - 6), m.end()):
            spans.append(Span(start, m.end()))
            start = m.end()
    spans.append(Span(start, len(text)))
    return [s for s in spans if text[s.start : s.end].strip()] or [Span(0, len(text))]


def _sentence(words: tuple[Word, ...], span: Span) -> Sentence:
    inside = tuple(w for w in words if span.start <= w.span.start < span.end)
    return Sentence(span, inside, frozenset(w.sense for w in inside if w.content))


def share(claim: Side, passage: Side, near: Sentence, *, without: frozenset[str] = frozenset()) -> float:
    """How much of what the claim speaks of, the sentence of the passage speaks of: from 0 to 1.

    Names may stand elsewhere in the passage, for the next sentence says “he”. `without`: words of the claim
    that do not count, such as those that differ.
    """
    wanted = claim.senses - without
    if not wanted:
        return 0.0
    there = near.senses | (passage.names & claim.names)
    return len(wanted & there) / len(wanted)


def local(claim: Side, near: Sentence) -> float:
    """How much of what the claim speaks of stands in the sentence itself, names too."""
    return len(claim.senses & near.senses) / len(claim.senses) if claim.senses else 0.0


def back(claim: Side, near: Sentence, *, without: frozenset[str] = frozenset()) -> float:
    """How much of what the sentence of the passage speaks of, the claim speaks of."""
    told = near.senses - without
    return len(told & claim.senses) / len(told) if told else 0.0


def best(claim: Side, passage: Side) -> tuple[Sentence, float]:
    """The sentence of the passage that says most of what the claim says, and how much that is."""
    found = [(share(claim, passage, s), -i, s) for i, s in enumerate(passage.sentences)]
    score, _, sentence = max(found, key=lambda row: row[:2])
    return sentence, score


def inside(senses: Iterable[Word], span: Span) -> frozenset[str]:
    """The senses of the content words in a span."""
    return frozenset(w.sense for w in senses if w.content and span.start <= w.span.start < span.end)
