"""JSON Lines: one document a line, read line by line, so that a file may be of any size.

`records.NAMES` says which fields are used. The text stays exactly as it came; every other field is passed
through.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import NoReturn

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import expanding, records
from sayso.readers.custody import custody
from sayso.readers.records import Place
from sayso.settings import Settings
from sayso.types import Document, Json

SUFFIXES = (".jsonl", ".ndjson")
MEDIA_TYPES = (
    "application/x-ndjson",
    "application/jsonl",
    "application/x-jsonlines",
    "application/jsonlines",
)
STREAMS = True

_BYTES_A_CHARACTER = 12
"""The most that JSON takes for one: two escapes of six bytes."""


def matches(head: bytes) -> bool:
    """The first line is an object with a text."""
    line, end, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not line.startswith(b"{") or b'"text"' not in line:
        return False
    try:
        return isinstance(json.loads(line).get("text"), str)
    except (ValueError, RecursionError):
        # Cut off by the end of the head: what is there must still begin as an object does.
        return not end and line[1:].lstrip().startswith(b'"')


def read(raw: Raw, settings: Settings) -> Iterator[Document | SkipDocument]:
    stream = raw.stream or io.BytesIO(raw.data)
    limit = settings.max_text_chars * _BYTES_A_CHARACTER
    kept = custody(raw, "jsonl", "application/x-ndjson", "utf-8")
    found = False
    for number, line in enumerate(expanding.lines(stream, limit), start=1):
        if not line.strip():
            continue
        found = True
        where = f"{raw.address}, line {number}"
        if len(line) >= limit:
            why = f"the line is longer than max_text_chars allows ({limit:,} bytes)"
            yield SkipDocument(where, why, "Split it, or raise that setting")
            continue
        try:
            place = Place(where, f"{raw.address}#{number}", kept, 'Write each line as {"id": …, "text": …}')
            yield records.document(_record(line, where, first=number == 1), place)
        except SkipDocument as error:
            yield error
    if not found:
        raise SkipDocument(raw.address, "no line in it", "Look whether the right file was given")


def _record(line: bytes, where: str, first: bool) -> dict[str, Json]:
    if first:
        line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        record = json.loads(line.decode("utf-8").strip(), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise SkipDocument(
            where, "not UTF-8, as JSONL must be", "Convert the file (iconv -t utf-8)"
        ) from None
    except json.JSONDecodeError as error:
        raise SkipDocument(where, f"not JSON ({error.msg}, column {error.colno})", "Mend that line") from None
    except (ValueError, RecursionError) as error:
        said = "nested too deeply" if isinstance(error, RecursionError) else str(error)[:100]
        raise SkipDocument(where, f"not JSON that can be read ({said})", "Mend that line") from None
    if not isinstance(record, dict):
        raise SkipDocument(where, "not a JSON object", 'Write each line as {"id": …, "text": …}')
    return record


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")
