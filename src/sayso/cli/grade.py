"""`sayso grade`: how reliable people hold an actor or outlet to be, and what its record says beside."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from sayso.cli.options import collections_option, json_option, ledger_option, who_option
from sayso.cli.output import opened, print_pretty

if TYPE_CHECKING:
    from sayso.deliberating.learning import Learned
    from sayso.ledger import Ledger
    from sayso.views.record import Record

LETTERS = ("A", "B", "C", "D", "E", "F")


@click.command()
@click.argument("name", required=False)
@click.argument("letter", metavar="[A-F]", type=click.Choice(LETTERS, case_sensitive=False), required=False)
@click.option("--why", metavar="REASON", help="With a grade: the reason, kept with it.")
@click.option(
    "--learn",
    is_flag=True,
    help="Beside the grade: how often its figures here proved right, as far as others tell.",
)
@who_option
@collections_option
@ledger_option
@json_option
def grade(
    name: str | None, letter: str | None, why: str | None, *, learn: bool, json_out: str | None, **asked: str
) -> None:
    """Grade how reliable an actor or outlet is, A to F.

    \b
    sayso grade                      lists all grades
    sayso grade NAME                 shows one, with those before it
    sayso grade NAME B --why "..."   grades it; a later grade wins, the earlier stays

    \b
    A  completely reliable           D  not usually reliable
    B  usually reliable              E  unreliable
    C  fairly reliable               F  reliability cannot be judged

    F is no bad grade: nothing is known of it. With --learn also what its statements in these collections
    tell, after sayso trace --all; that stands beside the grade and never replaces it.
    """
    if learn and (name is None or letter is not None):
        raise click.UsageError("--learn is asked of a NAME, and without a grade.")
    if letter is None and why is not None:
        raise click.UsageError("--why is the reason of a grade: write sayso grade NAME B --why ...")
    from sayso.ledger import open_ledger

    with closing(open_ledger(asked["ledger"])) as held:
        if name is None:
            _list(held, json_out)
        elif letter is None:
            _one(held, name, _learned(held, name, tuple(asked["collections"])) if learn else None, json_out)
        else:
            _grade(held, name, letter, (asked["who"], why or ""), json_out)


def _grade(ledger: Ledger, name: str, letter: str, by: tuple[str, str], json_out: str | None) -> None:
    from sayso.ledger import grades
    from sayso.views import judged
    from sayso.views.inert import on_one_line

    who, why = by
    if not why.strip():
        raise click.UsageError('a grade needs its reason, for whoever asks later: add --why "..."')
    made = grades.grade(ledger, name, letter, who=who, why=why)
    if json_out is not None:
        _write(json_out, judged.record(made))
    else:
        told = f"{made.told['grade']}, {grades.MEANINGS[made.told['grade']]}"
        click.echo(on_one_line(f"Kept: “{made.told['called']}” is {told}, by {made.who}: {made.why}"))


def _one(ledger: Ledger, name: str, learned: list[Learned] | None, json_out: str | None) -> None:
    from sayso.ledger import grades
    from sayso.views import graded as view

    with ledger.reading() as connection:
        grades.borne(connection, name)
        found = grades.graded(connection, [name]).get(name)
    if json_out is not None:
        _write(json_out, view.record(ledger.address, name, found, learned))
    else:
        print_pretty(lambda terminal: view.lines(name, found, learned, terminal))


def _learned(ledger: Ledger, name: str, collections: tuple[str, ...]) -> list[Learned]:
    from sayso.cli.progress import progress
    from sayso.deliberating import learning
    from sayso.ledger import grades
    from sayso.settings import Settings

    with ledger.reading() as connection:
        grades.borne(connection, name)
    with progress("comparing figures", "families"):
        found = learning.learned(ledger, Settings.load(), collections)
    with ledger.reading() as connection:
        own = grades.same_as(connection, name, [one.source for one in found])
    return [one for one in found if one.source in own]


def _list(ledger: Ledger, json_out: str | None) -> None:
    from sayso.ledger import grades
    from sayso.views import graded as view

    with ledger.reading() as connection:
        found = grades.every(connection)
    if json_out is not None:
        _write(json_out, view.listed_record(ledger.address, found))
    else:
        print_pretty(lambda terminal: view.listed(found, terminal))


def _write(json_out: str, made: Record) -> None:
    from sayso.views.record import as_line

    with opened(json_out) as out:
        out.write(as_line(made))
