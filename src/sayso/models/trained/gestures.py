"""Gestures: quotations without a cue, spoken by who acts beside them: "He slid it back. “A shoe.”"

The cue of such an attribution is the mark that opens the quotation: no word says that anybody speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.claims import kinds, quotations
from sayso.claims.spans import Covered
from sayso.types import Attribution, Kind, Mention, Sentence, Span

_SENTENCE = re.compile(r"[“„«\"'‘`]+\s*[A-Z0-9].*[.!?…]\W*$", re.DOTALL)
"""A quotation that is a sentence of its own, not words that somebody's sentence quotes."""
_PERSONS = frozenset({"he", "she", "they", "i"})
_SPEAKS: frozenset[Kind] = frozenset({"person", "unnamed_person"})
_ADVERB = re.compile(r"(?: (?:also|then|now|just|only|still|again|later|once|always|never|\w+ly))+$")
"""Stand between a subject and its verb."""
_LONGEST = 8
"""Words of a subject: longer ones are no subjects but openings of sentences."""
_ENDS = tuple(".!?:…—–")
SURE = 0.6
"""How likely such a speaker is the right one."""


def spoken(
    text: str, sentences: Sequence[Sentence], found: Sequence[Attribution], mentions: tuple[Mention, ...]
) -> list[Attribution]:
    """An attribution for each quotation that has no other and somebody acting beside it in its paragraph."""
    taken = Covered(s for a in found for s in (*a.content, *a.source, *a.cue))
    starts = [s.span.start for s in sentences]
    out = []
    for quotation in quotations.find(text):
        span = quotation.span
        if taken.within(span) or not _SENTENCE.match(text[slice(*span)]):
            continue
        beside = _before(text, span, sentences, starts) or _after(text, span, sentences, starts)
        source = None if beside is None or _quotes(text, beside.span) else _subject(text, beside)
        if source is not None and (kind := _kind(text, source, mentions)) in _SPEAKS:
            cue = Span(span.start, span.start + 1)
            out.append(Attribution((source,), (cue,), (span,), kind, score=SURE))
    return out


def _before(text: str, span: Span, sentences: Sequence[Sentence], starts: list[int]) -> Sentence | None:
    """The sentence that ends where the quotation begins, in the same paragraph."""
    line = text.rfind("\n", 0, span.start) + 1
    if not text[line : span.start].rstrip().endswith(_ENDS):
        return None
    at = bisect_left(starts, span.start) - 1
    while at >= 0 and sentences[at].span.start >= span.start:
        at -= 1
    if at < 0 or sentences[at].span.start < line or not sentences[at].predicates:
        return None
    return sentences[at]


def _after(text: str, span: Span, sentences: Sequence[Sentence], starts: list[int]) -> Sentence | None:
    """The sentence behind a quotation that begins its paragraph."""
    line = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    at = bisect_right(starts, span.end)
    if text[line : span.start].strip() or at >= len(sentences):
        return None
    near = sentences[at].span.start < (len(text) if end < 0 else end)
    return sentences[at] if near and not text[span.end : sentences[at].span.start].strip() else None


def _quotes(text: str, span: Span) -> bool:
    return any(mark in text[slice(*span)] for mark in '“”„«»"')


def _subject(text: str, sentence: Sentence) -> Span | None:
    """What stands before the first main predicate, from the last comma on; an aside is passed over."""
    main = next((p for p in sentence.predicates if p.depth == 0), None)
    if main is None:
        return None
    before = text[sentence.span.start : main.start].rstrip()
    if before.endswith(","):  # "Anna, the warden, rose"
        before = before[: max(before.rfind(", "), 0)]
    begin = sentence.span.start + before.rfind(", ") + 2 if ", " in before else sentence.span.start
    end = begin + len(_ADVERB.sub("", text[begin : sentence.span.start + len(before)]))
    return Span(begin, end) if 0 < len(text[begin:end].split()) <= _LONGEST else None


def _kind(text: str, source: Span, mentions: tuple[Mention, ...]) -> Kind:
    words = text[slice(*source)]
    if words.lower() in _PERSONS:
        return "person"
    return kinds.kind(
        words, (source,), tuple(m for m in mentions if source.start <= m.span.start < source.end)
    )
