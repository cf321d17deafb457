"""Citation: where a text says that it has something from, and which documents of the ledger that may be."""

from __future__ import annotations

from sayso.lineage.citation.addresses import canonical
from sayso.lineage.citation.candidates import candidates
from sayso.lineage.citation.finding import citations
from sayso.lineage.citation.masthead import date_in, outlet_in
from sayso.lineage.citation.outlets import Match, Outlet, Outlets, match, outlet_of, outside

__all__ = [
    "Match",
    "Outlet",
    "Outlets",
    "candidates",
    "canonical",
    "citations",
    "date_in",
    "match",
    "outlet_in",
    "outlet_of",
    "outside",
]
