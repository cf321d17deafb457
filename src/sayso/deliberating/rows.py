"""Rows: pieces of evidence for a matrix, drawn from claims of the ledger and from findings on them.

What copies of one telling say comes from one origin, and rows of one origin count once: so each row has its
origin from lineage, the same whichever copy it is drawn from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from sayso import plugins
from sayso.checking import check
from sayso.checking.passages import cut
from sayso.checking.placing import Reached, origin_id, reached_in
from sayso.deliberating.wording import leans, outlet_of, said_so, shortened, source, text_of, unbroken
from sayso.edtf import FORMS, bounds
from sayso.errors import StopRun
from sayso.findings import Evidence, Finding, Side
from sayso.ledger import Ledger, identity, link_judgements
from sayso.lineage.links import Family, Telling
from sayso.matrices import Matrix
from sayso.protocols import Encoder
from sayso.settings import Settings
from sayso.tracing.asking import families_of, is_id, is_traced
from sayso.tracing.relatives import Kin
from sayso.tracing.shelf import Shelf
from sayso.tracing.solving import solve
from sayso.types import Json, digest
from sayso.weighing.credibility import credibility

QUOTED = 3
"""Quotes of a finding that a row has, each of another origin."""
Told = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Drawing:
    """From what rows are drawn, and what they have."""

    collections: Sequence[str]
    finding: bool = False
    """Draw what checking the claim finds, and not the claim."""
    assess: bool = False
    """Propose an item credibility, for which the claim is checked: that runs the entailment model."""
    as_of: str | None = None
    """EDTF: what was published later is left out."""


def drawable(ledger: Ledger, matrix: Matrix, claim: str, how: Drawing) -> str:
    """The whole id of a claim, if no row is drawn from it yet.

    Raises:
        StopRun: no such claim, or one that is in the matrix.
    """
    asked = claim_id(ledger, claim)
    kind = "finding" if how.finding else "claim"
    for row in matrix.rows:
        if row.ref == asked and row.kind == kind:
            todo = f"Say of {row.id} what you have to say"
            raise StopRun(f"{kind} {claim!r}", f"it is in the matrix already, as row {row.id}", todo)
    return asked


def drawn(ledger: Ledger, settings: Settings, matrix: Matrix, claim: str, how: Drawing) -> Told:
    """What the entry of a row tells (`matrices.Entry`), but for its id.

    Raises:
        StopRun: no such claim in these collections, one that was published later or that people rejected, or
            one that is in the matrix.
    """
    asked = drawable(ledger, matrix, claim, how)
    kind = "finding" if how.finding else "claim"
    family = family_of(ledger, settings, asked, how.collections, alike=True, as_of=how.as_of)
    if how.finding:
        return {"kind": kind, "ref": asked, **_of_finding(_checked(ledger, settings, asked, how))}
    around = _around(ledger, next(one for one in family.tellings if one.id == asked))
    graded = _graded(_checked(ledger, settings, asked, how)) if how.assess else {}
    return {"kind": kind, "ref": asked, **_of_claim(asked, family, around, matrix), **graded}


def _checked(ledger: Ledger, settings: Settings, claim: str, how: Drawing) -> Finding:
    [found] = check(ledger, settings, claim, how.collections, as_of=how.as_of, most=1)
    return found


def _around(ledger: Ledger, telling: Telling) -> tuple[str, str]:
    """The sentence that the claim stands in, as it is there; the one before it, where the claim begins with a
    pronoun, else ""."""
    with ledger.reading() as connection:
        text = Shelf(connection).of([telling.document])[telling.document].text
    start, end = telling.content[0].start, telling.content[-1].end
    cuts = list(cut(text))
    around = [span for span in cuts if span.start < end and start < span.end]
    if not around:
        return text[start:end], ""
    before = [span for span in cuts if span.end <= around[0].start] if leans(telling.words) else []
    return text[around[0].start : around[-1].end], text[slice(*before[-1])] if before else ""


def _graded(found: Finding) -> Told:
    """Of a claim alone: that it is doubtful makes the finding that says so no less credible."""
    grade, why = credibility(found)
    return {"proposed": grade, "proposed_why": why}


def claim_id(ledger: Ledger, claim: str) -> str:
    """The whole id of a claim.

    Raises:
        StopRun: it is none, or no claim's.
    """
    todo = "sayso find and sayso show have the ids of claims; what is no claim, type as a note"
    if not is_id(claim):
        raise StopRun(f"claim {claim!r}", "not an id, which is of the digits 0-9 and a-f", todo)
    with ledger.reading() as connection:
        at = identity.named(connection, claim.strip().lower())
    if at.what != "claim":
        raise StopRun(f"id {claim!r}", f"it is a {at.what}, and rows are drawn from claims", todo)
    return at.id


def family_of(
    ledger: Ledger,
    settings: Settings,
    claim: str,
    collections: Sequence[str],
    *,
    alike: bool = False,
    as_of: str | None = None,
) -> Family:
    """The family that a claim (a whole id) is in; with `alike` without those who deny what it asserts, or
    assert what it denies: who denies a thing has not had that from whoever says it. With `as_of` (EDTF)
    without what was published later.

    Raises:
        StopRun: it is in none: people rejected it, or it is not in these collections, or was published later.
    """
    if as_of is not None and bounds(as_of)[1] is None:
        raise StopRun(f"as of {as_of!r}", "not a date in EDTF", f"Write for instance {'; '.join(FORMS)}")
    encoder: Encoder = plugins.load("encoder", settings.encoder).load(settings)
    kept = is_traced(ledger)
    with ledger.reading() as connection:
        kin = Kin(ledger, connection, collections, encoder)
        found = families_of(kin, connection, [claim], kept=kept)
        if found and (alike or as_of):
            found = [_narrowed((kin, connection), found[0], claim, alike=alike, as_of=as_of)]
    if not found:
        where = ", ".join(collections)
        why = f"no document of the collection {where!r} makes it, or people rejected it"
        raise StopRun(f"claim {claim!r}", why, "Name its collection, or look: sayso show ID")
    return found[0]


def _narrowed(
    held: tuple[Kin, Connection], family: Family, claim: str, *, alike: bool, as_of: str | None
) -> Family:
    kin, connection = held
    known = {one.id: one for one in family.tellings if not _is_later(family, one, as_of)}
    if claim not in known:
        own = next(one for one in family.tellings if one.id == claim)
        why = f"it was published later, on {family.publications[own.document].published}"
        raise StopRun(f"claim {claim[:12]!r} as of {as_of}", why, "Give a later date with --as-of")
    denied = known[claim].stance == "denied"
    members = [name for name, one in known.items() if not alike or (one.stance == "denied") == denied]
    if len(members) == len(family.tellings):
        return family
    volumes, told = kin.tellings(members)
    given = link_judgements.all_of(connection)
    decided = link_judgements.decided(given, {name: v.reading for name, v in volumes.items()})
    company = kin.company({telling.document for telling in told.values()})
    return solve(list(told.values()), volumes, decided, company, kin.binder)


def _is_later(family: Family, telling: Telling, as_of: str | None) -> bool:
    if as_of is None:
        return False
    first, last = bounds(family.publications[telling.document].published or "")[0], bounds(as_of)[1]
    return first is not None and last is not None and first > last


def _of_claim(claim: str, family: Family, around: tuple[str, str], matrix: Matrix) -> Told:
    sentence, before = around
    telling = next(one for one in family.tellings if one.id == claim)
    publication = family.publications[telling.document]
    reached = reached_in(family)
    return {
        "text": text_of(telling, around, outlet_of(publication)),
        "origin": _as_before(claim, reached, matrix) or origin_id(reached[claim]),
        "origin_name": _origin_name(family, reached[claim], telling),
        "source": source(telling.chains, outlet_of(publication)),
        "when": publication.published,
        "quotes": [
            {
                "text": unbroken(f"{before} {sentence}".strip()),
                "address": publication.address,
                "by": said_so(telling.chains, outlet_of(publication)),
            }
        ],
    }


def _as_before(claim: str, reached: dict[str, Reached], matrix: Matrix) -> str | None:
    """The origin of a row that was drawn from what goes back to the same: articles added since may have given
    it another id."""
    own = origin_id(reached[claim])
    for row in matrix.rows:
        if row.origin and row.ref in reached and row.kind == "claim" and origin_id(reached[row.ref]) == own:
            return row.origin
    return None


def _origin_name(family: Family, reached: Reached, telling: Telling) -> str:
    """Who it goes back to, and what is not known of that."""
    _, origins = reached
    if not origins:
        return f"{outlet_of(family.publications[telling.document])}, of which lineage tells nothing"
    first = origins[0]
    others = f", and {len(origins) - 1} more" if len(origins) > 1 else ""
    if first.told_apart:
        return f"{first.name}{others}"
    if first.kind == "outlet" and not first.outside:
        return f"{first.name}{others}: where it has it from is not recorded"
    return f"{first.name}{others}: not told apart from others"


def _of_finding(found: Finding) -> Told:
    sides = _carrying(found)
    evidence = _one_of_each([found.evidence[n] for side in sides for n in side.evidence])
    return {
        "text": f"Checked: “{shortened(found.asked.text)}” {_verdict(found)}",
        **_joint(evidence),
        "source": f"sayso check, {found.method}",
        "quotes": [_quote(one) for one in evidence[:QUOTED]],
    }


def _carrying(found: Finding) -> list[Side]:
    """The sides that the verdict rests on."""
    if found.verdict == "supported":
        return [found.supports]
    if found.verdict == "disputed":
        return [found.refutes]
    return [found.supports, found.refutes] if found.verdict == "mixed" else []


def _verdict(found: Finding) -> str:
    if found.verdict == "supported":
        return f"supported by {_origins(found.supports)}"
    if found.verdict == "disputed":
        return f"disputed by {_origins(found.refutes)}"
    if found.verdict == "mixed":
        return f"supported by {_origins(found.supports)}, disputed by {_origins(found.refutes)}"
    return "not settled by what was found"


def _origins(side: Side) -> str:
    if side.low == side.high:
        return f"{side.high} independent origin{'s'[: side.high != 1]}"
    return f"{side.low} to {side.high} independent origins"


def _one_of_each(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Of each origin its strongest passage."""
    best: dict[str, Evidence] = {}
    for one in evidence:
        best.setdefault(one.origin, one)
    return list(best.values())


def _joint(evidence: Sequence[Evidence]) -> Told:
    """The origin of a finding: that of its evidence, where that has one; else all of them as one."""
    if not evidence:
        return {"origin": None, "origin_name": "nothing that settles it was found"}
    names = "; ".join([_named(one) for one in evidence][:QUOTED])
    if len(evidence) == 1:
        return {"origin": evidence[0].origin, "origin_name": names}
    together = digest("origins", *sorted(one.origin for one in evidence))
    more = "; and others" if len(evidence) > QUOTED else ""
    told = f"{len(evidence)} origins together: {names}{more}"
    return {"origin": f"origins {together}", "origin_name": told}


def _named(one: Evidence) -> str:
    return one.origin_name if one.told_apart else f"{one.origin_name} (not told apart from others)"


def _quote(one: Evidence) -> Json:
    passage = one.passage
    by = said_so(passage.chains, passage.outlet or one.origin_name)
    return {"text": passage.quote, "address": passage.address or passage.id, "by": by}
