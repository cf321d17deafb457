"""The articles of a ZIM file of Wikipedia, from their HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.edtf import is_edtf
from sayso.evidence.sources.wikipedia import pages
from sayso.evidence.sources.wikipedia.pages import WIKIPEDIA, Outline, Page, Site
from sayso.evidence.sources.wikipedia.sentences import HOLE
from sayso.evidence.sources.wikipedia.zim import Zim, opened

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "big",
            "br",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
        ),
        *(
            "ins",
            "kbd",
            "mark",
            "math",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "time",
            "tt",
        ),
        *("u", "var", "wbr"),
    )
)
_UNSEEN = frozenset(
    (
        *("audio", "button", "canvas", "figure", "footer", "form", "head", "iframe", "map", "math", "nav"),
        *("noscript", "object", "script", "style", "svg", "table", "template", "video"),
    )
)
"""Tables too: a row without its heading is no sentence."""
_UNSEEN_CLASSES = frozenset(
    (
        *(
            "catlinks",
            "gallery",
            "hatnote",
            "infobox",
            "IPA",
            "metadata",
            "mw-cite-backlink",
            "mw-editsection",
        ),
        *(
            "mw-empty-elt",
            "navbox",
            "noprint",
            "portal",
            "reference",
            "references",
            "reflist",
            "rt-commentedText",
        ),
        *("side-box", "shortdescription", "sistersitebox", "thumb", "toc", "vertical-navbox", "zim-footer"),
    )
)
_MOST_NAME = 80
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LANGUAGES = {
    **{
        "eng": "en",
        "fra": "fr",
        "deu": "de",
        "spa": "es",
        "ita": "it",
        "por": "pt",
        "nld": "nl",
        "pol": "pl",
    },
    **{
        "rus": "ru",
        "ukr": "uk",
        "zho": "zh",
        "jpn": "ja",
        "kor": "ko",
        "ara": "ar",
        "fas": "fa",
        "heb": "he",
    },
    **{
        "tur": "tr",
        "swe": "sv",
        "ces": "cs",
        "hin": "hi",
        "ben": "bn",
        "ind": "id",
        "vie": "vi",
        "ron": "ro",
    },
}
"""ISO 639-3, which a ZIM file tells its language by, and the names of the Wikipedias."""


def read(path: Path) -> Iterator[Page]:
    """All articles of the file.

    Raises:
        StopRun: it is no ZIM file, or it is damaged.
    """
    with opened(path) as zim:
        where = site(zim)
        day = _told(zim, "Date")
        date = day if is_edtf(day) else None
        for entry, content in zim.contents("text/html"):
            # Files made before 2021 have paths that end like those of files.
            name = entry.path.removesuffix(".html") if zim.pages == "A" else entry.path
            yield Page(entry.title, where, where.address(name), date, tuple(outline(content).paragraphs))


def site(zim: Zim) -> Site:
    """The wiki that the file was made of."""
    name = _told(zim, "Creator")[:_MOST_NAME]
    return Site(name or WIKIPEDIA.name, f"https://{_host(zim)}/wiki/")


def _host(zim: Zim) -> str:
    """The file tells it, or only a name or a language to conclude it from."""
    source = re.search(r"[a-z0-9-]+(?:\.m)?\.wik[a-z]+\.org", _told(zim, "Source"))
    if source:
        return source[0].replace(".m.", ".")
    if named := re.match(r"(wik[a-z]+)_([a-z-]+)_", _told(zim, "Name") + "_"):
        return f"{named[2]}.{named[1]}.org"
    language = _told(zim, "Language").split(",")[0].strip()
    return f"{_LANGUAGES.get(language, language if len(language) == 2 else 'en')}.wikipedia.org"


def _told(zim: Zim, name: str) -> str:
    """What the file says about itself under a name; empty where it says nothing."""
    entry = zim.find("M", name)
    return zim.blob(entry)[:1000].decode("utf-8", "replace").strip() if entry else ""


def outline(content: bytes) -> Outline:
    """The paragraphs of an article's HTML, as a reader sees them; without tables, captions and notes."""
    from lxml import etree

    found = Outline()
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return found  # nothing in it that could be read
    text: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end")) if root is not None else iter(())
    for event, element in walk:
        seen = _is_seen(element)
        if event == "start" and not seen:
            walk.skip_subtree()
            text.append(HOLE if element.tag == "math" else "")
        elif element.tag not in _INLINE and seen:
            _flush(found, text, element if event == "end" else None)
        if event == "start" and seen:
            text.append(_opening(element))
        elif event == "end":
            text.append(element.tail or "")
    _flush(found, text, None)
    return found


def _opening(element: _Element) -> str:
    words = element.text or ""
    return " " if element.tag == "br" else pages.raised(words) if element.tag == "sup" else words


def _flush(found: Outline, text: list[str], ended: _Element | None) -> None:
    """What was gathered is a heading where a heading has ended, else a paragraph."""
    level = _HEADINGS.get(ended.tag) if ended is not None else None
    if level:
        found.head("".join(text), level)
    elif text:
        found.add("".join(text))
    text.clear()


def _is_seen(element: _Element) -> bool:
    if element.tag in _UNSEEN or _HIDDEN.search(element.get("style", "")):
        return False
    return _UNSEEN_CLASSES.isdisjoint(element.get("class", "").split())
