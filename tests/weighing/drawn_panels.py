"""Panels drawn with known truth, reliabilities and copy groups; shares nothing with the code it judges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.settlements import Panel, Statement


@dataclass(frozen=True)
class World:
    honest: int = 20
    groups: tuple[int, ...] = (5, 4, 3)
    """Sizes, the source that is copied among them."""
    objects: int = 400
    honest_accuracy: tuple[float, float] = (0.7, 0.97)
    group_accuracy: tuple[float, float] = (0.4, 0.7)
    copies: tuple[float, float] = (0.8, 1.0)
    coverage: tuple[float, float] = (0.4, 1.0)
    """Shares of the objects that sources speak of."""
    spread: float = 5.0
    """How widely mistakes spread: each object's follow a Dirichlet of this concentration."""
    hardness: float = 0.0
    """How unlike objects are: the standard deviation of a shift of all accuracies, in log odds."""
    aspects: int = 1
    moods: float = 0.0
    """How unlike a source's accuracies for the aspects are: a standard deviation in log odds."""
    seed: int = 1


@dataclass(frozen=True)
class Drawn:
    statements: list[Statement]
    truth: dict[str, str]
    accuracy: dict[str, float]
    """As drawn: of a copier's, of the source it copies."""
    groups: list[set[str]]


def draw(world: World) -> Drawn:
    rng = np.random.default_rng(world.seed)
    mistakes = rng.dirichlet(np.full(20, world.spread / 20), world.objects)
    shift = world.hardness * rng.standard_normal(world.objects)
    aspect = np.arange(world.objects) % world.aspects
    names = [f"o{at} {'abcdefgh'[kind]}" for at, kind in enumerate(aspect.tolist())]
    said: dict[str, np.ndarray] = {}
    accuracy: dict[str, float] = {}
    groups: list[set[str]] = []

    def own(name: str, bounds: tuple[float, float]) -> None:
        accuracy[name] = float(rng.uniform(*bounds))
        wrong = np.array([1 + rng.choice(20, p=row) for row in mistakes])
        odds = np.log(accuracy[name] / (1 - accuracy[name])) + shift
        odds += world.moods * rng.standard_normal(world.aspects)[aspect]
        right = rng.random(world.objects) < 1 / (1 + np.exp(-odds))
        said[name] = np.where(right, 0, wrong)

    for number in range(world.honest):
        own(f"honest {number}", world.honest_accuracy)
    for at, size in enumerate(world.groups):
        first = f"group {at} first"
        own(first, world.group_accuracy)
        for number in range(1, size):
            name = f"group {at} copier {number}"
            own(name, world.group_accuracy)
            copied = rng.random(world.objects) < rng.uniform(*world.copies)
            said[name] = np.where(copied, said[first], said[name])
            accuracy[name] = accuracy[first]
        groups.append({first, *(f"group {at} copier {number}" for number in range(1, size))})
    statements = []
    labels = rng.integers(1000, 9000, (world.objects, 21))
    labels += np.arange(21) * 10_000
    labels = rng.permuted(labels, axis=0)
    for name, values in said.items():
        speaks = rng.random(world.objects) < rng.uniform(*world.coverage)
        statements += [
            Statement(names[o], f"v{labels[o, values[o]]}", name) for o in np.flatnonzero(speaks).tolist()
        ]
    truth = {names[o]: f"v{labels[o, 0]}" for o in range(world.objects)}
    return Drawn(statements, truth, accuracy, groups)


def plain_panel(statements: list[Statement], known: tuple[tuple[str, str, float], ...] = ()) -> Panel:
    """By the letter: each value as written is an option, and none is near another."""
    objects = sorted({s.object for s in statements})
    sources = sorted({s.source for s in statements})
    options = sorted({(s.object, s.value) for s in statements})
    number = {option: at for at, option in enumerate(options)}
    object_number = {name: at for at, name in enumerate(objects)}
    source_number = {name: at for at, name in enumerate(sources)}
    claims = sorted((number[s.object, s.value], source_number[s.source]) for s in statements)
    return Panel(
        objects,
        sources,
        [value for _, value in options],
        np.array([object_number[name] for name, _ in options], np.int32),
        np.array([option for option, _ in claims], np.int32),
        np.array([source for _, source in claims], np.int32),
        np.full(len(claims), np.nan),
        np.zeros(len(objects), np.int8),
        (np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float32)),
        tuple((source_number[a], source_number[b], p) for a, b, p in known),
    )
