"""Times: expressions of time in the text, as EDTF (ISO 8601-2), read against the day of publication.

    text ─patterns→ match ─doubtful?→ values, relative → Value ⇒ Time

No year is invented: "1 August" without a publication date is "XXXX-08-01". Linear in the length of the text.
"""

from __future__ import annotations

import re

from sayso.claims.times import relative, values
from sayso.claims.times.calendar import Published
from sayso.claims.times.doubtful import doubtful
from sayso.claims.times.patterns import TIME
from sayso.claims.times.values import Context, Value, Way
from sayso.types import Span, Time, Unplaced

__all__ = ["find"]

_NAMES = """
    iso dayspan mdayspan daymonth monthday monthspan month numeric yearspan decade century quarter season
    weekday dayword weekend vague year
"""
_COUNTING = {"ago": relative.ago, "relative": relative.relative, "clock": relative.clock}
_WAYS: dict[str, Way] = {name: getattr(values, name) for name in _NAMES.split()} | _COUNTING
_BESIDE = re.compile(
    r",?\s?(?:on|of|at|in the (?:morning|afternoon|evening) of|by|local time|local|\()?,?\s?(?:on|at)?\s?"
)
_FAR = 30
_NO_DAY = "a time of day; its day is not told"


def find(text: str, published: str | None) -> tuple[list[Time], list[Unplaced]]:
    """Every expression of time in the text, in order; those that tell no date say why, and are unplaced too.

    `published` is EDTF, as `Document.published`.
    """
    ctx = Context(text, Published.of(published))
    found: list[Time] = []
    at = 0
    while match := TIME.search(text, at):
        value = None if doubtful(match, text) else _WAYS[match.lastgroup or _way(match)](match, ctx)
        # A rejected match costs its first word only: "May 2015" may still hold "2015".
        at = match.end() if value else _next(text, match)
        if value:
            _remember(ctx, value)
            found.append(Time(Span(*match.span()), value.edtf, value.precision, value.why))
    found = _with_days(ctx, found)
    return found, [_unplaced(text, time) for time in found if time.value is None]


def _way(match: re.Match[str]) -> str:
    return next(name for name in _WAYS if match[name] is not None)


def _next(text: str, match: re.Match[str]) -> int:
    at = match.start() + 1
    while at < match.end() and text[at].isalnum():
        at += 1
    return at


def _remember(ctx: Context, value: Value) -> None:
    if value.precision == "day" and values.full_day(value.edtf):
        ctx.last_day = value.edtf


def _unplaced(text: str, time: Time) -> Unplaced:
    return Unplaced("time", text[time.span.start : time.span.end], time.why or "tells no date", time.span)


def _with_days(ctx: Context, found: list[Time]) -> list[Time]:
    """Times of day made one with the day that stands beside them: EDTF has no time without its day."""
    done: list[Time] = []
    for time in found:
        before = done[-1] if done else None
        if before and _is_clock(before) != _is_clock(time) and _beside(ctx, before, time):
            done[-1] = _joined(before, time)
        else:
            done.append(time)
    return [_alone(ctx, t) if _is_clock(t) else t for t in done]


def _is_clock(time: Time) -> bool:
    return (time.value or "").startswith("T")


def _beside(ctx: Context, a: Time, b: Time) -> bool:
    dated = b if _is_clock(a) else a
    if dated.precision != "day" or b.span.start - a.span.end > _FAR:
        return False
    return _BESIDE.fullmatch(ctx.text, a.span.end, b.span.start) is not None


def _joined(a: Time, b: Time) -> Time:
    clock, dated = (a, b) if _is_clock(a) else (b, a)
    span = Span(a.span.start, b.span.end)
    value = f"{dated.value}{clock.value}" if values.full_day(dated.value) else None
    return Time(span, value, "time", dated.why if value is None else None)


def _alone(ctx: Context, clock: Time) -> Time:
    """ "0800 UTC" in a report is of its day; without a day of publication there is none to take."""
    today = ctx.published.day
    if today is None:
        return Time(clock.span, None, "time", _NO_DAY)
    return Time(
        clock.span,
        f"{today.isoformat()}{clock.value}",
        "time",
        "no day is named: that of publication is taken",
    )
