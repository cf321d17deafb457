"""Attributions that hang on a clause: "according to", "as X said", "in X's view", "citing", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.claims.cues import Lexicon, words
from sayso.models.rules import tree
from sayso.models.rules.candidate import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_GENERAL = frozenset({"you", "we", "everyone", "everybody", "all", "anyone"})
_CITING = frozenset({"cite", "quote"})
_TOLD = frozenset({"tell", "inform"})
_RECEIVED = frozenset({"receive", "get", "obtain", "hear", "learn"})


def find(doc: Doc, lexicon: Lexicon) -> Iterator[Candidate]:
    """Every candidate of these kinds, in order of the text within each kind."""
    for token in doc:
        word = token.lower_
        if word == "according":
            yield from _according(token)
        elif word in words("hearsay") and token.dep_ == "advmod":
            yield from _hearsay(token)
        elif word == "as" and token.dep_ == "mark":
            yield from _as_clause(token, lexicon)
        elif word in ("in", "per") and token.dep_ == "prep":
            yield from _in_view(token)
        elif token.lemma_.lower() in _CITING and token.tag_ == "VBG":
            yield from _citing(token)


def _clause_of(adjunct: Token) -> Token:
    """The verb of the clause that the adjunct modifies; the parser often hangs it on a noun inside."""
    head = adjunct.head
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    return head


def _clause_tokens(adjunct: Token) -> set[int]:
    """The clause that an adjunct speaks of. At a sentence's edge, it is the whole sentence."""
    sentence = adjunct.sent
    first = next(
        (t.i for t in sentence if not t.is_punct and not t.is_space and t.pos_ != "CCONJ"), sentence.start
    )
    own = {t.i for t in adjunct.subtree}
    after = [t for t in sentence if t.i > max(own) and not t.is_punct and not t.is_space]
    if adjunct.i == first or not after:
        return set(range(sentence.start, sentence.end)) - own
    head = _clause_of(adjunct)
    return tree.subtree(head) - own if head.i not in own else set(range(sentence.start, sentence.end)) - own


def _according(token: Token) -> Iterator[Candidate]:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    source = None if to is None else tree.child(to, "pobj")
    if to is None or source is None:
        return
    more = _trailing_participle(token)
    content = _clause_tokens(token) - more
    candidate = Candidate(token, [token.i, to.i], tree.subtree(source), content, "states", "according")
    yield candidate
    inner = list(_received(source, candidate))
    # "…, which he had from a boy, escaped from the camp, …": the participle tells of the nearest noun.
    (inner[0] if inner else candidate).source |= more
    yield from inner


def _trailing_participle(adjunct: Token) -> set[int]:
    """A participle phrase between commas right after the adjunct: it describes who speaks."""
    last = max(t.i for t in adjunct.subtree)
    doc = adjunct.doc
    if last + 2 >= len(doc) or doc[last + 1].text != ",":
        return set()
    verb = doc[last + 2]
    if verb.tag_ not in ("VBN", "VBG", "VBD") or verb.dep_ not in ("advcl", "acl", "amod", "dep"):
        return set()
    if tree.child(verb, "nsubj", "nsubjpass") is not None:
        return set()
    # The parser may hang the adjunct itself on the participle: only what follows counts.
    own = {i for i in tree.subtree(verb) if i > last}
    closed = max(own) + 1 < len(doc) and doc[max(own) + 1].text == ","
    return own | {last + 1} if closed else set()


def _received(source: Token, outer: Candidate) -> Iterator[Candidate]:
    """ "According to the source, which he had from a boy, …": the boy says what the source says."""
    for verb in (t for t in source.children if t.dep_ in ("relcl", "acl")):
        link, origin = _origin(verb)
        if link is None or origin is None:
            continue
        apart = [t for t in source.subtree if t.i == verb.i]
        outer.source = tree.subtree(source, without=apart)
        # A short way between the verb and its preposition is cue: "had it from", "was told this by".
        cue = range(verb.i, link.i + 1) if link.i - verb.i < 4 else (verb.i, link.i)
        inner = Candidate(
            verb, list(cue), tree.subtree(origin), set(outer.content), "states", "received", within=outer
        )
        farther = list(_received(origin, inner))
        yield inner
        yield from farther


def _origin(verb: Token) -> tuple[Token | None, Token | None]:
    """Whom it was had from, and the word that links the verb to them."""
    lemma = verb.lemma_.lower()
    if lemma in _TOLD and tree.passive(verb):
        return tree.child(verb, "agent"), tree.agent(verb)
    had_it = lemma == "have" and any(
        c.dep_ == "dobj" and c.lower_ in ("it", "this", "that") for c in verb.children
    )
    if not had_it and lemma not in _RECEIVED:
        return None, None
    link = next((c for c in verb.children if c.lower_ == "from"), None)
    return link, tree.child(link, "pobj") if link is not None else None


def _hearsay(token: Token) -> Iterator[Candidate]:
    head = _clause_of(token)
    yield Candidate(
        token, [token.i], set(), tree.subtree(head) - {token.i}, "states", "hearsay", kind="nobody"
    )


def _as_clause(mark: Token, lexicon: Lexicon) -> Iterator[Candidate]:
    """ "as officials have said", "as is well known", "as you know"."""
    verb = mark.head
    told = tree.child(verb, "acomp") if verb.lemma_ == "be" else None
    lemma = "know" if told is not None and told.lower_ == "known" else verb.lemma_.lower()
    act = lexicon.speech(lemma)
    if verb.dep_ != "advcl" or act is None or any(c.dep_ in ("ccomp", "dobj") for c in verb.children):
        return
    own = tree.subtree(verb)
    content = _clause_tokens(verb) - own
    # Not the subject shared with the main clause: "as is well known" has none.
    speaker = tree.child(verb, *tree.SUBJECTS) if not tree.passive(verb) else tree.agent(verb)
    source = set() if speaker is None else tree.phrase(speaker, cue=verb)
    general = lemma == "know" and (speaker is None or speaker.lower_ in _GENERAL)
    if general:
        source = set()
    cue = sorted(
        {mark.i, *tree.verb_group(verb)} | (own & {speaker.i} if general and speaker is not None else set())
    )
    kind = "common_knowledge" if general else None
    yield Candidate(verb, cue, source, content, act, "as", kind=kind)  # type: ignore[arg-type]


def _in_view(prep: Token) -> Iterator[Candidate]:
    noun = tree.child(prep, "pobj")
    if noun is None or noun.lower_ not in words("views"):
        return
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    owner = tree.child(noun, "poss") or (tree.child(of, "pobj") if of is not None else None)
    if owner is None:
        return
    source = tree.subtree(owner)
    cue = [i for i in range(prep.i, noun.i + 1) if i not in source]
    content = _clause_tokens(prep) - tree.subtree(prep)
    yield Candidate(prep, cue, source, content, "thinks", "view")


def _citing(verb: Token) -> Iterator[Candidate]:
    """ "The paper, citing two officials, said that p": the officials say p, and the paper passes it on."""
    cited = tree.child(verb, "dobj")
    if cited is None or verb.dep_ not in ("advcl", "acl"):
        return
    yield Candidate(verb, [verb.i], tree.subtree(cited), set(), "states", "citing")
