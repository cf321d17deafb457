"""What the articles of a generated corpus share, and which of it a finder of reuse is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reprints import Article, plan
from reprints.plan import Key, Manner
from sayso.types import Span

Row = Literal["verbatim", "edited", "reprint"]
OFTEN = 50
"""Bearers of a passage from which on it stands in a row of its own: a cut-off there would lose it."""


class Bearer(NamedTuple):
    """A document that has the passage, and where."""

    document: int
    span: Span
    manner: Manner


class Wanted(NamedTuple):
    """A passage to be found: in `bearer`, with one of those that had it before."""

    row: Row
    key: Key
    bearer: Bearer
    earlier: tuple[Bearer, ...]
    often: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """Of the first so many documents."""

    documents: int
    bearers: dict[Key, list[Bearer]]
    """Of each passage that several have, by number of document."""
    boilerplate: dict[int, tuple[Span, ...]]
    size: int
    """Characters in all."""

    def of(self) -> dict[int, dict[Key, Span]]:
        """The same by document."""
        found: dict[int, dict[Key, Span]] = defaultdict(dict)
        for key, bearers in self.bearers.items():
            for bearer in bearers:
                found[bearer.document][key] = bearer.span
        return dict(found)

    def wanted(self) -> Iterator[Wanted]:
        """Every passage that a document took over.

        Two that each edited it in their own way, with nobody before them who did not, are no pair of 15 %,
        and are not asked for; to find them is right all the same.
        """
        for key, bearers in self.bearers.items():
            often = len(bearers) > OFTEN
            for at, bearer in enumerate(bearers):
                whole = tuple(b for b in bearers[:at] if b.manner != "edited")
                if bearer.manner == "edited" and whole:
                    yield Wanted("edited", key, bearer, whole, often)
                elif bearer.manner != "edited" and at:
                    row: Row = "reprint" if bearer.manner == "reprint" else "verbatim"
                    yield Wanted(row if whole else "edited", key, bearer, whole or tuple(bearers[:at]), often)


def truth(made: Iterable[Article], documents: int, seed: int) -> Truth:
    """From the articles themselves, which are gone through once."""
    asked = set(plan.sources(documents, seed))
    bearers: dict[Key, list[Bearer]] = defaultdict(list)
    boilerplate: dict[int, tuple[Span, ...]] = {}
    size = 0
    for article in made:
        size += len(article.text)
        boilerplate[article.number] = article.boilerplate
        for one in article.bearings:
            if one.manner != "source" or one.key in asked:
                bearers[one.key].append(Bearer(article.number, one.span, one.manner))
    several = {key: found for key, found in bearers.items() if len(found) > 1}
    return Truth(documents, several, boilerplate, size)
