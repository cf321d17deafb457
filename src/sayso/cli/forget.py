"""`sayso forget`: the one way in which something leaves a ledger."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

import click

from sayso.cli.complaints import say
from sayso.cli.options import json_option, ledger_option, who_option, why_option
from sayso.cli.output import opened
from sayso.errors import StopRun

if TYPE_CHECKING:
    from sayso.ledger import Ledger


@click.command()
@click.argument("document", metavar="DOCUMENT")
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@why_option
@who_option
@ledger_option
@json_option
@click.pass_context
def forget(ctx: click.Context, /, document: str, ledger: str, json_out: str | None, **said: str) -> None:
    """Forget a document for good: its text, claims and vectors.

    DOCUMENT is the id of a document, or its beginning. Only the id, the day, who asked and why are kept, so
    that it is not added again. Backups are not changed: those that may hold it are listed.
    """
    from sayso import ledger as ledgers
    from sayso.views import forgotten

    sure = bool(said.pop("yes"))
    with closing(ledgers.open_ledger(ledger)) as held:
        if not sure and not _confirmed(held, document):
            say("Nothing was forgotten.")
            ctx.exit(1)
        gone = ledgers.forget(held, document, **said)
        address = held.address
    if json_out is not None:
        from sayso.views.record import as_line

        with opened(json_out) as out:
            out.write(as_line(forgotten.record(address, gone)))
        return
    for line in forgotten.lines(gone):
        click.echo(line)


def _confirmed(ledger: Ledger, document: str) -> bool:
    from sayso import ledger as ledgers
    from sayso.views.forgotten import question

    shown = ledgers.show(ledger, document)
    if not isinstance(shown, ledgers.ShownDocument):
        # What forgets says better why a claim cannot be forgotten by itself.
        return True
    if not _can_answer():
        todo = "Add --yes where nobody can answer"
        raise StopRun("forget", "it asks first, and standard input is no terminal", todo)
    return click.confirm(question(shown), err=True)


def _can_answer() -> bool:
    return sys.stdin.isatty()
