"""Times that count from another: "three days ago", "last week", "the following month", "8:30 a.m."."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.claims.times import calendar as cal
from sayso.claims.times.values import COUNTS, UNKNOWN_DAY, Context, Value, full_day
from sayso.types import Precision

_PRECISION: dict[str, Precision] = {
    "second": "time", "minute": "time", "hour": "time", "day": "day", "week": "week", "weekend": "interval",
    "month": "month", "quarter": "quarter", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip
_NOT_TOLD = "how many is not told"
_NO_ANCHOR = "counted from a time that the text does not date"
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::(\d\d))?\s?([ap])?")
_MONTHLESS = {"quarter", "weekend", "second", "minute", "hour"}


def unit(text: str) -> str:
    word = text.lower()
    return "century" if word.startswith("centur") else word.removesuffix("s")


def ago(m: re.Match[str], ctx: Context) -> Value | None:
    """ "ago" counts from the publication; "earlier" and "later" from the day that was named before."""
    count, of = _count(m["ag_n"]), unit(m["ag_u"])
    precision = _PRECISION[of]
    if count is None:
        return Value(None, precision, _NOT_TOLD)
    direction = 1 if m["ag_w"] in {"later", "hence", "from now", "afterwards"} else -1
    from_now = m["ag_w"] in {"ago", "hence", "from now"}
    anchor = ctx.published.day if from_now else full_day(ctx.last_day)
    if anchor is None and from_now and of in {"year", "decade"} and ctx.published.year:
        anchor = date(ctx.published.year, 7, 1)
    if anchor is None:
        return Value(None, precision, UNKNOWN_DAY if from_now else _NO_ANCHOR)
    if of in {"second", "minute", "hour"}:
        return _hours(anchor, count, of)
    value = cal.shift(anchor, direction * count, of) if of not in _MONTHLESS else None
    return Value(value, precision, None if from_now else f"counted from {ctx.last_day}, named before")


def _hours(anchor: date, count: int, of: str) -> Value:
    if of == "hour" and count >= 24:
        return Value(cal.shift(anchor, -(count // 24), "day"), "day")
    return Value(None, "time", "the hour of publication is not known")


def _count(text: str) -> int | None:
    word = text.lower()
    return int(word) if word.isdecimal() else COUNTS.get(word)


def relative(m: re.Match[str], ctx: Context) -> Value | None:
    which, of = m["re_w"].lower().removeprefix("this "), unit(m["re_u"])
    if m["re_n"]:
        return _stretch(m, ctx, which, of)
    if of in {"second", "minute", "hour"} or (of == "day" and which in {"past", "current", "last", "coming"}):
        return None
    if which in {"same", "the same", "that", "following", "previous"}:
        return _named_before(ctx, which, of)
    step = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}[which]
    value, stage = _beside(ctx, step, of), (m["re_stage"] or "").strip()
    if value is None:
        return Value(None, _PRECISION[of], UNKNOWN_DAY)
    # EDTF has "approximately" for "early last year", but "earlier this year" leaves the year as it is.
    within = stage.lower() in {"", "earlier", "later"} or "/" in value
    return Value(value if within else f"{value}~", _PRECISION[of], f"“{stage}” of it" if stage else None)


def _beside(ctx: Context, step: int, of: str) -> str | None:
    """The week, month or year that is so many from that of publication."""
    year, number, today = ctx.published.year, ctx.published.month, ctx.published.day
    if year and of in {"year", "decade", "century"}:
        digits = {"year": 4, "decade": 3, "century": 2}[of]
        return f"{year // 10 ** (4 - digits) + step:0{digits}}" + "X" * (4 - digits)
    if year and number and of == "month":
        return cal.month(*cal.back_months(year, number, -step))
    if year and number and of == "quarter":
        index = year * 4 + (number - 1) // 3 + step
        return f"{index // 4:04}-{cal.QUARTER_CODE + index % 4 + 1}"
    if today is None:
        return None
    return cal.weekend(today + timedelta(days=7 * step)) if of == "weekend" else cal.shift(today, step, of)


def _named_before(ctx: Context, which: str, of: str) -> Value:
    """ "the same day", "the following week": counted from the last day that the text names."""
    anchor = full_day(ctx.last_day)
    if anchor is None or of in _MONTHLESS:
        return Value(None, _PRECISION[of], _NO_ANCHOR)
    step = {"following": 1, "previous": -1}.get(which, 0)
    return Value(cal.shift(anchor, step, of), _PRECISION[of], f"counted from {ctx.last_day}, named before")


def _stretch(m: re.Match[str], ctx: Context, which: str, of: str) -> Value | None:
    """ "the past three weeks" as an interval that ends, or begins, with the publication."""
    count, today = _count(m["re_n"]), ctx.published.day
    if which not in {"last", "past", "previous", "next", "coming", "following"} or of in _MONTHLESS:
        return None
    if count is None:
        return Value(None, "interval", _NOT_TOLD)
    if today is None or of == "century":
        return Value(None, "interval", UNKNOWN_DAY)
    sign = 1 if which in {"next", "coming", "following"} else -1
    other = _other_end(today, sign * count, of)
    if other is None:
        return Value(None, "interval", "beyond the calendar")
    return Value(cal.interval(*sorted([today, other])), "interval")


def _other_end(today: date, count: int, of: str) -> date | None:
    days = {"day": 1, "week": 7}.get(of)
    try:
        if days:
            return today + timedelta(days=days * count)
        months = {"month": 1, "year": 12, "decade": 120}[of] * count
        year, number = cal.back_months(today.year, today.month, -months)
        return date(year, number, min(today.day, 28))
    except (ValueError, OverflowError):
        return None


def clock(m: re.Match[str], ctx: Context) -> Value | None:
    """The time of day alone, "T08:30:00"; `find` puts the day before it where one stands beside."""
    text = m[0].lower()
    zone = "Z" if "gmt" in text or "utc" in text else ""
    named = {"noon": 12, "midday": 12, "midnight": 0}.get(text)
    if named is not None:
        return Value(f"T{named:02}:00:00", "time")
    military = re.match(r"(\d\d)(\d\d)(?!\d)", text)
    if military:
        hour, minute, second = int(military[1]), int(military[2]), 0
    else:
        match = _CLOCK.match(text)
        if match is None:
            return None
        hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if match[4]:
            hour = hour % 12 + (12 if match[4] == "p" else 0) if hour <= 12 else 99
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Value(f"T{hour:02}:{minute:02}:{second:02}{zone}", "time")
