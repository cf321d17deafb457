"""What a page says of itself: JSON-LD (schema.org), meta elements, microdata. Nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from sayso.readers import cleaning, dates, language, markup
from sayso.readers.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"Article|Posting|Report|WebPage$")
_TITLES = ("og:title", "twitter:title", "dc.title", "headline", "title")
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
)
_PUBLISHERS = ("og:site_name", "dc.publisher", "article:publisher", "publisher", "application-name", "cre")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "pdate",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)
_NO_NAME = re.compile(r"https?://|^@|^(?:admin|staff|editor|webmaster|none|null)$", re.IGNORECASE)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)")
_AMP_CACHES = (".cdn.ampproject.org", ".google.com")


@dataclass(frozen=True)
class Page:
    """What the page at an address says of itself; `address` is None for a saved file."""

    root: HtmlElement
    address: str | None = None

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Contents of meta elements and of elements with itemprop, by lower-case name, in order."""
        found: dict[str, list[str]] = {}
        for element in self.root.iter("meta"):
            value = (element.get("content") or "").strip()
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                if value and (name := element.get(attribute)):
                    found.setdefault(name.lower(), []).append(value)
        return found

    @cached_property
    def article(self) -> dict[str, Any]:
        """The first JSON-LD object that is an article, an article before a mere page."""
        found = [o for o in self._objects() if _ARTICLE.search(_type(o))]
        return min(found, key=lambda o: _type(o) == "WebPage", default={})

    def title(self) -> str | None:
        value = self.article.get("headline") or self._meta(_TITLES)
        if isinstance(value, str) and (title := cleaning.inline(_unmarked(value))):
            return title
        title_element = self.root.find(".//title")
        whole = cleaning.inline("" if title_element is None else title_element.text_content())
        # "Headline | Paper", "Headline - Paper": the longest piece is the headline.
        return max(re.split(r" [|\-–—•»:] ", whole), key=len).strip() or None

    def body(self) -> list[Paragraph]:
        """The article's text as stated for search engines: some pages show theirs by a script alone."""
        stated = self.article.get("articleBody")
        text = markup.plain(_unmarked(stated).replace("\n", "<br><br>")) if isinstance(stated, str) else ""
        return [Paragraph(p) for p in text.split("\n\n") if p]

    def authors(self) -> tuple[str, ...]:
        names = list(_names(self.article.get("author")))
        if not names:
            names = [n for key in _AUTHORS for v in self.metas.get(key, ()) for n in _split_names(v)]
        if not names:
            names = [n for e in self._marked("author") for n in _split_names(e.text_content())]
        cleaned = (re.sub(r"^by\s+", "", cleaning.inline(name), flags=re.IGNORECASE) for name in names)
        return tuple(dict.fromkeys(n for n in cleaned if n and len(n) < 100 and not _NO_NAME.search(n)))

    def publisher(self) -> str | None:
        names = [*_names(self.article.get("publisher")), self._meta(_PUBLISHERS) or ""]
        return next((cleaning.inline(n) for n in names if n.strip() and not _NO_NAME.search(n)), None)

    def published(self) -> str | None:
        stated = [self.article.get("datePublished"), *self._all(_PUBLISHED)]
        stated += [
            e.get("datetime") or e.get("content") or e.text_content() for e in self._marked("datePublished")
        ]
        stated += [e.get("datetime") for e in self.root.iter("time") if e.get("pubdate") is not None]
        # One <time> in the article's head is its date; among several there is no telling.
        times = {e.get("datetime") for e in self.root.iter("time") if e.get("datetime")}
        stated += times if len(times) == 1 else ()
        return _first_date(stated) or self._address_date()

    def modified(self) -> str | None:
        return _first_date([self.article.get("dateModified"), *self._all(_MODIFIED)])

    def language(self) -> str | None:
        stated = [self.root.get("lang"), self.root.get("{http://www.w3.org/XML/1998/namespace}lang")]
        stated += [self._meta(("content-language", "og:locale", "dc.language"))]
        return next((code for value in stated if value and (code := language.code_of(value))), None)

    def canonical(self) -> str | None:
        """The address that the page says is its own, made whole."""
        links = (
            e.get("href")
            for e in self.root.iter("link")
            if "canonical" in (e.get("rel") or "").lower().split()
        )
        for value in (*links, self._meta(("og:url",))):
            whole = _whole(self.address or "", value) if value else None
            # Many a site names its front page as the original of every page.
            if whole and urlsplit(whole).path.strip("/"):
                return whole
        return None

    def _meta(self, names: Iterable[str]) -> str | None:
        return next(iter(self._all(names)), None)

    def _all(self, names: Iterable[str]) -> list[str]:
        return [value for name in names for value in self.metas.get(name, ())]

    def _marked(self, name: str) -> Iterator[HtmlElement]:
        """Elements marked up as this property, by microdata or (authors) as a link's relation."""
        for element in self.root.iter("*"):
            marks = f"{element.get('itemprop') or ''} {element.get('rel') or ''}".split()
            if name in marks and element.tag != "meta":
                yield element

    def _objects(self) -> Iterator[dict[str, Any]]:
        for script in self.root.iter("script"):
            if "ld+json" in (script.get("type") or ""):
                yield from _flattened(_json(script.text or ""))

    def _address_date(self) -> str | None:
        found = _URL_DATE.search(urlsplit(self.canonical() or self.address or "").path)
        return dates.parse("-".join(found.groups())) if found else None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host but for www, m and amp, or an AMP cache of it."""
    hosts = [re.sub(r"^(?:www|m|mobile|amp|edition)\.", "", urlsplit(a).hostname or "") for a in (one, other)]
    return hosts[0] == hosts[1] or (urlsplit(one).hostname or "").endswith(_AMP_CACHES)


def _json(text: str) -> object:
    text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$", "", text)
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _flattened(value: object) -> Iterator[dict[str, Any]]:
    """Every object on the upper levels: lists and @graph hold several."""
    waiting = [value]
    for _ in range(1000):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = [*item[:1000], *waiting]
        elif isinstance(item, dict):
            yield item
            waiting += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _type(item: dict[str, Any]) -> str:
    kind = item.get("@type")
    return kind if isinstance(kind, str) else " ".join(filter(lambda k: isinstance(k, str), kind or ()))


def _names(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, list):
            name = name[0] if name else None
        if isinstance(name, str) and name.strip():
            yield _unmarked(name)


def _split_names(value: str) -> list[str]:
    return re.split(r"\s*;\s*|\s+(?:and|&)\s+|,\s+(?=[A-Z])", cleaning.inline(value))


def _unmarked(value: str) -> str:
    """Character references that were escaped once too often."""
    import html

    return html.unescape(value)


def _first_date(values: Iterable[object]) -> str | None:
    return next(
        (day for v in values if isinstance(v, str) and (day := dates.parse(cleaning.inline(v)))), None
    )


def _whole(base: str, value: str) -> str | None:
    try:
        whole = urljoin(base, cleaning.inline(value))
        parts = urlsplit(whole)
        hosted = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    return whole.partition("#")[0] if hosted and " " not in whole and len(whole) < 2000 else None
