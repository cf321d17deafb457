"""Nesting: whose words lie inside whose. Chains are read off it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.claims.spans import holds, size
from sayso.types import Attribution


def nested(attributions: Sequence[Attribution], given: Mapping[int, int]) -> tuple[Attribution, ...]:
    """The attributions with `inside` set: the smallest content that holds another's cue.

    `given` says it outright where contents cannot, as in "the bank, citing officials, said that p":
    the officials lie inside the bank although both contents are p.
    """
    inside = _holders(attributions)
    inside.update(given)
    return tuple(replace(a, inside=_acyclic(i, inside)) for i, a in enumerate(attributions))


def _holders(attributions: Sequence[Attribution]) -> dict[int, int | None]:
    """Of each attribution the smallest content that holds its cue; of two that hold each other's cue the
    larger is the outer one. Cues are taken in order of the text, beside the contents that are open there."""
    ends = [max((s.end for s in a.content), default=0) for a in attributions]
    sizes = [size(a.content) for a in attributions]
    begun = sorted((min(s.start for s in a.content), j) for j, a in enumerate(attributions) if a.content)
    found: dict[int, int | None] = {}
    unclosed: list[int] = []
    at_next = 0
    for at, i in sorted((a.cue[0].start, i) for i, a in enumerate(attributions)):
        while at_next < len(begun) and begun[at_next][0] <= at:
            unclosed.append(begun[at_next][1])
            at_next += 1
        unclosed = [j for j in unclosed if ends[j] > at]
        holding = (j for j in unclosed if sizes[j] > sizes[i] and holds(attributions[j].content, at))
        found[i] = min(holding, key=lambda j: (sizes[j], j), default=None)
    return found


def _acyclic(i: int, inside: Mapping[int, int | None]) -> int | None:
    """The holder of `i`, unless following it comes back to `i`."""
    seen, at = {i}, inside[i]
    while at is not None:
        if at in seen:
            return None
        seen.add(at)
        at = inside[at]
    return inside[i]


def chain(i: int, attributions: Sequence[Attribution]) -> tuple[int, ...]:
    """From the nearest voice to the farthest: the attributions that hold `i`, outermost first, then `i`.

    A voice that quotes itself ("he wanted to say that") is one voice.
    """
    links = [i]
    at = attributions[i].inside
    while at is not None:
        if attributions[at].source != attributions[links[0]].source or not attributions[at].source:
            links.insert(0, at)
        at = attributions[at].inside
    return tuple(links)
