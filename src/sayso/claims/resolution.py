"""Resolution: which earlier mention a pronoun, a surname or "the source" stands for.

Each choice carries its reason, and what finds no antecedent is listed rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.claims import kinds
from sayso.types import Attribution, Kind, Mention, Resolution, Span, Unplaced

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_IT = frozenset({"it", "its"})
_DEFINITE = re.compile(r"(?i)^(?:the|this|that|these|those|the same|the latter)\s+(.+)$")
_TITLE = re.compile(r"(?i)^(?:mr|mrs|ms|miss|dr|prof|sir|lord|lady|sen|rep|gov|gen|col|capt|lt)\.?\s+")
_MALE = re.compile(
    r"(?i)\b(?:mr\.?|sir|lord|king|prince|father|brother|son|man|boy|husband|spokesman|chairman|businessman)\b"
)
_FEMALE = re.compile(r"(?i)\b(?:mrs\.?|ms\.?|miss|lady|queen|princess|mother|sister|daughter|woman|girl|wife|widow|spokeswoman|chairwoman)\b")  # fmt: skip
_PEOPLE: frozenset[Kind] = frozenset({"person", "unnamed_person"})
_BODIES: frozenset[Kind] = frozenset({"organisation", "document", "state"})
_MANY: frozenset[Kind] = frozenset({"unnamed_group", "organisation", "state"})
REACH = 1500
"""Code points: a pronoun is not resolved to somebody named longer ago than a few paragraphs."""


@dataclass(frozen=True, slots=True)
class _Earlier:
    """Somebody who could be meant: the phrase, where it ends, what it is, whether it spoke."""

    span: Span
    name: str
    kind: Kind
    speaks: bool


def resolve(
    text: str, attributions: Sequence[Attribution], mentions: Sequence[Mention]
) -> tuple[tuple[Attribution, ...], list[Unplaced]]:
    """The attributions with `resolved` and `kind` filled in, and the sources nobody was found for."""
    known = _named(text, mentions)
    out: list[Attribution] = list(attributions)
    unplaced: list[Unplaced] = []
    for i in sorted(range(len(out)), key=lambda k: out[k].cue[0].start):
        attribution = out[i]
        if not attribution.source:
            continue
        span = attribution.source[0]
        phrase = text[span.start : span.end]
        if attribution.resolved is None:
            attribution = _resolved(text, attribution, phrase, known, unplaced)
        else:
            r = attribution.resolved
            attribution = replace(attribution, kind=kinds.kind(r.name, (r.span,), tuple(mentions)))
        out[i] = attribution
        known = _remember(known, attribution, phrase)
    return tuple(out), unplaced


def _named(text: str, mentions: Sequence[Mention]) -> list[_Earlier]:
    labels: dict[str, Kind] = {"person": "person", "organisation": "organisation"}
    return [
        _Earlier(m.span, text[m.span.start : m.span.end], labels[m.label], speaks=False)
        for m in mentions
        if m.label in labels
    ]


def _remember(known: list[_Earlier], attribution: Attribution, phrase: str) -> list[_Earlier]:
    """A source counts under what it stands for, at the place where it spoke last."""
    name = attribution.resolved.name if attribution.resolved else phrase
    return [*known, _Earlier(attribution.source[0], name, attribution.kind, speaks=True)]


def _resolved(
    text: str, attribution: Attribution, phrase: str, known: list[_Earlier], unplaced: list[Unplaced]
) -> Attribution:
    span, word = attribution.source[0], phrase.lower()
    before = sorted((e for e in known if e.span.end <= span.start), key=lambda e: e.span, reverse=True)
    near = [e for e in before if span.start - e.span.end < REACH]
    if word in _HE | _SHE | _THEY | _IT:
        found, why = _pronoun(word, near)
        if found is None:
            if attribution.kind != "common_knowledge":
                unplaced.append(Unplaced("source", phrase, "nobody named before it fits", span))
            return attribution
        return _with(attribution, found, why)
    definite = _DEFINITE.match(phrase)
    if definite and not any(c.isupper() for c in phrase[len("the") :]):
        found = _same_noun(definite[1], text, before)
        return (
            attribution
            if found is None
            else _with(attribution, found, f"the “{_head(definite[1])}” named before")
        )
    if attribution.kind == "person":
        found = _fuller(phrase, before)
        if found is not None:
            return _with(attribution, found, "the fuller name before it")
    return attribution


def _with(attribution: Attribution, found: _Earlier, why: str) -> Attribution:
    return replace(attribution, resolved=Resolution(found.span, found.name, why), kind=found.kind)


def _pronoun(word: str, near: list[_Earlier]) -> tuple[_Earlier | None, str]:
    """The nearest who spoke before and fits; else the nearest named who fits."""
    if word in _HE | _SHE:
        other = _FEMALE if word in _HE else _MALE
        fits = [e for e in near if e.kind in _PEOPLE and not other.search(e.name)]
    elif word in _THEY:
        fits = [e for e in near if e.kind in _MANY]
    else:
        fits = [e for e in near if e.kind in _BODIES]
    spoke = next((e for e in fits if e.speaks), None)
    named = next(iter(fits), None)
    if spoke is not None and (named is None or spoke.span.start > named.span.start - REACH // 3):
        return spoke, f"the last before “{word}” who speaks and fits"
    return named, f"the nearest before “{word}” who fits"


def _head(phrase: str) -> str:
    """The last word before any preposition or clause: "Afghan official in Kabul" gives "official"."""
    cut = re.split(r"(?i),|\b(?:of|in|at|for|from|who|which|that|with|to|on)\b", phrase)[0].split()
    return cut[-1].lower() if cut else phrase.lower()


def _same_noun(phrase: str, text: str, before: list[_Earlier]) -> _Earlier | None:
    """An earlier source of the same noun, e.g. "a source with access" for "the source"; titles before names count."""
    head = _head(phrase)
    for e in before:
        if not re.match(r"(?i)(?:the|this|that)\b", e.name) and re.search(
            rf"(?i)\b{re.escape(head)}\b", e.name
        ):
            return e
        lead = text[max(0, e.span.start - 60) : e.span.start]
        if e.kind == "person" and re.search(rf"(?i)\b{re.escape(head)}\b[^.;\n]*$", lead):
            return e
    return None


def _fuller(phrase: str, before: list[_Earlier]) -> _Earlier | None:
    """The latest earlier name that ends in this surname and says more."""
    name = _TITLE.sub("", phrase).strip()
    if not name or len(name.split()) > 1:
        return None
    for e in before:
        words = _TITLE.sub("", e.name).split()
        if e.kind == "person" and len(words) > 1 and words[-1].strip(".,") == name.removesuffix("’s"):
            return e
    return None
