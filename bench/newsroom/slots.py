"""Templates with slots: compiled once, then written into a draft with chance deciding the words.

A slot writes a word, a name or a marked stretch: `{n:homes}` writes a figure and puts it down as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeAlias

from newsroom.chance import Draw, pick, rank
from newsroom.draft import Draft
from newsroom.events import Event
from newsroom.names import any_body, any_person, any_town
from newsroom.quantities import figure
from newsroom.vocabulary import units, words
from sayso.types import Place, Precision, Resolution, Span, Time

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


@dataclass(slots=True)
class Scene:
    """What a text is written from: chance, the event, and who was met so far."""

    draft: Draft
    r: Draw
    event: Event
    day: int
    """The day of the article: ordinal."""
    toll: int
    """As this article has it; likewise the loss."""
    loss: int
    met: dict[str, Span]
    last: Resolution | None = None
    """The last person named by a verb of saying, as a pronoun would refer to it."""
    last_pronoun: str = "he"


Write: TypeAlias = Callable[[Scene], None]
_SLOT = re.compile(r"(?:\b(an?) )?\{([^}]+)\}")


@cache
def compiled(template: str) -> tuple[str | Write, ...]:
    """Literal text and writers in turn."""
    out: list[str | Write] = []
    end = 0
    for found in _SLOT.finditer(template):
        literal, name = template[end : found.start()], found[2]
        if literal:
            out.append(literal)
        if found[1] and name in _WORDS:
            out.append(_word(_WORDS[name], article=True))
        else:
            out.append(_writer(name))
            if found[1]:
                raise ValueError(f"{template!r}: no article goes before the slot {name!r}")
        end = found.end()
    return (*out, template[end:]) if end < len(template) else tuple(out)


def render(template: str, scene: Scene) -> Span:
    """Write the template; where it stands."""
    draft = scene.draft
    start = draft.at
    for step in compiled(template):
        if isinstance(step, str):
            draft.add(step)
        else:
            step(scene)
    return Span(start, draft.at)


def _thing(scene: Scene) -> str:
    topic = scene.event.topic
    return f"{pick(scene.r, topic.modifiers)} {pick(scene.r, topic.heads)}"


_WORDS: dict[str, Callable[[Scene], str]] = {
    "thing": _thing,
    "adj": lambda s: pick(s.r, words("adjectives")),
    "done": lambda s: pick(s.r, words("participles")),
    "reason": lambda s: pick(s.r, words("reasons")),
    "aside": lambda s: pick(s.r, words("asides")),
    "incident": lambda s: s.event.incident,
    "state": lambda s: s.event.state,
    "body": lambda s: s.event.body,
    "org": lambda s: any_body(s.r),
    "person": lambda s: any_person(s.r).name,
}


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" and not word.startswith(("uni", "eu", "one")) else "a"


def _word(choose: Callable[[Scene], str], article: bool = False) -> Write:
    def write(scene: Scene) -> None:
        word = choose(scene)
        scene.draft.add(word if not article else f"{_article(word)} {word}")

    return write


def _writer(name: str) -> Write:
    if name.startswith("n:"):
        _, unit, *of = name.split(":")
        return _quantity(unit, of[0] if of else None)
    return _MARKED[name] if name in _MARKED else _word(_WORDS[name])


def _quantity(unit: str, of: str | None) -> Write:
    low, decades = units()[unit]

    def write(scene: Scene) -> None:
        r = scene.r
        value = int(low * 10 ** (decades * r()))
        _figure(scene, value, r(), unit, of)

    return write


def _figure(scene: Scene, value: int, chance: float, unit: str, of: str | None) -> None:
    text, marked = figure(scene.draft.at, value, chance, unit, of)
    scene.draft.add(text)
    scene.draft.figures.append(marked)


def _toll(scene: Scene) -> None:
    unit, _, of = scene.event.topic.toll.partition(":")
    _figure(scene, scene.toll, scene.r() * 0.58, unit, of)
    scene.draft.fact = f"{scene.event.number}:toll"


def _loss(scene: Scene) -> None:
    unit, _, of = scene.event.topic.loss.partition(":")
    _figure(scene, scene.loss, scene.r() * 0.58, unit, of)
    scene.draft.fact = f"{scene.event.number}:loss"


def _town(scene: Scene) -> None:
    _invented(scene, any_town(scene.r))


def _place(scene: Scene) -> None:
    _invented(scene, scene.event.place)


def _invented(scene: Scene, name: str) -> None:
    scene.draft.places.append(Place(scene.draft.put(name), name, None, None, None, None, "city"))


def _city(scene: Scene) -> None:
    cities = words("cities")
    name = cities[rank(scene.r, len(cities))]
    country, lat, lon, geonames = located(name)
    scene.draft.places.append(Place(scene.draft.put(name), name, country, lat, lon, geonames, "city"))


@cache
def located(name: str) -> tuple[str | None, float | None, float | None, int | None]:
    """Country, latitude, longitude and GeoNames number of the largest city of that name."""
    from sayso.claims.gazetteer import fold, gazetteer

    found = max((e for e in gazetteer().find(fold(name)) if e.level == "city"), key=lambda e: e.size)
    return found.country, found.lat, found.lon, found.geonames


def _dated(scene: Scene, text: str, value: str, precision: Precision) -> None:
    scene.draft.times.append(Time(scene.draft.put(text), value, precision))


def _weekday(scene: Scene, day: int) -> None:
    _dated(scene, WEEKDAYS[day % 7], date.fromordinal(day).isoformat(), "day")


def _day(scene: Scene) -> None:
    """A day of the week before; on the same day a week ago the name would mean today."""
    _weekday(scene, scene.day - int(scene.r() * 6))


def _event_day(scene: Scene) -> None:
    _weekday(scene, scene.event.day)


def _date(scene: Scene) -> None:
    then = date.fromordinal(scene.day - 7 - int(scene.r() * 150))
    _dated(scene, f"{then.day} {MONTHS[then.month - 1]}", then.isoformat(), "day")


def _month(scene: Scene) -> None:
    then = date.fromordinal(scene.day - 200 - int(scene.r() * 2_000))
    _dated(scene, f"{MONTHS[then.month - 1]} {then.year}", f"{then.year}-{then.month:02}", "month")


def _year(scene: Scene) -> None:
    year = date.fromordinal(scene.day).year - 1 - rank(scene.r, 40)
    _dated(scene, str(year), str(year), "year")


def _future_year(scene: Scene) -> None:
    year = date.fromordinal(scene.day).year + 1 + rank(scene.r, 15)
    _dated(scene, str(year), str(year), "year")


_MARKED: dict[str, Write] = {
    "toll": _toll,
    "loss": _loss,
    "town": _town,
    "place": _place,
    "city": _city,
    "day": _day,
    "event_day": _event_day,
    "date": _date,
    "month": _month,
    "year": _year,
    "future_year": _future_year,
}
