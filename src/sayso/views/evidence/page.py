"""Findings as one page of HTML that fetches nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.findings import Finding
from sayso.views.evidence import wording
from sayso.views.evidence.card import Card, card
from sayso.views.evidence.plot import plot
from sayso.views.standalone import standalone

READABLE = 0.8
"""A plot is not made smaller than this to fit a window: it can be moved instead."""
_TEMPLATE = ("sayso.views.evidence", "page.html.j2")
_STYLES = (
    ("sayso.views", "report", "report.css"),
    ("sayso.views.evidence", "plot.css"),
    ("sayso.views.evidence", "page.css"),
)


def page(findings: Sequence[Finding]) -> bytes:
    """The page of one finding, or of several in their order."""
    several = len(findings) > 1
    cards = [card(f, f"c{n}", f", claim {n}" if several else "") for n, f in enumerate(findings, 1)]
    rules = "".join(map(_width_rule, findings, cards))
    return standalone(_TEMPLATE, _STYLES, rules, findings=cards, title=_title(findings))


def _title(findings: Sequence[Finding]) -> str:
    if len(findings) != 1:
        return f"{len(findings)} claims, checked"
    return f"{wording.claim_words(findings[0].asked, 120)}: {findings[0].verdict}"


def _width_rule(finding: Finding, made: Card) -> str:
    """The page forbids style attributes, so no text can smuggle one in."""
    drawn = plot(finding)
    if drawn is None:
        return ""
    least, most = drawn.width * READABLE, drawn.width
    return f"#{made.key} .drawing svg {{ min-width: {least:.0f}px; max-width: {most:.0f}px; }}\n"
