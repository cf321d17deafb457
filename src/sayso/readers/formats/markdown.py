"""Markdown, as its reader sees it: without the marks. Front matter gives title, authors and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.protocols import Raw
from sayso.readers import binaries, cleaning, decoding, finishing, language, markup, structure
from sayso.readers.custody import custody
from sayso.readers.paragraphs import Paragraph, compose
from sayso.settings import Settings
from sayso.types import Document

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown", ".mdown")
MEDIA_TYPES = ("text/markdown", "text/x-markdown")
STREAMS = False

_FRONT = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]+)\s*:\s*(.+)$", re.MULTILINE)


def matches(head: bytes) -> bool:
    """Never beyond doubt: it looks like any text."""
    return False


def read(raw: Raw, settings: Settings) -> Iterator[Document]:
    finishing.check_bytes(raw, settings)
    decoded = decoding.decode(raw.data, raw.charset)
    binaries.refuse(raw, raw.data, decoded.text)
    source = cleaning.lines(decoded.text)
    front = _front_matter(source)
    found = list(_paragraphs(source[_front_end(source) :]))
    title = front.get("title") or next((p.text for p in found if p.kind == "headline"), None)
    text, parts = compose(found)
    notes = list(decoded.notes)
    yield Document(
        address=raw.address,
        text=text,
        custody=custody(raw, "markdown", "text/markdown", decoded.encoding),
        title=title or structure.headline(text),
        published=finishing.stated_date(front.get("date"), notes),
        language=language.code_of(front.get("lang") or front.get("language") or ""),
        authors=tuple(filter(None, [front.get("author")])),
        parts=parts,
        notes=tuple(notes),
    )


def _front_end(source: str) -> int:
    found = _FRONT.match(source)
    return found.end() if found and _FIELD.search(found[1]) else 0


def _front_matter(source: str) -> dict[str, str]:
    """Its plain fields; lists and nested ones are left out."""
    fields = _FIELD.findall(source[: _front_end(source)])
    return {name.lower(): value.strip().strip("\"'") for name, value in fields}


def _paragraphs(source: str) -> Iterator[Paragraph]:
    from markdown_it import MarkdownIt

    headline_seen = False
    tag = ""
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type in ("heading_open", "paragraph_open"):
            tag = token.tag
        elif token.type == "inline":
            text = cleaning.inline(_inline(token))
            first_heading = tag.startswith("h") and not headline_seen
            headline_seen = headline_seen or first_heading
            yield Paragraph(text, "headline" if first_heading else None)
            tag = ""
        elif token.type in ("fence", "code_block"):
            yield Paragraph(cleaning.lines(token.content).strip("\n"))
        elif token.type == "html_block":
            yield Paragraph(markup.plain(token.content))


def _inline(token: Token) -> str:
    """The words; of a picture its description, of a link its text."""
    out = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            out.append(" ")
        elif child.type == "image":
            out.append(_inline(child))
        elif child.type != "html_inline":
            out.append(child.content)
    return "".join(out)
