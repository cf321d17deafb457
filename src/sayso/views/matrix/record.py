"""A question weighed as JSON, in the published shape (`schema/weighed.schema.json`).

The keys are the names of the types' own fields (`sayso.matrices`), after the question's id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import cast

from sayso.matrices import Weighed
from sayso.types import Json
from sayso.views.matrix.sheet import Sheet
from sayso.views.record import Record

_EXACT = 2**53
"""Beyond it not every whole number is one that JSON's readers keep."""


def record(sheet: Sheet) -> Record:
    """All of it, and every entry that made it; `supposed` and `since` are null where nothing was asked so."""
    supposed, since = sheet.supposed, sheet.since
    return {
        "id": sheet.weighed.matrix.question,
        **cast(Record, _plain(sheet.weighed)),
        "history": _plain(sheet.history),
        "supposed": {"entries": _plain(supposed.entries), "before": _order(supposed.before)}
        if supposed
        else None,
        "since": {"date": since.date, "changes": list(since.changes), "before": _order(since.before)}
        if since
        else None,
    }


def _order(weighed: Weighed) -> Json:
    return _plain(weighed.hypotheses)


def _plain(value: object) -> Json:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    return cast(Json, value)
