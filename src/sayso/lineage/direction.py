"""Direction: of two documents that share something, which had it from the other.

Each ground is a small function whose docstring is the reason that people read; it gives log-odds, above 0
where `other` has it from `one`. What has no ground stays at even odds.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from sayso.lineage import clocks
from sayso.lineage.links import Citation, Drift, Publication, Reason
from sayso.lineage.ties import Tie

MOST = 6.0
"""Bound of the sum of all grounds: nothing is surer than 1 in 400."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two documents and all that tells which was first."""

    tie: Tie
    one: Publication
    other: Publication
    drifts: tuple[Drift, ...] = ()
    """Of their tellings of one claim, from one to other."""
    centre: float = 0.0
    """How much nearer one is to the other members than the other is, in [-1, 1]."""
    agencies: tuple[bool, bool] = (False, False)
    """Whether each is of a news agency."""


Ground = Callable[[Pairing], "tuple[float, str] | None"]


def direction(pairing: Pairing) -> tuple[float, tuple[Reason, ...]]:
    """The probability that `other` has it from `one`, and why."""
    reasons = tuple(
        Reason(name, weight, why)
        for name, ground in _GROUNDS.items()
        if (found := ground(pairing)) is not None
        for weight, why in [found]
        if weight
    )
    total = max(-MOST, min(MOST, sum(reason.weight for reason in reasons)))
    return 1 / (1 + math.exp(-total)), reasons


def turned(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The same grounds for the link seen from its other end."""
    return tuple(Reason(r.name, -r.weight, r.why) for r in reasons)


def _time(p: Pairing) -> tuple[float, str] | None:
    """The stated times: what came out later was had from what came out before."""
    sure = clocks.before(p.one, p.other)
    if not sure:
        return None
    first, last = (p.one, p.other) if sure > 0 else (p.other, p.one)
    why = f"{_of(first)} came out {clocks.shown(first)}, {_of(last)} {clocks.shown(last)}"
    return 4.0 * sure, why


def _citation(p: Pairing) -> tuple[float, str] | None:
    """A text that names the other as where it has it from."""
    one, other = _strongest(p.tie.by_one), _strongest(p.tie.by_other)
    # A citation beside shared words is weightier than a clock; alone, it may be false.
    weight = 6.0 if p.tie.solid else 3.0
    if other and not one:
        return weight * _trust(other), f"{_of(p.other)} cites {_of(p.one)}: “{other.name or other.why}”"
    if one and not other:
        return -weight * _trust(one), f"{_of(p.one)} cites {_of(p.other)}: “{one.name or one.why}”"
    return None


def _revision(p: Pairing) -> tuple[float, str] | None:
    """A later version of the same document."""
    return (MOST, f"{_of(p.other)} is a later version at the same address") if p.tie.revises else None


def _containment(p: Pairing) -> tuple[float, str] | None:
    """Who takes over cuts: a text that lies wholly within a longer one is rather cut from it."""
    one, other = p.tie.of_one, p.tie.of_other
    if other > 0.85 and one < 0.75 * other:
        return 0.8, f"nearly all of {_of(p.other)} stands in {_of(p.one)}, which has more"
    if one > 0.85 and other < 0.75 * one:
        return -0.8, f"nearly all of {_of(p.one)} stands in {_of(p.other)}, which has more"
    return None


def _agency(p: Pairing) -> tuple[float, str] | None:
    """Papers print what agencies send them, seldom the other way round."""
    if p.agencies[0] == p.agencies[1]:
        return None
    agency = p.one if p.agencies[0] else p.other
    return (1.5 if p.agencies[0] else -1.5), f"{_of(agency)} is a news agency"


def _centre(p: Pairing) -> tuple[float, str] | None:
    """Copies differ from what they were made from less than from one another."""
    if abs(p.centre) < 0.02:
        return None
    nearer = p.one if p.centre > 0 else p.other
    return max(-2.0, min(2.0, 12 * p.centre)), f"the others are nearest to {_of(nearer)}"


_LOSSES = {"hedge": 0.7, "source": 1.0, "bound": 0.5, "denial": 0.7}


def _drift(p: Pairing) -> tuple[float, str] | None:
    """On the way hedges, sources and bounds are lost rather than found."""
    total, told = 0.0, []
    for drift in p.drifts:
        weight = _LOSSES.get(drift.kind, 0.0)
        if weight and bool(drift.one) != bool(drift.other):
            total += weight if drift.one else -weight
            told.append(drift.why)
    return (total, "; ".join(told)) if total else None


_GROUNDS: dict[str, Ground] = {
    "time": _time,
    "citation": _citation,
    "revision": _revision,
    "containment": _containment,
    "agency": _agency,
    "centre": _centre,
    "drift": _drift,
}
_TRUST = {"wire": 1.0, "credit": 1.0, "link": 1.0, "report": 0.9, "told": 0.7, "vague": 0.2}


def _strongest(citations: tuple[Citation, ...]) -> Citation | None:
    return max(citations, key=_trust, default=None)


def _trust(citation: Citation) -> float:
    return _TRUST[citation.manner]


def _of(publication: Publication) -> str:
    return publication.outlet or publication.address
