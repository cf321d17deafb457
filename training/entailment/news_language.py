"""English forms that made-up news needs: verbs bent, numbers in words, names drawn, sentences closed."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

_HERE = Path(__file__).parent
LEXICON: dict[str, Any] = tomllib.loads((_HERE / "news.toml").read_text("utf-8"))
CLUSTERS: dict[str, Any] = tomllib.loads((_HERE / "news_clusters.toml").read_text("utf-8"))
_SLOT = re.compile(r"\{(\w+)\}")
_IRREGULAR: dict[str, list[str]] = LEXICON["irregular"]
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DOUBLED = frozenset(
    [
        "quit",
        "acquit",
        "cancel",
        "travel",
        "set",
        "let",
        "shut",
        "put",
        "win",
        "cut",
        "run",
        "hit",
        "drop",
        "stop",
        "ban",
        "scrap",
        "admit",
        "permit",
        "step",
        "scrub",
        "slap",
        "forbid",
        "bid",
        "overrun",
        "rob",
        "expel",
    ]
)


class Noun(NamedTuple):
    """Who or what, as it is written, and whether it takes a plural verb."""

    text: str
    plural: bool


class Forms(NamedTuple):
    base: str
    past: str
    participle: str
    ing: str
    present: str


def forms(verb: str) -> Forms:
    """'veto' → veto, vetoed, vetoed, vetoing, vetoes."""
    if verb == "die":
        return Forms("die", "died", "died", "dying", "dies")
    if verb == "be":
        return Forms("be", "was", "been", "being", "is")
    y = verb.endswith("y") and verb[-2] not in "aeiou"
    regular = verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if y else verb + "ed"
    past, participle = _IRREGULAR.get(verb, (regular, regular))
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    ing = (verb + verb[-1] if verb in _DOUBLED else stem) + "ing"
    sibilant = verb.endswith(("s", "sh", "ch", "x", "z", "o"))
    present = verb[:-1] + "ies" if y else verb + ("es" if sibilant else "s")
    return Forms(verb, past, participle, ing, present)


def in_words(n: int) -> str:
    if n < 20:
        return _UNITS[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_UNITS[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_UNITS[n // 100]} hundred" + (f" and {in_words(n % 100)}" if n % 100 else "")
    return f"{in_words(n // 1000)} thousand" + (f" {in_words(n % 1000)}" if n % 1000 else "")


def filled(text: str, rng: random.Random) -> str:
    """Names put where the lexicon leaves them open; a person has a first and a last name."""

    def name(at: re.Match[str]) -> str:
        if at[1] == "person":
            return person(rng)
        if at[1] == "n":
            return in_words(number) if (number := rng.randrange(2, 90)) < 12 else str(number)
        if at[1] == "year":
            return str(rng.randrange(1890, 2024))
        return str(rng.choice(LEXICON["names"][at[1]])) if at[1] in LEXICON["names"] else at[0]

    return _SLOT.sub(name, text)


def person(rng: random.Random) -> str:
    names = LEXICON["names"]
    return f"{rng.choice(names['first'])} {rng.choice(names['surname'])}"


def noun(kind: str, rng: random.Random) -> Noun:
    return as_noun(filled(rng.choice(LEXICON["words"][kind]), rng))


def as_noun(written: str) -> Noun:
    return Noun(written.rstrip("+"), written.endswith("+"))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Closed with one mark, begun with a capital."""
    text = re.sub(r"\s+", " ", text.strip())
    text = text if text.endswith((".", "?", "!", '."', ".”")) else text + "."
    return capital(re.sub(r",\s*([.,?:])", r"\1", text))
