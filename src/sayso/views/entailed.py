"""Pairs that were judged: as a person reads them, and as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.findings import LABELS, Label
from sayso.views.inert import on_one_line
from sayso.views.record import Record

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.checking.entailing import Entailed, Probabilities
    from sayso.views.terminal import Terminal

STYLES: dict[Label, str] = {"supports": "bold green", "refutes": "bold red", "neutral": "bold yellow"}
SHOWN = 300
"""Characters of a text that are shown."""


def record(one: Entailed) -> Record:
    """The published shape: `id`, `label`, `probabilities`; then what they were made of."""
    return {
        "id": one.pair.id,
        "label": one.label,
        "probabilities": _named(one.probabilities),
        "model": _named(one.model),
        "checks": [{"kind": c.kind, "says": c.says, "why": c.why, "decides": c.decides} for c in one.checks],
    }


def _named(values: Probabilities) -> Record:
    # Six digits are as many as the network tells apart; they sum to 1 as far as those go.
    return {label: round(value, 6) for label, value in zip(LABELS, values, strict=True)}


def lines(one: Entailed, terminal: Terminal) -> Iterator[RenderableType]:
    """The label with its probabilities, both texts, and why."""
    shares = " · ".join(
        f"{label} {value:.2f}" for label, value in zip(LABELS, one.probabilities, strict=True)
    )
    head = (on_one_line(str(one.pair.id)), "bold")
    yield terminal.say(head, "  ", (one.label, STYLES[one.label]), (f"  {shares}", "bright_black"))
    for name, text in (("claim", one.pair.claim), ("evidence", one.pair.evidence)):
        yield terminal.named(name, _short(on_one_line(text)))
    for check in one.checks:
        weight = "" if check.decides else " (a hint)"
        yield terminal.named("check", f"{check.says}: {on_one_line(check.why)}{weight}")
    if one.checks:
        own = " · ".join(f"{label} {value:.2f}" for label, value in zip(LABELS, one.model, strict=True))
        yield terminal.named("model only", (own, "bright_black"))
    yield terminal.say("")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
