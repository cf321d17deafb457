"""Tracing finds the same in either database, step by step."""

from __future__ import annotations

from newsdesk import AGENCY, COPY, LATER, NEWS, OWN, REWRITE, WEATHER, add, all_told, of, told, trace, traced
from sayso import ledger as ledgers
from sayso.ledger import Ledger, link_judgements
from sayso.lineage.links import Family


def _links(family: Family | None) -> tuple[tuple[str, str], ...]:
    return told(family)[1] if family else ()


def test_a_story_told_traced_judged_and_forgotten(ledger: Ledger) -> None:
    add(ledger, NEWS)
    first = traced(ledger)
    assert told(of(first, AGENCY))[:3] == (  # type: ignore[arg-type]
        ("courier", "post", "skerry", "sna"),
        (("sna", "courier"), ("sna", "post")),
        "independent",
    )
    assert all_told(traced(ledger)) == all_told(first)
    assert all_told(trace(ledger, REWRITE.claim())) == [told(f) for f in first if f is of(first, AGENCY)]

    link_judgements.on_link(ledger, OWN.claim(), WEATHER.claim(), "join", who="Anna", why="she was there")
    add(ledger, [LATER])
    family = of(traced(ledger), AGENCY)
    assert {("skerry", "weather"), ("sna", "gazette")} <= set(_links(family))

    ledgers.forget(ledger, COPY.document, who="Anna", why="asked")
    family = of(traced(ledger), AGENCY)
    assert "post" not in repr(_links(family))
    assert ("skerry", "weather") in _links(family)
