"""A question weighed as a page or a report tells it: words ready to be shown, and the place each leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.matrices import Fare, Hypothesis, Matrix, Weighed
from sayso.views.inert import on_one_line
from sayso.views.matrix import deeds, turning, wording
from sayso.views.matrix.bars import probability_bar
from sayso.views.matrix.order import SORTS, Sort, has_disputes, placed
from sayso.views.matrix.rows import RowLine, Rows
from sayso.views.matrix.sheet import Sheet

SHORT = 12
"""Digits of the question's id that are shown."""


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
    supposing: str
    """Of a what-if, to stand before its answer; else ""."""
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
    rows = Rows(weighed)
    lists = tuple(_lists(weighed, rows, sort))
    lines = {line.key: line for line in lists[0].rows} if lists else {}
    return Card(
        question=wording.question(matrix),
        id=on_one_line(matrix.question),
        short_id=on_one_line(matrix.question)[:SHORT],
        summary=wording.summary(weighed),
        changed=deeds.moment(matrix.changed) if matrix.changed else "",
        supposing=f"{deeds.supposing(sheet.supposed.entries)}:" if sheet.supposed else "",
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
        carrying=tuple(lines[key] for _, key in rows.led(*weighed.carrying)),
        turns=tuple(_item(rows, turning.turn(t), "", t.rows) for t in weighed.turns),
        turning=turning.turning(weighed),
        staged=tuple(_item(rows, turning.staged(s), "", s.rows) for s in weighed.staged),
        suspect=tuple(
            _item(rows, wording.quoted(row.text), why, (row.id,)) for row, why in turning.suspect(weighed)
        ),
        sought=tuple(Item(wording.told(s.text), turning.telling(s)) for s in weighed.sought),
        disputes=tuple(_item(rows, turning.dispute(d), "", (d.row,)) for d in weighed.disputes),
        unfilled=wording.unfilled(weighed),
        assumptions=tuple(
            Item(wording.assumption(a), on_one_line(a.id), state=a.standing) for a in matrix.assumptions
        ),
        misled=tuple(_misled(weighed, rows)),
        deeds=tuple(
            Deed(deeds.actor(entry), deeds.moment(entry.made), wording.sentence(words))
            for entry, words in deeds.in_turn(sheet.history)
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


def _item(rows: Rows, words: str, why: str, named: Sequence[str]) -> Item:
    return Item(words, wording.sentence(wording.capital(why)), rows.led(*named))


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


def _misled(weighed: Weighed, rows: Rows) -> Iterator[Item]:
    for row, is_said in turning.misled(weighed):
        said = "An analyst says so." if is_said else "It pointed away from what turned out."
        yield Item(wording.quoted(row.text), said, rows.led(row.id))


def _lists(weighed: Weighed, rows: Rows, first: Sort) -> Iterator[Listed]:
    if not weighed.matrix.rows:
        return
    disputed = has_disputes(weighed)
    for sort in (first, *(s for s in SORTS if s != first)):
        if sort != "disagreement" or disputed or sort == first:
            yield Listed(sort, _SORTED[sort], tuple(map(rows.line, placed(weighed, sort))), disputed)


_SORTED: dict[Sort, str] = {
    "diagnosticity": "how far a row tells the hypotheses apart",
    "disagreement": "how far analysts disagree",
    "number": "number",
}
