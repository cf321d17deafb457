"""Check-worthiness: how much a claim asks to be checked, with a table of small reasons.

Each reason holds independently with the chance its weight gives; the score is the chance that at
least one does (a noisy-or), so that it stays in [0, 1] and every reason can be said in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sayso.types import Act, Checkworthy, Figure, Place, Stance, Time

_CAUSAL = re.compile(
    r"(?i)\b(?:because|caused?|led to|due to|result(?:ed|s)? (?:in|from)|responsible|behind|carried out|"
    r"killed|attack)"
)
_COMPARED = re.compile(
    r"(?i)\b(?:more than|less than|fewer|higher|lower|largest|biggest|first|(?<!at )(?:most|least)|record|"
    r"doubled|tripled|increase|decrease|rose|fell)\b"
)
_NAME = re.compile(r"(?<=[\w,] )[A-Z][a-z]+|\b[A-Z]{2,}\b")
_FIRST = re.compile(r"(?i)^\W*(?:i|we|you|it's|that's)\b")
_BASE = 0.18


@dataclass(frozen=True, slots=True)
class Content:
    """What the reasons look at."""

    text: str
    stance: Stance
    act: Act | None
    """Of the farthest voice; None for the author's own word."""
    figures: tuple[Figure, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]


def figure(c: Content) -> bool:
    """a figure"""
    return bool(c.figures)


def place(c: Content) -> bool:
    """a place"""
    return bool(c.places)


def date(c: Content) -> bool:
    """a date"""
    return any(t.precision != "vague" for t in c.times)


def accusation(c: Content) -> bool:
    """an accusation"""
    return c.act == "accuses"


def cause(c: Content) -> bool:
    """a deed or a cause"""
    return bool(_CAUSAL.search(c.text))


def comparison(c: Content) -> bool:
    """a comparison"""
    return bool(_COMPARED.search(c.text))


def name(c: Content) -> bool:
    """a name"""
    return bool(_NAME.search(c.text)) and not c.places


REASONS: tuple[tuple[Callable[[Content], bool], float], ...] = (
    (figure, 0.65),
    (place, 0.5),
    (date, 0.5),
    (accusation, 0.5),
    (cause, 0.35),
    (comparison, 0.3),
    (name, 0.25),
)
_WEAKER: dict[Stance, tuple[float, str]] = {
    "predicted": (0.5, "but a prediction"),
    "conditional": (0.5, "but conditional"),
    "counterfactual": (0.4, "but counterfactual"),
    "asked": (0.2, "but a question"),
}


def judge(content: Content, worth: float | None = None) -> Checkworthy:
    """The score with its sentence.

    `worth` is how likely the content's sentence is worth a check, where the extractor has learnt to tell: it
    is the score then, and the table gives the reasons alone.
    """
    held = [(reason, weight) for reason, weight in REASONS if reason(content)]
    miss = 1 - _BASE
    for _, weight in held:
        miss *= 1 - weight
    factor, but = _WEAKER.get(content.stance, (1.0, ""))
    if _FIRST.match(content.text):
        factor *= 0.7
    words = [str(reason.__doc__) for reason, _ in held]
    plain = worth is not None and worth >= 0.5
    none = "a plain statement of fact" if plain else "nothing in it that a record could settle"
    why = _listed(words) if words else none
    score = (1 - miss) * factor if worth is None else worth
    return Checkworthy(round(score, 2), f"{why}, {but}" if but else why)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
