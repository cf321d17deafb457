"""Who is made to say a telling, and whether another telling has the same voice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sayso.lineage.links import Drift, Telling, Voice
from sayso.lineage.sameness import vocabulary

_WORD = re.compile(r"[^\W_]+")
_NAMELESS = frozenset({"unnamed_person", "unnamed_group", "common_knowledge", "nobody"})
_INDEFINITE = re.compile(r"^(?:an?|one|some|several|two|three|many|another)\b", re.IGNORECASE)
_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "statement"})


class Speaker(NamedTuple):
    """The farthest voice of a chain."""

    text: str
    actor: str | None
    parts: frozenset[str]
    """What the words of the name stand for."""
    named: bool
    definite: bool
    """Whether it is said as of somebody known: "the minister"."""
    body: bool
    """Whether it is a body named before: "the company"."""


def speakers(telling: Telling) -> tuple[Speaker, ...]:
    """One a chain; none for the author's own word and for a cue with nobody behind it."""
    if telling.words.startswith("to "):
        return ()  # "plans to sell": who plans is who sells, and nobody's word is told
    found = (_speaker(chain[-1]) for chain in telling.chains if chain)
    return tuple(dict.fromkeys(s for s in found if s is not None))


def _speaker(voice: Voice) -> Speaker | None:
    if voice.kind in ("nobody", "common_knowledge") or not voice.name:
        return None
    words = [w.casefold() for w in _WORD.findall(voice.name)]
    parts = frozenset(vocabulary.sense(w) for w in words if w not in vocabulary.words("empty")) - _SPEAKERS
    parts = parts - vocabulary.senses("titles") or parts or frozenset(words)
    named = voice.kind not in _NAMELESS and not voice.described and _has_name(voice.name)
    definite = not _INDEFINITE.match(voice.name)
    body = not named and definite and bool(parts & vocabulary.senses("bodies"))
    return Speaker(voice.name, voice.actor, parts, named, definite, body)


def _has_name(text: str) -> bool:
    """Capitals tell, but not that of the first word where it is a common one: "Police"."""
    words = _WORD.findall(text)
    words = words[1:] if words and words[0].casefold() in ("the", "a", "an") else words
    if not words:
        return False
    first = vocabulary.sense(words[0].casefold())
    common = first in vocabulary.senses("doers") or first in vocabulary.senses("people")
    return (words[0][0].isupper() and not common) or any(w[0].isupper() for w in words[1:])


def are_one(a: Speaker, b: Speaker) -> bool:
    """Whether two voices may be one, as far as their words tell."""
    if a.actor is not None and a.actor == b.actor:
        return True
    if a.named != b.named:
        # "A minister" hides who spoke; "the minister" takes up a name given before.
        nameless = b if a.named else a
        return nameless.body or (nameless.definite and bool(a.parts & b.parts))
    shared = a.parts & b.parts
    return bool(shared) and (
        shared in (a.parts, b.parts) or 2 * len(shared) >= min(len(a.parts), len(b.parts))
    )


def absent(one: Sequence[Speaker], other: Sequence[Speaker], words: frozenset[str]) -> tuple[Speaker, ...]:
    """Voices of one that the other has not, as a voice or in its own words: "the institute put it at 6.1"."""
    return tuple(a for a in one if not a.parts <= words and not any(are_one(a, b) for b in other))


def drifts(lost: Sequence[Speaker], new: Sequence[Speaker]) -> list[Drift]:
    if not lost and not new:
        return []
    return [Drift("source", _shown(lost), _shown(new), _why(_shown(lost), _shown(new)))]


def _shown(speakers: Sequence[Speaker]) -> str:
    return "; ".join(s.text for s in speakers)


def _why(a: str, b: str) -> str:
    if not b:
        return f"“{a}” said it, then it is stated as plain fact"
    if not a:
        return f"what was stated as plain fact, “{b}” said"
    return f"“{a}” said it, then “{b}” did"
