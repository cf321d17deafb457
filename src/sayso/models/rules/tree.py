"""What the rules ask of a dependency tree: who is the subject, what does a clause span."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.types import Span, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "csubj"})
_CLIMB = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep"})
_EDGE = frozenset(",;:.-–—…)(") | {"--", "..."}


def subtree(token: Token, *, without: Iterable[Token] = ()) -> set[int]:
    """Token indices of the subtree, less the subtrees named."""
    found = {t.i for t in token.subtree}
    for other in without:
        found -= {t.i for t in other.subtree}
    return found


def child(token: Token, *deps: str) -> Token | None:
    """The first child in one of the relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def passive(verb: Token) -> bool:
    """Whether the verb is passive: "was accused", "a plan proposed by …"."""
    if verb.tag_ != "VBN":
        return False
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent", "csubjpass") for c in verb.children):
        return True
    bare = not any(c.dep_ in ("aux", "nsubj") for c in verb.children)
    return bare and (verb.dep_ in ("acl", "advcl") or is_predicative(verb))


def is_predicative(participle: Token) -> bool:
    """ "stands accused": a participle that a verb of being completes."""
    return participle.dep_ in ("xcomp", "acomp") and participle.head.lemma_.lower() in (
        "stand",
        "remain",
        "find",
    )


def patient(verb: Token) -> Token | None:
    """Of a passive: who it is done to."""
    return child(verb.head, "nsubj") if is_predicative(verb) else child(verb, "nsubjpass")


def agent(verb: Token) -> Token | None:
    """Who does it, in a passive: the noun after "by"."""
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def subject(verb: Token) -> Token | None:
    """Who does it: the verb's own subject, its agent in a passive, or the one it shares with its head."""
    if passive(verb):
        return agent(verb)
    own = child(verb, *SUBJECTS)
    return own if own is not None else _shared(verb)


def _shared(verb: Token) -> Token | None:
    """The subject of the verb, or the noun, that this verb depends on."""
    head = verb.head
    if verb.dep_ == "acl":
        return head if head.pos_ in ("NOUN", "PROPN", "PRON") else None
    if verb.dep_ == "pcomp" and head.lower_ == "as":
        return _quoted(head.head)
    if verb.dep_ not in _CLIMB or head.i == verb.i or head.pos_ not in ("VERB", "AUX", "ADP"):
        return None
    return child(head, "nsubjpass") if passive(head) else subject(head)


def _quoted(verb: Token) -> Token | None:
    """Whom "quoted a source as saying", "was quoted as saying", "went on record as saying" lets speak."""
    if passive(verb):
        return child(verb, "nsubjpass")
    thing = child(verb, "dobj")
    return thing if thing is not None else subject(verb)


def phrase(noun: Token, *, cue: Token) -> set[int]:
    """The noun with all that hangs on it, but not the clause that holds the cue."""
    holding = [
        c for c in noun.children if cue.is_ancestor(c) is False and (c.i == cue.i or c.is_ancestor(cue))
    ]
    found = subtree(noun, without=holding)
    if noun.dep_ == "conj" or not found:
        return found or {noun.i}
    return found


def verb_group(verb: Token) -> list[int]:
    """The verb with its auxiliaries, negation, adverbs and particle, as far as they stand together."""
    members = {verb.i} | {c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt", "advmod")}
    first = last = verb.i
    while first - 1 in members:
        first -= 1
    while last + 1 in members and verb.doc[last + 1].dep_ == "prt":
        last += 1
    return list(range(first, last + 1))


def runs(indices: Iterable[int]) -> list[list[int]]:
    """Maximal runs of consecutive indices."""
    out: list[list[int]] = []
    for i in sorted(indices):
        if out and out[-1][-1] == i - 1:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def spans(doc: Doc, indices: Iterable[int], quoted: Iterable[Span] = ()) -> Spans:
    """Indices as spans, without punctuation at the edges; a quotation keeps its marks.

    Offsets are those of `doc.text`. Stretches of the quotations given are kept whole, for tokens do
    not always end where quotation marks do.
    """
    found: list[Span] = list(quoted)
    for run in runs(indices):
        while run and _is_edge(doc, run[0]):
            run.pop(0)
        while run and _is_edge(doc, run[-1]):
            run.pop()
        if run:
            last = doc[run[-1]]
            found.append(Span(doc[run[0]].idx, last.idx + len(last)))
    return merged(found, doc.text)


def _is_edge(doc: Doc, i: int) -> bool:
    text = doc[i].text
    return text in _EDGE or not text.strip()


def merged(found: Iterable[Span], text: str) -> Spans:
    """Overlapping spans, and spans with nothing but white space between them, made one."""
    out: list[Span] = []
    for span in sorted(found):
        if out and (span.start <= out[-1].end or not text[out[-1].end : span.start].strip(" ,")):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
