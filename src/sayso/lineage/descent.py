"""Descent: in one family, who had it from whom.

The likeliest link of each telling becomes the one it descends by, unless that closes a ring; a ring is
circular reporting (see `circles`) or a clock that errs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.lineage import clocks
from sayso.lineage.case import Case
from sayso.lineage.kinship import candidates, from_outside
from sayso.lineage.links import OUTSIDE, Clash, Link

LIKELY = 0.5
"""Probability from which a telling counts as had from another."""
KNOWN = 0.06
"""How far from even odds a direction must be to be told."""

CITED = 0.3
COMPANY = 0.02
"""What a citation, and each claim that two documents have in common, adds to the share of words explained."""
CLEAR = 0.8
"""Direction from which on being surer tells nothing of which of several is the parent."""


@dataclass(frozen=True, slots=True)
class Descent:
    """Who had it from whom."""

    links: tuple[Link, ...]
    undecided: tuple[Link, ...]
    refused: tuple[Link, ...]
    """Likely by themselves, but they would close a ring."""
    unlikely: tuple[Link, ...]
    clashes: tuple[Clash, ...]


def descend(case: Case) -> Descent:
    """The likeliest parents of each telling; no telling descends from itself."""
    links = candidates(case)
    likely = [link for link in links if link.probability >= LIKELY]
    told = [link for link in likely if abs(link.forward - 0.5) >= KNOWN or link.judgement]
    chosen, refused = _acyclic(case, [*told, *from_outside(case)])
    return Descent(
        links=tuple(chosen),
        undecided=_between_roots(likely, told, chosen),
        refused=tuple(refused),
        unlikely=tuple(link for link in links if link.probability < LIKELY),
        clashes=tuple(_clashes(case, chosen)),
    )


def _acyclic(case: Case, links: Sequence[Link]) -> tuple[list[Link], list[Link]]:
    """The best parent of each telling, best links first; further parents where a citation shows them."""
    worth = _Worth(case)
    parents: dict[str, list[str]] = defaultdict(list)
    chosen: list[Link] = []
    refused: list[Link] = []
    for link in sorted(links, key=lambda link: (-worth.of(link), worth.order(link), link.one, link.other)):
        if _ascends(parents, link.one, link.other):
            refused.append(link)
        elif not parents[link.other] or (
            _is_further(parents, link) and worth.is_new(link, parents[link.other])
        ):
            parents[link.other].append(link.one)
            chosen.append(link)
    return chosen, refused


def _reduced(chosen: Sequence[Link], parents: Mapping[str, Sequence[str]]) -> list[Link]:
    """Without links from an ancestor of another parent: through that one it is told already."""

    def is_told(link: Link) -> bool:
        others = (p for p in parents[link.other] if p != link.one)
        return link.judgement is None and any(_ascends(parents, other, link.one) for other in others)

    return [link for link in chosen if not is_told(link)]


def _is_further(parents: Mapping[str, Sequence[str]], link: Link) -> bool:
    """Whether it adds a parent that the ones already chosen do not lead to."""
    if link.judgement is not None:
        return True
    if not link.citations or all(c.manner == "vague" for c in link.citations):
        return False
    return not any(_ascends(parents, parent, link.one) for parent in parents.get(link.other, ()))


def _ascends(parents: Mapping[str, Sequence[str]], start: str, target: str) -> bool:
    """Whether the target is the start or one of its ancestors."""
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == target:
            return True
        new = [p for p in parents.get(at, ()) if p not in seen]
        seen.update(new)
        waiting.extend(new)
    return False


class _Worth:
    """How good a link is as the one that a telling descends by."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._documents = {telling.id: telling.document for telling in case.tellings}

    def of(self, link: Link) -> float:
        """Above all what people decided; then how much of the child's document the parent's explains, so that
        all claims of a document are had from one and the same wherever that may be."""
        if link.judgement is not None:
            return 10.0
        if link.one.startswith(OUTSIDE):
            return 0.62 * link.probability * link.forward
        if self._documents[link.one] == self._documents[link.other]:
            return 0.6 * link.probability
        # A copy with a clock to the minute is no better a parent than one with a day.
        if self._revises(link):
            return 5.0
        sure = min(link.forward, CLEAR) / CLEAR
        cited = CITED * any(c.manner != "vague" for c in link.citations)
        # Of copies that explain it as well as the agency's own text does, the agency's is the likelier one.
        agency = 0.05 * (self._documents[link.one] in self._case.agencies)
        # Rounded: of two copies that differ by a word, neither is the better parent for it.
        worth = round(sure * (0.5 + 0.5 * self._explained(link)) + cited + agency, 2)
        # Two papers with one agency's tag had it from the agency, and not from each other.
        return 0.5 * worth if self._tags(link.one) & self._tags(link.other) else worth

    def _revises(self, link: Link) -> bool:
        publications, documents = self._case.publications, self._documents
        return publications[documents[link.other]].revises == documents[link.one]

    def _tags(self, claim: str) -> set[str]:
        """Outlets outside the ledger by whose tag or credit the telling's document is marked."""
        found = self._case.outside.get(self._documents[claim], ())
        return {o.name for o in found if o.citation.manner in ("wire", "credit")}

    def order(self, link: Link) -> tuple[tuple[str, str, str], int]:
        """Of links as good as one another the one from what came out first; of its versions the last."""
        document = self._documents.get(link.one)
        if document is None:
            return ("", "", ""), 0
        publications, versions = self._case.publications, 0
        while (before := publications[document].revises) is not None and before in publications:
            document, versions = before, versions + 1
        return clocks.order(publications[document]), -versions

    def is_new(self, link: Link, parents: Sequence[str]) -> bool:
        """Whether no parent is of the same outlet: who cites an outlet means one of its articles."""
        return link.judgement is not None or self._outlet(link.one) not in map(self._outlet, parents)

    def _outlet(self, claim: str) -> str:
        document = self._documents.get(claim)
        if document is None:
            return claim
        publication = self._case.publications[document]
        return publication.outlet or document

    def _explained(self, link: Link) -> float:
        pair = self._documents[link.one], self._documents[link.other]
        tie = self._case.ties.get(pair)
        covered = tie.of_other if tie is not None else 0.0
        if tie is None and (tie := self._case.ties.get((pair[1], pair[0]))) is not None:
            covered = tie.of_one
        return covered * tie.likeness + COMPANY * min(tie.company, 8) if tie is not None else 0.0


def _between_roots(likely: Sequence[Link], told: Sequence[Link], chosen: Sequence[Link]) -> tuple[Link, ...]:
    """Of the links without a direction those that hold together what would otherwise fall apart."""
    group: dict[str, str] = {}

    def top(name: str) -> str:
        while group.get(name, name) != name:
            name = group[name]
        return name

    for link in chosen:
        group[top(link.other)] = top(link.one)
    known = {id(link) for link in told}
    kept = []
    for link in sorted(likely, key=lambda link: -link.probability):
        if id(link) not in known and top(link.one) != top(link.other):
            group[top(link.other)] = top(link.one)
            kept.append(link)
    return tuple(kept)


def _clashes(case: Case, chosen: Sequence[Link]) -> list[Clash]:
    """Links that the text shows and the clocks contradict."""
    documents = {telling.id: telling.document for telling in case.tellings}
    found = []
    for link in chosen:
        if link.one.startswith(OUTSIDE) or documents[link.one] == documents[link.other]:
            continue
        one, other = (case.publications[documents[side]] for side in (link.one, link.other))
        sure = clocks.before(one, other)
        if sure is not None and sure < 0:
            yet = "; ".join(r.why for r in link.reasons if r.weight > 0 and r.name not in ("time", "kinship"))
            why = f"dated {clocks.shown(other)}, before {clocks.shown(one)}; {yet or 'the text shows it'}"
            found.append(Clash(link.one, link.other, why))
    return found
