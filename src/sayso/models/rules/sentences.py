"""Sentences: where they end, what they do, and their predicates."""

from __future__ import annotations

import re
from statistics import quantiles
from typing import TYPE_CHECKING

from sayso.claims.cues import words
from sayso.models.rules import tree
from sayso.types import ApartKind, Predicate, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Slice

_WRAP_WIDTHS = (45, 100)
"""Lines of wrapped text fill up to one of these widths, in code points; a paragraph's line may have any."""
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "csubj", "pcomp", "xcomp"})
_VALUING = frozenset({"should", "ought"})
_OURS = frozenset({"i", "we"})
_FEELING = frozenset({"think", "believe", "hope", "wish", "feel", "fear", "want", "love", "hate"})
_DATELINE = re.compile(
    r"(?m)^[ \t]*[A-Z][A-Z.'’-]{2,}(?:[ ,]+[A-Z][\w.'’]*){0,4}"
    r"(?:, (?:\w+\.? \d{1,2}|\d{1,2} \w+)(?:,? \d{4})?)?"
    r"(?: \([\w /]{2,20}\))? ?(?:[–—]|--| -) (?=[^\W\d_]|[\"“'‘])"
)
"""A place in capitals with date and agency, as wires open: "BERGEN, 4 March 2024 (AP) – "."""
_ASKING = re.compile(r"(?:Who|Whom|Whose|What|Why|How|Where|When|Which) (?:[^.!?;:]|\.\w)*$")
"""A headline that asks, without its question mark: "Who gains from the strike"."""
_QUESTION = re.compile(r"\?[\"”’')\]]*\s*$")


def is_wrapped(text: str) -> bool:
    """Whether single line breaks only wrap lines: most lines then end near one and the same width."""
    lengths = [len(line.rstrip()) for line in text.split("\n") if line.strip()]
    if len(lengths) < 4:
        return False
    low, high = quantiles(lengths, n=10)[4], max(lengths)
    return _WRAP_WIDTHS[0] <= high <= _WRAP_WIDTHS[1] and low > 0.75 * high


def bound(doc: Doc, *, wrapped: bool) -> Doc:
    """Begin a sentence after each paragraph break, so that no headline runs into what follows."""
    for token in doc[:-1]:
        breaks = token.text.count("\n")
        if breaks > 1 or (breaks == 1 and not wrapped):
            doc[token.i + 1].is_sent_start = True
    for dateline in _DATELINE.finditer(doc.text):
        after = doc.char_span(dateline.end(), dateline.end() + 1, alignment_mode="expand")
        if after is not None and after.start > 0:
            doc[after.start].is_sent_start = True
    return doc


def describe(sentence: Slice) -> Sentence | None:
    """The sentence with its predicates, or None where it holds no word."""
    tokens = [t for t in sentence if not t.is_space]
    if not any(c.isalnum() for c in sentence.text):
        return None
    span = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    predicates = tuple(_predicate(t) for t in tokens if _is_finite(t))
    return Sentence(span, _apart(tokens, bool(predicates)), predicates)


def _is_finite(token: Token) -> bool:
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
        return False
    if token.tag_ == "VBN" and token.dep_ == "ROOT" and tree.child(token, "nsubj") is not None:
        return not any(c.dep_ in ("aux", "auxpass") for c in token.children) or _has_finite_aux(token)
    return token.tag_ in _FINITE or _has_finite_aux(token)


def _has_finite_aux(token: Token) -> bool:
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ in _FINITE for c in token.children)


def _predicate(verb: Token) -> Predicate:
    # From the first auxiliary, also over a subject between ("may the plan not fail"), and never from an
    # adverb before it: "reportedly" may be somebody's cue, and then the verb alone is what is told.
    first = min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass"))])
    last = verb.doc[tree.verb_group(verb)[-1]]
    depth = sum(t.dep_ in _CLAUSES for t in (verb, *verb.ancestors))
    return Predicate(verb.doc[first].idx, last.idx + len(last), depth)


def _apart(tokens: list[Token], has_predicate: bool) -> ApartKind | None:
    text = tokens[0].doc.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
    if (_QUESTION.search(text) and text[0] not in "\"“'‘") or _ASKING.match(text):
        return "question"
    root = next((t for t in tokens if t.dep_ == "ROOT"), tokens[0])
    if root.tag_ == "VB" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "expl") for c in root.children):
        return "order"
    if not has_predicate:
        return "fragment"
    return "opinion" if _is_opinion(root) else None


def _is_opinion(root: Token) -> bool:
    """Values, duties and feelings that the author puts forward as such: nothing there to check."""
    helpers = {c.lower_ for c in root.children if c.dep_ == "aux"}
    if helpers & _VALUING:
        return True
    if root.lemma_ == "be" and any(
        c.dep_ in ("acomp", "attr") and c.lemma_.lower() in words("opinions") for c in root.children
    ):
        return True
    ours = any(c.dep_ == "nsubj" and c.lower_ in _OURS for c in root.children)
    return ours and ("must" in helpers or root.lemma_.lower() in _FEELING)
