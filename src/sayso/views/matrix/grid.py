"""The matrix on a terminal: rows by hypotheses where they fit, else each row with its marks below it.

Imports rich, so it is itself imported late.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.text import Text

from sayso.matrices import Cell, Hypothesis, Weighed
from sayso.views.inert import on_one_line
from sayso.views.matrix import wording
from sayso.views.matrix.order import Placed, Sort, amount, cells, companions, placed
from sayso.views.terminal import Terminal

ROWS = 40
"""Rows that are shown; the page has them all."""
WIDEST = 160
"""Columns that the matrix takes at most."""
ROOM = 26
"""Columns below which a row's words do not stand beside its marks."""
_FAINT = "bright_black"
_TONES = {
    "CC": "bold green",
    "C": "green",
    "N": _FAINT,
    "I": "red",
    "II": "bold red",
    "NA": _FAINT,
    "mixed": "bold yellow",
    "none": _FAINT,
}
_JOINTS = {"": " ", "first": "┌", "inner": "│", "last": "└"}
_JOINTS_ASCII = {"": " ", "first": "/", "inner": "|", "last": "\\"}
_HEADS: dict[Sort, str] = {"diagnosticity": "tells", "disagreement": "split", "number": "tells"}


def legend(weighed: Weighed, sort: Sort) -> str:
    """What the signs mean that occur."""
    said = cells(weighed.matrix)
    shown = [one.row.id for one in placed(weighed, sort)[:ROWS]]
    seen = {wording.mark(said.get((row, h.id), ())) for row in shown for h in weighed.matrix.hypotheses}
    told = [
        f"{mark} {words}" for mark, words in wording.MARK_WORDS.items() if any(_has(s, mark) for s in seen)
    ]
    if any(s.endswith(wording.PROPOSED) for s in seen):
        told.append(f"lower case with {wording.PROPOSED} proposed by the machine, no person has spoken")
    if wording.UNSAID in seen:
        told.append(f"{wording.UNSAID} nobody has said")
    column = (
        "how far analysts disagree" if sort == "disagreement" else "how far it tells the hypotheses apart"
    )
    return f"{_HEADS[sort]}: {column}. {'; '.join(told)}."


def _has(shown: str, mark: str) -> bool:
    return mark in shown.upper().replace(wording.PROPOSED, "").replace("…", "/").split("/")


@dataclass(frozen=True, slots=True)
class Grid:
    weighed: Weighed
    terminal: Terminal
    sort: Sort
    cells: Mapping[tuple[str, str], Sequence[Cell]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        rows = placed(self.weighed, self.sort)
        names = self.weighed.matrix.hypotheses
        first = 2 + max(len(p.row.id) for p in rows) + 2
        widths = [self._width(h, rows[:ROWS]) for h in names]
        room = min(options.max_width, WIDEST) - first - sum(widths) - 7
        if room >= ROOM:
            yield self._head(names, widths, first)
        for one in rows[:ROWS]:
            if room >= ROOM:
                yield from self._beside(console, one, widths, (first, room))
            else:
                yield from self._below(console, one, first, min(options.max_width, WIDEST))
        if len(rows) > ROWS:
            words = f"{' ' * first}… and {len(rows) - ROWS:,} more rows; --html FILE shows all."
            yield self._text((words, _FAINT))

    def _width(self, hypothesis: Hypothesis, rows: list[Placed]) -> int:
        marks = [self._mark(one, hypothesis)[0] for one in rows]
        return max(3, *map(len, (on_one_line(hypothesis.id), *marks))) + 2

    def _mark(self, one: Placed, hypothesis: Hypothesis) -> tuple[str, str]:
        found = self.cells.get((one.row.id, hypothesis.id), ())
        return wording.mark(found), _TONES[wording.tone(found)]

    def _head(self, names: tuple[Hypothesis, ...], widths: list[int], first: int) -> Text:
        heads = "".join(on_one_line(h.id).ljust(w) for h, w in zip(names, widths, strict=True))
        return self._text((f"{' ' * first}{heads}{_HEADS[self.sort]:>5}", "bold"))

    def _beside(
        self, console: Console, one: Placed, widths: list[int], columns: tuple[int, int]
    ) -> Iterator[Text]:
        """The marks, and the words on their right."""
        first, room = columns
        line = self._start(one, first)
        for hypothesis, width in zip(self.weighed.matrix.hypotheses, widths, strict=True):
            words, style = self._mark(one, hypothesis)
            line.append(self.terminal.plain(words.ljust(width)), style)
        line.append(f"{wording.number(amount(one.weight, self.sort)):>5}  ")
        inset = len(line)
        for number, told in enumerate(self._words(console, one, room)):
            yield line.append_text(told) if not number else self._under(one, inset).append_text(told)

    def _below(self, console: Console, one: Placed, first: int, width: int) -> Iterator[Text]:
        """The words, and each hypothesis with its mark under them."""
        for number, told in enumerate(self._words(console, one, width - first)):
            start = self._start(one, first) if not number else self._under(one, first)
            yield start.append_text(told)
        line = self._under(one, first)
        for name, words, style in self._marks(one):
            if len(line) + len(name) + len(words) + 1 > width:
                yield line
                line = self._under(one, first)
            line.append(f"{name} ", _FAINT).append(f"{self.terminal.plain(words)}  ", style)
        yield line

    def _marks(self, one: Placed) -> Iterator[tuple[str, str, str]]:
        for hypothesis in self.weighed.matrix.hypotheses:
            yield (on_one_line(hypothesis.id), *self._mark(one, hypothesis))
        yield _HEADS[self.sort], wording.number(amount(one.weight, self.sort)), _FAINT

    def _start(self, one: Placed, first: int) -> Text:
        joints = _JOINTS_ASCII if self.terminal.ascii_only else _JOINTS
        name = on_one_line(one.row.id)
        padding = (" " * (first - 2 - len(name)), "")
        return self._text((f"{joints[one.joint]} ", _FAINT), (name, "strike" if one.struck else ""), padding)

    def _under(self, one: Placed, columns: int) -> Text:
        joints = _JOINTS_ASCII if self.terminal.ascii_only else _JOINTS
        inner = joints["inner"] if one.joint in ("first", "inner") else " "
        return self._text((inner.ljust(columns), _FAINT))

    def _words(self, console: Console, one: Placed, room: int) -> Iterator[Text]:
        """The row in words, who says it, and what takes weight from it."""
        row = one.row
        text = self._text((wording.short(row.text, 300), "strike" if one.struck else ""))
        counts = wording.counts(one.weight, companions(self.weighed, row))
        notes = [wording.source(row), counts, wording.credibility(row, one.weight)]
        faint = " · ".join(filter(None, notes))
        doubts = "; ".join(filter(None, (wording.deceptive(row), wording.motive(row))))
        for words in (text, self._text((faint, _FAINT)), self._text((doubts, "yellow"))):
            if not words.plain:
                continue
            for line in words.wrap(console, max(10, room), overflow="fold"):
                line.rstrip()
                yield line

    def _text(self, *parts: tuple[str, str]) -> Text:
        text = Text()
        for words, style in parts:
            text.append(self.terminal.plain(words), style=style)
        return text
