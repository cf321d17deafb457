"""Conflicting values that were settled: as a person reads them, and as lines of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sayso.settlements import Option, Settlement, Source
from sayso.types import Json
from sayso.views.inert import on_one_line
from sayso.views.record import Record

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType

    from sayso.views.terminal import Terminal, Words
    from sayso.weighing.statements import Spellings
    from sayso.weighing.truths import Truths

FAINT = "bright_black"
BAR = 20
"""Cells of a bar from 0 to 1."""
SHORT = 10
"""Of a source's, where the terminal is too narrow for its name."""
NAME = 36
"""Most columns of a source's name."""
OPTIONS = 4
"""Of an object that are shown."""
REASONS = 1000
"""Most contested objects that carry their reason in JSON: each is worked out when it is asked for."""


class Told(NamedTuple):
    """A settlement, and what else is known of what it was made from."""

    settlement: Settlement
    spellings: Spellings | None = None
    truths: Truths | None = None
    question: str | None = None


def records(told: Told) -> Iterator[Record]:
    """An object's options, best first, each a record; then the values that count for nothing; then one of
    sources and groups."""
    about: Record = {} if told.question is None else {"question": told.question}
    contested = {one[0].object for one in most_contested(told.settlement, REASONS)}
    before = None
    for one in told.settlement.options:
        why = one.object in contested and one.object != before
        yield {**about, **_option(one, told.spellings), **(_why(told.settlement, one.object) if why else {})}
        before = one.object
    for object, value in told.spellings.left if told.spellings else ():
        yield {**about, "object": object, "value": value, "probability": 0.0, "sources": 0}
    yield {**about, **_closing(told)}


def _option(one: Option, spellings: Spellings | None) -> Record:
    made: Record = {
        "object": one.object,
        "value": one.value,
        "probability": _rounded(one.probability),
        "sources": one.sources,
        "independent": round(one.independent, 3),
    }
    if spellings and (also := spellings.of(one.object, one.value)):
        made["also"] = list(also)
    return made


def _why(settlement: Settlement, object: str) -> Record:
    note = settlement.notes.get(object)
    return {"why": note} if note else {}


def _rounded(value: float) -> float:
    """Six digits, cut and not rounded: shares of an object must not sum to more than 1."""
    return int(value * 1e6) / 1e6


def _closing(told: Told) -> Record:
    settlement = told.settlement
    sources: dict[str, Json] = {
        one.source: {
            "reliability": _rounded(one.reliability),
            "low": _rounded(one.low),
            "high": _rounded(one.high),
            "statements": one.statements,
            "copied": _rounded(one.copied),
        }
        for one in settlement.sources
    }
    groups: list[Json] = [
        {"sources": list(one.sources), "probability": _rounded(one.probability), "why": one.why}
        for one in settlement.groups
    ]
    made: Record = {"sources": sources, "groups": groups, "method": settlement.method}
    if told.truths:
        found = told.truths
        made["truth"] = {
            "objects": found.objects,
            "right": found.right,
            "expected": round(found.mean * found.objects, 3),
            "brier": round(found.brier, 6),
        }
    return made


def most_contested(settlement: Settlement, most: int) -> list[list[Option]]:
    """Options of the objects that have several, those first whose first option is least likely."""
    objects = [list(group) for _, group in groupby(settlement.options, key=lambda one: one.object)]
    several = [options for options in objects if len(options) > 1]
    return sorted(several, key=lambda options: options[0].probability)[:most]


def lines(told: Told, most: int, terminal: Terminal) -> Iterator[RenderableType]:
    """Contested objects, sources and groups, at most so many of each."""
    settlement = told.settlement
    yield terminal.rule("━", told.question or "Settled")
    yield terminal.say(*_head(told))
    yield from _objects(told, most, terminal)
    yield from _sources(settlement.sources, most, terminal)
    yield from _groups(settlement, most, terminal)
    yield terminal.say("")


def _head(told: Told) -> Iterator[Words]:
    settlement = told.settlement
    objects, options, statements = _counts(settlement.options)
    counts = [_many(statements, "statement"), _many(objects, "object"), _many(options, "value")]
    if settlement.sources:
        counts.insert(1, _many(len(settlement.sources), "source"))
    yield " · ".join(counts)
    yield (f" · {settlement.method}", FAINT)
    if told.truths and not told.truths.objects:
        yield ("\nNone of the objects has a true value in the file.", "yellow")
    elif told.truths:
        right, known, mean = told.truths.right, told.truths.objects, told.truths.mean
        share = f"{right:,} of {known:,} ({right / known:.1%})"
        yield (f"\nRight: {share}; by its own probabilities {mean:.1%} should be.", "bold")


def _counts(options: Iterable[Option]) -> tuple[int, int, int]:
    objects = values = statements = 0
    before = None
    for one in options:
        objects += one.object != before
        values, statements, before = values + 1, statements + one.sources, one.object
    return objects, values, statements


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s'[: count != 1]}"


def _objects(told: Told, most: int, terminal: Terminal) -> Iterator[RenderableType]:
    settlement = told.settlement
    shown = most_contested(settlement, most)
    if not shown:
        yield terminal.say("All who state a value state the same.")
        # What all agree on is still an answer.
        shown = [list(g) for _, g in groupby(settlement.options, key=lambda one: one.object)][:most]
    else:
        yield terminal.rule("─", "Most contested")
    for options in shown:
        yield terminal.say((on_one_line(options[0].object), "bold"))
        for number, one in enumerate(options[:OPTIONS]):
            yield _option_line(one, told.spellings, terminal, best=number == 0)
        if len(options) > OPTIONS:
            yield terminal.say((f"and {len(options) - OPTIONS:,} more", FAINT), columns=_MARGIN)
        if note := settlement.notes.get(options[0].object):
            yield terminal.say((on_one_line(note), FAINT), columns=4)


_MARGIN = BAR + 10


def _option_line(
    one: Option, spellings: Spellings | None, terminal: Terminal, *, best: bool
) -> RenderableType:
    filled = round(one.probability * BAR)
    bar = "█" * filled + "·" * (BAR - filled)
    parts: list[Words] = [(on_one_line(one.value), "bold" if best else "")]
    counted = _many(one.sources, "source")
    if one.sources - one.independent >= 0.05:
        counted += f" that amount to {one.independent:.1f}"
    parts.append((f"  {counted}", FAINT))
    if spellings and (also := spellings.of(one.object, one.value)):
        parts.append((f", also written {', '.join(map(on_one_line, also[:3]))}", FAINT))
    return terminal.say(*parts, margin=f"  {bar}{_chance(one.probability):>6}", columns=_MARGIN)


def _chance(chance: float) -> str:
    """Never certainty, of which there is none here."""
    return ">0.99" if chance > 0.99 else "<0.01" if chance < 0.01 else f"{chance:.2f}"


def _sources(sources: Sequence[Source], most: int, terminal: Terminal) -> Iterator[RenderableType]:
    if not sources:
        return
    yield terminal.rule("─", "Sources, with the 90 % interval of how reliable they are")
    shown: Sequence[Source | None] = sources
    if len(sources) > most:
        half = max(1, most // 2)
        shown = [*sources[: most - half], None, *sources[-half:]]
    yield _Sources(shown, len(sources) - most, terminal)


@dataclass(frozen=True, slots=True)
class _Sources:
    """A line each, as long as the terminal is wide; None stands for those between."""

    shown: Sequence[Source | None]
    between: int
    terminal: Terminal

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        from sayso.views.terminal import MAX_COLUMNS

        given = [one for one in self.shown if one]
        longest = min(NAME, max(len(on_one_line(one.source)) for one in given))
        figures = max(sum(len(words) for words, _ in _figures(one)) for one in given)
        room = min(options.max_width, MAX_COLUMNS) - figures - 4
        cells = BAR if room - BAR >= longest else SHORT
        width = min(longest, max(SHORT, room - cells))
        for one in self.shown:
            if one is None:
                yield self.terminal.say((f"  … {self.between:,} between", FAINT))
                continue
            name = on_one_line(one.source)
            name = name if len(name) <= width else name[: width - 1] + "…"
            bar = (interval(one, cells), "cyan")
            yield self.terminal.say(f"  {name:<{width}}  ", bar, *_figures(one))


def _figures(one: Source) -> Iterator[tuple[str, str]]:
    yield (f"{_chance(one.reliability):>7}", "")
    yield (f"  {one.low:4.2f}–{one.high:4.2f}  {_many(one.statements, 'statement')}", FAINT)
    if one.copied >= 0.05:
        yield (f", {one.copied:.0%} copied", "yellow")


def interval(one: Source, cells: int = BAR) -> str:
    """From 0 to 1: the interval as a stroke, the mean on it."""

    def cell(value: float) -> int:
        return min(cells - 1, int(value * cells))

    low, high, mean = cell(one.low), cell(one.high), cell(one.reliability)
    mark: Callable[[int], str] = lambda n: "█" if n == mean else "━" if low <= n <= high else "·"  # noqa: E731
    return "".join(map(mark, range(cells)))


def _groups(settlement: Settlement, most: int, terminal: Terminal) -> Iterator[RenderableType]:
    if not settlement.groups:
        return
    yield terminal.rule("─", "Sources that count as one")
    for one in settlement.groups[:most]:
        names = ", ".join(map(on_one_line, one.sources[:12]))
        more = f" and {len(one.sources) - 12:,} more" if len(one.sources) > 12 else ""
        yield terminal.say((names + more, "bold"), margin=f"  {_chance(one.probability):>5}", columns=9)
        yield terminal.say((on_one_line(one.why), FAINT), columns=9)
    if len(settlement.groups) > most:
        yield terminal.say((f"  and {len(settlement.groups) - most:,} more groups", FAINT))
