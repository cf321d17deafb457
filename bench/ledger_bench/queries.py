"""What is asked of a filled ledger, from articles that are in it. They are made again, not looked up there:
nothing is warmed by asking.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Literal, get_args

from newsroom import Mix, article
from sayso.ledger import Query
from sayso.types import Claim, Reading

Kind = Literal["three words", "sentence reworded", "words and a filter", "a filter alone"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_SHORTEST = 4
"""Letters of a word that is asked for by itself."""
_FUNCTION = frozenset(
    re.findall(
        r"\w+",
        "a an the this that these those of in on at by for from with to as and or but it its he his her she"
        " they their was were is are be been has have had will would could not who which when while",
    )
)
_OTHERS = (
    "about",
    "after",
    "also",
    "among",
    "during",
    "into",
    "over",
    "since",
    "some",
    "such",
    "there",
    "upon",
)
"""Put in the places of function words when a sentence is reworded."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, the words of the claim that it was made from, and the filter it has, if any."""

    query: Query
    claim: str
    filter: str = ""


def asked(kind: Kind, documents: int, seed: int, chance: random.Random) -> Iterator[Asked]:
    """Queries without end, of claims anywhere among the first so many documents."""
    for name in cycle(FILTERS):
        wanted = name if kind in ("words and a filter", "a filter alone") else ""
        reading, claim = _drawn(documents, seed, chance, wanted)
        text = reading.text(claim.content)
        query = FILTERS[wanted](reading, claim) if wanted else Query()
        assert query is not None
        if kind == "sentence reworded":
            query = replace(query, words=reworded(text, chance))
        elif kind != "a filter alone":
            query = replace(query, words=" ".join(chance.sample(_long(text), 3)))
        yield Asked(query, text, wanted)


def _drawn(documents: int, seed: int, chance: random.Random, wanted: str) -> tuple[Reading, Claim]:
    """A claim with three long words at least, and with what the filter asks for."""
    while True:
        reading = article(chance.randrange(documents), Mix(seed)).reading
        claim = chance.choice(reading.claims)
        if len(_long(reading.text(claim.content))) < 3:
            continue
        if not wanted or FILTERS[wanted](reading, claim) is not None:
            return reading, claim


def _long(text: str) -> list[str]:
    return [w for w in re.findall(r"\w+", text) if len(w) >= _SHORTEST and w.lower() not in _FUNCTION]


def reworded(text: str, chance: random.Random) -> str:
    """The sentence in other order and with other function words; the words that carry it stay."""
    words = re.findall(r"\w+", text)
    words = [chance.choice(_OTHERS) if w.lower() in _FUNCTION else w for w in words]
    cut = sorted(chance.sample(range(1, len(words)), min(2, len(words) - 1)))
    pieces = [words[a:b] for a, b in zip([0, *cut], [*cut, len(words)], strict=True)]
    chance.shuffle(pieces)
    return " ".join(word for piece in pieces for word in piece)


def _by(reading: Reading, claim: Claim) -> Query | None:
    """The nearest voice, where the text names it."""
    named = [reading.attributions[n] for chain in claim.chains for n in chain[:1]]
    names = [reading.text(a.source) for a in named if a.kind in ("person", "organisation") and not a.resolved]
    return Query(by=names[0]) if names and " " in names[0] else None


def _kind(reading: Reading, claim: Claim) -> Query | None:
    kinds = [reading.attributions[n].kind for chain in claim.chains for n in chain[:1]]
    return Query(kinds=(kinds[0],)) if kinds else None


def _stance(reading: Reading, claim: Claim) -> Query | None:
    return Query(stances=(claim.stance,))


def _date(reading: Reading, claim: Claim) -> Query | None:
    published = reading.document.published
    month = published[:7] if published else None
    return Query(since=month, until=month) if month else None


def _when(reading: Reading, claim: Claim) -> Query | None:
    values = [t.value for t in claim.times if t.value]
    return Query(when=values[0]) if values else None


def _place(reading: Reading, claim: Claim) -> Query | None:
    return Query(place=claim.places[0].name) if claim.places else None


def _figure(reading: Reading, claim: Claim) -> Query | None:
    low = [f.low for f in claim.figures if f.low is not None]
    return Query(figure=low[0]) if low else None


FILTERS: dict[str, Callable[[Reading, Claim], Query | None]] = {
    "voice": _by,
    "kind": _kind,
    "stance": _stance,
    "date of the document": _date,
    "time spoken of": _when,
    "place": _place,
    "figure": _figure,
}
"""In turn, each with the claim's own value."""
