"""`sayso settings`: every setting, its value and where that comes from."""

from __future__ import annotations

import json
import re

import click

from sayso.cli.options import json_option
from sayso.cli.output import opened, styled
from sayso.settings import Settings, Value, origins, table


@click.command()
@json_option
def settings(json_out: str | None) -> None:
    """Show every setting, its value and where that comes from.

    A setting is changed in the file sayso.toml in the working folder, or by a variable: SAYSO_ and its
    name in capitals. Keys, and a password in the address of a ledger, are not shown.
    """
    current, come_from = Settings.load(), origins()
    rows = [
        (name, _without_secret(name, getattr(current, name)), come_from[name], help)
        for name, _, help in table()
    ]
    if json_out is not None:
        data = {name: {"value": value, "from": origin, "help": help} for name, value, origin, help in rows}
        with opened(json_out) as out:
            out.write(json.dumps(data, indent=2).encode() + b"\n")
        return
    for name, value, origin, help in rows:
        shown = str(value).lower() if isinstance(value, bool) else repr(value)
        click.echo(f"{styled(name, bold=True)} = {shown}  ({origin})\n    {help}")


def _without_secret(name: str, value: Value) -> Value:
    """What is shown is pasted into reports of faults."""
    if name.endswith("_key"):
        return "***" if value else value
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", value) if isinstance(value, str) else value
