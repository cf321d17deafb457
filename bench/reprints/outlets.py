"""Papers, and what they put around whatever they print: bylines, captions, newsletter lines, "about us"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reprints import chance, prose
from reprints.vocabulary import told, vocabulary

OUTLETS, HEAD, EVERY = 150, 10.0, 2_000
"""Papers at first; how little the largest stand out; a new one every so many articles."""
REPORTERS = 12
STANDING, LETTER, CAPTION = 0.6, 0.5, 0.4
"""Shares of articles that have these."""
FOREIGN_LETTER, FOREIGN_STANDING = 18, 45
"""Words of these, where they are in no language that anybody has a list of."""
_OUTLET, _AROUND, _FOREIGN = 21, 22, 23


@dataclass(frozen=True, slots=True)
class Outlet:
    name: str
    host: str
    town: str
    letter: str
    standing: str
    """Its "about us", of half of them with a line on rights."""
    foreign_letter: str
    foreign_standing: str
    bylines: tuple[str, ...]
    captions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around one article."""

    outlet: Outlet
    byline: str
    caption: str
    letter: str
    standing: str


def around(number: int, seed: int = 1, *, foreign: bool = False) -> Around:
    """Empty strings for what this article does not have. `foreign`: its newsletter line and "about us" are in
    invented words, so that they can be told for boilerplate only by how they recur."""
    drawn = chance.draws(6, seed, _AROUND, number).tolist()
    paper = outlet(chance.rank(drawn[0], OUTLETS + number // EVERY, HEAD), seed)
    return Around(
        paper,
        paper.bylines[int(drawn[1] * REPORTERS)],
        paper.captions[int(drawn[2] * REPORTERS)] if drawn[3] < CAPTION else "",
        (paper.foreign_letter if foreign else paper.letter) if drawn[4] < LETTER else "",
        (paper.foreign_standing if foreign else paper.standing) if drawn[5] < STANDING else "",
    )


@lru_cache(maxsize=4_096)
def outlet(number: int, seed: int = 1) -> Outlet:
    draw = iter(chance.draws(24 + 2 * REPORTERS, seed, _OUTLET, number).tolist())
    words = vocabulary()

    def pick(name: str) -> str:
        choices = told(name)
        return choices[int(next(draw) * len(choices))]

    def person() -> str:
        return words.names[int(next(draw) * len(words.names))]

    town = words.coined[100 + 7 * number].capitalize()
    known = {
        "town": town,
        "paper": pick("papers").format(town=town),
        "year": str(1850 + int(next(draw) * 160)),
    }
    known |= {
        "day": ("Monday", "Friday", "Sunday", "morning")[int(next(draw) * 4)],
        "agency": pick("agencies"),
    }
    byline, caption = pick("bylines"), pick("captions")
    return Outlet(
        name=known["paper"],
        host=f"{known['paper'].lower().replace(' ', '')}.example",
        town=town,
        letter=pick("letters").format(**known),
        standing=" ".join(pick(part).format(**known, person=person()) for part in ("who", "money", "contact"))
        + (f" {told('rights')[0]}" if number % 2 else ""),
        foreign_letter=_words(FOREIGN_LETTER, seed, number, 0),
        foreign_standing=_words(FOREIGN_STANDING, seed, number, 1),
        bylines=tuple(byline.format(**known, person=person()) for _ in range(REPORTERS)),
        captions=tuple(caption.format(**known, person=person()) for _ in range(REPORTERS)),
    )


def _words(count: int, *keys: int) -> str:
    return " ".join(prose.paragraph(_FOREIGN, *keys).split()[:count]).rstrip(".") + "."
