"""Questions as JSON, out and in again without loss (`schema/matrix.schema.json`); other forms: `foreign`.

A file of ours holds a question's entries as they were kept, so that nothing is lost on the way, and who reads
only the question, its hypotheses and its rows can fold them (`sayso.weighing.folding`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, cast

from sayso.errors import StopRun
from sayso.ledger.questions import identity_of
from sayso.matrices import ENTRY_KINDS, Entry, EntryKind, Matrix
from sayso.types import Json
from sayso.views.record import Record
from sayso.weighing.folding import fold

VERSION = 1
_ID = re.compile("[0-9a-f]{32}")
_MADE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_TODO = "Give a file that sayso hypotheses export made, or one of the forms in docs/hypotheses.md"


def record(entries: Sequence[Entry]) -> Record:
    """A question with all its entries."""
    matrix = fold(entries)
    return {
        "id": matrix.question,
        "version": VERSION,
        "question": matrix.text,
        "entries": [_entry(entry) for entry in entries],
    }


def entry_record(entry: Entry) -> Record:
    """One entry by itself."""
    return _entry(entry) | {"question": entry.question}


def _entry(entry: Entry) -> Record:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "who": entry.who,
        "made": entry.made,
        "why": entry.why,
        "told": dict(entry.told),
    }


def question_record(matrix: Matrix) -> Record:
    """A question as it is listed."""
    return {
        "id": matrix.question,
        "question": matrix.text,
        "hypotheses": [{"id": h.id, "text": h.text, "prior": h.prior} for h in matrix.hypotheses],
        "rows": len(matrix.rows),
        "cells": len({(cell.row, cell.hypothesis) for cell in matrix.cells}),
        "assumptions": len(matrix.assumptions),
        "outcome": matrix.outcome,
        "made": matrix.made,
        "changed": matrix.changed,
    }


def is_ours(made: object) -> bool:
    """Whether JSON is in the form that `record` writes, of whatever version."""
    return isinstance(made, dict) and "entries" in made and "version" in made


def entries_of(made: object, name: str) -> list[Entry]:
    """The entries of a record.

    Raises:
        StopRun: it is of a newer version, or something in it is not as it was written; says where.
    """
    given = _object(made, name, "")
    version = given.get("version")
    if version != VERSION:
        why = f"its version is {json.dumps(version)}, and this Sayso reads {VERSION}"
        raise StopRun(f"matrix in {name}", why, "Install a newer Sayso: pip install -U sayso")
    question = _string(given.get("id"), name, "id")
    if not _ID.fullmatch(question):
        raise _wrong(name, "id", question, "32 hexadecimal digits")
    listed = given.get("entries")
    if not isinstance(listed, list) or not listed:
        raise _wrong(name, "entries", listed, "a list of at least one")
    found = [_read(one, question, name, f"entries[{n}]") for n, one in enumerate(listed)]
    if found[0].kind != "question":
        raise _wrong(name, "entries[0].kind", found[0].kind, "'question', which is first")
    return found


def _read(made: object, question: str, name: str, at: str) -> Entry:
    given = _object(made, name, at)
    kind = given.get("kind")
    if kind not in ENTRY_KINDS:
        raise _wrong(name, f"{at}.kind", kind, f"one of: {', '.join(ENTRY_KINDS)}")
    said = {key: _string(given.get(key), name, f"{at}.{key}") for key in ("id", "who", "made", "why")}
    if not _MADE.fullmatch(said["made"]):
        raise _wrong(name, f"{at}.made", said["made"], "a time such as 2025-06-11T12:00:00Z")
    told = _object(given.get("told"), name, f"{at}.told")
    _check_told(told, name, f"{at}.told")
    entry = Entry(said["id"], question, cast(EntryKind, kind), said["who"], said["made"], said["why"], told)
    # What was forgotten keeps the id of what it was, and so is known where it still is.
    if entry.id != identity_of(entry) and not (_ID.fullmatch(entry.id) and _may_differ(entry)):
        why = f"{at} is not what it was when it was kept: its id is another's"
        raise StopRun(
            f"matrix in {name}", why, "Export it anew; to write a matrix by hand see docs/hypotheses.md"
        )
    return entry


def _may_differ(entry: Entry) -> bool:
    from sayso.ledger.question_forgetting import FORGOTTEN

    return entry.told.get(FORGOTTEN) is True or entry.why == FORGOTTEN


def _check_told(told: dict[str, Any], name: str, at: str) -> None:
    """That each value is of its kind; whether it can be is for the ledger to say."""
    for key, value in told.items():
        wanted, is_right = _TOLD.get(key, ("", None))
        if is_right is not None and value is not None and not is_right(value):
            raise _wrong(name, f"{at}.{key}", value, wanted)


def _is_string(value: object) -> bool:
    return isinstance(value, str)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[HRA][0-9]+", value) is not None


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _are_quotes(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(q, dict) and _is_string(q.get("text")) and all(map(_is_string, q.values())) for q in value
    )


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_string, value))


_Kinds = dict[str, tuple[str, Callable[[object], bool]]]
_STRINGS = (
    *("text", "kind", "ref", "origin", "origin_name", "source", "when"),
    *("credibility_why", "proposed_why", "row", "hypothesis", "mark", "standing"),
)
_TOLD: _Kinds = {
    **dict.fromkeys(_STRINGS, ("a string", _is_string)),
    "id": ("an id such as H1, R1 or A1", _is_id),
    "back": ("true or false", _is_truth),
    "holds": ("true or false", _is_truth),
    "quotes": ("a list of objects with `text`, `address` and `by`", _are_quotes),
    "documents": ("a list of strings", _are_strings),
}


def _object(value: object, name: str, at: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(name, at or "it", value, "an object")
    return value


def _string(value: object, name: str, at: str) -> str:
    if not isinstance(value, str):
        raise _wrong(name, at, value, "a string")
    return value


def _wrong(name: str, at: str, value: object, wanted: str) -> StopRun:
    shown = json.dumps(cast(Json, value), ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    return StopRun(f"matrix in {name}", f"{at} is {shown}, and should be {wanted}", _TODO)
