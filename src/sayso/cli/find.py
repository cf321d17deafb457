"""`sayso find`: claims by words and meaning, and by who says them, how surely, when, where, how many."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.complaints import say
from sayso.cli.options import collections_option, date_option, json_option, ledger_option
from sayso.cli.output import opened, print_pretty
from sayso.types import KINDS, STANCES

if TYPE_CHECKING:
    from sayso.ledger import Found, Ledger, Query


@click.command()
@click.argument("words", nargs=-1)
@click.option("--by", metavar="NAME", default="", help="A voice in the chain, near or far.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="A kind of source in the chain; repeatable.",
)
@click.option("--stance", "stances", type=click.Choice(STANCES), multiple=True, help="A stance; repeatable.")
@date_option("--since", "The document was published then or later.")
@date_option("--until", "The document was published then or earlier.")
@date_option("--when", "The claim speaks of this time.")
@click.option("--place", metavar="NAME", default="", help="The claim speaks of this place.")
@click.option("--figure", type=float, metavar="N", help="The claim has a figure that is at least N.")
@click.option("--documents", is_flag=True, help="Find documents by their words, and not claims.")
@click.option("--versions", is_flag=True, help="Also older versions of documents.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many at most."
)
@collections_option
@ledger_option
@json_option
@click.pass_context
def find(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    ledger: str,
    json_out: str | None,
    documents: bool,
    **asked: Any,  # noqa: ANN401 - fields of Query
) -> None:
    """Find claims by words and meaning, and by who says what.

    Words in double quotes are a phrase: sayso find '"at least"'. Without words, the claims of the latest
    documents that pass the filters. Exit code: 0 found, 1 nothing found, 2 it cannot be asked so.
    """
    from sayso.ledger import Query, open_ledger

    query = Query(words=" ".join(words).strip(), **asked)
    if query == Query(collections=query.collections, limit=query.limit):
        raise click.UsageError("Say what to find: words, or a filter such as --by NAME.")
    if documents and not query.words:
        raise click.UsageError("--documents searches for words: say which.")
    with closing(open_ledger(ledger)) as held:
        found = _show_documents(held, query, json_out) if documents else _show_claims(held, query, json_out)
        others = _other_collections(held, query) if not found else []
    if not found:
        from sayso.views.found import nothing

        say(nothing(query, others, "document" if documents else "claim"))
        ctx.exit(1)


def _found(ledger: Ledger, query: Query) -> list[Found]:
    from sayso import ledger as ledgers
    from sayso import plugins
    from sayso.settings import Settings

    if not query.words:
        return ledgers.find(ledger, query)
    settings = Settings.load()
    encoder = plugins.load("encoder", settings.encoder).load(settings)
    is_careful = bool(settings.rerank) and ledgers.is_sentence(query.words)
    exact = plugins.load("encoder", settings.exact_encoder).load(settings) if is_careful else None
    return ledgers.find(ledger, query, encoder, exact=exact, first=settings.rerank)


def _other_collections(ledger: Ledger, query: Query) -> list[str]:
    from sayso.ledger import collections

    return [name for name in collections(ledger) if name not in query.collections]


def _show_documents(ledger: Ledger, query: Query, json_out: str | None) -> bool:
    """Whether there are any."""
    from sayso.ledger import find_documents
    from sayso.views import found as view

    found = find_documents(ledger, query)
    if json_out is not None:
        from sayso.views.record import as_line

        with opened(json_out) as out:
            for reading in found:
                out.write(as_line(view.found_document(reading, query.words)))
    elif found:
        print_pretty(lambda terminal: view.documents(found, query, terminal))
    return bool(found)


def _show_claims(ledger: Ledger, query: Query, json_out: str | None) -> bool:
    """Whether there are any."""
    from sayso.views import found as view

    found = _found(ledger, query)
    if json_out is not None:
        from sayso.views.record import as_line

        with opened(json_out) as out:
            for one in found:
                out.write(as_line(view.record(one, query.words)))
    elif found:
        print_pretty(lambda terminal: view.lines(found, query, terminal))
    return bool(found)
