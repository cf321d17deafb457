"""`sayso decide`: what people decide on claims and names. Kept beside them; nothing is overwritten."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from sayso.cli.options import json_option, ledger_option, who_option, why_option
from sayso.cli.output import opened

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.ledger.judgements import Judgement, Verdict

ON_CLAIMS = ("accept", "reject", "correct")
ON_NAMES = ("same", "different")
ON_LINKS = ("cut", "join", "turn")


@click.command()
@click.argument("subject", metavar="CLAIM|NAME")
@click.argument("verdict", type=click.Choice(ON_CLAIMS + ON_NAMES + ON_LINKS))
@click.argument("other", metavar="[OTHER]", required=False)
@click.option(
    "--set",
    "corrections",
    metavar="WHAT=VALUE",
    multiple=True,
    help="With correct: stance=..., by=... (the farthest voice) or content=... (its exact words).",
)
@why_option
@who_option
@ledger_option
@json_option
def decide(
    subject: str,
    verdict: Verdict,
    other: str | None,
    corrections: tuple[str, ...],
    json_out: str | None,
    ledger: str,
    **said: str,
) -> None:
    """Decide on a claim, on two names, or on who had it from whom.

    \b
    sayso decide CLAIM accept|reject --why "..."
    sayso decide CLAIM correct --set stance=denied --why "..."
    sayso decide NAME same|different OTHER --why "..."
    sayso decide CLAIM join|cut|turn OTHER --why "..."

    join: OTHER was had from CLAIM. cut: neither was had from the other. turn: the link from CLAIM to OTHER
    that sayso trace shows goes the other way.

    CLAIM is the id of a claim or its beginning. A later judgement on the same thing wins; the earlier stays.
    """
    from sayso.ledger import open_ledger

    told = _told(corrections)
    _check(verdict, other, told)
    with closing(open_ledger(ledger)) as held:
        made = _made(held, (subject, verdict, other), told, said)
    _show(made, json_out)


def _check(verdict: str, other: str | None, told: dict[str, str]) -> None:
    if verdict in ON_NAMES and other is None:
        raise click.UsageError(f"{verdict} needs the other name: sayso decide NAME {verdict} OTHER --why ...")
    if verdict in ON_LINKS and other is None:
        raise click.UsageError(
            f"{verdict} needs the other claim: sayso decide CLAIM {verdict} OTHER --why ..."
        )
    if verdict in ON_CLAIMS and other is not None:
        raise click.UsageError(f"{verdict} is about one claim; {other!r} is one too many.")
    if told and verdict != "correct":
        raise click.UsageError(f"--set says what is right, so it goes with correct, not with {verdict}.")
    if verdict == "correct" and not told:
        raise click.UsageError("correct needs what is right: for instance --set stance=denied.")


def _told(corrections: tuple[str, ...]) -> dict[str, str]:
    told = {}
    for correction in corrections:
        name, equals, value = correction.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise click.BadParameter(
                f"{correction!r} is not WHAT=VALUE. Write for instance stance=denied.", param_hint="--set"
            )
        told[name.strip()] = value.strip()
    return told


def _made(
    ledger: Ledger, about: tuple[str, Verdict, str | None], told: dict[str, str], said: dict[str, str]
) -> Judgement:
    from sayso.ledger import judgements, link_judgements

    subject, verdict, other = about
    if other is not None and verdict in ON_LINKS:
        return link_judgements.on_link(ledger, subject, other, verdict, **said)
    if other is not None:
        return judgements.on_names(ledger, subject, other, verdict, **said)
    return judgements.on_claim(ledger, subject, verdict, told=told, **said)


def _show(made: Judgement, json_out: str | None) -> None:
    from sayso.views import judged

    if json_out is not None:
        from sayso.views.record import as_line

        with opened(json_out) as out:
            out.write(as_line(judged.record(made)))
        return
    click.echo(f"Kept: {judged.line(made)}")
