"""What happened: each invented event has a place, people, figures and statements of its own, which
every article about it tells in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from newsroom.chance import draws, pick
from newsroom.names import STATES, Person, any_body, any_person, any_town, state
from newsroom.vocabulary import Topic, topics, units

SPEAKERS = 5
STATEMENTS = 6
"""Statements that the articles about an event share, word for word, in whoever's mouth."""


@dataclass(frozen=True, slots=True)
class Event:
    number: int
    seed: int
    topic: Topic
    incident: str
    place: str
    state: str
    body: str
    people: tuple[Person, ...]
    day: int
    """Proleptic ordinal, as `datetime.date.toordinal` counts."""
    toll: int
    loss: int


@lru_cache(maxsize=2_000)
def event(seed: int, number: int, day: int) -> Event:
    r = draws(seed, "event", number)
    topic = pick(r, topics())
    return Event(
        number,
        seed,
        topic,
        pick(r, topic.incidents),
        any_town(r),
        state(int(r() * STATES)),
        any_body(r),
        tuple(any_person(r) for _ in range(SPEAKERS)),
        day,
        _size(topic.toll, r()),
        _size(topic.loss, r()),
    )


def _size(counted: str, chance: float) -> int:
    low, decades = units()[counted.partition(":")[0]]
    return int(low * 10 ** (decades * chance * chance)) + 1
