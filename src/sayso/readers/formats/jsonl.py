"""JSON Lines: one document a line, read line by line, so that a file may be of any size.

`id` becomes the address and `text` the text, exactly as it came; `title`, `published`, `publisher`,
`language` and `authors` are used where they are there, and every other field is passed through.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import NoReturn

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import cleaning, expanding, finishing, language
from sayso.readers.custody import custody
from sayso.settings import Settings
from sayso.types import Custody, Document, Json

SUFFIXES = (".jsonl", ".ndjson")
MEDIA_TYPES = (
    "application/x-ndjson",
    "application/jsonl",
    "application/x-jsonlines",
    "application/jsonlines",
)
STREAMS = True

_USED = ("id", "text", "title", "published", "publisher", "language", "authors")
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
            yield _document(_record(line, where, first=number == 1), where, f"{raw.address}#{number}", kept)
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


def _document(record: dict[str, Json], where: str, address: str, kept: Custody) -> Document:
    text = record.get("text")
    if not isinstance(text, str):
        why = "its field text is no text" if "text" in record else "it has no field text"
        raise SkipDocument(where, why, 'Write each line as {"id": …, "text": …}')
    name = record.get("id")
    if name is not None and (isinstance(name, bool) or not isinstance(name, (str, int))):
        raise SkipDocument(where, "its field id is neither text nor a whole number", "Mend that line")
    notes: list[str] = []
    declared = _text(record, "language")
    return Document(
        address=address if name in (None, "") else str(name),
        text=cleaning.clean(text),
        custody=kept,
        title=_text(record, "title"),
        published=finishing.stated_date(record.get("published"), notes),
        language=language.code_of(declared) if declared else None,
        authors=_authors(record.get("authors")),
        publisher=_text(record, "publisher"),
        notes=tuple(notes),
        given_id=None if name in (None, "") else str(name),
        fields={cleaning.clean(key): _cleaned(value) for key, value in record.items() if key not in _USED},
    )


def _text(record: dict[str, Json], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _authors(value: Json) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(name for name in value if isinstance(name, str)) if isinstance(value, list) else ()


def _cleaned(value: Json) -> Json:
    """Cleaned of what no output can hold."""
    if isinstance(value, str):
        return cleaning.clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {cleaning.clean(key): _cleaned(item) for key, item in value.items()}
    return value
