"""Whether two tellings say the same: `compare`; and what differs where they are known to be one: `drift`."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sayso.lineage.links import Drift, Relation, Sameness
from sayso.lineage.sameness import certainty, dates, family, quantities, voices, wordings
from sayso.lineage.sameness.features import Features
from sayso.lineage.sameness.pairing import Pair, pair
from sayso.protocols import Entailer

ONE_FAMILY = 0.5
_ENTAILED = 0.6
"""Probability from which an entailer's word is taken for a contradiction."""
_ENTAILER_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is known of two tellings beside their words."""

    likeness: float | None = None
    """Cosine of their vectors; None where nobody made any."""
    aligned: bool = False
    """They stand at corresponding places of a reused passage."""
    entailed: tuple[float, float, float] | None = None
    """Of an entailer: the probability that one supports the other, refutes it, or does not settle it."""


NOTHING_ELSE = Grounds()


def compare(
    one: Features, other: Features, known: Grounds = NOTHING_ELSE, *, entailer: Entailer | None = None
) -> Sameness:
    """Same, drifted or different, how likely of one family, what differs, and why.

    The relation and its probability are the same both ways round; the sides of a drift change places. An
    entailer is asked for this pair alone: for many pairs ask it once, and hand its rows over in `known`.
    """
    both = pair(one, other, known.likeness, known.aligned)
    # In one order of the two, whichever way round they are asked.
    values = family.grounds(
        both if _is_first(one, other) else pair(other, one, known.likeness, known.aligned)
    )
    entailed = known.entailed or (_asked(both, entailer) if entailer else None)
    likely = family.probability(family.logit(values) + _from_entailer(entailed))
    if likely < ONE_FAMILY:
        return Sameness("different", likely, (), f"Different: {family.why(values, together=False)}")
    found = _drifts(both, entailed)
    relation: Relation = "drifted" if found else "same"
    return Sameness(relation, likely, found, _why(values, found))


def _is_first(one: Features, other: Features) -> bool:
    if one.telling.id != other.telling.id:
        return one.telling.id < other.telling.id
    return repr(one) <= repr(other)


def drift(one: Features, other: Features, *, aligned: bool = False) -> tuple[Drift, ...]:
    """What differs between two tellings that are known to be of one claim; one came first.

    Where they stand at corresponding places of a reused passage (`aligned`), words that stand for others
    are a drift; elsewhere only one word in an otherwise equal sentence is: who tells anew has other words.
    """
    return _drifts(pair(one, other, None, aligned=aligned), None)


def _drifts(both: Pair, entailed: tuple[float, float, float] | None) -> tuple[Drift, ...]:
    one, other = both.one, both.other
    found = [
        *quantities.drifts(both.counted),
        *dates.drifts(one.dates, other.dates),
        *certainty.drifts(one.certainty, other.certainty, both.shared, aligned=both.aligned),
        *voices.drifts(
            voices.absent(one.speakers, other.speakers, other.bag),
            voices.absent(other.speakers, one.speakers, one.bag),
        ),
        *wordings.drifts(both),
    ]
    found = [d for d in found if d.kind != "wording"] or found
    if entailed is not None and entailed[1] >= _ENTAILED and not found:
        words = one.telling.words, other.telling.words
        found = [Drift("wording", *words, "the two cannot both be so, by the entailer")]
    return tuple(found)


def _asked(both: Pair, entailer: Entailer) -> tuple[float, float, float]:
    """Both ways round: a claim may hold less than another that supports it."""
    words = both.one.telling.words, both.other.telling.words
    rows = entailer.entail([words, (words[1], words[0])])
    supports, refutes = float(rows[:, 0].max()), float(rows[:, 1].max())
    return supports, refutes, float(rows[:, 2].min())


def _from_entailer(entailed: tuple[float, float, float] | None) -> float:
    """Log-odds: what supports or refutes speaks of the same thing."""
    if entailed is None:
        return 0.0
    settled = min(0.99, max(0.01, entailed[0], entailed[1]))
    return _ENTAILER_WEIGHT * math.log(settled / (1 - settled))


def _why(values: list[float], found: tuple[Drift, ...]) -> str:
    reason = family.why(values, together=True)
    if not found:
        return f"The same: {reason}"
    return f"The same with a difference: {'; '.join(d.why for d in found)}. One claim, for {reason}"
