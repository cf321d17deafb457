"""Articles with what they share with others, at offsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reprints import chance, edits, outlets, plan, prose
from reprints.plan import Key, Manner
from reprints.vocabulary import vocabulary
from sayso.types import Span

FIRST, APART = datetime(2024, 1, 1, tzinfo=UTC), timedelta(seconds=30)
"""When the first article came out, and how much later each next one."""
_OWN, _STATEMENT, _WIRE, _HEADLINE = 41, 42, 43, 44
_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Bearing:
    """A passage that this article and others have."""

    key: Key
    manner: Manner
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    number: int
    """Later articles have higher ones."""
    address: str
    outlet: str
    published: str
    """RFC 3339."""
    text: str
    bearings: tuple[Bearing, ...]
    """What it takes over, and, as `source`, each of its own paragraphs that others may take over."""
    boilerplate: tuple[Span, ...]
    """What the paper puts around its articles: shared by many, and no reuse."""


def articles(documents: int, seed: int = 1, first: int = 0, *, foreign: bool = False) -> Iterator[Article]:
    """The articles from number `first` on; each as it would be in any other corpus of that seed.

    `foreign`: see `outlets.around`.
    """
    for number in range(first, first + documents):
        yield article(number, seed, foreign=foreign)


def article(number: int, seed: int = 1, *, foreign: bool = False) -> Article:
    around = outlets.around(number, seed, foreign=foreign)
    body = _body(number, seed)
    # A newsletter line does not come between the paragraphs of a wire story.
    middle = 2 if len(body) > 2 else len(body)
    body.insert(middle, _Piece(around.letter, standing=True))
    ahead = [_Piece(_headline(number, seed)), _Piece(around.byline, standing=True)]
    behind = [_Piece(text, standing=True) for text in (around.caption, around.standing)]
    pieces = [piece for piece in (*ahead, *body, *behind) if piece.text]
    spans = list(_spans(pieces))
    return Article(
        number,
        f"https://{around.outlet.host}/{number}",
        around.outlet.name,
        published(number),
        _BREAK.join(piece.text for piece in pieces),
        tuple(Bearing(p.key, p.manner, at) for p, at in zip(pieces, spans, strict=True) if p.key),
        tuple(at for p, at in zip(pieces, spans, strict=True) if p.standing),
    )


def published(number: int) -> str:
    """When that article came out: RFC 3339."""
    return (FIRST + number * APART).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    key: Key | None = None
    manner: Manner = "source"
    standing: bool = False


def _spans(pieces: list[_Piece]) -> Iterator[Span]:
    start = 0
    for piece in pieces:
        yield Span(start, start + len(piece.text))
        start += len(piece.text) + len(_BREAK)


def _headline(number: int, seed: int) -> str:
    words = vocabulary().coined
    drawn = chance.draws(9, seed, _HEADLINE, number)
    count = 5 + int(drawn[8] * 4)
    return " ".join(words[i] for i in chance.ranks(drawn[:count], len(words), 60.0)).capitalize()


def _body(number: int, seed: int) -> list[_Piece]:
    taken = plan.borrowings(number, seed)
    if taken and taken[0].manner == "reprint":
        return [_Piece(_story(taken[0].key.number, taken[0].place, seed), taken[0].key, "reprint")]
    pieces = [
        _Piece(prose.paragraph(seed, _OWN, number, part), Key("article", number, part))
        for part in range(plan.PARAGRAPHS - len(taken))
    ]
    for more, one in enumerate(taken):
        text = _passage(one.key, seed)
        if one.manner == "edited":
            text = edits.edited(text, seed, number)
        pieces.insert(one.place + more, _Piece(text, one.key, one.manner))
    return pieces


def _story(story: int, cut: int, seed: int) -> str:
    return _BREAK.join(prose.paragraph(seed, _WIRE, story, part) for part in range(plan.PARAGRAPHS - cut))


def _passage(key: Key, seed: int) -> str:
    if key.kind == "article":
        return prose.paragraph(seed, _OWN, key.number, key.part)
    return prose.paragraph(seed, _STATEMENT, key.number)
