"""`sayso match`: texts in, for each the published fact-checks of what it claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

from sayso.cli.complaints import complain, say
from sayso.cli.options import json_option
from sayso.cli.output import opened, print_pretty
from sayso.cli.progress import Progress, progress
from sayso.errors import SkipDocument, StopRun

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.checking.matching import Post
    from sayso.evidence.matching import Library, Match

T = TypeVar("T")
SHOWN = 3
"""Matches of a text that the terminal shows."""


@click.command()
@click.argument("queries", metavar="QUERIES.jsonl")
@click.option(
    "--factchecks",
    "checks",
    metavar="CLAIMS.jsonl",
    required=True,
    help="The fact-checks: lines of id and claim (or vclaim_id and vclaim), with title, subtitle, speaker "
    "and date where they are known; may be compressed (.gz).",
)
@click.option(
    "--most",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="Ids for each text, in the JSON.",
)
@json_option
@click.pass_context
def match(ctx: click.Context, /, queries: str, checks: str, most: int, json_out: str | None) -> None:
    """Match texts with published fact-checks of what they claim.

    QUERIES.jsonl holds a text in each line, {"id": …, "text": …}, with its "date" where it is known; - is
    standard input. Exit code: 0 all matched, 1 some lines skipped, 2 nothing could be matched this way.
    """
    from sayso.checking import matching
    from sayso.settings import Settings

    with progress("reading the fact-checks ...", "texts") as line:
        skipped: list[SkipDocument] = []
        listed = list(_good(matching.factchecks(checks), skipped, line))
        if not listed:
            raise StopRun(checks, "no fact-check in it", 'Write each line as {"id": …, "claim": …}')
        line.show(f"listing {len(listed):,} fact-checks ...")
        library = matching.library(listed, Settings.load())
        done = _run(_good(matching.posts(queries), skipped, line), library, json_out, most, line)
    if skipped:
        say(f"{len(skipped)} lines skipped, {done} texts matched.")
    if skipped or not done:
        ctx.exit(1)


def _good(items: Iterable[T | SkipDocument], skipped: list[SkipDocument], line: Progress) -> Iterator[T]:
    for item in items:
        if isinstance(item, SkipDocument):
            skipped.append(item)
            with line.paused():
                complain(item, "skipped ")
        else:
            yield item


def _run(posts: Iterable[Post], library: Library, json_out: str | None, most: int, line: Progress) -> int:
    """How many texts were matched."""
    from sayso.checking.matching import matched

    done = 0
    line.show("matching ...")
    if json_out is None:
        for post, found in matched(posts, library, SHOWN):
            with line.paused():
                _show(post, found)
            done += 1
            line.count(done)
        return done
    from sayso.views.record import as_line

    with opened(json_out) as out:
        for post, found in matched(posts, library, most):
            out.write(as_line({"id": post.id, "ranked": [one.check.id for one in found]}))
            done += 1
            line.count(done)
    return done


def _show(post: Post, found: list[Match]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from sayso.views.inert import on_one_line

    def pieces() -> Iterator[RenderableType]:
        yield Text.assemble((post.id, "bold"), "  ", on_one_line(post.text))
        for number, one in enumerate(found, 1):
            yield Padding(Text(f"{number}. {on_one_line(one.check.claim)}"), (0, 0, 0, 2))
            both = (
                f"both have: {', '.join(one.shared[:8])}" if one.shared else "no word in common: by meaning"
            )
            beside = " · ".join(part for part in (one.check.speaker, one.check.date, one.check.id) if part)
            yield Padding(Text(f"{on_one_line(beside)} · {both}", style="dim"), (0, 0, 0, 5))
        yield Text()

    print_pretty(lambda terminal: pieces())
