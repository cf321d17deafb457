"""From a match to a value: one function for each way in which a time is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sayso.claims.times import calendar as cal
from sayso.claims.times.calendar import Published
from sayso.types import Precision

_FUTURE = re.compile(
    r"\b(?:will|won't|shall|'ll|’ll|(?:is|are|was|were) (?:to|due|set|scheduled|expected|planned)|going to|"
    r"plan(?:s|ned)? to|scheduled|until|till|deadline|upcoming|forthcoming|due|by|"
    r"starting|beginning|effective)\b[^.!?]{0,60}$"
)
_CONTEXT = 80
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"
COUNTS = {w: n for n, w in enumerate(_NUMBERS.split())} | {
    "a": 1,
    "an": 1,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}
_ORDINAL_WORDS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
"""
_ORDINALS = {w: n for n, w in enumerate(_ORDINAL_WORDS.split(), 1)}
UNKNOWN_DAY = "counted from the day of publication, which is not known"


@dataclass(frozen=True, slots=True)
class Value:
    """None as the value: the words tell no date by themselves, and `why` says what is missing."""

    edtf: str | None
    precision: Precision
    why: str | None = None


@dataclass(slots=True)
class Context:
    """What the words of a time are read against."""

    text: str
    published: Published
    last_day: str | None = None
    """The last day named before in the text, complete, as EDTF."""
    seen: list[Value] = field(default_factory=list)

    def before(self, m: re.Match[str]) -> str:
        return self.text[max(0, m.start() - _CONTEXT) : m.start()]

    def future(self, m: re.Match[str]) -> bool:
        return _FUTURE.search(self.before(m)) is not None


Way = Callable[[re.Match[str], Context], Value | None]


def _stage(value: Value, stage: str | None) -> Value:
    """ "early 2014" is within 2014, and EDTF has only "approximately" to say that it is not all of it."""
    if not stage or value.edtf is None:
        return value
    return Value(f"{value.edtf}~", value.precision, f"“{stage.strip(' -')}” of it")


def _year(m: re.Match[str], ctx: Context, name: str) -> tuple[int | None, bool]:
    """The year told with a date, and whether one is told (it may be "last year", and that not known)."""
    if m[name]:
        return int(m[name]), True
    which = m[name + "s"]
    if not which:
        return None, False
    year = ctx.published.year
    return (None if year is None else year + {"this": 0, "last": -1, "next": 1}[which]), True


def _month(name: str) -> int:
    return cal.MONTHS[name.lower()[:3]]


def iso(m: re.Match[str], ctx: Context) -> Value | None:
    text = m[0].replace(" ", "T")
    if cal.month_day(int(text[:4]), int(text[5:7]), int(text[8:10])) is None:
        return None
    if "T" not in text:
        return Value(text, "day")
    # EDTF asks for seconds.
    return Value(text if text.count(":") > 1 and len(text) > 18 else text[:16] + ":00" + text[16:], "time")


def daymonth(m: re.Match[str], ctx: Context) -> Value | None:
    return _dated(m, ctx, (m["dm_m"], m["dm_d"], "dm_y"))


def monthday(m: re.Match[str], ctx: Context) -> Value | None:
    return _dated(m, ctx, (m["md_m"], m["md_d"], "md_y"))


def _dated(m: re.Match[str], ctx: Context, parts: tuple[str, str, str]) -> Value | None:
    number, of_month = _month(parts[0]), _number(parts[1])
    year, told = _year(m, ctx, parts[2])
    why = None
    if not told:
        year = cal.year_of_month(ctx.published, number, of_month, future=ctx.future(m))
        why = "no year is told" if year is None else "the year is the publication's nearest"
    elif year is None:
        why = UNKNOWN_DAY
    value = cal.month_day(year, number, of_month)
    return Value(value, "day", why) if value else None


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def dayspan(m: re.Match[str], ctx: Context) -> Value | None:
    first = m["ds_am"] or m["ds_m"]
    return _days(m, ctx, ((first, m["ds_a"]), (m["ds_m"], m["ds_b"])), "ds_y")


def mdayspan(m: re.Match[str], ctx: Context) -> Value | None:
    last = m["ms_bm"] or m["ms_m"]
    return _days(m, ctx, ((m["ms_m"], m["ms_a"]), (last, m["ms_b"])), "ms_y")


def _days(
    m: re.Match[str], ctx: Context, ends: tuple[tuple[str, str], tuple[str, str]], own_year: str
) -> Value | None:
    year, told = _year(m, ctx, own_year)
    if not told:
        month, of_month = _month(ends[1][0]), _number(ends[1][1])
        year = cal.year_of_month(ctx.published, month, of_month, future=ctx.future(m))
    values = [cal.month_day(year, _month(name), _number(d)) for name, d in ends]
    if None in values:
        return None
    why = "no year is told" if year is None else None if told else "the year is the publication's nearest"
    return Value("/".join(v for v in values if v), "interval", why)


def monthspan(m: re.Match[str], ctx: Context) -> Value | None:
    year = int(m["mm_y"])
    first = int(m["mm_ay"]) if m["mm_ay"] else year
    a, b = cal.month(first, _month(m["mm_a"])), cal.month(year, _month(m["mm_b"]))
    return Value(f"{a}/{b}", "interval") if a < b else None


def month(m: re.Match[str], ctx: Context) -> Value | None:
    number = _month(m["mo_m"])
    year, told = _year(m, ctx, "mo_y")
    if not told:
        year = cal.year_of_month(ctx.published, number, None, future=ctx.future(m) or m["mo_which"] == "next")
        if m["mo_which"] == "last" and year is not None and ctx.published.month == number:
            year -= 1
        if m["mo_which"] == "next" and ctx.published.month == number and year is not None:
            year += 1
    why = None if told else "the year is the publication's nearest"
    return _stage(
        Value(cal.month(year, number), "month", "no year is told" if year is None else why), m["mo_stage"]
    )


def numeric(m: re.Match[str], ctx: Context) -> Value | None:
    a, b, year = (int(n) for n in re.split(r"[/.]", m[0]))
    if year < 100:
        year += 2000 if year < 50 else 1900
    if m[0].count(".") and (a > 31 or b > 12 or year < 1800):
        return None
    if a <= 12 and b <= 12 and a != b and "." not in m[0]:
        return Value(f"{year:04}-XX-XX", "day", "which of the numbers is the month is not told")
    value = cal.month_day(year, b, a) if b <= 12 else cal.month_day(year, a, b)
    return Value(value, "day") if value else None


def yearspan(m: re.Match[str], ctx: Context) -> Value | None:
    first, text = int(m["ys_a"]), m["ys_b"]
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if (
        last <= first
        or last > 2100
        or (" and " in m[0] and not ctx.before(m).rstrip().lower().endswith("between"))
    ):
        return None
    return Value(f"{first:04}/{last:04}", "interval")


def decade(m: re.Match[str], ctx: Context) -> Value | None:
    century = m["de_y"][:3] if m["de_y"] else "19" + m["de_d"][0]
    return _stage(Value(f"{century}X", "decade"), m["de_stage"] or m["de_s"])


def century(m: re.Match[str], ctx: Context) -> Value | None:
    word = m["ce_n"].lower()
    number = _ORDINALS.get(word) or _number(word)
    return Value(f"{number - 1:02}XX", "century") if 1 <= number <= 30 else None


def quarter(m: re.Match[str], ctx: Context) -> Value | None:
    name = m["qu_n"] or m["qu_q"]
    number = _ORDINALS.get(name) or _number(name)
    half = m["qu_k"] == "half"
    if half and (number > 2 or not (m["qu_y"] or m["qu_ys"])):
        return None
    year, told = _year(m, ctx, "qu_y")
    if not told and ctx.published.year and ctx.published.month:
        year = ctx.published.year - ((number - 1) * 3 + 1 > ctx.published.month and not ctx.future(m))
    code = number + (cal.HALF_CODE if half else cal.QUARTER_CODE)
    why = None if told else "the year is the publication's nearest" if year else "no year is told"
    return Value(f"{_masked(year)}-{code}", "quarter", why)


_IN_SEASON = re.compile(r"\b(?:in|of|by|since|until|during) (?:the )?$")


def season(m: re.Match[str], ctx: Context) -> Value | None:
    word, which = m["se_s"].lower(), (m["se_which"] or "").lower()
    year, told = _year(m, ctx, "se_y")
    if not told and not which and not _is_season(m, ctx, word):
        return None
    code = cal.SEASONS[word]
    if not told:
        year = cal.season_year(ctx.published, code, future=ctx.future(m) or which in {"next", "coming"})
        current = ctx.published.month and cal.season_of(ctx.published.month) == code
        year = year - 1 if year is not None and current and which in {"last", "past"} else year
    value = Value(f"{_masked(year)}-{code}", "season", "no year is told" if year is None else None)
    return _stage(value, m["se_stage"])


def _is_season(m: re.Match[str], ctx: Context, word: str) -> bool:
    """ "fall" and "spring" alone are verbs, wells and coils."""
    before = ctx.before(m) + m[0][: m.start("se_s") - m.start()]
    return word != "fall" and _IN_SEASON.search(before) is not None


def _masked(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04}"


def weekday(m: re.Match[str], ctx: Context) -> Value | None:
    number, today = cal.WEEKDAYS[m["wd_d"].lower()[:3]], ctx.published.day
    if today is None:
        return Value(None, "day", UNKNOWN_DAY)
    which, part = (m["wd_which"] or "").lower(), m["wd_part"]
    if m["wd_week"]:
        monday = today - timedelta(days=today.weekday())
        found = monday + timedelta(days=number + {"last": -7, "this": 0, "next": 7}[m["wd_week"]])
    elif which in {"next", "coming", "this"} or (ctx.future(m) and which == ""):
        found = cal.weekday(today, number, 1)
        found += timedelta(days=7 * (found == today and which == "next"))
    else:
        found = cal.weekday(today, number, -1)
        found -= timedelta(days=7 * (found == today and which == "last"))
    why = "nearest to the day of publication" + (f";{part} of that day" if part else "")
    return Value(cal.day(found), "day", why)


_DAYWORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1, "overnight": None,
             "the day before yesterday": -2, "the day after tomorrow": 2}  # fmt: skip


def dayword(m: re.Match[str], ctx: Context) -> Value | None:
    word = " ".join((m["dw_d"] or m["dw_l"]).lower().split())
    count = _DAYWORDS.get(word, 0)
    if count is None:
        return Value(None, "vague", "which night is not told")
    today = ctx.published.day
    return Value(cal.shift(today, count, "day"), "day") if today else Value(None, "day", UNKNOWN_DAY)


def year(m: re.Match[str], ctx: Context) -> Value | None:
    return _stage(_circa(Value(m["ye_y"], "year"), ctx.before(m)), m["ye_stage"])


def _circa(value: Value, before: str) -> Value:
    about = re.search(r"\b(?:about|around|circa|c\.|approximately|roughly) $", before)
    return Value(f"{value.edtf}~", value.precision, "approximate") if about else value


def weekend(m: re.Match[str], ctx: Context) -> Value | None:
    today = ctx.published.day
    if today is None:
        return Value(None, "interval", UNKNOWN_DAY)
    nearest = today if ctx.future(m) or today.weekday() > 4 else today - timedelta(days=7)
    return Value(cal.weekend(nearest), "interval")


def vague(m: re.Match[str], ctx: Context) -> Value | None:
    return Value(None, "vague", "tells no date")


def full_day(text: str | None) -> date | None:
    """The day, if the EDTF is one complete day."""
    if not text or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    return date.fromisoformat(text)
