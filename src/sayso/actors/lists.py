"""The offline lists: states, their seats and people, armed groups, organisations, agencies and outlets.

The files are tab-separated, lists inside them separated by "; ". A "~" before a name says that others bear
it too. Sources and licence: `actors.NOTICE`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sayso.actors.names import Class, Listed, Sex
from sayso.actors.normal import bare, fold, is_upper, plain

_ACRONYM = 3
"""Up to so many letters, an acronym is asked for in capitals: "US" is no "us", "WHO" no "who"."""
_WORDS = frozenset({"mend", "fact", "mena", "sana"})
"""Longer acronyms that are words or names too."""


class Hit(NamedTuple):
    """An entry that bears a name."""

    entry: Listed
    doubtful: bool
    capitals: bool
    """Whether the name is this entry's only when written in capitals."""


class Given(NamedTuple):
    """What the list of given names tells."""

    sex: Sex | None
    forms: frozenset[str]
    """The names that this one is a form of, folded."""


@cache
def entries() -> dict[str, Listed]:
    """All entries by id."""
    found = [*_states(), *_groups(), *_organisations(), *_outlets()]
    return {entry.id: entry for entry in found}


@cache
def normal_forms() -> frozenset[str]:
    """The normal forms of all entries but capitals and nationalities."""
    return frozenset(fold(e.name) for e in entries().values() if e.cls not in ("capital", "nationality"))


@cache
def words(table: str) -> dict[str, frozenset[str]]:
    """A table of `words.toml`, each list as a set."""
    data = tomllib.loads(files("sayso.actors").joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(value.split()) for name, value in data[table].items() if isinstance(value, str)}


@cache
def short_titles() -> dict[str, str]:
    """What a title is short for: "col" is "colonel"."""
    data = tomllib.loads(files("sayso.actors").joinpath("words.toml").read_text(encoding="utf-8"))
    return dict(data["person"]["short"])


def bearing(text: str) -> list[Hit]:
    """The entries that bear this name, those of a capital among them, a nationality's not."""
    letters = bare(text)
    if not any(c.isupper() or c.isdigit() for c in letters):
        return []
    return [hit for hit in _by_name().get(fold(text), ()) if not hit.capitals or is_upper(letters)]


def by_domain(domain: str) -> Listed | None:
    """The outlet at a domain or above it: "edition.cnn.com" is at "cnn.com"."""
    parts = domain.casefold().removeprefix("www.").split(".")
    tails = (".".join(parts[i:]) for i in range(len(parts) - 1))
    return next((entry for tail in tails if (entry := _by_domain().get(tail))), None)


def by_tag(tag: str) -> Listed | None:
    """The agency that signs so in brackets."""
    return _by_tag().get(tag)


def nationality(text: str) -> str | None:
    """The code of the state whose adjective or short name this is, unless two share it: "Iranian", "US"."""
    codes = _adjectives().get(fold(text), ())
    upper = is_upper(text) or len(fold(text)) > _ACRONYM
    return codes[0] if len(codes) == 1 and upper and plain(text)[:1].isupper() else None


def people(text: str) -> str | None:
    """The code of the state whose people this is: "Iranians"."""
    codes = _people().get(fold(text), ())
    return codes[0] if len(codes) == 1 and plain(text)[:1].isupper() else None


def state(code: str) -> Listed:
    """The entry of a state, by its code."""
    return entries()[f"state:{code}"]


@cache
def given() -> dict[str, Given]:
    """Given names, folded, with sex and the names they are forms of."""
    sexes: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, set[str]] = defaultdict(set)
    for name, sex, others in _rows("given_names.tsv"):
        for form in (name, *_names(others)):
            sexes[fold(form)].add(sex)
            forms[fold(form)].add(fold(name))
    return {name: Given(_sex(found), frozenset(forms[name])) for name, found in sexes.items()}


def _sex(letters: set[str]) -> Sex | None:
    return None if len(letters) > 1 else "female" if letters == {"f"} else "male"


def _rows(name: str) -> Iterator[list[str]]:
    text = files("sayso.actors").joinpath(name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


def _sure(cell: str) -> tuple[str, ...]:
    return tuple(name for name in _names(cell) if not name.startswith("~"))


def _doubtful(cell: str) -> tuple[str, ...]:
    return tuple(name[1:] for name in _names(cell) if name.startswith("~"))


def _entry(cls: Class, name: str, cell: str, *, state: str | None = None, stands: bool = False) -> Listed:
    known = name.removeprefix("~")
    doubt = (*_doubtful(name), *_doubtful(cell))
    ident = f"{cls}:{state if cls == 'state' else fold(known)}"
    return Listed(ident, known, cls, _sure(cell), doubt, state=state, stands_for_state=stands)


def _states() -> Iterator[Listed]:
    for code, name, others, seats, adjectives, plurals in _rows("states.tsv"):
        yield _entry("state", name, others, state=code)
        for seat in _names(seats):
            yield _entry("capital", seat, "", state=code)
        if adjectives:
            kept = (*_sure(adjectives), *_sure(plurals))
            doubt = (*_doubtful(adjectives), *_doubtful(plurals))
            first = _names(adjectives)[0].removeprefix("~")
            yield Listed(f"nationality:{code}", first, "nationality", kept, doubt, state=code)


def _groups() -> Iterator[Listed]:
    return (_entry("armed_group", name, others) for name, others in _rows("armed_groups.tsv"))


def _organisations() -> Iterator[Listed]:
    for name, code, others in _rows("organisations.tsv"):
        stands, of = code.endswith("*"), code.removesuffix("*") or None
        yield _entry("organisation", name, others, state=of, stands=stands)


def _outlets() -> Iterator[Listed]:
    for name, kind, domains, tags, others in _rows("outlets.tsv"):
        cls: Class = "agency" if kind == "agency" else "outlet"
        entry = _entry(cls, name, others)
        yield Listed(
            entry.id,
            entry.name,
            cls,
            entry.aliases,
            entry.doubtful,
            domains=_sure(domains),
            tags=_sure(tags),
        )


@cache
def _by_name() -> dict[str, list[Hit]]:
    index: dict[str, dict[str, Hit]] = defaultdict(dict)
    for entry in entries().values():
        if entry.cls == "nationality":
            continue
        doubtful = {fold(name) for name in entry.doubtful}
        for name in (entry.name, *entry.aliases, *entry.doubtful):
            hit = Hit(entry, fold(name) in doubtful, _in_capitals(name))
            held = index[fold(name)].get(entry.id)
            # "Nato" beside "NATO": the looser of two spellings counts.
            if held is None or (held.capitals and not hit.capitals):
                index[fold(name)][entry.id] = hit
    return {name: list(hits.values()) for name, hits in index.items()}


def _in_capitals(name: str) -> bool:
    key = fold(name)
    return is_upper(name) and (len(key) <= _ACRONYM or key in _WORDS)


@cache
def _by_domain() -> dict[str, Listed]:
    return {domain: entry for entry in entries().values() for domain in entry.domains}


@cache
def _by_tag() -> dict[str, Listed]:
    return {tag: entry for entry in entries().values() for tag in entry.tags}


@cache
def _adjectives() -> dict[str, list[str]]:
    """Adjectives, and the sure names of states, which stand before nouns too ("US officials")."""
    index: dict[str, set[str]] = defaultdict(set)
    for code, name, others, _, adjectives, _ in _rows("states.tsv"):
        for form in _names(adjectives):
            index[fold(form.removeprefix("~"))].update({code, f"{code}?"} if form[0] == "~" else {code})
        for form in (*_sure(name), *_sure(others)):
            index[fold(form)].add(code)
    return {form: sorted(codes) for form, codes in index.items()}


@cache
def _people() -> dict[str, list[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for code, _, _, _, _, plurals in _rows("states.tsv"):
        for form in _names(plurals):
            index[fold(form.removeprefix("~"))].update({code, f"{code}?"} if form[0] == "~" else {code})
    return {form: sorted(codes) for form, codes in index.items()}
