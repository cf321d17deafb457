"""`sayso models`: what each extractor is, and whether its files are whole."""

from __future__ import annotations

import click

from sayso import plugins
from sayso.cli.complaints import complain
from sayso.cli.options import json_option
from sayso.cli.output import console, opened, styled
from sayso.settings import Settings


@click.command()
@click.argument(
    "name", required=False, shell_complete=lambda c, p, word: [n for n in _extractors() if n.startswith(word)]
)
@json_option
@click.pass_context
def models(ctx: click.Context, /, name: str | None, json_out: str | None) -> None:
    """Show what each extractor is and whether its files are whole; with a NAME, its whole model card.

    Exit code: 0 all whole, 1 something is missing or changed, 2 no extractor has that name.
    """
    from sayso.models import installed
    from sayso.views import cards

    if name is None and json_out in _extractors():
        raise click.UsageError(
            f"--json took {json_out!r} as its OUT: put --json last, or write ./{json_out}."
        )
    used = Settings.load().extractor
    found = [installed(n) for n in ([name] if name else _extractors())]
    if json_out is not None:
        with opened(json_out) as out:
            out.write(cards.as_json(found, used))
    else:
        for model in found:
            first, *rest = cards.lines(model, used)
            click.echo("\n    ".join([styled(first, bold=True), *rest]))
        if name:
            click.echo("\n" + cards.card(found[0], console()), nl=False, color=True)
    for fault in (faults := [fault for model in found for fault in model.faults]):
        complain(fault)
    if faults:
        ctx.exit(1)


def _extractors() -> list[str]:
    return plugins.names("extractor")
