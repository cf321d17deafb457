"""Suggestions among many names, by blocking: the cost grows with the number of names, not with its square.

Names are compared only where they share a block (a surname's sound, initials, the same words). A block of
more than `MOST` actors is cut: bare surnames leave it, and the others are parted by the sound of the first
name; what is too large even so compares each actor with its next few in alphabetical order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import combinations

from sayso.actors import belongs, features, joining, lists, scoring
from sayso.actors.names import Name, Suggestion
from sayso.actors.normal import fold
from sayso.actors.sounds import skeleton, sound

MOST = 40
"""Actors in a block that are compared each with each."""
_NEXT = 8
"""In a block that stays too large, each actor is compared with so many next to it."""
_BODIES = frozenset({"organisation", "state"})
_DEMONYM = ("ian", "ean", "ese", "ish", "an", "n", "i")
_SHORTEST_STEM = 4

Actors = dict[str, Name]


def suggest(names: Iterable[Name]) -> Iterator[Suggestion]:
    """What people should decide about these names: pairs that may be one actor, and who belongs to whom.

    Each pair comes once for each relation; the order is that of the actors' keys.
    """
    actors = _actors(names)
    yield from sorted(_same(actors), key=lambda s: (s.a, s.b))
    yield from _belonging(actors)


def _actors(names: Iterable[Name]) -> Actors:
    """One name for each actor, which tells all that its names tell together."""
    kept = [name for name in names if name.key]
    actors = {part.actor: _merged(part.names) for part in joining.join(kept)}
    local: dict[str, set[Name]] = defaultdict(set)
    for name in kept:
        if name.scope == "document":
            local[name.actor].add(name)
    return actors | {actor: _merged(sorted(found, key=repr)) for actor, found in local.items()}


def _merged(names: Iterable[Name]) -> Name:
    first, *others = names
    blanks = [f.name for f in fields(Name) if getattr(first, f.name) is None]
    found = {
        blank: next((v for n in others if (v := getattr(n, blank)) is not None), None) for blank in blanks
    }
    return replace(first, **{name: value for name, value in found.items() if value is not None})


def _same(actors: Actors) -> Iterator[Suggestion]:
    seen: set[tuple[str, str]] = set()
    for left, right in _pairs(actors):
        a, b = sorted((left, right))
        if (a, b) in seen:
            continue
        seen.add((a, b))
        score = scoring.same(actors[a], actors[b])
        if score is not None and score.value >= scoring.SUGGESTED:
            yield Suggestion(a, b, "same", score.value, score.why)


def _pairs(actors: Actors) -> Iterator[tuple[str, str]]:
    sharing: dict[str, list[str]] = defaultdict(list)
    for actor, name in actors.items():
        for block in set(blocks(name)):
            sharing[block].append(actor)
    for members in sharing.values():
        yield from _within(sorted(members), actors)


def _within(members: list[str], actors: Actors) -> Iterator[tuple[str, str]]:
    if len(members) <= MOST:
        yield from combinations(members, 2)
        return
    parts: dict[str, list[str]] = defaultdict(list)
    for actor in members:
        person = actors[actor].person
        if person is None or person.given:
            parts[sound(person.given[0])[:1] if person else ""].append(actor)
    for part in parts.values():
        if len(part) <= MOST:
            yield from combinations(part, 2)
        else:
            yield from ((a, b) for i, a in enumerate(part) for b in part[i + 1 : i + 1 + _NEXT])


def blocks(name: Name) -> Iterator[str]:
    """The blocks a name stands in."""
    yield f"text {fold(name.text)}"
    yield f"key {name.key}"
    yield from (f"entry {ident}" for ident in (*name.perhaps, *filter(None, (name.listed,))))
    if name.person:
        yield f"surname {skeleton(name.person.surname)}"
        if name.person.given and name.person.given[0] in lists.words("person")["family_first"]:
            yield f"surname {skeleton(name.person.given[0])}"
    if name.kind in _BODIES:
        yield from _body_blocks(name)


def _body_blocks(name: Name) -> Iterator[str]:
    words = name.key.split()
    yield f"bag {' '.join(features.bag(name))}"
    yield f"firm {features.unincorporated(name.key)}"
    yield f"cut {' '.join(word[:3] for word in words)}"
    yield f"sound {' '.join(skeleton(word) for word in words)}"
    yield f"run {name.key.replace(' ', '')}"
    yield f"letters {features.initials(name.key) if len(words) > 1 else name.key}"
    if name.acronym:
        yield f"letters {name.acronym}"
    if name.short:
        yield f"key {name.short}"
        yield f"run {name.short}"
    yield f"last {words[-1] if name.scope == 'corpus' else name.key}"


def _belonging(actors: Actors) -> Iterator[Suggestion]:
    """Each name is looked up once for the body and once for the state that it names."""
    hubs = _hubs(actors)
    for actor in sorted(actors):
        name = actors[actor]
        state = fold(lists.state(name.state).name) if name.state else None
        wanted = dict.fromkeys(filter(None, (name.affiliation, state)))
        for hub in dict.fromkeys(hubs[w] for w in wanted if w in hubs):
            found = belongs.belongs(name, actors[hub])
            if found is not None:
                relation, score = found
                yield Suggestion(actor, hub, relation, score.value, score.why)


def _hubs(actors: Actors) -> dict[str, str]:
    """Bodies and states by normal form, and those that no list has by the adjectives made of them."""
    hubs: dict[str, str] = {}
    for actor, name in sorted(actors.items(), reverse=True):
        if name.kind in _BODIES and name.scope == "corpus":
            hubs[name.key] = actor
    stems = {
        _stem(key): hubs[key] for key in sorted(hubs) if " " not in key and len(_stem(key)) >= _SHORTEST_STEM
    }
    for name in actors.values():
        for adjective in filter(None, (name.affiliation,)):
            found = stems.get(_unadjective(adjective))
            if found is not None:
                hubs.setdefault(adjective, found)
    return hubs


def _stem(key: str) -> str:
    return key.rstrip("aeiouy")


def _unadjective(word: str) -> str:
    """ "velmoran" and "Velmora" have one stem."""
    ending = next((e for e in _DEMONYM if word.endswith(e)), "")
    return _stem(word.removesuffix(ending)) if ending else "-"
