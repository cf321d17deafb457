"""`sayso weigh`: how a question's hypotheses fare, what would turn it, and what if a row were planted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import opened, print_pretty
from sayso.errors import unknown
from sayso.views.matrix.order import SORTS, Sort

if TYPE_CHECKING:
    from rich.console import RenderableType
    from sqlalchemy import Connection

    from sayso.ledger import Ledger
    from sayso.matrices import Entry, Weighed
    from sayso.views.matrix.sheet import Sheet, Since
    from sayso.views.terminal import Terminal

_PLANTED = re.compile(r"(?P<row>[Rr]\d+)(?:=(?P<probability>\d*\.?\d+))?")
WHAT_IF = "what if"
"""Who says what is only supposed."""


# The first versions of click that are allowed do not know of what type it is.
class Planted(click.ParamType):  # type: ignore[type-arg]
    """A row, and the probability that it was planted or is false; certain where none is given."""

    name = "R3[=0.9]"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, float]:
        if isinstance(value, tuple):
            return value
        found = _PLANTED.fullmatch(str(value).strip())
        probability = float(found["probability"] or 1) if found else 2.0
        if not found or probability > 1:
            self.fail(
                f"{value!r} is no row with a probability. Write for instance R3, or R3=0.9.", param, ctx
            )
        return found["row"].upper(), probability


class Row(click.ParamType):  # type: ignore[type-arg]
    name = "R3"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        found = str(value).strip().upper()
        if not re.fullmatch(r"R\d+", found):
            self.fail(f"{value!r} is no row. Write for instance R3.", param, ctx)
        return found


@click.command()
@click.argument("question")
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default=SORTS[0],
    show_default=True,
    help="Which rows of the matrix come first.",
)
@click.option(
    "--planted",
    type=Planted(),
    multiple=True,
    help="What if this row was planted or is false? Repeatable; nothing of it is kept.",
)
@click.option(
    "--without",
    type=Row(),
    multiple=True,
    help="What if this row were not there? Repeatable; nothing of it is kept.",
)
@click.option("--as-of", metavar="MOMENT", help="As it stood then: a day, or a time in RFC 3339.")
@click.option("--since", metavar="MOMENT", help="Say what changed since then: a day, or a time in RFC 3339.")
@click.option("--html", metavar="FILE", help="Write the matrix and all that follows as one page into FILE.")
@click.option(
    "--report", metavar="FILE", help="Write a briefing to hand over into FILE; Markdown where it ends in .md."
)
@ledger_option
@json_option
def weigh(
    question: str,
    *,
    sort: Sort,
    html: str | None,
    report: str | None,
    ledger: str,
    json_out: str | None,
    **asked: Any,  # noqa: ANN401 - what if, and as of when
) -> None:
    """Weigh a question's hypotheses, and what would turn the answer.

    QUESTION is a question's wording, its id or the beginning of it; sayso hypotheses puts questions, rows and
    cells into the ledger. A what-if shows the order as it is and as it would be, and keeps nothing.
    """
    from sayso.ledger import open_ledger

    outs = [out for out in (html, report, json_out) if out is not None]
    if len(set(outs)) < len(outs):
        raise click.UsageError("Two things into one file, of which one would be lost: give each its own.")
    with closing(open_ledger(ledger)) as held:
        sheet = _sheet(held, question, asked)
    _draw(sheet, sort, html, report)
    if json_out is not None:
        from sayso.views.matrix.record import record
        from sayso.views.record import as_line

        with opened(json_out) as out:
            out.write(as_line(record(sheet)))
    elif not (html or report):
        print_pretty(lambda terminal: _lines(sheet, terminal, sort))


def _sheet(ledger: Ledger, question: str, asked: dict[str, Any]) -> Sheet:
    from sayso.views.matrix.sheet import Sheet, Supposed
    from sayso.weighing.ach import weigh
    from sayso.weighing.folding import fold

    if asked["since"] and (asked["planted"] or asked["without"]):
        raise click.UsageError("--since and a what-if are two questions: ask them one at a time.")
    with ledger.reading() as connection:
        kept = _entries(connection, question, asked["as_of"])
        earlier = _entries(connection, question, asked["since"]) if asked["since"] else []
    supposed = _supposed(kept, asked)
    before = weigh(fold(kept))
    if supposed:
        return Sheet(weigh(fold([*kept, *supposed])), tuple(kept), Supposed(before, tuple(supposed)))
    since = _since(earlier, before, asked["since"]) if earlier else None
    return Sheet(before, tuple(kept), since=since)


def _entries(connection: Connection, question: str, as_of: str | None) -> list[Entry]:
    """Those until then; an error where the question was asked later."""
    from sayso.ledger import questions

    questions.matrix(connection, question, as_of=as_of)
    return questions.entries(connection, questions.named(connection, question), as_of=as_of)


def _since(earlier: Sequence[Entry], now: Weighed, date: str) -> Since:
    from sayso.views.matrix.sheet import Since
    from sayso.weighing.ach import changes, weigh
    from sayso.weighing.folding import fold

    then = weigh(fold(earlier))
    return Since(date, then, changes(then, now))


def _supposed(kept: Sequence[Entry], asked: dict[str, Any]) -> list[Entry]:
    """A what-if as entries that nothing keeps."""
    from sayso.weighing.folding import fold

    matrix = fold(kept)
    known = [row.id for row in matrix.rows]
    for row in (*(row for row, _ in asked["planted"]), *asked["without"]):
        if row not in known:
            raise unknown("row", row, known or ["there is no row in it yet"])
    planted = [("deceptive", {"row": row, "probability": p}) for row, p in asked["planted"]]
    gone = [("withdraw", {"id": row}) for row in dict.fromkeys(asked["without"])]
    # Dated as the last that is kept: the question has not changed since then.
    return [_entry(kept[-1], kind, told) for kind, told in (*planted, *gone)]


def _entry(last: Entry, kind: Any, told: dict[str, Any]) -> Entry:  # noqa: ANN401 - one of EntryKind
    from sayso.matrices import Entry

    return Entry("", last.question, kind, WHAT_IF, last.made, "", told)


def _draw(sheet: Sheet, sort: Sort, html: str | None, report: str | None) -> None:
    if html:
        from sayso.views.matrix.page import page

        made = page(sheet, sort)
        with opened(html) as out:
            out.write(made)
    if report:
        from sayso.views.matrix.report import markdown
        from sayso.views.matrix.report import report as briefing

        made = markdown(sheet) if report.lower().endswith((".md", ".markdown")) else briefing(sheet)
        with opened(report) as out:
            out.write(made)


def _lines(sheet: Sheet, terminal: Terminal, sort: Sort) -> Iterator[RenderableType]:
    from sayso.views.matrix import screen

    yield from screen.lines(sheet, terminal, sort=sort)
    yield from screen.closing(sheet, terminal)
