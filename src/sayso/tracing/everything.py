"""Trace a whole ledger, in steps that can be stopped and gone on with.

Fingerprints, shared passages and compared claims are facts about texts: they are found once for a document,
whatever collections it is in. Families and origins are asked of a set of collections, and made from these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection

from sayso import engine, plugins
from sayso.ledger import Ledger, families, lineage, link_judgements, vectors
from sayso.lineage.company import OPEN, moved
from sayso.lineage.families import JOINED
from sayso.lineage.fingerprints import Limits, Store, pairs
from sayso.lineage.fingerprints.recurrence import Recurrence
from sayso.lineage.links import Family
from sayso.lineage.reuse import Reuse, reuse
from sayso.lineage.ties import tie
from sayso.settings import Settings
from sayso.tracing.asking import families_within
from sayso.tracing.relatives import Kin, facing
from sayso.tracing.solving import solve

if TYPE_CHECKING:
    from sayso.ledger.judgements import Judgement
    from sayso.protocols import Encoder

TOGETHER = 5_000
"""Documents that are fingerprinted, joined and compared in one go: what a kill loses."""
FEW = 500
"""New documents below which one process joins and aligns them."""
FEWEST = 2
"""Documents that a family must have to be kept."""
LARGEST = 3_000
"""Claims of one group that are solved as one; a larger one is told as its strongest parts."""
Stage = Literal["fingerprints", "passages", "claims", "families"]


@dataclass(frozen=True, slots=True)
class Step:
    """How far tracing is."""

    stage: Stage
    done: int
    """Documents, or families."""
    found: int
    """Shared passages, compared claims, or families of several documents."""


def trace_all(ledger: Ledger, settings: Settings, collections: Sequence[str]) -> Iterator[Step | Family]:
    """Trace every claim of the collections: steps as they are done, then the families of several documents.

    What was traced before is not traced again; a run that was stopped goes on where it was.

    Raises:
        StopRun: a setting is wrong, the store of fingerprints is damaged, or the database failed.
    """
    encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
    store = Store(lineage.fingerprints_path(ledger))
    yield from _fingerprint(ledger, store)
    yield from _link(ledger, settings, store, encoder)
    yield from _families(ledger, collections, encoder)


def _fingerprint(ledger: Ledger, store: Store) -> Iterator[Step]:
    recipe = store.recipe.name
    if not store.documents:
        lineage.forget_fingerprints(ledger, recipe)
    done = 0
    while waiting := lineage.untraced(ledger, recipe, most=TOGETHER, traced=False):
        store.add([(d.key, d.time, d.text) for d in waiting])
        lineage.note_fingerprinted(ledger, [d.key for d in waiting], recipe)
        done += len(waiting)
        yield Step("fingerprints", done, 0)


def _link(ledger: Ledger, settings: Settings, store: Store, encoder: Encoder) -> Iterator[Step]:
    """Shared passages and compared claims of the documents that have none yet."""
    done = passages = claims = 0
    vectors.fill(ledger, encoder)
    vectors.build_if_due(ledger, encoder.method)
    while waiting := lineage.untraced(ledger, store.recipe.name, most=TOGETHER, traced=True):
        new = [d.key for d in waiting]
        shared = _shared(ledger, settings, store, new)
        passages += len(shared)
        yield Step("passages", done + len(new), passages)
        for n in range(0, len(new), 500):
            some = new[n : n + 500]
            claims += _compared(ledger, encoder, some)
            yield Step("claims", done + n + len(some), claims)
        done += len(new)
        lineage.note_traced(ledger, new, store.recipe.name)


def _shared(ledger: Ledger, settings: Settings, store: Store, new: Sequence[int]) -> list[Reuse]:
    # Starting workers takes longer than a few documents do.
    few = replace(settings, engine="local", workers=1) if len(new) < FEW else settings
    with engine.started(few) as workers:
        run = partial(engine.run, workers, ordered=False)
        every = None if len(new) >= store.documents else new
        candidates = pairs(store, every, run=run, limits=Limits(memory=settings.trace_memory))
        known = Recurrence(store, partial(lineage.abouts, ledger))
        texts = partial(lineage.texts, ledger)
        found = [r for r in reuse(candidates, texts, bearers=known, run=run) if r.passages]
    lineage.keep_reuses(ledger, [(r.one, r.other, r.passages) for r in found])
    return found


def _compared(ledger: Ledger, encoder: Encoder, documents: Sequence[int]) -> int:
    """Compare the claims of these documents with those near them and those facing them in shared passages."""
    with ledger.reading() as connection:
        kin = Kin(ledger, connection, (), encoder)
        held = lineage.claims_of(connection, documents)
        kin.near([one.id for one in held])
        _face(kin, connection, documents)
        likely = kin.compared()
        keys = {one.id: one.claim for one in lineage.held(connection, _ids(likely), ())}
    found = {(keys[a], keys[b]): one for (a, b), one in likely.items() if a in keys and b in keys}
    lineage.keep_samenesses(ledger, found)
    return len(found)


def _ids(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return list({claim for pair in pairs for claim in pair})


def _face(kin: Kin, connection: Connection, documents: Sequence[int]) -> None:
    shared = lineage.reuses_of(connection, documents)
    ids = lineage.ids_of(connection, {key for pair in shared for key in pair})
    for (one, other), passages in shared.items():
        if one in ids and other in ids:
            volumes = kin.shelf.of([ids[one], ids[other]])
            if len(volumes) == 2:
                a, b = volumes[ids[one]], volumes[ids[other]]
                bound = tie((ids[one], a.text), (ids[other], b.text), passages)
                kin.face(facing(bound, a.tellings, b.tellings))


def _families(ledger: Ledger, collections: Sequence[str], encoder: Encoder) -> Iterator[Step | Family]:
    kept: list[tuple[Family, list[int]]] = []
    with ledger.reading() as connection:
        kin = Kin(ledger, connection, collections, encoder)
        given = link_judgements.all_of(connection)
        for n, keys in enumerate(_groups(connection, given)):
            for family in _solved(kin, connection, keys, given):
                if family.documents >= FEWEST:
                    held = {
                        one.id: one.claim
                        for one in lineage.held(connection, [t.id for t in family.tellings], collections)
                    }
                    kept.append((family, [held[t.id] for t in family.tellings]))
                    yield family
            if n % 20 == 0:
                yield Step("families", n + 1, len(kept))
    families.keep_families(ledger, collections, kept)


def _groups(connection: Connection, given: Sequence[Judgement]) -> Iterator[list[int]]:
    """Keys of claims that likely pairs hold together, directly or by way of others."""
    top: dict[int, int] = {}

    def of(key: int) -> int:
        while (parent := top.setdefault(key, key)) != key:
            top[key] = top[parent]
            key = parent
        return key

    for one, other in (*_likely(connection), *_judged(connection, given)):
        top[of(other)] = of(one)
    groups: dict[int, list[int]] = defaultdict(list)
    for key in top:
        groups[of(key)].append(key)
    yield from sorted(groups.values(), key=lambda held: (-len(held), held))


def _likely(connection: Connection) -> Iterator[tuple[int, int]]:
    """Pairs of claims that are likely one, given what their documents have in common otherwise.

    Memory: a number for each pair of documents that have a claim in common.
    """
    shared: Counter[tuple[int, int]] = Counter()
    for near in lineage.near(connection, JOINED):
        shared[near.one_document, near.other_document] += 1
    for near in lineage.near(connection, OPEN[0]):
        others = (
            shared[near.one_document, near.other_document] + shared[near.other_document, near.one_document]
        )
        p, is_strange = near.likeness.probability, near.likeness.strange
        if moved(p, others - (p >= JOINED), is_strange=is_strange) >= JOINED:
            yield near.one, near.other


def _judged(connection: Connection, given: Sequence[Judgement]) -> list[tuple[int, int]]:
    """Pairs of claims that people joined, by key."""
    from sayso.ledger import restoring

    documents = list({d for j in given for d in (j.document, j.told["other"]) if d})
    readings = {r.document.id: r for r in restoring.readings(connection, documents)}
    decided = link_judgements.decided(given, readings)
    joined = [pair for pair, ruling in decided.items() if ruling.verdict == "join"]
    keys = {one.id: one.claim for one in lineage.held(connection, _ids(joined), ())}
    return [(keys[a], keys[b]) for a, b in joined if a in keys and b in keys]


def _solved(
    kin: Kin, connection: Connection, keys: Sequence[int], given: Sequence[Judgement]
) -> list[Family]:
    """The families within one group of claims."""
    held = {one.claim: one.id for one in lineage.holding(connection, keys[:LARGEST], kin.collections)}
    if len(held) < FEWEST:
        return []
    volumes, tellings = kin.tellings(list(held.values()))
    decided = link_judgements.decided(given, {name: v.reading for name, v in volumes.items()})
    held_together = families_within(kin, list(tellings), decided)
    several = [m for m in held_together if len({tellings[t].document for t in m}) >= FEWEST]
    company = kin.company({tellings[t].document for m in several for t in m})
    return [
        solve([tellings[name] for name in members], volumes, decided, company, kin.binder)
        for members in several
    ]


def origins(
    ledger: Ledger,
    settings: Settings,
    collections: Sequence[str],
    *,
    limit: int = 20,
    state: str | None = None,
) -> list[Family]:
    """Families as last traced in these collections, most outlets for each origin first."""
    encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
    with ledger.reading() as connection:
        kin = Kin(ledger, connection, collections, encoder)
        given = link_judgements.all_of(connection)
        found = []
        for keys in families.inflated(connection, collections, most=limit, state=state):
            held = lineage.holding(connection, keys, collections)
            volumes, tellings = kin.tellings([one.id for one in held])
            decided = link_judgements.decided(given, {name: v.reading for name, v in volumes.items()})
            if tellings:
                company = kin.company(volumes)
                family = solve(list(tellings.values()), volumes, decided, company, kin.binder)
                if family.documents >= FEWEST:
                    found.append(family)
        return found
