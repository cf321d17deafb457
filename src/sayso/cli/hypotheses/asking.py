"""Questions and their hypotheses: asked, listed, shown, worded anew; and the log of what was done to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from sayso.cli.hypotheses.keeping import (
    NAMED,
    QUESTION,
    enter,
    kept,
    ledger_at,
    line,
    question_argument,
    write,
    writes,
)
from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import print_pretty

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.matrices import Entry, Matrix
    from sayso.types import Json
    from sayso.views.matrix.order import Sort
    from sayso.views.matrix.sheet import Sheet
    from sayso.views.terminal import Terminal

LONGEST = 300
"""Characters of a question in the list."""
SORTS = ("diagnosticity", "disagreement", "number")
as_of_option = click.option(
    "--as-of", metavar="MOMENT", help="As it was then: a day such as 2025-06-11, or a time in RFC 3339."
)


def _priors(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, float]:
    return dict(map(_prior, values))


def _prior(value: str) -> tuple[str, float]:
    name, _, number = value.partition("=")
    try:
        return name.strip().upper(), float(number)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not ID=PROBABILITY. Write for instance H1=0.3.") from None


@click.command()
@click.argument("text", metavar='"QUESTION?"')
@click.option(
    "-H",
    "--hypothesis",
    "stated",
    metavar='"HYPOTHESIS"',
    multiple=True,
    required=True,
    help="One of the answers that exclude one another; repeat it: the first becomes H1, the next H2.",
)
@click.option(
    "--prior",
    "priors",
    metavar="H1=0.3",
    multiple=True,
    callback=_priors,
    help="How probable it is before any row; those without one share what is left.",
)
@writes(reason=False)
def new(
    text: str,
    stated: tuple[str, ...],
    priors: dict[str, float],
    ledger: str,
    json_out: str | None,
    **said: str,
) -> None:
    """Ask a question, with hypotheses that exclude one another.

    \b
    sayso hypotheses new "Who sank the Perrin Light?" \\
      -H "The Grey Banner" -H "A stray mine" -H "Her own cargo" --prior H1=0.2

    Two hypotheses at least: one alone cannot be weighed. Think of those that nobody mentions, and of
    "something else". The ledger is made where there is none.
    """
    from contextlib import closing

    from sayso.ledger import open_ledger
    from sayso.ledger.questions import Draft

    if len(stated) < 2:
        raise click.UsageError('One hypothesis alone cannot be weighed: add another with -H "…".')
    names = [f"H{n}" for n in range(1, len(stated) + 1)]
    if strange := sorted(set(priors) - set(names)):
        raise click.UsageError(f"--prior {strange[0]}: the hypotheses are {', '.join(names)}, as given.")
    drafts = [Draft("question", {"text": text})]
    for name, words in zip(names, stated, strict=True):
        told: dict[str, Json] = {"id": name, "text": words}
        # The reason is the question's: it need not be any hypothesis's.
        drafts.append(Draft("hypothesis", told | ({"prior": priors[name]} if name in priors else {}), why=""))
    with closing(open_ledger(ledger, create=True)) as held:
        made = kept(held, None, drafts, json_out, said)
    if json_out is None:
        beginning = made[0].question[:12]
        click.echo(f"The question is {beginning}. Next: sayso hypotheses row {beginning} …")


@click.command("list")
@ledger_option
@json_option
def listed(ledger: str, json_out: str | None) -> None:
    """List the questions of the ledger, the one changed last first."""
    from sayso.ledger import questions

    with ledger_at(ledger) as held, held.reading() as connection:
        found = questions.questions(connection)
    if json_out is not None:
        from sayso.views.matrix.exchange import question_record

        write(json_out, [question_record(matrix) for matrix in found])
        return
    print_pretty(lambda terminal: _listing(found, terminal))


def _listing(found: Sequence[Matrix], terminal: Terminal) -> Iterator[RenderableType]:
    from sayso.views.evidence.wording import cut
    from sayso.views.inert import on_one_line

    for matrix in found:
        yield terminal.say((cut(on_one_line(matrix.text), LONGEST), "bold"))
        counts = f"{len(matrix.hypotheses)} hypotheses · {_rows(matrix)} · {_progress(matrix)}"
        yield terminal.say(
            (f"  {matrix.question[:12]} · {counts} · changed {matrix.changed}", "bright_black")
        )
    if not found:
        yield terminal.say('No questions yet. Ask one: sayso hypotheses new "…?" -H "…" -H "…"')


def _rows(matrix: Matrix) -> str:
    return f"{len(matrix.rows)} row{'s'[: len(matrix.rows) != 1]}"


def _progress(matrix: Matrix) -> str:
    if matrix.outcome is not None:
        return f"{matrix.outcome} turned out to hold"
    filled = {(cell.row, cell.hypothesis) for cell in matrix.cells}
    return f"{len(filled)} of {len(matrix.rows) * len(matrix.hypotheses)} cells filled"


@click.command()
@question_argument
@click.option(
    "--sort", type=click.Choice(SORTS), default=SORTS[0], show_default=True, help="Which rows come first."
)
@as_of_option
@ledger_option
@json_option
def show(question: str, sort: Sort, as_of: str | None, ledger: str, json_out: str | None) -> None:
    """Show a question's matrix, weighed.

    With --json as sayso weigh writes it; sayso weigh has more: pages, reports, what if a row were planted,
    what changed since.
    """
    from sayso.ledger import questions

    with ledger_at(ledger) as held, held.reading() as connection:
        questions.matrix(connection, question, as_of=as_of)
        found = questions.entries(connection, questions.named(connection, question), as_of=as_of)
    sheet = _sheet(found)
    if json_out is not None:
        from sayso.views.matrix.record import record

        write(json_out, [record(sheet)])
        return
    print_pretty(lambda terminal: _shown(sheet, terminal, sort))


def _sheet(found: Sequence[Entry]) -> Sheet:
    from sayso.views.matrix.sheet import Sheet
    from sayso.weighing.ach import weigh
    from sayso.weighing.folding import fold

    return Sheet(weigh(fold(found)), tuple(found))


def _shown(sheet: Sheet, terminal: Terminal, sort: Sort) -> Iterator[RenderableType]:
    from sayso.views.matrix import screen

    return screen.lines(sheet, terminal, sort=sort)


@click.command()
@question_argument
@click.argument("text", metavar='"HYPOTHESIS"')
@click.option("--prior", type=float, metavar="0.3", help="How probable it is before any row.")
@writes(reason=False)
def add(
    question: str, text: str, prior: float | None, ledger: str, json_out: str | None, **said: str
) -> None:
    """Add a hypothesis.

    \b
    sayso hypotheses add QUESTION "The crew itself" --why "the insurer thinks so"
    """
    from sayso.ledger.questions import Draft

    told: dict[str, Json] = {"text": text} | ({} if prior is None else {"prior": prior})
    enter(ledger, question, Draft("hypothesis", told), json_out, said)


@click.command()
@question_argument
@click.argument("what", metavar="H1|R1|A1|question", type=NAMED)
@click.argument("text", metavar='"TEXT"')
@writes()
def reword(question: str, what: str, text: str, ledger: str, json_out: str | None, **said: str) -> None:
    """Word a hypothesis, a row, an assumption or the question anew.

    \b
    sayso hypotheses reword QUESTION H2 "A mine that had come adrift" --why "the old wording was vague"
    sayso hypotheses reword QUESTION question "Who sank her?" --why "shorter"

    Ids, cells and whatever else was said of it stay.
    """
    from sayso.errors import unknown
    from sayso.ledger import questions
    from sayso.ledger.questions import LETTERS, Draft

    with ledger_at(ledger) as held:
        with held.reading() as connection:
            asked = questions.named(connection, question)
            told = {str(e.told["id"]): e for e in questions.entries(connection, asked) if e.kind in LETTERS}
        if what == QUESTION:
            kept(held, asked, [Draft("question", {"text": text})], json_out, said)
        elif what not in told:
            raise unknown("id", what, told)
        else:
            kept(held, asked, [Draft(told[what].kind, {**told[what].told, "text": text})], json_out, said)


@click.command()
@question_argument
@as_of_option
@ledger_option
@json_option
def log(question: str, as_of: str | None, ledger: str, json_out: str | None) -> None:
    """Show all that was done to a question: who, when, what and why, oldest first."""
    from sayso.ledger import questions

    with ledger_at(ledger) as held, held.reading() as connection:
        found = questions.entries(connection, questions.named(connection, question), as_of=as_of)
    if json_out is not None:
        from sayso.views.matrix.exchange import entry_record

        write(json_out, [entry_record(entry) for entry in found])
        return
    print_pretty(lambda terminal: _history(found, terminal))


def _history(found: Sequence[Entry], terminal: Terminal) -> Iterator[RenderableType]:
    for entry in found:
        yield terminal.say(line(entry), margin=f"{entry.made}  ", columns=len(entry.made) + 2)
    if not found:
        yield terminal.say("Nothing had been done by then.")
