"""From a name as it stands in the news to what it tells: `analyse`."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sayso.actors import bodies, lists, persons
from sayso.actors.belonging import Belonging, belonging, stripped
from sayso.actors.names import Name, Scope
from sayso.actors.normal import bare, fold, is_upper, plain
from sayso.types import Kind

_BODIES: frozenset[Kind] = frozenset({"organisation", "state"})
_UNNAMED: frozenset[Kind] = frozenset({"unnamed_person", "unnamed_group"})


@lru_cache(maxsize=50_000)
def analyse(text: str, kind: Kind) -> Name:
    """What a name tells of who is meant.

    `text` is the words at a source's spans, or the name that a pronoun was resolved to. What names nobody
    (a pronoun, nothing at all) comes back with an empty key.
    """
    if _is_pronoun(text) or kind in ("nobody", "common_knowledge"):
        return Name(text, "", kind, "document")
    if kind in _UNNAMED:
        return _described(text, kind)
    if kind in _BODIES:
        return bodies.read(text, kind)
    if kind == "document":
        # "The report" is another one in the next article, and so may "the Senate report" be.
        return Name(text, fold(text), kind, "document")
    return _person(text, kind)


def _is_pronoun(text: str) -> bool:
    words = plain(text)
    lower = words.casefold()
    capitals = is_upper(words) and len(words) > 1
    return not fold(words) or (lower in lists.words("bodies")["pronouns"] and not capitals)


def _person(text: str, kind: Kind) -> Name:
    if persons.are_several(text):
        return Name(text, fold(text), kind, "document")
    found = persons.read(text, kind)
    if found is not None:
        return found
    if bodies.ends_in_body(text):
        return replace(bodies.read(text, "organisation"), kind=kind, listed=None)
    told = belonging(text)
    return Name(
        text, fold(text), kind, "document", affiliation=told.affiliation, state=told.state, head=told.head
    )


def _described(text: str, kind: Kind) -> Name:
    """Somebody unnamed. A group is one actor across articles only as "the officials of that state", which
    says nothing of whether the same people spoke; one unnamed person never is another."""
    hits = [h.entry for h in lists.bearing(text) if not h.doubtful and h.entry.cls != "capital"]
    if kind == "unnamed_group" and len(hits) == 1:
        return bodies.read(text, "organisation")
    code = lists.people(stripped(text))
    if code is not None:
        owner = fold(lists.state(code).name)
        return Name(text, f"people of {owner}", kind, state=code, head="people")
    told = belonging(text)
    if not told.affiliation:
        return Name(text, fold(bare(text)), kind, "document", head=told.head)
    # A capital that no list has may only begin a sentence: "Rescue workers" are others in the next article.
    known = told.state is not None or told.affiliation in lists.normal_forms()
    scope: Scope = "corpus" if kind == "unnamed_group" and known else "document"
    key = f"{told.rest} of {_owner(told)}"
    return Name(text, key, kind, scope, affiliation=told.affiliation, state=told.state, head=told.head)


def _owner(told: Belonging) -> str:
    """The body, and its state where its own name does not tell which: "foreign ministry of iran"."""
    body = told.affiliation or ""
    state = fold(lists.state(told.state).name) if told.state else body
    return body if body in lists.normal_forms() or body == state else f"{body} of {state}"
