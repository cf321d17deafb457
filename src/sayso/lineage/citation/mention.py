"""A medium that a text mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from sayso.types import Span

Sort: TypeAlias = Literal[
    "listed", "known", "form", "described", "domain", "handle", "platform", "vague", "back"
]
"""By what a mention is one: a list, the ledger, its form ("Herald"), the word before it ("the website"), its
writing; or it names none ("local media"), or points back to one ("the newspaper")."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A medium's name in a text with the words around that belong to it: "the daily", "agency"."""

    span: Span
    phrase: Span
    name: str | None
    """None: it names none."""
    sort: Sort
    sure: bool
    """Whether it can be nothing but a medium. What is not must be said to have reported, or the like."""
    agency: bool = False
