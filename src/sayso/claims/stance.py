"""Stance: how surely a voice stands behind a content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.claims import framing
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
    r"impression|conjectur|surmis|insinuat|unclear|unsure|uncertain|non-answer)"
)
_NEGATED = re.compile(r"(?i)(?:\bnot\b|n['’]t\b|\bnever\b|\bno\b|\bfail(?:s|ed|ing)? to\b)")
_NO_DOUBT = re.compile(r"(?i)\bno doubt\b")
_WITHHELD = re.compile(
    r"(?i)\b(?:den(?:y|ied|ies)|rul(?:e|ed) out|exclude|know|sure|certain|understand|say|said)\b"
)
_REFUSED = re.compile(
    r"(?i)\b(?:refus|declin|balk|baulk|oppos|rul(?:e|es|ed|ing) out|object(?:s|ed|ing|ions?)? to\b|"
    r"(?:vot|argu|campaign|lobb)\w* against\b|sp(?:eak|oke)\w* out against\b)"
)
_SILENT = re.compile(
    r"(?i)\b(?:refus|declin)\w* (?:\w+ )?to (?:comment|say|name|identify|specify|discuss|disclose|confirm|"
    r"rule out|elaborate|speculate|reveal|answer|respond|tell|explain|deny)|\bdisagree\w* (?:on|over|about)\b"
)
"""A refusal to speak of something leaves it open; so do two who differ over it."""
_INTENDED = re.compile(r"(?i)\b(?:intend|intention|plan(?:s|ned|ning)?\b|willing\b|threat)")
_OF_A_NOUN = frozenset({"so-called", "alleged", "purported", "suspected", "rumoured", "rumored"})
"""These keep a distance from a name, not from what is said of it."""
_COMMIT: frozenset[Act] = frozenset({"thinks"})
_FUTURE = re.compile(
    r"(?i)\b(?:will|won['’]t|shall|gonna|would(?! (?:have|like|rather|prefer|not have))|going to)\b|['’]ll\b"
)
_WISHED = re.compile(r"(?i)\bwould (?:\w+ly )?(?:have|like|love|rather|prefer|hope|not have)\b|['’]d\b")
_MODAL = re.compile(r"(?i)\b(?:will|would|could|may|might|can|shall|should)\b|['’](?:ll|d)\b")
_RELATIVE = re.compile(r"(?i)\w\W+(?:that|which|who)\s+(?:\w+ly\s+)?$")


def of_cue(cue: str, act: Act, kind: Kind) -> Stance:
    """What the cue itself says of the source's commitment.

    "does not believe" denies; "did not say" and "did not deny" leave it open, which is a hedge.
    """
    if _NO_DOUBT.search(cue):
        return "asserted"
    if _is_left_open(cue, act):
        return "hedged"
    if _REFUSED.search(cue) or (act in _COMMIT and _NEGATED.search(cue)):
        return "denied"
    meant: Stance = "predicted" if _INTENDED.search(cue) else "hedged" if _WEAK.search(cue) else "asserted"
    return _BY_ACT.get(act, meant)


def _is_left_open(cue: str, act: Act) -> bool:
    """Whether the source is told not to have spoken: then the words of the content are nobody's either."""
    if _SILENT.search(cue):
        return True
    negation = _NEGATED.search(cue)
    if negation is None or act == "asks":
        return False
    if act == "promises":  # of "vowed never to" the negation belongs to what is vowed
        return negation.end() < len(cue.rstrip())
    return act not in _COMMIT or _WITHHELD.search(cue) is not None


def of_content(
    content: Spans, predicates: Sequence[Predicate], signals: Sequence[Signal], text: str
) -> Stance:
    """What the words of a content say of how surely it is put, read off its main predicates.

    A hedge or a "will" in a subordinate clause says nothing of the whole: "a tunnel that will stand"
    predicts nothing.
    """
    if not content:
        return "asserted"
    start, end = content[0]
    if framing.asks(text[start:end]):
        return "asked"
    framed, after = framing.opening(text[start:end])
    rest = _leading((Span(start + after, end), *content[1:]), predicates, text)
    words = _of_rest(rest, predicates, [s for s in signals if holds(rest, s.span.start)], text)
    return words if framed == "asserted" else combined(framed, words)


def _leading(content: Spans, predicates: Sequence[Predicate], text: str) -> Spans:
    """The first part of a split quotation where that is a statement by itself, else all of it.

    What somebody goes on to say after "she said" bears on what they said before no more than another
    sentence does; but "Unless it rains", said the warden, "the herd goes" is one.
    """
    words = text[content[0].start : content[0].end]
    alone = any(holds(content[:1], p.start) for p in predicates)
    return content[:1] if alone and not framing.is_subordinate(words) else content


def _of_rest(content: Spans, predicates: Sequence[Predicate], signals: Sequence[Signal], text: str) -> Stance:
    inner = [p for p in predicates if holds(content, p.start)]
    main = _main(content, inner, text)
    verbs = [Span(p.start, p.end) for p in main]
    # "should have" blames for what was not done; nothing is supposed by it.
    signals = [s for s in signals if not text.startswith("should", s.span.start)]
    at_verb = {s.kind for s in signals if any(common([v], s.span) for v in verbs)}
    beside = {s.kind for s in signals if _beside(s.span, main, inner, text)}
    words = text[content[0].start : content[0].end]
    modal = any(_MODAL.search(text[p.start : p.end]) for p in inner)
    if "counterfactual" in at_verb | beside or (modal and framing.is_unreal(words)):
        return "counterfactual"
    if framing.is_conditional(words, modal=modal) or (main and _conditioned(content, signals, main, text)):
        return "conditional"
    if "hedge" in at_verb | beside:
        return "hedged"
    if "prediction" in at_verb or any(_is_future(p, text) for p in main):
        return "predicted"
    return "asserted"


def _main(content: Spans, inner: Sequence[Predicate], text: str) -> list[Predicate]:
    """The leading main predicate; none where the content is a noun with a relative clause.

    Of "it sank and will be raised" the first verb leads: what follows is told along with it.
    """
    depth = min((p.depth for p in inner), default=0)
    main = [p for p in inner if p.depth == depth]
    start = content[0].start
    if len(main) > 1 and framing.is_subordinate(text[start : content[0].end]):
        comma = text.find(",", main[0].end, main[1].start)
        main = main[1:] if comma >= 0 else main
    if main and _RELATIVE.search(text[start : main[0].start]):
        return []
    return main[:1]


def _is_future(predicate: Predicate, text: str) -> bool:
    """Whether the verb looks ahead: "is gonna", "’s going to", and "would" where speech is reported."""
    words = text[predicate.start : predicate.end + len(" going to")]
    return bool(_FUTURE.search(words)) and not _WISHED.search(words)


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
        modal = any(_MODAL.search(text[p.start : p.end]) for p in main)
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
    settled = attribution.act == "doubts" or _is_left_open(cue, attribution.act)
    return own if settled else combined(own, content)
