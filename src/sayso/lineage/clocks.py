"""Clocks: which of two documents came out first, as far as their stated times tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sayso.edtf import bounds
from sayso.lineage.links import Publication

CLOSE = timedelta(minutes=5)
"""Moments nearer than this tell nothing: desks publish and clocks err within it."""


def before(one: Publication, other: Publication) -> float | None:
    """How surely `one` came out first: 1 yes, -1 no, 0 where the times are there and do not tell; between,
    where only moments of one day tell. None where a time is missing."""
    moments = _moment(one.published), _moment(other.published)
    if moments[0] is not None and moments[1] is not None:
        apart = moments[1] - moments[0]
        if abs(apart) < CLOSE:
            return 0.0
        sure = 1.0 if abs(apart) > timedelta(hours=12) else 0.8
        return sure if apart > timedelta() else -sure
    a, b = bounds(one.published or ""), bounds(other.published or "")
    if a[1] is not None and b[0] is not None and a[1] < b[0]:
        return 1.0
    if b[1] is not None and a[0] is not None and b[1] < a[0]:
        return -1.0
    return _by_retrieval(one, other) if a[0] is None or b[0] is None else 0.0


def _by_retrieval(one: Publication, other: Publication) -> float | None:
    """A document that was got before the other came out was there first; nothing else follows from it."""
    for sign, early, late in ((1.0, one, other), (-1.0, other, one)):
        opens = bounds(late.published or "")[0]
        if early.retrieved and opens and early.retrieved[:10] < opens:
            return sign
    return None


def order(publication: Publication) -> tuple[str, str, str]:
    """What sorts documents by their stated time, undated ones last; ties by address, so that runs agree."""
    moment = _moment(publication.published)
    day = bounds(publication.published or "")[0]
    clock = "" if moment is None else moment.isoformat()[:19]
    return (clock or (day or "9999")), publication.address, publication.id


def shown(publication: Publication) -> str:
    """The stated time as people write it, to the minute where it is known."""
    return (publication.published or "undated").replace("T", " ")[:16]


def _moment(published: str | None) -> datetime | None:
    if not published or "T" not in published or "/" in published:
        return None
    try:
        moment = datetime.fromisoformat(published)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        # EDTF has moments that this calendar has not: those of year 1, seen from farther east.
        return None
