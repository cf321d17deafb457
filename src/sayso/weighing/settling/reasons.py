"""What was learned → a settlement, with the sentences that say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from sayso.settlements import Group, Option, Settlement, Source
from sayso.weighing.settling.reliability import intervals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.settlements import Panel
    from sayso.weighing.settling.learning import Learned

_SHOWN = 3


def settlement(learned: Learned, method: str) -> Settlement:
    return Settlement(
        _options(learned), _sources(learned), _groups(learned), method, learned.rounds, Reasons(learned)
    )


def _options(learned: Learned) -> list[Option]:
    panel = learned.layout.panel
    count = np.bincount(panel.claim_option, minlength=learned.layout.options)
    weight = learned.layout.by_option(learned.counting.weight)
    order = np.lexsort((-count, -learned.belief, panel.option_object))
    columns = (
        [panel.objects[at] for at in panel.option_object[order].tolist()],
        [panel.options[at] for at in order.tolist()],
        learned.belief[order].tolist(),
        count[order].tolist(),
        weight[order].tolist(),
    )
    return list(map(Option, *columns))


def _sources(learned: Learned) -> list[Source]:
    panel = learned.layout.panel
    mean = learned.reliability.mean
    low, high = intervals(learned.reliability)
    count = np.bincount(panel.claim_source, minlength=len(panel.sources))
    copied = np.bincount(panel.claim_source, 1 - learned.counting.weight, len(panel.sources)) / np.maximum(
        count, 1
    )
    order = np.argsort(-mean, kind="stable").tolist()
    return [
        Source(
            panel.sources[at],
            float(mean[at]),
            float(low[at]),
            float(high[at]),
            int(count[at]),
            float(copied[at]),
        )
        for at in order
    ]


def _groups(learned: Learned) -> list[Group]:
    sources = learned.layout.panel.sources
    found = []
    panel = learned.layout.panel
    holders = np.bincount(panel.claim_option, minlength=learned.layout.options)
    order = np.argsort(panel.claim_source, kind="stable")
    starts = np.searchsorted(panel.claim_source[order], np.arange(len(sources) + 1))
    for members in learned.grouping.members():
        claims = np.concatenate([order[starts[at] : starts[at + 1]] for at in members.tolist()])
        odds = float(learned.grouping.odds[learned.grouping.of_source[members[0]]])
        chance = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        why = _why(learned, members, claims, holders)
        found.append(Group(tuple(sources[at] for at in members.tolist()), min(float(chance), 0.999), why))
    return found


def _why(
    learned: Learned, members: NDArray[np.int64], claims: NDArray[np.int64], holders: NDArray[np.int64]
) -> str:
    """With the values that at least two of them share and hardly anyone else has, the most doubtful first."""
    panel = learned.layout.panel
    option, sharing = np.unique(panel.claim_option[claims], return_counts=True)
    holders = holders[option]
    doubt = 1 - learned.belief[option]
    telling = np.flatnonzero((sharing > 1) & (doubt > 0.5))
    lineage = _from_lineage(learned, members)
    if not len(telling):
        return lineage or "They share values that hardly any other source has."
    order = telling[np.lexsort((-doubt[telling], holders[telling] - sharing[telling], -sharing[telling]))]
    shown = "; ".join(
        f"{panel.objects[panel.option_object[option[k]]]}: “{panel.options[option[k]]}” "
        f"({sharing[k]} of them, {_others(int(holders[k] - sharing[k]))})"
        for k in order[:_SHOWN].tolist()
    )
    values = "1 value that is" if len(telling) == 1 else f"{len(telling)} values that are"
    such = ":" if len(telling) == 1 else ", such as"
    return f"{lineage}They share {values} probably wrong{such} {shown}."


def _from_lineage(learned: Learned, members: NDArray[np.int64]) -> str:
    inside = set(members.tolist())
    known = any(a in inside and b in inside for a, b, _ in learned.layout.panel.known)
    return "Known to depend on one another from outside these values. " if known else ""


def _others(count: int) -> str:
    return "and no other source" if not count else f"and {count} other{'s' * (count > 1)}"


class Reasons(Mapping[str, str]):
    """By object: why its distribution is as it is; written when asked for, since there may be very many."""

    def __init__(self, learned: Learned) -> None:
        self._learned = learned
        self._number: dict[str, int] | None = None

    def __getitem__(self, name: str) -> str:
        if self._number is None:
            self._number = {name: at for at, name in enumerate(self._learned.layout.panel.objects)}
        return _note(self._learned, self._number[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._learned.layout.panel.objects)

    def __len__(self) -> int:
        return len(self._learned.layout.panel.objects)


def _note(learned: Learned, number: int) -> str:
    panel = learned.layout.panel
    start, end = np.searchsorted(panel.option_object, [number, number + 1]).tolist()
    order = sorted(range(start, end), key=lambda option: -learned.belief[option])
    parts = [_said(learned, option) for option in order[:_SHOWN]]
    if len(order) > _SHOWN:
        parts.append(f"{len(order) - _SHOWN} more values with less")
    none = 1 - float(learned.belief[start:end].sum())
    if none >= 0.05:
        parts.append(f"none of these: {none:.2f}")
    return "; ".join([*parts, *_support(learned, order[0])]) + "."


def _chance(chance: float) -> str:
    """Never certainty: of what rests on a model alone there is none."""
    return ">0.99" if chance > 0.99 else "<0.01" if chance < 0.01 else f"{chance:.2f}"


def _said(learned: Learned, option: int) -> str:
    """One option: how many state it, how reliable they are, and how many they amount to."""
    panel = learned.layout.panel
    start, end = np.searchsorted(panel.claim_option, [option, option + 1])
    reliability = learned.reliability.mean[panel.claim_source[start:end]]
    weight = float(learned.counting.weight[start:end].sum())
    count = int(end - start)
    chance = _chance(float(learned.belief[option]))
    text = f"“{panel.options[option]}” {chance}: {count} source{'s' * (count != 1)}"
    if count - weight > 0.05:
        text += f" that amount to {weight:.1f} independent ones"
    span = f"{reliability.min():.2f}" if count == 1 else f"{reliability.min():.2f} to {reliability.max():.2f}"
    return f"{text} of reliability {span}"


def _support(learned: Learned, option: int) -> list[str]:
    """What else speaks for the first option: values that it entails or that are near."""
    panel: Panel = learned.layout.panel
    one, other, far = panel.near
    entailed = {panel.options[at] for at in other[(one == option) & (far >= 1.0)].tolist()}
    like = {panel.options[at] for at in one[(other == option) & (far < 1.0)].tolist()}
    kinds = ((entailed, "includes"), (like - entailed, "is near"))
    return [
        f"“{panel.options[option]}” {verb} {', '.join(f'“{value}”' for value in sorted(found)[:_SHOWN])}"
        for found, verb in kinds
        if found
    ]
