"""Stating: what a plain text states outright, found by rule."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.claims import figures, gender, places, signals, times
from sayso.findings import Stated
from sayso.types import Span

_CAPITAL = r"(?=[^\W\d_])[^\Wa-zß-öø-ÿ\d_][\w’'-]*\.?"
_RUN = re.compile(rf"\b{_CAPITAL}(?:(?: (?:of|de|van|von|al|bin|the|for|du|da|del|and)){{0,2}} {_CAPITAL})*")
_JOINED = re.compile(r" (?:and|for|the)(?: the)? ")
_BEGINS = re.compile(r"(?:^|[.!?:;]\s|\n)[\"“‘'(\[\s]*$")
_NO_NAMES = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "it",
        "its",
        "he",
        "she",
        "they",
        "we",
        "you",
        "i",
        "his",
        "her",
        "their",
        "our",
        "your",
        "my",
        "who",
        "what",
        "where",
        "when",
        "why",
        "how",
        "and",
        "or",
        "but",
        "nor",
        "so",
        "yet",
        "as",
        "than",
        "then",
        "if",
        "because",
        "since",
        "although",
        "though",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "without",
        "to",
        "into",
        "over",
        "under",
        "about",
        "around",
        "after",
        "before",
        "between",
        "through",
        "during",
        "against",
        "near",
        "not",
        "no",
        "never",
        "none",
        "neither",
        "nobody",
        "nothing",
        "some",
        "any",
        "each",
        "every",
        "both",
        "all",
        "more",
        "most",
        "many",
        "few",
        "there",
        "here",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "is",
        "are",
        "was",
        "were",
        "be",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "one",
        "only",
        "several",
        "nearly",
        "almost",
        "mr",
        "mrs",
        "ms",
        "dr",
        "also",
        "according",
        "however",
        "meanwhile",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def stated(text: str, published: str | None) -> Stated:
    """The text with its figures, times, places, signals and names.

    `published` is EDTF: where it is known, "on Friday" and "1 August" are dated by it.
    """
    found = tuple(places.find(text, ())[0])
    dates = tuple(times.find(text, published)[0])
    taken = [p.span for p in found] + [t.span for t in dates]
    return Stated(
        text,
        tuple(figures.find(text)[0]),
        dates,
        found,
        tuple(signals.find(text)),
        tuple(dict.fromkeys(_names(text, taken))),
    )


def _names(text: str, taken: Iterable[Span]) -> Iterable[str]:
    """Capitalised runs that are no place and no time; a common word that only begins a sentence is none."""
    gone = list(taken)
    for run in _RUN.finditer(text):
        begins = _BEGINS.search(text, max(0, run.start() - 6), run.start()) is not None
        for start, end in _parts(run):
            span = _trimmed(text, start, end, first=begins and start == run.start())
            if span and not any(a <= span.start and span.end <= b for a, b in gone):
                yield text[span.start : span.end]


def _parts(run: re.Match[str]) -> Iterable[tuple[int, int]]:
    """ "Ilsa Dorran and Ivo Quast" are two names."""
    at = run.start()
    for joint in _JOINED.finditer(run[0]):
        yield at, run.start() + joint.start()
        at = run.start() + joint.end()
    yield at, run.end()


def _trimmed(text: str, start: int, end: int, *, first: bool) -> Span | None:
    """Without the small words at its begin and the possessive at its end; None where nothing is left."""
    words = list(re.finditer(r"\S+", text[start:end]))
    dropped = 0
    while dropped < len(words) and words[dropped][0].casefold() in _NO_NAMES:
        dropped += 1
    if dropped == len(words) or (
        first and not dropped and len(words) == 1 and not _is_name(text, words[0][0])
    ):
        return None
    begin = start + words[dropped].start()
    whole = text[begin:end].removesuffix("'s").removesuffix("’s").rstrip("'’.")
    return Span(begin, begin + len(whole)) if len(whole) > 1 else None


def _is_name(text: str, word: str) -> bool:
    """Whether a word that begins a sentence is one: a given name, letters, or a capital elsewhere too."""
    bare = word.removesuffix("'s").removesuffix("’s").rstrip(".")
    small = re.search(rf"\b{re.escape(bare.casefold())}\b", text) is not None
    again = len(re.findall(rf"[a-z,] {re.escape(bare)}\b", text)) > 0
    return not small and (again or gender.is_given(bare) or (bare.isupper() and len(bare) > 1))
