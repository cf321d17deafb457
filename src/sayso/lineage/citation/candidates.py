"""Which documents of the ledger a citation may lead to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sayso import edtf
from sayso.lineage.citation.outlets import Outlets
from sayso.lineage.links import Citation, Publication


def candidates(
    citation: Citation, child: Publication, publications: Iterable[Publication] | Outlets
) -> list[str]:
    """Ids of the documents that the child may have it from, the likeliest first; [] where it names none.

    Of a link those at its address. Else those of the cited outlet that came out no later than the child, the
    latest first, then those without a date; never the child itself or another version of it. Whether one of
    them makes the claim is not looked at.
    """
    outlets = publications if isinstance(publications, Outlets) else Outlets(publications)
    if citation.address:
        found = [p for p in outlets.at(citation.address) if not _versions(p, child)]
        if found or not _is_front(citation.address):
            return [p.id for p in _ordered(found)]
    key = outlets.find(citation).key
    if key is None:
        return []
    kept = [p for p in outlets.documents(key) if not _versions(p, child) and not later(p, child)]
    return [p.id for p in _ordered(kept)]


def later(one: Publication, other: Publication) -> bool:
    """Whether one certainly came out after the other: by the hour where both state it, else by the day."""
    ours, theirs = _moment(one.published), _moment(other.published)
    if ours and theirs:
        return ours > theirs
    first, last = edtf.bounds(one.published or "")[0], edtf.bounds(other.published or "")[1]
    return bool(first and last and first > last)


def _moment(published: str | None) -> datetime | None:
    """The moment, where a date has an hour and says how far its clock is from Greenwich's."""
    if not published or "T" not in published or "/" in published:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _ordered(found: Iterable[Publication]) -> list[Publication]:
    dated = sorted(
        found, key=lambda p: (edtf.bounds(p.published or "")[1] or "", p.published or ""), reverse=True
    )
    return dated


def _versions(one: Publication, other: Publication) -> bool:
    return (
        one.id == other.id
        or one.address == other.address
        or one.revises == other.id
        or other.revises == one.id
    )


def _is_front(address: str) -> bool:
    """Whether an address is a site's front page, which is no document of its own."""
    return not address.partition("://")[2].rstrip("/").partition("/")[2]
