"""HTML as blocks of text in the order of the page, the way a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.readers import cleaning

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "embed"),
        *("canvas", "audio", "video", "select", "option", "button", "textarea", "datalist", "map", "dialog"),
        *("amp-ad", "amp-analytics", "amp-consent", "amp-sidebar"),
    )
)
_INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
        ),
        *("i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "amp-fit-text"),
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOT_XML = re.compile("[\x01-\x08\x0e-\x1f\ufffe\uffff]")
_PARAGRAPH = re.compile("\n{2,}")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that stands by itself on the page, with the element that holds it."""

    text: str
    element: HtmlElement
    linked: int
    """How many of its characters are link text."""

    @property
    def tag(self) -> str:
        return str(self.element.tag)


def parse(text: str) -> HtmlElement | None:
    """The page's root element, or None where there is nothing in it."""
    from lxml import etree, html

    text = _NOT_XML.sub("\ufffd", cleaning.clean(text))
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        return html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def plain(text: str) -> str:
    """All the text of a piece of HTML, an empty line between blocks."""
    root = parse(text) if text.strip() else None
    return "" if root is None else "\n\n".join(block.text for block in blocks(root))


def blocks(root: HtmlElement) -> Iterator[Block]:
    """Every block with text in it, in the order of the page; what a browser does not show is left out."""
    pieces: list[str] = []
    linked = 0
    holder = root
    for kind, element, text in _events(root):
        if kind == "break":
            yield from _ended(pieces, holder, linked)
            pieces, linked, holder = [], 0, element
        else:
            pieces.append(text)
            linked += len(text.strip()) if kind == "linked" else 0
    yield from _ended(pieces, holder, linked)


def _ended(pieces: list[str], holder: HtmlElement, linked: int) -> Iterator[Block]:
    """Two line breaks end a paragraph, as pages without `<p>` write them; one is a line end."""
    for paragraph in _PARAGRAPH.split(_lines("".join(pieces))):
        if text := cleaning.blocks(paragraph):
            yield Block(text, holder, linked)


_BR = "\ue000"
"""Stands for <br> until white space has been collapsed."""


def _lines(text: str) -> str:
    lines = (cleaning.inline(line) for line in text.split(_BR))
    return "\n".join(lines)


def _events(root: HtmlElement) -> Iterator[tuple[str, HtmlElement, str]]:
    """Text and breaks in order: ("text" or "linked", its element, it), ("break", what follows is in, "")."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    links = 0
    for event, element in walk:
        if event == "start":
            links += element.tag == "a"
            if _is_unseen(element):
                walk.skip_subtree()
                continue
            yield from _entered(element, "linked" if links else "text")
        elif event == "end":
            links -= element.tag == "a"
            if element.tag == "q":
                yield "text", element, "”"
            if element.tag not in _INLINE and element.tag != "br":
                yield "break", _parent(element), ""
        if event != "start" and element.tail and element is not root:
            yield "linked" if links else "text", element, _own(element.tail)


def _entered(element: HtmlElement, kind: str) -> Iterator[tuple[str, HtmlElement, str]]:
    if element.tag == "br":
        yield "text", element, _BR
    elif element.tag not in _INLINE:
        yield "break", element, ""
    if element.tag == "q":
        yield kind, element, "“"
    if element.text:
        yield kind, element, _own(element.text)


def _own(text: str) -> str:
    return text.replace(_BR, "\ufffd")


def _parent(element: HtmlElement) -> HtmlElement:
    parent = element.getparent()
    return element if parent is None else parent


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))
