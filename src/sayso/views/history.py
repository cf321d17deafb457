"""What the ledger knows of a document beside its text: versions and what changed, readings, collections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.types import Claim, Reading
from sayso.views.found import SHORT
from sayso.views.inert import on_one_line
from sayso.views.record import Record, custody_record

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.ledger import ShownDocument
    from sayso.ledger.revisions import Change
    from sayso.ledger.showing import Version
    from sayso.views.terminal import Terminal

_MARKS = {"added": ("+", "green"), "dropped": ("-", "red"), "changed": ("~", "yellow")}


def lines(shown: ShownDocument, before: Reading | None, terminal: Terminal) -> Iterator[RenderableType]:
    """Below a document or a claim of it. `before` is the reading of the version before, if there is one."""
    yield terminal.rule("─", "In the ledger")
    yield terminal.named("document", shown.reading.document.id)
    yield terminal.named("collection" + "s"[: len(shown.collections) != 1], ", ".join(shown.collections))
    for method, made, current in shown.methods:
        yield terminal.named(
            "reading", on_one_line(method), (f" of {made}{', current' if current else ''}", "bright_black")
        )
    if len(shown.versions) > 1:
        for number, version in enumerate(shown.versions, start=1):
            yield terminal.named(f"version {number}", *_version(version, shown.reading.document.id))
        yield from _changes(shown, before, terminal)


def record(shown: ShownDocument, before: Reading | None) -> Record:
    """Keys to stand beside those of the reading."""
    return {
        "collections": list(shown.collections),
        "readings": [{"method": m, "made": made, "current": now} for m, made, now in shown.methods],
        "versions": [
            {"id": v.id, "dated": v.published, "retrieved": v.retrieved, "relation": v.relation}
            for v in shown.versions
        ],
        "changes": [_change(change, shown.reading, before) for change in shown.changes],
        "custodies": [custody_record(custody) for custody in shown.custodies],
    }


def _version(version: Version, this: str) -> Iterator[str | tuple[str, str]]:
    yield (version.id[:SHORT], "cyan")
    yield f" {version.relation or 'first'}"
    yield f", dated {on_one_line(version.published)}" if version.published else ", without a date"
    yield (f", got {version.retrieved}", "bright_black")
    if version.id == this:
        yield (" this one", "bold")


def _changes(shown: ShownDocument, before: Reading | None, terminal: Terminal) -> Iterator[RenderableType]:
    if before is None:
        return
    count = len(shown.changes)
    heading = f"{count or 'No'} claim{'s'[: count != 1]} changed against the version before"
    yield terminal.rule("─", heading)
    for change in shown.changes:
        mark, style = _MARKS[change.kind]
        old, new = _both(change, shown.reading, before)
        # The first difference of a claim whose words changed says them both.
        first, rest = (change.what[0], change.what[1:]) if old and new else (new or old or "", change.what)
        yield terminal.say(on_one_line(first), margin="  " + mark, columns=4)
        for what in rest:
            yield terminal.say((on_one_line(what), style), columns=6)


def _change(change: Change, reading: Reading, before: Reading | None) -> Record:
    old, new = _both(change, reading, before)
    return {
        "kind": change.kind,
        "old": {"id": change.old.id, "words": old} if change.old else None,
        "new": {"id": change.new.id, "words": new} if change.new else None,
        "what": list(change.what),
    }


def _both(change: Change, reading: Reading, before: Reading | None) -> tuple[str | None, str | None]:
    """The words in the version before, and in this one."""

    def words(of: Reading | None, claim: Claim | None) -> str | None:
        return of.text(claim.content) if of and claim else None

    return words(before, change.old), words(reading, change.new)
