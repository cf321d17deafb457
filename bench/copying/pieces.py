"""An article in the making: what is in it, whom it has it from, and what it says of that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from copying.facts import Body, Line, Sentence, lines
from newsroom.chance import Draw
from newsroom.outlets import Outlet

Clock: TypeAlias = Literal["right", "shifted", "missing"]
MarkManner: TypeAlias = Literal["wire", "credit", "link"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a text as a whole says where it has it from."""

    manner: MarkManner
    outlet: Outlet
    address: str = ""
    words: int = 0
    """Which of the ways to put it."""


@dataclass(slots=True)
class Piece:
    number: int
    outlet: Outlet
    minute: int
    """When it really came out, in minutes from the event."""
    kind: str
    """`original`, `revision`, `circle`, `beside`, or how it was copied."""
    body: Body
    address: str
    title: str
    marks: tuple[Mark, ...] = ()
    hidden: bool = False
    """It is not given to the ledger."""
    revises: int | None = None
    clock: Clock = "right"
    noisy: bool = False
    children: int = 0
    weight: float = 1.0
    shift: int = 0
    """Minutes that its clock is wrong by."""
    drifts: dict[str, str] = field(default_factory=dict)
    cites: str = ""
    """`true`, `false`, `vague` or ""."""

    @property
    def parents(self) -> tuple[int, ...]:
        return tuple(sorted({line.taken for line in lines(self.body)} - {-1}))

    @property
    def facts(self) -> dict[str, Line]:
        return {line.fact.key: line for line in lines(self.body)}


def paragraphs(r: Draw, sentences: list[Sentence]) -> Body:
    """Of one to three sentences each."""
    made: list[tuple[Sentence, ...]] = []
    at = 0
    while at < len(sentences):
        size = 1 + int(r() * 3)
        made.append(tuple(sentences[at : at + size]))
        at += size
    return tuple(made)
