"""An invented event: where it was, what can be said of it, and who can say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from copying.facts import Fact, Source
from copying.wording import Kernel, Topic, asides, choices
from copying.writing import weekday
from newsroom.chance import Draw, pick
from newsroom.names import STATES, Person, any_body, any_person, any_town, state
from newsroom.vocabulary import words

FIRST_DAY, DAYS = 736_330, 2_557
"""Seven years from 1 January 2017."""
Who: TypeAlias = Literal["one", "two", "both", "unnamed", "mixed", "own", "document", "denied"]
"""Whom the original articles have a fact from. `one`: all from one spokesman. `two`: each from a witness of
its own. `both`: some the one, some the other. `unnamed`: each from someone not named. `mixed`: one has a
name. `own`: nobody is said to say it."""
WHO: tuple[tuple[Who, float], ...] = (
    ("one", 0.22),
    ("two", 0.24),
    ("both", 0.08),
    ("unnamed", 0.18),
    ("mixed", 0.08),
    ("own", 0.10),
    ("document", 0.05),
    ("denied", 0.05),
)
_UNNAMED = (
    "a source",
    "a police officer",
    "an official who asked not to be named",
    "a person familiar with the matter",
    "a witness",
    "an employee",
    "a neighbour who did not give a name",
    "a member of the crew",
    "someone close to the inquiry",
    "a former manager",
)


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    topic: Topic
    place: str
    state: str
    day: int
    facts: tuple[Fact, ...]
    who: dict[str, Who]
    """Of each fact, by key."""
    spokesman: Source
    other: Source
    """Who denies."""
    witnesses: tuple[Source, ...]
    paper: Source
    unnamed: tuple[Source, ...]
    headline: str


def event(r: Draw, story: str, topic: Topic) -> Event:
    town, body, land = any_town(r), any_body(r), state(int(r() * STATES))
    day = FIRST_DAY + int(r() * DAYS)
    site = topic.site.format(x=any_town(r))
    slots = {
        "place": town,
        "town": any_town(r),
        "site": site,
        "org": body,
        "area": pick(r, choices("areas")),
        "day": weekday(day),
        "date": date.fromordinal(day).isoformat(),
    }
    facts = tuple(_fact(r, f"{story}:{kernel.name}", kernel, slots) for kernel in topic.kernels)
    headline = pick(r, topic.headlines).format(place=town, site=site)
    return Event(
        topic,
        town,
        land,
        day,
        facts,
        {fact.key: _who(r()) for fact in facts},
        official(r, f"{story}:spokesman"),
        Source(f"{story}:body", any_body(r), "organisation"),
        tuple(person(r, f"{story}:witness{n}") for n in range(5)),
        Source(f"{story}:paper", pick(r, words("papers_of")).format(body=body), "document"),
        _unnamed(r, story),
        headline[0].upper() + headline[1:],
    )


def _who(chance: float) -> Who:
    for who, share in WHO:
        if chance < share:
            return who
        chance -= share
    return "one"


def _fact(r: Draw, key: str, kernel: Kernel, slots: dict[str, str]) -> Fact:
    value = int(kernel.low * (kernel.high / kernel.low) ** r()) if kernel.unit else 0
    own = slots | {"name": any_person(r).name}
    return Fact(key, kernel.ways, own, kernel.unit, kernel.of, value, chief=True)


def official(r: Draw, who: str) -> Source:
    found = any_person(r)
    return _source(found, who, f"{found.title} {found.name}", found.description)


def _source(found: Person, who: str, titled: str, described: str) -> Source:
    return Source(who, found.name, "person", titled.removesuffix(f" {found.name}"), described)


def person(r: Draw, who: str) -> Source:
    """Someone who was there."""
    found, trade = any_person(r), pick(r, choices("trades"))
    article = "an" if trade[0] in "aeiou" else "a"
    return _source(found, who, f"{trade} {found.name}", f"{article} {trade} from {any_town(r)}")


def _unnamed(r: Draw, story: str) -> tuple[Source, ...]:
    """Called otherwise by each article; now and then two of them are one person."""
    order = sorted(_UNNAMED, key=lambda _: r())
    same = r() < 0.4
    return tuple(
        Source(f"{story}:unnamed{0 if same else n}", name, "unnamed_person")
        for n, name in enumerate(order[:6])
    )


def aside(r: Draw, key: str, day: int, number: int) -> Fact:
    """Something beside the event, that one article has found out; those of one story differ in kind for as
    long as there are kinds."""
    ways = asides()[number % len(asides())]
    trade = pick(r, choices("trades"))
    slots = {
        "adj": pick(r, words("adjectives")),
        "thing": pick(r, choices("things")).replace("-", " "),
        "street": pick(r, choices("streets")),
        "reason": pick(r, words("reasons")),
        "trade": trade,
        "town2": any_town(r),
        "who": any_person(r).name,
        "years": str(11 + int(r() * 80)),
        "minutes": str(12 + int(r() * 180)),
        "day": weekday(day),
        "date": date.fromordinal(day).isoformat(),
    }
    # Without a reason of its own, the same aside in two stories would differ in a name at most.
    reasoned = (way if "{reason}" in way else _REASONED[n % 2].format(way) for n, way in enumerate(ways))
    # "a abandoned": the article goes by the word that is drawn.
    shaped = tuple(_shaped(way, slots) for way in reasoned)
    return Fact(key, shaped, slots)


_REASONED = ("{} {{reason}}", "{{reason}}, {}")


def _shaped(way: str, slots: dict[str, str]) -> str:
    for name in ("adj", "thing", "trade"):
        if slots[name][0] in "aeiou":
            way = way.replace(f"a {{{name}}}", f"an {{{name}}}")
    return way
