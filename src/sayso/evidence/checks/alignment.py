"""Alignment: the sentence of the passage that says most of the claim, and what each has beyond the other.

Side, Side ─best sentence→ Alignment ─polarity, wording, roles→ Check …
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.sides import Sentence, Side, Word, best

_NEAR = 3
"""Words before a verb among which its auxiliary stands."""


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """A claim beside the sentence of a passage that is nearest to it."""

    claim: Side
    passage: Side
    sentence: Sentence
    missing: frozenset[str]
    """Senses of content words that the claim has and the sentence has not; names may stand elsewhere."""
    extra: frozenset[str]
    """Those that the sentence has and the claim has not."""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.passage.at(self.sentence.span)

    def covered(self, without: frozenset[str] = frozenset()) -> float:
        """How much of the claim the sentence says, but for some words; 0 where too little is left."""
        wanted = self.claim.senses - without
        return 1 - len(self.missing - without) / len(wanted) if wanted else 0.0

    def back(self, without: frozenset[str] = frozenset()) -> float:
        """How much of the sentence the claim says, but for some words."""
        told = self.sentence.senses - without
        return 1 - len(self.extra - without) / len(told) if told else 0.0


def align(claim: Side, passage: Side) -> Alignment:
    sentence, _ = best(claim, passage)
    there = sentence.senses | (passage.names & claim.names)
    return Alignment(claim, passage, sentence, claim.senses - there, sentence.senses - claim.senses)


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does it, and whom it is done to, around one verb, as far as the order of words tells."""

    verb: str
    agent: frozenset[str]
    patient: frozenset[str]


_STOPS = re.compile(r"[,;:“”\"]")


def roles(side: Side, words: tuple[Word, ...], shared: frozenset[str]) -> Roles | None:
    """Around the first verb that both sides have; None where it is not plain."""
    for i, word in enumerate(words):
        if not word.content or word.sense not in shared or not _is_verb(words, i):
            continue
        driven = any(w.text.casefold() == "by" for w in words[i + 1 : i + 3])
        passive = driven or any(
            w.text.casefold() in vocabulary.words("be") for w in words[max(0, i - _NEAR) : i]
        )
        ahead = _phrase(side, words[:i][::-1])
        if not passive:
            return Roles(word.sense, ahead, _phrase(side, words[i + 1 :]))
        by = next((j for j, w in enumerate(words[i + 1 :], i + 1) if w.text.casefold() == "by"), None)
        agent = _phrase(side, words[by + 1 :]) if by is not None else frozenset()
        return Roles(word.sense, agent, ahead)
    return None


def _is_verb(words: tuple[Word, ...], i: int) -> bool:
    text = words[i].text.casefold()
    known = text in vocabulary.words("one_way") or text in vocabulary.words("voicing")
    formed = known or text.endswith("ed") or vocabulary.is_irregular(text)
    return formed or (i > 0 and words[i - 1].text.casefold() in vocabulary.words("auxiliaries"))


def _phrase(side: Side, words: tuple[Word, ...]) -> frozenset[str]:
    """Senses of the content words from the verb on, up to a preposition or a mark."""
    found: set[str] = set()
    last: Word | None = None
    for word in words:
        if last is not None:
            between = side.text[min(last.span.end, word.span.end) : max(last.span.start, word.span.start)]
            if _STOPS.search(between):
                break
        if word.text.casefold() in vocabulary.words("prepositions") and found:
            break
        if word.content:
            found.add(word.sense)
        last = word
    return frozenset(found)


@lru_cache(maxsize=64)
def both_roles(al: Alignment) -> tuple[Roles, Roles] | None:
    """Of claim and sentence, where the same verb comes first in both."""
    shared = al.claim.senses & al.sentence.senses
    mine, theirs = roles(al.claim, al.claim.words, shared), roles(al.passage, al.sentence.words, shared)
    return (mine, theirs) if mine and theirs and mine.verb == theirs.verb else None


def exchanged(al: Alignment) -> Roles | None:
    """The claim's roles, where the passage has agent and patient of the same verb the other way round."""
    both = both_roles(al)
    if both is None:
        return None
    mine, theirs = both
    crossed = (mine.agent & theirs.patient) - mine.patient - theirs.agent
    turned = (mine.patient & theirs.agent) - mine.agent - theirs.patient
    return mine if crossed and turned else None
