"""Which of the places of a name is meant: by size, by what stands beside it, by the rest of the text."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.claims.gazetteer import ALIAS, Entry
from sayso.claims.places.spans import Candidate, Tokens

SERIOUS = 1.0
"""A second place within this of the best one's score makes a name ambiguous."""
_DECIDES = 0.5
"""By how much the text must speak for the one more than for the other."""
_LEVEL = {"country": 2.5, "region": 3.0, "province": 0.3, "county": 0.8, "city": 0.0}
Container = tuple[str | None, int | None]
"""Country and province that hold a place."""
_PROVINCE_WORDS = frozenset({"province", "governorate", "state", "oblast", "region", "county", "district"})
_STATES = frozenset({"US", "CA", "AU", "GB"})
"""Where news names states and lands by themselves: "Ontario" is the province, not the town in it."""
_NEAR_KM = 60.0
_SEAT, _MOST = 1.6, 0.8
_EXPLICIT, _COUNTRY, _PROVINCE, _NAMED_DIVISION = 6.0, 1.4, 1.1, 4.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The place that is meant, and whether another was a serious candidate."""

    entry: Entry
    ambiguous: bool


def choose(t: Tokens, found: Sequence[Candidate], peoples: Counter[str]) -> list[Choice]:
    """One choice for each candidate; a name means the same place throughout a text."""
    around, holders = _containers(t, found)
    explicit: dict[str, set[Container]] = defaultdict(set)
    for i, container in around.items():
        explicit[found[i].folded].add(container)
    votes = _Votes(found, peoples, explicit)
    chosen: dict[tuple[str, bool, Container | None], Choice] = {}
    done = []
    for i, c in enumerate(found):
        elsewhere = explicit[c.folded]
        own = around.get(i) or (next(iter(elsewhere)) if len(elsewhere) == 1 else None)
        asks = _division(t, c)
        sense = (c.folded, asks, own)
        if sense not in chosen:
            chosen[sense] = _best(c, votes, (own, holders[c.folded]), asks=asks)
        done.append(chosen[sense])
    return done


def _containers(t: Tokens, found: Sequence[Candidate]) -> tuple[dict[int, Container], dict[str, set[int]]]:
    """ "Paris, Texas", "Herat, Afghanistan": for each first what holds it; and the entries that hold."""
    inside: dict[int, Container] = {}
    holders: dict[str, set[int]] = defaultdict(set)
    for i, (a, b) in enumerate(pairwise(found)):
        beside = b.first - a.last == 1 and t.lower(a.last) in {",", "in"}
        if not beside and not (b.first == a.last and b.abbreviation):
            continue
        for e in sorted(b.entries, key=lambda e: -_base(e)):
            holder = (e.country, e.province if e.level == "province" else None)
            if e.level in {"country", "province"} and any(_within(x, holder) for x in a.entries):
                inside[i] = holder
                holders[b.folded].add(e.index)
                break
    return inside, holders


def _within(entry: Entry, container: Container) -> bool:
    country, province = container
    if entry.level in {"country", "region"} or (entry.level == "province" and province is not None):
        return False
    return entry.country == country and (province is None or entry.province == province)


def _division(t: Tokens, c: Candidate) -> bool:
    """Whether the division is meant: "Herat province", "the province of Herat"."""
    return t.lower(c.last) in _PROVINCE_WORDS or (
        t.lower(c.first - 1) == "of" and t.lower(c.first - 2) in _PROVINCE_WORDS
    )


def _base(e: Entry) -> float:
    return 0.9 * e.size + _LEVEL[e.level] + 1.5 * e.capital - (1.5 if e.flags & ALIAS else 0.0)


class _Votes:
    """How much of the rest of the text speaks for a country and for a province."""

    def __init__(
        self,
        found: Sequence[Candidate],
        peoples: Counter[str],
        explicit: dict[str, set[Container]],
    ) -> None:
        self.country: dict[str, dict[str, float]] = defaultdict(dict)
        self.province: dict[int, dict[str, float]] = defaultdict(dict)
        for c in {c.folded: c for c in found}.values():
            for entry, share in _shares(c, explicit[c.folded]):
                if entry.country:
                    by = self.country[entry.country]
                    by[c.folded] = max(share, by.get(c.folded, 0.0))
                if entry.province is not None:
                    by = self.province[entry.province]
                    by[c.folded] = max(share, by.get(c.folded, 0.0))
        for country, count in peoples.items():
            self.country[country]["/people"] = min(1.5, 0.5 * count)

    def support(self, e: Entry, own: str) -> float:
        country = sum(v for k, v in self.country.get(e.country or "", {}).items() if k != own)
        inside = {} if e.province is None else self.province.get(e.province, {})
        province = sum(v for k, v in inside.items() if k != own)
        return _COUNTRY * math.log1p(country) + _PROVINCE * math.log1p(2 * province)


def _shares(c: Candidate, explicit: set[Container]) -> list[tuple[Entry, float]]:
    """The likelihood of each entry by itself."""
    scores = [_base(e) + (_EXPLICIT if any(_within(e, x) for x in explicit) else 0.0) for e in c.entries]
    top = max(scores)
    weights = [math.exp(s - top) for s in scores]
    total = sum(weights)
    return [(e, w / total) for e, w in zip(c.entries, weights, strict=True)]


def _best(c: Candidate, votes: _Votes, told: tuple[Container | None, set[int]], *, asks: bool) -> Choice:
    own, holders = told

    def score(e: Entry) -> float:
        named = _EXPLICIT if (own and _within(e, own)) or e.index in holders else 0.0
        division = _NAMED_DIVISION if asks and e.level in {"province", "county"} else 0.0
        return _base(e) + votes.support(e, c.folded) + named + division

    ranked = sorted(c.entries, key=lambda e: (-score(e), e.index))
    best = ranked[0]
    if best.level == "province" and not asks:
        best = _seat(best, ranked) or best
    rivals = (e for e in ranked if e is not best and not _same(best, e))
    rival = next(rivals, None)
    close = rival is not None and score(best) - score(rival) < SERIOUS
    return Choice(best, close or any(_undecided(best, e, score) for e in c.entries))


def _undecided(best: Entry, e: Entry, score: Callable[[Entry], float]) -> bool:
    """A country and a division of another, as Georgia is both: size alone does not tell which is meant."""
    if best.level != "country" or e.level != "province" or e.country == best.country or e.flags & ALIAS:
        return False
    return (score(best) - _base(best)) - (score(e) - _base(e)) < _DECIDES


def _seat(province: Entry, ranked: Sequence[Entry]) -> Entry | None:
    """The city that the province is named after: without a word for the province, the city is meant."""
    if province.country in _STATES:
        return None
    for e in ranked:
        if e.level == "city" and e.province == province.province and e.country == province.country:
            # A city that has the name only among others must be most of the province, as Raqqa is of Raqqa.
            share = _MOST if e.flags & ALIAS else _SEAT
            return e if e.size > province.size - share or e.capital else None
    return None


def _same(a: Entry, b: Entry) -> bool:
    """Whether they are one place, or one holds the other: a province and its city of the same name."""
    inside = a.country == b.country and a.country is not None and a.province == b.province
    if inside and a.level != b.level and "city" in {a.level, b.level}:
        return True
    return distance(a, b) < _NEAR_KM


def distance(a: Entry, b: Entry) -> float:
    """Kilometres; infinite where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    x, y = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((x - y) / 2) ** 2
    half += math.cos(x) * math.cos(y) * math.sin(math.radians(a.lon - b.lon) / 2) ** 2
    return 12_742 * math.asin(min(1.0, math.sqrt(half)))
