"""A question weighed on a terminal: the answer, the hypotheses, the matrix, and what would turn it.

Imports rich, so it is itself imported late.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from sayso.matrices import Fare, Standing, Weighed
from sayso.views.inert import on_one_line
from sayso.views.matrix import deeds, turning, wording
from sayso.views.matrix.grid import Grid, legend
from sayso.views.matrix.order import Sort, cells
from sayso.views.matrix.sheet import Sheet
from sayso.views.terminal import Terminal

SHORT = 12
"""Digits of the question's id that are shown."""
FEW = 8
"""So many turns, disputes and the like are shown; the page has them all."""
BAR = 40
"""Columns of a probability's bar."""
_FAINT = "bright_black"
_SURE = {True: "bold", False: "bold yellow"}
_STANDINGS: dict[Standing, str] = {"holds": "", "challenged": "yellow", "failed": "red"}


def lines(sheet: Sheet, terminal: Terminal, *, sort: Sort = "diagnosticity") -> Iterator[RenderableType]:
    """All that a reader needs of one question."""
    shown = _Shown(sheet, terminal)
    yield from shown.head()
    yield from shown.supposed()
    yield from shown.since()
    yield from shown.hypotheses()
    yield from shown.matrix(sort)
    yield from shown.turns()
    yield from shown.staged()
    yield from shown.sought()
    yield from shown.disputes()
    yield from shown.assumptions()
    yield from shown.misled()
    yield from shown.method()


def closing(sheet: Sheet, terminal: Terminal) -> Iterator[RenderableType]:
    yield Text()
    words = "--report FILE writes what one can hand over; --html FILE shows it all as a page."
    yield terminal.say((words, _FAINT))
    if sheet.supposed is None and sheet.weighed.carrying:
        row = on_one_line(sheet.weighed.carrying[0])
        yield terminal.say((f"--planted {row} asks: what if {row} was planted, or is false?", _FAINT))


@dataclass(slots=True)
class _Shown:
    sheet: Sheet
    terminal: Terminal

    @property
    def weighed(self) -> Weighed:
        return self.sheet.weighed

    def head(self) -> Iterator[RenderableType]:
        say, weighed = self.terminal.say, self.weighed
        yield self.terminal.rule("━", wording.question(weighed.matrix))
        about = " · ".join((*wording.summary(weighed), on_one_line(weighed.matrix.question)[:SHORT]))
        yield say((about, _FAINT))
        yield Text()
        if self.sheet.supposed:
            yield say((f"{deeds.supposing(self.sheet.supposed.entries)}:", "bold magenta"))
        yield say((wording.answer(weighed), _SURE[wording.is_answered(weighed)]))
        for words in filter(None, (wording.leader(weighed), wording.ranged(weighed))):
            yield say(words)
        if readings := wording.readings(weighed):
            yield say(readings)
        for reason in wording.reasons(weighed):
            yield say(reason, margin="  · ", columns=4)
        if turned_out := wording.outcome(weighed.matrix):
            yield say((turned_out, "bold"))

    def supposed(self) -> Iterator[RenderableType]:
        if (found := self.sheet.supposed) is None:
            return
        rows = {row.id: row for row in found.before.matrix.rows}
        yield self.terminal.rule("─", "What if; nothing of this is kept")
        for entry in found.entries:
            yield self.terminal.say(deeds.supposition(entry, rows), margin="  if ", columns=5)
        yield from self._beside(found.before, ("as it is", "what if"))

    def since(self) -> Iterator[RenderableType]:
        if (found := self.sheet.since) is None:
            return
        yield self.terminal.rule("─", f"Since {wording.date(found.date)}")
        for change in found.changes or ("Nothing has changed.",):
            yield self.terminal.say(wording.told(change), margin="  · ", columns=4)
        yield from self._beside(found.before, ("then", "now"))

    def _beside(self, before: Weighed, names: tuple[str, str]) -> Iterator[RenderableType]:
        """The order then and now, a line a place."""
        places = turning.beside(before, self.weighed)
        width = max(map(len, (names[0], *(one for one, _, _ in places))))
        yield Text()
        yield self.terminal.say((f"  {names[0].ljust(width)}     {names[1]}", _FAINT))
        for one, other, moved in places:
            arrow, style = ("→", "bold") if moved else (" ", "")
            yield self.terminal.say(f"  {one.ljust(width)}  {arrow}  ", (other, style))
        yield self.terminal.say((turning.lead_change(before, self.weighed), "bold"), columns=2)

    def hypotheses(self) -> Iterator[RenderableType]:
        if not self.weighed.hypotheses:
            return
        yield self.terminal.rule("─", "How the hypotheses fare")
        for hypothesis, fare in wording.fares(self.weighed):
            margin = f"{on_one_line(hypothesis.id):>4}  "
            yield self.terminal.say((on_one_line(hypothesis.text), "bold"), margin=margin, columns=6)
            told = [wording.rank(fare), *filter(None, [wording.prior(hypothesis)])]
            yield self.terminal.say(wording.likely(fare), (f" · {' · '.join(told)}", _FAINT), columns=6)
            yield self.terminal.say(*_bar(fare), columns=6)

    def matrix(self, sort: Sort) -> Iterator[RenderableType]:
        if not self.weighed.matrix.rows:
            return
        yield self.terminal.rule("─", f"The matrix, by {sort}")
        yield Grid(self.weighed, self.terminal, sort, cells(self.weighed.matrix))
        if known := legend(self.weighed, sort):
            yield Text()
            yield self.terminal.say((known, _FAINT))
        if empty := wording.unfilled(self.weighed, FEW):
            yield self.terminal.say((empty, "yellow"))

    def turns(self) -> Iterator[RenderableType]:
        weighed = self.weighed
        if weighed.carrying:
            yield self.terminal.rule("─", "What carries it")
        texts = {row.id: row.text for row in weighed.matrix.rows}
        for row in weighed.carrying:
            words = wording.short(texts.get(row, row), 300)
            yield self.terminal.say(words, margin=f"{on_one_line(row):>4}  ", columns=6)
        if not weighed.turns and not turning.turning(weighed):
            return
        yield self.terminal.rule("─", "What would turn it")
        for found in weighed.turns[:FEW]:
            yield self._item(turning.turn(found))
        yield from self._more(len(weighed.turns))
        if said := turning.turning(weighed):
            yield self.terminal.say(said)

    def staged(self) -> Iterator[RenderableType]:
        found = turning.suspect(self.weighed)
        if not found:
            return
        yield self.terminal.rule("─", "What may have been planted, or left to be found")
        for one in self.weighed.staged[:FEW]:
            yield self._item(turning.staged(one))
        for row, why in found[:FEW]:
            yield self._item(f"{on_one_line(row.id)}, {why}: ", wording.quoted(row.text, 100))
        yield from self._more(len(found))

    def sought(self) -> Iterator[RenderableType]:
        if not self.weighed.sought:
            return
        yield self.terminal.rule("─", "What to seek, for it would tell most")
        for found in self.weighed.sought[:FEW]:
            yield self._item(wording.told(found.text), f" {turning.telling(found)}")
        yield from self._more(len(self.weighed.sought))

    def disputes(self) -> Iterator[RenderableType]:
        if not self.weighed.disputes:
            return
        yield self.terminal.rule("─", "Where analysts disagree")
        for found in self.weighed.disputes[:FEW]:
            yield self._item(turning.dispute(found))
        yield from self._more(len(self.weighed.disputes))

    def assumptions(self) -> Iterator[RenderableType]:
        if not self.weighed.matrix.assumptions:
            return
        yield self.terminal.rule("─", "Assumptions")
        for made in self.weighed.matrix.assumptions:
            words = (wording.assumption(made), _STANDINGS[made.standing])
            yield self.terminal.say(words, margin=f"{on_one_line(made.id):>4}  ", columns=6)

    def misled(self) -> Iterator[RenderableType]:
        found = turning.misled(self.weighed)
        if not found:
            return
        yield self.terminal.rule("─", "Looking back: what misled")
        for row, is_said in found:
            text, said = wording.short(row.text, 300), " (an analyst says so)" if is_said else ""
            margin = f"{on_one_line(row.id):>4}  "
            yield self.terminal.say(text, (said, _FAINT), margin=margin, columns=6)

    def method(self) -> Iterator[RenderableType]:
        yield Text()
        changed = self.weighed.matrix.changed
        last = f"Last changed {deeds.moment(changed)}. " if changed else ""
        yield self.terminal.say((f"{last}Weighed by {on_one_line(self.weighed.method)}.", _FAINT))

    def _item(self, words: str, more: str = "") -> RenderableType:
        return self.terminal.say(words, (more, _FAINT), margin="  · ", columns=4)

    def _more(self, count: int) -> Iterator[RenderableType]:
        if count > FEW:
            words = f"… and {count - FEW:,} more; --html FILE shows all."
            yield self.terminal.say((words, _FAINT), columns=4)


def _bar(fare: Fare) -> Sequence[tuple[str, str]]:
    """Up to the low end, from there to the probability, on to the high end, and what is left."""
    ends = [round(BAR * p) for p in (fare.low, fare.probability, fare.high, 1.0)]
    widths = [max(0, b - a) for a, b in zip([0, *ends[:-1]], ends, strict=True)]
    return [
        (sign * width, style)
        for sign, width, style in zip("█▓░·", widths, ("blue", "blue", "blue", _FAINT), strict=True)
    ]
