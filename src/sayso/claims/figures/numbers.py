"""Numbers in digits and words, from a token onwards."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.claims.figures.tokens import Tokens

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {w: n for n, w in enumerate(_ONES.split())}
TENS = {w: n * 10 for n, w in enumerate(_TENS.split(), 2)}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "lakh": 1e5,
    "crore": 1e7,
}
SHORT = {"k": 1e3, "bn": 1e9, "tn": 1e12, "mn": 1e6, "mln": 1e6, "m": 1e6, "b": 1e9}
_SURE = {"bn", "tn", "mn", "mln", "k"}
VAGUE = {
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2e3,
    "millions": 2e6,
    "billions": 2e9,
    "several": 3.0,
    "handful": 3.0,
    "tens": 20.0,
}
_SMALL: dict[str, tuple[float, float | None]] = {
    "couple": (2.0, 2.0),
    "handful": (3.0, None),
    "score": (20.0, 20.0),
}
_FRACTIONS = {
    "half": 0.5,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 0.25,
    "quarters": 0.25,
    "fifth": 0.2,
    "fifths": 0.2,
    "tenth": 0.1,
    "tenths": 0.1,
}
_DIGITS = re.compile(r"(\d{1,15}|\d{1,3}(?:,\d{3}){1,5}|\d{1,3}(?:,\d{2}){1,3},\d{3})(\.\d{1,9})?")
STARTS = frozenset(
    [
        *ONES,
        *TENS,
        *VAGUE,
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "couple",
        "few",
        "half",
        "no",
        "nobody",
        "none",
        "a",
        "an",
        "score",
    ]
)


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `[first, last)` and the value they state; `high` is None for "dozens" and its like."""

    first: int
    last: int
    low: float | None
    high: float | None
    approximate: bool = False
    digits: bool = False
    fraction: bool = False


def parse(t: Tokens, i: int, money: bool = False) -> Number | None:
    """The number that begins at token `i`; with `money`, "3m" is three million and not three metres."""
    if t.is_number(i):
        return _digits(t, i, money)
    word = t.at(i)
    if word in VAGUE or (word in {"a", "an", "several", "few", "half", "some"}):
        return _vague(t, i) or (_words(t, i) if word in {"a", "an"} else None)
    if word in ONES or word in TENS:
        return _share(t, i) or _words(t, i)
    if word in {"no", "nobody", "none"}:
        return Number(i, i + 1, 0.0, 0.0)
    return None


def _digits(t: Tokens, i: int, money: bool) -> Number | None:
    match = _DIGITS.fullmatch(t.word[i])
    if not match:
        return None
    value, last = float(match[0].replace(",", "")), i + 1
    after = t.at(last)
    if (t.glued(last) and after in SHORT and (money or after in _SURE)) or (
        money and after in SHORT and not t.glued(last + 1)
    ):
        value, last = value * SHORT[after], last + 1
    value, last = _scaled(t, last, value)
    value = round(value, 6)
    return Number(i, last, value, value, digits=True)


def _scaled(t: Tokens, i: int, value: float) -> tuple[float, int]:
    for _ in range(3):
        step = i + 1 if t.at(i) == "-" and t.at(i + 1) in SCALES else i
        if t.at(step) not in SCALES:
            break
        value, i = value * SCALES[t.word[step]], step + 1
    return value, i


def _words(t: Tokens, i: int) -> Number | None:
    """ "twenty-five", "one hundred and five thousand", "a hundred", "two and a half million"."""
    first, total, part, seen = i, 0.0, 0.0, False
    for _ in range(12):
        word = t.at(i)
        if word in {"a", "an"} and i == first and t.at(i + 1) in SCALES:
            part, i, seen = 1.0, i + 1, True
        elif word in ONES and (part == 0 or (part % 100 == 0 and seen) or _tens_before(t, i, part)):
            part, i, seen = part + ONES[word], i + 1, True
        elif word in TENS and part % 100 == 0:
            part, i, seen = part + TENS[word], i + 1, True
        elif word in {"hundred", "dozen"} and seen:
            part, i = max(part, 1) * SCALES[word], i + 1
        elif word in SCALES and seen:
            total, part, i = total + max(part, 1) * SCALES[word], 0.0, i + 1
        elif (word == "and" and seen and part % 100 == 0 and _continues(t, i + 1, part, total)) or (
            word == "-" and seen and t.at(i + 1) in ONES and part % 10 == 0 and part > 0
        ):
            i += 1
        elif word == "and" and [t.at(i + 1), t.at(i + 2)] == ["a", "half"]:
            part, i = part + 0.5, i + 3
        else:
            break
    value = total + part
    return Number(first, i, value, value, approximate=_dozen(t, first, i)) if seen else None


def _tens_before(t: Tokens, i: int, part: float) -> bool:
    return part % 10 == 0 and part % 100 > 0 and t.at(i - 1) in {"-", *TENS} and 0 < ONES[t.word[i]] < 10


def _continues(t: Tokens, i: int, part: float, total: float) -> bool:
    """ "and" belongs to the number in "hundred and five", not in "killed one and two"."""
    return (part >= 100 or (part == 0 and total > 0)) and (t.at(i) in ONES or t.at(i) in TENS)


def _dozen(t: Tokens, first: int, last: int) -> bool:
    return "dozen" in t.word[first:last]


def _share(t: Tokens, i: int) -> Number | None:
    """ "two-thirds", "a third": a fraction."""
    step = i + 2 if t.at(i + 1) == "-" else i + 1
    if t.at(step) in _FRACTIONS and t.at(step).endswith("s") and t.at(step + 1) in {"of", "majority"}:
        value = round(ONES.get(t.word[i], 0) * _FRACTIONS[t.word[step]], 6)
        return Number(i, step + 1, value, value, fraction=True) if 0 < value < 1 else None
    return None


def _vague(t: Tokens, i: int) -> Number | None:
    if t.at(i) in {"a", "an"}:
        return _with_article(t, i, t.at(i + 1))
    if t.at(i) == "half":
        return _half(t, i, i)
    return _many(t, i) if t.at(i) in VAGUE else None


def _with_article(t: Tokens, i: int, head: str) -> Number | None:
    """ "a couple of", "a handful", "a few hundred", "a third of", "half a million"."""
    of = i + 3 if t.at(i + 2) == "of" else i + 2
    if head == "few":
        return _few(t, i, i + 1)
    if head == "half":
        return _half(t, i, i + 1)
    if head in _FRACTIONS and t.at(i + 2) == "of":
        return Number(i, i + 2, round(_FRACTIONS[head], 6), round(_FRACTIONS[head], 6), fraction=True)
    if head in _SMALL:
        return Number(i, of, *_SMALL[head], approximate=True)
    return None


def _few(t: Tokens, i: int, j: int) -> Number:
    if t.at(j + 1) in SCALES:
        return Number(i, j + 2, 3 * SCALES[t.word[j + 1]], None, approximate=True)
    return Number(i, j + 1, 3.0, None, approximate=True)


def _half(t: Tokens, i: int, j: int) -> Number | None:
    step = j + 1 if t.at(j + 1) not in {"a", "an"} else j + 2
    if t.at(step) in SCALES:
        value = 0.5 * SCALES[t.word[step]]
        return Number(i, step + 1, value, value, approximate=t.at(step) == "dozen")
    if t.at(j + 1) == "of":
        return Number(i, j + 1, 0.5, 0.5, fraction=True)
    return None


def _many(t: Tokens, i: int) -> Number:
    """ "tens of thousands", "several dozen", "hundreds"."""
    low, last = VAGUE[t.word[i]], i + 1
    if t.at(last) in SCALES:
        low, last = low * SCALES[t.word[last]], last + 1
    while t.at(last) == "of" and t.at(last + 1) in {"hundreds", "thousands", "millions", "billions"}:
        low, last = low * SCALES[t.word[last + 1][:-1]], last + 2
    return Number(i, last, low, None, approximate=True)
