"""Resolution: which earlier mention a pronoun, a surname or "the source" stands for.

Each choice carries its reason, and what finds no antecedent is listed rather than guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.claims import kinds
from sayso.claims.register import FAR, REACH, Earlier, Register
from sayso.types import Attribution, Kind, Mention, Resolution, Span, Unplaced

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_IT = frozenset({"it", "its"})
_PRONOUNS = _HE | _SHE | _THEY | _IT
_DEFINITE = re.compile(r"^(?i:the|this|that|these|those|the same)\s+([^A-Z]+)$")
_MALE = re.compile(
    r"(?i)\b(?:mr\.?|sir|lord|king|prince|father|brother|son|man|boy|husband|spokesman|chairman|businessman)\b"
)
_FEMALE = re.compile(
    r"(?i)\b(?:mrs\.?|ms\.?|miss|lady|queen|princess|mother|sister|daughter|woman|girl|wife|widow|"
    r"spokeswoman|chairwoman|abbess|actress)\b"
)
_FIRMS = frozenset({"company", "firm", "group", "organisation", "organization", "agency"})
"""A name may be any of these; "the army" after the name of its enemy is not that enemy."""
_NEXT = 300
"""Code points: such a word takes up the name it follows at once, or none."""
_NOBODY = _HE | _SHE | _THEY | _IT | {"i", "we", "you", "who", "which", "that", "me", "us"}
_PEOPLE: frozenset[Kind] = frozenset({"person", "unnamed_person"})
_BODIES: frozenset[Kind] = frozenset({"organisation", "document", "state"})
_MANY: frozenset[Kind] = frozenset({"unnamed_group", "organisation", "state"})


def resolve(
    text: str, attributions: Sequence[Attribution], mentions: Sequence[Mention]
) -> tuple[tuple[Attribution, ...], list[Unplaced]]:
    """The attributions with `resolved` and `kind` filled in, and the sources nobody was found for."""
    register = Register.of(text, tuple(mentions))
    out: list[Attribution] = list(attributions)
    unplaced: list[Unplaced] = []
    for i in sorted(range(len(out)), key=lambda k: out[k].cue[0].start):
        if not out[i].source:
            continue
        span = out[i].source[0]
        phrase = text[span.start : span.end]
        found = out[i].resolved or _antecedent(register, out[i], phrase)
        if found is not None:
            kind = kinds.kind(found.name, (found.span,), _near(mentions, found.span))
            # "The army" stays a body, whoever it is taken for.
            keeps = _DEFINITE.match(phrase) and out[i].kind in _BODIES
            out[i] = replace(out[i], resolved=found, kind=out[i].kind if keeps else kind)
        elif phrase.lower() in _PRONOUNS and out[i].kind != "common_knowledge":
            unplaced.append(Unplaced("source", phrase, "nobody named before it fits", span))
        name = phrase if found is None else found.name
        if name.lower() not in _NOBODY:
            register.add(Earlier(span, name, out[i].kind, speaks=True))
    return tuple(out), unplaced


def _near(mentions: Sequence[Mention], span: Span) -> tuple[Mention, ...]:
    first, last = (bisect_left(mentions, at, key=lambda m: m.span.start) for at in span)
    return tuple(mentions[first:last])


def _antecedent(register: Register, attribution: Attribution, phrase: str) -> Resolution | None:
    start = attribution.source[0].start
    if phrase.lower() in _PRONOUNS:
        return _pronoun(phrase, list(register.before(start, REACH)))
    definite = _DEFINITE.match(phrase)
    if definite:
        return _definite(register, definite[1], start)
    # The extractor may take a surname for a place or a firm; the full name before it knows better.
    if len(phrase.split()) == 1 or attribution.kind == "person":
        fuller = register.fuller(phrase, start)
        return _as(fuller, "the fuller name before it")
    return None


def _pronoun(phrase: str, near: Sequence[Earlier]) -> Resolution | None:
    """The nearest who spoke before and fits; else the nearest named who fits."""
    fits = list(_fitting(phrase.lower(), near))
    spoke = next((e for e in fits if e.speaks), None)
    named = next(iter(fits), None)
    if spoke is not None and named is not None and spoke.span.start > named.span.start - REACH // 3:
        return Resolution(spoke.span, spoke.name, f"the last before “{phrase}” who speaks and fits")
    return _as(named, f"the nearest before “{phrase}” who fits")


def _as(earlier: Earlier | None, why: str) -> Resolution | None:
    return None if earlier is None else Resolution(earlier.span, earlier.name, why)


def _fitting(word: str, near: Iterable[Earlier]) -> Iterable[Earlier]:
    for earlier in near:
        if word in _HE | _SHE:
            other = _FEMALE if word in _HE else _MALE
            if earlier.kind in _PEOPLE and not other.search(earlier.name):
                yield earlier
        elif earlier.kind in (_MANY if word in _THEY else _BODIES):
            yield earlier


def _definite(register: Register, phrase: str, position: int) -> Resolution | None:
    """ "the source": an earlier source of that noun, somebody introduced by it, or the body it must be."""
    head = _head(phrase)
    same = _same_noun(register, head, position)
    if same is not None:
        return Resolution(same.span, same.name, f"the “{head}” named before")
    introduced = _introduced(register.text, head, position)
    if introduced is not None:
        name = register.text[introduced.start : introduced.end]
        return Resolution(introduced, name, f"the “{head}” named before")
    if phrase.strip().lower() in _FIRMS:
        near = (e for e in register.before(position, _NEXT) if e.kind == "organisation")
        body = next(near, None)
        return _as(body, f"the nearest organisation before “the {head}”")
    return None


def _head(phrase: str) -> str:
    """The last word before any preposition or clause: "senior official in the harbour" gives "official"."""
    cut = re.split(r"(?i),|\b(?:of|in|at|for|from|who|which|that|with|to|on)\b", phrase)[0].split()
    return cut[-1].lower() if cut else phrase.strip().lower()


def _same_noun(register: Register, head: str, position: int) -> Earlier | None:
    """An earlier source of the same noun; a title that stands before a name counts."""
    noun = re.compile(rf"(?i)\b{re.escape(head)}\b")
    title = re.compile(rf"(?i)\b{re.escape(head)}(?: (?:of|to|for|in|at|on) [^,.;\n]{{1,40}})?,? $")
    body = head in kinds.words()["organisation"] or head in kinds.words()["document"]
    for e in register.before(position, FAR):
        if noun.search(e.name) and not _DEFINITE.match(e.name):
            return e
        lead = register.text[max(0, e.span.start - 60) : e.span.start]
        if e.kind == "person" and not body and title.search(lead):
            return e
    return None


def _introduced(text: str, head: str, position: int) -> Span | None:
    """The last "a … official" before the position, for a definite "the official"."""
    phrase = re.compile(rf"(?i)\b(?:an?|one|another)\s+(?:[\w-]+\s+){{0,3}}{re.escape(head)}\b")
    start = max(0, position - FAR)
    found = [m.span() for m in phrase.finditer(text[start:position])]
    return Span(start + found[-1][0], start + found[-1][1]) if found else None
