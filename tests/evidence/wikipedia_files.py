"""Dumps of a Wikipedia that does not exist: ZIM files and MediaWiki XML, as small as can be."""

from __future__ import annotations

import hashlib
import io
import lzma
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from fastwarc.stream_io import ZstdWriter

PLAIN, XZ, ZSTD = 1, 4, 5
HTML = "text/html"


@dataclass(frozen=True)
class Item:
    """An entry of a ZIM file; one with `to` is a redirect to the item with that path."""

    path: str
    content: str = ""
    title: str = ""
    space: str = "C"
    kind: str = HTML
    packing: int = ZSTD
    to: str | None = None


def zim(items: Sequence[Item], *, minor: int = 1, wide: bool = False) -> bytes:
    """A ZIM file in which items of one packing share a cluster, in the order given."""
    ordered = sorted(items, key=lambda item: (item.space, item.path.encode()))
    kinds = sorted({item.kind for item in items})
    packings = sorted({item.packing for item in items if item.to is None})
    clusters = [[i for i in items if i.packing == packing and i.to is None] for packing in packings]
    entries = []
    for item in ordered:
        names = item.path.encode() + b"\0" + item.title.encode() + b"\0"
        if item.to is not None:
            target = next(n for n, one in enumerate(ordered) if one.path == item.to)
            entries.append(struct.pack("<HBcII", 0xFFFF, 0, item.space.encode(), 0, target) + names)
            continue
        cluster = packings.index(item.packing)
        place = (cluster, clusters[cluster].index(item))
        entries.append(
            struct.pack("<HBcIII", kinds.index(item.kind), 0, item.space.encode(), 0, *place) + names
        )
    packed = [
        _cluster([i.content.encode() for i in held], packing, wide)
        for held, packing in zip(clusters, packings, strict=True)
    ]
    types = b"".join(kind.encode() + b"\0" for kind in kinds) + b"\0"
    paths_at = 80 + len(types)
    entries_at = paths_at + 8 * len(entries)
    clusters_at = entries_at + sum(map(len, entries))
    packed_at = clusters_at + 8 * len(packed)
    end = packed_at + sum(map(len, packed))
    header = struct.pack(
        "<4sHH16sIIQQQQIIQ",
        *(b"ZIM\x04", 6, minor, bytes(16), len(entries), len(packed), paths_at, paths_at),
        *(clusters_at, 80, 0xFFFFFFFF, 0xFFFFFFFF, end),
    )
    whole = header + types + _pointers(entries, entries_at) + b"".join(entries) + _pointers(packed, packed_at)
    whole += b"".join(packed)
    return whole + hashlib.md5(whole).digest()


def _pointers(parts: Sequence[bytes], at: int) -> bytes:
    places = [at + sum(map(len, parts[:n])) for n in range(len(parts))]
    return struct.pack(f"<{len(places)}Q", *places)


def _cluster(blobs: Sequence[bytes], packing: int, wide: bool) -> bytes:
    width = 8 if wide else 4
    first = width * (len(blobs) + 1)
    offsets = [first + sum(map(len, blobs[:n])) for n in range(len(blobs) + 1)]
    plain = struct.pack(f"<{len(offsets)}{'Q' if wide else 'I'}", *offsets) + b"".join(blobs)
    return bytes([packing | (0x10 if wide else 0)]) + packed(plain, packing)


def packed(plain: bytes, packing: int) -> bytes:
    if packing == XZ:
        return lzma.compress(plain, lzma.FORMAT_XZ)
    if packing == ZSTD:
        held = io.BytesIO()
        writer = ZstdWriter(held)
        writer.write(plain)
        writer.close()
        return held.getvalue()
    return plain


def html(*paragraphs: str) -> str:
    return f"<html><head><title>t</title></head><body><h1>t</h1>{''.join(paragraphs)}</body></html>"


@dataclass(frozen=True)
class Wiki:
    """A page of an XML dump; its revisions are pairs of timestamp and text."""

    title: str
    revisions: Sequence[tuple[str, str]]
    space: int = 0
    redirect: str | None = None


def xml(pages: Sequence[Wiki], *, base: str = "https://en.wikipedia.org/wiki/Main_Page") -> bytes:
    return (HEAD.format(base=base) + "".join(map(_page, pages)) + "</mediawiki>\n").encode()


def _page(page: Wiki) -> str:
    to = f'<redirect title="{escape(page.redirect)}" />' if page.redirect else ""
    revisions = "".join(
        f"<revision><id>1</id><timestamp>{when}</timestamp><model>wikitext</model><format>text/x-wiki</format>"
        f'<text bytes="9" xml:space="preserve">{escape(text)}</text></revision>'
        for when, text in page.revisions
    )
    return f"<page><title>{escape(page.title)}</title><ns>{page.space}</ns><id>7</id>{to}{revisions}</page>\n"


HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<siteinfo><sitename>Wikipedia</sitename><dbname>enwiki</dbname><base>{base}</base>
<namespaces><namespace key="-2" case="first-letter">Media</namespace><namespace key="0" case="first-letter" />
<namespace key="6" case="first-letter">Datei</namespace>
<namespace key="14" case="first-letter">Kategorie</namespace></namespaces></siteinfo>
"""
