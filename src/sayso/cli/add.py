"""`sayso add`: articles into the ledger, each safe before it is said to be."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.complaints import complain, say
from sayso.cli.log import log
from sayso.cli.options import (
    collection_option,
    extractor_option,
    json_option,
    ledger_option,
    published_option,
    settings_with,
)
from sayso.cli.output import STDOUT
from sayso.cli.progress import Progress, progress
from sayso.cli.verbs import INTERRUPTED
from sayso.engine import NAMES
from sayso.errors import SkipDocument, StopRun

if TYPE_CHECKING:
    from sayso.adding import Event
    from sayso.ledger import Ledger
    from sayso.pipeline import Item
    from sayso.settings import Settings
    from sayso.views.added import Tally

SHOWN = 20
"""Errors, and revisions, that are shown; the rest is counted."""
Write = Callable[[dict[str, Any]], None]


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@collection_option
@ledger_option
@published_option
@extractor_option
@click.option("--engine", type=click.Choice(NAMES), help="Where the work runs.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read at once; by default all cores.",
)
@click.option(
    "--shards",
    metavar="FOLDER",
    help="Read into Parquet files there first (a path or s3://...), then into the ledger; without PATH, merge"
    " those that are there.",
)
@json_option
@click.pass_context
def add(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    ledger: str,
    json_out: str | None,
    shards: str | None,
    **chosen: Any,  # noqa: ANN401 - values of settings
) -> None:
    """Add articles to the ledger, with every claim in them.

    PATH is what sayso read takes, and corpora: WARC, Parquet, JSONL. What is in the ledger already is passed
    over, so a run that was stopped goes on when the same command is run again. With --shards and no PATH,
    shards made before, on this machine or others, are merged. Exit code: 0 all added or there already, 1 some
    skipped, 2 nothing could be added, 130 stopped by Ctrl-C.
    """
    if not paths and shards is None:
        raise click.UsageError("Missing argument 'PATH...'.")
    from sayso.ledger import open_ledger
    from sayso.views.added import Tally

    settings = settings_with(**chosen)
    with ExitStack() as stack:
        write = stack.enter_context(log(json_out)) if json_out is not None else None
        held = stack.enter_context(closing(open_ledger(ledger, create=True)))
        tally = Tally(held.address, settings.collection)
        run = _Run(_Source(paths, shards), settings, held, tally, write, quiet=json_out == STDOUT)
        ctx.exit(run())


@dataclass(frozen=True, slots=True)
class _Source:
    """What is added, and the folder that it goes through if it does."""

    paths: tuple[str, ...]
    shards: str | None

    def events(
        self, settings: Settings, ledger: Ledger, line: Progress
    ) -> tuple[Iterator[Event], int | None]:
        """What becomes of each document, and how many they are where that can be known."""
        from sayso import adding

        if self.shards is None:
            return adding.add(self.paths, settings, ledger, self._command()), _total(self.paths)
        items, total = self._sharded(self.shards, settings, line)
        return adding.recorded(items, settings, ledger, self._command()), total

    def _command(self) -> str:
        through = ("--shards", self.shards) if self.shards else ()
        return shlex.join(("sayso", "add", *self.paths, *through))

    def _sharded(self, folder: str, settings: Settings, line: Progress) -> tuple[Iterator[Item], int | None]:
        from sayso import shards

        if not self.paths:
            return shards.readings(folder), None
        line.show(f"reading into shards in {folder}")
        total = 0
        for number, made in enumerate(shards.gather(self.paths, settings, folder), start=1):
            total += made.documents + made.skipped
            line.show(f"shard {number} of {made.count}, {total:,} documents")
        return shards.readings(folder), total


class _Run:
    """One run of `sayso add`: every event counted, told and written."""

    def __init__(
        self,
        source: _Source,
        settings: Settings,
        ledger: Ledger,
        tally: Tally,
        write: Write | None,
        *,
        quiet: bool,
    ) -> None:
        self._source, self._settings, self._ledger = source, settings, ledger
        self._tally, self._write, self._quiet = tally, write, quiet
        self._errors: list[SkipDocument] = []

    def __call__(self) -> int:
        """Do it; the exit code."""
        from sayso.views import added

        finished = False
        try:
            with progress("loading the extractor ...") as line:
                self._through(line)
            finished = True
        except KeyboardInterrupt:
            say(added.kept(self._tally))
            return INTERRUPTED
        except StopRun:
            if self._tally.done:
                say(added.kept(self._tally))
            raise
        finally:
            self._end(finished=finished)
        if not self._tally.done:
            return 2
        return 1 if self._tally.skipped else 0

    def _through(self, line: Progress) -> None:
        from sayso.views import added

        events, total = self._source.events(self._settings, self._ledger, line)
        for event in events:
            self._tally.take(event)
            if self._write:
                self._write(added.record(event))
            if isinstance(event, SkipDocument) and len(self._errors) < SHOWN:
                self._errors.append(event)
            self._tell_revision(event, line)
            line.show(f"adding to {self._tally.ledger}")
            line.count(self._tally.all, total)

    def _tell_revision(self, event: Event, line: Progress) -> None:
        from sayso import ledger as ledgers
        from sayso.views import added

        if self._quiet or not isinstance(event, ledgers.Recorded) or not event.new_document:
            return
        if event.revises and self._tally.revisions <= SHOWN:
            shown = ledgers.show(self._ledger, event.document)
            changed = len(shown.changes) if isinstance(shown, ledgers.ShownDocument) else 0
            with line.paused():
                click.echo(added.revision(event.document, event.address, changed))

    def _end(self, *, finished: bool) -> None:
        from sayso.views import added

        for error in self._errors:
            complain(error, "skipped ")
        if self._tally.skipped > SHOWN:
            say(f"... and {self._tally.skipped - SHOWN} more: sayso status --errors shows them all.")
        if self._write:
            self._write(added.summary_record(self._tally, finished=finished))
        if finished and not self._quiet:
            click.echo(added.summary(self._tally))


def _total(paths: tuple[str, ...]) -> int | None:
    """How many documents there will be, where that can be known: each file is one, but for corpora."""
    from sayso.readers import choosing
    from sayso.readers.paths import files

    many = {name for name, reader in choosing.readers().items() if reader.STREAMS or name == "feed"}
    total = 0
    for path in paths:
        if path == "-" or "://" in path[:12]:
            return None
        for found in files(path):
            total += 1
            if not isinstance(found, SkipDocument) and choosing.by_suffix(found.address) in many:
                return None
    return total
