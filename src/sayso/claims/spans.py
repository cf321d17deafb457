"""Arithmetic of spans: half-open, in code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from sayso.types import Span, Spans


def ordered(spans: Iterable[Span]) -> Spans:
    """Sorted, with what overlaps or touches made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def minus(spans: Iterable[Span], taken: Iterable[Span]) -> Spans:
    """What of the spans is not taken."""
    out: list[Span] = []
    gone = ordered(taken)
    for start, end in ordered(spans):
        at = start
        for a, b in gone:
            if b <= at or a >= end:
                continue
            if a > at:
                out.append(Span(at, a))
            at = b
        if at < end:
            out.append(Span(at, end))
    return tuple(out)


def common(spans: Iterable[Span], window: Span) -> Spans:
    """What of the spans lies in the window."""
    cut = (Span(max(a, window.start), min(b, window.end)) for a, b in spans)
    return tuple(s for s in cut if s.start < s.end)


class Covered:
    """A set of spans that is asked often: each question takes logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = ordered(spans)
        self.starts = [s.start for s in self.spans]

    def within(self, window: Span) -> Spans:
        """What of the spans lies in the window."""
        first = max(0, bisect_right(self.starts, window.start) - 1)
        return common(self.spans[first : bisect_right(self.starts, window.end)], window)

    def covers(self, window: Span) -> bool:
        """Whether all of the window lies in them."""
        return self.within(window) == (window,)


def holds(spans: Iterable[Span], position: int) -> bool:
    """Whether the position lies in one of the spans."""
    return any(a <= position < b for a, b in spans)


def size(spans: Iterable[Span]) -> int:
    """Code points in all."""
    return sum(b - a for a, b in spans)
