"""Quotations and their speakers: the whole quotation is content, however the tree cuts it up."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from sayso.claims.cues import Lexicon
from sayso.claims.quotations import Quotation
from sayso.models.rules import tree
from sayso.models.rules.candidate import Candidate
from sayso.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DIRECT_WORDS = 4
"""Fewer words in quotation marks are a phrase that someone used, not a quotation to find a speaker for."""
_CLOSING = frozenset({"”", '"', "''", "’", "'", "»"})
_SENTENCE_EDGE = frozenset({"", "\n", ".", ",", "!", "?", ":", ";", "—", "–", "…", "”", '"', "'", "’"})
_LETTERS = re.compile(r"\w+")


def is_direct(text: str, quotation: Quotation) -> bool:
    """Whether the quotation is a sentence or more, rather than a word or a phrase in marks."""
    words = text[quotation.span.start : quotation.span.end]
    ends = words.rstrip("”\"'’»")[-1:]
    return len(_LETTERS.findall(words)) >= _DIRECT_WORDS or ends in (",", ".", "!", "?")


def widen(doc: Doc, candidates: list[Candidate], quotations: list[Quotation]) -> None:
    """Take whole every quotation that a content touches, unless the cue itself stands in it."""
    for candidate in candidates:
        at = candidate.head.idx
        for q in quotations:
            if q.span.start < at < q.span.end or not _touches(doc, candidate, q):
                continue
            candidate.content |= _tokens(doc, q.span)
            candidate.quoted.append(q.span)


def _touches(doc: Doc, candidate: Candidate, q: Quotation) -> bool:
    return any(q.span.start < doc[i].idx + 1 and doc[i].idx < q.span.end for i in candidate.content)


def _tokens(doc: Doc, span: Span) -> set[int]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return set() if found is None else set(range(found.start, found.end))


def speakers(
    doc: Doc, taken: list[Candidate], quotations: list[Quotation], lexicon: Lexicon
) -> list[Candidate]:
    """Candidates for quotations that no content touches: the verb of speech beside them speaks them."""
    cues = {c.head.i for c in taken}
    found: list[Candidate] = []
    covered = {s for c in taken for s in c.quoted}
    for q in quotations:
        if q.span in covered or not is_direct(doc.text, q):
            continue
        verb = _beside(doc, q, lexicon)
        if verb is None or verb.i in cues:
            continue
        cues.add(verb.i)
        found.append(_spoken(verb, q, lexicon))
    return found


def _spoken(verb: Token, q: Quotation, lexicon: Lexicon) -> Candidate:
    speaker = _speaker(verb)
    cue = tree.verb_group(verb)
    source = set() if speaker is None else _phrase(speaker, verb)
    content = _tokens(verb.doc, q.span) - source - set(cue)
    act = lexicon.speech(verb.lemma_.lower()) or "states"
    return Candidate(verb, cue, source, content, act, "quotation", quoted=[q.span])


def _beside(doc: Doc, q: Quotation, lexicon: Lexicon) -> Token | None:
    """The nearest verb of speech with a speaker: in the clause after the quotation, else before it."""
    text = doc.text
    inner = text[q.span.start : q.span.end].rstrip("”\"'’»")
    after = doc.char_span(q.span.end, min(len(text), q.span.end + 160), alignment_mode="contract")
    if after is not None and inner[-1:] in (",", "?", "!", "—", "-", "…", "."):
        for token in after[:12]:
            if token.i == after.start and token.tag_ == "VBD" and _speaker(token) is not None:
                return token  # any past tense there speaks: "“…!” bellowed the foreman"
            if token.text.startswith("\n") or token.text in (".", "“", '"', ";"):
                break
            if _speaks(token, lexicon):
                return token
    before = doc.char_span(max(0, q.span.start - 160), q.span.start, alignment_mode="contract")
    if before is None or not before.text.rstrip().endswith((",", ":")):
        return None
    for token in reversed(before[-25:]):
        if token.text in (".", "”", ";") or (token.text.startswith("\n") and token.i < before.end - 2):
            break
        if _speaks(token, lexicon):
            return token
    return None


def _speaks(token: Token, lexicon: Lexicon) -> bool:
    if token.pos_ not in ("VERB", "AUX") or lexicon.speech(token.lemma_.lower()) is None:
        return False
    return _speaker(token) is not None


def _speaker(verb: Token) -> Token | None:
    """The subject; right after a quotation also what stands behind the verb: "“…,” recalled Marit Aune"."""
    found = tree.subject(verb)
    if found is None and verb.i > 0 and verb.doc[verb.i - 1].text in _CLOSING:
        found = tree.child(verb, "dobj", "attr", "npadvmod", "dep", "appos")
    return found


def _phrase(speaker: Token, verb: Token) -> set[int]:
    """The speaker's words; behind the verb, what a preposition adds tells how it was said."""
    if tree.subject(verb) is not None:
        return tree.phrase(speaker, cue=verb)
    return tree.subtree(speaker, without=[c for c in speaker.children if c.dep_ == "prep"])


def carry_on(doc: Doc, candidates: list[Candidate], quotations: list[Quotation]) -> list[Quotation]:
    """Give each quotation left over to whoever was just quoted; return those with no speaker in sight.

    After "“…,” he said." a quotation that follows in the same paragraph is his, and so is a
    paragraph that takes up a quotation which the last one left open.
    """
    covered = {s for c in candidates for s in c.quoted}
    cues = sorted(doc[i].idx for c in candidates for i in c.cue)
    verbs = [t.idx for t in doc if t.pos_ in ("VERB", "AUX")]
    speaking = sorted((c for c in candidates if c.quoted), key=lambda c: c.head.i)
    orphans: list[Quotation] = []
    previous: Quotation | None = None
    for q in quotations:
        if q.span not in covered and _goes_on(doc.text, q) and not _is_cue(doc, q, cues):
            owner = _owner(doc.text, speaking, q, previous)
            if owner is None:
                # A nickname or a title in quotation marks is nobody's statement.
                if any(q.span.start < at < q.span.end for at in verbs):
                    orphans.append(q)
            else:
                owner.quoted.append(q.span)
                owner.content |= _tokens(doc, q.span)
        previous = q
    return orphans


def _goes_on(text: str, q: Quotation) -> bool:
    """A direct quotation that begins a sentence or goes on with one ("“…,” he said, “…”"), and no title."""
    before = text[: q.span.start].rstrip(" ")[-1:]
    return is_direct(text, q) and before in _SENTENCE_EDGE


def _is_cue(doc: Doc, q: Quotation, cues: list[int]) -> bool:
    """Whether the quotation begins with cue words: "called the charge “a lie told in anger”"."""
    first = bisect_left(cues, q.span.start)
    return first < len(cues) and cues[first] <= q.span.start + 1


def _owner(
    text: str, speaking: list[Candidate], q: Quotation, previous: Quotation | None
) -> Candidate | None:
    """Who was quoted last, where nothing but their own sentence stands between."""
    if previous is None:
        return None
    last = next((c for c in reversed(speaking) if previous.span in c.quoted), None)
    if last is None:
        return None
    end = max(previous.span.end, last.head.idx) if last.head.idx < q.span.start else previous.span.end
    between = text[end : q.span.start]
    if previous.continues and "\n" in between:
        return last
    if "\n" in between:
        # A paragraph that is one quotation, right after the one in which the speaker was named.
        lines = [line for line in between.split("\n") if line.strip()]
        alone = text[q.span.start - 1] == "\n" and text[q.span.end :].split("\n", 1)[0].strip() == ""
        return last if alone and len(lines) <= 1 and between.count(". ") == 0 else None
    return last if between.count(". ") <= 1 and len(between) < 200 else None
