"""The hand-written words, read once from the files beside this one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Kernel:
    """Something that can be said of an event of its topic, and the ways to write it."""

    name: str
    ways: tuple[str, ...]
    unit: str | None = None
    of: str | None = None
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    name: str
    site: str
    headlines: tuple[str, ...]
    kernels: tuple[Kernel, ...]


@cache
def topics() -> tuple[Topic, ...]:
    return tuple(_topic(name, entry) for name, entry in _load("topics.toml").items())


def _topic(name: str, entry: dict[str, Any]) -> Topic:
    kernels = (Kernel(**fact | {"ways": tuple(fact["ways"])}) for fact in entry["facts"])
    return Topic(name, entry["site"], tuple(entry["headlines"]), tuple(kernels))


@cache
def asides() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(ways) for ways in _load("wording.toml")["asides"])


@cache
def choices(name: str) -> tuple[str, ...]:
    """A list of single words, or of parts between bars."""
    value = _load("wording.toml")[name]
    return tuple(value.split("|") if "|" in value else value.split())


@cache
def swaps() -> dict[str, str]:
    return dict(_load("wording.toml")["swaps"])


@cache
def table(name: str, key: str) -> tuple[str, ...]:
    return tuple(_load("wording.toml")[name][key])


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text("utf-8"))
