"""Attributions by a noun, or with nobody behind them: "the claim that", "there is evidence that"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.claims.cues import Lexicon, words
from sayso.models.rules import tree
from sayso.models.rules.candidate import Candidate
from sayso.types import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WIDELY = frozenset({"well", "widely", "generally", "commonly", "universally"})


def find(doc: Doc, lexicon: Lexicon) -> Iterator[Candidate]:
    """Every noun with a that-clause, and every "it is known that"."""
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN"):
            yield from _noun(token, lexicon)
        elif token.lower_ in words("minds") and token.pos_ in ("VERB", "ADJ"):
            yield from _state_of_mind(token)
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
    act = lexicon.nouns.get(lemma) or ("states" if lemma in words("evidence") else None)
    clause = _that_clause(noun)
    if act is None or clause is None:
        return
    content = tree.subtree(clause)
    verb = _light_verb(noun)
    source = _owner(noun, clause)
    cue = [noun.i]
    if lemma == "doubt" and any(c.lower_ == "no" for c in noun.children):
        act = "states"  # "there is no doubt that"
    spoken = _medium(noun, lexicon)
    if spoken is not None:
        holder = tree.subject(spoken)
        cue = [i for i in range(min(tree.verb_group(spoken)), noun.i + 1) if i not in content]
        told = set() if holder is None else tree.phrase(holder, cue=noun)
        said = lexicon.speech(spoken.lemma_.lower()) or "states"
        yield Candidate(spoken, cue, told, content - told - set(cue), said, "noun")
        return
    held = act == "thinks" and verb is not None and verb.lemma_.lower() not in words("against")
    light = verb is not None and (held or verb.lemma_.lower() in words("light"))
    if (
        verb is not None
        and light
        and (source is None or source.tag_ == "PRP$")
        and tree.subject(verb) is not None
    ):
        # "repeated his warning that", "nursed a suspicion that": the verb's subject is the fuller name.
        source = tree.subject(verb)
        cue = [i for i in range(min(tree.verb_group(verb)), noun.i + 1) if i not in content]
    if source is None and noun.dep_ == "attr" and verb is not None and tree.child(verb, "expl") is not None:
        cue = list(range(tree.child(verb, "expl").i, noun.i + 1))  # type: ignore[union-attr]
    voiced = tree.phrase(source, cue=noun) if source is not None else set()
    if not voiced and act == "thinks" and lemma not in words("evidence"):
        return  # a thought that nobody is said to hold
    kind: Kind | None = None if voiced else "nobody"
    yield Candidate(noun, cue, voiced, content - voiced - set(cue), act, "noun", kind=kind)


def _medium(noun: Token, lexicon: Lexicon) -> Token | None:
    """The verb of speech whose medium the noun is: "said in a statement that"."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in ("in", "by", "through", "via"):
        return None
    verb = prep.head
    speaks = verb.pos_ == "VERB" and lexicon.speech(verb.lemma_.lower()) is not None
    return verb if speaks and tree.subject(verb) is not None else None


def _light_verb(noun: Token) -> Token | None:
    """The verb that the noun completes, through a preposition too: "came to the conclusion"."""
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    return head if head.pos_ in ("VERB", "AUX") and head.i < noun.i else None


def _owner(noun: Token, clause: Token) -> Token | None:
    """Whose word it is: "his claim", "the claim by officials", "the ministry's claim"."""
    owner = tree.child(noun, "poss") or next(
        (c for c in noun.children if c.i < noun.i and tree.child(c, "case") is not None), None
    )
    if owner is not None:
        return owner
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from", "of") and prep.i < clause.i:
            return tree.child(prep, "pobj")
    return None


def _state_of_mind(word: Token) -> Iterator[Candidate]:
    """ "They are convinced that p", "she was confident p"."""
    clause = tree.child(word, "ccomp")
    head = word if word.tag_ == "VBN" and word.dep_ != "acomp" else word.head
    holder = tree.child(head, "nsubj", "nsubjpass")
    if clause is None or holder is None or holder.lower_ in ("it", "that", "this"):
        return
    cue = sorted({*tree.verb_group(head), *range(min(head.i, word.i), word.i + 1)})
    source = tree.phrase(holder, cue=word)
    yield Candidate(word, cue, source, tree.subtree(clause) - set(cue), "thinks", "mind")


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
