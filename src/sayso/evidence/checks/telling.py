"""Telling: who says a sentence, where it tells so itself ("the ministry said that p")."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sayso.evidence.checks import vocabulary
from sayso.types import Span

_SOURCE = r"[^,;:.“”\"]{2,80}?"
_FAR = 400
"""Characters of a sentence that are looked at."""


class Told(NamedTuple):
    source: str
    cue: str
    content: Span
    denied: bool


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    verb = rf"(?:has |have |had )?(?P<cue>{vocabulary.verbs()})"
    deny = r"(?:has |have |had )?(?P<deny>den(?:y|ies|ied)|disput(?:es|ed))"
    told = r"(?: (?:the |a |his |her )?(?:court|reporters|parliament|journalists|police|inquiry|[A-Z]\w+))?"
    tell = "(?P<cue>told|warned|informed|assured)"
    words_of = "(?P<cue>[Ii]n the words of|[Bb]y the account of|[Ii]n the view of)"
    hearer = r"(?:the |a |his |her |its |their )?[\w’'-]+(?: [\w’'-]+)?"
    return tuple(
        re.compile(pattern, re.IGNORECASE if "according" in pattern else 0)
        for pattern in (
            rf"(?P<source>{_SOURCE}) (?:{deny}|{verb}){told}(?: [a-z]+ly)? that (?P<content>.+)",
            rf"{hearer} (?:was|were) {tell} by (?P<source>{_SOURCE}) that (?P<content>.+)",
            rf"(?P<source>{_SOURCE}) {tell} {hearer} that (?P<content>.+)",
            rf"(?P<source>{_SOURCE}) (?P<cue>(?:was|is|were) quoted as saying) (?:that )?(?P<content>.+)",
            rf"It was (?P<source>{_SOURCE}) who {verb} (?:that )?(?P<content>.+)",
            rf"[“\"](?P<content>.+?),?[”\"],? (?P<source>{_SOURCE}) {verb}(?!\w)",
            rf"[“\"](?P<content>.+?),?[”\"],? {verb} (?P<source>[^,]+?)\.?$",
            rf"{words_of} (?P<source>{_SOURCE}), (?P<content>.+)",
            rf"(?P<cue>according to) (?P<source>{_SOURCE}), (?P<content>.+)",
            r"(?P<content>.+?), (?P<cue>according to) (?P<source>[^,]+?)\.?$",
            rf"(?P<content>.+), (?P<source>{_SOURCE}) {verb}\.?$",
            rf"(?P<content>.+), {verb} (?P<source>[^,]+?)\.?$",
            rf"(?P<source>(?:The |A )?[A-Z]{_SOURCE}) {verb}"
            r" (?P<content>(?:(?:the|it|he|she|they) |[A-Z]).+)",
        )
    )


def told(text: str) -> Told | None:
    """The voice that a sentence gives for what it says; None where it gives none."""
    for pattern in _patterns():
        found = pattern.match(text[:_FAR])
        if found:
            groups = found.groupdict()
            cue = groups.get("cue") or groups.get("deny") or ""
            return Told(found["source"].strip(), cue, Span(*found.span("content")), bool(groups.get("deny")))
    return None
