"""`sayso entail`: pairs of claim and evidence in, what each evidence says to its claim out."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from sayso import plugins
from sayso.cli.complaints import complain, say
from sayso.cli.options import json_option, settings_with
from sayso.cli.output import STDOUT, opened, print_pretty
from sayso.cli.progress import Progress, progress
from sayso.errors import SkipDocument, StopRun

if TYPE_CHECKING:
    from sayso.checking.entailing import Entailed
    from sayso.protocols import Entailer

Show = Callable[["Entailed"], None]
_GZIP = b"\x1f\x8b"
_LONGEST = 10_000_000
"""Bytes of a line; what is longer is cut, and so no JSON."""


@click.command()
@click.argument("pairs", metavar="PAIRS")
@json_option
@click.option("--entailer", type=click.Choice(plugins.names("entailer")), help="What judges the pairs.")
@click.option(
    "--model-only", is_flag=True, help="Leave out the rules for figures, dates, negation and so on."
)
@click.pass_context
def entail(
    ctx: click.Context, /, pairs: str, json_out: str | None, entailer: str | None, model_only: bool
) -> None:
    """Judge pairs of claim and evidence: supports, refutes or neutral.

    PAIRS is a file of JSON Lines with id, claim and evidence, which may be gzipped, or - for standard input.
    Results come in the order of the pairs. Exit code: 0 all judged, 1 some lines skipped, 2 nothing could be
    judged this way.
    """
    if pairs != STDOUT and json_out is not None and Path(pairs).resolve() == Path(json_out).resolve():
        raise click.UsageError(f"--json would overwrite {pairs!r}, which holds the pairs: name another file.")
    settings = settings_with(entailer=entailer)
    with ExitStack() as stack:
        stream = stack.enter_context(_stream(pairs))
        line = stack.enter_context(progress("loading the entailer ...", "pairs"))
        show = _written(stack.enter_context(opened(json_out)).write) if json_out is not None else _printed
        model: Entailer = plugins.load("entailer", settings.entailer).load(settings)
        line.show(f"judging with {model.method}")
        from sayso.checking import entailing

        name = "standard input" if pairs == STDOUT else pairs
        items = entailing.pairs(_lines(stream), name)
        results = entailing.entailed(items, model, with_checks=not model_only)
        counts = _shown(results, show, line, _total(pairs))
    _sum_up(counts)
    if counts["skipped"]:
        ctx.exit(1)


@contextmanager
def _stream(path: str) -> Iterator[BinaryIO]:
    """The file, or standard input, without its gzip."""
    try:
        with sys.stdin.buffer if path == STDOUT else Path(path).open("rb") as raw:
            held = raw if isinstance(raw, BufferedReader) else BufferedReader(cast(RawIOBase, raw))
            packed = held.peek(len(_GZIP))[: len(_GZIP)] == _GZIP
            yield cast(BinaryIO, gzip.GzipFile(fileobj=held) if packed else held)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise StopRun(path, f"it cannot be read ({error.strerror})", "Give a file of JSON Lines") from None


def _total(path: str) -> int | None:
    """Lines of a file, where a terminal shows how many are left; one pass is little beside the judging."""
    if path == STDOUT or not sys.stderr.isatty():
        return None
    with suppress(OSError, EOFError, zlib.error), _stream(path) as stream:
        return sum(1 for line in _lines(stream) if line.strip())
    return None


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    from sayso.readers.expanding import lines

    return lines(stream, _LONGEST)


def _shown(
    results: Iterable[Entailed | SkipDocument], show: Show, line: Progress, total: int | None
) -> Counter[str]:
    """Every result shown and every complaint said; how many there were of each label, and skipped."""
    counts: Counter[str] = Counter()
    for item in results:
        with line.paused():
            if isinstance(item, SkipDocument):
                counts["skipped"] += 1
                complain(item, "skipped ")
            else:
                counts[item.label] += 1
                show(item)
        line.count(counts.total(), total)
    return counts


def _written(write: Callable[[bytes], None]) -> Show:
    from sayso.views import entailed as view
    from sayso.views.record import as_line

    return lambda item: write(as_line(view.record(item)))


def _printed(item: Entailed) -> None:
    from sayso.views import entailed as view

    print_pretty(lambda terminal: view.lines(item, terminal))


def _sum_up(counts: Counter[str]) -> None:
    skipped = counts["skipped"]
    done = counts.total() - skipped
    if not counts.total():
        say("No pairs: the file is empty.")
    elif skipped:
        say(f"{skipped} of {done + skipped} lines skipped, {done} judged.")
