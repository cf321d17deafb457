"""Polarity: one side says it, the other that it is not so; and denial: a voice stands against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.sides import Sentence, Side, Word, back, best, share
from sayso.findings import Check
from sayso.types import Span, Stance

_NEGATION = re.compile(
    r"(?<![\w’'-])(?:not(?! only| just| entirely| necessarily)|never|none|nobody|no one|nothing|neither"
    r"|nor|nowhere|no(?! (?:doubt|fewer|less|more|later|earlier)\b)(?! \d)|without|cannot|can['’]t|hardly"
    r"|scarcely|fail(?:s|ed)? to|refuse(?:s|d)? to|decline(?:s|d)? to|instead of|rather than"
    r"|lack(?:s|ed|ing)?|unable to|far from)(?!\w)|(?<=[a-z])n['’]t\b(?! just| only)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:]|\b(?:but|because|although|though|while|and)\b")
_REACH = 5
"""Words after a negation among which stands the one that it denies."""
_WIDE = frozenset({"none", "nobody", "no one", "nothing", "neither", "nor", "no"})
"""Negations that deny what their clause says, not only the word that follows."""
_FEWEST = 2
"""Content words that a claim must have: of one word too little is known."""
_SHARED, _BACK, _NEARLY_ALL = 0.85, 0.6, 0.7
"""How much of the claim the sentence must say, and of the sentence the claim, for polarity to decide."""


class Negated(NamedTuple):
    word: str
    span: Span
    denies: frozenset[str]
    """Senses of the content words that it may deny."""


def negations(side: Side, sentence: Sentence) -> list[Negated]:
    text = side.text
    found = []
    for m in _NEGATION.finditer(text, sentence.span.start, sentence.span.end):
        if m[0] in ("No", "Not") and side.text[m.end() + 1 : m.end() + 2].isupper():
            continue  # "No Strings Attached" is a name
        after = [w for w in sentence.words if w.span.start >= m.end()]
        stop = _BREAK.search(text, m.end(), sentence.span.end)
        end = stop.start() if stop else sentence.span.end
        denied = _denied(after, end, wide=m[0].casefold() in _WIDE)
        found.append(Negated(m[0], Span(*m.span()), denied))
    return found


def _denied(after: list[Word], end: int, *, wide: bool) -> frozenset[str]:
    near = [w for w in after[: 2 * _REACH if wide else _REACH] if w.span.start < end]
    if wide:
        return frozenset(w.sense for w in near if w.content)
    saying = vocabulary.words("asserting")
    first = next((w for w in near if w.content or w.text.casefold() in saying), None)
    # "Has not said when it withdrew" denies that it was said.
    return frozenset([first.sense]) if first else frozenset()


def check(claim: Side, passage: Side) -> Iterator[Check]:
    """Whether just one of both negates a word that they share."""
    sentence, shared = best(claim, passage)
    if len(claim.senses) < _FEWEST or shared < _SHARED or back(claim, sentence) < _BACK:
        return
    mine = [
        n
        for s in claim.sentences
        for n in negations(claim, s)
        if n.denies & {w.sense for w in sentence.words}
    ]
    theirs = [n for n in negations(passage, sentence) if n.denies & {w.sense for w in claim.words}]
    if len(mine) % 2 == len(theirs) % 2:
        return
    told = (theirs or mine)[-1]
    whose = "the passage" if theirs else "the claim"
    why = f"“{told.word}” stands in {whose} alone, over words that both have"
    words = mine[-1].word if mine else "", theirs[-1].word if theirs else ""
    yield Check("negation", "refutes", why, *words, decides=back(claim, sentence) >= _NEARLY_ALL)


def opposites(claim: Side, passage: Side) -> Iterator[Check]:
    """A word of the claim in whose stead the passage has its contrary."""
    opposed = vocabulary.opposed()
    for word in claim.words:
        against = opposed.get(word.sense) or opposed.get(word.text.casefold())
        if not against or word.sense in passage.senses:
            continue
        for sentence in passage.sentences:
            other = next(
                (w for w in sentence.words if w.sense in against and w.sense not in claim.senses), None
            )
            if other is None or share(claim, passage, sentence, without=frozenset([word.sense])) < _SHARED:
                continue
            if not any(negations(claim, s) for s in claim.sentences) and not negations(passage, sentence):
                why = f"“{other.text}” is the contrary of “{word.text}”"
                yield Check("negation", "refutes", why, word.text, other.text)
            break


def denial(claim: Side, passage: Side, stance: Stance) -> Iterator[Check]:
    """A voice that denies what the claim says."""
    sentence, shared = best(claim, passage)
    if shared < _SHARED:
        return
    if stance == "denied":
        yield Check("denial", "refutes", "whoever says the passage denies it", "", passage.at(sentence.span))
        return
    cue = vocabulary.phrases("denying").search(passage.text, sentence.span.start, sentence.span.end)
    if cue is None or vocabulary.phrases("denying").search(claim.text):
        return
    after = frozenset(w.sense for w in sentence.words if w.content and w.span.start >= cue.end())
    before = frozenset(w.sense for w in sentence.words if w.content and w.span.end <= cue.start())
    wanted = claim.senses - _sayers(claim)
    if _most(wanted - before, after) or _most(wanted - after, before):
        yield Check("denial", "refutes", f"“{cue[0]}”: a voice stands against it", "", cue[0])


def _most(wanted: frozenset[str], there: frozenset[str]) -> bool:
    return len(wanted) >= _FEWEST and len(wanted & there) / len(wanted) >= _SHARED


def _sayers(claim: Side) -> frozenset[str]:
    """Words before a verb of saying in the claim: who says it need not say it again."""
    told = re.search(rf"\b(?:{vocabulary.verbs()})\b(?: that)?", claim.text)
    return (
        frozenset(w.sense for w in claim.words if w.content and w.span.end <= told.start())
        if told
        else frozenset()
    )
