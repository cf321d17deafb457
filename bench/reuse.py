"""Reuse found, at scale and against other tools: `python bench/reuse.py VERB [--json OUT]`.

compare: the same articles through Sayso, datasketch, rensa and text-dedup. speed: fingerprinting alone.
scale: the cost of an article in corpora of 1,000 to a million. add: the cost of adding 1,000 to what is
there. spread: one worker and several, here and on Ray. paper: from what scale and spread wrote, 10^9
articles. The articles are made by `reprints`, with what they share known at offsets.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ledger_bench import machine, report
from reuse_bench import compare as comparing
from reuse_bench import paper, scale, spread, tools
from reuse_bench.scoring import Figures
from sayso.errors import SaysoError

INSTALL = """The other tools are no dependencies of Sayso. To have them in an environment of their own:
  python3.11 -m venv others && others/bin/pip install datasketch==2.0.0 rensa==0.5.0 text-dedup==0.4.0
and then: python bench/reuse.py {verb} --others others/bin/python"""


def compare(asked: argparse.Namespace) -> dict[str, Figures]:
    others = _others(asked)
    return comparing.measured(asked.documents, others, asked.thresholds, asked.seed, foreign=asked.foreign)


def speed(asked: argparse.Namespace) -> dict[str, Figures]:
    return comparing.speeds(asked.documents, _others(asked), asked.rounds, asked.seed)


def grow(asked: argparse.Namespace) -> dict[str, Figures]:
    sizes = scale.sizes(asked.up_to, asked.least)
    return scale.measured(_folder(asked), sizes, asked.score_up_to, asked.seed)


def add(asked: argparse.Namespace) -> dict[str, Figures]:
    return scale.adding(_folder(asked), asked.to, asked.added, asked.rounds, asked.seed)


def spread_out(asked: argparse.Namespace) -> dict[str, Figures]:
    return spread.measured(asked.documents, asked.teams, asked.rounds, asked.seed)


def on_paper(asked: argparse.Namespace) -> None:
    try:
        of = paper.measured(asked.files)
    except KeyError as error:
        raise SystemExit(
            f"{error} is not among the figures: give what `scale --json` and `spread --json` wrote"
        ) from None
    paper.show(of, paper.Corpus(asked.documents, asked.words, asked.cores))


def _others(asked: argparse.Namespace) -> tools.Interpreter | None:
    """The interpreter that has the other tools; None where Sayso alone was asked for."""
    if asked.others is None:
        if asked.alone:
            return None
        raise SystemExit(
            f"--others is not given.\n{INSTALL.format(verb=asked.verb)}\nSayso by itself: --alone"
        )
    if not asked.others.exists():
        raise SystemExit(f"--others {asked.others}: no such program.\n{INSTALL.format(verb=asked.verb)}")
    if lacking := tools.missing(asked.others):
        raise SystemExit(f"{asked.others} lacks {', '.join(lacking)}.\n{INSTALL.format(verb=asked.verb)}")
    return tools.Interpreter(asked.others)


def _folder(asked: argparse.Namespace) -> Path:
    folder: Path = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


Verb = Callable[[argparse.Namespace], "dict[str, Figures]"]
VERBS: dict[str, Verb] = {"compare": compare, "speed": speed, "scale": grow, "add": add, "spread": spread_out}


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = made.add_subparsers(dest="verb", required=True)
    one = {name: verbs.add_parser(name) for name in (*VERBS, "paper")}
    for name in VERBS:
        one[name].add_argument("--json", type=Path, metavar="OUT")
        one[name].add_argument("--seed", type=_positive, default=1)
    for name in ("compare", "speed", "spread"):
        one[name].add_argument("--documents", type=_positive, default=20_000)
    for name in ("compare", "speed"):
        one[name].add_argument("--others", type=Path, metavar="PYTHON", help="an interpreter that has them")
        one[name].add_argument("--alone", action="store_true", help="without the other tools")
    strange = 'newsletter lines and "about us" in invented words, told only by how they recur'
    one["compare"].add_argument("--foreign", action="store_true", help=strange)
    one["compare"].add_argument("--thresholds", type=float, nargs="+", default=list(tools.THRESHOLDS))
    for name, rounds in (("speed", 5), ("add", 5), ("spread", 2)):
        one[name].add_argument("--rounds", type=_positive, default=rounds)
    for name in ("scale", "add"):
        where = "corpus, stores and figures stay here; what is there is not made again"
        one[name].add_argument("--folder", type=Path, required=True, help=where)
    one["scale"].add_argument("--up-to", type=_positive, default=1_000_000)
    one["scale"].add_argument(
        "--least", type=_positive, default=1_000, help="the first size; ten times each next"
    )
    one["scale"].add_argument("--score-up-to", type=int, default=100_000, help="sizes whose links are scored")
    one["add"].add_argument("--to", type=_positive, nargs="+", default=[10_000, 100_000, 1_000_000])
    one["add"].add_argument("--added", type=_positive, default=1_000, help="articles a round")
    one["spread"].add_argument(
        "--teams", type=_team, nargs="+", default=list(spread.TEAMS), metavar="ENGINE:N"
    )
    one["paper"].add_argument("files", type=Path, nargs="+", metavar="JSON", help="of scale and spread")
    usual = paper.Corpus()
    one["paper"].add_argument("--documents", type=_positive, default=usual.documents)
    one["paper"].add_argument(
        "--words", type=_positive, default=usual.words, help="of an article, on average"
    )
    one["paper"].add_argument("--cores", type=_positive, default=usual.cores, help="of a machine")
    return made


def _team(text: str) -> tuple[str, int]:
    kind, _, count = text.partition(":")
    return kind, _positive(count)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not 1 or more")
    return number


def main(given: Sequence[str] | None = None) -> None:
    asked = parser().parse_args(given)
    if asked.verb == "paper":
        on_paper(asked)
    else:
        before = machine.described()
        report.save(asked.json, asked.verb, VERBS[asked.verb](asked), before)


if __name__ == "__main__":
    try:
        main()
    except SaysoError as error:
        sys.exit(str(error))
