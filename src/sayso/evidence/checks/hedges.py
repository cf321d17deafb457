"""Hedges: what the passage leaves open does not settle what the claim asserts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.sides import Sentence, Side, back, best, inside
from sayso.findings import Check
from sayso.types import Span, Stance

_REACH = 5
"""Words after a hedge among which stands what it leaves open."""
_AFTER = re.compile(r"ruled out|goes$", re.IGNORECASE)
"""Hedges that stand behind what they leave open."""
_SHARED, _BACK = 0.85, 0.6
_LEFT_OPEN: dict[Stance, str] = {
    "hedged": "only perhaps so",
    "predicted": "still to come",
    "conditional": "so on a condition only",
    "counterfactual": "not what happened",
    "asked": "only asked",
}


def phrases(side: Side, sentence: Sentence) -> list[re.Match[str]]:
    """What may leave something open in a sentence; "May" is a month."""
    found = vocabulary.phrases("governing").finditer(side.text, sentence.span.start, sentence.span.end)
    return [m for m in found if m[0] != "May"]


class Hedge(NamedTuple):
    word: str
    strong: bool
    """Whether it leaves open whether it is so at all; "will" and "may" often do not."""
    future: bool
    """Whether it is still to come."""


_PERHAPS = re.compile(r"may|might|could|perhaps|maybe|possibly|potentially|conceivably", re.IGNORECASE)
_ALLEGED = re.compile(r"alleg|accus|suspect", re.IGNORECASE)
_COMING = re.compile(
    r"will|would have|shall|won|plan|intend|(?:is|are|was|were|be|been|being) .*"
    r"(?:expected|poised|about|due|set|scheduled|yet) to"
    r"|hop|offer|want|threaten|consider",
    re.IGNORECASE,
)
_WILL = re.compile(r"(?:will|shall|won['’]t)$", re.IGNORECASE)
_UNREAL = re.compile(
    r"\b(?:would|could|might) have\b.*\b(?:had|if|but for|without|were it not|not for)\b"
    r"|\b(?:had|if|but for|without|were it not)\b.*\b(?:would|could|might) have\b",
    re.IGNORECASE,
)
"""What did not happen, because something else did or did not."""
_IN_VAIN = re.compile(
    r"\b(?:tri(?:ed|es)|trying|attempt(?:ed|s)?|sought|bid) .*\b(?:but (?:\w+ )?(?:failed|could not"
    r"|was stopped|were stopped)|in vain|without success|unsuccessfully)\b"
    r"|\b(?:in vain|unsuccessfully|failed) (?:attempt\w*|tried|bid|sought) to\b",
    re.IGNORECASE,
)


def sort(phrase: str) -> str:
    """What a hedge leaves open: words of one sort stand for one another."""
    if _PERHAPS.match(phrase):
        return "perhaps"
    if _ALLEGED.search(phrase):
        return "alleged"
    return (
        "will"
        if _WILL.match(phrase)
        else re.sub(r"^(?:is|are|was|were|been|being|be) ", "", phrase.casefold())
    )


def hedges(side: Side, sentence: Sentence, shared: frozenset[str]) -> list[Hedge]:
    """The words of a sentence that leave a shared word open."""
    found, weakly = [], vocabulary.phrases("weakly")
    for m in phrases(side, sentence):
        after = [w for w in sentence.words if w.span.start >= m.end()][:_REACH]
        first = next((w.sense for w in after if w.content), None)
        if first in shared or _AFTER.search(m[0]):
            strong = weakly.match(side.text, m.start()) is None
            found.append(Hedge(m[0], strong, _COMING.match(m[0]) is not None))
    return found


def check(claim: Side, passage: Side, stance: Stance) -> Iterator[Check]:
    """A passage that leaves open what the claim asserts, or asserts what the claim leaves open."""
    sentence, shared = best(claim, passage)
    if shared < _SHARED or back(claim, sentence, without=_words(passage, sentence)) < _BACK:
        return
    mine = [h for s in claim.sentences for h in hedges(claim, s, sentence.senses)]
    every = frozenset(w.sense for w in claim.words)
    # "Accused of" leaves nothing open where the claim is of an accusation.
    theirs = [
        h for h in hedges(passage, sentence, claim.senses) if not vocabulary.name_senses(h.word) & every
    ]
    unreal = _unreal(passage.at(sentence.span), theirs)
    if unreal and not mine and not _unreal(claim.text, theirs):
        yield Check("hedge", "refutes", "the passage tells it as what did not happen", "", unreal)
    elif theirs and not mine:
        told = max(theirs, key=lambda h: h.strong)
        why = f"“{told.word}” leaves open what the claim asserts"
        decides = told.strong or sort(told.word) == "perhaps" or (told.future and _is_past(claim))
        yield Check("hedge", "neutral", why, "", told.word, decides=decides)
    elif stance in _LEFT_OPEN and not mine:
        yield Check("hedge", "neutral", f"to its voice it is {_LEFT_OPEN[stance]}", "", "")
    elif mine and theirs and {sort(h.word) for h in mine} == {"will"} and sort(theirs[0].word) == "perhaps":
        why = f"the claim says “{mine[0].word}”, and the passage only “{theirs[0].word}”"
        yield Check("hedge", "neutral", why, mine[0].word, theirs[0].word)
    elif mine and not theirs:
        why = f"the claim says “{mine[0].word}”, and the passage says it outright"
        yield Check("hedge", "supports", why, mine[0].word, "", decides=False)


def _unreal(text: str, hedges: list[Hedge]) -> str | None:
    """The words that tell it as what did not happen, where a hedge is of what both sides speak of."""
    found = _UNREAL.search(text) or _IN_VAIN.search(text)
    return found[0] if found and hedges else None


def _words(side: Side, sentence: Sentence) -> frozenset[str]:
    """Senses of the hedges' own words."""
    return frozenset().union(*(inside(side.words, Span(*m.span())) for m in phrases(side, sentence)))


def _is_past(side: Side) -> bool:
    """Whether a side tells what has happened: it has an auxiliary of the past, or a verb's past form."""
    texts = [w.text.casefold() for w in side.words]
    return any(
        t in vocabulary.words("past")
        or (t.endswith("ed") and len(t) > len("need"))
        or vocabulary.is_irregular(t)
        for t in texts
    )
