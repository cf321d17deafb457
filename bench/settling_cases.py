"""What settling is measured on: public sets and generated worlds, each with a way to tell a right value.

Books: a list of authors is right when it names the true ones and nobody else, each by last name and first
initial; middle names, order, roles in brackets and what separates them do not count. Population: the same
figure. Generated: the value that was meant, however it is written.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

import settling_generator as generator
from sayso.settlements import MEASURES, Panel, Statement

GENERATED = ("honest", "mixed", "copying", "coordinated", "bookshops")
T = TypeVar("T")
_ROLES = re.compile(r"\([^)]*\)|\bby\b")
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "phd", "dr", "md", "and"}


@dataclass(frozen=True)
class Case:
    name: str
    statements: list[Statement]
    right: Callable[[str, str], bool]
    """Whether a value is right for an object; both as written."""
    truth: dict[str, str]
    groups: list[tuple[str, ...]] | None = None
    """Sources that depend on one another; None where nobody knows."""
    accuracy: dict[str, float] = field(default_factory=dict)
    """Of sources that copy from nobody, where it is known."""
    exact: Callable[[str, str], bool] | None = None
    """The same, letter by letter but for case, where `right` forgives more than spelling."""


def books(data: Path) -> Case:
    truth = {r["object"]: r["value"] for r in _rows(data / "truth" / "books_truth.jsonl.gz")}
    statements = _statements(data / "truth" / "books_claims.jsonl.gz")
    return Case(
        "books",
        statements,
        lambda o, v: same_authors(v, truth[o]),
        truth,
        exact=lambda o, v: _listed(v) == _listed(truth[o]),
    )


def population(data: Path) -> Case:
    truth = {r["object"]: r["value"] for r in _rows(data / "truth" / "population_truth.jsonl.gz")}
    statements = _statements(data / "truth" / "population_claims.jsonl.gz")
    return Case("population", statements, lambda o, v: _digits(v) == _digits(truth[o]), truth)


def generated(name: str, seed: int = 0, *, shrunk: float = 1.0) -> Case:
    world = generator.world(name, seed, shrunk=shrunk)
    return Case(
        name,
        [Statement(*one) for one in world.statements],
        lambda o, v: world.meaning.get((o, v)) == world.truth[o],
        world.truth,
        world.groups,
        {s: p for s, p in world.accuracy.items() if s not in world.copiers},
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _statements(path: Path) -> list[Statement]:
    return [Statement(r["object"], r["value"], r["source"]) for r in _rows(path)]


def _listed(value: str) -> list[str]:
    return [" ".join(part.split()) for part in value.lower().replace(" ;", ";").split(";") if part.strip()]


def _digits(value: str) -> str:
    return re.sub(r"[,\s]", "", value)


def same_authors(value: str, truth: str) -> bool:
    """Whether the value names the authors of the truth ("last, first;  last, first;") and no other."""
    left = _words(_ROLES.sub(" ", value.lower()))
    given: list[str] = []
    for part in filter(str.strip, truth.split(";")):
        last, _, first = part.partition(",")
        for word in _words(last):
            if word not in left:
                return False
            left.remove(word)
        given += _words(first)[:1]
    for name in given:
        found = next((w for w in (name, name[0]) if w in left), None)
        found = found or next((w for w in left if w[0] == name[0]), None)
        if found is None:
            return False
        left.remove(found)
    # What is left may only be initials and further names of theirs: another whole word is another author.
    middle = {word[0] for part in truth.split(";") for word in _words(part.partition(",")[2])[1:]}
    return all(len(word) == 1 or word in _SUFFIXES or word[0] in middle for word in left)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z]+", plain.replace("'", ""))


def as_written(statements: Iterable[Statement]) -> Panel:
    """The panel that papers compare on: values that differ in a letter are two, but for their case."""
    last = {(s.object, s.source): s.value.strip().lower() for s in statements}
    objects, sources = _numbered(o for o, _ in last), _numbered(s for _, s in last)
    options = _numbered(sorted((objects[o], v) for (o, _), v in last.items()))
    rows = sorted((options[objects[o], v], sources[s]) for (o, s), v in last.items())
    claims = np.array(rows, dtype=np.int32).reshape(-1, 2)
    none = np.zeros(0, dtype=np.int32)
    return Panel(
        objects=list(objects),
        sources=list(sources),
        options=[value for _, value in options],
        option_object=np.array([object for object, _ in options], dtype=np.int32),
        claim_option=claims[:, 0].copy(),
        claim_source=claims[:, 1].copy(),
        claim_time=np.full(len(claims), np.nan),
        measures=np.full(len(objects), MEASURES.index("text"), dtype=np.int8),
        near=(none, none, np.zeros(0, dtype=np.float32)),
    )


def _numbered(things: Iterable[T]) -> dict[T, int]:
    return {thing: number for number, thing in enumerate(dict.fromkeys(things))}
