"""RSS (0.9 to 2.0, RDF) and Atom: each entry is a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import cleaning, decoding, finishing, language, markup, safexml
from sayso.readers.custody import custody
from sayso.readers.paragraphs import Paragraph, compose
from sayso.settings import Settings
from sayso.types import Custody, Document

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".rss", ".atom", ".rdf", ".xml")
MEDIA_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
)
STREAMS = False

_ROOT = re.compile(safexml.PROLOG + r"<(?:\w+:)?(?:rss|feed|RDF)\b(?P<rest>[^>]*)", re.DOTALL)
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)")
_BODIES = ("encoded", "content", "description", "summary")
"""Where an entry's text may stand, the fullest first."""


@dataclass(frozen=True, slots=True)
class _Feed:
    """What holds for every entry."""

    address: str
    custody: Custody
    title: str | None
    language: str | None
    notes: tuple[str, ...]


def matches(head: bytes) -> bool:
    """The root element is that of a feed."""
    found = _ROOT.match(decoding.decode(head, _declared(head)).text)
    return found is not None and ("RDF" not in found[0] or "purl.org/rss" in found["rest"])


def read(raw: Raw, settings: Settings) -> Iterator[Document | SkipDocument]:
    decoded = decoding.decode(raw.data, raw.charset or _declared(raw.data))
    root = safexml.parse(decoded.text, raw.address)
    entries = [e for e in root.iter() if _name(e) in ("item", "entry")]
    if not entries:
        why = "no feed: it has no entries" if _name(root) in ("rss", "feed", "rdf") else "XML, but no feed"
        raise SkipDocument(raw.address, why, "Give an RSS or Atom feed, or the page itself")
    channel = next((e for e in root.iter() if _name(e) == "channel"), root)
    declared = _field(channel, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    feed = _Feed(
        raw.final_address,
        custody(
            raw,
            "feed",
            "application/rss+xml" if channel is not root else "application/atom+xml",
            decoded.encoding,
        ),
        _field(channel, "title"),
        language.code_of(declared),
        decoded.notes,
    )
    for number, entry in enumerate(entries, start=1):
        try:
            yield _document(entry, feed, f"{raw.address}#{number}")
        except SkipDocument as error:
            yield error


def _document(entry: _Element, feed: _Feed, numbered: str) -> Document:
    title = _field(entry, "title")
    headline = cleaning.inline(markup.plain(title)) if title else None
    body = markup.plain(_body(entry))
    paragraphs = [Paragraph(p) for p in body.split("\n\n") if p]
    if headline and not (paragraphs and paragraphs[0].text == headline):
        paragraphs.insert(0, Paragraph(headline, "headline"))
    text, parts = compose(paragraphs)
    if not body.strip():
        raise SkipDocument(numbered, "this entry has no text but its title", "Give the page it links to")
    notes = list(feed.notes)
    return Document(
        address=_address(entry, feed) or numbered,
        text=text,
        custody=feed.custody,
        title=headline,
        published=finishing.stated_date(_first(entry, "pubdate", "published", "date", "issued"), notes),
        modified=finishing.stated_date(_first(entry, "updated", "modified"), notes),
        language=feed.language,
        authors=_authors(entry),
        publisher=cleaning.inline(markup.plain(feed.title)) if feed.title else None,
        parts=parts,
        notes=tuple(notes),
    )


def _body(entry: _Element) -> str:
    """The fullest text, as HTML; XHTML content is written out, for it is elements and not text."""
    from lxml import etree

    for name in _BODIES:
        for element in entry:
            if _name(element) != name or not _is_text(element):
                continue
            if len(element):
                return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
            if (element.text or "").strip():
                plain = element.get("type") == "text"
                return _escaped(element.text or "") if plain else element.text or ""
    return ""


def _is_text(element: _Element) -> bool:
    """Not `media:content`, which names a picture or a film."""
    return element.get("url") is None and "search.yahoo.com" not in str(element.tag)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _address(entry: _Element, feed: _Feed) -> str | None:
    """The page the entry links to, else a permanent id, made whole by the feed's own address."""
    links = [e for e in entry if _name(e) == "link"]
    for link in sorted(links, key=lambda e: e.get("rel", "alternate") != "alternate"):
        if target := (link.get("href") or link.text or "").strip():
            return cleaning.inline(_whole(feed.address, target))
    named = _first(entry, "guid", "id")
    return cleaning.inline(named) if named else None


def _whole(base: str, target: str) -> str:
    try:
        return urljoin(base, target) if "://" in base else target
    except ValueError:
        return target


def _authors(entry: _Element) -> tuple[str, ...]:
    found = []
    for element in entry:
        if _name(element) in ("creator", "author"):
            value = _field(element, "name") or (element.text or "").strip()
            # RSS writes "desk@paper.example (Jane Doe)".
            named = re.fullmatch(r"\S+@\S+ \((.+)\)", value)
            found.append(named[1] if named else value)
    return tuple(dict.fromkeys(filter(None, found)))


def _first(entry: _Element, *names: str) -> str | None:
    return next((value for name in names if (value := _field(entry, name))), None)


def _field(parent: _Element, name: str) -> str | None:
    for element in parent:
        if _name(element) == name and (text := "".join(element.itertext()).strip()):
            return text
    return None


def _name(element: _Element) -> str:
    """Without its namespace; comments and the like have none."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:300])
    return found[1].decode("ascii") if found else None
