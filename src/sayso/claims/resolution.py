"""Resolution: which mention a pronoun, a surname or "the source" stands for.

Each choice carries its reason, and what finds no antecedent is listed rather than guessed. Most antecedents
stand before; where nobody does, the first who is named after ("“I was wrong,” she began. … Valerie Stanton").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sayso.claims import descriptions, kinds
from sayso.claims.register import Earlier
from sayso.claims.stage import Stage, Weigh
from sayso.types import Attribution, Kind, Mention, Resolution, Span, Unplaced

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its"})
_PRONOUNS = _HE | _SHE | _THEY | _IT
_WITHIN = re.compile(
    r"(?i)^(?:from )?(he|him|she|they|them|hers?|theirs|his)(?: (?:last|on|later|then)\b.*)?$"
)
"""A pronoun with a word or two too many: "from her", "she last week"."""
_SAYING = re.compile(
    r"(?i)^(his|her|their|its)(?: [\w-]+){0,3}? "
    r"(?:voice|words?|repl(?:y|ies)|answers?|responses?|retort|rejoinder|remarks?|comments?|shot|verdict|"
    r"motto|summary|caption|account|version|telling|testimony|tweets?|e-?mails?|letters?|messages?|statements?)$"
)
"""What she is said by: “her answer was”."""
_PERSONAL = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_NOBODY = _PRONOUNS | {"i", "we", "you", "who", "which", "that", "me", "us"}
_BODIES: frozenset[Kind] = frozenset({"organisation", "document", "state"})
_MANY: dict[Kind, float] = {"unnamed_group": 1.0, "organisation": 0.5, "state": 0.5}
_UNTOLD = 0.7
"""How well a pronoun fits somebody whose gender nothing tells."""


def resolve(
    text: str, attributions: Sequence[Attribution], mentions: Sequence[Mention]
) -> tuple[tuple[Attribution, ...], list[Unplaced]]:
    """The attributions with `resolved` and `kind` filled in, and the sources nobody was found for."""
    stage = Stage.of(text, tuple(mentions))
    out: list[Attribution] = list(attributions)
    unplaced: list[Unplaced] = []
    sources = sorted((a.source[0], i) for i, a in enumerate(out) if a.source)
    for span, i in _in_turn(stage, sources):
        if i is None:
            _take_up(stage, span)
            continue
        phrase = text[span.start : span.end]
        found = out[i].resolved or _antecedent(stage, out[i], phrase)
        if found is not None:
            kind = kinds.kind(found.name, (found.span,), _near(mentions, found.span))
            # "The army" stays a body, whoever it is taken for.
            keeps = descriptions.DEFINITE.match(phrase) and out[i].kind in _BODIES
            out[i] = replace(out[i], resolved=found, kind=out[i].kind if keeps else kind)
        elif phrase.lower() in _PRONOUNS and out[i].kind != "common_knowledge":
            unplaced.append(Unplaced("source", phrase, "nobody named before it fits", span))
        name = phrase if found is None else found.name
        if name.lower() not in _NOBODY:
            stage.register.add(Earlier(span, name, out[i].kind, speaks=True))
    return tuple(out), unplaced


def _in_turn(stage: Stage, sources: list[tuple[Span, int]]) -> list[tuple[Span, int | None]]:
    """The sources, and between them whatever else outside quotations takes somebody up again."""
    taken = [span for span, _ in sources]
    asides = [*_PERSONAL.finditer(stage.scene.text), *descriptions.places(stage.scene.text)]
    spans = (Span(*m.span()) for m in asides)
    return sorted([*sources, *((s, None) for s in spans if not _is_in(s, taken))], key=lambda pair: pair[0])


def _is_in(span: Span, sorted_spans: list[Span]) -> bool:
    at = bisect_left(sorted_spans, Span(span.start + 1, 0)) - 1
    return at >= 0 and sorted_spans[at].end > span.start


def _take_up(stage: Stage, span: Span) -> None:
    """Note whom the narration means by "he" or "the baker", so that the next pronoun finds them near."""
    words = stage.scene.text[slice(*span)].lower()
    if words in _PRONOUNS:
        best = stage.prominent(span.start, _weigh(stage, words))
        found = best[0][1] if best else None
    else:
        found = descriptions.same_person(stage, words.removeprefix("the "), span.start)
        found = found or Earlier(span, stage.scene.text[slice(*span)], "unnamed_person", speaks=False)
    if found is not None:
        stage.register.add(Earlier(span, found.name, found.kind, speaks=False))


def _near(mentions: Sequence[Mention], span: Span) -> tuple[Mention, ...]:
    first, last = (bisect_left(mentions, at, key=lambda m: m.span.start) for at in span)
    return tuple(mentions[first:last])


def _antecedent(stage: Stage, attribution: Attribution, phrase: str) -> Resolution | None:
    start = attribution.source[0].start
    pronoun = phrase.lower() if phrase.lower() in _PRONOUNS else None
    if pronoun is None and (within := _WITHIN.match(phrase)):
        pronoun = within[1].lower()
    if pronoun is not None:
        return _pronoun(stage, pronoun, start)
    owned = _SAYING.match(phrase)
    if owned:
        return _pronoun(stage, owned[1].lower(), start)
    described = descriptions.antecedent(stage, phrase, start)
    if described is not None:
        return described
    # The extractor may take a surname for a place or a firm; the full name before it knows better.
    if len(phrase.split()) == 1 or attribution.kind == "person":
        fuller = stage.register.fuller(phrase, start)
        if fuller is not None:
            return stage.resolution(fuller, "the fuller name before it")
    return None


def _pronoun(stage: Stage, word: str, position: int) -> Resolution | None:
    """Whoever is most in view and fits; where nobody does, who is named soon after."""
    weigh = _weigh(stage, word)
    best = stage.prominent(position, weigh)
    if best:
        return stage.resolution(best[0][1], f"the one most in view before “{word}” who fits")
    found = stage.coming(position, weigh) if word in _HE | _SHE else None
    return None if found is None else stage.resolution(found, f"the first after “{word}” who fits")


def _weigh(stage: Stage, word: str) -> Weigh:
    if word in _THEY:
        return lambda earlier: _MANY.get(earlier.kind, 0.0)
    if word in _IT:
        return lambda earlier: 1.0 if earlier.kind in _BODIES else 0.0
    wanted = "female" if word in _SHE else "male"

    def fits(earlier: Earlier) -> float:
        if not stage.is_person(earlier):
            return 0.0
        told = stage.gender(earlier)
        return 1.0 if told == wanted else _UNTOLD if told is None else 0.0

    return fits
