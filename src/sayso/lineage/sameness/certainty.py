"""How surely a telling says what it says: denied, asked, foreseen, hedged."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sayso.lineage.links import Drift, Telling
from sayso.lineage.sameness import vocabulary
from sayso.types import Span

_NEGATION = re.compile(
    r"\b(?:not|never|no one|no-one|nobody|none|neither|without|cannot|nothing|no longer)\b|n[’']t\b"
    r"|\bno\b(?! (?:less|fewer|more|later|sooner|doubt|matter))",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"\bnot (?:less|fewer|more|under|only|over|just|until|out of the question)\b"
    r"|\b(?:nothing (?:but|else|other)|none other)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:no one|nobody|none|no)\b(?! (?:less|fewer|more))", re.IGNORECASE)
_NO_DOUBT = re.compile(r"\bnot out of the question|\b(?:it is|it’s|it's) (?:quite )?possible", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|won[’']t|shall|(?:is|are|was|were) (?:(?:due |set |going |about |expected )?to)"
    r"|plans? to|would)\b"
    r"(?! have\b)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:has|have|had|was|were|did)\b|\b\w{2,}ed\b|\b(?:sold|bought|stole|found|went|took|cut|left|fell|rose|sank"
    r"|hid|shot|met|lost|won|gave|made|set|hit|ran)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"^\W*(?:if|should|unless|provided)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_MAYBE = frozenset({"may", "might", "could"})
_SEEMS = re.compile(r"\b(?:seem|appear)(?:s|ed)?\b(?! (?:to|that|likely|as if)\b)", re.IGNORECASE)
"""“The bakery appears on the coat of arms” is for sure."""
_UNABLE = re.compile(r"\bcould(?: not|n[’']t)?\b(?! have\b)", re.IGNORECASE)
"""“No call could be made” is for sure."""
_FALSE = re.compile(
    r"\b(?:no (?:truth|basis|substance|grounds?|evidence|proof)|not (?:true|so|the case)|untrue|false"
    r"|baseless|unfounded|groundless)\b",
    re.IGNORECASE,
)
"""Denies what is told, whatever it is."""
_THINKS = {"thinks": "thinks", "doubts": "doubts"}
_NOBODY = "said to be so"
"""Where the hedge stands outside the content, as "reportedly" does."""


class Certainty(NamedTuple):
    denied: bool
    """Whether what is said is that it is not so: by a voice that denies, or by the words."""
    hedge: str
    """The words that make it less sure; "" where none do."""
    mood: str
    """asserted, predicted, conditional or asked."""
    past: bool
    """Whether the words say that it has happened."""
    voiced: bool
    """Whether it is a voice that denies, or words that deny whatever is told."""
    negated: str
    """What the first word after a "not" stands for; "" where none is."""


def certainty(telling: Telling, figures: Sequence[Span]) -> Certainty:
    words = _without(telling.words, figures)
    untrue = _FALSE.search(words)
    voiced = (telling.stance == "denied") != (untrue is not None)
    rest = words if untrue is None else words[: untrue.start()] + words[untrue.end() :]
    negation = _NEGATION.search(_COUNTING.sub(" ", rest))
    hedge = _hedge(telling, words if negation is None else _UNABLE.sub(" ", words))
    mood = _mood(telling, words)
    past = mood == "asserted" and _PAST.search(words) is not None
    negated = _negated(rest, negation.end()) if negation else ""
    return Certainty(voiced != (negation is not None), hedge, mood, past, voiced, negated)


def _negated(words: str, start: int) -> str:
    after = (w.casefold() for w in _WORD.findall(words[start:]))
    return next((vocabulary.sense(w) for w in after if w not in vocabulary.words("empty")), "")


def _without(words: str, spans: Sequence[Span]) -> str:
    """“No fewer than 30” is no denial. A count of none is one, and stays."""
    for a, b in sorted(spans, reverse=True):
        if not _NONE.match(words[a:b]):
            words = words[:a] + " " + words[b:]
    return words


def _hedge(telling: Telling, words: str) -> str:
    possible = _NO_DOUBT.search(words)
    words = _SEEMS.sub(" ", words)
    found = [possible[0]] if possible else []
    found += [w for w in _WORD.findall(words) if w.casefold() in vocabulary.words("hedges")]
    if found and found[0] == "May":  # the month, unless it leads
        found = found[1:] if not words.lstrip().startswith("May") else found
    if found:
        return found[0]
    if words.startswith("to "):
        return ""  # "plans to sell": that it is planned is told for sure
    farthest = [chain[-1] for chain in telling.chains if chain]
    for voice in farthest:
        if voice.act in ("thinks", "doubts") or voice.stance == "hedged":
            return f"{voice.name} {_THINKS.get(voice.act, 'is not sure')}" if voice.name else _NOBODY
    return _NOBODY if telling.stance == "hedged" else ""


def _mood(telling: Telling, words: str) -> str:
    if telling.stance == "asked" or words.rstrip().endswith("?"):
        return "asked"
    if telling.stance == "conditional" or _IF.search(words):
        return "conditional"
    maybe = any(w.casefold() in _MAYBE for w in _WORD.findall(words))
    if telling.stance == "counterfactual" and not maybe:
        return "conditional"
    if telling.stance == "predicted" or _FUTURE.search(words):
        return "predicted"
    return "asserted"


def drifts(one: Certainty, other: Certainty, shared: Collection[str], *, aligned: bool) -> list[Drift]:
    """`shared`: what words of both stand for. A "not" counts where it is about one of them: "did not
    survive" is no denial of "died"."""
    return [*_denial(one, other, shared, aligned=aligned), *_hedged(one, other), *_moods(one, other)]


def _denial(a: Certainty, b: Certainty, shared: Collection[str], *, aligned: bool) -> list[Drift]:
    if a.denied == b.denied:
        return []
    if not (aligned or a.voiced != b.voiced or a.negated in shared or b.negated in shared):
        return []
    first, then = ("denied", "asserted") if a.denied else ("asserted", "denied")
    return [Drift("denial", first, then, f"what was {first} is {then}")]


def _hedged(a: Certainty, b: Certainty) -> list[Drift]:
    if bool(a.hedge) == bool(b.hedge):
        return []
    lost = bool(a.hedge)
    why = f"“{a.hedge or b.hedge}” was {'lost' if lost else 'added'}: it is {'more' if lost else 'less'} sure"
    return [Drift("hedge", a.hedge, b.hedge, why)]


def _moods(a: Certainty, b: Certainty) -> list[Drift]:
    # The present tense tells of what is to come, too: only what has happened stands against a forecast.
    tells = a.mood != b.mood and ({a.mood, b.mood} != {"predicted", "asserted"} or a.past or b.past)
    if not tells:
        return []
    return [Drift("stance", a.mood, b.mood, f"what was {a.mood} is {b.mood}")]
