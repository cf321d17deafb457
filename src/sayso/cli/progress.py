"""A line on standard error that says how far the run is; silent where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.cli.bar import Bar


class Progress:
    """What is being done; once something is counted, how many, how fast, and how long it will take yet."""

    def __init__(self, words: str, unit: str) -> None:
        self._bar: Bar | None = None
        if sys.stderr.isatty():
            from sayso.cli.bar import Bar, terminal

            console = terminal()
            self._bar = Bar(console, words, unit) if console.is_interactive else None

    def show(self, words: str) -> None:
        if self._bar:
            self._bar.describe(words)

    def count(self, done: int, total: int | None = None) -> None:
        """`done` of `total`, or of nobody knows how many.

        The rate is that of the last half minute and starts with the first call, so that what an earlier
        run had done does not count as fast work; it starts anew where `total` changes.
        """
        if self._bar:
            self._bar.count(done, total)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """While something else is printed: both may be the same terminal."""
        self.stop()
        yield
        self.start()

    def start(self) -> None:
        if self._bar:
            self._bar.start()

    def stop(self) -> None:
        if self._bar:
            self._bar.stop()


@contextmanager
def progress(words: str, unit: str = "documents") -> Iterator[Progress]:
    """Shown from here to the block's end, then wiped away."""
    line = Progress(words, unit)
    line.start()
    try:
        yield line
    finally:
        line.stop()


def figures(done: int, total: int | None, unit: str, rate: float | None) -> str:
    """E.g. "1,200 of 100,000 documents, 35/s, 0:47:03 left"; `rate` is per second."""
    parts = [f"{done:,} of {total:,} {unit}" if total is not None else f"{done:,} {unit}"]
    if rate:
        parts.append(_speed(rate))
        if total is not None and total > done:
            parts.append(f"{_clock((total - done) / rate)} left")
    return ", ".join(parts)


def _speed(rate: float) -> str:
    if rate < 1:
        return f"{rate * 60:.2g}/min"
    return f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    return f"{f'{days} d ' if days else ''}{hours}:{minutes:02}:{seconds:02}"
