"""Where evidence comes from: each passage followed back to its origin, as tracing does for tellings.

What says the same as the claim is one family with it: whoever has it from where the claim has it is set
aside. What speaks against it is a family of its own, and nothing of that is set aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from sayso.checking import naming
from sayso.findings import Aside, Asked, Evidence, Label
from sayso.ledger import Ledger, link_judgements
from sayso.lineage.links import OUTSIDE, Family, Origin, Telling
from sayso.protocols import Encoder
from sayso.tracing.relatives import Kin
from sayso.tracing.solving import solve


class Places:
    """Follows the evidence on one claim back, in one set of collections."""

    def __init__(
        self, ledger: Ledger, connection: Connection, collections: Sequence[str], encoder: Encoder
    ) -> None:
        self._connection = connection
        self._kin = Kin(ledger, connection, collections, encoder)
        self._given = link_judgements.all_of(connection)
        self._texts: dict[str, str] = {}

    def placed(self, asked: Asked, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The evidence with its origins, in the same order; what does not settle the claim stays as it is."""
        out = [self._elsewhere(one) for one in evidence]
        for label in ("supports", "refutes"):
            for n, one in self._side(asked, evidence, label).items():
                out[n] = one
        return out

    def _elsewhere(self, one: Evidence) -> Evidence:
        """What is no document of the ledger's is its publisher's word; an encyclopaedia repeats others."""
        passage = one.passage
        if passage.document is not None:
            return one
        if passage.row is not None:
            return replace(one, origin=f"table {passage.row.table}", origin_name=passage.row.table)
        name = passage.rating.publisher if passage.rating is not None else passage.outlet or passage.source
        return replace(
            one, origin=f"{passage.source} {name}", origin_name=name, told_apart=passage.rating is not None
        )

    def _side(self, asked: Asked, evidence: Sequence[Evidence], label: Label) -> dict[int, Evidence]:
        held = {
            n: one.passage.claims[0]
            for n, one in enumerate(evidence)
            if one.label == label and one.passage.claims
        }
        if not held:
            return {}
        is_own = asked.claim is not None and label == ("refutes" if asked.stance == "denied" else "supports")
        own = [asked.claim] if is_own and asked.claim else []
        family = self._family([*own, *held.values()])
        if family is None:
            return {}
        reached = reached_in(family)
        by_id = {telling.id: telling for telling in family.tellings}
        versions = self._versions(asked, family)
        out = {}
        for n, claim in held.items():
            if claim in by_id:
                aside = _aside(asked, by_id[claim], reached, versions) if is_own else None
                text = self._texts.get(by_id[claim].document, "")
                out[n] = _with_origin(evidence[n], reached[claim], aside, text)
        return out

    def _family(self, claims: Sequence[str]) -> Family | None:
        volumes, told = self._kin.tellings(list(dict.fromkeys(claims)))
        if not told:
            return None
        self._texts.update((name, volume.text) for name, volume in volumes.items())
        decided = link_judgements.decided(self._given, {name: v.reading for name, v in volumes.items()})
        members: list[Telling] = list(told.values())
        company = self._kin.company({telling.document for telling in members})
        return solve(members, volumes, decided, company, self._kin.binder)

    def _versions(self, asked: Asked, family: Family) -> set[str]:
        """The claim's own document and other versions of it."""
        return {
            name
            for name, p in family.publications.items()
            if name == asked.document or p.address == asked.address
        }


Reached = tuple[frozenset[str], tuple[Origin, ...]]
"""Of a telling: the recordings it goes back to, and the origins that they had it from."""


def reached_in(family: Family) -> dict[str, Reached]:
    """By id of each telling what it goes back to."""
    parents: dict[str, set[str]] = defaultdict(set)
    for link in family.links:
        if not link.one.startswith(OUTSIDE):
            parents[link.other].add(link.one)
    for link in family.undecided:
        parents[link.other].add(link.one)
        parents[link.one].add(link.other)
    return {t.id: _back(t.id, parents, family.origins) for t in family.tellings}


def _back(name: str, parents: dict[str, set[str]], origins: Sequence[Origin]) -> Reached:
    seen, todo = {name}, [name]
    while todo:
        for parent in parents[todo.pop()] - seen:
            seen.add(parent)
            todo.append(parent)
    held = tuple(origin for origin in origins if seen & set(origin.recordings))
    recordings = frozenset(one for origin in held for one in origin.recordings if one in seen)
    return recordings or frozenset([name]), held


def _aside(asked: Asked, telling: Telling, reached: dict[str, Reached], versions: set[str]) -> Aside | None:
    if telling.document in versions:
        return "same document"
    if asked.claim not in reached:
        return None
    ours, theirs = reached[asked.claim], reached[telling.id]
    if ours[0] & theirs[0]:
        return "copy"
    named = {origin.name for origin in ours[1] if origin.told_apart}
    return "same origin" if theirs[1] and {origin.name for origin in theirs[1]} <= named else None


def _with_origin(one: Evidence, reached: Reached, aside: Aside | None, text: str) -> Evidence:
    _, origins = reached
    if not origins:
        return replace(one, origin=origin_id(reached), told_apart=False, aside=aside)
    first = origins[0]
    return replace(
        one,
        origin=origin_id(reached),
        origin_name=naming.origin(first.name, text, one.origin_name),
        told_apart=first.told_apart,
        aside=aside,
    )


def origin_id(reached: Reached) -> str:
    """The same for whatever goes back to one origin, as far as lineage tells."""
    recordings, origins = reached
    if not origins:
        return min(recordings)
    first = origins[0]
    # Two who have no name are not one because both are called "a source".
    key = first.name if first.told_apart else min(set(first.recordings) & recordings)
    return f"{first.kind} {key}"
