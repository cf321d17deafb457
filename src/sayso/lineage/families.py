"""Families: tellings grouped by the claim that they tell, whatever became of it on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

JOINED = 0.5
"""Probability from which two tellings are of one family."""
CONTRARY = 0.15
"""Probability below which a pair speaks against joining the families of its two; between, it says nothing."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two claims, and how likely they are of one family."""

    one: str
    other: str
    probability: float


def grouped(
    claims: Iterable[str], compared: Sequence[Compared], joined: Sequence[tuple[str, str]] = ()
) -> list[tuple[str, ...]]:
    """Families of claims, the likeliest pairs joined first.

    Two groups are joined only if, of the pairs between them that were compared, no fewer speak for it than
    against it: else one claim that resembles two others would make them one. The result is the same whatever
    order the pairs come in. What people `joined` is one family, whatever was found.
    """
    family = {claim: claim for claim in claims}
    members = {claim: [claim] for claim in family}
    between: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for pair in compared:
        if pair.one in family and pair.other in family and pair.one != pair.other:
            for a, b in ((pair.one, pair.other), (pair.other, pair.one)):
                between[a].setdefault(b, []).append(pair.probability)
    for pair in sorted(compared, key=_likeliest):
        if pair.probability < JOINED or pair.one not in family or pair.other not in family:
            continue
        a, b = family[pair.one], family[pair.other]
        if a != b and _holds(between[a].get(b, [])):
            _join(a, b, family=family, members=members, between=between)
    for one, other in joined:
        if one in family and other in family and family[one] != family[other]:
            _join(family[one], family[other], family=family, members=members, between=between)
    return sorted((tuple(sorted(held)) for held in members.values()), key=lambda held: (-len(held), held))


def _likeliest(pair: Compared) -> tuple[float, str, str]:
    return -pair.probability, min(pair.one, pair.other), max(pair.one, pair.other)


def _holds(pairs: Sequence[float]) -> bool:
    return sum(p >= JOINED for p in pairs) >= max(1, sum(p < CONTRARY for p in pairs))


def _join(
    a: str,
    b: str,
    *,
    family: dict[str, str],
    members: dict[str, list[str]],
    between: dict[str, dict[str, list[float]]],
) -> None:
    # The smaller goes into the larger, so that a family of n costs n log n.
    keep, gone = (a, b) if len(members[a]) >= len(members[b]) else (b, a)
    for claim in members[gone]:
        family[claim] = keep
    members[keep] += members.pop(gone)
    for other, pairs in between.pop(gone, {}).items():
        between[other].pop(gone, None)
        if other != keep:
            between[keep].setdefault(other, []).extend(pairs)
            between[other].setdefault(keep, []).extend(pairs)
