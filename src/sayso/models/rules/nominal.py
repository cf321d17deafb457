"""Attributions by a noun or with nobody behind them: "the claim that", "there is evidence that", "it is known"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.claims.cues import Lexicon
from sayso.models.rules import tree
from sayso.models.rules.candidate import Candidate
from sayso.types import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

EVIDENCE = frozenset(
    "evidence proof sign indication information data fact rumour rumor speculation suspicion".split()
)
_COMMON = frozenset({"knowledge", "secret", "known"})
_WIDELY = frozenset({"well", "widely", "generally", "commonly", "universally"})
_LIGHT = frozenset(
    "make come reach give have express voice draw arrive raise issue reject deny repeat lead".split()
)


def find(doc: Doc, lexicon: Lexicon) -> Iterator[Candidate]:
    """Every noun with a that-clause, and every "it is known that"."""
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN"):
            yield from _noun(token, lexicon)
        elif token.pos_ in ("VERB", "ADJ") and token.dep_ in ("acomp", "ROOT", "conj", "ccomp", "advcl"):
            yield from _impersonal(token)


def _that_clause(noun: Token) -> Token | None:
    for clause in noun.children:
        if clause.dep_ in ("acl", "ccomp", "relcl") and any(
            m.lower_ == "that" and m.dep_ == "mark" for m in clause.children
        ):
            return clause
    return None


def _noun(noun: Token, lexicon: Lexicon) -> Iterator[Candidate]:
    lemma = noun.lemma_.lower()
    act = lexicon.nouns.get(lemma) or ("states" if lemma in EVIDENCE else None)
    clause = _that_clause(noun)
    if act is None or clause is None:
        return
    content = tree.subtree(clause)
    verb = _light_verb(noun)
    source = _owner(noun, clause)
    cue = [noun.i]
    if source is None and verb is not None and verb.lemma_.lower() in _LIGHT:
        source = tree.subject(verb)
        cue = [i for i in range(min(tree.verb_group(verb)), noun.i + 1) if i not in content]
    if source is None and noun.dep_ == "attr" and verb is not None and tree.child(verb, "expl") is not None:
        cue = [i for i in range(tree.child(verb, "expl").i, noun.i + 1)]  # type: ignore[union-attr]
    voiced = tree.phrase(source, cue=noun) if source is not None else set()
    kind: Kind | None = None if voiced else "nobody"
    yield Candidate(noun, cue, voiced, content - voiced - set(cue), act, "noun", kind=kind)


def _light_verb(noun: Token) -> Token | None:
    """The verb that the noun completes, through a preposition too: "came to the conclusion"."""
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    return head if head.pos_ in ("VERB", "AUX") and head.i < noun.i else None


def _owner(noun: Token, clause: Token) -> Token | None:
    """Whose word it is: "his claim", "the claim by officials", "the ministry's claim"."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from", "of") and prep.i < clause.i:
            return tree.child(prep, "pobj")
    return None


def _impersonal(token: Token) -> Iterator[Candidate]:
    """ "It is (widely) known that p", "it is common knowledge that p", "it is clear that p"."""
    if token.lower_ not in (
        "known",
        "believed",
        "thought",
        "reported",
        "said",
        "alleged",
        "rumoured",
        "rumored",
        "understood",
        "assumed",
        "feared",
        "claimed",
        "obvious",
        "evident",
        "clear",
    ):
        return
    head = token if token.dep_ != "acomp" else token.head
    clause = tree.child(token, "ccomp") or tree.child(head, "ccomp")
    it = tree.child(head, "nsubj", "nsubjpass", "expl")
    if (
        clause is None
        or it is None
        or it.lower_ != "it"
        or not (tree.passive(token) or token.dep_ == "acomp")
    ):
        return
    if tree.agent(token) is not None:
        return
    cue = list(range(it.i, token.i + 1))
    widely = any(c.lower_ in _WIDELY for c in token.children)
    kind: Kind = "common_knowledge" if token.lower_ == "known" and widely else "nobody"
    content = tree.subtree(clause) - set(cue)
    yield Candidate(token, cue, set(), content, "states", "impersonal", kind=kind)
