"""`sayso status`: what is in a ledger, and what its runs skipped."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import opened, print_pretty
from sayso.errors import StopRun

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.ledger.runs import Fault, Run

LAST = "last"


@click.command()
@click.option(
    "--errors",
    metavar="[RUN]",
    is_flag=False,
    flag_value=LAST,
    help="What a run skipped, and why: the run of that number, or the last one that skipped something.",
)
@ledger_option
@json_option
def status(errors: str | None, ledger: str, json_out: str | None) -> None:
    """Show what is in the ledger, its last runs and what they skipped."""
    from sayso import ledger as ledgers
    from sayso.views import state
    from sayso.views.record import as_line

    with closing(ledgers.open_ledger(ledger)) as held:
        if errors is None:
            found = ledgers.status(held, _encoder_method())
            made = state.record(found)
        else:
            run, faults = _errors(held, errors)
            made = state.errors_record(held.address, run, faults)
    if json_out is not None:
        with opened(json_out) as out:
            out.write(as_line(made))
    elif errors is None:
        print_pretty(lambda terminal: state.lines(found, terminal))
    else:
        print_pretty(lambda terminal: state.errors(run, faults, terminal))


def _encoder_method() -> str:
    from sayso import plugins
    from sayso.protocols import Encoder
    from sayso.settings import Settings

    settings = Settings.load()
    encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
    return encoder.method


def _errors(ledger: Ledger, asked: str) -> tuple[Run, list[Fault]]:
    from sayso.ledger import runs

    if asked != LAST and not asked.isdigit():
        raise click.BadParameter(f"{asked!r} is no number of a run, such as 3.", param_hint="--errors")
    held = runs.latest(ledger, most=1_000_000)
    for run in held:
        if run.skipped if asked == LAST else run.key == int(asked):
            return run, runs.faults(ledger, run.key)
    if asked != LAST:
        numbers = ", ".join(str(run.key) for run in held[:20]) or "(no runs yet)"
        raise StopRun(f"run {asked}", "no run has that number", f"Choose one of: {numbers}")
    raise StopRun("--errors", "no run has skipped anything", "There is nothing to show")
