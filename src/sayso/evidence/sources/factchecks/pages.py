"""Fact-checks in web pages: ClaimReview as JSON-LD or as microdata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sayso.evidence.sources.factchecks import mending
from sayso.evidence.sources.factchecks.reviews import Review, reviews

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CLAIM_REVIEW = re.compile(r"\bClaimReview\b")
_VALUES = ("content", "datetime", "href", "src", "value")
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)


def page(data: bytes) -> Iterator[Review | None]:
    """The reviews in a page; None for one that names no claim, or whose JSON is past mending."""
    root = _root(data)
    if root is None:
        if b"ClaimReview" in data:
            yield None
        return
    address = _canonical(root)
    stated = list(_scripts(root))
    for values in stated:
        if values is None:
            yield None
        else:
            yield from reviews(values, address)
    if not any(stated):
        for element in root.iter("*"):
            if _CLAIM_REVIEW.search(element.get("itemtype") or ""):
                yield from reviews({**_properties(element), "@type": "ClaimReview"}, address)


def _root(data: bytes) -> HtmlElement | None:
    from lxml import etree, html

    found = _CHARSET.search(data[:4096])
    for encoding in ("utf-8-sig", found[1].decode() if found else "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
            break
        except (UnicodeDecodeError, LookupError):
            continue
    # The declaration names an encoding that no longer holds.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    try:
        return html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _scripts(root: HtmlElement) -> Iterator[list[Any] | None]:
    """What JSON-LD holds, script by script, where it speaks of reviews; None where it cannot be read."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "").lower() and _CLAIM_REVIEW.search(text):
            yield mending.loads(text)


def _canonical(root: HtmlElement) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            return str(link.get("href"))
    return next((str(m.get("content")) for m in root.iter("meta") if m.get("property") == "og:url"), None)


def _properties(scope: HtmlElement) -> dict[str, Any]:
    """Microdata as JSON-LD would have it: properties of this item, and not of those inside it."""
    found: dict[str, Any] = {}
    waiting = list(scope)
    while waiting:
        element = waiting.pop(0)
        inner = element.get("itemscope") is not None
        for name in (element.get("itemprop") or "").split():
            found.setdefault(name, {**_properties(element), **_kind(element)} if inner else _value(element))
        if not inner:
            waiting = [*(child for child in element if isinstance(child.tag, str)), *waiting]
    return found


def _kind(element: HtmlElement) -> dict[str, str]:
    kind = element.get("itemtype")
    return {"@type": kind} if kind else {}


def _value(element: HtmlElement) -> str:
    stated = next((element.get(name) for name in _VALUES if element.get(name)), None)
    return str(stated if stated is not None else element.text_content())
