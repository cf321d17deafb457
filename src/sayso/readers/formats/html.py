"""HTML: the article on a page, with what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import article, binaries, decoding, markup, metadata
from sayso.readers.custody import custody
from sayso.readers.paragraphs import compose
from sayso.settings import Settings
from sayso.types import Document

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
MEDIA_TYPES = ("text/html", "application/xhtml+xml")
STREAMS = False

_MOST_BYTES = 10_000_000
"""Telling main text from the rest takes seconds there, and grows faster than the page."""
_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)")


def matches(head: bytes) -> bool:
    """It begins as a page does."""
    return bool(_START.match(head.removeprefix(b"\xef\xbb\xbf")))


def read(raw: Raw, settings: Settings) -> Iterator[Document]:
    if len(raw.data) > _MOST_BYTES:
        why = f"a page of more than {_MOST_BYTES:,} bytes, as no article is"
        raise SkipDocument(raw.address, why, "Save its text alone, as TXT")
    decoded = decoding.decode(raw.data, raw.charset or _declared(raw.data))
    binaries.refuse(raw, raw.data, decoded.text)
    root = markup.parse(decoded.text)
    if root is None:
        raise SkipDocument(raw.address, "no text on this page", "Save it from a browser after it has loaded")
    fetched = raw.final_address if raw.final_address.startswith(("http://", "https://")) else None
    page = metadata.Page(root, fetched)
    address, note = _address(raw, page)
    found, headline = article.paragraphs(root, page.title())
    if not any(p.kind is None for p in found):
        found += page.body()
    text, parts = compose(found)
    if not any(p.kind is None for p in found):
        why = "no main text on this page; it may be made by a script as it loads"
        raise SkipDocument(raw.address, why, "Save it from a browser after it has loaded")
    yield Document(
        address=address,
        text=text,
        custody=custody(raw, "html", "text/html", decoded.encoding),
        title=headline,
        published=page.published(),
        modified=page.modified(),
        language=page.language(),
        authors=page.authors(),
        publisher=page.publisher(),
        parts=parts,
        notes=(*decoded.notes, *note),
    )


def _declared(data: bytes) -> str | None:
    """As the page itself declares it, within its first kilobytes."""
    found = _CHARSET.search(data[:4096]) or _XML.match(data[:200])
    label = found[1].decode("ascii", "replace") if found else None
    # A page whose declaration can be read as ASCII is not in UTF-16, whatever it says.
    return "utf-8" if label and label.lower().startswith(("utf-16", "utf-32")) else label


def _address(raw: Raw, page: metadata.Page) -> tuple[str, list[str]]:
    """The page's canonical address, where it is of the same site: a copy elsewhere is another document."""
    canonical = page.canonical()
    if canonical is None:
        return raw.address, []
    if page.address and not metadata.same_site(page.address, canonical):
        return raw.address, [f"the page names another as its original: {canonical}"]
    return canonical, []
