"""What a figure, date, place or name can be in made-up news, and what one value says of another.

A number or a time is an interval, so that `at least 20` holds 29 and `in 2011` holds October 2011. What is
near but loose (`about 30` beside 29) decides nothing and gives no pair.
"""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Callable
from typing import NamedTuple

from news_language import CLUSTERS, LEXICON, in_words, person

HOLDS, EXCLUDES, OPEN = "supports", "refutes", "neutral"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class Value(NamedTuple):
    """A phrase and the interval it means; `path` instead where values are names, the widest first."""

    phrase: str
    low: float = 0.0
    high: float = 0.0
    loose: bool = False
    path: tuple[str, ...] = ()
    counted: str = ""
    """The phrase before the noun that is counted: 'dozens of'."""


def relation(claim: Value, evidence: Value) -> str | None:
    """What evidence of one value says of a claim of another; None where it is a matter of taste."""
    if claim.path or evidence.path:
        short = min(len(claim.path), len(evidence.path))
        if claim.path[:short] != evidence.path[:short]:
            return EXCLUDES
        return HOLDS if len(claim.path) == short else OPEN
    if claim.low <= evidence.low and evidence.high <= claim.high:
        return HOLDS
    if claim.high < evidence.low or evidence.high < claim.low:
        near = min(abs(claim.high - evidence.low), abs(evidence.high - claim.low))
        scale = max(abs(x) for x in (*claim[1:3], *evidence[1:3]) if math.isfinite(x))
        return None if (claim.loose or evidence.loose) and near < 0.25 * scale else EXCLUDES
    if claim.loose or evidence.loose or claim.low == evidence.low or claim.high == evidence.high:
        return None
    return OPEN


def count(top: int, rng: random.Random) -> list[Value]:
    n = max(2, round(math.exp(rng.uniform(math.log(2), math.log(top)))))
    n = _rounded(n, rng)
    others = {_rounded(max(2, round(n * f)), rng) for f in (0.3, 0.5, 0.7, 1.4, 2, 3)} | {n + 1, n + 2}
    values = [_exact(n, rng) for _ in range(4)]
    values += [_exact(m, rng) for m in others - {n} if m >= 2]
    for _ in range(6):
        values.append(_bounded(n, rng))
    for word, low, high in (
        ("dozens", 24, 99),
        ("scores", 40, 199),
        ("hundreds", 200, 999),
        ("thousands", 2000, 9999),
        ("tens of thousands", 20000, 99999),
    ):
        if low / 5 <= n <= high * 5 and rng.random() < 0.5:
            values.append(Value(word, low, high, loose=not low <= n <= high, counted=f"{word} of"))
    if n == 12:
        values += [Value("a dozen", 12, 12, counted="a dozen")] * 2
    return values


def _rounded(n: int, rng: random.Random) -> int:
    if n > 200 and rng.random() < 0.7:
        return round(n, -int(math.log10(n)) + rng.choice((0, 1)))
    return n


def _exact(n: int, rng: random.Random) -> Value:
    text = _number(n, rng)
    return Value(text, n, n, counted=text)


def _number(n: int, rng: random.Random) -> str:
    if n <= 100 and rng.random() < (0.7 if n < 10 else 0.35):
        return in_words(n)
    if n >= 1000 and n % 1000 == 0 and rng.random() < 0.4:
        return f"{in_words(n // 1000) if n <= 20000 and rng.random() < 0.5 else n // 1000} thousand"
    return f"{n:,}" if n >= 10000 or rng.random() < 0.7 else str(n)


def _bounded(n: int, rng: random.Random) -> Value:
    other = max(2, round(n * rng.choice((0.4, 0.6, 0.8, 0.9, 1, 1.2, 1.5, 2.2))))
    if other > 25:
        other = round(other, -1 if other < 300 else -int(math.log10(other)) + 1)
    low_words = (("at least", 0), ("more than", 1), ("over", 1), ("no fewer than", 0), ("upwards of", 0))
    high_words = (("at most", 0), ("fewer than", 1), ("under", 1), ("no more than", 0), ("up to", 0))
    way = rng.random()
    m = _number(other, rng)
    if way < 0.4:
        word, by = rng.choice(low_words)
        return Value(f"{word} {m}", other + by, math.inf, counted=f"{word} {m}")
    if way < 0.65:
        word, by = rng.choice(high_words)
        return Value(f"{word} {m}", 0, other - by, counted=f"{word} {m}")
    if way < 0.85 and n >= 10:
        word, low, high = rng.choice(
            (
                ("about", 0.9, 1.1),
                ("around", 0.9, 1.1),
                ("some", 0.9, 1.1),
                ("roughly", 0.9, 1.1),
                ("nearly", 0.85, 0.999),
                ("almost", 0.85, 0.999),
            )
        )
        return Value(f"{word} {m}", other * low, other * high, loose=True, counted=f"{word} {m}")
    wide = max(other + 2, round(other * 1.6))
    text = f"between {other:,} and {wide:,}"
    return Value(text, other, wide, counted=text)


def money(_: int, rng: random.Random) -> list[Value]:
    unit = rng.choice(("dollars", "euros", "pounds", "crowns", "francs"))
    sign = {"dollars": "$", "euros": "€", "pounds": "£"}.get(unit, "")
    n = rng.choice((1.2, 2, 3.5, 4, 6, 7.5, 12, 18, 25, 40, 65, 90, 120, 300, 450))

    def text(x: float, scale: str) -> str:
        ways = [f"{x:g} {scale} {unit}"] * 2 + (
            [f"{sign}{x:g} {scale}", f"{sign}{x:g}{scale[0]}"] if sign else []
        )
        return rng.choice(ways)

    amounts = (
        [(n, "million")] * 4
        + [(n, "billion")]
        + [(round(n * f, 1), "million") for f in (0.5, 0.7, 1.5, 2, 3)]
    )
    values = [
        Value(text(x, s), x * (1 if s == "million" else 1000), x * (1 if s == "million" else 1000))
        for x, s in amounts
    ]
    for _ in range(3):
        x = round(n * rng.choice((0.5, 0.8, 0.9, 1.3, 2)), 1)
        if rng.random() < 0.5:
            values.append(
                Value(
                    f"{rng.choice(('more than', 'at least', 'over'))} {text(x, 'million')}",
                    x + 0.01,
                    math.inf,
                )
            )
        else:
            values.append(Value(f"{rng.choice(('less than', 'under'))} {text(x, 'million')}", 0, x - 0.01))
    return values


_SHARES = {int(percent): ways for percent, ways in CLUSTERS["values"]["shares"].items()}


def share(_: int, rng: random.Random) -> list[Value]:
    n = rng.choice([*_SHARES, *_SHARES, rng.randrange(6, 96)])

    def text(x: int) -> str:
        words = [f"{x} percent", f"{x} per cent", f"{x}%", f"{in_words(x)} percent"]
        return rng.choice(words + 2 * _SHARES.get(x, []))

    others = {x for x in (n - 30, n - 15, n - 7, n + 8, n + 20, n + 35, 100 - n) if 3 < x < 97 and x != n}
    values = [Value(text(n), n, n) for _ in range(4)]
    values += [Value(text(x), x, x) for x in others]
    for x in [*rng.sample(sorted(others), 2), 50, 50]:
        lower = rng.random() < 0.5
        value = (
            Value(f"{rng.choice(('more than', 'over'))} {text(x)}", x + 0.1, 100.0)
            if lower
            else Value(f"{rng.choice(('less than', 'under'))} {text(x)}", 0.0, x - 0.1)
        )
        values.append(value)
    return [*values, Value("a minority", 0.0, 49.9), Value("the majority", 50.1, 100.0)]


def spans(unit_hours: tuple[tuple[str, float], ...]) -> Callable[[int, random.Random], list[Value]]:
    """Lengths of time or way, told in one of several units that are turned into the first."""

    def drawn(_: int, rng: random.Random) -> list[Value]:
        unit, size = rng.choice(unit_hours)
        n = rng.randrange(2, 30)

        def text(m: int, name: str) -> str:
            return f"{in_words(m) if m < 100 and rng.random() < 0.5 else format(m, ',')} {name}"

        values = [Value(text(n, unit), n * size, n * size) for _ in range(4)]
        values += [
            Value(text(m, unit), m * size, m * size) for m in {n * 2, n + 1, n + 3, max(2, n - 4)} - {n}
        ]
        values += [Value(text(n, u), n * s, n * s) for u, s in unit_hours if u != unit]
        for u, s in unit_hours:
            m = n * size / s
            if u != unit and m == int(m) and m > 1:
                values += [Value(text(int(m), u), n * size, n * size)] * 2
        for _ in range(4):
            m = max(2, n + rng.choice((-5, -2, -1, 1, 2, 6)))
            if rng.random() < 0.5:
                word = rng.choice(("more than", "at least", "over"))
                values.append(
                    Value(f"{word} {text(m, unit)}", (m + (word != "at least") / 100) * size, math.inf)
                )
            else:
                word = rng.choice(("less than", "under", "at most"))
                values.append(Value(f"{word} {text(m, unit)}", 0, (m - (word != "at most") / 100) * size))
        return values

    return drawn


def date(_: int, rng: random.Random) -> list[Value]:
    return rng.choice((_calendar, _calendar, _weekday, _beside))(rng)


def _calendar(rng: random.Random) -> list[Value]:
    day = datetime.date(rng.randrange(1962, 2026), rng.randrange(1, 13), rng.randrange(1, 29))
    moved = [
        day,
        day,
        day,
        day.replace(day=day.day % 28 + 1),
        day.replace(month=day.month % 12 + 1),
        day.replace(month=(day.month + 4) % 12 + 1),
        day.replace(year=day.year - rng.choice((1, 2, 4))),
        day.replace(year=day.year + rng.choice((1, 3, 10))),
    ]
    values: list[Value] = []
    for d in moved:
        values += [_on(d, rng), _widened(d, rng)]
    bound = rng.choice((day.year - 3, day.year - 1, day.year + 1, day.year + 4))
    new_year = datetime.date(bound, 1, 1).toordinal()
    values.append(Value(f"before {bound}", -math.inf, new_year - 1))
    values.append(Value(f"after {bound}", new_year + 366, math.inf))
    return values


def _on(d: datetime.date, rng: random.Random) -> Value:
    month = _MONTHS[d.month - 1]
    ways = (
        f"on {d.day} {month} {d.year}",
        f"on {month} {d.day}, {d.year}",
        f"on the {_th(d.day)} of {month} {d.year}",
    )
    return Value(rng.choice(ways), d.toordinal(), d.toordinal())


def _th(n: int) -> str:
    return f"{n}{'th' if 10 < n < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def _widened(d: datetime.date, rng: random.Random) -> Value:
    month, first = _MONTHS[d.month - 1], d.replace(day=1).toordinal()
    last = (d.replace(day=28) + datetime.timedelta(days=4)).replace(day=1).toordinal() - 1
    year = datetime.date(d.year, 1, 1).toordinal(), datetime.date(d.year, 12, 31).toordinal()
    half = datetime.date(d.year, 7, 1).toordinal()
    part = min(2, (d.day - 1) // 10)
    decade = d.year // 10 * 10
    return rng.choice(
        (
            Value(f"in {month} {d.year}", first, last),
            Value(f"in {month} {d.year}", first, last),
            Value(f"in {d.year}", *year),
            Value(f"in {d.year}", *year),
            Value(f"in the year {d.year}", *year),
            Value(
                f"in {('early', 'mid', 'late')[part]}{'-' if part == 1 else ' '}{month} {d.year}",
                first + 10 * part,
                last if part == 2 else first + 10 * part + 9,
            ),
            Value(
                f"in the {'first' if d.month < 7 else 'second'} half of {d.year}",
                year[0] if d.month < 7 else half,
                half - 1 if d.month < 7 else year[1],
            ),
            Value(
                f"in the {decade}s",
                datetime.date(decade, 1, 1).toordinal(),
                datetime.date(decade + 9, 12, 31).toordinal(),
            ),
        )
    )


def _weekday(rng: random.Random) -> list[Value]:
    k = rng.randrange(7)
    values = []
    for day in (k, k, k, (k + 1) % 7, (k + 2) % 7, (k + 4) % 7):
        values.append(Value(f"on {_DAYS[day]}", 4 * day, 4 * day + 3))
        part = rng.randrange(4)
        name = ("morning", "afternoon", "evening", "night")[part]
        values.append(Value(f"on {_DAYS[day]} {name}", 4 * day + part, 4 * day + part))
    return [*values, Value("at the weekend", 20, 27)]


def _beside(rng: random.Random) -> list[Value]:
    """Told by another event: before it, after it, on its eve."""
    what = rng.choice(CLUSTERS["values"]["occasions"])
    table = CLUSTERS["values"]["beside"]
    return [Value(way["phrase"].format(what), way["from"], way["to"]) for way in rng.sample(table, 10)]


def people(_: int, rng: random.Random) -> list[Value]:
    one, other, third = person(rng), person(rng), person(rng)
    namesake = f"{rng.choice(LEXICON['names']['first'])} {one.split()[1]}"
    return [Value(n, path=(n,)) for n in (one, one, one, other, other, namesake, third)]


def districts(_: int, rng: random.Random) -> list[Value]:
    a, b, c, d = rng.sample(LEXICON["names"]["surname"], 4)
    names = (f"the {a} district", f"the {b} quarter")
    values = [Value(x, path=(x,)) for x in names * 2]
    for x in names:
        for street in (c, d):
            values.append(Value(f"{street} Street in {x}", path=(x, street)))
    return values


def listed(kind: str) -> Callable[[int, random.Random], list[Value]]:
    def drawn(_: int, rng: random.Random) -> list[Value]:
        return [Value(x, path=(x,)) for x in rng.sample(CLUSTERS["values"][kind], 3) for _ in range(2)]

    return drawn


def towns(_: int, rng: random.Random) -> list[Value]:
    """A town lies in its region; what is told of the region leaves the town open."""
    a, b = rng.sample(LEXICON["names"]["region"], 2)
    c, d, e = rng.sample(LEXICON["names"]["town"], 3)
    values = [Value(x, path=(x,)) for x in (a, a, b)]
    for region, town in ((a, c), (a, c), (a, d), (b, e)):
        ways = (f"{town} in {region}", f"{town}, a town in {region}", f"{region}, in the town of {town}")
        values.append(Value(rng.choice(ways), path=(region, town)))
    return values


KINDS: dict[str, Callable[[int, random.Random], list[Value]]] = {
    "count": count,
    "money": money,
    "share": share,
    "date": date,
    "person": people,
    "district": districts,
    "town": towns,
    "body": listed("body"),
    "cause": listed("cause"),
    "fault": listed("fault"),
    "days": spans((("days", 1), ("weeks", 7))),
    "years": spans((("years", 12), ("months", 1))),
    "minutes": spans((("minutes", 1), ("hours", 60))),
    "length": spans((("kilometres", 1), ("miles", 1.609), ("metres", 0.001))),
}
