"""`sayso origins`: claims by how many outlets tell them for each origin they have."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import click

from sayso.cli.complaints import say
from sayso.cli.options import collections_option, json_option, ledger_option
from sayso.cli.output import opened, print_pretty

if TYPE_CHECKING:
    from sayso.lineage.links import Family

STATES = ("independent", "not established", "not recorded")


@click.command()
@click.option("--state", type=click.Choice(STATES), help="Only claims of whose origins this is known.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many at most."
)
@collections_option
@ledger_option
@json_option
@click.pass_context
def origins(
    ctx: click.Context,
    /,
    state: str | None,
    limit: int,
    collections: tuple[str, ...],
    ledger: str,
    json_out: str | None,
) -> None:
    """List claims by outlets for each origin, most inflated first.

    As sayso trace --all last found them in these collections. Exit code: 0 found, 1 nothing found, 2 it
    cannot be asked so.
    """
    from sayso.ledger import open_ledger
    from sayso.settings import Settings
    from sayso.tracing import origins as inflated

    with closing(open_ledger(ledger)) as held:
        found = inflated(held, Settings.load(), collections, limit=limit, state=state)
    if json_out is not None:
        _write(found, json_out)
    elif found:
        from sayso.views.lineage import screen

        print_pretty(lambda terminal: screen.table(found, terminal))
    if not found:
        from sayso.views.lineage.nothing import untraced

        say(untraced(collections, state))
        ctx.exit(1)


def _write(families: Sequence[Family], json_out: str) -> None:
    from sayso.views.lineage.record import summary
    from sayso.views.record import as_line

    with opened(json_out) as out:
        for family in families:
            out.write(as_line(summary(family)))
