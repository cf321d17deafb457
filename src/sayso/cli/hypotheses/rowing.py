"""Rows of evidence: drawn from claims and findings, or typed; withdrawn; and what the machine proposes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.hypotheses.keeping import (
    ANY,
    as_person,
    enter,
    kept,
    ledger_at,
    matrix_of,
    question_argument,
    tell,
    writes,
)
from sayso.cli.options import collections_option, date_option, json_option, ledger_option
from sayso.errors import StopRun

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.ledger.questions import Draft
    from sayso.matrices import Entry, Matrix
    from sayso.types import Json

STATED = ("source", "when", "origin", "credibility")
"""What an analyst may state of a row; it wins over what is drawn."""


@click.command()
@question_argument
@click.argument("what", nargs=-1, required=True, metavar='CLAIM...|"A NOTE"')
@click.option("--finding", is_flag=True, help="Draw what sayso check finds on the claim, not the claim.")
@click.option(
    "--assess",
    is_flag=True,
    help="Check each claim, and propose an item credibility: it weighs nothing until you set it.",
)
@date_option("--as-of", "Draw from what was published until then.")
@click.option("--note", is_flag=True, help="It is a note, even if it looks like an id.")
@click.option("--source", metavar="NAME", help="Who says it.")
@date_option("--when", "When it was published.")
@click.option("--origin", metavar="NAME", help="Where it comes from: rows of one origin count once.")
@click.option(
    "--credibility",
    type=click.IntRange(1, 6),
    help="Of the item, as you judge it: 1 confirmed … 6 cannot be judged. It weighs.",
)
@collections_option
@writes(reason=False)
def row(
    question: str,
    what: tuple[str, ...],
    *,
    collections: tuple[str, ...],
    ledger: str,
    json_out: str | None,
    **given: Any,  # noqa: ANN401 - what is stated of the row, who enters it and why
) -> None:
    """Add rows of evidence: claims of the ledger, or a note.

    \b
    sayso hypotheses row QUESTION 8a6dbf7192a8 bcdf0668ade1 --why "what the experts saw"
    sayso hypotheses row QUESTION 8a6dbf7192a8 --finding
    sayso hypotheses row QUESTION "The watch was doubled the day before" --source "the harbour log"

    CLAIM is the id of a claim or its beginning, as sayso find shows it. Such a row has its words, who says
    them, and its origin from lineage. Of several each is kept as it is drawn.
    """
    ids = [] if given["note"] else [one for one in what if re.fullmatch("[0-9a-fA-F]{4,32}", one.strip())]
    if len(what) > 1 and len(ids) < len(what):
        raise click.UsageError('Several at once must be claims\' ids; put a note in quotes: "…".')
    if given["finding"] and not ids:
        raise click.UsageError("--finding checks a claim: give its id, as sayso find shows it.")
    if not ids and (given["assess"] or given["as_of"]):
        raise click.UsageError("--assess and --as-of are for claims, and a note is of your own words.")
    if given["finding"] and given["assess"]:
        raise click.UsageError("--assess is for claims: a finding is itself what checking finds.")
    said = {name: given[name] for name in ("who", "why")}
    with ledger_at(ledger) as held:
        matrix = matrix_of(held, question)
        if not ids:
            kept(held, matrix.question, [_noted(matrix, what[0], given)], json_out, said)
            return
        made: list[Entry] = []
        try:
            for entry in _drawn(held, matrix, ids, (collections, given), said):
                made.append(entry)
                if json_out is None:
                    tell([entry], None)
                    _tell_proposed(entry)
        finally:
            if json_out is not None:
                tell(made, json_out)


def _drawn(
    ledger: Ledger,
    matrix: Matrix,
    ids: Sequence[str],
    asked: tuple[tuple[str, ...], dict[str, Any]],
    said: dict[str, str],
) -> Iterator[Entry]:
    """Each as it is drawn and kept."""
    from sayso.cli.progress import progress
    from sayso.deliberating import rows
    from sayso.ledger import questions
    from sayso.settings import Settings

    collections, given = asked
    as_person(said["who"])
    how = rows.Drawing(collections, given["finding"], given["assess"], given["as_of"])
    # First of all that no id is wrong: what is drawn before an error is kept.
    claims = list(dict.fromkeys(rows.drawable(ledger, matrix, claim, how) for claim in ids))
    with progress("drawing rows", "rows") as line:
        line.count(0, len(claims))
        for done, claim in enumerate(claims, 1):
            told = rows.drawn(ledger, Settings.load(), matrix_of(ledger, matrix.question), claim, how)
            draft = questions.Draft("row", told | _stated(given))
            [entry] = questions.keep(ledger, matrix.question, [draft], **said)
            with line.paused():
                yield entry
            line.count(done, len(claims))


def _tell_proposed(entry: Entry) -> None:
    told = entry.told
    if told.get("proposed") is None or told.get("credibility") is not None:
        return
    command = f"sayso hypotheses credibility {entry.question[:12]} {told['id']} {told['proposed']} --why …"
    click.echo(f"  Proposed: {told['proposed_why']} To set it: {command}")


def _noted(matrix: Matrix, text: str, given: dict[str, Any]) -> Draft:
    from sayso.ledger.questions import Draft

    for one in matrix.rows:
        if one.kind == "note" and one.text.casefold() == text.strip().casefold():
            todo = f"Say of {one.id} what you have to say: sayso hypotheses cell"
            raise StopRun(f"note {text!r}", f"it is in the matrix already, as row {one.id}", todo)
    return Draft("row", {"kind": "note", "text": text.strip()} | _stated(given))


def _stated(given: dict[str, Any]) -> dict[str, Json]:
    told = {name: given[name] for name in STATED if given[name] is not None}
    if "origin" in told:
        told["origin_name"] = told["origin"]
    return told


@click.command()
@question_argument
@click.argument("what", metavar="H1|R1|A1", type=ANY)
@click.option("--back", is_flag=True, help="Bring it back, with all that was said of it.")
@writes()
def withdraw(question: str, what: str, back: bool, ledger: str, json_out: str | None, **said: str) -> None:
    """Take a hypothesis, row or assumption out of the matrix, or bring it back.

    \b
    sayso hypotheses withdraw QUESTION R3 --why "the same photograph as R1"
    sayso hypotheses withdraw QUESTION R3 --back --why "another photograph after all"
    """
    from sayso.ledger.questions import Draft

    told: dict[str, Json] = {"id": what} | ({"back": True} if back else {})
    enter(ledger, question, Draft("withdraw", told), json_out, said)


@click.command()
@question_argument
@ledger_option
@json_option
def propose(question: str, ledger: str, json_out: str | None) -> None:
    """Let the machine propose marks for the cells that nobody has filled.

    They are kept as the machine's, and weigh only where no person has spoken. Where the model sees nothing
    either way the cell stays unfilled. Entailment is not consistency: look at each, and enter your own mark
    with sayso hypotheses cell.
    """
    from sayso.cli.progress import progress
    from sayso.deliberating.proposing import proposed
    from sayso.ledger import questions
    from sayso.ledger.questions import Draft
    from sayso.matrices import MACHINE
    from sayso.settings import Settings

    with ledger_at(ledger) as held:
        matrix = matrix_of(held, question)
        with progress("judging cells", "cells"):
            found = list(proposed(Settings.load(), matrix))
        marked = [told for told in found if told["mark"] is not None]
        drafts = [Draft("cell", told, why=str(told.pop("why", ""))) for told in marked]
        tell(questions.keep(held, matrix.question, drafts, who=MACHINE, why=""), json_out)
    if silent := len(found) - len(marked):
        cells = "1 cell" if silent == 1 else f"{silent:,} cells"
        words = f"The model sees nothing either way in {cells}: left unfilled."
        click.echo(words, err=json_out is not None)
    if not found and json_out is None:
        click.echo("No cell is empty: there is nothing to propose.")
