"""Attributions by a verb: "said that", "promised to", "accused X of", "called X groundless"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.claims.cues import Lexicon, words
from sayso.models.rules import tree
from sayso.models.rules.candidate import Candidate
from sayso.types import Act

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PREPOSITIONS = ("about", "at", "of", "for", "on", "to", "as", "with", "against", "in", "from")
_HEARERS = frozenset(
    {
        "tell",
        "ask",
        "inform",
        "remind",
        "warn",
        "assure",
        "advise",
        "notify",
        "quote",
        "cite",
        "convince",
        "persuade",
    }
)
_REASONS = frozenset({"because", "if", "unless", "although", "though", "since", "so"})
_COMPLETING = frozenset({"for", "of", "to", "from", "between", "through", "against"})
_POINTING = frozenset({"it", "this", "that", "what", "which", "these", "those", "so"})


def find(doc: Doc, lexicon: Lexicon) -> Iterator[Candidate]:
    """One candidate for each verb that takes a content in a frame of the lexicon."""
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass"):
            continue
        if _is_order(verb) or _is_withheld(verb):
            continue
        candidate = _read(verb, lexicon)
        # With nobody to say it, only a passive ("is expected to") or "it emerged" is still somebody's word.
        if candidate is not None and (candidate.source or tree.passive(verb) or _says_it(candidate)):
            yield candidate


def _says_it(candidate: Candidate) -> bool:
    return candidate.head.doc[candidate.cue[0]].lower_ == "it"


def _is_withheld(verb: Token) -> bool:
    """ "refused to confirm that", "declined to say whether": nothing was confirmed or said."""
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in ("refuse", "decline", "fail", "stop")


def _is_order(verb: Token) -> bool:
    """ "Ask yourself who profits": the author's order, nobody's question."""
    bare = not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "expl") for c in verb.children)
    return bare and verb.tag_ == "VB" and verb.dep_ == "ROOT"


def _read(verb: Token, lexicon: Lexicon) -> Candidate | None:
    for frame in (_parenthetic, _clause, _infinitive, _complement, _prepositional, _object):
        candidate = frame(verb, lexicon)
        if candidate is not None:
            return candidate
    return None


def _made(verb: Token, act: Act, content: set[int], rule: str, cue: list[int] | None = None) -> Candidate:
    """The candidate with its source; what is source or cue is not content."""
    cue = cue or tree.verb_group(verb)
    if verb.dep_ == "pcomp" and verb.head.i == cue[0] - 1:
        cue = [verb.head.i, *cue]  # "as saying"
    speaker = tree.subject(verb)
    source = set() if speaker is None else tree.phrase(speaker, cue=verb)
    if speaker is not None and rule == "clause" and speaker.lower_ == "it" and _is_expletive(verb):
        source, cue = set(), [speaker.i, *cue]
    return Candidate(verb, cue, source, content - source - set(cue), act, rule)


def _may_be_passive(verb: Token) -> bool:
    """ "was told that", "it was said that"; with another subject the parser has misread a list of clauses."""
    patient = tree.patient(verb)
    told = verb.lemma_.lower() in _HEARERS or patient is None or patient.lower_ == "it"
    return told or tree.agent(verb) is not None


def _is_expletive(verb: Token) -> bool:
    """ "It emerged that …": what takes such an "it" tells of no speaker."""
    return verb.lemma_.lower() in (
        "emerge",
        "transpire",
        "dawn",
        "turn",
        "follow",
        "occur",
        "happen",
        "appear",
    )


def _parenthetic(verb: Token, lexicon: Lexicon) -> Candidate | None:
    """ "The plan, he said, would fail": the verb hangs on the clause it reports."""
    act = lexicon.speech(verb.lemma_.lower())
    if act is None or verb.dep_ != "parataxis" or tree.child(verb, "ccomp") is not None:
        return None
    content = _after_colon(verb.head, verb) - tree.subtree(verb)
    return _made(verb, act, content | _reasons(verb, [verb.head]), "parenthetic")


def _reasons(verb: Token, clauses: list[Token]) -> set[int]:
    """ "It would fail, he said, because they lied": the reason is his, wherever the parser hangs it."""
    if any(c.i > verb.i for c in clauses):
        return set()
    found: set[int] = set()
    for clause in verb.children:
        mark = tree.child(clause, "mark")
        if clause.dep_ == "advcl" and clause.i > verb.i and mark is not None and mark.lower_ in _REASONS:
            found |= tree.subtree(clause)
    return found


def _set_off(clause: Token, verb: Token) -> bool:
    """Whether a semicolon or colon stands between: "The firm replied; it wrote that …"."""
    between = verb.doc[clause.i : verb.i] if clause.i < verb.i else ()
    return any(t.text in (";", ":") for t in between)


def _after_colon(clause: Token, verb: Token) -> set[int]:
    """The clause; where it stands before its verb, only what follows a colon: the author tells the rest."""
    tokens = tree.subtree(clause)
    colons = [i for i in tokens if i < verb.i and clause.doc[i].text in (":", ";")]
    # A colon inside a quotation belongs to it, and quotations are widened to their whole later on.
    return {i for i in tokens if i > max(colons)} if colons and clause.i > max(colons) else tokens


def _clause(verb: Token, lexicon: Lexicon) -> Candidate | None:
    """ "He said (that) it rained"."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    if not clauses:
        return None
    lemma = verb.lemma_.lower()
    act = lexicon.speech(lemma) or lexicon.act(lemma, "x")
    if act is None:
        told = any(m.dep_ == "mark" and m.lower_ == "that" for c in clauses for m in c.children)
        if lemma in lexicon.never or not told or tree.subject(verb) is None:
            return None
        act = "states"
    if tree.passive(verb) and not _may_be_passive(verb):
        return None
    clauses = [c for c in clauses if not _set_off(c, verb)]
    if not clauses:
        return None
    content: set[int] = set()
    for clause in clauses:
        content |= _after_colon(clause, verb)
    content |= _reasons(verb, clauses)
    if verb.dep_ == "acl" and verb.i > verb.head.i and any(c.i < verb.head.i for c in clauses):
        return None
    return _made(verb, act, content, "clause")


def _infinitive(verb: Token, lexicon: Lexicon) -> Candidate | None:
    """ "They promised to leave", "He urged them to leave"."""
    clause = tree.child(verb, "xcomp")
    lemma = verb.lemma_.lower()
    act = lexicon.act(lemma, "x")
    if clause is not None and act is None and (tree.passive(verb) or clause.tag_ == "VBG"):
        act = lexicon.speech(lemma)  # "is believed to have fled", "denied selling"
    if clause is None or act is None or clause.i < verb.i:
        return None
    content = tree.subtree(clause)
    if tree.passive(verb):
        patient = tree.patient(verb)
        content |= tree.subtree(patient) if patient is not None else set()
    else:
        asked = tree.child(verb, "dobj", "dative")
        content |= tree.subtree(asked) if asked is not None else set()
    return _made(verb, act, content, "infinitive")


def _complement(verb: Token, lexicon: Lexicon) -> Candidate | None:
    """ "Moscow called the accusations groundless"."""
    act = lexicon.act(verb.lemma_.lower(), "o")
    complement = tree.child(verb, "oprd")
    if act is None or complement is None:
        return None
    thing = tree.child(verb, "dobj", "nsubjpass")
    if thing is not None and lexicon.denials & {t.lower_ for t in complement.subtree}:
        # What is called false is the content: the denial must not come out as a claim of falsehood.
        cue = sorted({*tree.verb_group(verb), *tree.subtree(complement)})
        return _made(verb, "denies", tree.subtree(thing), "complement", cue)
    content = tree.subtree(complement)
    content |= tree.subtree(thing) if thing is not None else set()
    return _made(verb, act, content, "complement")


def _prepositional(verb: Token, lexicon: Lexicon) -> Candidate | None:
    """ "accused the US of moving them", "called for calm", "described it as a trap"."""
    lemma = verb.lemma_.lower()
    for prep in _prepositions(verb):
        word = prep.lower_
        act = lexicon.act(lemma, word) if word in _PREPOSITIONS else None
        if act is None:
            continue
        content = tree.subtree(prep)
        thing = tree.patient(verb) if tree.passive(verb) else tree.child(verb, "dobj", "dative")
        if word == "at" and (thing is None or thing.lemma_.lower() not in words("tallies")):
            continue
        if thing is None or (act == "states" and lemma == "say"):
            cue = tree.verb_group(verb)
            joined = cue[-1] + 1 == prep.i
            return _made(verb, act, content - {prep.i}, "prepositional", [*cue, prep.i] if joined else cue)
        candidate = _made(verb, act, content | tree.subtree(thing), "prepositional")
        if prep.head.i != verb.i:
            candidate.source -= content
            candidate.content |= content
        if act == "accuses":
            candidate.target = tree.subtree(thing)
        return candidate
    return None


def _prepositions(verb: Token) -> list[Token]:
    """The prepositions after the verb; "accused by the city of hiding" may hang its "of" on the city."""
    found = [c for c in verb.children if c.dep_ == "prep" and c.i > verb.i]
    by = tree.agent(verb)
    if by is not None:
        found += [c for c in by.children if c.lower_ == "of" and tree.child(c, "pcomp") is not None]
    return found


def _quotes(verb: Token) -> bool:
    """Whether the verb's object has a quotation mark in it."""
    thing = tree.child(verb, "dobj")
    return thing is not None and any(t.is_quote for t in thing.subtree)


def _object(verb: Token, lexicon: Lexicon) -> Candidate | None:
    """ "He denied the charges"."""
    lemma = verb.lemma_.lower()
    act = lexicon.act(lemma, "n") or (lexicon.act(lemma, "q") if _quotes(verb) else None)
    if act is None:
        return None
    if tree.passive(verb):
        thing = tree.child(verb, "nsubjpass")
        if thing is None and verb.dep_ == "acl" and tree.agent(verb) is not None:
            thing = verb.head
    else:
        thing = tree.child(verb, "dobj")
    if thing is None or tree.subject(verb) is None:
        return None
    if thing.pos_ == "PRON" and thing.lower_ not in _POINTING:
        return None  # whom they told, not what
    content = tree.phrase(thing, cue=verb)
    target = _accused(thing) if act == "accuses" else set()
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.i == max(content) + 1 and prep.lower_ in _COMPLETING:
            content |= tree.subtree(prep)  # "endorsed Holm for mayor", "opposed the road through the park"
    candidate = _made(verb, act, content, "object")
    candidate.target = target
    return candidate


def _accused(thing: Token) -> set[int]:
    """Of "accused the mayor of theft", where the parser hangs the theft on the mayor: the mayor."""
    charges = [c for c in thing.children if c.lower_ in ("of", "with", "for") and c.i > thing.i]
    return tree.subtree(thing, without=charges)
