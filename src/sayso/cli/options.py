"""Options that several verbs take, each defined once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import click

from sayso import plugins
from sayso.cli.output import STDOUT
from sayso.edtf import FORMS, is_edtf
from sayso.settings import Settings, table

FC = TypeVar("FC", bound=Callable[..., Any] | click.Command)
_HELP = {name: help for name, _, help in table()}


def settings_with(**chosen: str | None) -> Settings:
    """The settings, but for what the command's own options say; one that is None or empty says nothing."""
    said: dict[str, Any] = {name: value for name, value in chosen.items() if value}
    return replace(Settings.load(), **said)


def _checked_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not is_edtf(value):
        raise click.BadParameter(f"{value!r} is not a date in EDTF. Write for instance {'; '.join(FORMS)}.")
    return value


def _one(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    return _name(param, _set(ctx, param) if value is None else value)


def _several(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    # Said twice, a name is still one of the set that is asked.
    return tuple(dict.fromkeys(_name(param, value) for value in values or (_set(ctx, param),)))


def _set(ctx: click.Context, param: click.Parameter) -> str:
    """The setting of the option's own name."""
    # While a shell completes, a faulty sayso.toml must not put its complaint into what is typed.
    found = Settings() if ctx.resilient_parsing else Settings.load()
    return str(getattr(found, _setting(param)))


def _name(param: click.Parameter, value: str) -> str:
    if not value.strip():
        example = getattr(Settings(), _setting(param))
        raise click.BadParameter(f"{value!r} names nothing. Write for instance {example!r}, the default.")
    return value


def _person(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    if value is not None and value.strip():
        return value
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise click.BadParameter("this system does not say who you are: add --as NAME.") from None


def _reason(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if not value.strip():
        raise click.BadParameter("a reason is needed, for whoever asks later.")
    return value


def _setting(param: click.Parameter) -> str:
    return param.opts[0].removeprefix("--")


def date_option(name: str, help: str) -> Callable[[FC], FC]:
    """An option that takes a date in EDTF; gives the verb `str | None`."""
    return click.option(name, metavar="DATE", callback=_checked_date, help=f"{help} EDTF, e.g. 2017-08.")


json_option = click.option(
    "--json",
    "json_out",
    metavar="[OUT]",
    is_flag=False,
    flag_value=STDOUT,
    help="Write the same as JSON to OUT, or to standard output (then nothing else is printed there).",
)

published_option = click.option(
    "--published",
    metavar="DATE",
    callback=_checked_date,
    help="Date of the documents (EDTF, e.g. 2017-08-05), where you know better than they say.",
)

extractor_option = click.option(
    "--extractor", type=click.Choice(plugins.names("extractor")), help="What finds who says what."
)

why_option = click.option(
    "--why", metavar="REASON", required=True, callback=_reason, help="The reason, kept with it."
)
"""Gives the verb `why: str`, never blank."""

who_option = click.option(
    "--as", "who", metavar="NAME", callback=_person, help="Who decides; by default the user of this system."
)
"""Gives the verb `who: str`, never blank."""

ledger_option = click.option("--ledger", metavar="LEDGER", callback=_one, help=_HELP["ledger"])
"""Gives the verb `ledger: str`, the setting of that name where the option is not used."""

collection_option = click.option(
    "--collection", metavar="NAME", callback=_one, help="The collection that the documents are added to."
)
"""Gives the verb `collection: str`, the setting of that name where the option is not used."""

collections_option = click.option(
    "--collection",
    "collections",
    metavar="NAME",
    multiple=True,
    callback=_several,
    help="A collection to ask; repeated, each of them.",
)
"""Gives the verb `collections: tuple[str, ...]`, never empty, each once: the setting where it is not used."""
