"""Pairs in the manner of news, made up: reports of attacks, floods, trials, votes, mergers and matches.

    facts of one story ─told in a mode→ sentences ─side by side→ claim, evidence, label

Everything is drawn anew at each call. Which label a pair has follows from the facts and from how they are
told (flat, hedged, planned, in a mouth, denied, asked); sentences around it settle nothing of the claim.
Pairs come in groups that share a claim, and a tally of how often each way of telling bore each label evens
the labels out, so that neither side alone gives them away.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from news_facts import Deed, Detail, Fact, between, deeds, details
from news_manners import CLAIM, EVIDENCE, Told, Voice, aside, dated, tell, voice
from news_values import EXCLUDES, HOLDS, OPEN

if TYPE_CHECKING:
    from pairs import Pair

WANTED = {HOLDS: 0.36, EXCLUDES: 0.32, OPEN: 0.32}
"""Shares of the labels."""
_GROUP = 6
"""Pairs taken of one story, at most."""
_MOST = 0.6
"""How far above its share a label may come by one more pair, both sides and the whole counted."""

_ASSERTED = frozenset(["flat", "said"])
_UNSURE = 0.0
"""What leaves things open seldom refutes: its labels are not evened out, else there would be none of it."""


class Drawn(NamedTuple):
    claim: str
    evidence: str
    label: str


def made(count: int, rng: random.Random) -> list[Pair]:
    """So many pairs of the set `news`."""
    from pairs import LABELS, Pair  # the network's library comes with it, and drawing does not need that

    return [Pair("news", d.claim, d.evidence, LABELS[d.label]) for d in drawn(count, rng)]


def drawn(count: int, rng: random.Random) -> list[Drawn]:
    tally, out = _Tally(), []
    while len(out) < count:
        out += _group(tally, rng)
    return out[:count]


@dataclass
class _Tally:
    """How often each way of telling a claim, or an evidence, has borne each label."""

    borne: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)

    def excess(self, claim: Told, evidence: Told, label: str) -> float:
        """How much this label is already above its share, on either side and overall."""
        weight = 1.0 if evidence.mode in _ASSERTED else _UNSURE
        over = self._over(("claim", claim.told_as), label)
        over += weight * self._over(("evidence", evidence.told_as), label)
        all_of = sum(self.total.values())
        return over + 4 * (self.total[label] / (all_of + 1) - WANTED[label])

    def _over(self, side: tuple[str, str], label: str) -> float:
        seen = sum(self.borne[*side, other] for other in WANTED)
        return (self.borne[*side, label] + WANTED[label]) / (seen + 1) - WANTED[label]

    def add(self, claim: Told, evidence: Told, label: str) -> None:
        self.borne["claim", claim.told_as, label] += 1
        self.borne["evidence", evidence.told_as, label] += 1
        self.total[label] += 1


def _group(tally: _Tally, rng: random.Random) -> list[Drawn]:
    """A few pairs of one story, those that leave the labels most even."""
    facts = (deeds if rng.random() < 0.55 else details)(rng)
    voices = [voice(rng), voice(rng)]
    tellings = [_drawn_telling(fact, voices, rng) for fact in facts for _ in range(2)]
    tellings += [_companion(t, rng) for t in tellings if t.mode not in _ASSERTED and rng.random() < 0.5]
    claims = rng.sample(tellings, 2)
    chosen: list[tuple[float, Told, Told, str]] = []
    for claim in claims:
        for evidence in tellings:
            label = judged(claim, evidence) if evidence is not claim else None
            if label:
                chosen.append(
                    (tally.excess(claim, evidence, label) + rng.random() * 0.15, claim, evidence, label)
                )
    chosen.sort(key=lambda c: c[0])
    out: list[Drawn] = []
    used: set[tuple[int, str]] = set()
    wording = {id(claim): tell(claim, CLAIM, rng) for claim in claims}
    for excess, claim, evidence, label in chosen:
        if len(out) == _GROUP or excess > _MOST:
            break
        if (id(claim), label) not in used and tally.total[label] <= 3 + tally.total.total() * (
            WANTED[label] + 0.01
        ):
            used.add((id(claim), label))
            tally.add(claim, evidence, label)
            out.append(Drawn(wording[id(claim)], _passage(claim, evidence, tellings, rng), label))
    return out


_MODES = {
    "flat": 44,
    "said": 23,
    "hedged": 14,
    "plan": 6,
    "urged": 4,
    "asked": 4,
    "silent": 4,
    "if": 2,
    "if not": 1,
}
"""How often a fact is told in each way."""
_VOICED = frozenset(["said", "urged", "silent"])


def _drawn_telling(fact: Fact, voices: list[Voice], rng: random.Random) -> Told:
    mode = rng.choices(list(_MODES), list(_MODES.values()))[0]
    if mode in ("plan", "urged") and not (isinstance(fact, Deed) and fact.willed):
        mode = "flat"
    return Told(fact, mode, rng.choice(voices) if mode in _VOICED else None)


def _companion(told: Told, rng: random.Random) -> Told:
    """The same again, or its opposite: else nothing would hold what is planned, urged or unclear."""
    if told.mode in ("plan", "urged") and rng.random() < 0.5:
        return replace(told, fact=told.fact.turned())
    if told.mode in ("if", "if not"):
        return replace(told, mode=rng.choice(("if", "if not")))
    return replace(told)


def judged(claim: Told, evidence: Told) -> str | None:
    """What the evidence, told its way, says of the claim told its own; None where it is not certain."""
    flat = between(claim.fact, evidence.fact)
    if flat == OPEN:
        return OPEN
    if flat is None:
        return None
    return _BY_MODE[claim.mode](claim, evidence, flat)


def _flat(_: Told, evidence: Told, flat: str) -> str | None:
    if evidence.mode in ("flat", "said"):
        return flat
    return None if evidence.mode == "plan" and not evidence.fact.holds else OPEN


def _said(claim: Told, evidence: Told, flat: str) -> str | None:
    if evidence.mode == "said" and evidence.voice is claim.voice:
        return flat
    return OPEN


def _hedged(_: Told, evidence: Told, flat: str) -> str | None:
    if evidence.mode in ("flat", "said"):
        return flat
    if evidence.mode == "hedged":
        return HOLDS if flat == HOLDS else None
    return None if evidence.mode == "asked" else OPEN


def _asked(claim: Told, evidence: Told, _: str) -> str | None:
    """A claim that something is unclear."""
    if evidence.mode == "asked":
        return HOLDS if _same(claim, evidence) else None
    return {"flat": EXCLUDES, "urged": OPEN}.get(evidence.mode)


def _planned(_: Told, evidence: Told, flat: str) -> str | None:
    if evidence.mode == "plan":
        return flat
    return OPEN if evidence.mode in ("urged", "asked", "silent") else None


def _urged(claim: Told, evidence: Told, flat: str) -> str | None:
    return flat if evidence.mode == "urged" and evidence.voice is claim.voice else OPEN


def _silent(claim: Told, evidence: Told, _: str) -> str | None:
    """A claim that somebody did not say; what they said refutes it."""
    if evidence.voice is not claim.voice:
        return OPEN if evidence.mode != "asked" else None
    if evidence.mode == "silent":
        return HOLDS if _same(claim, evidence) else None
    return EXCLUDES if evidence.mode == "said" else None


def _conditional(claim: Told, evidence: Told, _: str) -> str | None:
    if evidence.mode in ("if", "if not"):
        return (HOLDS if claim.mode == evidence.mode else EXCLUDES) if _same(claim, evidence) else None
    return OPEN if evidence.mode in ("said", "hedged", "silent", "urged", "asked") else None


def _same(claim: Told, evidence: Told) -> bool:
    """Whether both are about one fact in one sense, which holding each other is more than."""
    one, other = claim.fact, evidence.fact
    if isinstance(one, Deed) and isinstance(other, Deed):
        return replace(one, about=other.about) == other
    if isinstance(one, Detail) and isinstance(other, Detail):
        return one.holds == other.holds and one.value[1:5] == other.value[1:5]
    return False


_BY_MODE = {
    "flat": _flat,
    "said": _said,
    "hedged": _hedged,
    "asked": _asked,
    "plan": _planned,
    "urged": _urged,
    "silent": _silent,
    "if": _conditional,
    "if not": _conditional,
}


def _passage(claim: Told, evidence: Told, tellings: list[Told], rng: random.Random) -> str:
    """The telling alone, or among sentences that tell nothing of the claim; now and then under a dateline."""
    about = evidence.fact.event if isinstance(evidence.fact, Detail) else evidence.fact.s.text
    sentences = [tell(evidence, EVIDENCE, rng)]
    for _ in range(rng.choices((0, 1, 2, 3), (42, 27, 18, 13))[0]):
        more = _besides(claim, evidence, tellings, rng) if len(sentences) < 3 and rng.random() < 0.4 else None
        sentences.insert(rng.randrange(len(sentences) + 1), more or aside(about, rng))
    text = " ".join(dict.fromkeys(sentences))
    return dated(text, rng) if rng.random() < 0.08 else text


def _besides(claim: Told, evidence: Told, tellings: list[Told], rng: random.Random) -> str | None:
    """Another fact of the story, one that leaves open what both sides tell."""
    other = rng.choice(tellings)
    if {between(claim.fact, other.fact), between(evidence.fact, other.fact)} != {OPEN}:
        return None
    if other.mode == "said" and claim.mode in ("silent", "urged"):
        return None
    return tell(other, EVIDENCE, rng)
