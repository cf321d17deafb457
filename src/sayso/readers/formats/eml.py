"""E-mail (RFC 5322): the body that was written to be read, with subject, sender and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import cleaning, decoding, finishing, language, markup, paragraphs
from sayso.readers.custody import custody
from sayso.settings import Settings
from sayso.types import Document

SUFFIXES = (".eml",)
MEDIA_TYPES = ("message/rfc822",)
STREAMS = False

_HEADER = re.compile(rb"[!-9;-~]+:")
_MOST_PARTS = 1000
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the standard library's parser lets through on hostile mail."""


def matches(head: bytes) -> bool:
    """Header lines from the first byte on, those of every mail among them."""
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    lines = block.splitlines()
    if not lines or not all(_HEADER.match(line) or line[:1] in b" \t" for line in lines[:-1]):
        return False
    names = {line.split(b":")[0].lower() for line in lines if _HEADER.match(line)}
    return b"from" in names and bool(names & {b"received", b"message-id", b"mime-version", b"return-path"})


def read(raw: Raw, settings: Settings) -> Iterator[Document]:
    try:
        mail = BytesParser(policy=compat32).parsebytes(raw.data)
        document = _document(mail, raw)
    except _FAULTS as error:
        why = f"a broken mail ({type(error).__name__})"
        raise SkipDocument(raw.address, why, "Save it anew from the mail program") from None
    yield document


def _document(mail: Message, raw: Raw) -> Document:
    if not mail.keys():
        raise SkipDocument(raw.address, "not a mail: no header in it", "Save it anew from the mail program")
    part = _body(mail)
    if part is None:
        why = "no text in this mail, only attachments"
        raise SkipDocument(raw.address, why, "Save the attachments and give those")
    decoded = decoding.decode(_payload(part), part.get_content_charset())
    text = _text(part, decoded.text)
    notes = list(decoded.notes)
    attached = sum(1 for p in mail.walk() if p.get_content_disposition() == "attachment")
    if attached:
        notes.append(f"{attached} {'attachment was' if attached == 1 else 'attachments were'} not read")
    name, sender = parseaddr(_header(mail, "from"))
    return Document(
        address=raw.address,
        text=text,
        custody=custody(raw, "eml", "message/rfc822", decoded.encoding),
        title=_header(mail, "subject") or None,
        published=finishing.stated_date(_header(mail, "date"), notes),
        language=language.code_of(_header(mail, "content-language")),
        authors=tuple(filter(None, [name or sender])),
        notes=tuple(notes),
    )


def _body(mail: Message) -> Message | None:
    """The plain text where there is one with words in it, else the HTML."""
    best: Message | None = None
    for count, part in enumerate(mail.walk()):
        if count > _MOST_PARTS:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and _payload(part).strip():
            return part
        if kind == "text/html" and best is None:
            best = part
    return best


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message, decoded: str) -> str:
    if part.get_content_type() == "text/html":
        return markup.plain(decoded)
    text = cleaning.lines(decoded)
    if str(part.get_param("format", "")).lower() == "flowed":
        return re.sub(r"(?<=\S) \n(?=\S)", "  ", text)
    return paragraphs.unwrap(text)


def _header(mail: Message, name: str) -> str:
    """Decoded, in one line; what cannot be decoded as declared is decoded as best it can."""
    value = mail.get(name)
    if value is None:
        return ""
    try:
        encoded = decode_header(value)
    except MessageError:
        return cleaning.inline(str(value))
    pieces = []
    for piece, charset in encoded:
        if isinstance(piece, bytes):
            pieces.append(decoding.decode(piece, charset).text)
        else:
            pieces.append(piece)
    return cleaning.inline("".join(pieces))
