"""Speakers: that B says it is no evidence that A said it; and who did it to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.alignment import Alignment, both_roles
from sayso.evidence.checks.alignment import exchanged as crossed
from sayso.evidence.checks.sides import Side, Word, best, inside
from sayso.evidence.checks.telling import Told, told
from sayso.findings import Check, Voice
from sayso.types import Span

Chains = Sequence[Sequence[Voice]]
_SHARED = 0.8
_TOLD = re.compile(r"not the other way", re.IGNORECASE)


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


def _one(a: str, b: str) -> bool:
    """Whether both may name one voice: they share a word that is no title, or one says nothing."""
    one, other = vocabulary.name_senses(a) - _TITLES, vocabulary.name_senses(b) - _TITLES
    return not one or not other or bool(one & other)


_TITLES = vocabulary.senses("titles")


def _content_shared(claim: Side, said: Told | None, passage: Side, heard: Told | None, at: int) -> float:
    wanted = inside(claim.words, said.content) if said else claim.senses
    if heard:
        there = inside(passage.words, Span(at + heard.content.start, at + heard.content.end))
    else:
        there = passage.senses
    return len(wanted & there) / len(wanted) if wanted else 0.0


_SILENT = re.compile(
    r"\b(?:declin|refus)(?:ed|es|ing) to (?:comment|say|discuss|confirm|be drawn|speak|answer)|\bno comment\b"
    r"|\b(?:would|could|did) (?:not|neither) (?:say|comment|confirm|respond|reply|be reached|answer)"
    r"|\b(?:would|could) neither confirm nor deny|\bneither confirmed nor denied"
    r"|\b(?:has|have|had) not (?:yet )?commented"
    r"|\bmade no (?:comment|statement)|\bleft (?:the question )?open whether|\bkept silent|\bremained silent",
    re.IGNORECASE,
)
_TOPIC = 0.7
"""How much of the claim a sentence must speak of, that tells that somebody did not speak of it."""
_UNANSWERED = re.compile(
    r"(?P<cue>(?:\b(?:did|do|does|could|can|would|will|has|have|had) (?:not|never)|\bcannot"
    r"|\b(?:did|do|does|could|ca|would|wo|has|have|had)n['’]t)"
    r"(?: (?:yet|be able to|been able to|immediately))?"
    r" (?:say|said|tell|told|know|known|see|seen|explain|explained|reveal|revealed|disclose|disclosed|specify"
    r"|specified|state|stated|remember|recall|understand|establish|established|determine|determined|confirm"
    r"|confirmed)(?: (?:me|us|him|her|them|reporters|parliament|the \w+))?"
    r"|\b(?:declin|refus)(?:ed|es|ing) to (?:say|tell|explain|reveal|disclose|specify|confirm|discuss)"
    r"|\b(?:is|was|remains|remained|it is still) (?:not (?:yet )?(?:known|clear)|unknown|unclear)"
    r"|\b(?:no one|nobody|none of \w+(?: \w+)?) (?:knows?|knew|could say|can say|said|would say))"
    r" (?:exactly |precisely )?(?:what|when|where|which|who|whom|whose|why|how|whether|if)\b"
    r"[^,;:.!?”\"]*",
    re.IGNORECASE,
)
"""A question that somebody does not answer, from its first word on."""
_BESIDE = 0.5
"""How much of the claim the rest of the sentence must say, for it to say something all the same."""


def silence(al: Alignment) -> Iterator[Check]:
    """Somebody is asked about it and does not answer: that settles nothing."""
    if _UNANSWERED.search(al.text):
        return  # what is asked tells more: see `unanswered`
    found = _SILENT.search(al.text)
    if found and not _SILENT.search(al.claim.text) and al.covered() >= _TOPIC:
        yield Check("speaker", "neutral", f"“{found[0]}” settles nothing", "", found[0])


def unanswered(al: Alignment) -> Iterator[Check]:
    """ "Did not say when the bridge fell": what stands in the question is not told."""
    found = _UNANSWERED.search(al.text)
    if found is None or _UNANSWERED.search(al.claim.text):
        return
    start, end = found.span()
    at = al.sentence.span.start
    beside = {
        w.sense for w in al.sentence.words if w.content and not at + start <= w.span.start < at + end
    } | (al.passage.names & al.claim.names)
    if len(al.claim.senses & beside) < _BESIDE * len(al.claim.senses):
        why = f"“{found['cue']}” leaves open what it asks"
        yield Check("speaker", "neutral", why, "", found[0])


def exchanged(al: Alignment) -> Iterator[Check]:
    """Who does it and whom it is done to have changed places: "A beat B", "B beat A"."""
    if al.covered() < _SHARED:
        return
    sides = crossed(al)
    if sides is None:
        return
    refutes = sides.verb in vocabulary.senses("one_way") or _TOLD.search(al.text) is not None
    if not refutes and sides.verb not in vocabulary.senses("voicing"):
        return
    verb = next(w.text for w in al.claim.words if w.sense == sides.verb)
    why = f"who does it and whom it is done to have changed places around “{verb}”"
    yield Check("speaker", "refutes" if refutes else "neutral", why, verb, verb)


def other_voice(al: Alignment) -> Iterator[Check]:
    """Somebody else accuses, praises or asks the same: that this one does so too is not told."""
    both = both_roles(al)
    if both is None or both[0].verb not in vocabulary.senses("voicing"):
        return
    mine, theirs = both
    if not mine.agent or not theirs.agent or mine.agent & theirs.agent:
        return
    if (mine.agent - _TITLES) & (theirs.agent | al.passage.names):
        return
    if mine.patient & theirs.patient and al.covered(mine.agent) >= _SHARED:
        asked, heard = _named(al.claim.words, mine.agent), _named(al.sentence.words, theirs.agent)
        yield Check("speaker", "neutral", f"it is “{heard}” who does so, and not “{asked}”", asked, heard)


def _named(words: Sequence[Word], senses: frozenset[str]) -> str:
    return " ".join(w.text for w in words if w.content and w.sense in senses)
