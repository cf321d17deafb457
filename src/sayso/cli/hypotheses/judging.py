"""What analysts say: of cells, of rows that may be planted, of assumptions, and of what turned out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sayso.cli.hypotheses.keeping import (
    ASSUMPTION,
    HYPOTHESIS,
    ROW,
    enter,
    kept,
    ledger_at,
    question_argument,
    writes,
)
from sayso.matrices import MARKS, STANDINGS

if TYPE_CHECKING:
    from sayso.ledger.questions import Draft
    from sayso.types import Json

NONE = "none"
_GRADES = click.Choice(("1", "2", "3", "4", "5", "6", NONE), case_sensitive=False)
_MARKS = click.Choice((*MARKS, NONE), case_sensitive=False)


@click.command()
@question_argument
@click.argument("row", metavar="R1", type=ROW)
@click.argument("hypothesis", metavar="H1", type=HYPOTHESIS)
@click.argument("mark", metavar="CC|C|N|I|II|NA|none", type=_MARKS)
@writes()
def cell(
    question: str, row: str, hypothesis: str, mark: str, ledger: str, json_out: str | None, **said: str
) -> None:
    """Say how a row sits with a hypothesis.

    \b
    CC very consistent   C consistent   N neutral   NA not applicable
    I  inconsistent      II very inconsistent       none: take your mark back

    \b
    sayso hypotheses cell QUESTION R1 H2 II --why "a mine leaves no fuse"

    Ask: if that hypothesis held, how likely would we be to see this row? Each analyst has their own mark.
    """
    enter(ledger, question, _cell(row, hypothesis, mark), json_out, said)


def _cell(row: str, hypothesis: str, mark: str) -> Draft:
    from sayso.ledger.questions import Draft

    return Draft(
        "cell",
        {"row": row, "hypothesis": hypothesis, "mark": None if mark == NONE else mark},
    )


@click.command()
@question_argument
@click.argument("marks", nargs=-1, required=True, metavar="R1 H1=C H2=II ...")
@writes()
def fill(question: str, marks: tuple[str, ...], ledger: str, json_out: str | None, **said: str) -> None:
    """Fill several cells at once: of one row, or of several one after the other.

    \b
    sayso hypotheses fill QUESTION R1 H1=C H2=II H3=N R2 H1=I H2=C --why "by what they used before"

    All are kept with the one reason, or none.
    """
    drafts = _cells(marks)
    with ledger_at(ledger) as held:
        kept(held, question, drafts, json_out, said)


def _cells(marks: tuple[str, ...]) -> list[Draft]:
    drafts: list[Draft] = []
    row = ""
    for word in marks:
        name, equals, mark = word.partition("=")
        if not equals:
            row = ROW.convert(word, None, None)
            continue
        if not row:
            raise click.UsageError(f"{word!r} comes before its row: write for instance R1 {word}.")
        hypothesis = HYPOTHESIS.convert(name, None, None)
        if any((d.told["row"], d.told["hypothesis"]) == (row, hypothesis) for d in drafts):
            raise click.UsageError(f"{row} has two marks for {hypothesis}: leave one out.")
        drafts.append(_cell(row, hypothesis, str(_MARKS.convert(mark, None, None))))
    if not drafts:
        raise click.UsageError("No marks: write for instance R1 H1=C H2=II.")
    return drafts


@click.command()
@question_argument
@click.argument("row", metavar="R1", type=ROW)
@click.argument("grade", metavar="1|2|3|4|5|6|none", type=_GRADES)
@writes()
def credibility(question: str, row: str, grade: str, ledger: str, json_out: str | None, **said: str) -> None:
    """Set how credible a row is as an item, apart from who brings it.

    \b
    1 confirmed by other sources   2 probably true   3 possibly true
    4 doubtful   5 improbable   6 cannot be judged   none: take it back

    \b
    sayso hypotheses credibility QUESTION R3 4 --why "two others deny it"

    At 1 the row counts in full, at 2 as 90 %, at 3 as 75 %, at 4 as 50 %, at 5 as 25 %, at 6 as 75 %. What is
    proposed (row --assess) weighs nothing until it is set so.
    """
    from sayso.ledger.questions import Draft

    told: dict[str, Json] = {"row": row, "credibility": None if grade == NONE else int(grade)}
    enter(ledger, question, Draft("credibility", told), json_out, said)


@click.command()
@question_argument
@click.argument("row", metavar="R1", type=ROW)
@click.argument("probability", type=float, metavar="0.8")
@writes()
def planted(
    question: str, row: str, probability: float, ledger: str, json_out: str | None, **said: str
) -> None:
    """Say how probable it is that a row was planted or is false.

    \b
    sayso hypotheses planted QUESTION R3 0.8 --why "the papers lay in plain view"

    At 1 the row counts for nothing, at 0 for all that it says. sayso weigh QUESTION --planted R3 asks what
    if, and keeps nothing.
    """
    from sayso.ledger.questions import Draft

    draft = Draft("deceptive", {"row": row, "probability": probability})
    enter(ledger, question, draft, json_out, said)


@click.command()
@question_argument
@click.argument("row", metavar="R1", type=ROW)
@click.argument("hypothesis", metavar="H1", type=HYPOTHESIS)
@click.option("--back", is_flag=True, help="Take it back.")
@writes()
def motive(
    question: str,
    row: str,
    hypothesis: str,
    *,
    back: bool,
    ledger: str,
    json_out: str | None,
    **said: str,
) -> None:
    """Say that if a hypothesis holds, its author would want us to find a row.

    \b
    sayso hypotheses motive QUESTION R3 H2 --why "it points at their enemy"
    """
    from sayso.ledger.questions import Draft

    told: dict[str, Json] = {"row": row, "hypothesis": hypothesis} | ({"holds": False} if back else {})
    enter(ledger, question, Draft("motive", told), json_out, said)


@click.command()
@question_argument
@click.argument("text", metavar='"ASSUMPTION"')
@writes(reason=False)
def assume(question: str, text: str, ledger: str, json_out: str | None, **said: str) -> None:
    """List an assumption that the answer rests on, so that it can be challenged.

    \b
    sayso hypotheses assume QUESTION "The harbour log was not altered"
    """
    from sayso.ledger.questions import Draft

    enter(ledger, question, Draft("assumption", {"text": text}), json_out, said)


@click.command()
@question_argument
@click.argument("assumption", metavar="A1", type=ASSUMPTION)
@click.argument("standing", type=click.Choice(STANDINGS))
@writes()
def challenge(
    question: str, assumption: str, standing: str, ledger: str, json_out: str | None, **said: str
) -> None:
    """Say of an assumption that it holds, is challenged, or failed.

    \b
    sayso hypotheses challenge QUESTION A1 failed --why "two pages of the log are in another hand"
    """
    from sayso.ledger.questions import Draft

    draft = Draft("challenge", {"id": assumption, "standing": standing})
    enter(ledger, question, draft, json_out, said)


@click.command()
@question_argument
@click.argument("hypothesis", metavar="H1", type=HYPOTHESIS)
@writes()
def outcome(question: str, hypothesis: str, ledger: str, json_out: str | None, **said: str) -> None:
    """Record which hypothesis turned out to hold.

    \b
    sayso hypotheses outcome QUESTION H2 --why "the court's judgment of 3 May"

    From then on sayso weigh looks back, and says which rows pointed away from it.
    """
    from sayso.ledger.questions import Draft

    enter(ledger, question, Draft("outcome", {"hypothesis": hypothesis}), json_out, said)


@click.command()
@question_argument
@click.argument("row", metavar="R1", type=ROW)
@click.option("--back", is_flag=True, help="Take it back.")
@writes()
def misled(question: str, row: str, back: bool, ledger: str, json_out: str | None, **said: str) -> None:
    """Say, once the outcome is known, that a row misled.

    \b
    sayso hypotheses misled QUESTION R4 --why "we took the uniform for proof"
    """
    from sayso.ledger.questions import Draft

    told: dict[str, Json] = {"row": row} | ({"holds": False} if back else {})
    enter(ledger, question, Draft("misled", told), json_out, said)
