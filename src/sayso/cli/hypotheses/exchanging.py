"""Questions to files and from files: in Sayso's own form, and in those of other tools."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.hypotheses.keeping import ledger_at, matrix_of, question_argument, write, writes
from sayso.cli.options import ledger_option
from sayso.cli.output import STDOUT
from sayso.errors import StopRun

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.matrices import Entry
    from sayso.views.matrix.foreign import Foreign

LARGEST = 50_000_000
"""Bytes of a file that is imported."""


@click.command()
@question_argument
@click.argument("out", required=False, default=STDOUT)
@ledger_option
def export(question: str, out: str, ledger: str) -> None:
    """Write a question with all its entries to OUT, or to standard output, as JSON.

    \b
    sayso hypotheses export QUESTION perrin-light.json

    Nothing is left out, so that sayso hypotheses import makes the same of it in any ledger.
    """
    from sayso.ledger import questions
    from sayso.views.matrix.exchange import record

    with ledger_at(ledger) as held, held.reading() as connection:
        found = questions.entries(connection, questions.named(connection, question))
    write(out, [record(found)])


@click.command("import")
@click.argument("file")
@click.option(
    "--question",
    metavar='"QUESTION?"',
    help="How it is worded, where the file does not say or has several.",
)
@writes(reason=False)
def taken(file: str, question: str | None, ledger: str, json_out: str | None, **said: str) -> None:
    """Take in a question from FILE: one that was exported, or a matrix of another tool.

    \b
    sayso hypotheses import perrin-light.json
    sayso hypotheses import matrix.csv --question "Who sank the Perrin Light?"
    sayso hypotheses import old.achz

    What was exported comes in as it was kept, with who and when; of a question that is here already only
    what is new. Other forms (a table in CSV, plain JSON, a board of Open Synthesis, a file of PARC's ACH 2.0)
    become a new question, entered by you today; what of them has no place here is said. The ledger is made
    where there is none.
    """
    from contextlib import closing

    from sayso.ledger import open_ledger

    name = "the input" if file == STDOUT else file
    read = _read(_bytes(file), name, question)
    with closing(open_ledger(ledger, create=True)) as held:
        if isinstance(read, list):
            asked = _taken_in(held, read, json_out)
        else:
            asked = _entered(held, read, json_out, said | {"why": said["why"] or f"imported from {name}"})
        if json_out is not None:
            from sayso.views.matrix.exchange import question_record

            write(json_out, [question_record(matrix_of(held, asked))])


def _taken_in(ledger: Ledger, read: list[Entry], json_out: str | None) -> str:
    from sayso.ledger import questions

    new = questions.take_in(ledger, read)
    if json_out is None:
        here = f", {len(read) - new} were here" if new < len(read) else ""
        click.echo(f"Taken in: {new} of {len(read)} entries{here}.")
        _say_next(read[0].question)
    return read[0].question


def _entered(ledger: Ledger, read: Foreign, json_out: str | None, said: dict[str, str]) -> str:
    from sayso.ledger import questions

    made = questions.keep(ledger, None, read.drafts, **said)
    if json_out is None:
        click.echo(f"Entered from {read.form}: {len(made)} entries.")
        for lost in read.lost:
            click.echo(f"Lost: {lost}")
        _say_next(made[0].question)
    return made[0].question


def _say_next(question: str) -> None:
    click.echo(f"The question is {question[:12]}: sayso hypotheses show {question[:12]}")


def _read(data: bytes, name: str, question: str | None) -> list[Entry] | Foreign:
    from sayso.views.matrix import foreign, opensynthesis, parc
    from sayso.views.matrix.exchange import entries_of, is_ours

    if data.startswith(parc.MAGIC):
        return parc.matrix(data, name, question)
    text = _text(data, name)
    if text.lstrip()[:1] not in ("{", "["):
        return foreign.table(text, name, question)
    try:
        made = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StopRun(f"matrix in {name}", f"it is no JSON ({error})", _TODO) from None
    if is_ours(made):
        if question is not None:
            raise click.UsageError("--question is for matrices of other tools: this file has its own.")
        return entries_of(made, name)
    if opensynthesis.is_dump(made):
        return opensynthesis.matrix(made, name, question)
    if not isinstance(made, dict):
        raise StopRun(f"matrix in {name}", "it is a list, and no board of Open Synthesis is in it", _TODO)
    return foreign.plain_json(made, name, question)


_TODO = "docs/hypotheses.md has the forms that can be imported"


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StopRun(f"matrix in {name}", f"it is no text in UTF-8 ({error.reason})", _TODO) from None


def _bytes(path: str) -> bytes:
    try:
        if path == STDOUT:
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise StopRun(f"cannot read {path}", why, _TODO) from None
    if len(data) > LARGEST:
        raise StopRun(f"cannot read {path}", f"it is larger than {LARGEST:,} bytes", _TODO)
    return data
