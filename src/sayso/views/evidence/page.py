"""Findings as one page of HTML that fetches nothing and runs nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sayso import __version__
from sayso.findings import Finding
from sayso.views.evidence import wording
from sayso.views.evidence.card import Card, card
from sayso.views.evidence.plot import plot
from sayso.views.inert import visible

if TYPE_CHECKING:
    from jinja2 import Template

READABLE = 0.8
"""A plot is not made smaller than this to fit a window: it can be moved instead."""
_STYLES = (
    ("sayso.views", "report", "report.css"),
    ("sayso.views.evidence", "plot.css"),
    ("sayso.views.evidence", "page.css"),
)


def page(findings: Sequence[Finding]) -> bytes:
    """The page of one finding, or of several in their order."""
    several = len(findings) > 1
    cards = [card(f, f"c{n}", f", claim {n}" if several else "") for n, f in enumerate(findings, 1)]
    style = "".join(_part(*name) for name in _STYLES) + "".join(map(_width_rule, findings, cards))
    made = _template().render(
        findings=cards,
        title=_title(findings),
        style=_Ours(style),
        style_hash="sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        version=__version__,
    )
    return made.lstrip().encode("utf-8", "replace") + b"\n"


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


class _Ours(str):
    """Text of this package's own that goes into the page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@cache
def _part(package: str, *path: str) -> str:
    return files(package).joinpath(*path).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["inert"] = visible
    environment.filters["ours"] = _Ours
    return environment.from_string(_part("sayso.views.evidence", "page.html.j2"))
