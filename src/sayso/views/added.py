"""What becomes of documents that are added: a line each for programs, a sum for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import SkipDocument
from sayso.views.found import SHORT
from sayso.views.inert import on_one_line
from sayso.views.record import Record

if TYPE_CHECKING:
    from sayso.adding import Event


@dataclass(slots=True)
class Tally:
    """How many came to what, so far."""

    ledger: str
    collection: str
    added: int = 0
    revisions: int = 0
    """Of those added: new texts at an address that had one."""
    reread: int = 0
    """Recorded before, and now read by another extractor."""
    passed: int = 0
    skipped: int = 0
    claims: int = 0
    """In the readings that were recorded."""

    @property
    def done(self) -> int:
        return self.added + self.reread + self.passed

    @property
    def all(self) -> int:
        return self.done + self.skipped

    def take(self, event: Event) -> None:
        """Count one."""
        from sayso.ledger import Recorded

        if isinstance(event, SkipDocument):
            self.skipped += 1
        elif not isinstance(event, Recorded) or event.forgotten or not event.new_reading:
            self.passed += 1
        else:
            self.added += event.new_document
            self.reread += not event.new_document
            self.revisions += event.new_document and event.revises is not None
            self.claims += event.claims


def summary(tally: Tally) -> str:
    """E.g. "12 added (3 revisions), 4 were there already, 2 skipped; 312 claims. Ledger: …"."""
    parts = [
        f"{tally.added:,} added" + (f" ({_many(tally.revisions, 'revision')})" if tally.revisions else "")
    ]
    parts += [f"{tally.reread:,} read anew"] if tally.reread else []
    parts += (
        [f"{tally.passed:,} {'were' if tally.passed != 1 else 'was'} there already"] if tally.passed else []
    )
    parts += [f"{tally.skipped:,} skipped"] if tally.skipped else []
    where = f"Ledger: {tally.ledger}, collection {tally.collection}."
    return on_one_line(f"{', '.join(parts)}; {_many(tally.claims, 'claim')}. {where}")


def revision(document: str, address: str, changed: int) -> str:
    """That a document is a new version, and where the differences are shown."""
    claims = f"{_many(changed, 'claim')} changed" if changed else "no claim changed"
    return on_one_line(f"{address} revises an earlier version; {claims}: sayso show {document[:SHORT]}")


def kept(tally: Tally) -> str:
    """What an interrupted run leaves."""
    words = f"{_many(tally.done, 'document')} of this run {'is' if tally.done == 1 else 'are'} safe"
    return on_one_line(f"Stopped. {words} in {tally.ledger}; the same command goes on from there.")


def record(event: Event) -> Record:
    """One document's line, written when what it says is safe."""
    from sayso.ledger import Recorded

    if isinstance(event, SkipDocument):
        return {"event": "skipped", "address": event.what, "why": event.why, "todo": event.todo}
    where: Record = {"document": event.document, "address": event.address}
    if not isinstance(event, Recorded) or event.forgotten:
        return {"event": "passed", **where}
    new = {"new": event.new_document, "new_reading": event.new_reading, "revises": event.revises}
    return {"event": "recorded", **where, **new}


def summary_record(tally: Tally, *, finished: bool) -> Record:
    return {
        "event": "summary",
        "ledger": tally.ledger,
        "collection": tally.collection,
        "added": tally.added,
        "revisions": tally.revisions,
        "reread": tally.reread,
        "passed": tally.passed,
        "skipped": tally.skipped,
        "claims": tally.claims,
        "finished": finished,
    }


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s'[: count != 1]}"
