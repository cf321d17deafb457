"""`sayso settle`: conflicting values in, how likely each is, how reliable its sources are, and who copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso import plugins
from sayso.cli.complaints import complain, say
from sayso.cli.options import collections_option, json_option, ledger_option
from sayso.cli.output import STDOUT, opened, print_pretty
from sayso.cli.progress import Progress, progress
from sayso.errors import SkipDocument, StopRun
from sayso.settlements import MEASURES

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.settlements import Measure, Settlement, Statement
    from sayso.views.settled import Told
    from sayso.views.terminal import Terminal

T = TypeVar("T")
METHOD = "sayso"
OFTEN = 10_000
"""Statements between two looks at the line that says how far it is."""
COMPLAINTS = 20
"""Lines that are named; of a file of another kind each of a million would be."""
PIECE = 1 << 16


@click.command()
@click.argument("what", metavar="CLAIMS.jsonl | CLAIM")
@click.option("--method", type=click.Choice(plugins.names("settling method")), help="What settles them.")
@click.option(
    "--measure", type=click.Choice(MEASURES), help="How all values are compared; else each object's tell."
)
@click.option("--truth", metavar="FILE", help="Lines of object and value: says how many are settled right.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=10, show_default=True, help="Of each kind shown."
)
@collections_option
@ledger_option
@json_option
@click.pass_context
def settle(
    ctx: click.Context,
    /,
    what: str,
    *,
    ledger: str,
    collections: tuple[str, ...],
    json_out: str | None,
    **asked: Any,  # noqa: ANN401 - how it is settled, and how much is shown
) -> None:
    """Settle conflicting values: who is reliable, and who copied whom.

    CLAIMS.jsonl holds {"object": …, "value": …, "source": …} in each line, with "time" where it is known; it
    may be gzipped, and - is standard input. CLAIM is the id of a claim in the ledger: how many, when and
    where are settled by what its sources say. Exit code: 0 settled, 1 some lines skipped or nothing to
    settle, 2 it cannot be asked so.
    """
    if _is_file(what):
        skipped = _settle_file(what, json_out, asked)
        if skipped:
            ctx.exit(1)
    elif not _settle_claim(what, (ledger, collections), json_out, asked):
        ctx.exit(1)


def _is_file(what: str) -> bool:
    """Whether it must be a file, since no id is written so."""
    from sayso.tracing.asking import is_id

    return what == STDOUT or Path(what).exists() or not is_id(what)


def _settle_file(path: str, json_out: str | None, asked: dict[str, Any]) -> int:
    """How many lines were skipped."""
    if path != STDOUT and json_out is not None and Path(path).resolve() == Path(json_out).resolve():
        raise click.UsageError(f"--json would overwrite {path!r}, which holds the values: name another file.")
    if path == asked["truth"] == STDOUT:
        raise click.UsageError("Statements and truth cannot both come from standard input.")
    from sayso.weighing import statements

    with progress("reading ...", "statements") as line:
        skipped: list[SkipDocument] = []
        true = dict(_good(statements.truths(asked["truth"]), skipped, line)) if asked["truth"] else None
        said = list(_good(statements.statements(path), skipped, line))
        if not said:
            name = "standard input" if path == STDOUT else path
            raise StopRun(name, "no statement in it", statements.FORM)
        told = _told(said, true, asked, line)
        _show([told], json_out, asked["limit"], line)
    if skipped:
        say(f"{len(skipped):,} lines skipped, {len(said):,} statements settled.")
    return len(skipped)


def _good(items: Iterable[T | SkipDocument], skipped: list[SkipDocument], line: Progress) -> Iterator[T]:
    for number, item in enumerate(items, 1):
        if isinstance(item, SkipDocument):
            skipped.append(item)
            with line.paused():
                _complain(item, len(skipped))
            continue
        if not number % OFTEN:
            line.count(number)
        yield item


def _complain(item: SkipDocument, number: int) -> None:
    if number <= COMPLAINTS:
        complain(item, "skipped ")
    elif number == COMPLAINTS + 1:
        say("More lines are skipped; they are counted, and no longer named.")


def _told(
    said: Sequence[Statement], true: dict[str, str] | None, asked: dict[str, Any], line: Progress
) -> Told:
    from sayso.views.settled import Told
    from sayso.weighing.settling.panel import panel
    from sayso.weighing.statements import spellings
    from sayso.weighing.truths import truths

    line.show(f"comparing {len(said):,} values ...")
    measure: Measure | None = asked["measure"]
    made = panel(said, measure=measure)
    line.show(f"settling {len(made.objects):,} objects by {len(made.sources):,} sources ...")
    settled: Settlement = plugins.load("settling method", asked["method"] or METHOD).settle(made)
    scored = truths(settled, made, said, true) if true is not None else None
    return Told(settled, spellings(made, said), scored)


def _settle_claim(
    claim: str, where: tuple[str, tuple[str, ...]], json_out: str | None, asked: dict[str, Any]
) -> bool:
    """Whether there was anything to settle."""
    for name in ("method", "measure", "truth"):
        if asked[name]:
            raise click.UsageError(f"--{name} goes with a file: a claim's questions are settled as they are.")
    from sayso.deliberating.settling import settled
    from sayso.ledger import open_ledger
    from sayso.settings import Settings
    from sayso.views.settled import Told

    with closing(open_ledger(where[0])) as held, progress("asking its sources ...", "claims") as line:
        found = settled(held, Settings.load(), claim, where[1])
        if found:
            told = [Told(settlement, question=question) for question, settlement in found]
            _show(told, json_out, asked["limit"], line)
    if not found:
        say("Nothing to settle: no two sources of this claim say how many, when or where.")
    return bool(found)


def _show(told: Sequence[Told], json_out: str | None, most: int, line: Progress) -> None:
    from sayso.views import settled as view

    if json_out is None:

        def pieces(terminal: Terminal) -> Iterator[RenderableType]:
            for one in told:
                yield from view.lines(one, most, terminal)

        with line.paused():
            print_pretty(pieces)
        return
    line.show("writing ...")
    with opened(json_out) as out:
        for piece in _pieces(told):
            out.write(piece)


def _pieces(told: Sequence[Told]) -> Iterator[bytes]:
    """Many lines at once: a write each would take longer than all the rest."""
    from sayso.views.record import as_line
    from sayso.views.settled import records

    waiting = bytearray()
    for one in told:
        for record in records(one):
            waiting += as_line(record)
            if len(waiting) > PIECE:
                yield bytes(waiting)
                waiting.clear()
    yield bytes(waiting)
