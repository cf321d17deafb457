"""`sayso backup`: the whole ledger as it is at one moment, in one file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from sayso.cli.options import json_option, ledger_option
from sayso.cli.output import opened


@click.command()
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@ledger_option
@json_option
def backup(path: Path, ledger: str, json_out: str | None) -> None:
    """Back the ledger up to a new file, while others may write.

    PATH is a file that does not exist yet. The ledger keeps where its backups lie, for a document that is
    forgotten stays in them.
    """
    from sayso import ledger as ledgers
    from sayso.views import state
    from sayso.views.inert import on_one_line

    with closing(ledgers.open_ledger(ledger)) as held:
        written = ledgers.backup(held, path)
        address, is_file = held.address, held.path is not None
    size = written.stat().st_size
    if json_out is not None:
        from sayso.views.record import as_line

        with opened(json_out) as out:
            out.write(as_line({"ledger": address, "path": str(written.absolute()), "size": size}))
        return
    how = f"sayso status --ledger {written}" if is_file else f"pg_restore -d DATABASE {written}"
    words = f"{address} is backed up to {written} ({state.size_words(size)}). To open it: {how}"
    click.echo(on_one_line(words))
