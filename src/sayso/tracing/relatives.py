"""Relatives: the claims that may be of one family with given ones, and how likely they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from sayso.ledger import lineage, vectors
from sayso.ledger.lineage import Likeness
from sayso.lineage.company import OPEN, counted, in_company
from sayso.lineage.families import JOINED, Compared
from sayso.lineage.kinship import solidly_aligned
from sayso.lineage.links import Telling
from sayso.lineage.sameness import Features, Grounds, compare
from sayso.lineage.ties import Tie
from sayso.tracing.binding import Binder
from sayso.tracing.shelf import Shelf, Volume

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.protocols import Encoder, Entailer

NEAR = 40
"""Claims that are looked at for each, by nearness of their vectors."""
LIKE = 0.4
"""Cosine from which two claims are compared."""
LEAST = 2
"""Words that carry matter, or figures, that a claim needs to be compared by its meaning."""
ALIGNED = 0.5
"""How much of both claims must stand at corresponding places of a passage."""
DOUBTED = (0.15, 0.85)
"""Between these an entailer is asked, where there is one: it takes a thousand times as long as words do."""
ROUNDS = 4
MOST = 800
"""Claims of one family that are followed."""


class Kin:
    """Compares claims of one set of collections, each pair once."""

    def __init__(
        self,
        ledger: Ledger,
        connection: Connection,
        collections: Sequence[str],
        encoder: Encoder,
        entailer: Entailer | None = None,
    ) -> None:
        self.shelf = Shelf(connection)
        self.binder = Binder()
        self._ledger = ledger
        self._connection = connection
        self.collections = tuple(collections)
        self._encoder = encoder
        self._entailer = entailer
        self._compared: dict[tuple[str, str], float] = {}
        self._strange: set[tuple[str, str]] = set()

    def family_of(self, claims: Iterable[str]) -> list[str]:
        """Claims that may be of one family with these, compared afresh.

        All claims of each document that is reached are compared, for what two documents have in common bears
        on each of their claims.
        """
        reached = dict.fromkeys(claims)
        frontier = list(reached)
        known: set[str] = set()
        for _ in range(ROUNDS):
            new = {one.document_id for one in self._held_of(frontier)} - known
            known |= new
            beside = [t.id for volume in self.shelf.of(new).values() for t in volume.tellings]
            asked = [*self.near(beside), *self.face_all(beside)]
            wanted = set(frontier)
            kin = {c for pair in asked if wanted & set(pair) and self._is_open(pair) for c in pair}
            around = self.within([*reached, *(kin - reached.keys())])
            likely = {c for pair in around if pair.probability >= JOINED for c in (pair.one, pair.other)}
            frontier = sorted(likely - reached.keys())[: MOST - len(reached)]
            reached |= dict.fromkeys(frontier)
            if not frontier:
                break
        return list(reached)

    def _is_open(self, pair: tuple[str, str]) -> bool:
        return self._compared[_pair(*pair)] >= OPEN[0]

    def kept_family_of(self, claims: Iterable[str]) -> list[str]:
        """The same, as it was compared when everything was traced."""
        reached = dict.fromkeys(claims)
        frontier = list(reached)
        while frontier and len(reached) < MOST:
            keys = {one.id: one.claim for one in self._held_of(frontier)}
            pairs = lineage.samenesses_of(self._connection, list(keys.values()))
            around = {key for pair, one in pairs.items() if one.probability >= OPEN[0] for key in pair}
            seen = lineage.holding(self._connection, sorted(around), self.collections)
            near = self.within([*reached, *(one.id for one in seen if one.id not in reached)])
            likely = {c for pair in near if pair.probability >= JOINED for c in (pair.one, pair.other)}
            frontier = sorted(likely - reached.keys())[: MOST - len(reached)]
            reached |= dict.fromkeys(frontier)
        return list(reached)

    def tellings(self, claims: Sequence[str]) -> tuple[dict[str, Volume], dict[str, Telling]]:
        """The claims as tellings, by id, and the documents they stand in, without those not to be seen
        and those that people rejected."""
        held = self._held_of(claims)
        volumes = self.shelf.of(one.document_id for one in held)
        wanted = {one.id for one in held}.difference(*(volume.rejected for volume in volumes.values()))
        return volumes, {t.id: t for v in volumes.values() for t in v.tellings if t.id in wanted}

    def visible(self, documents: Iterable[str]) -> dict[str, Volume]:
        """Of these documents those in the collections."""
        return self.shelf.of(lineage.visible(self._connection, list(documents), self.collections))

    def compared(self) -> dict[tuple[str, str], Likeness]:
        """All pairs compared so far, and how likely each is of one family by its words alone."""
        return {pair: Likeness(p, pair in self._strange) for pair, p in self._compared.items()}

    def within(self, claims: Sequence[str]) -> list[Compared]:
        """Of these claims all pairs that were compared, now or before, each with what their documents have in
        common otherwise."""
        held = {one.claim: one for one in self._held_of(claims)}
        kept = {
            _pair(held[a].id, held[b].id): likeness
            for (a, b), likeness in lineage.samenesses_of(self._connection, list(held)).items()
            if a in held and b in held
        }
        here = {pair: one for pair, one in self.compared().items() if set(pair) <= set(claims)}
        every = here | kept
        where = {one.id: one.document_id for one in held.values()}
        plain = {pair: one.probability for pair, one in every.items()}
        strange = {pair for pair, one in every.items() if one.strange}
        moved = in_company(plain, where, strange, self.company(set(where.values())))
        return [Compared(*pair, p) for pair, p in moved.items()]

    def company(self, documents: Iterable[str]) -> Counter[tuple[str, str]]:
        """How many claims these documents make in common, by pair of documents (sorted): as kept, and as
        compared since."""
        keys = lineage.keys_of(self._connection, list(documents))
        held = {one.claim: one for one in lineage.claims_of(self._connection, keys)}
        kept = {
            _pair(held[a].id, held[b].id): likeness.probability
            for (a, b), likeness in lineage.samenesses_of(self._connection, list(held)).items()
            if a in held and b in held
        }
        where = {one.id: one.document_id for one in held.values()}
        here = {pair: p for pair, p in self._compared.items() if set(pair) <= where.keys()}
        return counted(here | kept, where)

    def face(self, pairs: Iterable[tuple[Telling, Telling]]) -> None:
        """Compare tellings that stand at corresponding places of a shared passage."""
        self._compare({(one.id, other.id): (None, True) for one, other in pairs})

    def near(self, claims: Sequence[str]) -> list[tuple[str, str]]:
        """Compare claims with those whose vectors are near; the pairs."""
        held = {one.id: one for one in self._held_of(claims)}
        found: dict[tuple[str, str], float] = {}
        volumes = self.shelf.of(one.document_id for one in held.values())
        by_id = _by_id(volumes)
        known = [claim for claim in claims if claim in by_id and _has_matter(by_id[claim][1])]
        if not known:
            return []
        rows = self._encoder.encode([by_id[claim][0].words for claim in known])
        method = self._encoder.method
        near = vectors.nearest_to_each(self._ledger, self._connection, rows, method=method, most=NEAR)
        likely = {key for some in near for key, likeness in some if likeness >= LIKE}
        seen = {o.claim: o for o in lineage.holding(self._connection, sorted(likely), self.collections)}
        for claim, some in zip(known, near, strict=True):
            for key, likeness in some:
                if key in seen and likeness >= LIKE and seen[key].id != claim:
                    found[claim, seen[key].id] = likeness
        self.shelf.of(o.document_id for o in self._held_of({other for _, other in found}))
        self._compare({pair: (likeness, False) for pair, likeness in found.items()})
        return [pair for pair in found if _pair(*pair) in self._compared]

    def face_all(self, claims: Sequence[str]) -> list[tuple[str, str]]:
        """Compare claims with what stands at the corresponding places of documents that share passages with
        theirs, whatever its words; the pairs. The documents are those that their nearest claims stand in."""
        own = {one.document_id for one in self._held_of(claims)}
        around = {c for pair in self._compared if set(pair) & set(claims) for c in pair}
        volumes = self.shelf.of([*own, *(one.document_id for one in self._held_of(around))])
        wanted = set(claims)
        found: dict[tuple[str, str], tuple[float | None, bool]] = {}
        for bound in self.binder.sharing(volumes):
            one, other = bound.one, bound.other
            if one not in own and other not in own:
                continue
            for a, b in facing(bound, volumes[one].tellings, volumes[other].tellings):
                if a.id in wanted or b.id in wanted:
                    found[a.id, b.id] = (None, True)
        self._compare(found)
        return [pair for pair in found if _pair(*pair) in self._compared]

    def _compare(self, pairs: Mapping[tuple[str, str], tuple[float | None, bool]]) -> None:
        claims = {claim for pair in pairs for claim in pair}
        documents = {one.document_id for one in self._held_of(claims)}
        by_id = _by_id(self.shelf.of(documents))
        doubted: dict[tuple[str, str], tuple[Features, Features, Grounds]] = {}
        for (one, other), (likeness, is_aligned) in pairs.items():
            pair = _pair(one, other)
            if one not in by_id or other not in by_id or (pair in self._compared and not is_aligned):
                continue
            a, b = by_id[one][1], by_id[other][1]
            likely = compare(a, b, Grounds(likeness, is_aligned)).probability
            if not is_aligned and _are_strange(a, b):
                self._strange.add(pair)
            if DOUBTED[0] <= likely <= DOUBTED[1]:
                doubted[pair] = a, b, Grounds(likeness, is_aligned)
            self._compared[pair] = max(likely, self._compared.get(pair, 0.0))
        if self._entailer is not None and doubted:
            self._ask(self._entailer, doubted)

    def _ask(
        self, entailer: Entailer, doubted: Mapping[tuple[str, str], tuple[Features, Features, Grounds]]
    ) -> None:
        """An entailer's word on pairs that the words leave open, both ways round: one may hold more."""
        words = [(a.telling.words, b.telling.words) for a, b, _ in doubted.values()]
        rows = entailer.entail([*words, *((b, a) for a, b in words)]).tolist()
        for n, (pair, (a, b, known)) in enumerate(doubted.items()):
            there, back = rows[n], rows[n + len(words)]
            told = max(there[0], back[0]), max(there[1], back[1]), min(there[2], back[2])
            self._compared[pair] = compare(a, b, replace(known, entailed=told)).probability

    def _held_of(self, claims: Iterable[str]) -> list[lineage.Held]:
        return lineage.held(self._connection, list(claims), self.collections)


def facing(tie: Tie, ones: Sequence[Telling], others: Sequence[Telling]) -> list[tuple[Telling, Telling]]:
    """Pairs of tellings that stand at corresponding places of a passage, each with the one it faces best."""
    found = []
    for one in ones:
        best = max(
            others, key=lambda other: (solidly_aligned(tie, one, other), -abs(one.n - other.n)), default=None
        )
        if best is not None and solidly_aligned(tie, one, best) >= ALIGNED:
            found.append((one, best))
    return found


def _by_id(volumes: Mapping[str, Volume]) -> dict[str, tuple[Telling, Features]]:
    return {
        telling.id: (telling, features)
        for volume in volumes.values()
        for telling, features in zip(volume.tellings, volume.features, strict=True)
    }


def _has_matter(features: Features) -> bool:
    """Whether it says enough to be told from others: "I have asked them" is anybody's claim."""
    return len(features.bag) + len(features.quantities) >= LEAST


def _are_strange(one: Features, other: Features) -> bool:
    """Whether each names somebody or some place, and none of them is the other's."""
    a, b = _named(one), _named(other)
    return bool(a and b and not a & b)


def _named(features: Features) -> set[str]:
    parts = {part for name in features.names for part in name.parts}
    return parts | {spot.name.casefold() for spot in features.spots}


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
