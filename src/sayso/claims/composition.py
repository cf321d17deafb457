"""Composition: from attributions and sentences to claims, each with its chains.

A sentence is cut along its attributions: what lies in a content is claimed by that voice, what is
left over is the author's. A claim never runs on past its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.claims.nesting import chain
from sayso.claims.spans import Covered, common, holds, minus, size
from sayso.types import Act, Apart, ApartKind, Attribution, Markup, Sentence, Span, Spans

_PROPOSES: frozenset[Act] = frozenset(
    {"accuses", "denies", "confirms", "predicts", "promises", "asks", "orders"}
)
_APART: dict[Act, ApartKind] = {"asks": "question", "orders": "order"}
_LEAD = re.compile(r"(?i)^(?:that|because|since|and|but|or)\s+|^[\s,;:.…–—-]+")
_TAIL = re.compile(r"[\s,;:.…–—-]+$|\s+(?:and|but|or|that|as|when|while)$")
_EMPTY = re.compile(r"(?i)\b(?:that|which|who|whether|because|since|and|but|or|so|as|if|then|when|while)\b")
"""Words that say nothing when they stand alone between two attributions."""
_PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’", '"': '"', "'": "'", "``": "''", "''": "''"}
_OPENINGS, _CLOSINGS = tuple(_PAIRS), tuple(_PAIRS.values())
_WORDS = re.compile(r"\w+")
_VERBLESS = re.compile(
    r"(?i)^(?:not )?to\s+\w+|\b(?:of|for|from|with)\s+(?:\w+ly )?\w+ing\b|^the \w[\w ]{0,40} at .{0,40}\d"
)
"""What says something without a finite verb: "to leave", "of hiding it", "the toll at 11"."""
_WITHHOLDS = re.compile(r"(?i)\b(?:declin|refus)")
_TEMPORAL = re.compile(
    r"(?i)(?:on \w+, )?(?:(?:\w+ )?\w+ (?:minute|hour|day|week|month|year)s? |shortly |soon |just )?"
    r"(?:after|before|until|when|once|while)\b"
)
_QUOTES = tuple("\"“‘'«")
_FIRST_PERSON = frozenset({"i", "we"})
_FEWEST_WORDS = 2
_DIRECT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A claim before it is weighed: where it stands, and through whom."""

    content: Spans
    chains: tuple[tuple[int, ...], ...]
    sentence: Sentence
    voice: int | None = None
    """The attribution whose content it is, also where that voice is the author's own."""


def compose(text: str, markup: Markup) -> tuple[list[Piece], list[Apart]]:
    """Every claim of the document in order of the text, and what is kept apart."""
    sentences = markup.sentences
    speaking = [i for i, a in enumerate(markup.attributions) if _proposes(text, a, sentences)]
    inner: defaultdict[int | None, list[Span]] = defaultdict(list)
    for i in speaking:
        inner[markup.attributions[i].inside] += _own(markup.attributions[i])
    pieces: list[Piece] = []
    apart: list[Apart] = []
    for i in speaking:
        for piece in _spoken(text, i, inner[i], markup):
            kind = _kept_apart(text, piece, markup.attributions[i].act)
            if kind is None:
                pieces.append(piece)
            else:
                apart.append(Apart(piece.content, kind))
    taken = Covered(s for i in speaking for s in _own(markup.attributions[i]))
    for sentence in sentences:
        _authors(text, sentence, taken.within(sentence.span), pieces, apart)
    pieces = _one_per_place(pieces)
    return sorted(pieces, key=lambda p: p.content), sorted(apart, key=lambda a: a.content)


def _own(a: Attribution) -> Iterable[Span]:
    return (*a.source, *a.cue, *a.content)


def _proposes(text: str, a: Attribution, sentences: Sequence[Sentence]) -> bool:
    """Whether the content says something, rather than name a thing ("praised the plan").

    That somebody gave an order is itself claimed by whoever tells of it, and stays whole there; only an
    order quoted in its own words speaks for itself.
    """
    words = " ".join(text[s:e] for s, e in a.content)
    if _WITHHOLDS.search(" ".join(text[s:e] for s, e in a.cue)):
        return False  # "declined to comment": that they declined is the claim, and the teller's
    if a.act == "orders":
        return words[:1] in _QUOTES and len(_WORDS.findall(words)) >= _DIRECT_WORDS
    if a.act in _PROPOSES:
        return True
    if any(_VERBLESS.search(text[s:e]) for s, e in a.content):
        return True
    if words[:1] in _QUOTES and len(_WORDS.findall(words)) >= _DIRECT_WORDS:
        return True
    return any(holds(a.content, p.start) for s in across(sentences, a.content) for p in s.predicates)


def across(sentences: Sequence[Sentence], spans: Spans) -> Sequence[Sentence]:
    """The sentences that the spans touch; sentences are in order and do not overlap."""
    first = bisect_right(sentences, spans[0].start, key=lambda s: s.span.start) - 1
    last = bisect_right(sentences, spans[-1].end - 1, key=lambda s: s.span.start)
    return sentences[max(0, first) : last]


def _spoken(text: str, i: int, within: Sequence[Span], markup: Markup) -> Iterable[Piece]:
    """The pieces of one content that no voice inside it takes up, a piece a sentence."""
    every = markup.attributions
    for sentence in across(markup.sentences, every[i].content):
        whole = common(every[i].content, sentence.span)
        rest = common(minus(whole, within), sentence.span)
        content = trimmed(text, rest)
        if not content or _count(text, content) < _FEWEST_WORDS:
            continue
        if size(rest) < size(whole) and not _stands_alone(content, sentence, whole):
            continue
        yield Piece(content, (_voices(text, i, every),), sentence, i)


def _voices(text: str, i: int, every: Sequence[Attribution]) -> tuple[int, ...]:
    """The chain, less the author in the first person: "we must understand that p" is their own word."""
    return tuple(j for j in chain(i, every) if every[j].inside is not None or not _is_author(text, every[j]))


def _is_author(text: str, a: Attribution) -> bool:
    words = {text[s:e].lower() for s, e in a.source}
    return bool(words) and words <= _FIRST_PERSON


def _stands_alone(content: Spans, sentence: Sentence, within: Spans) -> bool:
    """Whether what is left of a stretch holds one of its main predicates, and so says something by itself."""
    inner = [p for p in sentence.predicates if holds(within, p.start)]
    depth = min((p.depth for p in inner), default=0)
    return any(p.depth == depth and holds(content, p.start) for p in inner)


def _authors(text: str, sentence: Sentence, taken: Spans, pieces: list[Piece], apart: list[Apart]) -> None:
    """What the author says in the sentence on nobody else's word."""
    left = trimmed(text, minus((sentence.span,), taken))
    content = _standing(text, _whole(left, sentence), sentence) if taken else left
    if not content:
        return
    if sentence.apart is not None:
        apart.append(Apart(content, sentence.apart))
    elif sentence.predicates:
        pieces.append(Piece(content, ((),), sentence))


def _standing(text: str, content: Spans, sentence: Sentence) -> Spans:
    """What is left beside an attribution, where it says something by itself.

    That is a main clause, or a clause of time ("…, she said, three days after the ship had sunk"). Any
    other clause is as likely the speaker's, and must not come out as the author's word.
    """
    if _main_left(content, sentence) and _count(text, content) > _FEWEST_WORDS:
        return content
    return tuple(
        s for s in content if _TEMPORAL.match(text[s.start : s.end]) and _count(text, (s,)) > _DIRECT_WORDS
    )


def _whole(content: Spans, sentence: Sentence) -> Spans:
    """The parts with a predicate, and a part that such a part goes on from ("The man … was arrested").

    A part with neither belonged to the attribution cut out beside it ("… warned as early as May …").
    """
    kept: list[Span] = []
    for span in reversed(content):
        verbal = any(span.start <= p.start < span.end for p in sentence.predicates)
        subject = kept and any(0 <= p.start - kept[-1].start <= 1 for p in sentence.predicates)
        if verbal or subject:
            kept.append(span)
    return tuple(reversed(kept))


def _main_left(content: Spans, sentence: Sentence) -> bool:
    return any(p.depth == 0 and holds(content, p.start) for p in sentence.predicates)


def _kept_apart(text: str, piece: Piece, act: Act) -> ApartKind | None:
    end = piece.content[-1].end
    if text[end : end + 2].lstrip("\"”’'»").startswith("?") or text[end - 1] == "?":
        return "question"
    return _APART.get(act)


def _one_per_place(pieces: list[Piece]) -> list[Piece]:
    """Pieces at one place become one claim with all their chains: a content laid in two mouths."""
    at: dict[Spans, Piece] = {}
    for piece in pieces:
        earlier = at.get(piece.content)
        chains = piece.chains if earlier is None else (*earlier.chains, *piece.chains)
        at[piece.content] = Piece(piece.content, tuple(dict.fromkeys(chains)), piece.sentence, piece.voice)
    return list(at.values())


def trimmed(text: str, spans: Spans) -> Spans:
    """Without opening conjunctions, and without marks and white space at the edges of each part."""
    cut = (_trimmed(text, span) for span in spans)
    return tuple(s for s in cut if _WORDS.search(_EMPTY.sub("", text[s.start : s.end])))


def _trimmed(text: str, span: Span) -> Span:
    while True:
        words = text[span.start : span.end]
        lead, tail = _LEAD.match(words), _TAIL.search(words)
        inner = Span(span.start + (lead.end() if lead else 0), span.end - (len(tail.group()) if tail else 0))
        inner = _unquoted(text, inner)
        if inner == span or inner.start >= inner.end:
            return inner if inner.start < inner.end else Span(span.start, span.start)
        span = inner


def _unquoted(text: str, span: Span) -> Span:
    """Without the marks that enclose it, and without a mark at an edge whose partner is not inside."""
    start, end = span
    words = text[start:end]
    if not (words.startswith(_OPENINGS) or words.endswith(_CLOSINGS)):
        return span
    for mark, partner in _PAIRS.items():
        rest = words[len(mark) :]
        if words.startswith(mark) and (partner not in rest or rest.find(partner) == len(rest) - len(partner)):
            start += len(mark)
            end -= len(partner) if rest.endswith(partner) else 0
            return Span(start, max(start, end))
    for mark, partner in _PAIRS.items():
        if words.endswith(partner) and mark not in words[: -len(partner)]:
            return Span(start, max(start, end - len(partner)))
    return span


def _count(text: str, spans: Spans) -> int:
    return sum(len(_WORDS.findall(text[a:b])) for a, b in spans)
