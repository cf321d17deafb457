"""XML from strangers: no entity is expanded, nothing is fetched."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from sayso.errors import SkipDocument
from sayso.readers import cleaning

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
PROLOG = r"(?>(?:\s+|<\?[^>]*\?>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*)"
"""All that may stand before the root element. Atomic: else a row of comments is tried in every grouping."""
_PROLOG = re.compile(PROLOG, re.DOTALL | re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_NUMBERED = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)
_OWN = ("amp", "lt", "gt", "quot", "apos")
_NOT_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse(text: str, address: str) -> _Element:
    """The root element, mended where it is broken.

    Raises:
        SkipDocument: it declares entities (as XML bombs do, and as thieves of files do), or is no XML.
    """
    from lxml import etree

    if _ENTITY.search(text):
        why = "it declares XML entities, as XML bombs do, and was not expanded"
        raise SkipDocument(address, why, "Remove the <!ENTITY …> declarations if you trust it")
    # The declaration names an encoding that no longer holds, and no DTD is used.
    text = _PROLOG.sub("", text, count=1)
    text = _NUMBERED.sub(_numbered, text)
    text = _NOT_XML.sub("\ufffd", cleaning.clean(_NAMED.sub(_character, text)))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SkipDocument(address, f"broken XML ({str(error)[:100]})", "Get the file again") from None
    if root is None:
        raise SkipDocument(address, "broken XML: nothing in it can be read", "Get the file again")
    return root


def _numbered(found: re.Match[str]) -> str:
    """As it stands, but for what no text can hold: the parser would make bytes of it that are not UTF-8."""
    digits, base = (found[1], 16) if found[1] else (found[2], 10)
    code = int(digits, base) if len(digits) < 10 else 0
    fits = (
        code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    )
    return found[0] if fits else "\ufffd"


def _character(found: re.Match[str]) -> str:
    """HTML's names are not XML's, but feeds use them all the same: a parser would drop the characters."""
    return found[0] if found[1] in _OWN else html.unescape(found[0])
