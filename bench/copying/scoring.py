"""How well families that were found match the true ones. What is judged is known by its shape alone, so that
nothing here depends on what makes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copying.gathering import Found, gathered
from copying.link_scores import score_links, score_tellings
from copying.shape import AFamily
from copying.shares import Scores
from copying.truth import Made, Story, TrueFamily

FEWEST = 2
"""Documents of a family, a revised one counted once, from which on its origins are asked for."""


def score(stories: Sequence[Story], families: Iterable[AFamily]) -> Scores:
    """Of all that was found where these stories were together."""
    found, scores = gathered(families), Scores()
    score_links(scores, stories, found)
    score_tellings(scores, stories, found)
    for story in stories:
        revised = {m.revises for m in story.documents if m.revises}
        _clashes(scores, story, found)
        for family in story.families:
            if len(family.documents - revised) >= FEWEST:
                _family(scores, story, family, found)
        _circles(scores, story, found)
    return scores


def _best(family: TrueFamily, found: Found) -> AFamily | None:
    """The found family that has most of its tellings, and least else."""
    counted: dict[int, tuple[int, AFamily]] = {}
    for telling in family.tellings:
        for candidate in found.at.get(telling, ()):
            held = counted.get(id(candidate), (0, candidate))[0]
            counted[id(candidate)] = (held + 1, candidate)
    ranked = sorted(counted.values(), key=lambda c: (-c[0], len(c[1].tellings)))
    return ranked[0][1] if ranked else None


def _family(scores: Scores, story: Story, family: TrueFamily, found: Found) -> None:
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


def _circles(scores: Scores, story: Story, found: Found) -> None:
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


def _clashes(scores: Scores, story: Story, found: Found) -> None:
    """Asked for are those that the text contradicts: the child names its parent, and is dated before it."""
    cites = {(p.document, m.id) for m in story.documents for p in m.parents if p.citation}
    for pair in story.clashes & cites:
        scores.shares["clocks that contradict the text: recall"].add(pair in found.clashes)
    ids = {m.id for m in story.documents}
    for one, other in found.clashes:
        if other in ids:
            scores.shares["clocks that contradict the text: precision"].add((one, other) in story.clashes)
