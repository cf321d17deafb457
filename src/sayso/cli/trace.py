"""`sayso trace`: who had a claim from whom, and from how many independent origins it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.complaints import say
from sayso.cli.options import collections_option, json_option, ledger_option
from sayso.cli.output import opened, print_pretty

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.ledger import Ledger
    from sayso.lineage.links import Family
    from sayso.tracing import Step
    from sayso.views.terminal import Terminal

STAGES = {
    "fingerprints": ("taking fingerprints", "documents"),
    "passages": ("looking for shared passages", "documents"),
    "claims": ("comparing claims", "documents"),
    "families": ("following them back", "families"),
}


@click.command()
@click.argument("what", nargs=-1, metavar='[CLAIM | DOCUMENT | "WORDS"]')
@click.option(
    "--all", "whole", is_flag=True, help="Trace every claim of the collections, and keep the links."
)
@click.option("--full", is_flag=True, help="Show every copy, instead of how many more there are.")
@click.option("--svg", metavar="FILE", help="Draw the family tree into FILE.")
@click.option(
    "--html", metavar="FILE", help="Write it all as one page into FILE: drawing, passages, reasons."
)
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="With --all: claims shown."
)
@collections_option
@ledger_option
@json_option
@click.pass_context
def trace(
    ctx: click.Context,
    /,
    what: tuple[str, ...],
    *,
    whole: bool,
    ledger: str,
    collections: tuple[str, ...],
    **asked: Any,  # noqa: ANN401 - what is to be written, and how
) -> None:
    """Trace a claim to its origins: who had it from whom.

    CLAIM and DOCUMENT are ids or their beginnings, as sayso find shows them; words find the claim that fits
    best. Exit code: 0 found, 1 nothing found, 2 it cannot be asked so.
    """
    from sayso.ledger import open_ledger

    words = " ".join(what).strip()
    _check(words, whole, asked)
    with closing(open_ledger(ledger)) as held:
        found = _trace_all(held, collections, asked) if whole else _trace(held, words, collections, asked)
        others = _other_collections(held, collections) if not found else []
    if not found:
        from sayso.views.lineage.nothing import nothing

        say(nothing(words, collections, others))
        ctx.exit(1)


def _check(words: str, whole: bool, asked: dict[str, Any]) -> None:
    if whole and words:
        raise click.UsageError("--all traces every claim: leave it out, or what comes with it.")
    if whole and (asked["svg"] or asked["html"]):
        raise click.UsageError("--svg and --html draw one family: name a claim or its words, without --all.")
    if not whole and not words:
        raise click.UsageError("Say what to trace: a claim's id, its words, or --all.")


def _trace(ledger: Ledger, words: str, collections: tuple[str, ...], asked: dict[str, Any]) -> bool:
    """Whether anything was found."""
    from sayso.cli.progress import progress
    from sayso.settings import Settings
    from sayso.tracing import trace as traced
    from sayso.tracing.asking import is_id

    with progress("looking for those who tell it", "claims"):
        found = traced(ledger, Settings.load(), words, collections)
    if not found:
        return False
    # An id means just these; words mean the claim that fits best.
    families, others = (found, []) if is_id(words) else _best(found)
    _draw(ledger, families[0], asked)
    if asked["json_out"] is not None:
        _write(families, others, asked["json_out"])
    elif not (asked["svg"] or asked["html"]):
        print_pretty(lambda terminal: _lines(families, others, asked["full"], terminal))
    return True


def _best(found: Sequence[Family]) -> tuple[list[Family], list[Family]]:
    """The family of most articles for its rank, and the others: who asks where a claim comes from seldom
    means the one article that has the very words."""
    best = max(range(len(found)), key=lambda n: (found[n].documents / (n + 1), -n))
    return [found[best]], [family for n, family in enumerate(found) if n != best]


def _lines(
    families: Sequence[Family], others: Sequence[Family], full: bool, terminal: Terminal
) -> Iterator[RenderableType]:
    from sayso.views.lineage import screen

    for family in families:
        yield from screen.lines(family, terminal, full=full)
    hidden = not full and any(map(screen.hides, families))
    yield from screen.closing(terminal, others, hidden)


def _draw(ledger: Ledger, family: Family, asked: dict[str, Any]) -> None:
    if asked["svg"]:
        from sayso.views.lineage.svg import svg

        with opened(asked["svg"]) as out:
            out.write(svg(family).encode("utf-8", "replace"))
    if asked["html"]:
        from sayso.views.lineage.page import page

        made = page(family, _texts(ledger, family))
        with opened(asked["html"]) as out:
            out.write(made)


def _texts(ledger: Ledger, family: Family) -> dict[str, str]:
    from sayso.ledger import reading

    found = (reading(ledger, document) for document in family.publications)
    return {r.document.id: r.document.text for r in found if r is not None}


def _trace_all(ledger: Ledger, collections: tuple[str, ...], asked: dict[str, Any]) -> bool:
    """Whether any claim is told by several documents."""
    from sayso.cli.progress import progress
    from sayso.lineage.links import Family
    from sayso.settings import Settings
    from sayso.tracing import trace_all

    families: list[Family] = []
    with progress("tracing", "documents") as line:
        for event in trace_all(ledger, Settings.load(), collections):
            if isinstance(event, Family):
                families.append(event)
            else:
                _tell(event, line)
    families.sort(key=_inflation, reverse=True)
    if asked["json_out"] is not None:
        _write(families, [], asked["json_out"])
    elif families:
        print_pretty(lambda terminal: _table(families, asked["limit"], terminal))
    return bool(families)


def _tell(step: Step, line: Any) -> None:  # noqa: ANN401 - the progress line
    words, unit = STAGES[step.stage]
    line.show(f"{words} ({step.found:,} found)" if step.found else words)
    if unit == "documents":
        line.count(step.done)


def _inflation(family: Family) -> tuple[float, int]:
    from sayso.views.lineage.record import outlets

    return outlets(family) / max(1, family.count), family.documents


def _table(families: Sequence[Family], limit: int, terminal: Terminal) -> Iterator[RenderableType]:
    from sayso.views.lineage import screen

    yield from screen.table(families[:limit], terminal)
    count = f"{len(families):,} claim{'s'[: len(families) != 1]} told by several documents"
    most = f"; sayso origins --limit {len(families)} shows all" if len(families) > limit else ""
    yield terminal.say((f"{count}{most}.", "bright_black"))


def _write(families: Sequence[Family], others: Sequence[Family], json_out: str) -> None:
    from sayso.views.lineage.record import record
    from sayso.views.record import as_line

    with opened(json_out) as out:
        for family in families:
            out.write(as_line(record(family, others)))


def _other_collections(ledger: Ledger, asked: tuple[str, ...]) -> list[str]:
    from sayso.ledger import collections

    return [name for name in collections(ledger) if name not in asked]
