"""Origins: from how many independent ones a family comes, and how surely.

A telling that was had from no other is a root. Its origin is the farthest voice that can be told apart:
whoever is named at the end of its chain; else an outlet outside the ledger; else somebody unnamed, who may
be anybody; else nobody but the outlet itself. Ten outlets that each heard one spokesman are ten recordings of
one origin. The number of origins is a sum of independent chances (a Poisson binomial), and its interval is
read from that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.lineage.case import Case, farthest
from sayso.lineage.descent import Descent
from sayso.lineage.links import CONFIDENCE, OUTSIDE, Link, Origin, OriginsState, Publication, Telling, Voice
from sayso.types import Kind

ANOTHER = {"described": 0.5, "unnamed": 0.5, "outside": 0.5, "outlet": 0.3}
"""How likely somebody who cannot be told apart is another than the origins already counted."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many origins: most likely, and the interval."""

    most_likely: int
    low: int
    high: int


@dataclass(slots=True)
class _Found:
    name: str
    kind: Kind | Literal["outlet"]
    sort: str
    """named, described, unnamed, outside or outlet."""
    recordings: list[str]
    chance: float
    why: str


def origins(case: Case, descent: Descent) -> tuple[tuple[Origin, ...], OriginsState, Count]:
    """The origins of a family, what can be said of them, and how many there are."""
    found: dict[str, _Found] = {}
    for telling, chance in _roots(case, descent):
        for key, one in _of(telling, case, descent.links):
            held = found.setdefault(key, one)
            held.chance = max(held.chance, chance)
            held.recordings.append(telling.id)
    every = sorted(_one_by_name(found).values(), key=lambda f: (_ORDER[f.sort], -len(f.recordings), f.name))
    chances = _chances(every)
    count = _counted(chances)
    state = _state(every)
    apart = {id(f): f.sort == "named" or (len(every) == 1 and f.sort != "outlet") for f in every}
    if len(every) == 1 and every[0].sort not in ("named", "outlet"):
        every[0].why = "the only one that these tellings lead to"
    told = tuple(
        Origin(f.name, f.kind, apart[id(f)], tuple(dict.fromkeys(f.recordings)), f.sort == "outside", f.why)
        for f in every
    )
    return told, state, count


def _one_by_name(found: dict[str, _Found]) -> dict[str, _Found]:
    """With "the hospital" counted to "St Odran's Hospital", where the family has no other hospital."""
    words = {key: set(key.split()[1:]) for key, one in found.items() if one.sort in ("named", "described")}
    kept = dict(found)
    for key, own in words.items():
        fuller = [other for other, theirs in words.items() if own < theirs]
        if len(fuller) == 1 and fuller[0] in kept:
            kept[fuller[0]].recordings += kept.pop(key).recordings
    return kept


_ORDER = {"named": 0, "described": 1, "outside": 2, "unnamed": 3, "outlet": 4}


def _roots(case: Case, descent: Descent) -> list[tuple[Telling, float]]:
    """Tellings had from no other of the ledger, with the chance that this is so."""
    children = {link.other for link in descent.links if not link.one.startswith(OUTSIDE)}
    joined = _joined(case, descent)
    doubts: dict[str, float] = defaultdict(lambda: 1.0)
    for link in descent.unlikely:
        for side in (link.one, link.other):
            doubts[side] *= 1 - link.probability / 2
    return [(t, doubts[t.id]) for t in case.tellings if t.id not in children and t.id not in joined]


def _joined(case: Case, descent: Descent) -> set[str]:
    """Of tellings between which nothing tells who was first, all but one: they are one recording."""
    return {link.other for link in descent.undecided}


def _of(telling: Telling, case: Case, links: Sequence[Link]) -> list[tuple[str, _Found]]:
    """The origins that a root has, by a key that is the same for the same origin."""
    publication = case.publications[telling.document]
    shown = publication.outlet or publication.address
    outside = [link.one.removeprefix(OUTSIDE) for link in links if link.other == telling.id]
    voiced = [chain for chain in telling.chains if chain]
    named = [(c[-1].actor, c[-1]) for c in voiced if c[-1].actor and c[-1].actor in farthest(telling)]
    media = {name.casefold() for name in outside}
    told = [(a, v) for a, v in named if a and (v.name or "").casefold() not in media]
    if told:
        return [(f"actor {a}", _voiced(a, v, shown)) for a, v in told]
    unnamed = next((c[-1] for c in voiced if not c[-1].actor), None)
    if unnamed is not None and unnamed.kind not in ("nobody", "common_knowledge"):
        who = unnamed.name or "a source"
        why = f"{who!r} is not named, so nothing tells whether it is one of the others"
        through = outside[0] if outside else shown
        name = f"{who} (unnamed), to {through}"
        return [(f"unnamed {telling.id}", _Found(name, unnamed.kind, "unnamed", [], 1.0, why))]
    if outside:
        why = f"{shown} has it from {outside[0]}, of which the ledger has no document"
        name = f"{outside[0]}, outside the ledger"
        return [(f"outside {outside[0]}", _Found(name, "outlet", "outside", [], 1.0, why))]
    return [_own_word(telling, publication, shown, case)]


def _voiced(actor: str, voice: Voice, shown: str) -> _Found:
    name = voice.name or actor
    if voice.described:
        why = f"{shown} says {name!r}, which may be one of the others"
        return _Found(name, voice.kind, "described", [], 1.0, why)
    return _Found(name, voice.kind, "named", [], 1.0, f"{shown} names {name}")


def _own_word(telling: Telling, publication: Publication, shown: str, case: Case) -> tuple[str, _Found]:
    body = case.bodies.get(telling.document)
    if body is not None:
        why = f"{shown} speaks for itself: it is no medium"
        return f"actor {body.actor}", _Found(body.name or shown, body.kind, "named", [], 1.0, why)
    why = f"{shown} does not say where it has it from"
    return f"outlet {publication.outlet or publication.id}", _Found(shown, "outlet", "outlet", [], 1.0, why)


def _chances(found: Sequence[_Found]) -> list[float]:
    """For each origin the chance that it is another than those before it; the first one is certain."""
    return [
        1.0 if n == 0 else f.chance * (1.0 if f.sort == "named" else ANOTHER[f.sort])
        for n, f in enumerate(found)
    ]


def _counted(chances: Sequence[float]) -> Count:
    masses = [1.0]
    for chance in chances:
        masses = [
            (masses[n] if n < len(masses) else 0.0) * (1 - chance) + (masses[n - 1] * chance if n else 0.0)
            for n in range(len(masses) + 1)
        ]
    tail = (1 - CONFIDENCE) / 2
    total, low, high = 0.0, 0, len(masses) - 1
    for n, mass in enumerate(masses):
        if total <= tail < total + mass:
            low = n
        if total < 1 - tail <= total + mass + 1e-9:
            high = n
        total += mass
    most = max(range(len(masses)), key=lambda n: (round(masses[n], 9), -n))
    return Count(most, low, max(low, high))


def _state(found: Sequence[_Found]) -> OriginsState:
    sorts = {f.sort for f in found}
    if sorts <= {"outlet"}:
        return "not recorded"
    if sorts <= {"named"} or len(found) == 1:
        return "independent"
    return "not established"


def sentence(documents: int, told: Sequence[Origin], state: OriginsState, count: Count) -> str:
    """What is to be said of a family in one line."""
    articles = "1 article" if documents == 1 else f"{documents} articles"
    if state == "not recorded":
        return f"{articles}, lineage not recorded: no text says where it has it from"
    span = f"{count.low}" if count.low == count.high else f"{count.low} to {count.high}"
    if state == "not established":
        return f"{articles}, independence not established: {span} origins"
    recorded = len({telling for origin in told for telling in origin.recordings})
    times = "once" if recorded == 1 else f"{recorded} times"
    if len(told) == 1:
        return f"{articles}, 1 origin: {told[0].name}, recorded {times}"
    return f"{articles}, {span} independent origins, recorded {times}"
