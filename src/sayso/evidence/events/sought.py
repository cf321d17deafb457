"""When and where a claim says that something happened, as far as a table of events can be asked for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from sayso import edtf
from sayso.evidence.events.naming import folded, named_in
from sayso.findings import Asked
from sayso.types import Place

KILOMETRES = {"city": 15.0, "province": 150.0, "region": 300.0}
"""Around a place's coordinates, how far it reaches, as a claim names it."""
SLACK = 2
"""Days by which tables and news may differ on when something happened; such rows settle nothing."""
FARTHEST = 50.0
"""Kilometres beyond what both say at which a row is still shown."""
BEFORE, AFTER = timedelta(days=31), timedelta(days=1)
"""Around the day on which a claim was made that tells no day itself."""
_EARTH = 6371.0
_NARROW = 3
"""Days: what is no longer than this is told as one event, and not as a month's or a year's."""
Days = tuple[date, date]
"""The first and the last, both included."""


@dataclass(frozen=True, slots=True)
class Point:
    name: str
    lat: float
    lon: float
    reach: float
    """Kilometres."""


@dataclass(frozen=True, slots=True)
class Sought:
    days: tuple[Days, ...]
    told: bool
    """Whether the claim tells its days itself; otherwise they are those before it was made."""
    points: tuple[Point, ...]
    names: tuple[str, ...]
    """Folded: all in the claim that may name a place."""
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2."""

    @classmethod
    def of(cls, asked: Asked) -> Sought:
        told = tuple(dict.fromkeys(d for time in asked.stated.times if (d := days(time.value))))
        fine = _finest(asked.stated.places)
        points = tuple(
            Point(p.name, p.lat, p.lon, KILOMETRES.get(p.level, 15.0))
            for p in fine
            if p.lat is not None and p.lon is not None
        )
        return cls(
            told or _before(asked.when),
            bool(told),
            points,
            _names(asked, fine),
            tuple(dict.fromkeys(p.country for p in asked.stated.places if p.country)),
        )

    @property
    def only_country(self) -> bool:
        return bool(self.countries) and not self.points

    @property
    def narrow(self) -> bool:
        """Whether the claim tells of one event, as far as its days go."""
        return not self.told or all((end - start).days < _NARROW for start, end in self.days)

    def gap(self, other: Days) -> int | None:
        """Days between; 0 where they overlap, None where the claim has none."""
        apart = [max((other[0] - end).days, (start - other[1]).days, 0) for start, end in self.days]
        return min(apart, default=None)


def days(value: str | None) -> Days | None:
    """The first and last day of an EDTF date; None where one is open or the year is not known."""
    first, last = edtf.bounds(value) if value else (None, None)
    try:
        return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
    except ValueError:
        return None


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Along the great circle."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, half)))


def _before(when: str | None) -> tuple[Days, ...]:
    made = days(when)
    return ((made[0] - BEFORE, made[1] + AFTER),) if made else ()


def _finest(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The cities, where there are any: what stands beside them only says where these are."""
    cities = tuple(p for p in places if p.level == "city")
    return cities or tuple(p for p in places if p.level != "country")


def _names(asked: Asked, fine: tuple[Place, ...]) -> tuple[str, ...]:
    stated = asked.stated
    coarse = {
        name
        for p in stated.places
        if p not in fine
        for name in (folded(p.name), folded(stated.text[slice(*p.span)]))
    }
    known = (*stated.names, *(p.name for p in fine))
    kept = coarse - {folded(p.name) for p in fine}
    return tuple(name for name in named_in(stated.text, known) if name not in kept)
