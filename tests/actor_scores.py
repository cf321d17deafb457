"""Scores what the actors stage makes of the hand-written pairs: shared by tests and bench."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from sayso import actors
from sayso.actors import Name, Suggestion
from sayso.types import Kind

Gold: TypeAlias = Literal["same", "related", "different"]
Found: TypeAlias = Literal["joined", "same", "related", "different"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names in two articles, and what they are to each other by hand."""

    a: tuple[str, Kind]
    b: tuple[str, Kind]
    gold: Gold
    listed: bool
    """Whether an offline list is what it takes to know."""
    about: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a pair."""

    pair: Pair
    found: Found
    suggestion: Suggestion | None

    @property
    def right(self) -> bool:
        return self.found == self.pair.gold or (self.found == "joined" and self.pair.gold == "same")


def load() -> list[Pair]:
    lines = (Path(__file__).parent / "actors" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return [Pair(tuple(r["a"]), tuple(r["b"]), r["gold"], r["listed"], r["about"]) for r in rows]


def judge(pair: Pair) -> Verdict:
    a, b = actors.analyse(*pair.a), actors.analyse(*pair.b)
    if is_one(a, b):
        return Verdict(pair, "joined", None)
    suggestions = sorted(actors.suggest([a, b]), key=lambda s: s.relation != "same")
    first = suggestions[0] if suggestions else None
    found: Found = "different" if first is None else "same" if first.relation == "same" else "related"
    return Verdict(pair, found, first)


def is_one(a: Name, b: Name) -> bool:
    """Whether both names come out in one actor, with nobody asked."""
    return any({a, b} <= set(part.names) for part in actors.join([a, b]))


def shares(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """Right and all, by measure."""
    row = list(verdicts)
    said = [v for v in row if v.found in ("joined", "same")]
    one = [v for v in row if v.pair.gold == "same"]
    joined = [v for v in row if v.found == "joined"]
    related = [v for v in row if v.found == "related"]
    belongs = [v for v in row if v.pair.gold == "related"]
    return {
        "joined: precision": (_right(joined), len(joined)),
        "joined: share of one actor": (_right([v for v in joined if v in one]), len(one)),
        "joined or suggested same: precision": (_right(said), len(said)),
        "joined or suggested same: recall": (_right(one), len(one)),
        "suggested belonging: precision": (_right(related), len(related)),
        "suggested belonging: recall": (_right(belongs), len(belongs)),
        "right": (_right(row), len(row)),
    }


def _right(row: list[Verdict]) -> int:
    return sum(v.right for v in row)
