"""Marking: from ranges of words to a markup of the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal

from sayso.claims import kinds, nesting, quotations
from sayso.claims.spans import Covered
from sayso.models.trained import formulas, gestures, phrasing
from sayso.models.trained.acts import act
from sayso.models.trained.decoding import runs
from sayso.models.trained.finding import Findings, Found, Range
from sayso.models.trained.words import Words
from sayso.types import (
    ApartKind,
    Attribution,
    Kind,
    Markup,
    Mention,
    Predicate,
    Resolution,
    Sentence,
    Span,
    Spans,
    Unplaced,
)

APART: tuple[ApartKind | None, ...] = (None, "question", "order", "opinion", "fragment")
MENTIONS: tuple[Literal["person", "organisation", "group", "place", "work"], ...] = (
    "person",
    "organisation",
    "group",
    "place",
    "work",
)
_MARKS = frozenset({":", "-", "–", "—", "--"})
_QUESTION = re.compile(r"\?[\"”’')\]]*\s*$")
_QUOTES = tuple("\"“‘'«„")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_PARTICLE = re.compile(r"\s+(?:of|for|as|over|with)\b")
_UNSPOKEN_WORDS = 6
"""Shorter quotations without a speaker are names, titles and irony."""


def mark(text: str, words: Words, found: Findings, least: float = 0.0) -> Markup:
    """The markup of a text; `least` is how likely an attribution must be right."""
    mentions = _mentions(text, words, found)
    made = (_attribution(text, words, f, mentions) for f in found.attributions)
    sentences = tuple(_sentences(text, words, found))
    kept = [_phrased(text, a, sentences) for a in made if a is not None]
    if least <= formulas.SURE:
        kept += formulas.formulaic(text, sentences, kept, mentions)
    if least <= gestures.SURE:
        kept += gestures.spoken(text, sentences, kept, mentions)
    below = phrasing.handed_down(text, kept)
    given = {len(kept) + at: outer for at, (_, outer) in enumerate(below)}
    kept += [inner for inner, _ in below]
    attributions = nesting.nested(kept, {**phrasing.passed_on(text, kept), **given})
    return Markup(sentences, attributions, mentions, _unspoken(text, attributions))


def _phrased(text: str, a: Attribution, sentences: Sequence[Sentence]) -> Attribution:
    """With what its words say of it."""
    return phrasing.widened(text, phrasing.dismissed(text, a), sentences)


def _mentions(text: str, words: Words, found: Findings) -> tuple[Mention, ...]:
    """The names; a last name alone is a person's where somebody is called by first and last name."""
    seen = [
        Mention(span, MENTIONS[kind])
        for a, b, kind in runs(found.mentions)
        if (span := _span(text, words, (a, b))) is not None
    ]
    seen = [m for m in seen if any(c.isalpha() for c in text[slice(*m.span)])]
    spelt = [text[slice(*m.span)].split() for m in seen]
    surnames = {s[-1] for m, s in zip(seen, spelt, strict=True) if m.label == "person" and len(s) > 1}
    return tuple(
        Mention(m.span, "person") if len(s) == 1 and s[0] in surnames else m
        for m, s in zip(seen, spelt, strict=True)
    )


def _span(text: str, words: Words, range_: Range) -> Span | None:
    """The place of some words, without line breaks at its edges; None where nothing else is left."""
    first, last = range_
    while first < last and text[words.spans[first].start] == "\n":
        first += 1
    while first < last and text[words.spans[last - 1].start] == "\n":
        last -= 1
    return Span(words.spans[first].start, words.spans[last - 1].end) if first < last else None


def _spans(text: str, words: Words, ranges: list[Range]) -> Spans:
    found = (_span(text, words, r) for r in ranges)
    return tuple(s for s in found if s is not None)


def _attribution(text: str, words: Words, found: Found, mentions: tuple[Mention, ...]) -> Attribution | None:
    voices = phrasing.uninserted(text, _spans(text, words, found.source))
    cue, source = phrasing.headed(text, _spans(text, words, [found.cue]), voices)
    content = _spans(text, words, found.content)
    if not (_is_said(text, cue) and any(c.isalnum() for s in content for c in text[slice(*s)])):
        return None
    said, voice = text[slice(*cue[0])], " ".join(text[a:b] for a, b in source)
    meant = act(said, text[slice(*words.spans[found.content[0][0]])])
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        kind=_kind(said, voice, source, _near(mentions, source)),
        act=meant,
        resolved=_antecedent(text, voice, source, mentions),
        target=_target(text, content) if meant == "accuses" else (),
        score=round(found.sure, 2),
    )


def _is_said(text: str, cue: Spans) -> bool:
    """Whether a cue is made of words, or is a mark that stands for one: "Berg: the dam holds"."""
    said = "".join(text[slice(*s)] for s in cue)
    return any(c.isalnum() for c in said) or said.strip() in _MARKS


def _near(mentions: tuple[Mention, ...], source: Spans) -> tuple[Mention, ...]:
    if not source:
        return ()
    first = bisect_left(mentions, source[0].start, key=lambda m: m.span.start)
    return mentions[first : bisect_left(mentions, source[0].end, key=lambda m: m.span.start)]


def _kind(cue: str, voice: str, source: Spans, near: tuple[Mention, ...]) -> Kind:
    if phrasing.common_knowledge(cue, voice):
        return "common_knowledge"
    return kinds.kind(voice, source, near)


def _antecedent(text: str, voice: str, source: Spans, mentions: tuple[Mention, ...]) -> Resolution | None:
    """What "who" or "which" stands for: the name it follows."""
    if voice.lower() not in _RELATIVES:
        return None
    before = bisect_right(mentions, source[0].start, key=lambda m: m.span.end) - 1
    if before < 0 or text[mentions[before].span.end : source[0].start].strip() not in ("", ","):
        return None
    span = mentions[before].span
    return Resolution(span, text[slice(*span)], f"the name that “{voice}” follows")


def _target(text: str, content: Spans) -> Spans:
    """The accused: the first words of the content, up to what they are accused of."""
    start, end = content[0]
    particle = _PARTICLE.search(text, start, end)
    if particle is None:
        return (content[0],) if len(content) > 1 else ()
    return (Span(start, particle.start()),)


def _sentences(text: str, words: Words, found: Findings) -> list[Sentence]:
    begins = [i for i, b in enumerate(found.begins) if b]
    predicates = [
        Predicate(*span, depth, round(max(-3.0, min(3.0, found.commitments[b - 1])), 2))
        for a, b, depth in runs(found.predicates)
        if (span := _span(text, words, (a, b))) is not None
    ]
    starts = [p.start for p in predicates]
    out: list[Sentence] = []
    ends = [*begins[1:], len(found.begins)] if begins else []
    for first, last, worth, opinion in zip(begins, ends, found.worth, found.subjective, strict=True):
        span = _span(text, words, (first, last))
        if span is None or not any(c.isalnum() for c in text[slice(*span)]):
            continue
        own = tuple(predicates[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
        apart = _apart(text[slice(*span)], APART[found.apart[first]], own)
        out.append(Sentence(span, apart, own, round(worth, 3), round(opinion, 3)))
    return out


def _apart(sentence: str, seen: ApartKind | None, predicates: tuple[Predicate, ...]) -> ApartKind | None:
    if _QUESTION.search(sentence) and not sentence.startswith(_QUOTES):
        return "question"
    if seen == "question":
        return None
    if not predicates and seen != "order":
        return "fragment"
    return None if seen == "fragment" else seen


def _unspoken(text: str, attributions: tuple[Attribution, ...]) -> tuple[Unplaced, ...]:
    """The quotations that no attribution touches."""
    taken = Covered(s for a in attributions for s in (*a.content, *a.source, *a.cue))
    return tuple(
        Unplaced("source", text[slice(*q.span)], "a quotation with no speaker in sight", q.span)
        for q in quotations.find(text)
        if not taken.within(q.span) and len(text[slice(*q.span)].split()) >= _UNSPOKEN_WORDS
    )
