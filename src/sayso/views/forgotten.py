"""What is about to be forgotten, and what was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.views.article import article
from sayso.views.found import about
from sayso.views.inert import on_one_line
from sayso.views.record import Record

if TYPE_CHECKING:
    from sayso.ledger import Forgotten, ShownDocument


def question(shown: ShownDocument) -> str:
    """What is asked before."""
    view = article(shown.reading)
    claims = f"{len(view.claims)} claim{'s'[: len(view.claims) != 1]}"
    versions = len(shown.versions) - 1
    others = f" Its {versions} other version{'s'[: versions != 1]} stay." if versions else ""
    return f"{about(view)}\n{view.address}, {claims}.{others}\nForget it for good?"


def lines(gone: Forgotten) -> Iterator[str]:
    yield f"Forgotten: document {gone.document} with {gone.claims} claim{'s'[: gone.claims != 1]}."
    if gone.judgements:
        yield f"Words or names in {gone.judgements} judgement{'s'[: gone.judgements != 1]} were taken out."
    if gone.rows:
        yield f"Words in {gone.rows} row{'s'[: gone.rows != 1]} of evidence of questions were taken out."
    if gone.lingers:
        yield "Another program is reading the ledger: the words leave the disk when the last one closes it."
    for path, made in gone.backups:
        todo = "remove that file where it must be gone"
        if path in gone.absent:
            todo = "no file is there now; if it was moved, or its disk is away, it still holds it"
        yield on_one_line(f"Still in the backup {path}, made {made}: {todo}.")
    if not gone.backups:
        yield "No backup that the ledger knows of holds it."


def record(ledger: str, gone: Forgotten) -> Record:
    return {
        "ledger": ledger,
        "document": gone.document,
        "claims": gone.claims,
        "judgements": gone.judgements,
        "rows": gone.rows,
        "backups": [{"path": path, "made": made} for path, made in gone.backups],
    }
