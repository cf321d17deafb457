"""What the ledger takes: `python bench/ledger.py add|rows|fill|find|memory|paper|serve [--json OUT]`.

add: documents a second of reading alone and of adding, in turn, by the real extractor. rows: recorded
readings into fresh ledgers, and as shards. fill: a ledger of so many claims, to be searched by find. memory:
peaks of processes that add. paper: from what add and rows wrote, what a corpus of any size would cost. serve:
a PostgreSQL server of one's own until Ctrl-C, for fill and find. Each tells the machine and how busy it was.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import postgres_server
from ledger_bench import adding, databases, filling, finding, loading, machine, memory, paper, report
from ledger_bench.databases import DATABASES
from ledger_bench.report import Figures
from sayso.errors import SaysoError


def add(asked: argparse.Namespace) -> dict[str, Figures]:
    ledger, database = asked.ledger or "", _kind(asked)
    return {
        f"{n} worker{'s' * (n > 1)}": adding.apart(
            adding.Asked(asked.documents, n, database, ledger, asked.rounds, asked.seed)
        )
        for n in asked.workers
    }


def rows(asked: argparse.Namespace) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    for database in [_kind(asked)] if asked.ledger else asked.databases:
        with _beside(asked, database) as beside, databases.fresh(beside) as address:
            found[database] = loading.loaded(address, asked.documents, asked.seed)
    return found | {"shards": loading.sharded(asked.documents, asked.seed)}


def fill(asked: argparse.Namespace) -> dict[str, Figures]:
    return {f"{asked.claims:,}": filling.fill(asked.ledger, asked.claims, asked.seed)}


def find(asked: argparse.Namespace) -> dict[str, Figures]:
    return dict(finding.measured(asked.ledger, asked.queries, asked.seed))


def peaks(asked: argparse.Namespace) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    with _beside(asked, _kind(asked)) as beside:
        for n in asked.documents:
            found[f"{n:,} recorded"] = memory.measured("recorded", n, beside) | memory.measured(
                "made", n, beside
            )
        for n in asked.extracted:
            found[f"{n:,} read"] = memory.measured("extracted", n, beside)
    return found


def _kind(asked: argparse.Namespace) -> databases.Database:
    if asked.ledger:
        return "postgresql" if "://" in asked.ledger else "sqlite"
    kind: databases.Database = getattr(asked, "database", "sqlite")
    return kind


@contextmanager
def _beside(asked: argparse.Namespace, database: databases.Database) -> Iterator[str]:
    if asked.ledger:
        yield asked.ledger
        return
    with databases.place(database, asked.folder) as beside:
        yield beside


def on_paper(asked: argparse.Namespace) -> None:
    try:
        found = paper.measured(asked.files, asked.database)
    except KeyError as error:
        raise SystemExit(
            f"{error} is not among the figures: give what `add --workers 1 2 --json` and `rows --json` wrote"
        ) from None
    except ValueError as error:
        raise SystemExit(str(error)) from None
    paper.show(
        found, paper.Corpus(asked.documents, asked.words, asked.cores, asked.memory, asked.shard_bytes)
    )


def serve(asked: argparse.Namespace) -> None:
    """Its address, then wait for Ctrl-C or SIGTERM; nothing of it stays."""
    with postgres_server.running(asked.folder) as server:
        print(server.create("sayso"), flush=True)
        # Only now: the server would inherit it, and hear neither.
        signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
        signal.sigwait((signal.SIGINT, signal.SIGTERM))


Verb = Callable[[argparse.Namespace], "dict[str, Figures]"]
VERBS: dict[str, Verb] = {"add": add, "rows": rows, "fill": fill, "find": find, "memory": peaks}


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = made.add_subparsers(dest="verb", required=True)
    one = {name: verbs.add_parser(name) for name in (*VERBS, "paper", "serve")}
    for name in VERBS:
        one[name].add_argument("--json", type=Path, metavar="OUT")
        one[name].add_argument("--seed", type=_positive, default=1)
        _add_ledger(one[name], needed=name in ("fill", "find"))
    for name in ("add", "rows", "paper"):
        usual = {"add": 2_000, "rows": 20_000, "paper": 1_000_000_000}[name]
        one[name].add_argument("--documents", type=_positive, default=usual)
    for name in ("add", "memory", "paper"):
        one[name].add_argument("--database", choices=DATABASES, default="sqlite")
    one["add"].add_argument("--workers", type=_positive, nargs="+", default=[1, 2])
    one["add"].add_argument("--rounds", type=_positive, default=3)
    one["rows"].add_argument("--databases", choices=DATABASES, nargs="+", default=list(DATABASES))
    one["fill"].add_argument("--claims", type=_positive, default=10_000)
    one["find"].add_argument("--queries", type=_positive, default=200, help="of each kind")
    one["memory"].add_argument("--documents", type=_positive, nargs="*", default=[1_000, 10_000, 100_000])
    one["memory"].add_argument(
        "--extracted", type=_positive, nargs="*", default=[200, 2_000], help="by the real extractor"
    )
    _add_paper(one["paper"])
    for name in ("rows", "memory", "serve"):
        one[name].add_argument("--folder", type=Path, help="where the databases lie while they are needed")
    return made


def _add_ledger(one: argparse.ArgumentParser, *, needed: bool) -> None:
    what = (
        "the ledger" if needed else "fresh ledgers are made beside it, and removed: another disk, or a server"
    )
    one.add_argument("--ledger", metavar="ADDRESS", required=needed, help=what)


def _add_paper(one: argparse.ArgumentParser) -> None:
    usual = paper.Corpus()
    one.add_argument("files", type=Path, nargs="+", metavar="JSON", help="what add and rows wrote")
    one.add_argument("--words", type=_positive, default=usual.words, help="of an article, on average")
    one.add_argument("--cores", type=_positive, default=usual.cores, help="of a machine")
    one.add_argument("--memory", type=_positive, default=usual.memory, help="of a machine, GB")
    one.add_argument(
        "--shard-bytes", type=_positive, default=usual.shard_bytes, help="of a real article in one"
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not 1 or more")
    return number


def main(given: Sequence[str] | None = None) -> None:
    asked = parser().parse_args(given)
    if asked.verb == "paper":
        on_paper(asked)
    elif asked.verb == "serve":
        serve(asked)
    else:
        before = machine.described()
        report.save(asked.json, asked.verb, VERBS[asked.verb](asked), before)


if __name__ == "__main__":
    try:
        main()
    except SaysoError as error:
        sys.exit(str(error))
