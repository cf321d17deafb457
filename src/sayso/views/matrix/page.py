"""A question weighed as one page of HTML that fetches nothing and runs nothing."""

from __future__ import annotations

from sayso.views.matrix.card import card
from sayso.views.matrix.order import Sort
from sayso.views.matrix.sheet import Sheet
from sayso.views.standalone import standalone

_TEMPLATE = ("sayso.views.matrix", "page.html.j2")
_STYLES = (("sayso.views", "report", "report.css"), ("sayso.views.matrix", "page.css"))


def page(sheet: Sheet, sort: Sort = "diagnosticity") -> bytes:
    """The page, its matrix first in that order; the others are a choice in it."""
    return standalone(_TEMPLATE, _STYLES, c=card(sheet, sort))
