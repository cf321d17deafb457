"""Readings of a few words, made by hand: what a test is about stands in the test."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sayso.types import (
    Attribution,
    Checkworthy,
    Claim,
    Custody,
    Document,
    Figure,
    Kind,
    Place,
    Reading,
    Span,
    Spans,
    Stance,
    Time,
)

METHOD = "rules 0.1"
NOON = "2024-05-01T12:00:00Z"


def document(text: str, *, address: str = "a.txt", retrieved: str = NOON, **more: Any) -> Document:
    data = text.encode("utf-8", "surrogatepass")
    kept = Custody(sha256(data).hexdigest(), len(data), address, retrieved, "text/plain", "text")
    return Document(address, text, **{"custody": kept} | more)


def place_of(text: str, words: str) -> Spans:
    """Where the words stand; parts apart are joined by an ellipsis, as they are shown."""
    found, end = [], 0
    for part in words.split(" … "):
        start = text.index(part, end)
        end = start + len(part)
        found.append(Span(start, end))
    return tuple(found)


def reading(
    text: str,
    *,
    claims: Sequence[str] | None = None,
    method: str = METHOD,
    by: tuple[str, Kind] | None = None,
    stance: Stance = "asserted",
    **more: Any,
) -> Reading:
    """Of a text whose sentences are claims, or of those given; by one voice, or the author's own."""
    made = document(text, **more)
    wanted = claims if claims is not None else [s.strip() for s in re.findall(r"[^.]+\.?", text) if s.strip()]
    contents = [place_of(text, words) for words in wanted]
    voices: tuple[Attribution, ...] = ()
    if by:
        source = place_of(text, by[0])
        voices = tuple(Attribution(source, (), content, by[1], stance=stance) for content in contents)
    found = tuple(
        claim(made, content, ((n,),) if by else ((),), stance=stance) for n, content in enumerate(contents)
    )
    return Reading(made, method, voices, found)


def claim(made: Document, content: Spans, chains: tuple[tuple[int, ...], ...] = ((),), **more: Any) -> Claim:
    return Claim(
        made.id, content, chains, checkworthy=Checkworthy(0.5, "a test"), **{"stance": "asserted"} | more
    )


def figure(text: str, words: str, low: float | None, high: float | None = None) -> Figure:
    return Figure(place_of(text, words)[0], low, high)


def when(text: str, words: str, value: str) -> Time:
    return Time(place_of(text, words)[0], value, "day")


def where(text: str, name: str) -> Place:
    return Place(place_of(text, name)[0], name, None, None, None, None, "city")
