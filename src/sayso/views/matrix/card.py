"""A question weighed as a page or a report tells it: words ready to be shown, and the place each leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.matrices import Cell, Fare, Hypothesis, Matrix, Quote, Row, Weighed
from sayso.views.inert import on_one_line
from sayso.views.matrix import deeds, turning, wording
from sayso.views.matrix.bars import amount_bar, probability_bar
from sayso.views.matrix.order import SORTS, Placed, Sort, companions, has_disputes, placed
from sayso.views.matrix.sheet import Sheet

SHORT = 12
"""Digits of the question's id that are shown."""
TONE_NAMES = {"none": "unsaid", "mixed": "mixed"}


@dataclass(frozen=True, slots=True)
class FareLine:
    key: str
    id: str
    text: str
    likely: str
    bands: str
    rank: str
    against: str
    """Inconsistency and place, for a table."""
    prior: str
    bar: str
    """SVG."""


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
    quotes: tuple[QuoteLine, ...]
    claim: str
    """Id, for `sayso trace`; "" where it is none."""
    why: str
    weighed: str
    diagnosticity: str
    spread: str
    bar: str
    """SVG of the diagnosticity."""
    misled: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows in one order."""

    sort: Sort
    words: str
    rows: tuple[RowLine, ...]
    has_spread: bool
    """Whether analysts disagree on any."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Another state of the question beside the one shown."""

    title: str
    lines: tuple[str, ...]
    names: tuple[str, str]
    places: tuple[tuple[str, str, bool], ...]
    """Of each place in the order: what stood there, what stands there, and whether that is another."""
    change: str
    """In a sentence: who leads then."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list; `keys` lead to rows."""

    words: str
    more: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    who: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    question: str
    id: str
    short_id: str
    summary: tuple[str, ...]
    changed: str
    answer: str
    is_answered: bool
    leader: str
    """Its id and words; "" where there is none."""
    ranged: str
    readings: str
    reasons: tuple[str, ...]
    outcome: str
    asides: tuple[Aside, ...]
    fares: tuple[FareLine, ...]
    """Most probable first."""
    columns: tuple[FareLine, ...]
    """The same in the order in which they were stated, as the matrix has them."""
    lists: tuple[Listed, ...]
    carrying: tuple[RowLine, ...]
    turns: tuple[Item, ...]
    turning: str
    staged: tuple[Item, ...]
    suspect: tuple[Item, ...]
    sought: tuple[Item, ...]
    disputes: tuple[Item, ...]
    unfilled: str
    assumptions: tuple[Item, ...]
    misled: tuple[Item, ...]
    deeds: tuple[Deed, ...]
    explained: tuple[str, ...]
    """How it was weighed, in paragraphs."""
    key: str
    """What the signs in the matrix mean."""
    method: str


def card(sheet: Sheet, sort: Sort = "diagnosticity") -> Card:
    """`sort` is the order that comes first."""
    weighed = sheet.weighed
    matrix = weighed.matrix
    keys = {row.id: f"r{n}" for n, row in enumerate(matrix.rows, 1)}
    lists = tuple(_lists(weighed, keys, sort))
    lines = {line.key: line for line in lists[0].rows} if lists else {}
    return Card(
        question=wording.question(matrix),
        id=on_one_line(matrix.question),
        short_id=on_one_line(matrix.question)[:SHORT],
        summary=wording.summary(weighed),
        changed=deeds.moment(matrix.changed) if matrix.changed else "",
        answer=wording.answer(weighed),
        is_answered=wording.is_answered(weighed),
        leader=wording.leader(weighed),
        ranged=wording.ranged(weighed),
        readings=wording.readings(weighed),
        reasons=wording.reasons(weighed),
        outcome=wording.outcome(matrix),
        asides=tuple(_asides(sheet)),
        fares=tuple(_fare(matrix, *pair) for pair in wording.fares(weighed)),
        columns=tuple(_fare(matrix, *pair) for pair in wording.stated(weighed)),
        lists=lists,
        carrying=tuple(lines[keys[row]] for row in weighed.carrying if row in keys),
        turns=tuple(_item(keys, turning.turn(t), "", t.rows) for t in weighed.turns),
        turning=turning.turning(weighed),
        staged=tuple(_item(keys, turning.staged(s), "", s.rows) for s in weighed.staged),
        suspect=tuple(
            _item(keys, f"“{wording.short(row.text)}”", why, (row.id,))
            for row, why in turning.suspect(weighed)
        ),
        sought=tuple(Item(wording.told(s.text), turning.telling(s)) for s in weighed.sought),
        disputes=tuple(_item(keys, turning.dispute(d), "", (d.row,)) for d in weighed.disputes),
        unfilled=wording.unfilled(weighed),
        assumptions=tuple(
            Item(wording.assumption(a), on_one_line(a.id), state=a.standing) for a in matrix.assumptions
        ),
        misled=tuple(_misled(weighed, keys)),
        deeds=tuple(
            Deed(deeds.actor(e), deeds.moment(e.made), wording.sentence(deeds.deed(e))) for e in sheet.history
        ),
        explained=wording.EXPLAINED,
        key=wording.key(),
        method=on_one_line(weighed.method),
    )


def _fare(matrix: Matrix, hypothesis: Hypothesis, fare: Fare) -> FareLine:
    return FareLine(
        f"h{matrix.hypotheses.index(hypothesis) + 1}",
        on_one_line(hypothesis.id),
        on_one_line(hypothesis.text),
        wording.likely(fare),
        wording.bands(fare),
        wording.rank(fare),
        f"{wording.number(fare.inconsistency)} (rank {fare.rank})",
        wording.prior(hypothesis),
        probability_bar(fare),
    )


def _item(keys: Mapping[str, str], words: str, why: str, rows: Sequence[str]) -> Item:
    return Item(words, wording.sentence(wording.capital(why)), _led(keys, *rows))


def _led(keys: Mapping[str, str], *rows: str) -> tuple[tuple[str, str], ...]:
    return tuple((on_one_line(row), keys[row]) for row in rows if row in keys)


def _asides(sheet: Sheet) -> Iterator[Aside]:
    if (found := sheet.supposed) is not None:
        rows = {row.id: row for row in found.before.matrix.rows}
        lines = tuple(f"If {deeds.supposition(e, rows)}" for e in found.entries)
        title = "What if; nothing of this is kept"
        yield _beside(title, lines, ("as it is", "what if"), (found.before, sheet.weighed))
    if (since := sheet.since) is not None:
        lines = tuple(map(wording.told, since.changes)) or ("Nothing has changed.",)
        title = f"What changed since {wording.date(since.date)}"
        yield _beside(title, lines, ("then", "now"), (since.before, sheet.weighed))


def _beside(
    title: str, lines: tuple[str, ...], names: tuple[str, str], states: tuple[Weighed, Weighed]
) -> Aside:
    return Aside(title, lines, names, turning.beside(*states), turning.lead_change(*states))


def _misled(weighed: Weighed, keys: Mapping[str, str]) -> Iterator[Item]:
    for row, is_said in turning.misled(weighed):
        said = "An analyst says so." if is_said else "It pointed away from what turned out."
        yield Item(f"“{wording.short(row.text)}”", said, _led(keys, row.id))


def _lists(weighed: Weighed, keys: Mapping[str, str], first: Sort) -> Iterator[Listed]:
    if not weighed.matrix.rows:
        return
    words = {
        "diagnosticity": "how far a row tells the hypotheses apart",
        "disagreement": "how far analysts disagree",
        "number": "number",
    }
    for sort in (first, *(s for s in SORTS if s != first)):
        if sort == "disagreement" and not has_disputes(weighed) and sort != first:
            continue
        order = placed(weighed, sort)
        yield Listed(
            sort, words[sort], tuple(_row(weighed, keys, one) for one in order), has_disputes(weighed)
        )


def _row(weighed: Weighed, keys: Mapping[str, str], one: Placed) -> RowLine:
    row, weight = one.row, one.weight
    key = keys[row.id]
    others = companions(weighed, row)
    most = max((w.diagnosticity for w in weighed.rows), default=0.0)
    cells = tuple(_cell(weighed, row, h, f"{key}-{n}") for n, h in enumerate(weighed.matrix.hypotheses, 1))
    return RowLine(
        key=key,
        id=on_one_line(row.id),
        kind=wording.KINDS[row.kind],
        text=on_one_line(row.text),
        short=wording.short(row.text, 160),
        joint=one.joint,
        struck=one.struck,
        marks=tuple(_mark(weighed, row, h, f"{key}-{n}") for n, h in enumerate(weighed.matrix.hypotheses, 1)),
        cells=cells,
        source=wording.source(row),
        origin=wording.origin(row),
        counts=wording.counts(weight, others),
        doubts="; ".join(filter(None, (wording.deceptive(row), wording.motive(row)))),
        credibility=wording.credibility(row),
        quotes=tuple(map(_quote, row.quotes)),
        claim=on_one_line(row.ref or ""),
        why=wording.sentence(wording.capital(row.why)),
        weighed=wording.told(weight.why),
        diagnosticity=wording.number(weight.diagnosticity),
        spread=wording.number(weight.spread),
        bar=amount_bar(weight.diagnosticity, most),
        misled=row.misled,
    )


def _mark(weighed: Weighed, row: Row, hypothesis: Hypothesis, key: str) -> Mark:
    cells = weighed.matrix.of(row.id, hypothesis.id)
    tone = wording.tone(cells)
    proposed = bool(cells) and all(c.is_proposed for c in cells)
    return Mark(key, wording.mark(cells), wording.mark_words(cells), TONE_NAMES.get(tone, tone), proposed)


def _cell(weighed: Weighed, row: Row, hypothesis: Hypothesis, key: str) -> CellLine:
    cells = weighed.matrix.of(row.id, hypothesis.id)
    weight = next((w for w in weighed.rows if w.row == row.id), None)
    ratio = weight.ratios.get(hypothesis.id) if weight else None
    return CellLine(
        key,
        on_one_line(row.id),
        on_one_line(hypothesis.id),
        wording.short(hypothesis.text, 100),
        wording.mark_words(cells),
        tuple(map(_said, sorted(cells, key=lambda c: c.is_proposed))),
        wording.ratio_words(ratio) if ratio is not None else "",
    )


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
