"""Conflicting values with known truth: `python bench/settling_generator.py [SETTING OUT] [--seed N]`.

Sources of known accuracy state values for objects; some copy, some lie, some lie together. Writes
OUT/CLAIMS.jsonl, OUT/truth.jsonl and OUT/groups.json; without arguments it lists the settings. It shares no
code with what it judges: only numpy, and no word from Sayso.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
KINDS = ("categorical", "time", "number")
ATTRIBUTES = {"categorical": "gate", "time": "departure", "number": "passengers"}


@dataclass(frozen=True, slots=True)
class Ring:
    """Sources that depend on one another: the first is copied by the others, or all lie together."""

    size: int
    accuracy: float
    rate: float
    """How many of the values that both state a copier has from the first; of liars, how many objects they
    plant the same wrong value for."""
    liars: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    about: str
    sources: int
    objects: int
    accuracy: tuple[float, float] = (0.6, 0.95)
    """Of sources that are in no ring: drawn evenly from this range."""
    cover: tuple[float, float] | None = (0.5, 1.0)
    """Share of the objects that a source states; None: few sources state most, see `statements`."""
    statements: int = 0
    """With a long tail: about how many there are in all."""
    rings: tuple[Ring, ...] = ()
    liars: int = 0
    """Sources in no ring that are mostly wrong, each in its own way."""
    wrong: int = 10
    """Wrong values that an object has."""
    popular: float = 1.0
    """How much likelier some wrong values are than others: the exponent of their Zipf law; 0 is none."""
    hardness: float = 0.0
    """Deviation of the objects' difficulty, in logits: on a hard object all are wrong more often."""
    kinds: tuple[str, ...] = ("categorical",)
    styles: bool = False
    """Whether sources write the same value in different ways."""


@dataclass(slots=True)
class World:
    """What a setting and a seed make."""

    statements: list[tuple[str, str, str]]
    """Object, value, source."""
    truth: dict[str, str]
    """Of each object: its true value, written plainly."""
    meaning: dict[tuple[str, str], str]
    """Of an object and a value as written: the value, written plainly."""
    groups: list[tuple[str, ...]]
    accuracy: dict[str, float]
    """Of each source: the mean probability with which its statements were drawn right."""
    copiers: set[str] = field(default_factory=set)
    """Sources whose values are not all their own."""


_COPIES = (
    Ring(8, 0.3, 0.96), Ring(6, 0.35, 0.97), Ring(4, 0.4, 0.98), Ring(2, 0.5, 0.97), Ring(2, 0.45, 0.95)
)  # fmt: skip
SETTINGS: dict[str, Setting] = {
    "honest": Setting(
        "30 independent sources of accuracy 0.95 and more: agreement that must not be taken for copying",
        30, 1000, accuracy=(0.95, 0.995), cover=(0.6, 1.0), wrong=5, popular=1.5,
    ),
    "mixed": Setting(
        "independent sources of all accuracies, and liars; names, times and figures, written differently",
        40, 1200, accuracy=(0.4, 0.95), cover=(0.05, 0.35), liars=8, kinds=KINDS, styles=True, popular=1.5,
    ),
    "copying": Setting(
        "38 sources, 22 of them in 5 rings of low accuracy, on hard objects whose mistakes are popular",
        38, 3000, accuracy=(0.55, 0.9), cover=(0.4, 1.0), rings=_COPIES, wrong=8, popular=1.2, hardness=1.2,
        kinds=("time", "categorical"),
    ),
    "coordinated": Setting(
        "9 of 30 sources plant the same wrong values for a third of the objects, and are right elsewhere",
        30, 1500, accuracy=(0.5, 0.9), cover=(0.3, 0.7), rings=(Ring(9, 0.85, 0.33, liars=True),),
        liars=3, kinds=("number", "time"),
    ),
    "bookshops": Setting(
        "600 sources with a long tail: most state a handful of values, few hundreds; rings among them",
        600, 1500, accuracy=(0.3, 0.95), cover=None, statements=15_000, wrong=6, popular=1.5,
        rings=tuple(Ring(size, 0.5, 0.9) for size in (12, 8, 6, 5, 4)),
    ),
    "scale": Setting(
        "10,000 sources and a million statements, for time and memory",
        10_000, 100_000, accuracy=(0.4, 0.95), cover=None, statements=1_000_000,
        rings=tuple(Ring(5, 0.5, 0.9) for _ in range(100)),
    ),
}  # fmt: skip


def world(name: str, seed: int = 0, *, shrunk: float = 1.0) -> World:
    """The world of that setting and seed; `shrunk` makes its objects and statements fewer."""
    setting = SETTINGS[name]
    setting = replace(
        setting,
        objects=max(20, round(setting.objects * shrunk)),
        statements=round(setting.statements * shrunk),
    )
    return made(setting, seed)


def made(setting: Setting, seed: int) -> World:
    chance = np.random.default_rng([seed, 7])
    accuracy, ring_of = _cast(setting, chance)
    source, object = _coverage(setting, ring_of, chance)
    right = _odds(accuracy[source], object, setting, chance)
    value = _drawn(right, setting, chance)
    value, right, copied = _with_rings(setting, ring_of, (source, object, value, right), chance)
    return _written(setting, ring_of, (source, object, value, right, copied), chance)


def _cast(setting: Setting, chance: np.random.Generator) -> tuple[Floats, Ints]:
    """Of each source: its accuracy, and its ring's number or -1. Rings stand first."""
    accuracy = chance.uniform(*setting.accuracy, setting.sources)
    ring_of = np.full(setting.sources, -1)
    first = 0
    for number, ring in enumerate(setting.rings):
        members = slice(first, first + ring.size)
        accuracy[members] = np.clip(ring.accuracy + chance.normal(0, 0.04, ring.size), 0.05, 0.99)
        ring_of[members] = number
        first += ring.size
    accuracy[first : first + setting.liars] = chance.uniform(0.05, 0.25, setting.liars)
    return accuracy, ring_of


def _coverage(setting: Setting, ring_of: Ints, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Who states something for what: source and object of each statement."""
    if setting.cover is not None:
        share = chance.uniform(*setting.cover, setting.sources)
        source, object = np.nonzero(chance.random((setting.sources, setting.objects)) < share[:, None])
        return source, object
    weight = chance.pareto(1.2, setting.sources) + 0.2
    # Whoever copies or is copied states enough for it to be seen.
    weight[ring_of >= 0] = np.maximum(weight[ring_of >= 0], np.quantile(weight, 0.8))
    weight = np.minimum(weight, weight.sum() * 0.02)
    each = np.maximum(1, np.round(setting.statements * weight / weight.sum())).astype(int)
    source = np.repeat(np.arange(setting.sources), np.minimum(each, setting.objects))
    object = (setting.objects * chance.random(len(source)) ** 1.3).astype(int)
    object = _nearer(setting, ring_of, source, object)
    keys = np.unique(source * setting.objects + object)
    return keys // setting.objects, keys % setting.objects


def _nearer(setting: Setting, ring_of: Ints, source: Ints, object: Ints) -> Ints:
    """A ring's members state values for much the same objects."""
    starts = np.searchsorted(source, np.arange(setting.sources))
    counts = np.bincount(source, minlength=setting.sources)
    first = 0
    for number in range(len(setting.rings)):
        members = np.flatnonzero(ring_of == number)
        first = members[0]
        theirs = object[starts[first] : starts[first] + counts[first]]
        for member in members[1:]:
            taken = min(len(theirs), int(counts[member] * 0.8))
            object[starts[member] : starts[member] + taken] = theirs[:taken]
    return object


def _odds(accuracy: Floats, object: Ints, setting: Setting, chance: np.random.Generator) -> Floats:
    """Of each statement: the probability that it is drawn right."""
    hard = chance.normal(0, setting.hardness, setting.objects) if setting.hardness else None
    if hard is None:
        return accuracy
    odds: Floats = 1 / (1 + np.exp(-(np.log(accuracy / (1 - accuracy)) - hard[object])))
    return odds


def _drawn(right: Floats, setting: Setting, chance: np.random.Generator) -> Ints:
    """Of each statement: 0 for the true value, else the number of a wrong one."""
    law = 1 / np.arange(1, setting.wrong + 1) ** setting.popular
    wrong = 1 + chance.choice(setting.wrong, len(right), p=law / law.sum())
    return np.where(chance.random(len(right)) < right, 0, wrong)


def _with_rings(
    setting: Setting,
    ring_of: Ints,
    drawn: tuple[Ints, Ints, Ints, Floats],
    chance: np.random.Generator,
) -> tuple[Ints, Floats, NDArray[np.bool_]]:
    source, object, value, right = drawn
    value, right, copied = value.copy(), right.copy(), np.zeros(len(value), dtype=bool)
    for number, ring in enumerate(setting.rings):
        members = np.flatnonzero(ring_of == number)
        inside = np.flatnonzero((source >= members[0]) & (source <= members[-1]))
        if ring.liars:
            target = chance.random(setting.objects) < ring.rate
            planted = 1 + chance.integers(setting.wrong, size=setting.objects)
            hit = inside[target[object[inside]]]
            value[hit], right[hit], copied[hit] = planted[object[hit]], 0.0, True
            continue
        at = np.full(setting.objects, -1)
        first = inside[source[inside] == members[0]]
        at[object[first]] = first
        others = inside[source[inside] != members[0]]
        hit = others[(at[object[others]] >= 0) & (chance.random(len(others)) < ring.rate)]
        value[hit], right[hit], copied[hit] = value[at[object[hit]]], right[at[object[hit]]], True
    return value, right, copied


def _written(
    setting: Setting,
    ring_of: Ints,
    drawn: tuple[Ints, Ints, Ints, Floats, NDArray[np.bool_]],
    chance: np.random.Generator,
) -> World:
    source, object, value, right, copied = drawn
    order = chance.permutation(len(source))
    names = [f"source {n:04}" for n in chance.permutation(setting.sources)]
    titles = [f"item {n:05} {ATTRIBUTES[_kind(setting, n)]}" for n in range(setting.objects)]
    secret = int(chance.integers(1 << 30))
    style = chance.integers(3, size=setting.sources) if setting.styles else np.zeros(setting.sources, int)
    statements, meaning = [], {}
    for s, o, v in zip(source[order].tolist(), object[order].tolist(), value[order].tolist(), strict=True):
        plain = _plain(_kind(setting, o), o, v, secret)
        wrote = _styled(_kind(setting, o), plain, int(style[s]))
        statements.append((titles[o], wrote, names[s]))
        meaning[titles[o], wrote] = plain
    told = np.maximum(np.bincount(source, minlength=setting.sources), 1)
    mean = np.bincount(source, right, setting.sources) / told
    own = np.bincount(source, copied, setting.sources) == 0
    rings = [np.flatnonzero(ring_of == n).tolist() for n in range(len(setting.rings))]
    stated = sorted(set(object.tolist()))
    return World(
        statements=statements,
        truth={titles[o]: _plain(_kind(setting, o), o, 0, secret) for o in stated},
        meaning=meaning,
        groups=[tuple(sorted(names[s] for s in ring)) for ring in rings],
        accuracy={names[s]: float(mean[s]) for s in set(source.tolist())},
        copiers={names[s] for s in np.flatnonzero(~own).tolist()},
    )


def _kind(setting: Setting, object: int) -> str:
    return setting.kinds[object % len(setting.kinds)]


_FIRST = ("b", "br", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z")
_SECOND = ("a", "e", "i", "o", "u", "ai", "ou", "ea")


def _plain(kind: str, object: int, value: int, secret: int) -> str:
    """The value of that number, 0 the true one; no two of an object are alike."""
    base = (object * 2_654_435_761 + secret) % (1 << 31)
    if kind == "time":
        # Mistakes are a delay, a swap of clocks or another flight: some near the truth, some far from it.
        minutes = (base // 7 + (0, 5, -15, 60, 10, -60, 720, 35, 185, -120, 305)[value]) % 1440
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if kind == "number":
        true = 100 + base // 13 % 9000
        slips = (true, true + 1, true + 10, true * 10, true + 100, true // 2, true - 7, true + 1000, true * 3)
        return str((*slips, true + 37, true + 503)[value])
    number, letters = (base // 11 + value * 7919) % (1 << 28), ""
    for _ in range(4):
        number, rest = divmod(number, len(_FIRST) * len(_SECOND))
        letters += _FIRST[rest // len(_SECOND)] + _SECOND[rest % len(_SECOND)]
    return letters


def _styled(kind: str, plain: str, style: int) -> str:
    if style == 0:
        return plain
    if kind == "time":
        hours, minutes = map(int, plain.split(":"))
        half = "am" if hours < 12 else "pm"
        half = half.upper() if style == 2 else half
        return f"{(hours - 1) % 12 + 1}:{minutes:02} {half}"
    if kind == "number":
        return f"{int(plain):,}"
    return plain.title() if style == 1 else plain.upper()


def claims(made: World) -> Iterator[str]:
    for object, value, source in made.statements:
        yield json.dumps({"object": object, "value": value, "source": source}) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("setting", choices=SETTINGS, nargs="?")
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    if asked.setting is None or asked.out is None:
        for name, setting in SETTINGS.items():
            print(f"{name:12} {setting.about}")
        return
    found = world(asked.setting, asked.seed)
    asked.out.mkdir(parents=True, exist_ok=True)
    with (asked.out / "CLAIMS.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(claims(found))
    with (asked.out / "truth.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"object": o, "value": v}) + "\n" for o, v in found.truth.items())
    told = {"groups": found.groups, "accuracy": found.accuracy, "copiers": sorted(found.copiers)}
    (asked.out / "groups.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
