"""Rows as a page tells them: words ready to be shown, each cell with who says it and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.matrices import Cell, Hypothesis, Quote, Weighed
from sayso.views.inert import on_one_line
from sayso.views.matrix import deeds, wording
from sayso.views.matrix.bars import amount_bar
from sayso.views.matrix.order import Placed, cells, companions

TONE_NAMES = {"none": "unsaid", "mixed": "mixed"}


@dataclass(frozen=True, slots=True)
class Mark:
    key: str
    """Of the words that it opens."""
    shown: str
    words: str
    tone: str
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What one analyst says of a cell."""

    who: str
    mark: str
    words: str
    why: str
    made: str
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class CellLine:
    key: str
    row: str
    hypothesis: str
    short: str
    words: str
    said: tuple[Said, ...]
    ratio: str


@dataclass(frozen=True, slots=True)
class QuoteLine:
    text: str
    by: str
    address: str
    link: str | None
    """The address, where following it is safe: never `javascript:` and the like."""


@dataclass(frozen=True, slots=True)
class RowLine:
    key: str
    id: str
    kind: str
    text: str
    short: str
    joint: str
    struck: bool
    marks: tuple[Mark, ...]
    cells: tuple[CellLine, ...]
    source: str
    origin: str
    counts: str
    doubts: str
    credibility: str
    proposal: str
    quotes: tuple[QuoteLine, ...]
    claim: str
    """Id, for `sayso trace`; "" where it is none."""
    why: str
    reasons: tuple[tuple[str, str, str], ...]
    """Marks with the one reason somebody gave for them: "H1 CC, H3 II", who, why."""
    weighed: str
    diagnosticity: str
    spread: str
    bar: str
    """SVG of the diagnosticity."""
    misled: bool


class Rows:
    """The rows of a question: each is made once, whatever the orders in which it stands."""

    def __init__(self, weighed: Weighed) -> None:
        self._weighed = weighed
        self._cells = cells(weighed.matrix)
        self._most = max((w.diagnosticity for w in weighed.rows), default=0.0)
        self._made: dict[str, RowLine] = {}
        self.keys = {row.id: f"r{n}" for n, row in enumerate(weighed.matrix.rows, 1)}
        """Of each row's place in the page, by its id."""

    def line(self, one: Placed) -> RowLine:
        if one.row.id not in self._made:
            self._made[one.row.id] = self._line(one)
        return replace(self._made[one.row.id], joint=one.joint)

    def led(self, *rows: str) -> tuple[tuple[str, str], ...]:
        """Ids and where they lead."""
        return tuple((on_one_line(row), self.keys[row]) for row in rows if row in self.keys)

    def _line(self, one: Placed) -> RowLine:
        row, weight = one.row, one.weight
        key = self.keys[row.id]
        names = [(h, f"{key}-{n}") for n, h in enumerate(self._weighed.matrix.hypotheses, 1)]
        said = tuple(self._cell(one, h, at) for h, at in names)
        return RowLine(
            key=key,
            id=on_one_line(row.id),
            kind=wording.KINDS[row.kind],
            text=on_one_line(row.text),
            short=wording.short(row.text, 160),
            joint=one.joint,
            struck=one.struck,
            marks=tuple(_mark(self._cells.get((row.id, h.id), ()), at) for h, at in names),
            cells=said,
            source=wording.source(row),
            origin=wording.origin(row),
            counts=wording.counts(weight, companions(self._weighed, row)),
            doubts="; ".join(filter(None, (wording.deceptive(row), wording.motive(row)))),
            credibility=wording.credibility(row, weight),
            proposal=wording.proposal(row),
            quotes=tuple(map(_quote, row.quotes)),
            claim=on_one_line(row.ref or ""),
            why=wording.sentence(wording.capital(row.why)),
            reasons=tuple(_reasons(said)),
            weighed=wording.told(weight.why),
            diagnosticity=wording.number(weight.diagnosticity),
            spread=wording.number(weight.spread),
            bar=amount_bar(weight.diagnosticity, self._most),
            misled=row.misled,
        )

    def _cell(self, one: Placed, hypothesis: Hypothesis, key: str) -> CellLine:
        found = self._cells.get((one.row.id, hypothesis.id), ())
        ratio = one.weight.ratios.get(hypothesis.id)
        return CellLine(
            key,
            on_one_line(one.row.id),
            on_one_line(hypothesis.id),
            wording.short(hypothesis.text, 100),
            wording.mark_words(found),
            tuple(map(_said, sorted(found, key=lambda c: c.is_proposed))),
            wording.ratio_words(ratio) if ratio is not None else "",
        )


def _mark(found: Sequence[Cell], key: str) -> Mark:
    tone = wording.tone(found)
    proposed = bool(found) and all(c.is_proposed for c in found)
    return Mark(key, wording.mark(found), wording.mark_words(found), TONE_NAMES.get(tone, tone), proposed)


def _reasons(cells: Sequence[CellLine]) -> Iterator[tuple[str, str, str]]:
    marks: dict[tuple[str, str], list[str]] = {}
    for line in cells:
        for said in line.said:
            if said.why:
                marks.setdefault((said.who, said.why), []).append(f"{line.hypothesis} {said.mark}")
    for (who, why), given in marks.items():
        yield ", ".join(given), who, why


def _said(cell: Cell) -> Said:
    name = "the machine proposes" if cell.is_proposed else wording.who(cell.who)
    return Said(
        name,
        cell.mark,
        wording.MARK_WORDS[cell.mark],
        on_one_line(cell.why),
        deeds.moment(cell.made),
        cell.is_proposed,
    )


def _quote(quote: Quote) -> QuoteLine:
    address = quote.address
    link = address if address.startswith(("http://", "https://")) else None
    return QuoteLine(on_one_line(quote.text), wording.short(quote.by), on_one_line(address), link)
