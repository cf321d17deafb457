"""From one parsed piece of text to a markup, and from the pieces to the whole document's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from sayso.claims import kinds, nesting
from sayso.claims.cues import Lexicon
from sayso.models.rules import assemble, sentences, tree
from sayso.models.rules.candidate import Candidate
from sayso.types import Attribution, Markup, Mention, Resolution, Sentence, Span, Spans, Unplaced

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LABELS: dict[str, Literal["person", "organisation", "group", "place", "work"]] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "WORK_OF_ART": "work",
}
_RELATIVES = frozenset({"who", "which", "that", "whom"})


def mark_piece(doc: Doc, start: int, lexicon: Lexicon) -> Markup:
    """The markup of a piece that begins at code point `start` of its document."""
    mentions = tuple(
        Mention(Span(e.start_char, e.end_char), _LABELS[e.label_]) for e in doc.ents if e.label_ in _LABELS
    )
    found, unplaced = assemble.candidates(doc, lexicon)
    made = [(c, _attribution(doc, c, mentions)) for c in found]
    made = [(c, a) for c, a in made if a.content]
    attributions = nesting.nested([a for _, a in made], _given([c for c, _ in made]))
    described = (sentences.describe(s) for s in doc.sents)
    markup = Markup(tuple(s for s in described if s is not None), attributions, mentions, tuple(unplaced))
    return _shifted(markup, start)


def _given(found: list[Candidate]) -> dict[int, int]:
    """Who lies inside whom, where the construction itself says so."""
    index = {id(c): i for i, c in enumerate(found)}
    return {
        i: index[id(c.within)] for i, c in enumerate(found) if c.within is not None and id(c.within) in index
    }


def _attribution(doc: Doc, candidate: Candidate, mentions: tuple[Mention, ...]) -> Attribution:
    source = tree.spans(doc, candidate.source)
    first, last = doc[candidate.cue[0]], doc[candidate.cue[-1]]
    contiguous = last.i - first.i + 1 == len(candidate.cue)
    cue: Spans = (Span(first.idx, last.idx + len(last)),) if contiguous else tree.spans(doc, candidate.cue)
    words = " ".join(doc.text[a:b] for a, b in source)
    kind = candidate.kind or kinds.kind(words, source, mentions)
    return Attribution(
        source=source,
        cue=cue,
        content=assemble.content_spans(doc, candidate),
        kind=kind,
        act=candidate.act,
        resolved=_antecedent(doc, candidate),
        target=tree.spans(doc, candidate.target),
    )


def _antecedent(doc: Doc, candidate: Candidate) -> Resolution | None:
    """What "who" or "which" stands for: the noun its clause hangs on."""
    if len(candidate.source) != 1:
        return None
    pronoun: Token = doc[next(iter(candidate.source))]
    if pronoun.lower_ not in _RELATIVES:
        return None
    clause = next((t for t in pronoun.ancestors if t.dep_ == "relcl"), None)
    if clause is None:
        return None
    noun = clause.head
    spans = tree.spans(
        doc, tree.subtree(noun, without=[c for c in noun.children if c.dep_ in ("relcl", "acl")])
    )
    if not spans:
        return None
    span = next((s for s in spans if s.start <= noun.idx < s.end), spans[0])
    return Resolution(span, doc.text[span.start : span.end], f"the noun that “{pronoun.text}” refers to")


def join(parts: list[Markup]) -> Markup:
    """The markups of a document's pieces, already shifted, as one."""
    attributions: list[Attribution] = []
    for part in parts:
        base = len(attributions)
        attributions += [
            a if a.inside is None else replace(a, inside=a.inside + base) for a in part.attributions
        ]
    return Markup(
        tuple(s for p in parts for s in p.sentences),
        tuple(attributions),
        tuple(m for p in parts for m in p.mentions),
        tuple(u for p in parts for u in p.unplaced),
    )


def _shifted(markup: Markup, by: int) -> Markup:
    if by == 0:
        return markup

    def move(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    def every(spans: Spans) -> Spans:
        return tuple(move(s) for s in spans)

    def attribution(a: Attribution) -> Attribution:
        resolved = a.resolved and replace(a.resolved, span=move(a.resolved.span))
        return replace(
            a,
            source=every(a.source),
            cue=every(a.cue),
            content=every(a.content),
            target=every(a.target),
            resolved=resolved,
        )

    def sentence(s: Sentence) -> Sentence:
        predicates = tuple(p._replace(start=p.start + by, end=p.end + by) for p in s.predicates)
        return Sentence(move(s.span), s.apart, predicates)

    def unplaced(u: Unplaced) -> Unplaced:
        return u if u.span is None else replace(u, span=move(u.span))

    return Markup(
        tuple(map(sentence, markup.sentences)),
        tuple(map(attribution, markup.attributions)),
        tuple(Mention(move(m.span), m.label) for m in markup.mentions),
        tuple(map(unplaced, markup.unplaced)),
    )
