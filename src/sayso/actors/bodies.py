"""Bodies: states, organisations, armed groups and outlets, by their names, domains and tags."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from sayso.actors import lists
from sayso.actors.belonging import named
from sayso.actors.names import Listed, Name
from sayso.actors.normal import bare, fold, is_capital, is_upper, plain, singular
from sayso.types import Kind

_ADDRESS = re.compile(r"(?i)^(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#].*)?$")
_TAG = re.compile(r"^[(\[]\s*([^()\[\]]+?)\s*[)\]]$")
_BRACKET = re.compile(r"^(.+?)\s*[(\[]([^()\[\]]+)[)\]]?\s*(.*)$")
_APPOSED = re.compile(
    r",\s+(?:an?|the|which|who|whose|where|one of)\s.*|\s+(?:which|who|whose)\s.*", re.DOTALL
)
_AND = re.compile(r"\s+and\s+|,\s+")
_DESCRIBED = re.compile(r"^(.*\b[a-z][\w-]*)\s+([A-Z].*)$")
_KEPT = frozenset(
    {"of", "and", "for", "in", "de", "la", "to", "on", "the", "against", "with", "des", "du", "al", "el"}
)
_PARTS = re.compile(
    r"^(ministry|department|office|bureau) (?:of|for) (?:the )?(.+)$"
    r"|^(government|army|parliament|embassy) of (?:the )?(.+)$"
)
_MINISTRY = re.compile(r"^(?:ministry|department) (?:of|for)\b|\b(?:ministry|department)$")
"""Every state has one, and none is named here: those of a state were told before."""
_MIXED = re.compile(r"\d[A-Z]|[A-Z]\d")
_SYNONYMS = {"foreign affairs": "foreign", "the interior": "interior", "internal affairs": "interior"}


def read(text: str, kind: Kind) -> Name:
    """The body that a phrase names."""
    tag = _TAG.match(text.strip())
    if tag is not None:
        entry = lists.by_tag(tag[1])
        return _listed(text, kind, entry) if entry else read_name(text, tag[1], kind)
    phrase = _APPOSED.sub("", plain(text))
    address = _ADDRESS.match(phrase)
    if address is not None and (phrase.islower() or "://" in phrase):
        return _at(text, kind, address[1].casefold())
    return read_name(text, phrase, kind)


def read_name(text: str, phrase: str, kind: Kind) -> Name:
    """The body, by a phrase that is neither tag nor address."""
    bracket = _BRACKET.match(phrase)
    if bracket is None or lists.bearing(phrase):
        return _named(text, phrase, kind)
    name, inner = (part.strip() for part in bracket.group(1, 2))
    if is_upper(name) and len(inner.split()) > 1:
        name, inner = inner, name
    found = _named(text, name, kind)
    return replace(found, acronym=fold(inner)) if is_upper(inner) and " " not in inner else found


def _named(text: str, phrase: str, kind: Kind) -> Name:
    hits = lists.bearing(phrase)
    sure = [h.entry for h in hits if not h.doubtful and h.entry.cls != "capital"]
    if len(sure) == 1 and (kind != "document"):
        return _listed(text, kind, sure[0])
    of_state = _of_state(phrase)
    if of_state is not None:
        return _state_body(text, kind, *of_state)
    capital = next((h.entry for h in hits if h.entry.cls == "capital" and kind == "state"), None)
    if capital is not None:
        return Name(text, fold(phrase), kind, listed=capital.id, state=capital.state)
    owner, state = _owner(phrase)
    return Name(
        text,
        fold(phrase),
        kind,
        "document" if _is_description(phrase) or _is_several(phrase) else "corpus",
        perhaps=tuple(dict.fromkeys(h.entry.id for h in hits if h.entry.cls != "capital")),
        affiliation=owner,
        state=state,
        short=_short(phrase),
    )


def _listed(text: str, kind: Kind, entry: Listed) -> Name:
    """By its entry: the extractor may take a state for an organisation, or the Houthis for a crowd."""
    body: Kind = "state" if entry.cls == "state" else "organisation"
    state = entry.state
    owner = fold(lists.state(state).name) if state and entry.cls != "state" else None
    return Name(text, fold(entry.name), body, listed=entry.id, affiliation=owner, state=state)


def _at(text: str, kind: Kind, domain: str) -> Name:
    entry = lists.by_domain(domain)
    if entry is not None:
        return _listed(text, kind, entry)
    return Name(text, domain, kind, short=re.sub(r"[^a-z0-9]", "", domain.rpartition(".")[0]))


def _of_state(phrase: str) -> tuple[str, str] | None:
    """Code and what is left: "Iran’s foreign ministry", "the Ministry of Defence of Russia"."""
    parts = bare(phrase).split()
    for n in (3, 2, 1):
        code = lists.nationality(" ".join(parts[:n])) if len(parts) > n else None
        if code is not None:
            return _one_of_a_kind(code, " ".join(parts[n:]))
    body, of, owner = bare(phrase).rpartition(" of ")
    code = lists.nationality(bare(owner)) if of else None
    return _one_of_a_kind(code, body) if code else None


def _one_of_a_kind(code: str, rest: str) -> tuple[str, str] | None:
    key = flipped(fold(rest))
    words = key.split()
    table = lists.words("bodies")["of_state"]
    return (code, key) if words and words[-1] in table else None


def flipped(key: str) -> str:
    """The body's noun last: "ministry of labor" is "labor ministry"."""
    found = _PARTS.match(key)
    if found is None:
        body, _, noun = key.rpartition(" ")
        return f"{_SYNONYMS.get(body, body)} {noun}".strip()
    noun, of = found[1] or found[3], found[2] or found[4]
    return f"{_SYNONYMS.get(of, of)} {noun}"


def _state_body(text: str, kind: Kind, code: str, rest: str) -> Name:
    owner = fold(lists.state(code).name)
    known = _bodies_of_states().get((code, rest))
    if known is not None:
        return _listed(text, kind, known)
    head = singular(rest.rpartition(" ")[2])
    return Name(text, f"{rest} of {owner}", kind, affiliation=owner, state=code, head=head)


@cache
def _bodies_of_states() -> dict[tuple[str, str], Listed]:
    """Listed bodies by state and the rest of their names: (US, defense department) is the Pentagon."""
    index: dict[tuple[str, str], Listed] = {}
    for entry in lists.entries().values():
        for name in (entry.name, *entry.aliases) if entry.cls == "organisation" and entry.state else ():
            found = _of_state(name)
            if found is not None:
                index.setdefault(found, entry)
    return index


def _is_description(phrase: str) -> bool:
    """Without a name of its own: "the ministry", "State television", "the Courier", "the Labour Ministry"."""
    if _MINISTRY.search(fold(phrase)):
        return True
    generic = lists.words("bodies")["generic"]
    # Numbers name nothing by themselves: every army has a third brigade.
    names = [word for word in bare(phrase).split() if is_capital(word) or _MIXED.search(word)]
    return all(fold(word) in generic for word in names)


def ends_in_body(phrase: str) -> bool:
    """Whether a name ends in a word such as "Hospital" or "Commission"."""
    words = re.sub(r"\s*[(\[].*", "", bare(phrase)).split()
    return len(words) > 1 and is_capital(words[-1]) and fold(words[-1]) in lists.words("bodies")["generic"]


def _is_several(phrase: str) -> bool:
    """ "Russia and China": two bodies, and no name of one."""
    parts = _AND.split(phrase)
    return len(parts) > 1 and all(lists.bearing(part) for part in parts)


def _short(phrase: str) -> str | None:
    """A name after a description or an owner: "Talvania’s Channel Four", "the broadcaster Channel Four"."""
    found = _DESCRIBED.match(bare(phrase))
    if found and found[1].split()[-1] not in _KEPT:
        return _canonical(found[2])
    _, of, name = bare(phrase).partition("'s ")
    return _canonical(name) if of and len(name.split()) > 1 and is_capital(name) else None


def _canonical(name: str) -> str | None:
    """Its normal form, or None for what is no name: "the poll released Sunday"."""
    entry = named(name)
    if entry is None and (_is_description(name) or fold(name) in lists.words("bodies")["times"]):
        return None
    return fold(entry.name if entry else name)


def _owner(phrase: str) -> tuple[str | None, str | None]:
    """The owner that a name begins with, and its code if it is a state: "Talvania’s Channel Four"."""
    first, _, rest = bare(phrase).partition(" ")
    if not rest or not is_capital(first):
        return None, None
    code = lists.nationality(first)
    if code is not None:
        return fold(lists.state(code).name), code
    owned = first.endswith(("'s", "s'")) or (_short(phrase) is not None and rest[:1].islower())
    return (fold(first) if owned else None), None
