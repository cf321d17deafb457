"""Web addresses that stand in a text, and when two of them lead to one place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from sayso.types import Span

_ADDRESS = re.compile(r"(?:https?://|(?<![\w./@-])www\.)[^\s<>\"'“”‘’«»\\^`{}|]{3,2000}", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|ref|ref_src|cmpid|ocid|smid|share|src)$")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$")
_PHONE = re.compile(r"^(?:www|m|mobile|amp|edition|en)\.")


class Address(NamedTuple):
    """An address in a text."""

    span: Span
    address: str
    """With its scheme."""


def addresses(text: str) -> Iterator[Address]:
    """The web addresses in the text, without the full stop or bracket that follows one."""
    if "://" not in text and "www." not in text.lower():
        return
    for found in _ADDRESS.finditer(text):
        words = _bare(found[0])
        if "." in words:
            full = words if "://" in words else f"https://{words}"
            yield Address(Span(found.start(), found.start() + len(words)), full)


def _bare(words: str) -> str:
    words = words.rstrip(".,;:!?…*_")
    for opening, closing in ("()", "[]"):
        # Markdown's "[words](address)" ends in a bracket that the address did not open.
        place = words.find(closing)
        if place >= 0 and opening not in words[:place]:
            words = words[:place]
    return words.rstrip(".,;:!?…*_")


def canonical(address: str) -> str:
    """The form in which addresses are compared: no scheme, "www.", tracking, fragment or last slash.

    What is no web address comes back as it is.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return address
    if parts.scheme.lower() not in ("http", "https") or not host:
        return address
    path = _INDEX.sub("/", unquote(parts.path)).rstrip("/")
    kept = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k.lower())]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{_PHONE.sub('', host.casefold())}{path}{query}"
