"""How one telling was had from another, as a page shows it: passages, changes, citations, reasons."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.lineage.links import OUTSIDE, Link, Passage, Telling
from sayso.views.inert import on_one_line
from sayso.views.lineage import wording
from sayso.views.lineage.compared import Pair, pair
from sayso.views.lineage.forest import Branch, Root

AROUND = 90
"""Characters shown before and after the words of a citation."""
MANNERS = {
    "wire": "an agency’s tag",
    "credit": "a credit line",
    "report": "a report it names",
    "told": "words told to it",
    "link": "an address",
    "vague": "no name",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation's words where they stand."""

    before: str
    words: str
    after: str
    manner: str
    why: str


@dataclass(frozen=True, slots=True)
class Shared:
    manner: str
    likeness: str
    pair: Pair | None
    """None where the texts are not at hand."""


@dataclass(frozen=True, slots=True)
class Had:
    """A link as the page tells it."""

    one: str
    other: str
    how: str
    sure: str
    direction: str
    changes: tuple[str, ...]
    shared: tuple[Shared, ...]
    cited: tuple[Quoted, ...]
    reasons: tuple[tuple[str, str], ...]
    """Why, and how much it weighs."""
    judgement: str | None
    handle: str
    """The command that mends it; "" where one end lies outside the ledger."""


@dataclass(frozen=True, slots=True)
class Step:
    """A telling on the way from an origin, and what drifted there."""

    telling: str
    changes: tuple[str, ...]
    likeness: str


def had(link: Link, child: Telling, texts: tuple[str | None, str | None], *, again: bool = False) -> Had:
    """`texts` of the parent's document and of the child's; `again`: whether these are one."""
    weights = sorted(link.reasons, key=lambda r: -abs(r.weight))
    ends = [end[: wording.SHORT] for end in (link.one, link.other)]
    handle = "" if link.one.startswith(OUTSIDE) else f"sayso decide {ends[0]} cut|turn|join {ends[1]}"
    return Had(
        link.one,
        link.other,
        wording.AGAIN if again else wording.how(link, child),
        f"{wording.band(link.probability)} ({wording.per_cent(link.probability)})",
        f"{wording.band(link.forward)} ({wording.per_cent(link.forward)})",
        wording.changes(link.drifts),
        tuple(_shared(passage, texts) for passage in link.passages),
        tuple(_cited(link, texts[1])),
        tuple((on_one_line(r.why).rstrip(" ."), wording.weight(r.weight)) for r in weights),
        link.judgement,
        handle,
    )


@dataclass(frozen=True, slots=True)
class Way:
    """From a recording to a telling where something drifted, and below which nothing drifts any more."""

    steps: tuple[Step, ...]
    also: tuple[str, ...] = ()
    """Tellings to which the same happened, had from the same one."""


def ways(roots: Sequence[Root]) -> list[Way]:
    """In the order of the tree; those that differ in their last telling alone are one."""
    found: dict[Hashable, Way] = {}
    for steps in _ways(roots):
        key = (tuple(step.telling for step in steps[:-1]), steps[-1].changes)
        held = found.get(key)
        found[key] = replace(held, also=(*held.also, steps[-1].telling)) if held else Way(steps)
    return list(found.values())


def _ways(roots: Sequence[Root]) -> Iterator[tuple[Step, ...]]:
    waiting: list[tuple[Branch, tuple[Step, ...]]] = [
        (branch, ()) for root in reversed(roots) for branch in reversed(root.branches)
    ]
    drifting = _drifting(roots)
    while waiting:
        branch, before = waiting.pop()
        link = branch.link
        changes = wording.changes(link.drifts) if link and not branch.undecided else ()
        likeness = wording.AGAIN if branch.again else wording.how(link, branch.telling) if link else ""
        way = (*before, Step(branch.telling.id, changes, likeness))
        below = [child for child in branch.children if id(child) in drifting]
        if changes and not below:
            yield way
        waiting += [(child, way) for child in reversed(below)]


def _drifting(roots: Sequence[Root]) -> set[int]:
    """Branches that drifted, or have one below them that did."""
    order: list[Branch] = []
    waiting = [branch for root in roots for branch in root.branches]
    while waiting:
        branch = waiting.pop()
        order.append(branch)
        waiting += branch.children
    found: set[int] = set()
    for branch in reversed(order):
        drifted = bool(branch.link and branch.link.drifts and not branch.undecided)
        if drifted or any(id(child) in found for child in branch.children):
            found.add(id(branch))
    return found


def _shared(passage: Passage, texts: tuple[str | None, str | None]) -> Shared:
    one, other = texts
    found = pair(one, other, passage) if one is not None and other is not None else None
    return Shared(wording.MANNERS[passage.manner], f"{100 * passage.likeness:.0f} %", found)


def _cited(link: Link, text: str | None) -> list[Quoted]:
    quoted = []
    for citation in link.citations:
        manner, why = MANNERS[citation.manner], on_one_line(citation.why)
        if text is None:
            quoted.append(Quoted("", on_one_line(citation.name or ""), "", manner, why))
            continue
        start, end = citation.span
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        # Whole words only.
        before = before[before.find(" ") + 1 :] if start > AROUND else before
        after = after[: after.rfind(" ")] if end + AROUND < len(text) and " " in after else after
        quoted.append(Quoted(before, text[start:end], after, manner, why))
    return quoted
