"""Links that were found against those that there are, between documents and between tellings.

A true link counts as found where the child is linked to its parent, or to a document that its text could as
well be had from; which of the two is reported too. Each true link can be found once: what is linked beyond
that is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from copying.gathering import Found, Pair, Place
from copying.shares import Scores
from copying.truth import Made, Parent, Story

DOCUMENTS, TELLINGS = "links", "links of tellings"


def score_links(scores: Scores, stories: Sequence[Story], found: Found) -> None:
    """Between documents: whatever telling of theirs is linked."""
    story_of = {made.id: n for n, story in enumerate(stories) for made in story.documents}
    within: dict[int, set[Pair]] = defaultdict(set)
    for pair in found.pairs:
        numbers = {story_of.get(document, -1) for document in pair}
        if len(numbers) == 1:
            within[numbers.pop()].add(pair)
        else:
            _wrong(scores, DOCUMENTS, "between stories", " ".join(sorted(pair)))
    for number, story in enumerate(stories):
        edges = [_Edge(m, p) for m in story.documents if not m.revises for p in m.parents]
        hits = _matched(scores, DOCUMENTS, story, edges, within[number])
        for edge, pair in hits:
            _direction(scores, story, edge, found, pair)


def score_tellings(scores: Scores, stories: Sequence[Story], found: Found) -> None:
    """Between tellings: who had this claim from whom."""
    fact_of = {t: f.fact for story in stories for f in story.families for t in f.tellings}
    within: dict[str, set[Pair]] = defaultdict(set)
    for tie in found.tied:
        facts = {fact_of.get(place, "") for place in tie}
        if len(facts) == 1:
            within[facts.pop()].add(frozenset(document for document, _ in tie))
        else:
            _wrong(scores, TELLINGS, "between claims", _named(tie))
    for story in stories:
        by_id = {m.id: m for m in story.documents}
        for family in story.families:
            edges = [
                _Edge(by_id[child], parent)
                for above, child in family.links
                if not by_id[child].revises
                for parent in by_id[child].parents
                if parent.document == above
            ]
            _matched(scores, TELLINGS, story, edges, {p for p in within[family.fact] if len(p) == 2})


def _named(tie: Iterable[Place]) -> str:
    return " ".join(sorted(f"{document} {n}" for document, n in tie))


def _wrong(scores: Scores, name: str, why: str, what: str, kinds: str = "") -> None:
    scores.shares[f"{name}: precision"].add(0)
    scores.shares[f"{name}, the very parent: precision"].add(0)
    scores.shares[f"of the {name} found, wrong {why}"].add(1, 0)
    scores.wrong.append((f"{name} wrong {why}", kinds, what))


@dataclass(frozen=True, slots=True)
class _Edge:
    child: Made
    parent: Parent

    @property
    def pair(self) -> Pair:
        return frozenset((self.child.id, self.parent.document))


def _matched(
    scores: Scores, name: str, story: Story, edges: list[_Edge], pairs: set[Pair]
) -> Iterator[tuple[_Edge, Pair]]:
    """Score them; the true links that are shown and were found, each with the pair that stands for it."""
    versions = _versions(story)
    exact = {e.pair for e in edges} & pairs
    served = _stood_in([e for e in edges if e.pair not in exact], pairs - exact - versions)
    hit = {id(e): pair for pair, e in served.items()} | {id(e): e.pair for e in edges if e.pair in exact}
    unshown = {hit[id(e)] for e in edges if id(e) in hit and not e.parent.shown}
    shown = [e for e in edges if e.parent.shown]
    for edge in shown:
        kind = [edge.child.kind]
        scores.note(f"{name}: recall", kind, id(edge) in hit)
        scores.note(f"{name}, the very parent: recall", kind, edge.pair in exact)
        if id(edge) not in hit:
            scores.wrong.append((f"{name} missed", edge.child.kind, _told(edge)))
    right = set(hit.values())
    roots = _roots(story) if pairs - right else {}
    for pair in pairs - versions - unshown - (story.kin - right):
        if pair in right:
            scores.shares[f"{name}: precision"].add(1)
            scores.shares[f"{name}, the very parent: precision"].add(pair in exact)
        else:
            one, other = sorted(pair)
            why = "between descents" if roots[one].isdisjoint(roots[other]) else "within a descent"
            kinds = " and ".join(sorted(m.kind for m in story.documents if m.id in pair))
            _wrong(scores, name, why, f"{one} {other}", kinds)
    return ((edge, hit[id(edge)]) for edge in shown if id(edge) in hit)


def _versions(story: Story) -> set[Pair]:
    """Pairs that are not asked for: a revision with what it revises, and with what that was had from."""
    by_id = {m.id: m for m in story.documents}
    found: set[Pair] = set()
    for made in story.documents:
        older = by_id.get(made.revises or "")
        while older:
            found |= {frozenset((made.id, i)) for i in (older.id, *(p.document for p in older.parents))}
            older = by_id.get(older.revises or "")
    return found


def _roots(story: Story) -> dict[str, frozenset[str]]:
    """Of each document, those that it descends from and that descend from none; lost ones too."""
    found: dict[str, frozenset[str]] = {}
    for made in sorted(story.documents, key=lambda m: m.minute):
        above = frozenset(made.lost).union(*(found[p.document] for p in made.parents))
        found[made.id] = above or frozenset((made.id,))
    return found


def _stood_in(edges: list[_Edge], pairs: set[Pair]) -> dict[Pair, _Edge]:
    """Pairs that link a child to a document as good as its parent; one for each true link at most."""
    taken: dict[Pair, _Edge] = {}
    for edge in edges:
        could = (frozenset((edge.child.id, other)) for other in sorted(edge.parent.stand_ins))
        pair = next((p for p in could if p in pairs and p not in taken), None)
        if pair:
            taken[pair] = edge
    return taken


def _told(edge: _Edge) -> str:
    shown = [
        name for name, is_so in (("text", edge.parent.text), ("citation", edge.parent.citation)) if is_so
    ]
    return f"{edge.parent.document} → {edge.child.id} ({' and '.join(shown)})"


def _direction(scores: Scores, story: Story, edge: _Edge, found: Found, pair: Pair) -> None:
    (above,) = pair - {edge.child.id}
    if pair != edge.pair and above not in _above(story, edge.child.id):
        return  # two copies of one text: neither is from the other
    chances = found.pairs[pair][above]
    forward = sum(chances) / len(chances)
    right = 0.5 if abs(forward - 0.5) < 1e-9 else float(forward > 0.5)
    when = "with times" if story.times else "without times"
    kinds = [edge.child.kind]
    scores.note(f"direction {when}", kinds, right)
    if story.times:
        clocks = {m.clock for m in story.documents if m.id in pair}
        worst = "shifted" if "shifted" in clocks else "missing" if "missing" in clocks else "right"
        scores.shares[f"direction, clocks {worst}"].add(right)
    scores.shares[f"direction decided, {when}"].add(pair in found.decided)
    if pair in found.decided:
        scores.shares[f"direction of the decided, {when}"].add(right)
    if right < 0.5:
        scores.wrong.append((f"direction {when}", edge.child.kind, _told(edge)))


def _above(story: Story, identity: str) -> set[str]:
    by_id = {m.id: m for m in story.documents}
    parents = {p.document for p in by_id[identity].parents}
    return parents.union(*(_above(story, p) for p in parents))
