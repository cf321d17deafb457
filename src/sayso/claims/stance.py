"""Stance: how surely a voice stands behind a content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.claims.spans import common, holds
from sayso.types import Act, Attribution, Kind, Predicate, Signal, Span, Spans, Stance

_BY_ACT: dict[Act, Stance] = {
    "denies": "denied",
    "doubts": "hedged",
    "asks": "asked",
    "predicts": "predicted",
    "promises": "predicted",
}
_WEAK = re.compile(
    r"(?i)\b(?:believ|think|thought|suspect|feel|felt|guess|assum|hop(?:e|ed|es|ing)\b|fear|worr|seem|appear|suggest|"
    r"speculat|imagin|reckon|suppos|presum|estimat|rumou?r|reportedly|alleged|purported|apparent|hint|impl(?:y|ied)|"
    r"impression|conjectur|surmis|insinuat)"
)
_NEGATED = re.compile(r"(?i)(?:\bnot\b|n['’]t\b|\bnever\b|\bno\b)")
_NO_DOUBT = re.compile(r"(?i)\bno doubt\b")
_WITHHELD = re.compile(r"(?i)\b(?:den(?:y|ied|ies)|rul(?:e|ed) out|exclude)")
_OF_A_NOUN = frozenset({"so-called", "alleged", "purported", "suspected", "rumoured", "rumored"})
"""These keep a distance from a name, not from what is said of it."""
_COMMIT: frozenset[Act] = frozenset({"thinks"})


def of_cue(cue: str, act: Act, kind: Kind) -> Stance:
    """What the cue itself says of the source's commitment.

    "does not believe" denies; "did not say" and "did not deny" leave it open, which is a hedge.
    """
    if _NO_DOUBT.search(cue):
        return "asserted"
    if _NEGATED.search(cue):
        if act in _COMMIT and not _WITHHELD.search(cue):
            return "denied"
        return "hedged" if act not in ("asks", "promises") else _BY_ACT[act]
    if act in _BY_ACT:
        return _BY_ACT[act]
    return "hedged" if _WEAK.search(cue) else "asserted"


def of_content(
    content: Spans, predicates: Sequence[Predicate], signals: Sequence[Signal], text: str
) -> Stance:
    """What the words of a content say of how surely it is put, read off its main predicates.

    A hedge or a "will" in a subordinate clause says nothing of the whole: "a tunnel that will stand"
    predicts nothing.
    """
    inner = [p for p in predicates if holds(content, p.start)]
    depth = min((p.depth for p in inner), default=0)
    # Of "it sank and will be raised" the first verb leads: what follows is told along with it.
    main = [p for p in inner if p.depth == depth][:1]
    verbs = [Span(p.start, p.end) for p in main]
    at_verb = {s.kind for s in signals if any(common([v], s.span) for v in verbs)}
    beside = {s.kind for s in signals if _beside(s.span, main, inner, text)}
    if "counterfactual" in at_verb | beside:
        return "counterfactual"
    if (
        main
        and "conditional" in {s.kind for s in signals if holds(content, s.span.start)}
        and _conditioned(content, signals, main, text)
    ):
        return "conditional"
    if "hedge" in at_verb | beside:
        return "hedged"
    if "prediction" in at_verb:
        return "predicted"
    return "asserted"


def _beside(span: Span, main: Sequence[Predicate], inner: Sequence[Predicate], text: str) -> bool:
    """Whether an adverb stands with a main predicate: nearer to it than to any other, same clause."""
    if not main or text[span.start : span.end].lower() in _OF_A_NOUN:
        return False
    nearest = min(inner, key=lambda p: min(abs(p.start - span.end), abs(span.start - p.end)))
    gap = text[min(span.end, nearest.end) : max(span.start, nearest.start)]
    return nearest in main and len(gap) < 40 and not any(mark in gap for mark in ";:—")


def _conditioned(content: Spans, signals: Sequence[Signal], main: Sequence[Predicate], text: str) -> bool:
    """Whether an "if" opens a clause of the content beside its main one, rather than an indirect question."""
    for signal in signals:
        if signal.kind != "conditional" or not holds(content, signal.span.start):
            continue
        before = text[max(0, signal.span.start - 12) : signal.span.start].lower()
        if before.rstrip().endswith(("even", "as", "ask", "asked", "know", "see", "wonder", "say", "what")):
            continue
        modal = any(
            re.search(r"(?i)will|would|could|may|might|can|shall|['’]ll|['’]d", text[p.start : p.end])
            for p in main
        )
        if modal or signal.span.start < main[0].start:
            return True
    return False


def combined(cue: Stance, content: Stance) -> Stance:
    """A voice's stance towards a content: what its cue says outright, else what its words say."""
    if cue in ("denied", "asked", "counterfactual") or content == "asserted":
        return cue
    if cue == "predicted" and content in ("hedged", "predicted"):
        return "predicted"
    return content


def of(attribution: Attribution, cue: str, content: Stance) -> Stance:
    """The stance of an attribution whose content, by its own words, is put so."""
    own = of_cue(cue, attribution.act, attribution.kind)
    return own if attribution.act == "doubts" else combined(own, content)
