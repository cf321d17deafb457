"""Who publishes what: which documents are copies, revisions or repeats, and of what.

Documents are planned a block at a time, and a block depends on nothing but the seed and its number, so
any document can be made without those before it. What is copied or revised lies in the same block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from newsroom.chance import Draw, draws, pick, rank
from newsroom.outlets import AGENCIES, OUTLETS

BLOCK = 200
FIRST_DAY, DAYS = 736_330, 2_557
"""Seven years from 1 January 2017."""

Role: TypeAlias = Literal["original", "copy", "revision", "repeat"]
Manner: TypeAlias = Literal["verbatim", "cut", "headline", "inside"]
MANNERS: tuple[Manner, ...] = ("verbatim", "cut", "headline", "inside")


@dataclass(frozen=True, slots=True)
class Mix:
    """A corpus: its seed, and the share of documents that are copies, revisions and repeats."""

    seed: int = 1
    copies: float = 0.25
    revisions: float = 0.04
    repeats: float = 0.02

    def __post_init__(self) -> None:
        shares = (self.copies, self.revisions, self.repeats)
        if self.seed < 0 or min(shares) < 0 or sum(shares) > 0.95:
            raise ValueError(
                f"{self}: the seed must be 0 or more, and the shares 0 or more and at most 0.95 together"
            )


@dataclass(frozen=True, slots=True)
class Slot:
    """What one document is to be."""

    number: int
    role: Role
    event: int
    event_day: int
    """Proleptic ordinal; likewise the article's day."""
    day: int
    outlet: int
    manner: Manner | None = None
    """Of a copy."""
    of: int | None = None
    """The document copied, revised or repeated; of a revision, the one just before it at the address."""
    body: int = -1
    """The document whose words these are."""
    version: int = 0


def slot(mix: Mix, number: int) -> Slot:
    return _block(mix, number // BLOCK)[number % BLOCK]


@lru_cache(maxsize=32)
def _block(mix: Mix, block: int) -> tuple[Slot, ...]:
    return tuple(_planned(mix, block))


def _planned(mix: Mix, block: int) -> Iterator[Slot]:
    r = draws(mix.seed, "block", block)
    start = FIRST_DAY + int(r() * DAYS)
    done: list[Slot] = []
    copied: list[Slot] = []  # what may be copied: an agency's several times, as that is what agencies do
    latest: dict[int, Slot] = {}  # the newest version of each original
    for number in range(block * BLOCK, (block + 1) * BLOCK):
        chance = r()
        if copied and chance < mix.copies:
            new = _copy(r, number, copied[-1 - rank(r, len(copied))])
        elif copied and chance < mix.copies + mix.revisions:
            new = _revision(number, latest[pick(r, copied).number])
            latest[new.body] = new
        elif done and chance < mix.copies + mix.revisions + mix.repeats:
            old = pick(r, done)
            new = replace(old, number=number, role="repeat", of=old.number)
        else:
            new = _original(r, number, done, start)
            copied += [new] * (5 if new.outlet < AGENCIES else 1)
            latest[number] = new
        done.append(new)
        yield new


def _original(r: Draw, number: int, done: list[Slot], start: int) -> Slot:
    """An article of its own: about something new, or one of the last things that happened."""
    outlet = int(r() * AGENCIES) if r() < 0.25 else AGENCIES + rank(r, OUTLETS - AGENCIES, 10)
    if done and r() < 0.6:
        about = done[-1 - rank(r, len(done))]
        event, day = about.event, about.event_day
    else:
        event, day = number, start + (number % BLOCK) // 20
    return Slot(number, "original", event, day, day + int(r() * 5), outlet, body=number)


def _copy(r: Draw, number: int, old: Slot) -> Slot:
    outlet = AGENCIES + rank(r, OUTLETS - AGENCIES, 10)
    if outlet == old.outlet:
        outlet = AGENCIES + (outlet + 1) % (OUTLETS - AGENCIES)
    return replace(
        old,
        number=number,
        role="copy",
        day=old.day + int(r() * 2),
        outlet=outlet,
        manner=pick(r, MANNERS),
        of=old.number,
    )


def _revision(number: int, newest: Slot) -> Slot:
    return replace(newest, number=number, role="revision", of=newest.number, version=newest.version + 1)
