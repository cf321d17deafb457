"""Those that publish: some hundred invented outlets and agencies, at addresses that can never exist."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from newsroom.chance import draws, pick
from newsroom.names import any_town, town
from newsroom.vocabulary import words

OUTLETS, AGENCIES = 480, 16


@dataclass(frozen=True, slots=True)
class Outlet:
    number: int
    name: str
    domain: str
    """Under `.example`, which is kept free for such use (RFC 2606)."""
    collection: str
    tag: str
    """Of an agency, e.g. "BNA"; of an outlet, that of the agency it subscribes to."""
    prints_headline: bool
    """Whether the headline is the first line of its texts."""

    @property
    def voice(self) -> str:
        """As it is called in a sentence."""
        return f"the {self.name}" if self.collection == "dailies" else self.name


@lru_cache(maxsize=OUTLETS)
def outlet(number: int) -> Outlet:
    """The outlet of that number; the first are the agencies."""
    r = draws(0, "outlet", number)
    place = any_town(r) if number >= AGENCIES else town(number * 31)
    if number < AGENCIES:
        name, collection, tag = f"{place} News Agency", "agencies", f"{place[0]}{'NAPWIR'[number % 6]}A"
    elif r() < 0.25:
        name, collection, tag = f"{pick(r, words('broadcasters'))} {place}", "broadcasters", _tag(r())
    else:
        name, collection, tag = f"{place} {pick(r, words('papers'))}", "dailies", _tag(r())
    domain = f"{name.lower().replace(' ', '-')}-{number}.example"
    return Outlet(number, name, domain, collection, tag, number >= AGENCIES and r() < 0.5)


def _tag(chance: float) -> str:
    return outlet(int(chance * AGENCIES)).tag
