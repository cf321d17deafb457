"""DOCX (ECMA-376): the paragraphs of the main text, tables and notes among them; deletions are left out."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import cleaning, finishing, language, safexml
from sayso.readers.custody import custody
from sayso.readers.paragraphs import Paragraph, compose
from sayso.settings import Settings
from sayso.types import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".docx", ".docm")
MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
STREAMS = False

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_LEFT_OUT = ("del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "drawing")
"""Deleted text, second copies of text boxes, field codes, formatting, descriptions of pictures."""
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, ValueError)
_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def matches(head: bytes) -> bool:
    """A ZIP archive whose first entries are those of a text document."""
    return head.startswith(b"PK\x03\x04") and (b"word/" in head or b"[Content_Types].xml" in head[:100])


def read(raw: Raw, settings: Settings) -> Iterator[Document]:
    if raw.data.startswith(_ENCRYPTED):
        why = "password-protected, or an old DOC under a new name"
        raise SkipDocument(raw.address, why, "Open it in an office program and save it anew as DOCX")
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
            document = _document(archive, raw, settings)
    except _FAULTS as error:
        why = f"a broken DOCX ({str(error)[:80] or type(error).__name__})"
        raise SkipDocument(raw.address, why, "Open it in an office program and save it anew") from None
    yield document


def _document(archive: zipfile.ZipFile, raw: Raw, settings: Settings) -> Document:
    main = _entry(archive, "word/document.xml", raw, settings)
    if main is None:
        why = "an office file, but no text document (no word/document.xml in it)"
        raise SkipDocument(raw.address, why, "Save it as DOCX or PDF")
    found = list(_paragraphs(main))
    if notes := _entry(archive, "word/footnotes.xml", raw, settings):
        found += _paragraphs(notes)
    properties = _properties(_entry(archive, "docProps/core.xml", raw, settings))
    title = next((p.text for p in found if p.kind == "headline"), None) or properties.get("title")
    text, parts = compose(found)
    if not text:
        raise SkipDocument(
            raw.address, "no text in it, perhaps only pictures", "Recognise their text first (OCR)"
        )
    warnings: list[str] = []
    return Document(
        address=raw.address,
        text=text,
        custody=custody(raw, "docx", MEDIA_TYPES[0]),
        title=title,
        # Not "created" as published: that is when the file was made, mostly from another file.
        modified=finishing.stated_date(properties.get("modified"), warnings),
        language=language.code_of(properties.get("language", "")),
        authors=tuple(filter(None, [properties.get("creator")])),
        parts=parts,
        notes=tuple(warnings),
    )


def _entry(archive: zipfile.ZipFile, name: str, raw: Raw, settings: Settings) -> _Element | None:
    """One file of the archive as XML, or None where it is not there.

    Raises:
        SkipDocument: it is encrypted, or grows too large.
    """
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).flag_bits & 1:
        raise SkipDocument(raw.address, "password-protected", "Save it without a password")
    most = min(settings.max_expanded_bytes, settings.max_text_chars * 20)
    with archive.open(name) as stream:
        # What the archive says of its sizes may be a lie: what counts is what comes out.
        data = stream.read(most + 1)
    if len(data) > most:
        why = f"{name} in it grows over {most:,} bytes, as ZIP bombs do"
        raise SkipDocument(raw.address, why, "If you trust it, raise max_text_chars and max_expanded_bytes")
    from sayso.readers import decoding

    return safexml.parse(decoding.decode(data, "utf-8").text, raw.address)


def _paragraphs(root: _Element) -> Iterator[Paragraph]:
    headline_seen = False
    for element in root.iter(_W + "p", _STRICT + "p"):
        text = cleaning.blocks("".join(_words(element)))
        title = not headline_seen and bool(text) and _style(element) in ("title", "heading1")
        headline_seen = headline_seen or title
        yield Paragraph(text, "headline" if title else None)


def _words(paragraph: _Element) -> Iterator[str]:
    """The text of one paragraph; a paragraph within it (a text box) comes by itself."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        name = _name(element)
        if name == "t":
            yield element.text or ""
        elif name in ("tab", "ptab"):
            yield " "
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "\u2011"
        elif name not in (*_LEFT_OUT, "p") and not (name == "r" and _is_hidden(element)):
            waiting.extend(reversed(element))


def _is_hidden(run: _Element) -> bool:
    return any(_name(e) == "vanish" for properties in run if _name(properties) == "rPr" for e in properties)


def _style(paragraph: _Element) -> str:
    for properties in paragraph:
        if _name(properties) == "pPr":
            for element in properties:
                if _name(element) == "pStyle":
                    return next((v for k, v in element.items() if k.endswith("}val")), "").lower()
    return ""


def _properties(root: _Element | None) -> dict[str, str]:
    found = () if root is None else root
    return {_name(e): e.text.strip() for e in found if e.text and e.text.strip()}


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
