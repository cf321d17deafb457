"""Pairs in the manner of news, made up: reports of attacks, floods, trials, votes, mergers and matches.

    facts of one story ─told in a mode→ sentences ─side by side→ claim, evidence, label

Everything is drawn anew at each call. Which label a pair has follows from the facts and from how they are told
(flat, hedged, planned, in a mouth, denied, asked); sentences around it carry no other fact of the claim. Pairs
come in groups that share a claim or an evidence, and a tally of how often each way of telling bore each label
evens the labels out, so that neither side alone gives them away.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newsroom_facts import Deed, Detail, Fact, between, deeds, details
from newsroom_manners import MODES, Told, Voice, dressed, tell, voice
from newsroom_values import EXCLUDES, HOLDS, OPEN

if TYPE_CHECKING:
    from pairs import Pair

WANTED = {HOLDS: 0.36, EXCLUDES: 0.32, OPEN: 0.32}
"""Shares of the labels."""
_GROUP = 6
"""Pairs taken of one story, at most."""
_MOST = 0.6
"""How far above its share a label may come by one more pair, both sides and the whole counted."""


class Drawn(NamedTuple):
    claim: str
    evidence: str
    label: str


def made(count: int, rng: random.Random) -> list[Pair]:
    """So many pairs of the set `newsroom`."""
    from pairs import LABELS, Pair  # the network's library comes with it, and drawing does not need that

    return [Pair("newsroom", d.claim, d.evidence, LABELS[d.label]) for d in drawn(count, rng)]


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
        over = self._over(("claim", claim.told_as), label) + self._over(("evidence", evidence.told_as), label)
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
    claims = rng.sample(tellings, min(3, len(tellings)))
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
    wording = {id(claim): tell(claim, rng) for claim in claims}
    for excess, claim, evidence, label in chosen:
        if len(out) == _GROUP or excess > _MOST:
            break
        if (id(claim), label) not in used:
            used.add((id(claim), label))
            tally.add(claim, evidence, label)
            out.append(Drawn(wording[id(claim)], _passage(evidence, rng), label))
    return out


def _drawn_telling(fact: Fact, voices: list[Voice], rng: random.Random) -> Told:
    mode = rng.choices(MODES, (45, 14, 24, 6, 7, 4))[0]
    if mode in ("plan", "urged") and not (isinstance(fact, Deed) and fact.willed and not fact.near):
        mode = "flat"
    return Told(fact, mode, rng.choice(voices) if mode in ("said", "urged") else None)


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


def _asked(_: Told, evidence: Told, __: str) -> str | None:
    """A claim that something is unclear."""
    return {"asked": HOLDS, "flat": EXCLUDES}.get(evidence.mode)


def _planned(_: Told, evidence: Told, flat: str) -> str | None:
    if evidence.mode == "plan":
        return flat
    return OPEN if evidence.mode in ("urged", "asked") else None


def _urged(claim: Told, evidence: Told, flat: str) -> str | None:
    return flat if evidence.mode == "urged" and evidence.voice is claim.voice else OPEN


_BY_MODE = {
    "flat": _flat,
    "said": _said,
    "hedged": _hedged,
    "asked": _asked,
    "plan": _planned,
    "urged": _urged,
}


def _passage(evidence: Told, rng: random.Random) -> str:
    """The telling alone, or among sentences that tell nothing of it."""
    about = evidence.fact.event if isinstance(evidence.fact, Detail) else evidence.fact.s.text
    return dressed(tell(evidence, rng), about, rng)
