"""`sayso show`: one claim or document, with all that the ledger knows of it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import opened, print_pretty

if TYPE_CHECKING:
    from sayso.ledger import Ledger, ShownDocument
    from sayso.types import Reading


@click.command()
@click.argument("id", metavar="ID")
@ledger_option
@json_option
def show(id: str, ledger: str, json_out: str | None) -> None:
    """Show a claim or a document, with all that is known of it.

    ID is that of a claim or a document, or the beginning of one, as sayso find shows them.
    """
    from sayso import ledger as ledgers
    from sayso.views import shown as view
    from sayso.views.record import as_line

    with closing(ledgers.open_ledger(ledger)) as held:
        found = ledgers.show(held, id)
        document = found if isinstance(found, ledgers.ShownDocument) else found.document
        before = _version_before(held, document)
    if json_out is not None:
        with opened(json_out) as out:
            out.write(as_line(view.record(found, before)))
    else:
        print_pretty(lambda terminal: view.lines(found, before, terminal))


def _version_before(ledger: Ledger, shown: ShownDocument) -> Reading | None:
    from sayso import ledger as ledgers

    ids = [version.id for version in shown.versions]
    at = ids.index(shown.reading.document.id)
    return ledgers.reading(ledger, ids[at - 1]) if at else None
