"""`sayso actors`: who speaks, by which names, what they said and denied, and what was said of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from sayso.cli.options import collections_option, json_option, ledger_option
from sayso.cli.output import opened, print_pretty

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.ledger.grades import Grade
    from sayso.views.actor import Sayings
    from sayso.views.record import Record


@click.command()
@click.argument("name", required=False)
@click.option("--suggestions", is_flag=True, help="Names that may be one actor, and that nobody decided on.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many at most."
)
@collections_option
@ledger_option
@json_option
def actors(
    name: str | None,
    suggestions: bool,
    limit: int,
    collections: tuple[str, ...],
    ledger: str,
    json_out: str | None,
) -> None:
    """List who speaks most; with a NAME, what it said and denied.

    With a NAME also the names it goes by, and what others said with that name in it.
    With --suggestions and no NAME, the names that may be one actor: sayso decide settles them.
    """
    if name is not None and suggestions:
        raise click.UsageError("A NAME shows its own suggestions: leave out --suggestions, or the NAME.")
    from sayso.ledger import open_ledger

    with closing(open_ledger(ledger)) as held:
        if name is not None:
            _one(held, name, limit, collections, json_out)
        elif suggestions:
            _suggestions(held, limit, json_out)
        else:
            _speakers(held, limit, collections, json_out)


def _one(ledger: Ledger, name: str, limit: int, collections: tuple[str, ...], json_out: str | None) -> None:
    from sayso.ledger import actors
    from sayso.views import actor as view

    found = actors.actor(ledger, name)
    sayings = _sayings(ledger, name, limit, collections)
    grade = _grades(ledger, [name]).get(name)
    if json_out is not None:
        _write(json_out, view.record(ledger.address, found, sayings, grade))
    else:
        print_pretty(lambda terminal: view.lines(found, sayings, terminal, grade))


def _grades(ledger: Ledger, names: Sequence[str]) -> dict[str, Grade]:
    from sayso.ledger import grades

    with ledger.reading() as connection:
        return grades.graded(connection, names)


def _sayings(ledger: Ledger, name: str, limit: int, collections: tuple[str, ...]) -> Sayings:
    from sayso.ledger import Query, find
    from sayso.views.actor import Sayings

    asked = Query(collections=collections, limit=limit)
    own = replace(asked, by=name)
    said = find(ledger, own)
    denied = find(ledger, replace(own, stances=("denied",)))
    # More than are shown, for some of those that have its name are its own words.
    named = replace(asked, words='"' + name.replace('"', " ") + '"', limit=4 * limit)
    its = {f.reading.claims[f.n].id for f in find(ledger, replace(own, limit=10_000))}
    others = [f for f in find(ledger, named) if f.reading.claims[f.n].id not in its]
    return Sayings(replace(asked, words=name), said, denied, others[:limit])


def _suggestions(ledger: Ledger, limit: int, json_out: str | None) -> None:
    from sayso.ledger import actors
    from sayso.views import actor as view

    found = actors.pending(ledger, limit)
    if json_out is not None:
        _write(json_out, view.suggestions_record(ledger.address, found))
    else:
        print_pretty(lambda terminal: view.suggestions(found, terminal))


def _speakers(ledger: Ledger, limit: int, collections: tuple[str, ...], json_out: str | None) -> None:
    from sayso.ledger import actors
    from sayso.views import actor as view

    listed = actors.speakers(ledger, collections, limit)
    grades = _grades(ledger, [one.name for one in listed])
    if json_out is not None:
        _write(json_out, view.speakers_record(ledger.address, listed, grades))
    else:
        print_pretty(lambda terminal: view.speakers(listed, terminal, grades))


def _write(json_out: str, made: Record) -> None:
    from sayso.views.record import as_line

    with opened(json_out) as out:
        out.write(as_line(made))
