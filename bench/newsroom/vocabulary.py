"""The word lists and templates, read once from the files beside this one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Topic:
    """What a kind of news is about; templates have their slots in braces."""

    name: str
    toll: str
    """What is counted first, and what happened to it: "people:killed"."""
    loss: str
    incidents: tuple[str, ...]
    modifiers: tuple[str, ...]
    heads: tuple[str, ...]
    leads: tuple[str, ...]
    facts: tuple[str, ...]
    futures: tuple[str, ...]
    promises: tuple[str, ...]
    deeds: tuple[str, ...]
    quotes: tuple[str, ...]


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of `words.toml`."""
    return _split(_load("words.toml")[name])


@cache
def topics() -> tuple[Topic, ...]:
    data = _load("topics.toml")
    shared = {key: _split(value) for key, value in data.pop("any").items()}
    return tuple(_topic(name, entry, shared) for name, entry in data.items())


@cache
def units() -> dict[str, tuple[int, float]]:
    """Of each thing counted: the least of it, and over how many decades its number spreads."""
    return {unit: (low, decades) for unit, (low, decades) in _load("units.toml").items()}


def _topic(name: str, entry: dict[str, str], shared: dict[str, tuple[str, ...]]) -> Topic:
    own = {key: _split(value) for key, value in entry.items() if key not in ("toll", "loss")}
    for key in ("facts", "futures", "promises", "deeds", "quotes"):
        own[key] = (*own.get(key, ()), *shared[key])
    return Topic(name, entry["toll"], entry["loss"], **own)


def _split(value: str) -> tuple[str, ...]:
    """Parts between bars, where there are any, otherwise words."""
    flat = " ".join(value.split())
    return tuple(part.strip() for part in flat.split("|")) if "|" in flat else tuple(flat.split(" "))


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text("utf-8"))
