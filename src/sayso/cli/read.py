"""`sayso read`: articles in, every claim out."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from sayso.cli.complaints import complain, say
from sayso.cli.options import extractor_option, json_option, published_option, settings_with
from sayso.cli.output import STDOUT, opened
from sayso.cli.progress import progress
from sayso.cli.sinks import Exported, Pretty, Sink, hand_over
from sayso.errors import SkipDocument

if TYPE_CHECKING:
    from sayso.settings import Settings


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--html", "html_out", metavar="OUT", help="Write one self-contained HTML report to OUT.")
@json_option
@published_option
@extractor_option
@click.pass_context
def read(ctx: click.Context, /, paths: tuple[str, ...], **chosen: str | None) -> None:
    """Read articles: every claim, and through whom it comes.

    PATH is a file (text, HTML, PDF, DOCX, e-mail, JSONL, RSS or Atom), a folder, a glob, an http(s)
    address, or - for standard input. Exit code: 0 all read, 1 some documents skipped, 2 nothing could
    be read this way.
    """
    html_out, json_out = chosen["html_out"], chosen["json_out"]
    _check_outputs(paths, html_out, json_out)
    settings = settings_with(extractor=chosen["extractor"], published=chosen["published"])
    with ExitStack() as stack:
        sinks: list[Sink] = []
        if STDOUT not in (html_out, json_out):
            sinks.append(Pretty())
        if json_out is not None:
            sinks.append(Exported("jsonl", stack.enter_context(opened(json_out))))
        if html_out is not None:
            sinks.append(Exported("html", stack.enter_context(opened(html_out)), together=True))
        skipped = _read(paths, settings, sinks)
    if skipped:
        ctx.exit(1)


def _check_outputs(paths: tuple[str, ...], html_out: str | None, json_out: str | None) -> None:
    if not paths:
        hint = ""
        if json_out not in (None, STDOUT):
            hint = (
                f" --json took {json_out!r} as its OUT: put --json last, or write --json - before the PATH."
            )
        raise click.UsageError(f"Missing argument 'PATH...'.{hint}")
    if html_out is not None and html_out == json_out:
        raise click.UsageError(f"--html and --json cannot both go to {html_out!r}: name two files.")


def _read(paths: Iterable[str], settings: Settings, sinks: list[Sink]) -> int:
    """Hand every reading to every sink, and every complaint to standard error; how many were skipped."""
    from sayso import pipeline

    done = skipped = claims = 0
    with progress("loading the extractor ...") as line:
        for item in pipeline.gather(paths, settings):
            with line.paused():
                if isinstance(item, SkipDocument):
                    skipped += 1
                    complain(item, "skipped ")
                else:
                    done, claims = done + 1, claims + len(item.claims)
                    hand_over(item, sinks)
            line.show(f"{done} read, {skipped} skipped, {claims} claims so far")
        for sink in sinks:
            sink.finish()
    if skipped:
        say(f"{skipped} of {done + skipped} documents skipped, {done} read.")
    return skipped
