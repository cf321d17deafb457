"""Settling: what the sources of a claim say of how many, when and where, and how likely each answer is."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.checking import check
from sayso.deliberating.rows import claim_id, family_of
from sayso.deliberating.statements import Asked, Names, Speakers, Tie, add_evidence, figures, when, where
from sayso.ledger import Ledger
from sayso.settings import Settings
from sayso.settlements import Settlement
from sayso.weighing.methods import sayso as method

FEWEST = 2
"""Sources that a question needs to be settled: of one alone nothing can be said."""


def settled(
    ledger: Ledger, settings: Settings, claim: str, collections: Sequence[str]
) -> list[tuple[str, Settlement]]:
    """Each question that the claim answers and that several sources answer, as a person would ask it ("How
    many people killed", "When", "Where"), with what is made of their answers.

    Raises:
        StopRun: no such claim in these collections, or one that people rejected.
    """
    from sayso.weighing.settling.panel import panel

    questions, ties = gathered(ledger, settings, claim, collections)
    return [
        (question.title, method.settle(panel(question.statements, measure=question.measure, known=ties)))
        for question in questions
        if len(question.sources) >= FEWEST
    ]


def gathered(
    ledger: Ledger, settings: Settings, claim: str, collections: Sequence[str]
) -> tuple[list[Asked], list[Tie]]:
    """The questions that a claim answers with who answers them how, and the sources known to depend."""
    name = claim_id(ledger, claim)
    family = family_of(ledger, settings, name, collections)
    telling = next(one for one in family.tellings if one.id == name)
    names: Names = {}
    speakers = Speakers(family, names)
    counts = figures(family, speakers, telling.figures)
    asked = [*counts, when(family, speakers, telling), where(family, speakers, telling)]
    questions = [one for one in asked if one is not None]
    if not questions:
        return [], []
    [finding] = check(ledger, settings, name, collections, most=1)
    return questions, [*speakers.ties(), *add_evidence(finding, family, questions, names)]
