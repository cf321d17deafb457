"""Which article takes over what: told from its number alone, so that any article can be made by itself.

reprint    a wire story, whole or cut from the end, as other papers print it
verbatim   a paragraph of another article, or a statement that many print, word for word
edited     the same with 15 % of the words changed
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reprints import chance

Manner = Literal["source", "reprint", "verbatim", "edited"]
PARAGRAPHS = 5
"""Of an article or a wire story, at 80 words on average."""
REPRINTS, VERBATIM, EDITED, NO_SOURCE = 0.15, 0.25, 0.25, 0.5
"""Shares of articles; of those that are no reprint; and of borrowings that are statements."""
PRINTS, PRINT_HEAD = 20, 2.0
"""A story comes up every so many articles; of the reprints some 5 % are of the most printed one."""
STATEMENTS, STATEMENT_HEAD = 40, 3.0
RECENT = 500
"""Half of the articles that are borrowed from are among so many before."""
_PLAN = 11


class Key(NamedTuple):
    """What is taken over: paragraph `part` of an article, a statement, or a wire story."""

    kind: Literal["article", "statement", "wire"]
    number: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class Borrowing:
    key: Key
    manner: Manner
    place: int
    """The paragraphs that stand before it; of a reprint those that were cut from the end."""


def borrowings(number: int, seed: int = 1) -> tuple[Borrowing, ...]:
    """What this article takes over, in the order of the text; empty for one of its own making."""
    drawn = chance.draws(12, seed, _PLAN, number).tolist()
    if _reprint(drawn[0], number):
        story = chance.rank(drawn[1], 1 + number // PRINTS, PRINT_HEAD)
        return (Borrowing(Key("wire", story), "reprint", max(0, int(6 * drawn[2]) - 3)),)
    found: list[Borrowing] = []
    for share, manner, at in ((VERBATIM, "verbatim", 2), (EDITED, "edited", 7)):
        if drawn[at] < share:
            key = _key(drawn[at + 1 : at + 4], number, seed)
            if key and all(key != other.key for other in found):
                found.append(Borrowing(key, manner, 1 + int(drawn[at + 4] * 3)))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda one: one.place))


def _reprint(draw: float, number: int) -> bool:
    return draw < REPRINTS and number > 0


def _key(drawn: list[float], number: int, seed: int) -> Key | None:
    if drawn[0] < NO_SOURCE:
        return Key("statement", chance.rank(drawn[1], 1 + number // STATEMENTS, STATEMENT_HEAD))
    if not number:
        return None
    far = drawn[1] * 2
    source = int((far % 1) * number) if far < 1 else number - 1 - int((far % 1) * min(number, RECENT))
    while _reprint(float(chance.draws(1, seed, _PLAN, source)[0]), source):
        source -= 1
    # What an article has of its own are its first paragraphs; it has three at least.
    return Key("article", source, int(drawn[2] * (PARAGRAPHS - 2)))


def sources(documents: int, seed: int = 1) -> Iterator[Key]:
    """The paragraphs of articles that others among the first so many take over; some more than once."""
    for number in range(documents):
        yield from (b.key for b in borrowings(number, seed) if b.key.kind == "article")
