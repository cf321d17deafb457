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
    inside = {i: _holder(i, attributions) for i in range(len(attributions))}
    inside.update(given)
    return tuple(replace(a, inside=_acyclic(i, inside)) for i, a in enumerate(attributions))


def _holder(i: int, attributions: Sequence[Attribution]) -> int | None:
    own = attributions[i]
    at = own.cue[0].start
    best: int | None = None
    for j, other in enumerate(attributions):
        # Of two contents that hold each other's cue the larger is the outer one.
        if j == i or not holds(other.content, at) or size(other.content) <= size(own.content):
            continue
        if best is None or size(other.content) < size(attributions[best].content):
            best = j
    return best


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
