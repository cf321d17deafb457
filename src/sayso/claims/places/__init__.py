"""Places: names of places in the text, each with the gazetteer's best entry.

    text ─spans→ Candidate ─evidence→ kept? ─choose→ Entry ⇒ Place

Works with the extractor's mentions or without any. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sayso.claims.gazetteer import fold, gazetteer
from sayso.claims.places.choose import Choice, choose
from sayso.claims.places.evidence import ENOUGH, Scene, score
from sayso.claims.places.spans import Candidate, Tokens, candidates, peoples, tokens
from sayso.types import Mention, Place, PlaceLevel, Span, Unplaced

__all__ = ["find"]

_COMPASS = re.compile(
    r"\b(?:(?:[Nn]orth|[Ss]outh)-?(?:[Ee]ast|[Ww]est)?(?:ern)?|(?:[Ee]ast|[Ww]est)ern|[Cc]entral|[Uu]pper|[Ll]ower|[Rr]ural)\s$"
)
_LEVELS: dict[str, PlaceLevel] = {
    "country": "country", "province": "province", "county": "province", "city": "city", "region": "region",
}  # fmt: skip
_BEFORE = 16
_CONTAINED, _LISTED, _REPEATED, _SURE = 3.0, 1.0, 1.5, 0.5
"""What it adds that a name stands before the one that holds it, in a list, again; and when a name is sure."""


def find(text: str, mentions: Sequence[Mention]) -> tuple[list[Place], list[Unplaced]]:
    """Every place named in the text, in order; mentions of places that the gazetteer lacks are unplaced.

    Raises:
        StopRun: the gazetteer's file is missing.
    """
    known, t = gazetteer(), tokens(text)
    every = list(candidates(t, known))
    scene = _scene(t, every, mentions)
    kept = _kept(t, every, scene)
    chosen = choose(t, kept, Counter(peoples(t, known)))
    places = [_place(text, c, choice) for c, choice in zip(kept, chosen, strict=True)]
    return places, _unplaced(text, mentions, places)


def _scene(t: Tokens, every: list[Candidate], mentions: Sequence[Mention]) -> Scene:
    known = gazetteer()
    small = frozenset(fold(w) for w in set(t.word) if w[0].islower())
    names = set()
    for i in range(1, len(t.word)):
        if t.capital(i) and t.capital(i - 1) and t.gap(i) == " " and known.is_given_name(fold(t.word[i - 1])):
            names.add(t.word[i].lower())
    labels: dict[int, Mention] = {}
    ordered, at = sorted(mentions, key=lambda m: m.span), 0
    for c in every:
        while at < len(ordered) and ordered[at].span.end <= c.start:
            at += 1
        if at < len(ordered) and ordered[at].span.start < c.end:
            labels[c.first] = ordered[at]
    return Scene(t, known, labels, small, frozenset(names))


def _kept(t: Tokens, every: list[Candidate], scene: Scene) -> list[Candidate]:
    """Those with evidence enough; what speaks for a name once speaks for it throughout the text."""
    scores = [score(c, scene) for c in every]
    for i in range(len(every) - 1):
        a, b = every[i], every[i + 1]
        if b.abbreviation and (b.first == a.last or (b.first - a.last == 1 and t.at(a.last) == ",")):
            scores[i], scores[i + 1] = scores[i] + _CONTAINED, _CONTAINED
        elif b.first - a.last == 1 and t.at(a.last) == "," and _holds(a, b):
            scores[i], scores[i + 1] = scores[i] + _CONTAINED, scores[i + 1] + _CONTAINED
        elif b.first - a.last <= 2 and set(t.word[a.last : b.first]) <= {",", "and", "or"}:
            best = max(scores[i], scores[i + 1])
            scores[i], scores[i + 1] = (
                x + (_LISTED if best >= ENOUGH + _LISTED else 0) for x in (scores[i], scores[i + 1])
            )
    sure = {c.folded for c, s in zip(every, scores, strict=True) if s >= ENOUGH + _SURE}
    return [
        c for c, s in zip(every, scores, strict=True) if s + (_REPEATED if c.folded in sure else 0) >= ENOUGH
    ]


def _holds(a: Candidate, b: Candidate) -> bool:
    larger = [e for e in b.entries if e.level in {"country", "province"}]
    return any(
        x.country == e.country and (e.level == "country" or x.province == e.province)
        for e in larger
        for x in a.entries
    )


def _place(text: str, c: Candidate, choice: Choice) -> Place:
    e = choice.entry
    compass = _COMPASS.search(text[max(0, c.start - _BEFORE) : c.start])
    if compass and e.level != "region":
        # A part of a country is a region of its own, and the middle of the whole is not where it lies.
        start = c.start - len(compass[0])
        return Place(
            Span(start, c.end), text[start : c.end], e.country, None, None, None, "region", choice.ambiguous
        )
    surface = " ".join(text[c.start : c.end].split())
    name = (
        surface if fold(surface) == fold(e.name) and not (surface.isupper() and len(surface) > 3) else e.name
    )
    return Place(
        Span(c.start, c.end), name, e.country, e.lat, e.lon, e.geonames, _LEVELS[e.level], choice.ambiguous
    )


def _unplaced(text: str, mentions: Sequence[Mention], places: list[Place]) -> list[Unplaced]:
    found, at = [], 0
    for m in sorted((m for m in mentions if m.label == "place"), key=lambda m: m.span):
        while at < len(places) and places[at].span.end <= m.span.start:
            at += 1
        if at == len(places) or places[at].span.start >= m.span.end:
            words = text[m.span.start : m.span.end]
            found.append(Unplaced("place", words, "the gazetteer has no place of this name", m.span))
    return found
