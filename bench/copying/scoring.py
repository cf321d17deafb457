"""How well families that were found match the true ones. What is judged is known by its shape alone, so that
nothing here depends on what makes it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from copying.shape import AFamily, ALink
from copying.truth import Made, Parent, Story, TrueFamily

OUTSIDE = "outside:"
FEWEST = 2
"""Documents of a family from which on its origins are asked for."""


@dataclass(slots=True)
class Share:
    right: float = 0.0
    of: float = 0.0

    def add(self, right: float, of: float = 1.0) -> None:
        self.right += right
        self.of += of

    @property
    def value(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(slots=True)
class Scores:
    """Shares by measure, and by measure and kind; `states` counts pairs of true and found state."""

    shares: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    kinds: dict[str, dict[str, Share]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Share))
    )
    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    """What went wrong, on what, and how: for whoever wants to see examples."""

    def share(self, name: str) -> float | None:
        return self.shares[name].value if name in self.shares else None

    def f1(self, name: str) -> float | None:
        found, right = self.share(f"{name}: recall"), self.share(f"{name}: precision")
        return 2 * found * right / (found + right) if found and right else found and 0.0

    def note(self, measure: str, kinds: Iterable[str], right: float) -> None:
        self.shares[measure].add(right)
        for kind in kinds:
            self.kinds[measure][kind].add(right)


Pair = frozenset[str]


@dataclass(slots=True)
class _Found:
    """What was found, by document."""

    documents: dict[str, str]
    """Of each telling, by id."""
    at: dict[tuple[str, int], list[AFamily]]
    pairs: dict[Pair, dict[str, list[float]]]
    """Of each pair that is linked: for each of the two, the chances that the other has it from this one."""
    decided: set[Pair]
    clashes: set[tuple[str, str]]


def _gathered(families: Iterable[AFamily]) -> _Found:
    found = _Found({}, defaultdict(list), {}, set(), set())
    for family in families:
        for telling in family.tellings:
            found.documents[telling.id] = telling.document
            found.at[telling.document, telling.n].append(family)
        for decided, links in ((True, family.links), (False, family.undecided)):
            for link in links:
                _link(found, link, decided)
        for clash in family.clashes:
            one, other = (found.documents.get(i, i) for i in (clash.parent, clash.child))
            found.clashes.add((one, other))
    return found


def _link(found: _Found, link: ALink, decided: bool) -> None:
    if link.one.startswith(OUTSIDE) or link.other.startswith(OUTSIDE):
        return
    one, other = (found.documents.get(i, i) for i in (link.one, link.other))
    pair = frozenset((one, other))
    if len(pair) < 2:
        return
    chances = found.pairs.setdefault(pair, {one: [], other: []})
    chances[one].append(link.forward)
    chances[other].append(1 - link.forward)
    if decided:
        found.decided.add(pair)


def score(stories: Sequence[Story], families: Iterable[AFamily]) -> Scores:
    """Of all that was found where these stories were together."""
    found, scores = _gathered(families), Scores()
    story_of = {made.id: n for n, story in enumerate(stories) for made in story.documents}
    for number, story in enumerate(stories):
        pairs = {p for p in found.pairs if {story_of.get(d) for d in p} == {number}}
        _links(scores, story, found, pairs)
        _clashes(scores, story, found)
        for family in story.families:
            if len(family.documents) >= FEWEST:
                _family(scores, story, family, found)
        _circles(scores, story, found)
    across = [p for p in found.pairs if len({story_of.get(d) for d in p}) > 1]
    _surplus(scores, across, "between stories")
    return scores


def _surplus(scores: Scores, pairs: Iterable[Pair], why: str) -> None:
    for pair in pairs:
        scores.shares["links: precision"].add(0)
        scores.shares["links, the very parent: precision"].add(0)
        scores.shares[f"of the links found, wrong {why}"].add(1, 0)
        scores.wrong.append((f"link {why}", " ".join(sorted(pair)), ""))


@dataclass(frozen=True, slots=True)
class _Edge:
    child: Made
    parent: Parent

    @property
    def pair(self) -> Pair:
        return frozenset((self.child.id, self.parent.document))


def _links(scores: Scores, story: Story, found: _Found, pairs: set[Pair]) -> None:
    versions = {frozenset((m.id, m.revises)) for m in story.documents if m.revises}
    edges = [_Edge(m, p) for m in story.documents if not m.revises for p in m.parents]
    exact = {e.pair for e in edges} & pairs
    served = _stood_in(edges, pairs - exact - versions)
    hidden = {e.pair for e in edges if not e.parent.shown}
    ignored = versions | hidden | {pair for pair, e in served.items() if not e.parent.shown}
    hit = {id(e): pair for pair, e in served.items()} | {id(e): e.pair for e in edges if e.pair in exact}
    for edge in edges:
        if edge.parent.shown:
            kind = [edge.child.kind]
            scores.note("links: recall", kind, id(edge) in hit)
            scores.note("links, the very parent: recall", kind, edge.pair in exact)
            if id(edge) not in hit:
                scores.wrong.append(("link missed", edge.child.kind, _told(edge)))
        if id(edge) in hit:
            _direction(scores, story, edge, found, hit[id(edge)])
    loose = pairs - ignored - exact - set(served)
    _precision(scores, story, pairs - ignored, exact, served, loose)


def _precision(
    scores: Scores,
    story: Story,
    asked: set[Pair],
    exact: set[Pair],
    served: dict[Pair, _Edge],
    loose: set[Pair],
) -> None:
    kin = loose & story.kin
    for pair in asked - kin:
        scores.shares["links: precision"].add(pair in exact or pair in served)
        scores.shares["links, the very parent: precision"].add(pair in exact)
        if pair in loose:
            why = "within a descent" if _akin(story, pair) else "between descents"
            scores.shares[f"of the links found, wrong {why}"].add(1, 0)
            kinds = " and ".join(sorted(m.kind for m in story.documents if m.id in pair))
            scores.wrong.append((f"link {why}", kinds, " ".join(sorted(pair))))


def _akin(story: Story, pair: Pair) -> bool:
    by_id = {m.id: m for m in story.documents}

    def roots(identity: str) -> set[str]:
        made = by_id[identity]
        above = set().union(*(roots(p.document) for p in made.parents)) | set(made.lost)
        return above or {identity}

    one, other = pair
    return not roots(one).isdisjoint(roots(other))


def _stood_in(edges: list[_Edge], pairs: set[Pair]) -> dict[Pair, _Edge]:
    """Pairs that link a child to a document as good as its parent; one for each true link at most."""
    left, taken = set(pairs), {}
    reached = [e for e in edges if e.pair not in pairs]
    for edge in reached:
        pair = next(
            (
                p
                for p in sorted(map(sorted, left))
                if edge.child.id in p and edge.parent.stand_ins.intersection(p)
            ),
            None,
        )
        if pair:
            left.discard(frozenset(pair))
            taken[frozenset(pair)] = edge
    return taken


def _told(edge: _Edge) -> str:
    shown = [
        name for name, is_so in (("text", edge.parent.text), ("citation", edge.parent.citation)) if is_so
    ]
    return f"{edge.parent.document} → {edge.child.id} ({' and '.join(shown)})"


def _direction(scores: Scores, story: Story, edge: _Edge, found: _Found, pair: Pair) -> None:
    (above,) = pair - {edge.child.id}
    if pair != edge.pair and above not in _above(story, edge.child.id):
        return  # two copies of one text: neither is from the other
    if not edge.parent.shown:
        return
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


def _best(family: TrueFamily, found: _Found) -> AFamily | None:
    """The found family that has most of its tellings, and least else."""
    counted: dict[int, tuple[int, AFamily]] = {}
    for telling in family.tellings:
        for candidate in found.at.get(telling, ()):
            held = counted.get(id(candidate), (0, candidate))[0]
            counted[id(candidate)] = (held + 1, candidate)
    ranked = sorted(counted.values(), key=lambda c: (-c[0], len(c[1].tellings)))
    return ranked[0][1] if ranked else None


def _family(scores: Scores, story: Story, family: TrueFamily, found: _Found) -> None:
    best = _best(family, found)
    by_id = {m.id: m for m in story.documents}
    kinds = {by_id[d].kind for d in family.documents} - {"original", "beside"}
    about = "of the event" if family.chief else "beside it"
    true = set(family.tellings)
    held = {(t.document, t.n) for t in best.tellings} if best else set()
    scores.shares["tellings: recall"].add(len(true & held), len(true))
    scores.shares["tellings: precision"].add(len(true & held), len(held))
    away = _away(family, best)
    established = family.low == family.high
    groups = [*kinds, about, "established" if established else "not established", _size(family)]
    groups += ["several origins"] if family.low > 1 else []
    # To say that origins are told apart where they are not is no exact answer, whatever the number.
    sure = best is not None and best.state == "independent" and best.high == best.low
    exact = away == 0 and (established or not sure)
    scores.note("origins exact", groups, exact)
    scores.note("origins within one", groups, away <= 1)
    scores.note("origins: the true number", groups, best is not None and best.count == family.count)
    scores.note("origins if one were always said", groups, established and family.low == 1)
    covered = best is not None and best.low <= family.count <= best.high
    scores.note("interval holds the true number", groups, covered)
    scores.shares["width of the interval"].add(best.high - best.low if best else 0)
    scores.note("state", groups, best is not None and best.state == family.state)
    scores.states[family.state, best.state if best else "not found"] += 1
    if best is not None:
        _recordings(scores, by_id, family, best)
    if not exact:
        said = f"{best.count} in [{best.low}, {best.high}], {best.state}" if best else "not found"
        wanted = f"[{family.low}, {family.high}], {family.state}"
        scores.wrong.append(("origins", f"{family.fact} ({story.seed})", f"{said} for {wanted}"))


def _away(family: TrueFamily, best: AFamily | None) -> int:
    """How far the number found lies from what can be established."""
    return max(family.low - best.count, best.count - family.high, 0) if best else FEWEST


def _size(family: TrueFamily) -> str:
    size = len(family.documents)
    return "2 to 4 documents" if size < 5 else "5 to 15 documents" if size < 16 else "16 or more documents"


def _recordings(scores: Scores, by_id: dict[str, Made], family: TrueFamily, best: AFamily) -> None:
    ids = {t.id: t.document for t in best.tellings}
    found = {ids.get(i, i) for origin in best.origins for i in origin.recordings}
    revised = {d for d in family.documents if by_id[d].revises}
    if family.low == family.high:
        scores.shares["recordings exact"].add(found == family.roots)
    if revised:
        scores.shares["revisions not taken for origins"].add(found.isdisjoint(revised - family.roots))
    if family.state == "independent":
        for origin in family.origins:
            if origin.named and not origin.who.startswith("own:"):
                scores.shares["origins named"].add(any(origin.name in o.name for o in best.origins))


def _circles(scores: Scores, story: Story, found: _Found) -> None:
    seen: set[int] = set()
    for family in story.families:
        best = _best(family, found)
        if best is None:
            if family.circle:
                scores.shares["circles: recall"].add(0)
            continue
        ids = {t.id: t.document for t in best.tellings}
        through = [{ids.get(i, i) for i in circle.tellings} for circle in best.circles]
        true = set(family.circle)
        if true:
            scores.shares["circles: recall"].add(any(len(true & t) > 1 for t in through))
        if id(best) in seen:
            continue
        seen.add(id(best))
        for circle in through:
            right = any(len(circle.intersection(f.circle)) > 1 for f in story.families)
            scores.shares["circles: precision"].add(right)


def _clashes(scores: Scores, story: Story, found: _Found) -> None:
    """Asked for are those that the text contradicts: the child names its parent, and is dated before it."""
    cites = {(p.document, m.id) for m in story.documents for p in m.parents if p.citation}
    for pair in story.clashes & cites:
        scores.shares["clocks that contradict the text: recall"].add(pair in found.clashes)
    ids = {m.id for m in story.documents}
    for one, other in found.clashes:
        if other in ids:
            scores.shares["clocks that contradict the text: precision"].add((one, other) in story.clashes)
