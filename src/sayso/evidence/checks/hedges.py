"""Hedges: what the passage leaves open does not settle what the claim asserts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.sides import Sentence, Side, back, best
from sayso.findings import Check
from sayso.types import Stance

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


def hedges(side: Side, sentence: Sentence, shared: frozenset[str]) -> list[Hedge]:
    """The words of a sentence that leave a shared word open."""
    found, weakly = [], vocabulary.phrases("weakly")
    for m in phrases(side, sentence):
        after = [w for w in sentence.words if w.span.start >= m.end()][:_REACH]
        first = next((w.sense for w in after if w.content), None)
        if first in shared or _AFTER.search(m[0]):
            found.append(Hedge(m[0], weakly.match(side.text, m.start()) is None))
    return found


def check(claim: Side, passage: Side, stance: Stance) -> Iterator[Check]:
    """A passage that leaves open what the claim asserts, or asserts what the claim leaves open."""
    sentence, shared = best(claim, passage)
    if shared < _SHARED or back(claim, sentence) < _BACK:
        return
    mine = [h for s in claim.sentences for h in hedges(claim, s, sentence.senses)]
    theirs = hedges(passage, sentence, claim.senses)
    if theirs and not mine:
        told = max(theirs, key=lambda h: h.strong)
        why = f"“{told.word}” leaves open what the claim asserts"
        yield Check("hedge", "neutral", why, "", told.word, decides=told.strong)
    elif stance in _LEFT_OPEN and not mine:
        yield Check("hedge", "neutral", f"to its voice it is {_LEFT_OPEN[stance]}", "", "")
    elif mine and not theirs:
        why = f"the claim says “{mine[0].word}”, and the passage says it outright"
        yield Check("hedge", "supports", why, mine[0].word, "", decides=False)
