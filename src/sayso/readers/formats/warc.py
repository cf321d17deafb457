"""WARC (ISO 28500): each page in a web archive is a document, read as if it had been fetched.

Answers with status 200, resources and conversions (WET) are read. Requests, metadata, revisits, other answers
and files without text are what every archive is full of: they are passed over, and counted only where nothing
else is there.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import archives, choosing, expanding, fetching, finishing
from sayso.readers.archives import Record
from sayso.settings import Settings
from sayso.types import Document

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SUFFIXES = (".warc", ".wet")
MEDIA_TYPES = ("application/warc", "application/x-warc")
STREAMS = True

_READ = ("response", "resource", "conversion")
_SCHEMES = ("http://", "https://", "ftp://", "file:", "urn:")
"""Others (dns:, metadata:, screenshot:) are the crawler's own notes."""
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z")
_CHUNK = re.compile(rb"(?:\r?\n)?([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
_OK = 200
_AGAIN = "Get the file again, or leave that page out"


class _PassedOver(Exception):
    """Nothing that anyone would miss; says what it is, in the plural."""


def matches(head: bytes) -> bool:
    """It begins as a record does."""
    return re.match(rb"WARC/\d\.\d+\r?\n", head) is not None


def read(raw: Raw, settings: Settings) -> Iterator[Document | SkipDocument]:
    stream = raw.stream or io.BytesIO(raw.data)
    passed: Counter[str] = Counter()
    found = False
    for record in archives.records(stream, raw.address, settings.max_file_bytes):
        try:
            for item in _documents(record, raw, settings):
                found = True
                yield item
        except _PassedOver as what:
            passed[str(what)] += 1
        except SkipDocument as error:
            found = True
            yield error
    if not found:
        counts = ", ".join(f"{what}: {count}" for what, count in sorted(passed.items()))
        why = f"no page to read in this archive ({counts or 'no record'})"
        raise SkipDocument(raw.address, why, "Look whether the right file was given")


def _documents(record: Record, archive: Raw, settings: Settings) -> Iterator[Document | SkipDocument]:
    kind = record.fields.get("warc-type", "").lower()
    if kind not in _READ and record.fields:
        raise _PassedOver(f"records of kind {kind}" if kind.isalpha() else "records of no known kind")
    address = record.fields.get("warc-target-uri", "").strip("<> ")
    named = f" ({fetching.printable(address)})" if address else ""
    where = f"{archive.address}, record {record.number}{named}"
    if record.fault:
        raise SkipDocument(where, record.fault, _AGAIN)
    if not address.startswith(_SCHEMES):
        raise _PassedOver("records of no page")
    if not fetching.is_address(address):
        raise SkipDocument(where, "its WARC-Target-URI is no address", _AGAIN)
    page = _page(record, archive, where, settings)
    reader = choosing.readers()["text"] if kind == "conversion" else None
    if reader and page.media_type in reader.MEDIA_TYPES:
        found = finishing.guarded(reader, page, settings)
    else:
        _check_format(page)
        found = finishing.unfinished(page, settings)
    for note in _notes(record):
        found = finishing.noted(found, note)
    yield from found


def _page(record: Record, archive: Raw, where: str, settings: Settings) -> Raw:
    """What the record holds, as if it had been fetched."""
    stated = record.fields.get("content-type", "")
    http: tuple[tuple[str, str], ...] = ()
    data = record.block
    if not data.strip():
        raise _PassedOver("empty pages")
    if stated.lower().startswith("application/http"):
        http, data = _answer(record, where)
        stated = _header(http, "content-type")
    media_type, charset = fetching.stated(stated)
    if media_type is None or choosing.is_vague(media_type):
        media_type = record.fields.get("warc-identified-payload-type", "").lower() or media_type
    if not _may_hold_text(media_type):
        raise _PassedOver("files without text")
    received = hashlib.sha256(data).hexdigest(), len(data)
    data = _decoded(data, _header(http, "content-encoding"), where, settings)
    if not data.strip():
        raise _PassedOver("empty pages")
    address = fetching.printable(record.fields["warc-target-uri"].strip("<> "))
    kept = [(name.lower(), value) for name, value in http if name.lower() in fetching.KEPT]
    kept += [(n, record.fields[n]) for n in ("warc-record-id", "warc-payload-digest") if n in record.fields]
    dated = _DATE.fullmatch(record.fields.get("warc-date", ""))
    return Raw(
        address=address,
        data=data,
        retrieved=f"{dated[1]}Z" if dated else archive.retrieved,
        final_address=address,
        media_type=media_type,
        charset=charset,
        headers=(*kept, ("warc-file", archive.address)),
        original=received,
    )


def _answer(record: Record, where: str) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """Headers and body of an HTTP answer, without its transfer coding."""
    found = _parsed(record)
    if found is None or found.http_headers.status_code is None:
        raise SkipDocument(where, "no HTTP answer, though it is said to be one", _AGAIN)
    if found.http_headers.status_code != _OK:
        raise _PassedOver("answers with another status than 200")
    headers = found.http_headers.to_tuples()
    body = bytes(found.reader.read())
    if "chunked" in _header(headers, "transfer-encoding").lower() and _CHUNK.match(body):
        body = _joined(body, where)
    return headers, body


def _parsed(record: Record) -> WarcRecord | None:
    """As fastwarc reads it. It gets a head that we wrote: what it does with odd ones is not known."""
    from fastwarc.warc import WarcRecord

    head = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    try:
        found = WarcRecord.from_bytes(head + b"Content-Length: %d\r\n\r\n" % len(record.block) + record.block)
        found.parse_http(auto_decode="none", strict_mode=False)
    except (OSError, ValueError):
        return None
    return found


def _joined(body: bytes, where: str) -> bytes:
    """The body without its chunks. Many archives keep the header but not these: see the caller."""
    pieces: list[bytes] = []
    at = 0
    while head := _CHUNK.match(body, at):
        start, size = head.end(), int(head[1], 16)
        if size == 0:
            return b"".join(pieces)
        at = start + size
        pieces.append(body[start:at])
    why = f"its chunks are broken (after {sum(map(len, pieces)):,} bytes)"
    raise SkipDocument(where, why, _AGAIN)


def _decoded(data: bytes, coding: str, where: str, settings: Settings) -> bytes:
    """Without its content coding. Crawlers that decode leave the header too: then it is not believed."""
    coding = coding.strip().lower()
    if coding in ("gzip", "x-gzip") and not data.startswith(expanding.GZIP):
        return data
    limit = settings.max_file_bytes
    try:
        grown = expanding.decoded(data, coding, limit)
    except LookupError:
        raise SkipDocument(
            where, f"its page is packed as {coding[:30]!r}", "Unpack the archive's pages"
        ) from None
    except expanding.Broken as error:
        why = f"its page is broken {coding} data ({error})"
        raise SkipDocument(where, why, _AGAIN) from None
    if len(grown) > limit:
        why = f"its page is packed and holds more than max_file_bytes allows ({limit:,})"
        raise SkipDocument(where, why, "If you trust it, raise that setting")
    return grown


def _may_hold_text(media_type: str | None) -> bool:
    if media_type is None or choosing.is_vague(media_type):
        return True
    return any(media_type in reader.MEDIA_TYPES for reader in choosing.readers().values())


def _check_format(page: Raw) -> None:
    """An archive within an archive is a file without text too: it could hold itself."""
    try:
        choice = choosing.choose(page, page.data[: choosing.HEAD])
    except SkipDocument:
        if page.media_type and not choosing.is_vague(page.media_type):
            raise
        raise _PassedOver("files without text") from None
    if choice.name == "warc":
        raise _PassedOver("archives within it")


def _notes(record: Record) -> Iterator[str]:
    if reason := record.fields.get("warc-truncated"):
        yield f"the archive holds only the beginning of this page (WARC-Truncated: {reason[:30]})"
    if not _DATE.fullmatch(record.fields.get("warc-date", "")):
        yield "the archive does not say when this page was retrieved; the time is that of reading the archive"


def _header(headers: tuple[tuple[str, str], ...], name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")
