"""Majority: the value that most sources state; each has one vote. Learns nothing of sources."""

from __future__ import annotations

from sayso.settlements import Panel, Settlement

METHOD = "majority 1"
PAPER = "Plain voting; the baseline that every paper on truth discovery starts from"


def settle(panel: Panel) -> Settlement:
    """An option's probability is its share of the votes; of equals the first stays first."""
    from sayso.weighing.counting import Found, by_object, by_option, settlement

    votes = by_option(panel)
    return settlement(panel, METHOD, Found(votes / by_object(panel, votes)[panel.option_object]))
