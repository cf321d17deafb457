"""`sayso check`: what stands for and against a claim; and whether a finding comes out the same again."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.options import collections_option, date_option, json_option, ledger_option
from sayso.cli.output import STDOUT, opened, print_pretty
from sayso.errors import StopRun

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.findings import Finding
    from sayso.views.evidence.replaying import Replay
    from sayso.views.terminal import Terminal

LARGEST = 50_000_000
"""Bytes of a file that is replayed: a finding has some hundred thousand."""


@click.command()
@click.argument("what", nargs=-1, metavar='[CLAIM | DOCUMENT | "A SENTENCE"]')
@click.option("--html", metavar="FILE", help="Write it all as one page into FILE: quotes, plot, reasons.")
@click.option("--svg", metavar="FILE", help="Draw how many, said whom, when into FILE.")
@click.option(
    "--replay", metavar="FILE", help="Make the findings in FILE, from --json, anew; - is the input."
)
@date_option("--as-of", "Leave out evidence that was published later.")
@click.option(
    "--most",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="Of a document: claims checked.",
)
@collections_option
@ledger_option
@json_option
@click.pass_context
def check(
    ctx: click.Context,
    /,
    what: tuple[str, ...],
    *,
    replay: str | None,
    ledger: str,
    collections: tuple[str, ...],
    **asked: Any,  # noqa: ANN401 - what is to be written, and how
) -> None:
    """Check a claim: what stands for it, and what against.

    CLAIM and DOCUMENT are ids or their beginnings, as sayso find shows them; of a document the claims that
    most ask for a check come first. Exit code: 0 checked, 1 a finding came out otherwise when replayed, 2 it
    cannot be asked so.
    """
    words = " ".join(what).strip()
    if replay is not None:
        _refuse_with_replay(words, asked)
        ctx.exit(0 if _replay(replay, asked) else 1)
    if not words:
        raise click.UsageError("Say what to check: a claim's id, a document's, or a sentence in quotes.")
    findings = _checked(words, ledger, collections, asked)
    _draw(findings, asked)
    if asked["json_out"] is not None:
        _write(findings, asked["json_out"])
    elif not (asked["svg"] or asked["html"]):
        print_pretty(lambda terminal: _lines(findings, terminal))


def _refuse_with_replay(words: str, asked: dict[str, Any]) -> None:
    if words:
        raise click.UsageError(
            "--replay takes what to check from its file: leave it out, or what comes with it."
        )
    if asked["as_of"]:
        raise click.UsageError("--replay searches for nothing anew: leave --as-of out.")


def _checked(words: str, ledger: str, collections: tuple[str, ...], asked: dict[str, Any]) -> list[Finding]:
    from sayso import checking
    from sayso.cli.progress import progress
    from sayso.ledger import open_ledger
    from sayso.settings import Settings

    found = []
    with closing(open_ledger(ledger)) as held, progress("looking for evidence", "claims") as line:
        settings = Settings.load()
        for finding in checking.check(
            held, settings, words, collections, as_of=asked["as_of"], most=asked["most"]
        ):
            found.append(finding)
            line.count(len(found))
    return found


def _lines(findings: Sequence[Finding], terminal: Terminal) -> Iterator[RenderableType]:
    from sayso.views.evidence import screen

    for finding in findings:
        yield from screen.lines(finding, terminal)
    yield from screen.closing(terminal)


def _draw(findings: Sequence[Finding], asked: dict[str, Any]) -> None:
    if asked["svg"]:
        from sayso.views.evidence.svg import svg

        with opened(asked["svg"]) as out:
            out.write(svg(findings).encode("utf-8", "replace"))
    if asked["html"]:
        from sayso.views.evidence.page import page

        made = page(findings)
        with opened(asked["html"]) as out:
            out.write(made)


def _write(findings: Sequence[Finding], json_out: str) -> None:
    from sayso.views.evidence.record import record
    from sayso.views.record import as_line

    with opened(json_out) as out:
        for finding in findings:
            out.write(as_line(record(finding)))


def _replay(path: str, asked: dict[str, Any]) -> bool:
    """Whether every finding in the file comes out the same."""
    from sayso.evidence.deciding import replayed
    from sayso.views.evidence.replaying import compared, findings_in

    kept = findings_in(_bytes(path), "the input" if path == STDOUT else path)
    replays = [compared(finding, replayed(finding)) for finding in kept]
    _draw(kept, asked)
    if asked["json_out"] is not None:
        _write_replays(replays, asked["json_out"])
    elif not (asked["svg"] or asked["html"]):
        print_pretty(lambda terminal: _replay_lines(replays, terminal))
    return all(replay.is_same for replay in replays)


def _bytes(path: str) -> bytes:
    todo = "Give a file that sayso check --json made"
    try:
        if path == STDOUT:
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise StopRun(f"cannot read {path}", why, todo) from None
    if len(data) > LARGEST:
        raise StopRun(f"cannot read {path}", f"it is larger than {LARGEST:,} bytes", todo)
    return data


def _replay_lines(replays: Sequence[Replay], terminal: Terminal) -> Iterator[RenderableType]:
    from sayso.views.evidence import screen

    for replay in replays:
        yield from screen.replayed(replay, terminal)


def _write_replays(replays: Sequence[Replay], json_out: str) -> None:
    from sayso.views.evidence.replaying import replay_record
    from sayso.views.record import as_line

    with opened(json_out) as out:
        for replay in replays:
            out.write(as_line(replay_record(replay)))
