"""Speakers: that B says it is no evidence that A said it; and who did it to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.sides import Side, best, inside
from sayso.evidence.checks.telling import Told, told
from sayso.findings import Check, Voice
from sayso.types import Span

Chains = Sequence[Sequence[Voice]]
_WORD = re.compile(r"[^\W_]+")
_SHARED = 0.8
_TOLD = re.compile(r"not the other way", re.IGNORECASE)
_PASSIVE = re.compile(r"\bby\b", re.IGNORECASE)
_OTHER_WAY = re.compile(
    r"\b(?:lost|loses|bought|buys|owed|received)\b.{0,30}\b(?:to|from|by)\b", re.IGNORECASE
)


def check(claim: Side, passage: Side, mine: Chains, theirs: Chains) -> Iterator[Check]:
    """Whoever the claim makes say it must be who says it in the passage."""
    said = told(claim.text)
    asked = _voices(mine) or ([said.source] if said else [])
    if not asked:
        return
    sentence, _ = best(claim, passage)
    heard = told(passage.at(sentence.span))
    answer = _voices(theirs) or ([heard.source] if heard else [])
    if not answer or _content_shared(claim, said, passage, heard, sentence.span.start) < _SHARED:
        return
    if any(_one(a, b) for a in asked for b in answer):
        if said and heard and heard.denied and not said.denied:
            why = f"“{heard.source}” denies what the claim has them say"
            yield Check("denial", "refutes", why, said.cue, heard.cue)
        return
    why = f"“{answer[0]}” says it, and the claim is that “{asked[0]}” does"
    yield Check("speaker", "neutral", why, asked[0], answer[0])


def _voices(chains: Chains) -> list[str]:
    """The farthest voice of each chain that has a name."""
    return [chain[-1].name for chain in chains if chain and chain[-1].name]


def _senses(name: str) -> frozenset[str]:
    words = [w.casefold() for w in _WORD.findall(name)]
    return frozenset(vocabulary.sense(w) for w in words if w not in vocabulary.words("empty"))


def _one(a: str, b: str) -> bool:
    """Whether both may name one voice: they share a word that is no title, or one says nothing."""
    one, other = _senses(a) - _TITLES, _senses(b) - _TITLES
    return not one or not other or bool(one & other)


_TITLES = vocabulary.senses("titles")


def _content_shared(claim: Side, said: Told | None, passage: Side, heard: Told | None, at: int) -> float:
    wanted = inside(claim.words, said.content) if said else claim.senses
    if heard:
        there = inside(passage.words, Span(at + heard.content.start, at + heard.content.end))
    else:
        there = passage.senses
    return len(wanted & there) / len(wanted) if wanted else 0.0


def exchanged(claim: Side, passage: Side) -> Iterator[Check]:
    """Two names around one verb that have changed places: "A beat B", "B beat A"."""
    both = dict.fromkeys((*claim.stated.names, *passage.stated.names))
    names = [n for n in both if n in claim.text and n in passage.text]
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            pair = (one, other) if claim.text.find(one) < claim.text.find(other) else (other, one)
            found = _exchanged(claim, passage, *pair)
            if found:
                yield found
                return


def _exchanged(claim: Side, passage: Side, one: str, other: str) -> Check | None:
    sentence, shared = best(claim, passage)
    text = passage.at(sentence.span)
    verb, turned = _between(claim.text, one, other), _between(text, other, one)
    if shared < _SHARED or verb is None or turned is None:
        return None
    both = _senses(verb) & _senses(turned)
    if not _TOLD.search(text):
        both &= vocabulary.senses("one_way")
    if not both or any(p.search(side) for p in (_PASSIVE, _OTHER_WAY) for side in (verb, turned)):
        return None
    why = f"“{other}” and “{one}” have changed places around “{verb.strip()}”"
    return Check("speaker", "refutes", why, one, other)


def _between(text: str, one: str, other: str) -> str | None:
    """The words between two names that stand in this order, if they are few."""
    a, b = text.find(one), text.find(other)
    if a < 0 or b < 0 or not a + len(one) <= b <= a + len(one) + 40:
        return None
    return text[a + len(one) : b]
