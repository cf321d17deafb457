"""Trace what a person asks for: a claim, a document, or words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from sayso import ledger as ledgers
from sayso import plugins
from sayso.errors import StopRun
from sayso.ledger import Ledger, Query, identity, lineage, link_judgements
from sayso.lineage.case import Decided
from sayso.lineage.families import Compared, grouped
from sayso.lineage.fingerprints import Recipe
from sayso.lineage.links import Family
from sayso.lineage.ties import Pair
from sayso.settings import Settings
from sayso.tracing.relatives import Kin
from sayso.tracing.shelf import Volume
from sayso.tracing.solving import solve

if TYPE_CHECKING:
    from sayso.ledger.judgements import Judgement
    from sayso.protocols import Encoder

OFFERED = 12
"""Claims found for words whose families are told, at most."""


def trace(ledger: Ledger, settings: Settings, what: str, collections: Sequence[str]) -> list[Family]:
    """The families of a claim or of all claims of a document (an id or its beginning), or of the claims that
    are found for words: the best first. Empty where nothing is found for the words.

    Raises:
        StopRun: no such id in these collections, or an id that several have.
    """
    encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
    asked = _asked(ledger, what, collections, encoder)
    with ledger.reading() as connection:
        kin = Kin(ledger, connection, collections, encoder)
        return families_of(kin, connection, asked, kept=is_traced(ledger))


def is_traced(ledger: Ledger) -> bool:
    """Whether all documents of the ledger were compared already, so that what is kept is all there is."""
    recipe = Recipe().name
    return lineage.known_keys(ledger, recipe) > 0 and not any(
        lineage.untraced(ledger, recipe, most=1, traced=traced) for traced in (False, True)
    )


def families_of(kin: Kin, connection: Connection, claims: Sequence[str], *, kept: bool) -> list[Family]:
    """The family of each claim, in that order, each family once; `kept`: as compared when all was traced."""
    given = link_judgements.all_of(connection)
    found: list[Family] = []
    told: set[str] = set()
    for claim in claims:
        if claim not in told:
            family = _family_of(kin, claim, given, kept=kept)
            if family is not None:
                told |= {telling.id for telling in family.tellings}
                found.append(family)
    return found


def _family_of(kin: Kin, claim: str, given: Sequence[Judgement], *, kept: bool) -> Family | None:
    asked: list[str] = []
    joined = [claim]
    while set(joined) - set(asked):
        asked = list(dict.fromkeys([*asked, *joined]))
        reached = kin.kept_family_of(asked) if kept else kin.family_of(asked)
        volumes, tellings = kin.tellings(reached)
        joined = _joined(kin, given, volumes)
    if claim not in tellings:
        return None
    decided = link_judgements.decided(given, {name: v.reading for name, v in volumes.items()})
    members = next(held for held in families_within(kin, list(tellings), decided) if claim in held)
    documents = {tellings[name].document for name in members}
    return solve([tellings[name] for name in members], volumes, decided, kin.company(documents), kin.binder)


def families_within(
    kin: Kin, claims: Sequence[str], decided: Mapping[Pair, Decided]
) -> list[tuple[str, ...]]:
    """The families that these claims make, by what was found and what people decided."""
    pairs = [
        p for p in kin.within(claims) if (p.one, p.other) not in decided and (p.other, p.one) not in decided
    ]
    cuts = [Compared(*pair, 0.0) for pair, ruling in decided.items() if ruling.verdict == "cut"]
    joins = [pair for pair, ruling in decided.items() if ruling.verdict == "join"]
    return grouped(claims, pairs + cuts, joins)


def _joined(kin: Kin, given: Sequence[Judgement], volumes: Mapping[str, Volume]) -> list[str]:
    """Claims that people joined to claims of these documents, which nothing else may have led to."""
    pairs = link_judgements.touching(given, list(volumes))
    if not pairs:
        return []
    further = kin.visible({name for pair in pairs for name in pair} - volumes.keys())
    readings = {name: v.reading for name, v in (dict(volumes) | further).items()}
    decided = link_judgements.decided(given, readings)
    return sorted(c for pair, ruling in decided.items() if ruling.verdict == "join" for c in pair)


def _asked(ledger: Ledger, what: str, collections: Sequence[str], encoder: Encoder) -> list[str]:
    if not is_id(what):
        query = Query(words=what.strip(), collections=tuple(collections), limit=OFFERED, versions=True)
        return [f.reading.claims[f.n].id for f in ledgers.find(ledger, query, encoder)]
    with ledger.reading() as connection:
        at = identity.named(connection, what)
        keys = [at.key] if at.what == "document" else []
        held = lineage.claims_of(connection, keys) if keys else lineage.held(connection, [at.id], collections)
        seen = lineage.seen(connection, [one.document for one in held], collections)
    claims = [one.id for one in held if one.document in seen]
    if not claims:
        where = ", ".join(collections)
        why = f"it is not in a current reading of a document of the collection {where!r}"
        raise StopRun(
            f"{at.what} {what!r}", why, "Ask in another one with --collection, or look: sayso show ID"
        )
    return claims


def is_id(what: str) -> bool:
    """Whether it is written as an id is: hexadecimal digits, of which one at least is a digit."""
    word = what.strip().lower()
    return (
        len(word) >= identity.SHORTEST
        and all(c in "0123456789abcdef" for c in word)
        and any(c.isdigit() for c in word)
    )
