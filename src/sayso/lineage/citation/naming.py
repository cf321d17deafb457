"""Which names are an outlet's: the document's own, those of the ledger, and short forms of both."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from sayso.lineage.citation import masthead, media
from sayso.types import Document

Fit: TypeAlias = Literal["full", "short", "initials"]
"""Whether a name is one of the ledger's outlets as it is called, its end, or its initials."""

_INITIALS = 3
"""Words that a name must have for its initials to stand for it."""
_LONG = 5
"""Names of so many words are cut before "into", "for" or "on": "the Commission of Inquiry"."""
_CUTS = frozenset({"into", "for", "on"})


@dataclass(frozen=True, slots=True)
class Home:
    """The outlet of the document itself, as far as anything tells."""

    folded: str
    letters: str
    """Its initials, in lower case, or ""."""
    host: str

    def bears(self, name: str) -> bool:
        """Whether a name in the text is the outlet's own: "the Herald" in The Ostermoor Herald."""
        asked = media.fold(name)
        if not asked:
            return False
        if self.folded and (asked == self.folded or self.folded.endswith(f" {asked}")):
            return True
        if self.letters and name.isupper() and asked == self.letters:
            return True
        if self.folded.startswith(f"{asked} ") and media.bearers(name):
            return True
        return self._at_home(name, asked)

    def _at_home(self, name: str, asked: str) -> bool:
        if not self.host:
            return False
        listed = media.by_host(self.host)
        if listed and any(bearer.medium is listed for bearer in media.bearers(name)):
            return True
        return self.host == name.casefold() or label(self.host) == asked.replace(" ", "")


def home(document: Document) -> Home:
    """The document's publisher, or the line at its head that names one, and the host of its address."""
    outlet = document.publisher or masthead.outlet_in(document) or ""
    return Home(media.fold(outlet), initials(outlet), host_of(document.address))


def host_of(address: str) -> str:
    """The host of a web address without "www.", or "" for what is no web address."""
    if not address.lower().startswith(("http://", "https://")):
        return ""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def label(host: str) -> str:
    """The part of a host that names its owner: "portaldrymail" of "portaldrymail.example"."""
    parts = host.split(".")
    kept = parts[:-1] if len(parts) > 1 else parts
    # "dailystar.com.lb", "guardian.co.uk": the part before the last is a country's, not an owner's.
    if len(kept) > 1 and kept[-1] in ("com", "co", "org", "net", "gov", "ac", "edu"):
        kept = kept[:-1]
    return kept[-1].replace("-", "") if kept else ""


@dataclass(frozen=True, slots=True)
class Known:
    """The outlets of the ledger, made ready to be found in texts."""

    fits: Mapping[str, Fit]
    """By folded name."""
    full: frozenset[str]
    """The folded names as they are."""
    firsts: frozenset[str]

    def begins(self, word: str) -> bool:
        """Whether a name begins with this word, in lower case."""
        return word in self.firsts


def ready(known: Collection[str]) -> Known:
    """Made once for each set of names, if it comes as a frozenset."""
    return _ready(known if isinstance(known, frozenset) else frozenset(known))


@lru_cache(maxsize=8)
def _ready(known: frozenset[str]) -> Known:
    full = {folded for name in known if (folded := media.fold(name))}
    found: dict[str, Fit] = {letters: "initials" for name in known if (letters := initials(name))}
    for folded in full:
        found.update((short, "short") for short in short_forms(folded))
    # Of two readings of a word the fuller one is kept: "ONA" may be an outlet, and another's initials.
    found.update((folded, "full") for folded in full)
    words = {word for name in (*found, *map(str.lower, known)) for word in media.words(name)}
    return Known(found, frozenset(full), frozenset(words))


def initials(name: str) -> str:
    """Of a name of three words or more, articles aside, in lower case; else ""."""
    words = [word for word in re.findall(r"\w+", name.lower()) if word not in ("the", "a", "an")]
    return "".join(word[0] for word in words) if len(words) >= _INITIALS else ""


def short_forms(folded: str) -> Iterator[str]:
    """What a folded name may be cut to: its ends, "herald" of "ostermoor herald"; a long one's beginning."""
    words = folded.split()
    for start in range(1, len(words)):
        yield " ".join(words[start:])
    if len(words) >= _LONG:
        cut = next((i for i, word in enumerate(words) if word in _CUTS), 0)
        if cut > 2:
            yield " ".join(words[:cut])
