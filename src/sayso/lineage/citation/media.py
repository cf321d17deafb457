"""Real agencies and well-known media by their names and domains, and how names of outlets are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeAlias

MediumKind: TypeAlias = Literal["agency", "outlet", "release", "platform", "photo"]
"""`release`: spreads what its customers write. `platform`: anybody posts there. `photo`: of pictures."""

_FIELDS = 4
_ARTICLE = re.compile(r"^(?:the|an?) ")
_TAIL = re.compile(r" (?:newspaper|daily newspaper|magazine|online|website|web site|telegram channel)$")
"""What may be added to a name or left out. "Kuwait News Agency" keeps its end: "Kuwait" is no outlet."""


class Medium(NamedTuple):
    """A listed agency, outlet or platform."""

    name: str
    kind: MediumKind
    domains: tuple[str, ...]
    names: tuple[str, ...]
    shared: tuple[str, ...]
    """Names that others bear too, and that tell no one medium from the others."""


class Bearer(NamedTuple):
    """A medium that bears a name."""

    medium: Medium
    shared: bool


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """The form in which names of outlets are compared: "The Ostermoor Herald's" is "ostermoor herald"."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"'s?(?!\w)", "", plain)
    plain = re.sub(r"[^\w]+", " ", plain).strip()
    shorter = _TAIL.sub("", _ARTICLE.sub("", plain, count=1))
    return shorter or plain


def squashed(name: str) -> str:
    """The name as a domain would have it: "Port Aldry Mail" is "portaldrymail"."""
    return fold(name).replace(" ", "").replace("_", "")


@cache
def listed() -> tuple[Medium, ...]:
    """All listed media."""
    text = files("sayso.lineage.citation").joinpath("media.tsv").read_text(encoding="utf-8")
    return tuple(_medium(line) for line in text.splitlines() if line and not line.startswith("#"))


def bearers(name: str) -> tuple[Bearer, ...]:
    """The listed media that bear this name; several where it is shared."""
    return _by_name().get(fold(name), ())


def begins(word: str) -> bool:
    """Whether a listed name begins with this word, in lower case."""
    return word in _firsts()


def words(name: str) -> tuple[str, ...]:
    """The first word of a name in lower case, and the first after an article."""
    found = re.findall(r"\w+(?:\.\w+)*", name.lower())[:2]
    return tuple(found) if found[:1] in (["the"], ["a"], ["an"]) else tuple(found[:1])


def certain(name: str) -> Medium | None:
    """The one medium that a name means, or None where none bears it, or others do too."""
    found = bearers(name)
    return found[0].medium if len(found) == 1 and not found[0].shared else None


def by_host(host: str) -> Medium | None:
    """The medium at a host or above it: "edition.cnn.com" is at "cnn.com"."""
    parts = host.casefold().removeprefix("www.").split(".")
    tails = (".".join(parts[i:]) for i in range(len(parts) - 1))
    return next((found for tail in tails if (found := _by_domain().get(tail))), None)


def _medium(line: str) -> Medium:
    fields = line.split("\t")
    name, kind, domains, others = (fields + [""] * _FIELDS)[:_FIELDS]
    names = [other for other in others.split("; ") if other]
    return Medium(
        name,
        kind,  # type: ignore[arg-type]  # a test holds the file to the kinds
        tuple(domain for domain in domains.split("; ") if domain),
        tuple(other for other in names if not other.startswith("~")),
        tuple(other.removeprefix("~") for other in names if other.startswith("~")),
    )


@cache
def _by_name() -> dict[str, tuple[Bearer, ...]]:
    found: dict[str, dict[str, Bearer]] = {}
    for medium in listed():
        own, _, place = medium.name.partition(" (")
        entries = [(name, False) for name in medium.names] + [(name, True) for name in medium.shared]
        # "ABC (Spain)" is told from others of that name by what stands in brackets.
        for name, shared in ((own, bool(place)), *entries):
            bearers_of = found.setdefault(fold(name), {})
            if medium.name not in bearers_of or not shared:
                bearers_of[medium.name] = Bearer(medium, shared)
    return {name: tuple(those.values()) for name, those in found.items()}


@cache
def _firsts() -> frozenset[str]:
    names = (name for medium in listed() for name in (medium.name, *medium.names, *medium.shared))
    return frozenset(word for name in names for form in (name, fold(name)) for word in words(form))


@cache
def _by_domain() -> dict[str, Medium]:
    return {domain: medium for medium in listed() for domain in medium.domains}
