"""One family solved: who had it from whom, where it comes from, and what is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.lineage import clocks
from sayso.lineage.case import Case, Decided, Outside
from sayso.lineage.circles import circles
from sayso.lineage.citation import Outlets, candidates, media, outside
from sayso.lineage.descent import Descent, descend
from sayso.lineage.links import Citation, Drift, Family, Publication, Telling, Voice
from sayso.lineage.origins import origins, sentence
from sayso.lineage.sameness import Features, drift
from sayso.lineage.ties import Beside, Pair, Tie
from sayso.tracing.binding import Binder, in_order
from sayso.tracing.shelf import Volume
from sayso.types import Span


def solve(
    members: Sequence[Telling],
    volumes: Mapping[str, Volume],
    decided: Mapping[Pair, Decided],
    company: Mapping[Pair, int],
    binder: Binder,
) -> Family:
    """The family of these tellings.

    Args:
        volumes: has every document that has one of them.
        company: the number of claims that two documents (ids, sorted) make in common.
        binder: knows what documents share.
    """
    documents = {t.document: volumes[t.document] for t in members}
    publications = {name: volume.publication for name, volume in documents.items()}
    outlets = Outlets(publications.values())
    cited, elsewhere = _cited(documents, outlets)
    here = {pair: n for pair, n in company.items() if set(pair) <= documents.keys()}
    beside = _beside(documents, cited, here)
    bound = binder.all(documents, (*cited, *_revisions(documents)), beside)
    case = Case(
        tellings=members,
        publications=publications,
        ties=bound,
        drifts=_Drifts(members, documents),
        centres=_centres(bound, documents),
        agencies=_agencies(publications, cited),
        outside=elsewhere,
        bodies=_bodies(documents),
        decided=decided,
    )
    descent = descend(case)
    return _family(case, descent)


def _family(case: Case, descent: Descent) -> Family:
    found, state, count = origins(case, descent)
    ordered = _ordered(case, descent)
    family = Family(
        tellings=ordered,
        publications=case.publications,
        links=descent.links,
        undecided=descent.undecided,
        origins=found,
        state=state,
        count=count.most_likely,
        low=count.low,
        high=count.high,
        circles=circles(ordered, case.publications, descent.links, descent.refused),
        clashes=descent.clashes,
        why="",
    )
    return replace(family, why=sentence(family.documents, found, state, count))


class _Drifts:
    """What differs between two tellings, looked up once."""

    def __init__(self, members: Sequence[Telling], volumes: Mapping[str, Volume]) -> None:
        self._features: dict[str, Features] = {t.id: volumes[t.document].features[t.n] for t in members}
        self._known: dict[Pair, tuple[Drift, ...]] = {}

    def __call__(self, one: Telling, other: Telling) -> tuple[Drift, ...]:
        pair = one.id, other.id
        if pair not in self._known:
            self._known[pair] = drift(self._features[one.id], self._features[other.id])
        return self._known[pair]


def _ordered(case: Case, descent: Descent) -> tuple[Telling, ...]:
    """By stated time; undated ones after those they were had from."""
    depth: dict[str, int] = {}
    parents: dict[str, list[str]] = defaultdict(list)
    for link in descent.links:
        parents[link.other].append(link.one)

    def of(name: str) -> int:
        if name not in depth:
            depth[name] = 0  # so that a ring, should there be one, ends
            depth[name] = 1 + max((of(parent) for parent in parents[name]), default=-1)
        return depth[name]

    def key(telling: Telling) -> tuple[str, int, str, str, int]:
        day, address, name = clocks.order(case.publications[telling.document])
        return day, of(telling.id), address, name, telling.n

    return tuple(sorted(case.tellings, key=key))


def _cited(
    documents: Mapping[str, Volume], outlets: Outlets
) -> tuple[dict[Pair, tuple[Citation, ...]], dict[str, tuple[Outside, ...]]]:
    """By pair (who cites, who is cited) the citations that a document of the family answers; and the rest."""
    answered: dict[Pair, tuple[Citation, ...]] = {}
    elsewhere: dict[str, tuple[Outside, ...]] = {}
    for name, volume in documents.items():
        own = outlets.of(volume.publication)
        for citation in volume.citations:
            if own is not None and outlets.find(citation).key == own.key:
                continue  # its own tag: "(ONA) -" at the head of what ONA publishes
            held = candidates(citation, volume.publication, outlets) or _undated(citation, volume, outlets)
            for other in held:
                answered[name, other] = (*answered.get((name, other), ()), citation)
            named = None if held else outside(citation)
            if named is not None:
                elsewhere[name] = (*elsewhere.get(name, ()), Outside(named.shown, citation))
    for pair, spoken in _speaking(documents).items():
        answered[pair] = (*answered.get(pair, ()), *spoken)
    return answered, elsewhere


def _speaking(documents: Mapping[str, Volume]) -> dict[Pair, list[Citation]]:
    """Documents that put a claim in the mouth of a body, with those that the body published itself."""
    bodies = {name: volume.body for name, volume in documents.items() if volume.body is not None}
    found: dict[Pair, list[Citation]] = defaultdict(list)
    for name, volume in documents.items():
        for telling in volume.tellings:
            voices = [chain[-1] for chain in telling.chains if chain and chain[-1].actor]
            for other, body in bodies.items():
                voice = next((v for v in voices if _is_of(v, body)), None)
                if other != name and voice is not None:
                    why = f"it has it from {voice.name}, and this is what {body.name} published"
                    found[name, other].append(
                        Citation(Span(0, 0), body.name, "report", (telling.n,), why=why)
                    )
    return found


def _is_of(voice: Voice, body: Voice) -> bool:
    """Whether a voice is the body, or a shorter name for it: "a commission of inquiry"."""
    return bool(voice.actor and body.actor) and set((voice.actor or "").split()) <= set(
        (body.actor or "").split()
    )


def _undated(citation: Citation, volume: Volume, outlets: Outlets) -> list[str]:
    """Documents of the cited outlet that are dated later: the clock may err, and the text does not."""
    key = outlets.find(citation).key
    found = outlets.documents(key) if key else ()
    return [p.id for p in found if p.address != volume.publication.address]


def _agencies(
    publications: Mapping[str, Publication], cited: Mapping[Pair, Sequence[Citation]]
) -> frozenset[str]:
    """Documents of listed agencies, and of those whose tag another document of the family bears."""
    tagged = {other for (_, other), held in cited.items() if any(c.manner == "wire" for c in held)}
    listed = {
        name
        for name, p in publications.items()
        if p.outlet and (medium := media.certain(p.outlet)) is not None and medium.kind == "agency"
    }
    return frozenset(tagged | listed)


def _beside(
    documents: Mapping[str, Volume],
    cited: Mapping[Pair, tuple[Citation, ...]],
    company: Mapping[Pair, int],
) -> dict[Pair, Beside]:
    """What binds documents beside the words they share, by pair in order."""
    pairs = {(min(p), max(p)) for p in (*cited, *company, *_revisions(documents))}
    found = {}
    for pair in sorted(pairs):
        one, other = in_order(pair, documents)
        found[one, other] = Beside(
            by_one=cited.get((one, other), ()),
            by_other=cited.get((other, one), ()),
            company=company.get(pair, 0),
            revises=documents[other].publication.revises == one,
        )
    return found


def _revisions(documents: Mapping[str, Volume]) -> list[Pair]:
    found = ((volume.publication.revises, name) for name, volume in documents.items())
    return [(before, name) for before, name in found if before in documents and before is not None]


def _centres(bound: Mapping[Pair, Tie], documents: Mapping[str, Volume]) -> dict[str, float]:
    """How near each document is, in the words it shares, to all others of the family, in [0, 1]."""
    total: dict[str, float] = defaultdict(float)
    for tie in bound.values():
        total[tie.one] += tie.of_other * tie.likeness
        total[tie.other] += tie.of_one * tie.likeness
    others = max(1, len(documents) - 1)
    return {name: total[name] / others for name in documents}


def _bodies(documents: Mapping[str, Volume]) -> dict[str, Voice]:
    """Documents whose publisher is no medium but somebody who speaks for himself."""
    return {name: volume.body for name, volume in documents.items() if volume.body is not None}
