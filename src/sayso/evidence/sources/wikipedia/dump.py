"""The pages of a MediaWiki XML dump, one at a time: memory does not grow with the dump."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from sayso.edtf import is_edtf
from sayso.errors import StopRun
from sayso.evidence.sources.wikipedia import wikitext
from sayso.evidence.sources.wikipedia.pages import WIKIPEDIA, Page, Site

if TYPE_CHECKING:
    from lxml import etree
    from lxml.etree import _Element

_PACKED: dict[bytes, Callable[[BinaryIO], object]] = {
    b"BZh": bz2.open,
    b"\x1f\x8b": gzip.open,
    b"\xfd7zXZ\x00": lzma.open,
}
"""By the first bytes. Each reads on where one packed stream ends and the next begins: multistream dumps."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=T)")
_BASE = re.compile(r"https?://[^\s\"<>/]+/[^\s\"<>]*")
_WIKITEXT = "text/x-wiki"
_REDIRECT = re.compile(r"\s*#\s*redirect", re.IGNORECASE)
_TAGS = tuple(f"{{*}}{name}" for name in ("mediawiki", "sitename", "base", "namespace", "revision", "page"))
_ARTICLES = "0"
_UNSEEN = ("-2", "6", "14")
"""Numbers of the spaces of pages: media, files, categories."""
_MOST_NAME = 80


@dataclass(slots=True)
class _Wiki:
    """What the head of a dump tells of the wiki."""

    site: Site = WIKIPEDIA
    unseen: set[str] = field(default_factory=set)
    """Its own names, in lower case, of the spaces of files and categories."""


@dataclass(slots=True)
class _Revision:
    """The latest one seen of the page that is being read."""

    timestamp: str = ""
    text: str = ""


def read(path: Path) -> Iterator[Page]:
    """The articles of a dump; of a page with several revisions the last one. Redirects are left out.

    Raises:
        StopRun: it is no dump, or it is damaged.
    """
    from lxml import etree

    try:
        with path.open("rb") as file:
            walk = etree.iterparse(
                _opened(file),
                events=("start", "end"),
                tag=_TAGS,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            yield from _pages(walk, path)
    except etree.XMLSyntaxError as error:
        raise _damaged(path, f"it is broken XML ({str(error)[:200]})") from None
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise _damaged(path, str(error)[:200]) from None


def _opened(file: BinaryIO) -> BinaryIO:
    head = file.read(6)
    file.seek(0)
    for magic, reader in _PACKED.items():
        if head.startswith(magic):
            return cast(BinaryIO, reader(file))
    return file


def _pages(walk: etree.iterparse, path: Path) -> Iterator[Page]:
    wiki, latest, rooted = _Wiki(), _Revision(), False
    for event, element in walk:
        name = _local(element)
        rooted = rooted or (event == "start" and name == "mediawiki")
        if event == "start":
            continue
        if name in ("sitename", "base", "namespace"):
            _learn(wiki, name, element)
        elif name == "revision":
            latest = _later(latest, element)
            element.clear()
        elif name == "page":
            if page := _page(element, latest, wiki):
                yield page
            latest = _Revision()
            _forget(element)
    if not rooted:
        raise _no_dump(path)


def _learn(wiki: _Wiki, name: str, element: _Element) -> None:
    text = (element.text or "").strip()
    if name == "sitename" and text:
        wiki.site = replace(wiki.site, name=text[:_MOST_NAME])
    elif name == "base" and _BASE.match(text):
        wiki.site = replace(wiki.site, prefix=text.rpartition("/")[0] + "/")
    elif name == "namespace" and element.get("key") in _UNSEEN:
        wiki.unseen.add(text.lower())


def _later(latest: _Revision, element: _Element) -> _Revision:
    timestamp = element.findtext("{*}timestamp", "").strip()
    if timestamp < latest.timestamp or element.findtext("{*}format", _WIKITEXT) != _WIKITEXT:
        return latest
    return _Revision(timestamp, element.findtext("{*}text", "") or "")


def _page(element: _Element, latest: _Revision, wiki: _Wiki) -> Page | None:
    """None where it is no article."""
    title = element.findtext("{*}title", "").strip()
    if element.findtext("{*}ns", _ARTICLES).strip() != _ARTICLES or not title:
        return None
    if element.find("{*}redirect") is not None or _REDIRECT.match(latest.text):
        return None
    day = _DAY.match(latest.timestamp)
    paragraphs = tuple(wikitext.outline(latest.text, wiki.unseen).paragraphs)
    return Page(
        title, wiki.site, wiki.site.address(title), day[0] if day and is_edtf(day[0]) else None, paragraphs
    )


def _forget(element: _Element) -> None:
    """Drops what was read: the tree would else grow to the whole dump."""
    element.clear()
    while (previous := element.getprevious()) is not None:
        element.getparent().remove(previous)


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _no_dump(path: Path) -> StopRun:
    todo = "Give a dump of articles, such as enwiki-latest-pages-articles-multistream.xml.bz2, or a .zim file"
    return StopRun(str(path), "it is no MediaWiki dump: no <mediawiki> in it", todo)


def _damaged(path: Path, why: str) -> StopRun:
    return StopRun(str(path), f"damaged: {why}", "Get the file again, and compare its checksum")
