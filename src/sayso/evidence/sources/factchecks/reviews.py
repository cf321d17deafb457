"""One fact-check as its markup states it: ClaimReview (schema.org) and the shapes it is passed on in."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from sayso.evidence import ratings
from sayso.evidence.shelf import Entry
from sayso.evidence.sources.factchecks import days
from sayso.findings import Rated, Rating
from sayso.types import digest

Object: TypeAlias = Mapping[str, Any]
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LONGEST_CLAIM, _LONGEST_BODY = 2000, 4000
_DEEPEST, _MOST = 40, 100_000
"""Of nested objects: what goes beyond was made to be a nuisance."""
_NAMELESS = "an unnamed fact-checker"


@dataclass(frozen=True, slots=True)
class Review:
    """A claim, who reviewed it, and how it was rated."""

    claim: str
    publisher: str
    original: str
    """The rating in the reviewer's words, or its number where there are none."""
    rated: Rated
    why: str
    """How the original was put on the scale."""
    address: str | None = None
    date: str | None = None
    """EDTF: of the review."""
    title: str = ""
    body: str = ""
    claimant: str = ""

    @property
    def rating(self) -> Rating:
        return Rating(
            self.publisher, self.original, self.rated, self.why, self.claim, self.address, self.date
        )

    def entry(self) -> Entry:
        """As it is shelved. The same claim at the same address is one review, wherever it was found."""
        id = digest("review", self.address or self.publisher, self.claim)
        return Entry(id, self.title, self.claim, json.dumps(asdict(self), ensure_ascii=False))

    @classmethod
    def of_entry(cls, entry: Entry) -> Review:
        return cls(**json.loads(entry.extra))


def reviews(item: object, address: str | None = None) -> Iterator[Review | None]:
    """Every review in a piece of JSON, however it is wrapped; None for one that names no claim.

    `address` is that of the page, for reviews that do not name theirs.
    """
    objects = list(_objects(item))
    known = {o["@id"]: o for o in objects if isinstance(o.get("@id"), str) and len(o) > 1}
    for found in objects:
        if _is(found, "ClaimReview"):
            yield _review(_Reader(found, known), address)
        elif isinstance(found.get("claimReview"), list) and "text" in found:
            yield from _answers(found)


def flat(row: Mapping[str, str | None]) -> Review | None:
    """A review in a row of a table whose columns have the names of ClaimReview, or the everyday ones."""
    named = {re.sub(r"[^a-z]", "", name.casefold()): value or "" for name, value in row.items() if name}

    def first(*names: str) -> str:
        return next((named[name] for name in names if named.get(name, "").strip()), "")

    return _review(
        _Reader(
            {
                "claimReviewed": first("claimreviewed", "claim", "claimtext", "text"),
                "author": first(
                    "author", "authorname", "publisher", "publishername", "outlet", "factchecker"
                ),
                "url": first("url", "reviewurl", "link", "address"),
                "datePublished": first("datepublished", "reviewdate", "date", "published"),
                "headline": first("headline", "title", "name"),
                "reviewBody": first("reviewbody", "description", "body"),
                "reviewRating": {
                    "alternateName": first(
                        "alternatename",
                        "reviewratingalternatename",
                        "textualrating",
                        "rating",
                        "verdict",
                        "label",
                    ),
                    "ratingValue": first("ratingvalue", "reviewratingratingvalue"),
                    "bestRating": first("bestrating", "reviewratingbestrating"),
                    "worstRating": first("worstrating", "reviewratingworstrating"),
                },
                "itemReviewed": {"author": first("claimant", "claimauthor", "itemreviewedauthor", "speaker")},
            },
            {},
        ),
        None,
    )


def plain(value: object) -> str:
    """Text without markup or character references, in one line; "" for what is no text."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    # Twice: many a site escapes what was escaped already.
    text = html.unescape(html.unescape(str(value))) if "&" in str(value) else str(value)
    return " ".join(_TAG.sub(" ", text).replace("\0", " ").split())


def number(value: object) -> float | None:
    """A number, also as text, also with a decimal comma."""
    try:
        found = float(plain(value).replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < 1e9 else None


@dataclass(frozen=True, slots=True)
class _Reader:
    """A property of an object, whatever shape the site gave it."""

    of: Object
    known: Mapping[str, Object]
    """Objects of the same page by `@id`, for properties that only refer to one."""

    def get(self, *names: str) -> object:
        """The first that is there, of a list the first."""
        for name in names:
            value = self.of.get(name, self.of.get(f"schema:{name}"))
            if isinstance(value, list):
                value = next((one for one in value if one), None)
            if isinstance(value, dict) and "@value" in value:
                value = value["@value"]
            if value or value == 0:
                return value
        return None

    def text(self, *names: str) -> str:
        return next((text for name in names if (text := plain(self.get(name)))), "")

    def inner(self, name: str) -> _Reader:
        value = self.get(name)
        if isinstance(value, dict):
            return _Reader(
                self.known.get(value.get("@id", ""), value) if len(value) <= 2 else value, self.known
            )
        return _Reader(self.known.get(value, {"name": value}) if isinstance(value, str) else {}, self.known)


def _review(read: _Reader, address: str | None) -> Review | None:
    reviewed = read.inner("itemReviewed")
    # Where the claim stands is a mere page or post, its name is not the claim.
    named = reviewed.text("claimReviewed", "name", "text") if _is(reviewed.of, "Claim") else ""
    claim = read.text("claimReviewed") or named
    if not claim:
        return None
    url = (
        _address(read.text("url")) or _address(read.inner("mainEntityOfPage").text("@id", "name")) or address
    )
    publisher = read.inner("author").text("name") or read.inner("publisher").text("name")
    original, meaning = _rating(read.inner("reviewRating"))
    return Review(
        claim=claim[:_LONGEST_CLAIM],
        publisher=publisher or _host(url) or _NAMELESS,
        original=original,
        rated=meaning.rated,
        why=meaning.why,
        address=url,
        date=days.day(read.text("datePublished")) or days.day(read.text("dateCreated", "dateModified")),
        title=read.text("headline", "name"),
        body=read.text("reviewBody", "description", "articleBody")[:_LONGEST_BODY],
        claimant=reviewed.inner("author").text("name"),
    )


def _answers(claim: Object) -> Iterator[Review | None]:
    """A claim as Google's Fact Check Tools API answers, with those who reviewed it."""
    for answer in claim["claimReview"]:
        if not isinstance(answer, dict):
            yield None
            continue
        read = _Reader(answer, {})
        stated = {
            "claimReviewed": claim["text"],
            "author": {"name": read.inner("publisher").text("name", "site")},
            "url": answer.get("url"),
            "datePublished": answer.get("reviewDate"),
            "headline": answer.get("title"),
            "reviewRating": {"alternateName": answer.get("textualRating")},
            "itemReviewed": {"author": {"name": claim.get("claimant")}},
        }
        yield _review(_Reader(stated, {}), None)


def _rating(read: _Reader) -> tuple[str, ratings.Meaning]:
    """The rating in its own words and what it means."""
    value, worst, best = (number(read.get(name)) for name in ("ratingValue", "worstRating", "bestRating"))
    words = [read.text(name) for name in ("alternateName", "name")]
    if value is None:
        words.append(read.text("ratingValue"))
    scale = None
    if value is not None:
        scale = ratings.Scale(value, 1.0 if worst is None else worst, 5.0 if best is None else best)
    shown = next((word for word in words if word), None)
    if shown is None:
        shown = "" if scale is None else f"{scale.value:g} ({scale.worst:g} to {scale.best:g})"
    return shown, ratings.meaning(words, scale)


def _objects(item: object) -> Iterator[dict[str, Any]]:
    """Every object, outer before inner."""
    waiting: list[tuple[object, int]] = [(item, 0)]
    for _ in range(_MOST):
        if not waiting:
            return
        value, depth = waiting.pop()
        if isinstance(value, dict):
            yield value
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        if depth < _DEEPEST:
            waiting += [(one, depth + 1) for one in reversed(list(inside)) if isinstance(one, (dict, list))]


def _is(item: Object, kind: str) -> bool:
    stated = item.get("@type", item.get("type"))
    kinds = stated if isinstance(stated, list) else [stated]
    return any(isinstance(one, str) and re.split(r"[/:#]", one)[-1] == kind for one in kinds)


def _address(text: str) -> str | None:
    try:
        good = urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname)
    except ValueError:
        return None
    return text if good and " " not in text else None


def _host(address: str | None) -> str | None:
    host = urlsplit(address).hostname if address and _address(address) else None
    return host.removeprefix("www.") if host else None
