"""A reading, or a document that was skipped, as one row of a table, and back."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sayso.errors import SkipDocument
from sayso.shards import codec
from sayso.shards.codec import Misfit
from sayso.types import Reading


class Row(NamedTuple):
    """What one may want to ask a table for has a column of its own; `rest` is the others as JSON."""

    id: str | None
    """Of the document; None for one that was skipped."""
    address: str
    text: str | None
    method: str | None
    published: str | None
    rest: str | None
    why: str | None = None
    """Of a skipped document, as `todo` is."""
    todo: str | None = None


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def row(item: Reading | SkipDocument) -> Row:
    """The row of a reading, or of the error that says why there is none."""
    try:
        made = _of_error(item) if isinstance(item, SkipDocument) else _of_reading(item)
        for value in made:
            if value is not None:
                value.encode()
    except UnicodeEncodeError:
        what = item.what if isinstance(item, SkipDocument) else item.document.address
        what = what.encode("utf-8", "replace").decode()
        why = "it holds half a character (a lone surrogate), which no file can hold"
        return Row(None, what, None, None, None, None, why, "Read it with one of Sayso's readers")
    return made


def _of_error(error: SkipDocument) -> Row:
    return Row(None, error.what, None, None, None, None, error.why, error.todo)


def _of_reading(reading: Reading) -> Row:
    document = reading.document
    identity = document.id
    plain = codec.encode(reading)
    for name in ("address", "text", "published"):
        plain["document"].pop(name, None)
    del plain["method"]
    for claim in plain["claims"]:
        if claim["document"] == identity:
            del claim["document"]
    return Row(identity, document.address, document.text, reading.method, document.published, _written(plain))


def item(row: Row) -> Reading | SkipDocument:
    """What the row was made of.

    Raises:
        Misfit: it is not the row of anything.
    """
    if row.id is None:
        return SkipDocument(row.address, row.why or "", row.todo or "")
    try:
        plain: dict[str, Any] = json.loads(row.rest or "")
        plain["document"] |= {"address": row.address, "text": row.text}
        if row.published is not None:
            plain["document"]["published"] = row.published
        plain["method"] = row.method
        for claim in plain["claims"]:
            claim.setdefault("document", row.id)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Misfit(f"the column rest is not a reading ({error})") from None
    reading = codec.decode(Reading, plain)
    if reading.document.id != row.id:
        raise Misfit(f"address and text are not those of document {row.id}")
    return reading
