"""Counting: what happened to those whom a figure counts, also where its own words do not tell.

Stated ─"lives … lost", "confirmed dead", "the twelfth victim died"→ figures of people killed
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.figures import amount
from sayso.findings import Stated
from sayso.types import Figure, Span

_TOLD = (
    "confirmed", "reported", "declared", "pronounced", "found", "known", "feared", "believed", "thought",
    "said",
)  # fmt: skip
"""What a figure may be said to be of, that tells nothing of what happened."""
_DEAD = r"(?:dead|died|dies?|killed|drowned|perished|lost their lives|lost his life|lost her life)"
_CLAUSE = r"[^.;:!?,\n]{0,40}?"
_AFTER = re.compile(
    rf"^(?: of (?:the|those|them)(?: \w+)?)?(?: (?:and|or) \w+)?(?: (?:who|that|which))?"
    rf"(?: (?:is|are|was|were|have|has|had|been|be|now|since|all|later|also|being)|"
    rf" (?:{'|'.join(_TOLD)})(?: to (?:be|have))?)*"
    rf" {_DEAD}\b",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"^(?: (?:were|was|are|have been|had been|has been))? (?:lost|claimed|taken|cut short)\b", re.I
)
_VICTIMS = re.compile(rf"\b(?:number|count|total) of victims\b{_CLAUSE}$", re.IGNORECASE)
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
_NTH = re.compile(
    rf"\b(?:an?|the) (?P<n>\d+(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
    r" (?:person|victim|man|woman|boy|girl|child|patient|body|passenger|worker|soldier)"
    rf"(?: (?:has|have|had|now|also))* {_DEAD}\b",
    re.IGNORECASE,
)
"""Whoever dies as the twelfth makes them twelve."""


def counts(stated: Stated) -> tuple[Figure, ...]:
    """The figures, each of what the words around it tell to have happened."""
    own = [_of(stated.text, figure) for figure in stated.figures]
    return (*own, *_nth(stated.text, own))


def _of(text: str, figure: Figure) -> Figure:
    after, before = text[figure.span.end :], text[: figure.span.start]
    if amount(figure).outcome == "hurt" and re.match(rf"^ {_DEAD}\b", after, re.IGNORECASE):
        return replace(figure, of="died")  # "twelve of the injured died"
    if (figure.of and figure.of not in _TOLD) or not _are_people(figure):
        return figure
    if _AFTER.match(after) or _VICTIMS.search(before):
        return replace(figure, of="dead")
    return replace(figure, of="dead") if figure.unit == "lives" and _LOST.match(after) else figure


def _are_people(figure: Figure) -> bool:
    return not amount(figure).scaled and figure.unit not in vocabulary.words("currencies")


def _nth(text: str, known: list[Figure]) -> Iterator[Figure]:
    for found in _NTH.finditer(text):
        at = Span(found.start(), found.end("n"))
        if not any(f.span.start < found.end() and found.start() < f.span.end for f in known):
            value = _number(found["n"])
            yield Figure(at, value, value, unit="people", of="died")


def _number(words: str) -> int:
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else _ORDINALS.index(words.casefold()) + 1


def in_words(figure: Figure) -> str | None:
    """What is counted: "people killed", also of "12 killed"; and "lives lost", for nobody kills a life."""
    counted = amount(figure)
    if counted.outcome == "dead" and figure.unit in ("lives", "deaths", "fatalities"):
        return "lives lost" if figure.unit == "lives" else figure.unit
    unit = figure.unit or ("people" if counted.outcome else None)
    return " ".join(filter(None, (unit, figure.of))) or None


def is_told_by(figure: Figure, claimed: Figure) -> bool:
    """Whether the claim's words for what it counts are right for this figure too: it names no others."""
    return amount(figure).outcome is not None and amount(figure).sort == amount(claimed).sort == "people"
