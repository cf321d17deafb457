"""To whom somebody described belongs: "several senior Israeli officials", "a spokesman for Agromer"."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.actors import lists
from sayso.actors.names import Listed
from sayso.actors.normal import bare, fold, is_capital, plain, singular

_LINK = re.compile(r"\s(?:of|for|at|from|with|in|inside|within)\s(?:the\s)?")
_IN = re.compile(r"\s(?:in|inside|within)\s(?:the\s)?$")
_END = re.compile(r",|\sand\s(?:an?|the|former)\s|\s(?:in|who|whose|which|that|on|said|when|after|before)\s")
_LONGEST = 6
"""Words in the longest listed name that is looked for before a noun."""


class Belonging(NamedTuple):
    """What a description tells of the body or state behind it."""

    affiliation: str | None
    """Its normal form: the listed entry's name where one bears it."""
    state: str | None
    head: str | None
    """The noun, singular and folded."""
    rest: str
    """The description without the body, folded: "military officials"."""


def belonging(phrase: str) -> Belonging:
    """Read a description; everything is None where it names no body."""
    found = stripped(phrase)
    before = _before(found)
    if before is not None:
        return before
    link = _LINK.search(found)
    if link is None:
        return Belonging(None, None, _head(found), fold(found))
    noun, after = found[: link.start()], found[link.end() :]
    body = _END.split(after, maxsplit=1)[0]
    affiliation, state = _body(body, only_listed=bool(_IN.search(link[0])))
    return Belonging(affiliation, state, _head(noun), fold(noun))


def stripped(phrase: str) -> str:
    """Without article, number and rank: "several senior Iranian officials" is "Iranian officials"."""
    table = lists.words("heads")
    parts = bare(phrase).split()
    while len(parts) > 1 and parts[0].casefold() in table["quantity"] | table["rank"] | {"the", "a", "an"}:
        parts.pop(0)
    return " ".join(parts)


def named(text: str) -> Listed | None:
    """The one entry that surely bears this name; a capital is none, for it stands for more than itself."""
    hits = [h.entry for h in lists.bearing(text) if not h.doubtful and h.entry.cls != "capital"]
    return hits[0] if len(hits) == 1 else None


def _before(phrase: str) -> Belonging | None:
    """A body named before the noun: "Iranian", "Houthi", "U.S. State Department", "Agromer"."""
    parts = phrase.split()
    for n in range(min(_LONGEST, len(parts) - 1), 0, -1):
        text = " ".join(parts[:n])
        entry = _as_adjective(text) if parts[0][:1].isupper() else None
        if entry is not None:
            return _known(entry, parts[n:])
    n = next((i for i, part in enumerate(parts) if not is_capital(part)), 0)
    titles = lists.words("person")["titles"]
    while n and fold(parts[n - 1]) in titles:
        n -= 1
    if not n or n == len(parts) or parts[n] in ("of", "for", "at", "from", "in", "and", "who"):
        return None
    rest = " ".join(parts[n:])
    return Belonging(fold(" ".join(parts[:n])), None, _head(_noun(rest)), fold(rest))


def _as_adjective(text: str) -> Listed | None:
    code = lists.nationality(text)
    if code is not None:
        return lists.state(code)
    entry = named(text)
    if entry is None and fold(text) + "s" != fold(text):
        plural = named(plain(text) + "s")
        entry = plural if plural and plural.cls == "armed_group" else None
    return entry


def _known(entry: Listed, rest: list[str]) -> Belonging:
    """A state and a body of it may both stand before the noun: "US State Department officials"."""
    inner = (
        _before(" ".join(rest)) if entry.cls == "state" and len(rest) > 1 and is_capital(rest[0]) else None
    )
    if inner is not None and inner.affiliation and inner.state is None:
        return inner._replace(state=entry.state)
    noun = _noun(" ".join(rest))
    return Belonging(fold(entry.name), entry.state, _head(noun), fold(noun))


def _body(text: str, *, only_listed: bool) -> tuple[str | None, str | None]:
    """Normal form and state of what stands after "of" or "for"; after "in" only a listed name counts."""
    entry = named(text)
    if entry is not None:
        return fold(entry.name), entry.state
    owner = _before(text)
    if owner is not None and owner.state and owner.affiliation == fold(lists.state(owner.state).name):
        # "of the Iranian foreign ministry": the body and its state. "The Syria Campaign" is no body of Syria.
        own = (owner.head or "") in lists.words("bodies")["of_state"]
        return fold(text), owner.state if own else None
    names = [word for word in text.split() if is_capital(word)]
    # "Minister of Foreign Affairs" tells of no body.
    if only_listed or all(fold(word) in lists.words("person")["titles"] for word in names):
        return None, None
    return fold(text), None


def _noun(phrase: str) -> str:
    link = _LINK.search(phrase)
    return _END.split(phrase[: link.start()] if link else phrase, maxsplit=1)[0]


def _head(phrase: str) -> str | None:
    found = fold(phrase).split()
    return singular(found[-1]) if found else None
