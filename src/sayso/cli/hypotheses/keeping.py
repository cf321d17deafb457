"""What the commands that enter something share: their options, and the line that says what was kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import reduce
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.options import FC, json_option, ledger_option, who_option, why_option
from sayso.cli.output import opened

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.ledger.questions import Draft
    from sayso.matrices import Entry, Matrix
    from sayso.views.record import Record

question_argument = click.argument("question")
_if_any = click.option("--why", metavar="REASON", default="", help="The reason, kept with it.")


# The first versions of click that are allowed do not know of what type it is.
class Id(click.ParamType):  # type: ignore[type-arg]
    """An id within a question, such as R1; a small letter will do. Or one of some words beside."""

    def __init__(self, letters: str, *words: str) -> None:
        self.letters = letters
        self.words = words
        self.name = " or ".join((*(f"{letter}1" for letter in letters), *words))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        if value in self.words:
            return str(value)
        found = str(value).strip().upper()
        if found[:1] not in self.letters or not found[1:].isdigit():
            self.fail(f"{value!r} is no id of that kind. Write for instance {self.name}.", param, ctx)
        return found


QUESTION = "question"
HYPOTHESIS, ROW, ASSUMPTION, ANY, NAMED = Id("H"), Id("R"), Id("A"), Id("HRA"), Id("HRA", QUESTION)


def writes(*, reason: bool = True) -> Callable[[FC], FC]:
    """The options of a command that enters something: `why` (needed where `reason`), `who`, `ledger` and
    `json_out`; the first two are for `kept`."""
    options = (why_option if reason else _if_any, who_option, ledger_option, json_option)
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


@contextmanager
def ledger_at(address: str) -> Iterator[Ledger]:
    from sayso.ledger import open_ledger

    with closing(open_ledger(address)) as held:
        yield held


def matrix_of(ledger: Ledger, question: str) -> Matrix:
    from sayso.ledger import questions

    with ledger.reading() as connection:
        return questions.matrix(connection, question)


def enter(ledger: str, question: str, draft: Draft, json_out: str | None, said: dict[str, str]) -> None:
    """Keep one entry and say so."""
    with ledger_at(ledger) as held:
        kept(held, question, [draft], json_out, said)


def kept(
    ledger: Ledger, question: str | None, drafts: Sequence[Draft], json_out: str | None, said: dict[str, str]
) -> list[Entry]:
    """Keep entries, all or none, and say so: a line each."""
    from sayso.ledger import questions

    as_person(said["who"])
    made = questions.keep(ledger, question, drafts, **said)
    tell(made, json_out)
    return made


def as_person(who: str) -> None:
    from sayso.matrices import MACHINE

    if who.strip().casefold() == MACHINE:
        raise click.UsageError(f"--as {who}: that is who proposes; enter your own name.")


def tell(made: Sequence[Entry], json_out: str | None) -> None:
    """What was kept, a line each."""
    if json_out is not None:
        from sayso.views.matrix.exchange import entry_record

        write(json_out, [entry_record(entry) for entry in made])
    else:
        for entry in made:
            click.echo(f"Kept: {line(entry)}")


def line(entry: Entry) -> str:
    """Who did what."""
    from sayso.views.matrix import deeds

    return f"{deeds.actor(entry)} {deeds.deed(entry)}"


def write(json_out: str, records: Sequence[Record]) -> None:
    from sayso.views.record import as_line

    with opened(json_out) as out:
        for record in records:
            out.write(as_line(record))
