"""Checks: what rules see between a claim and a passage, each with its sentence.

    Stated, Stated ─figures · dates · places · polarity · hedges · speakers · names · wording→ Check …

They are restrained: a rule speaks only where both sides plainly speak of the same thing, and is silent
otherwise. `wording` comes last: that a passage supports the claim is decided only where no other rule
objects. A check that *decides* overrules the entailment model; see `adjusted`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.evidence.checks import dates, entities, figures, hedges, negation, places, speakers, wording
from sayso.evidence.checks.adjusting import adjusted
from sayso.evidence.checks.alignment import Alignment, align
from sayso.evidence.checks.parts import counted
from sayso.evidence.checks.sides import Side, back, best, side
from sayso.findings import Check, Stated, Voice
from sayso.types import Stance

__all__ = ["adjusted", "checks"]

_ON_IT = 0.4
"""How much of the claim a sentence must say, before the two are compared word by word."""
_BACK = 0.5
"""How much of the sentence the claim must speak of, for a figure or date that fits to decide."""


def checks(
    claim: Stated,
    passage: Stated,
    *,
    claim_chains: Sequence[Sequence[Voice]] = (),
    passage_chains: Sequence[Sequence[Voice]] = (),
    passage_stance: Stance = "asserted",
) -> tuple[Check, ...]:
    """What the rules see; empty where nothing can be said.

    Chains are who says each, nearest voice first; where none are given, a sentence that tells its own voice
    ("the ministry said that …") is taken at its word. `passage_stance` is its voice's.
    """
    mine, theirs = side(claim), side(passage)
    if not mine.senses or not theirs.senses:
        return ()
    al = align(mine, theirs)
    found = [
        *figures.check(mine, theirs),
        *dates.check(mine, theirs),
        *places.check(mine, theirs),
        *negation.opposites(mine, theirs),
        *negation.denial(mine, theirs, passage_stance),
        *hedges.check(mine, theirs, passage_stance),
        *speakers.check(mine, theirs, claim_chains, passage_chains),
        *entities.check(mine, theirs),
    ]
    if al.covered() >= _ON_IT:
        found += _of_one_matter(al, found)
    return tuple(_all_or_none(mine, theirs, found))


def _of_one_matter(al: Alignment, found: list[Check]) -> list[Check]:
    """What is seen only where one sentence of the passage says much of what the claim says."""
    turns = negation.polarity(al)
    more = [
        *negation.check(al, turns),
        *speakers.exchanged(al),
        *speakers.silence(al),
        *speakers.unanswered(al),
        *speakers.other_voice(al),
        *wording.unsettled(al, turns),
    ]
    return [*more, *wording.check(al, turns, [*found, *more])]


def _all_or_none(claim: Side, passage: Side, found: list[Check]) -> list[Check]:
    """Decisions that hold only together: a figure that fits, or not, is of the day that the claim gives.

    A figure or date that fits decides only where every figure and date of the claim fits; one that does not
    fit decides only where it is the only one.
    """
    days = dates.dates(claim)
    slots = len(days) + len(counted(claim))
    told = [c for c in found if c.kind in ("figure", "date")]
    fits, differs = (sum(c.says == says for c in told) for says in ("supports", "refutes"))
    dated = (
        sum(c.kind == "date" and c.says == "supports" for c in told) == len(days) or not passage.stated.times
    )
    # Counts grow: what was counted by another day contradicts nothing.
    dated = (dated and all(d.bound == "on" for d in days)) or not passage.stated.times
    fit, differ = fits == slots and _plain(claim, passage), differs == 1
    kept = {
        ("figure", "supports"): fit,
        ("date", "supports"): fit,
        ("figure", "refutes"): differ and dated,
        ("date", "refutes"): differ,
    }
    return [replace(c, decides=c.decides and kept.get((c.kind, c.says), True)) for c in found]


def _plain(claim: Side, passage: Side) -> bool:
    """Whether the passage says it as surely, and as often negated, as the claim, and says little else."""
    sentence, _ = best(claim, passage)
    mine = sum(len(hedges.phrases(claim, s)) + len(negation.negations(claim, s)) for s in claim.sentences)
    theirs = len(hedges.phrases(passage, sentence)) + len(negation.negations(passage, sentence))
    return mine == theirs and back(claim, sentence) >= _BACK
