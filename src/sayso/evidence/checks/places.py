"""Places against places: one town is not another, but a province contains its town.

It never decides: what was in one place may have been in another too ("spoken in France").
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from sayso.evidence.checks.sides import Side, inside, share
from sayso.findings import Check
from sayso.types import Place

_EARTH_KM = 6371.0
_NEAR_KM = 30.0
"""Two towns nearer than this may be one and its suburb."""
_WITHIN_KM = 400.0
"""How far a town may lie from the middle of a province that holds it."""
_DECIDING = 0.85


def compatible(a: Place, b: Place) -> bool:
    """Whether what happened in one can have happened in the other."""
    if a.name.casefold() == b.name.casefold() or (a.geonames is not None and a.geonames == b.geonames):
        return True
    if a.country is None or b.country is None or a.ambiguous or b.ambiguous:
        return True
    return a.country == b.country and _reaches(a, b)


def _reaches(a: Place, b: Place) -> bool:
    """Whether two places of one country may hold one another."""
    levels = {a.level, b.level}
    if levels == {"province"}:
        return False
    if not levels <= {"province", "city"}:
        return True
    apart = _distance(a, b)
    return apart is None or apart < (_NEAR_KM if levels == {"city"} else _WITHIN_KM)


def _distance(a: Place, b: Place) -> float | None:
    """Kilometres along the great circle; None where a place has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p, q = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((p - q) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(a.lon - b.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def check(claim: Side, passage: Side) -> Iterator[Check]:
    """A place of the claim in whose stead the passage names only others."""
    theirs = passage.stated.places
    for mine in claim.stated.places:
        words = inside(claim.words, mine.span)
        if not words or words <= passage.senses:
            continue
        for sentence in passage.sentences:
            here = [p for p in theirs if sentence.span.start <= p.span.start < sentence.span.end]
            new = [p for p in here if not inside(passage.words, p.span) <= claim.senses]
            if not new or any(compatible(mine, p) for p in here):
                continue
            shared = share(claim, passage, sentence, without=words)
            if shared >= _DECIDING:
                why = f"“{new[0].name}” is another place than “{mine.name}”"
                yield Check(
                    "place", "refutes", why, claim.at(mine.span), passage.at(new[0].span), decides=False
                )
                break
