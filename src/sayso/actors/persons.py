"""Persons: given names, surname, title, role and sex out of a phrase that names somebody.

"the ambassador of Ostrel in Velmora, Damir Halvek," and "Col. Ahmed Rami, a spokesman for the ministry" each
have one part that is the name; what stands before it, after it or beside it tells of office and affiliation.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from sayso.actors import lists
from sayso.actors.belonging import belonging
from sayso.actors.names import Name, Personal, Scope, Sex
from sayso.actors.normal import fold, is_capital, plain
from sayso.types import Kind

_CLAUSE = re.compile(r",?\s+(?:who|whose|whom|which|where|that)\b.*", re.DOTALL)
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_SUFFIX = re.compile(r"(?i)^(?:jr|sr|ii|iii|iv|ph\.?d|md|esq|mp|obe|cbe|kc|qc)\.?$")
_AND = re.compile(r"\s+(?:and|or)\s+|,\s+including\s+")
_ROLE_ENDS = re.compile(r"\s(?:of|on|for|to|from|in|at|with|and)\s")
_PARTY = re.compile(r"\b[RDI]-([A-Z][A-Za-z.]*[A-Za-z])")
"""American usage after a name: "(R-Fla.)"."""
_LINKS = frozenset({"of", "from", "at", "for", "in", "with", "on", "to", "near", "aboard"})
_AFTER = "somebody"
"""Stands for the name before "of the National Grain Board"."""
_OWNER = re.compile(r"(?:'s|s')$")


class Found(NamedTuple):
    """A segment read as a name with what stands around it."""

    before: list[str]
    name: list[str]
    after: list[str]


def read(text: str, kind: Kind) -> Name | None:
    """The person named, or None where the phrase names nobody."""
    clean = _BRACKET.sub("", _CLAUSE.sub("", plain(text)))
    segments = [part.strip() for part in clean.split(",") if part.strip()]
    found = [(i, part) for i, segment in enumerate(segments) if (part := _split(segment)) is not None]
    if not found:
        return None
    at, best = next((pair for pair in found if _is_sure(*pair, segments)), found[0])
    others = [segment for i, segment in enumerate(segments) if i != at and not _SUFFIX.match(segment)]
    suffix = next((fold(s) for s in segments if re.match(r"(?i)^(?:jr|sr|ii|iii|iv)\.?$", s)), "")
    name = _name(text, kind, best, others[0] if others else None, suffix)
    party = _PARTY.search(text)
    return replace(name, affiliation=fold(party[1])) if party and not name.affiliation else name


def are_several(text: str) -> bool:
    """Whether the phrase names two persons or more: "Sen. Ada Thorn and former Gov. Piers Maddock"."""
    first, *others = _AND.split(_BRACKET.sub("", _CLAUSE.sub("", plain(text))))
    if not others or not any(map(_split, first.split(","))):
        return False
    if all(is_capital(word) for part in (first, *others) for word in part.split()):
        return True
    return any(_is_second(other.split(",")) for other in others)


def _is_second(segments: list[str]) -> bool:
    """Whether what follows "and" names somebody of its own."""
    first, *others = map(_split, segments)
    if first and not _is_linked(first) and (len(first.name) > 1 or first.before):
        return True
    return any(f and len(f.name) > 1 and not f.before for f in others)


def _is_sure(at: int, found: Found, segments: list[str]) -> bool:
    """The first segment is the name unless it describes; a later one only where it is nothing but a name:
    in "Thorn, a minister under Ada Vale" Vale does not speak."""
    if _is_role(segments[at]) or _is_linked(found):
        return False
    return at == 0 or (
        all(is_title(word) for word in found.before) and len(found.name) + len(found.before) > 1
    )


def _is_linked(found: Found) -> bool:
    """Whether the name hangs on something before it: "a spokesman for Agromer"."""
    pairs = pairwise(found.before)
    return any(word in _LINKS and not is_title(before) for before, word in pairs)


def _is_role(segment: str) -> bool:
    """ "a Trump delegate strategist", "the mayor of Leeds": a description that holds a name."""
    return bool(re.match(r"(?:an?|the|his|her|their|one)\s+[a-z]", segment))


def _split(segment: str) -> Found | None:
    parts = segment.split()
    person, bodies = lists.words("person"), lists.words("bodies")["generic"]
    end = next((i for i in range(1, len(parts)) if _opens(parts, i)), len(parts))
    head, after = parts[:end], parts[end:]
    last = len(head) - 1
    start = 0
    for i, word in enumerate(head):
        name_like = is_capital(word) or (fold(word) in person["particles"] and i < last)
        # "Vice-president of the Syrian Coalition Omar Hale": the body ends where its noun does.
        cut = i < last and (is_title(word) or (start > 0 and fold(word) in bodies))
        if not name_like or cut or _OWNER.search(word) or any(map(str.isdigit, word)):
            start = i + 1
    name = head[start:]
    if not name or not any(is_capital(word) for word in name) or all(is_title(w) for w in name):
        return None
    if len(name) > 1 and fold(name[-1]) in bodies:
        return None  # "Dunhaven General Hospital", taken for a person
    return Found(head[:start], name, after)


def is_title(word: str) -> bool:
    """Whether the word is a title or a portfolio, short or long."""
    titles, short = lists.words("person")["titles"], lists.short_titles()
    return all(part in titles or part in short for part in fold(word).split()) and bool(fold(word))


def _opens(parts: list[str], i: int) -> bool:
    """Whether the word opens what follows a name, as "of" does after one and not after "Secretary"."""
    return parts[i] in _LINKS and is_capital(parts[i - 1]) and not is_title(parts[i - 1])


def _name(text: str, kind: Kind, found: Found, beside: str | None, suffix: str) -> Name:
    title = _title(found.before)
    role = plain(beside) if beside else None
    words = [fold(word) for word in found.name]
    if words[-1] in ("jr", "sr", "ii", "iii", "iv") and len(words) > 1:
        suffix = words.pop()
    # "A strategist for Mrs. Clinton" need be no woman: of a role only its noun counts.
    noun = _ROLE_ENDS.split(role or "", maxsplit=1)[0]
    personal = _personal(" ".join(words).split(), suffix, f"{title or ''} {noun}")
    near = _near(found, role)
    full = " ".join(filter(None, (*personal.given, personal.surname, suffix)))
    key, scope = _key(full, personal, title)
    return Name(
        text,
        key,
        kind,
        scope,
        person=personal,
        title=title,
        role=role,
        affiliation=near[0],
        state=near[1],
        head=near[2],
    )


def _key(full: str, personal: Personal, title: str | None) -> tuple[str, Scope]:
    """A surname alone is anybody's who bears it: it holds in its article, and apart for men and women."""
    if personal.given:
        return full, "corpus"
    sovereign = next((w for w in (title or "").split() if w in lists.words("person")["sovereign"]), None)
    if sovereign:
        return f"{sovereign} {full}", "corpus"
    return (f"{full} ({personal.sex})" if personal.sex else full), "document"


def _title(before: list[str]) -> str | None:
    short = lists.short_titles()
    words = [fold(word) for word in before]
    kept = [short.get(word, word) for word in words if word and word not in ("the", "a", "an")]
    return " ".join(kept) or None


def _personal(words: list[str], suffix: str, around: str) -> Personal:
    """Given names, and the surname with its particles: "von der lanken", "al harani"."""
    particles = lists.words("person")["particles"]
    at = len(words) - 1
    while at > 0 and words[at - 1] in particles and not (at == 1 and words[0] in lists.given()):
        at -= 1
    given = tuple(words[:at])
    return Personal(given, " ".join(words[at:]), suffix, _sex(given, around))


def _sex(given: tuple[str, ...], around: str) -> Sex | None:
    """ "Mr" before all; the given name before the office, for some say "spokesman" of a woman."""
    table = lists.words("person")
    said = set(around.casefold().replace(".", "").split())
    told = lists.given()[given[0]].sex if given and given[0] in lists.given() else None
    return _said(said & table["courtesy"]) or told or _said(said)


def _said(words: set[str] | frozenset[str]) -> Sex | None:
    table = lists.words("person")
    female, male = bool(words & table["female"]), bool(words & table["male"])
    return None if female == male else "female" if female else "male"


def _near(found: Found, role: str | None) -> tuple[str | None, str | None, str | None]:
    """Affiliation, state and office: from the title, the role beside the name, or what follows it."""
    before = " ".join(found.before)
    for phrase in (before, role, " ".join([_AFTER, *found.after]) if found.after else ""):
        told = belonging(phrase) if phrase else None
        if told is not None and (told.affiliation or told.state):
            own = None if told.head == _AFTER else told.head
            return told.affiliation, told.state, _office(before, role) or own
    return None, None, _office(before, role)


def _office(before: str, role: str | None) -> str | None:
    """The noun of the office: "secretary" of "Secretary of State", "spokesman" of a role."""
    heads = lists.words("heads")
    words = [lists.short_titles().get(w, w) for w in fold(f"{before} {role or ''}").split()]
    speaks = next((w for w in words if w in heads["speaks"]), None)
    return speaks or next((w for w in words if w in heads["member"]), None)
