"""Figures: numbers in the text with their bounds, their unit and what happened to those counted.

    sentence ─numbers→ Number ─bounds→ Bounded ─units→ Unit ─outcomes→ Outcome ⇒ Figure

Rules over neighbouring words; no model. Linear in the length of the text.
"""

from __future__ import annotations

import re

from sayso.claims.figures import bounds, numbers, outcomes, portions, units
from sayso.claims.figures.excluded import excluded
from sayso.claims.figures.links import Found, linked, of_them
from sayso.claims.figures.outcomes import DEADLY
from sayso.claims.figures.tokens import Tokens, sentences, tokens
from sayso.types import Figure, Span, Unplaced

__all__ = ["DEADLY", "find"]

_ANY = re.compile(
    r"\d|\b(?:an?|no|none|nobody|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|scores|several|few|half|tens"
    r"|unknown|unspecified|undisclosed|unconfirmed|untold|countless)\b",
    re.IGNORECASE,
)
_BOUND_WORDS = 4
_MANY = frozenset({"dozens", "scores", "hundreds", "thousands", "tens", "millions"})
_UNTOLD = re.compile(
    r"\b(?:(?:an? )?(?:unknown|unspecified|undisclosed|undetermined|unconfirmed|unclear)"
    r" (?:number|amount|sum) of|"
    r"untold numbers? of|countless) [a-z]{3,30}",
    re.IGNORECASE,
)


def find(text: str) -> tuple[list[Figure], list[Unplaced]]:
    """Every figure in the text, in order; amounts that are spoken of but not told are unplaced."""
    figures: list[Figure] = []
    unplaced: list[Unplaced] = []
    for start, end in sentences(text):
        if _ANY.search(text, start, end):
            figures.extend(_sentence(tokens(text, start, end)))
    for m in _UNTOLD.finditer(text):
        unplaced.append(
            Unplaced("figure", m[0], "an amount is spoken of, but no number is given", Span(*m.span()))
        )
    return figures, unplaced


def _sentence(t: Tokens) -> list[Figure]:
    found: list[Found] = []
    i = 0
    while i < len(t):
        one = _figure(t, i, found) if t.is_number(i) or t.word[i] in numbers.STARTS else None
        if one:
            found.append(one)
            i = max(one.last, i + 1)
        else:
            i = _past_number(t, i)
    return [f.figure for f in linked(t, found)]


def _past_number(t: Tokens, i: int) -> int:
    """After a number that is no figure, its remaining words are none either: "2017-08-01", "No. 12,000"."""
    number = numbers.parse(t, i) if t.is_number(i) else None
    return number.last if number else i + 1


def _figure(t: Tokens, i: int, found: list[Found]) -> Found | None:
    money = units.money_before(t, i)
    number = numbers.parse(t, i, money=money is not None)
    stop = _stop(t, i, found)
    if number is None:
        return _single(t, i, stop)
    if number.high == 0.0 and not number.digits and t.at(i) != "zero":
        return _none(t, number, stop)
    ratio = None if money else portions.ratio(t, number, stop)
    if ratio:
        return _counted(t, bounds.bounded(t, ratio), None, stop)
    ranged = _range(t, number, money)
    return _counted(t, ranged or bounds.bounded(t, number), money, stop)


def _stop(t: Tokens, i: int, found: list[Found]) -> int:
    """Up to where words belong to earlier figures; "rose from 11 to 14" says the same of both."""
    if not found:
        return 0
    last = found[-1]
    if t.at(last.last) == "to" and i - last.last <= _BOUND_WORDS and portions.change(t, last.first):
        return found[-2].last if len(found) > 1 else 0
    return last.last


def _range(t: Tokens, a: numbers.Number, money: tuple[int, str] | None) -> bounds.Bounded | None:
    link = t.at(a.last)
    if link not in {"-", "–", "—", "to", "and", "or"} or (link == "to" and portions.change(t, a.first)):
        return None
    j = a.last + 1
    second = units.money_before(t, j + 1)
    j = j + 1 if second and second[0] == j else j
    b = numbers.parse(t, j, money=money is not None)
    if b is None or (link in {"or", "to"} and not a.digits and b.digits):
        return None
    if link in {"-", "–", "—"} and units.after(t, b.last).name is None and not money:
        return None
    return bounds.joined(t, a, b)


def _counted(t: Tokens, b: bounds.Bounded, money: tuple[int, str] | None, stop: int) -> Found | None:
    unit = units.after(t, b.last + 2 if of_them(t, b.last) else b.last, vague=b.number.high is None)
    whole = None if money else portions.whole(t, b)
    if whole:
        unit = whole
    if b.number.fraction:
        unit = units.Unit(f"of the {unit.name or 'whole'}", "share", max(b.last, unit.last))
    first, last = b.first, max(b.last, unit.last)
    if money:
        first, unit = _priced(t, b, money)
        last = unit.last
    elif excluded(t, first, b, unit) and not (whole and t.at(b.number.first) == "one"):
        return None
    elif not b.bounded and _age(t, b):
        unit, last = units.Unit("years old", "time", b.last), b.last
    countable = unit.sort in {"people", "thing", None}
    outcome = outcomes.find(t, max(first, stop), last, stop) if countable else None
    if outcome:
        outcome = outcomes.of_sort(t, outcome, people=unit.sort == "people")
    if whole and t.at(b.number.first) == "one" and outcome is None:
        return None
    if not _enough(t, b, unit, outcome):
        return None
    return _made(t, b, unit, outcome, (max(first, stop), last))


def _priced(t: Tokens, b: bounds.Bounded, money: tuple[int, str]) -> tuple[int, units.Unit]:
    first = min(b.first, money[0])
    if b.first >= money[0]:
        again = bounds.bounded(t, numbers.Number(money[0], b.number.last, b.low, b.high))
        first = again.first
    named = units.after(t, b.last)
    return first, units.Unit(money[1], "money", named.last if named.sort == "money" else b.last)


def _made(
    t: Tokens, b: bounds.Bounded, unit: units.Unit, outcome: outcomes.Outcome | None, where: tuple[int, int]
) -> Found:
    first, last = where
    price = (
        bounds.bounded(t, numbers.Number(_sign(t, b), b.number.last, b.low, b.high))
        if unit.sort == "money"
        else b
    )
    strongest = price if price.bounded and not b.bounded else b
    figure = Figure(
        Span(t.start[first], t.end[last - 1]),
        _plain(strongest.low),
        _plain(strongest.high),
        strongest.approximate or b.approximate,
        strongest.strict,
        unit.name,
        outcome.name if outcome else None,
    )
    return Found(first, last, figure, unit.sort, outcome)


def _sign(t: Tokens, b: bounds.Bounded) -> int:
    money = units.money_before(t, b.first)
    return money[0] if money else b.first


def _plain(value: float | None) -> float | None:
    """Whole numbers as such, so that JSON says 50 and not 50.0."""
    return int(value) if value is not None and value == int(value) else value


def _enough(t: Tokens, b: bounds.Bounded, unit: units.Unit, outcome: outcomes.Outcome | None) -> bool:
    """A bare number that nothing is said of ("two", "one of") is none that could be checked."""
    if of_them(t, b.last):
        return True
    if unit.name or outcome:
        return t.at(b.number.first) != "one" or unit.sort is not None or outcome is not None
    if b.number.digits:
        return (
            b.bounded or b.number.last - b.number.first > 1 or "," in t.word[b.number.first] or _said_of(t, b)
        )
    if b.number.high is None and t.at(b.number.first) in _MANY and outcomes.acts(t, b.last):
        return True
    return b.bounded and b.number.low is not None and b.number.low > 12


def _said_of(t: Tokens, b: bounds.Bounded) -> bool:
    """ "rose to 64", "a total of 12": a number that something is measured by."""
    return t.at(b.first - 1) in {
        "to",
        "at",
        "of",
        "by",
        "reached",
        "was",
        "is",
        "from",
        "totalled",
        "numbered",
    }


def _age(t: Tokens, b: bounds.Bounded) -> bool:
    """ "Ms Aldo, 19, of" and "aged 27"."""
    if not b.number.digits or b.low is None or b.low > 120 or b.low != b.high:
        return False
    if t.at(b.first - 1) == "aged":
        return True
    name = t.raw(b.first - 2)[:1].isupper() and t.at(b.first - 2) not in {"and", "or"}
    return (
        t.at(b.first - 1) == ","
        and name
        and t.at(b.last) in {",", "."}
        and b.low >= 3
        and "." not in t.word[b.number.first]
    )


def _none(t: Tokens, number: numbers.Number, stop: int) -> Found | None:
    """ "no one was killed", "no casualties", "none of them were hurt": zero, where an outcome is told."""
    i = number.first
    last = i + 2 if t.at(i + 1) in {"one", "-"} else i + 1
    last = last + 1 if t.at(last - 1) == "-" else last
    unit = portions.whole_after(t, last) or units.after(t, last)
    if t.at(i) == "no" and last == i + 1 and unit.sort != "people":
        return None
    last = max(last, unit.last)
    outcome = outcomes.find(t, i, last, max(stop, i))
    if outcome is None or outcome.name not in outcomes.KNOWN or t.at(last) == "than":
        return None
    name = unit.name or ("people" if t.at(i) in {"nobody", "no"} else None)
    figure = Figure(Span(t.start[i], t.end[last - 1]), 0, 0, unit=name, of=outcome.name)
    return Found(i, last, figure, "people", outcome)


_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}  # fmt: skip
_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)")


def _ordinal(t: Tokens, first: int, last: int) -> int | None:
    """The number of one who is counted after others: "a twelfth person"."""
    for i in range(first, last):
        told = _DIGITS.fullmatch(t.at(i))
        if told or t.at(i) in _ORDINALS:
            return int(told[1]) if told else _ORDINALS[t.at(i)]
    return None


def _single(t: Tokens, i: int, stop: int) -> Found | None:
    """ "killed a soldier", "including a child": one, where an outcome or a whole is told."""
    if t.at(i) not in {"a", "an"}:
        return None
    unit = units.after(t, i + 1)
    if unit.sort != "people" or t.at(unit.last - 1) not in units.SINGULAR:
        return None
    # "A twelfth person has died": that makes twelve.
    count = _ordinal(t, i + 1, unit.last) or 1
    outcome = outcomes.find(t, i, unit.last, stop)
    if outcome is None and not (t.at(i - 1) == "including" and stop):
        return None
    figure = Figure(
        Span(t.start[i], t.end[unit.last - 1]),
        count,
        count,
        unit=unit.name,
        of=outcome.name if outcome else None,
    )
    return Found(i, unit.last, figure, "people", outcome)
