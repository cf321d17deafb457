"""What fact-checkers' ratings mean, on one scale. Each judgement comes with its reason.

Words count before numbers: the number that goes with a rating is often the same on all reviews of an outlet.
Words that `ratings.toml` does not list are never guessed at.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast, get_args

from sayso.findings import Check, Label, Rated

SAME = 0.5
"""How likely two claims must say the same before a rating of the one says something of the other."""
_READ, _LONGEST = 2000, 200
"""Characters of a rating that are read, and that are shown."""
_SAYS: dict[Rated, Label] = {
    "supported": "supports",
    "mostly supported": "supports",
    "mixed": "neutral",
    "mostly refuted": "refutes",
    "refuted": "refutes",
    "other": "neutral",
}
_STEPS: tuple[tuple[float, Rated], ...] = (
    (0.1, "refuted"),
    (0.4, "mostly refuted"),
    (0.6, "mixed"),
    (0.9, "mostly supported"),
    (1.0, "supported"),
)
"""Upper ends, from the worst (0) to the best (1); on five steps, each is one of them."""
_ABOUT_SPEAKER = ("attribut",)
_RATINGS: tuple[Rated, ...] = get_args(Rated)
_SENTENCE = re.compile(r"[.!?:;|()\n–—。！？：؛؟।]+|,(?!\d)| - ")
_OF = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:/|of|out of|von|sur|de|su|z|из) ?(\d+)(?: stars?)?")
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0640\u200c\u200d\ufe0f]")
_KEPT = "/%#'"
_LATIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
"""Letters that are no letter with an accent, and are written without theirs as often."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A number as rated, with its own scale's ends; `best` is the end that the outlet calls the best."""

    value: float
    worst: float = 1.0
    best: float = 5.0
    """Both as schema.org has them where a review leaves them out."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A rating on the one scale."""

    rated: Rated
    why: str


@dataclass(frozen=True, slots=True)
class _Words:
    rated: dict[str, Rated]
    other: dict[str, str]
    openings: tuple[str, ...]
    turns: re.Pattern[str]


def meaning(words: Sequence[str], scale: Scale | None = None) -> Meaning:
    """What a rating means; `words` are its names, the outlet's own first."""
    given = [word for word in words if _folded(word)]
    for word in given:
        found = _of_words(word)
        if found:
            return found
    if scale:
        found = _of_scale(scale)
        if found:
            return Meaning(found.rated, f"{found.why}; {_unlisted(given)}" if given else found.why)
    return Meaning("other", _unlisted(given) if given else "it gives no rating that can be read")


def weighed(rating: Rated, same: float) -> Check | None:
    """What a review's rating says of a claim that says the same as the reviewed one with this probability.

    None where it is likelier another claim. A rating that takes no side is neutral all the same: the reviewed
    claim, which is quoted, would otherwise support what repeats it. Of a claim that only contradicts the
    reviewed one a rating says nothing: that not 50 died makes 29 no truer.
    """
    if same < SAME:
        return None
    why = f"a fact-check of this claim (the same with probability {same:.2f}) "
    stands = {
        "mixed": "finds it partly so",
        "other": "does not say whether it is so",
    }.get(rating, f"rates it {rating}")
    return Check("rating", _SAYS[rating], why + stands)


def _of_words(original: str) -> Meaning | None:
    whole = _folded(original)
    if found := _listed(whole):
        return _told(original, found)
    if parts := _OF.fullmatch(original.strip().casefold()):
        return _of_parts(float(parts[1].replace(",", ".")), float(parts[2]), original)
    # The verdict stands first, with its grounds after it: "False. The photo is of 2012."
    first, *rest = [part for part in map(_folded, _SENTENCE.split(original)) if part]
    while rest and first in _words().openings:
        first = rest.pop(0)
    found = _listed(first)
    if not found:
        return None
    if found in _words().rated and any(_qualifies(part, found) for part in rest):
        return Meaning("other", f"“{_short(original)}” begins with “{first}”, and goes on to qualify it")
    return _told(original, found)


def _qualifies(part: str, found: str) -> bool:
    """Whether a later part takes a rating back: with a "but", or by a rating of another side."""
    other = _listed(part)
    rated = _words().rated
    taken = other is not None and _SAYS[rated.get(other, "other")] != _SAYS[rated[found]]
    return taken or _words().turns.search(part) is not None


def _listed(folded: str) -> str | None:
    """The words as listed, with or without what introduces them."""
    listed = _words()
    for words in (folded, _unopened(folded)):
        if words in listed.rated or words in listed.other:
            return words
    return None


def _told(original: str, word: str) -> Meaning:
    shown = _short(original)
    reason = _words().other.get(word)
    if reason:
        return Meaning("other", f"“{shown}” does not say whether the claim is so: {reason}")
    rated = _words().rated[word]
    if any(part in word for part in _ABOUT_SPEAKER):
        why = f"“{shown}” judges who said it and not what was said: {rated}"
        return Meaning(rated, why)
    where = "" if _unopened(_folded(original)) == word else f"“{word}” in "
    return Meaning(rated, f"{where}“{shown}” is listed as a fact-checkers' word for “{rated}”")


def _of_parts(value: float, best: float, original: str) -> Meaning | None:
    """So many of so many, e.g. 3/5: whether the worst is 0 or 1 is not told."""
    whys = [found for worst in (0.0, 1.0) if (found := _of_scale(Scale(value, worst, best)))]
    if not whys:
        return None
    milder = min(whys, key=lambda found: abs(_RATINGS.index(found.rated) - _RATINGS.index("mixed")))
    return Meaning(
        milder.rated, f"“{_short(original)}”, on a scale from 0 or 1, the worst, to {best:g}, the best"
    )


def _of_scale(scale: Scale) -> Meaning | None:
    """None where the value does not lie on the scale, or the scale has one point only, as where the outlet
    gives no number and the form wanted one (-1, -1, -1)."""
    low, high = sorted((scale.worst, scale.best))
    if low == high or not low <= scale.value <= high:
        return None
    part = (scale.value - scale.worst) / (scale.best - scale.worst)
    rated = next(rated for most, rated in _STEPS if part <= most + 1e-9)
    why = f"rated {scale.value:g}, on a scale from {scale.worst:g}, the worst, to {scale.best:g}, the best"
    return Meaning(rated, why)


def _unlisted(given: Sequence[str]) -> str:
    return f"“{_short(given[0])}” is not among the listed words for ratings, and not guessed at"


def _short(original: str) -> str:
    line = re.sub(r"\s+", " ", original).strip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _folded(words: str) -> str:
    """Without capitals, accents, hyphens and punctuation: as words are listed and compared."""
    text = unicodedata.normalize("NFKD", words[:_READ]).casefold().translate(_LATIN)
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'")))
    shown = (c if unicodedata.category(c)[0] in "LMN" or c in _KEPT else " " for c in text)
    return " ".join("".join(shown).split()).strip("' ")


def _unopened(folded: str) -> str:
    listed = _words()
    for _ in range(3):
        opening = next((o for o in listed.openings if folded.startswith(f"{o} ")), None)
        if not opening:
            break
        folded = folded[len(opening) :].strip()
    return folded


@cache
def _words() -> _Words:
    table = tomllib.loads(files("sayso.evidence").joinpath("ratings.toml").read_text("utf-8"))
    rated = {
        _folded(word): cast("Rated", rating)
        for rating, languages in table["rated"].items()
        for words in languages.values()
        for word in words
    }
    other = {_folded(word): reason for reason, words in table["other"].items() for word in words}
    openings = tuple(sorted(map(_folded, table["openings"]), key=len, reverse=True))
    turns = "|".join(sorted(map(_folded, table["turns"]), key=len, reverse=True))
    return _Words(rated, other, openings, re.compile(rf"(?:^|\b)(?:{turns})\b"))
