"""Numbers that count nothing: years, dates, clock times, names, addresses, results of matches."""

from __future__ import annotations

from sayso.claims.figures.bounds import Bounded
from sayso.claims.figures.numbers import Number
from sayso.claims.figures.tokens import Tokens, words
from sayso.claims.figures.units import Unit

MONTHS = words("""
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sept sep oct nov dec
""")
_DAYS = words("monday tuesday wednesday thursday friday saturday sunday")
_NAMED = words("""
    no nos number numbers flight route highway interstate channel article section chapter page pages
    unit room line resolution level phase stage day week part volume figure table gate building
    apartment suite boeing airbus district ward precinct grade class type model version windows season
    episode act rule amendment protocol title paragraph clause lot platform terminal pier box block
    street avenue road sr us mig su bus group game round lap seat exit form tier category magnitude camp
    appendix zone area sector point verse psalm genesis formula area-code
""")
_STREETS = words("""
    street st avenue ave road rd boulevard blvd drive dr lane ln court ct highway hwy way place pl
    parkway pkwy square terrace circle pike trail
""")
_PAST_OR_FUTURE = words("ago earlier later before after previously afterwards hence prior")
_STANDING = words("stood stands stand remained remains stayed put")
_BEFORE_YEARS = words("in since of during early late mid until till from by ,")
_OF_ONE = words("""
    of another 's day time point way thing side hand by year night step reason member-state more who
    which that than
""")


def excluded(t: Tokens, first: int, found: Bounded, unit: Unit) -> bool:
    """Whether the number is none that a claim could state as a figure."""
    number = found.number
    i, last = number.first, number.last
    if number.digits and not found.ranged and _glued_name(t, i, last):
        return True
    if unit.sort == "time" and _is_when(t, first, unit):
        return True
    if _date_or_clock(t, i, last, number, unit):
        return True
    if not number.digits:
        return t.at(i) == "one" and last == i + 1 and _not_a_count(t, i, unit)
    surely = found.bounded or unit.sort not in {None, "thing"}
    if _year(t, i, last, number, unit) and t.at(i - 1) in _BEFORE_YEARS:
        return True
    return (
        (not surely and (_year(t, i, last, number, unit) or _name(t, i, unit)))
        or _listed(t, i)
        or _address(t, last)
    )


def _glued_name(t: Tokens, i: int, last: int) -> bool:
    """ "F-16", "COVID-19", "3-1", "555-1234", "1935/6", "10:30": joined to what stands beside it."""
    if t.at(i - 1) in {"-", "–", "/", ":", "#", "@", "_"} and t.glued(i) and t.glued(i - 1):
        return True
    if t.at(i - 1) == "#":
        return True
    joined = t.at(last) in {"/", ":", "_", "@"} and t.glued(last) and t.glued(last + 1)
    hyphen = t.at(last) in {"-", "–"} and t.glued(last) and t.is_number(last + 1) and t.glued(last + 1)
    letters = (
        t.glued(last)
        and t.at(last).isalpha()
        and t.at(last) in {"st", "nd", "rd", "th", "s", "x", "p", "am", "pm"}
    )
    return joined or hyphen or letters


def _is_when(t: Tokens, first: int, unit: Unit) -> bool:
    """ "three days ago" and "in the past two weeks" are times."""
    return t.at(unit.last) in _PAST_OR_FUTURE or (
        t.at(first - 1) in {"last", "past", "next", "coming", "previous", "recent"}
        and t.at(first - 2) in {"the", "over"}
    )


def _date_or_clock(t: Tokens, i: int, last: int, number: Number, unit: Unit) -> bool:
    before, after = t.at(i - 1), t.at(last)
    if before == "." and t.at(i - 2) in MONTHS:
        before = t.at(i - 2)
    month = before in MONTHS and t.raw(i - 1 if t.at(i - 1) != "." else i - 2)[:1].isupper()
    value = number.low or 0.0
    if (month and value <= 31) or (after in MONTHS and value <= 31 and t.raw(last)[:1].isupper()):
        return True
    if month and 1000 <= value <= 2999:
        return True
    if after == "of" and t.at(last + 1) in MONTHS:
        return True
    if after in {"am", "pm", "gmt", "utc", "o'clock", "est", "edt", "pst"} or (
        after in {"a", "p"} and t.at(last + 2) == "m"
    ):
        return True
    if before in _DAYS and unit.sort is None and value <= 31:
        return True
    clock = before == "at" and t.at(i - 2) not in _STANDING and unit.sort is None and value <= 24
    return clock and after in {"on", ",", "local", "in", "sharp"}


def _year(t: Tokens, i: int, last: int, number: Number, unit: Unit) -> bool:
    value = number.low or 0.0
    plain = last == i + 1 and len(t.word[i]) == 4 and t.word[i].isdecimal()
    return plain and 1000 <= value <= 2100 and not (value % 100 == 0 and unit.name is not None)


def _name(t: Tokens, i: int, unit: Unit) -> bool:
    """ "Flight 370", "Boeing 737", "Room 12": the number belongs to the name before it."""
    before = t.at(i - 1)
    dotted = before == "." and t.at(i - 2) in {"no", "nos", "art", "sec", "pp", "p", "vol", "fig"}
    if dotted or (before in _NAMED and unit.sort is None):
        return True
    named = before in _NAMED and t.raw(i - 1)[:1].isupper() and i > 1
    capital = t.raw(i - 1)[:1].isupper() and t.at(i - 1).isalpha() and i > 1 and unit.sort is None
    return named or (capital and not t.raw(i - 1).isupper() and before not in _DAYS and len(before) > 1)


def _listed(t: Tokens, i: int) -> bool:
    """ "1. First of all", "2)" at the head of a line."""
    if t.at(i + 1) not in {".", ")"} or not (i == 0 or (i == 1 and t.at(0) in {"(", "-", "•"})):
        return False
    return len(t) > i + 2


def _address(t: Tokens, last: int) -> bool:
    for j in range(last, min(last + 4, len(t))):
        if not t.raw(j)[:1].isupper():
            return False
        if t.word[j] in _STREETS and j > last:
            return True
    return False


def _not_a_count(t: Tokens, i: int, unit: Unit) -> bool:
    """ "one" is a number before a noun, or where something happened to it; `one of the` is no count."""
    after = t.at(i + 1)
    if t.at(i - 1) in {
        "no",
        "any",
        "this",
        "that",
        "which",
        "each",
        "every",
        "some",
        "-",
        "number",
        "the",
        "day",
    }:
        return not (t.at(i - 1) == "no" or (unit.sort == "people" and t.at(i - 1) == "the"))
    return after in _OF_ONE or (unit.sort == "time" and after in {"day", "night", "time"}) or (after == "-")
