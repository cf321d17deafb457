"""Learning: how often the sources of a ledger proved right, as far as their figures tell.

    families as traced ─figures→ Statements ─settle→ reliability of each source

It is said of statements in this ledger, never of people or groups, and only of outlets and named sources that
made enough of them where others answered too. It stands beside the grade that people give, never for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.deliberating.statements import Asked, Names, Speakers, Tie, figures
from sayso.errors import StopRun
from sayso.ledger import Ledger
from sayso.settings import Settings
from sayso.settlements import Source, Statement
from sayso.tracing import origins
from sayso.weighing.methods import sayso as method

FAMILIES = 1_000
"""Families whose figures are compared, those with most outlets for each origin first."""
LEAST = 5
"""Statements, each on what another source answers too, below which nothing is said of a source."""
LETTERS = (("A", 0.95), ("B", 0.8), ("C", 0.6), ("D", 0.4), ("E", 0.0))
"""From which share of right statements a letter is shown. The Admiralty's code gives no shares: these are
Sayso's own."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What the ledger's figures tell of one source."""

    source: str
    statements: int
    """On what at least one other source answers, that is not known to have it from this one."""
    reliability: Source | None
    """None where its statements are too few."""

    @property
    def letter(self) -> str | None:
        return None if self.reliability is None else letter(self.reliability.reliability)

    @property
    def between(self) -> tuple[str, str] | None:
        """The letters at the ends of the interval, the better first."""
        return (
            None
            if self.reliability is None
            else (letter(self.reliability.high), letter(self.reliability.low))
        )


def letter(share: float) -> str:
    return next(name for name, least in LETTERS if share >= least)


def learned(
    ledger: Ledger, settings: Settings, collections: Sequence[str], *, most: int = FAMILIES
) -> list[Learned]:
    """Every source that stated a figure which another stated too, most statements first.

    Raises:
        StopRun: these collections were never traced, so that nothing tells which figures answer one question.
    """
    families = origins(ledger, settings, collections, limit=most)
    if not families:
        where = ", ".join(collections)
        why = "no claims of several documents are known to be one"
        raise StopRun(f"the collection {where!r}", why, "Run sayso trace --all with it first")
    statements: list[Statement] = []
    ties: dict[tuple[str, str], float] = {}
    names: Names = {}
    for n, family in enumerate(families):
        speakers = Speakers(family, names)
        own = speakers.ties()
        for a, b, probability in own:
            ties[a, b] = max(ties.get((a, b), 0.0), probability)
        for question in figures(family, speakers):
            statements += contested(question, own, f"{n}: {question.title}")
    return weighed(statements, [(*pair, probability) for pair, probability in ties.items()])


def contested(question: Asked, ties: Iterable[Tie], name: str) -> list[Statement]:
    """The statements, where sources answer that have it from different ones."""
    top = {source: source for source in question.sources}

    def of(source: str) -> str:
        while top[source] != source:
            source = top[source]
        return source

    for a, b, _ in ties:
        if a in top and b in top:
            top[of(b)] = of(a)
    if len({of(source) for source in top}) < 2:
        return []
    return [one._replace(object=name) for one in question.statements]


def weighed(statements: Sequence[Statement], ties: Sequence[Tie]) -> list[Learned]:
    """What these statements, on questions that several answer, tell of each source."""
    if not statements:
        return []
    from sayso.weighing.settling.panel import panel

    counts = Counter(source for source, _ in {(one.source, one.object) for one in statements})
    found = {
        one.source: one for one in method.settle(panel(statements, measure="number", known=ties)).sources
    }
    made = [
        Learned(source, count, found.get(source) if count >= LEAST else None)
        for source, count in counts.items()
    ]
    return sorted(made, key=lambda one: (-one.statements, one.source))
