"""The outlets of a ledger, and which of them a citation means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sayso.lineage.citation import addresses, media, naming, wording
from sayso.lineage.links import Citation, Publication

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")


class Outlet(NamedTuple):
    """An outlet: equal keys are one outlet, whatever its documents call it."""

    key: str
    shown: str


class Match(NamedTuple):
    """The outlet that a citation means, or why it means none."""

    key: str | None
    why: str


class Outlets:
    """The outlets that the documents of a ledger come from.

    Names are compared without article, case, accents and possessive; listed media by any of their
    names and domains; a document without an outlet's name by the host of its address.
    """

    def __init__(self, publications: Iterable[Publication]) -> None:
        publications = tuple(publications)
        self._hosts = _hosts(publications)
        self._documents: dict[str, list[Publication]] = defaultdict(list)
        self._addresses: dict[str, list[Publication]] = defaultdict(list)
        shown: dict[str, str] = {}
        for publication in publications:
            outlet = self.of(publication)
            self._addresses[addresses.canonical(publication.address)].append(publication)
            if outlet is not None:
                self._documents[outlet.key].append(publication)
                kept = shown.get(outlet.key, outlet.shown)
                shown[outlet.key] = min(kept, outlet.shown, key=_plainness)
        self.shown: Mapping[str, str] = shown
        self.names = frozenset(name for name in shown.values() if not _is_host(name))
        """For `citations`, as what is known."""
        self._short = _short(shown)
        self._labels = {naming.label(host): key for key in shown for host in (key,) if _is_host(key)}

    def of(self, publication: Publication) -> Outlet | None:
        """Whose a document is, or None where neither a name nor a host says."""
        host = naming.host_of(publication.address)
        name = (publication.outlet or "").strip()
        if name and not _is_host(name):
            return _named(name)
        host = host or name.removeprefix("www.")
        if not host:
            return None
        if key_name := self._hosts.get(host):
            return _named(key_name)
        listed = media.by_host(host)
        if listed and listed.kind != "platform":
            return Outlet(media.fold(listed.name), listed.name)
        return Outlet(host, host)

    def documents(self, key: str) -> tuple[Publication, ...]:
        """The documents of an outlet, in the order they were given."""
        return tuple(self._documents.get(key, ()))

    def at(self, address: str) -> tuple[Publication, ...]:
        """The documents at an address, whatever scheme, tracking or fragment it comes with."""
        return tuple(self._addresses.get(addresses.canonical(address), ()))

    def find(self, citation: Citation) -> Match:
        """The outlet of the ledger that is meant; of several that a short name may mean, none."""
        if citation.address:
            return self._linked(citation.address)
        if citation.name is None:
            return Match(None, "it names no outlet")
        return self._by_name(citation.name)

    def _linked(self, address: str) -> Match:
        for publication in self.at(address):
            if outlet := self.of(publication):
                return Match(outlet.key, f"the address is that of a document of {self.shown[outlet.key]}")
        host = naming.host_of(address)
        if name := self._hosts.get(host):
            return Match(_named(name).key, f"{host} is where {name} appears")
        listed = media.by_host(host) if host else None
        if listed and media.fold(listed.name) in self.shown:
            return Match(media.fold(listed.name), f"{host} is a host of {listed.name}")
        if host in self.shown:
            return Match(host, f"documents from {host} are in the ledger")
        return Match(None, f"no document in the ledger is from {host or address}")

    def _by_name(self, name: str) -> Match:
        key = _named(name).key
        for exact in dict.fromkeys((media.fold(name), key)):
            if exact in self.shown:
                return Match(exact, f"“{name}” is {self.shown[exact]}")
        if _is_host(name.casefold()):
            return self._linked(f"https://{name}")
        borne = [
            media.fold(b.medium.name) for b in media.bearers(name) if media.fold(b.medium.name) in self.shown
        ]
        meant = sorted({*borne, *self._short.get(_asked(name), ())})
        if len(meant) == 1:
            return Match(meant[0], f"of the ledger's outlets only {self.shown[meant[0]]} is called “{name}”")
        if meant:
            several = ", ".join(self.shown[key] for key in meant)
            return Match(None, f"“{name}” may be any of {several}")
        return self._by_label(name)

    def _by_label(self, name: str) -> Match:
        """An outlet known by its host only: "Port Aldry Mail" at portaldrymail.example."""
        if key := self._labels.get(media.squashed(name)):
            return Match(key, f"“{name}” has the letters of {key}")
        return Match(None, f"no document in the ledger is by “{name}”")


def match(citation: Citation, outlets: Outlets) -> str | None:
    """The key of the outlet of the ledger that a citation means, or None."""
    return outlets.find(citation).key


def outlet_of(publication: Publication, outlets: Outlets | None = None) -> Outlet | None:
    """The key and the shown name of a document's outlet; with `outlets`, a host is known by the name it has
    in other documents."""
    return (outlets or Outlets((publication,))).of(publication)


def outside(citation: Citation) -> Outlet | None:
    """The outlet that a citation means where the ledger has nothing of it; None where it names none.

    "AP" and "the Associated Press" have one key.
    """
    if citation.name is not None:
        return _named(citation.name)
    host = naming.host_of(citation.address or "")
    if not host:
        return None
    listed = media.by_host(host)
    return _named(listed.name) if listed and listed.kind != "platform" else Outlet(host, host)


def _named(name: str) -> Outlet:
    listed = media.certain(name) or media.certain(_narrowed(name))
    if listed is None and _is_host(name.casefold()):
        listed = media.by_host(name)
    if listed is None or listed.kind == "platform":
        return Outlet(media.fold(name), name)
    return Outlet(media.fold(listed.name), listed.name)


def _narrowed(name: str) -> str:
    """Without what only tells a part of the outlet: "BBC Radio" is the BBC."""
    words = name.split()
    while len(words) > 1 and words[-1].lower() in wording.BROADER:
        words.pop()
    return " ".join(words)


def _is_host(name: str) -> bool:
    return bool(_HOST.fullmatch(name))


def _plainness(name: str) -> tuple[bool, bool, int, str]:
    """Least for what is shown: a name rather than a host, not all in capitals, the longest."""
    return _is_host(name), name.isupper() or name.islower(), -len(name), name


def _hosts(publications: Iterable[Publication]) -> dict[str, str]:
    """The one outlet's name that documents of a host give; hosts of several outlets are left out."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, str] = {}
    bare: set[str] = set()
    for publication in publications:
        host, name = naming.host_of(publication.address), (publication.outlet or "").strip()
        if name and not _is_host(name):
            names.setdefault(media.squashed(name), name)
            if host:
                found[host].setdefault(_named(name).key, name)
        elif host or name:
            bare.add(host or name.removeprefix("www."))
    hosts = {host: next(iter(those.values())) for host, those in found.items() if len(those) == 1}
    for host in bare - found.keys():
        if name := names.get(naming.label(host), ""):
            hosts[host] = name
    for squashed, name in names.items():
        hosts.setdefault(squashed, name)
    return hosts


def _short(shown: Mapping[str, str]) -> dict[str, set[str]]:
    """Short forms and initials of the outlets' names, each with all that it may mean."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, name in shown.items():
        if _is_host(name):
            continue
        for folded in {key, media.fold(name)}:
            for short in naming.short_forms(folded):
                found[short].add(key)
        if initials := naming.initials(name):
            found[initials.upper()].add(key)
    return found


def _asked(name: str) -> str:
    """The form in which a short name is looked up: initials in capitals, anything else folded."""
    bare = name.removeprefix("the ").removeprefix("The ").replace(".", "")
    return bare if bare.isupper() and " " not in bare else media.fold(name)
