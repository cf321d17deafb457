"""Chains: voices behind voices, two to four deep, made anew for every epoch.

The labelled articles are flat: of what a quoted person passes on from another they say nothing. Here clauses
that articles report are put behind voices, and these behind others, in the manners of news: told by, heard
from, citing, quoted as saying, somebody's claim that. What the judges of a chain see is written by hand
elsewhere and shares no code with this.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rewriting import OBJECTS, WORDS, Said

Tag = tuple[int, str]
"""The depth of a voice, 0 for the one nearest to the reader, and the role: "s", "q" or "c"."""
Part = tuple[frozenset[Tag], str]
"""Words, with the white space after them, and whose source, cue or content they are."""
_NAMES = {"s": "source", "q": "cue", "c": "content"}
_BOUND = frozenset({"we", "I", "it", "you"})


@dataclass(frozen=True, slots=True)
class Chainer:
    said: Sequence[Said]

    def make(self, rng: random.Random) -> dict[str, Any]:
        """A row as the labelled articles have them."""
        depth = rng.choices([2, 3, 4], [0.6, 0.3, 0.1])[0]
        parts = (
            _quoted(self, rng, depth) if rng.random() < 0.2 else [*self.clause(rng, depth, 0), _plain(".")]
        )
        text = "".join(words for _, words in parts).strip()
        attributions = [
            {name: _places(parts, (level, role)) for role, name in _NAMES.items()} for level in range(depth)
        ]
        return {
            "id": "",
            "whole": True,
            "text": text[:1].upper() + text[1:],
            "attributions": [a for a in attributions if a["cue"]],
        }

    def clause(self, rng: random.Random, depth: int, level: int) -> list[Part]:
        """A clause with so many voices, the nearest of them at this level."""
        if depth == 0:
            return [_plain(rng.choice(self.said).whole)]
        if depth == 1 and rng.random() < 0.25:
            return rng.choice(_LAST)(self, rng, level)
        two = rng.choice(_TWO) if depth >= 2 and rng.random() < 0.35 else None
        return two(self, rng, depth, level) if two else rng.choice(_ONE)(self, rng, depth, level)

    def voice(self, rng: random.Random) -> str:
        """Somebody of the articles', or somebody from the list, who is often unnamed."""
        found = rng.choice(self.said).voice if rng.random() < 0.5 else rng.choice(WORDS["voices"])
        return rng.choice(WORDS["voices"]) if found in _BOUND else found

    def behind(self, rng: random.Random) -> str:
        """The same where an object stands."""
        found = self.voice(rng)
        return OBJECTS.get(found, found)

    def owner(self, rng: random.Random) -> str:
        found = self.voice(rng)
        while len(found.split()) > 4 or found in OBJECTS or "," in found:
            found = rng.choice(WORDS["voices"])
        return found + ("’" if found.endswith("s") else "’s")


def _plain(words: str) -> Part:
    return frozenset(), words


def _as(level: int, role: str, words: str) -> Part:
    return frozenset({(level, role)}), words


def _within(level: int, parts: Sequence[Part]) -> list[Part]:
    """Parts as the content of a level."""
    return [(tags | {(level, "c")}, words) for tags, words in parts]


def _places(parts: Sequence[Part], tag: Tag) -> list[list[int]]:
    """Where the words with a tag stand; words that meet are one place."""
    out: list[list[int]] = []
    at, meets = 0, False
    for tags, words in parts:
        end = at + len(words.rstrip())
        if tag in tags and words.strip():
            if meets:
                out[-1][1] = end
            else:
                out.append([at, end])
        meets = tag in tags and (meets or bool(words.strip()))
        at += len(words)
    return out


def _pick(rng: random.Random, of: str) -> str:
    return rng.choice(WORDS[of])


def _that(rng: random.Random) -> Part:
    return _plain("that " if rng.random() < 0.8 else "")


def _says(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    said = _pick(rng, "passed_on")
    inner = [_that(rng), *c.clause(rng, depth - 1, level + 1)]
    if rng.random() < 0.25:  # when or how it was said is no part of the content
        aside = rng.choice([", " + _pick(rng, "asides") + ", ", " " + _pick(rng, "asides") + " "])
        said, inner = said + aside.rstrip(" "), [_plain("that "), *inner[1:]]
        cue, rest = said[: -len(aside.rstrip())], aside
        return [
            _as(level, "s", c.voice(rng) + " "),
            _as(level, "q", cue),
            _plain(rest),
            *_within(level, inner),
        ]
    return [_as(level, "s", c.voice(rng) + " "), _as(level, "q", said + " "), *_within(level, inner)]


def _tells(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    inner = [_plain("that "), *c.clause(rng, depth - 1, level + 1)]
    told = rng.choice(["told", "told", "had told", "informed", "assured", "warned", "tells"])
    return [
        _as(level, "s", c.voice(rng) + " "),
        _as(level, "q", told + " "),
        _plain(c.behind(rng) + " "),
        *_within(level, inner),
    ]


def _told_by(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    """Who hears is no voice; who tells is."""
    inner = [_plain("that "), *c.clause(rng, depth - 1, level + 1)]
    return [
        _plain(c.voice(rng) + " "),
        _as(
            level,
            "q",
            rng.choice(["had been told ", "was told ", "was assured ", "had been warned ", "was informed "]),
        ),
        _plain("by "),
        _as(level, "s", c.behind(rng) + " "),
        *_within(level, inner),
    ]


def _heard_from(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    inner = [_that(rng), *c.clause(rng, depth - 1, level + 1)]
    return [
        _plain(c.voice(rng) + " "),
        _as(
            level,
            "q",
            rng.choice(
                ["had heard ", "heard ", "had learned ", "learned ", "had it ", "knew ", "understood "]
            ),
        ),
        _plain("from "),
        _as(level, "s", c.behind(rng) + " "),
        *_within(level, inner),
    ]


def _according(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    inner = _within(level, c.clause(rng, depth - 1, level + 1))
    cue = rng.choice(["according to ", "according to ", "in the words of ", "in the account of "])
    who = [_as(level, "q", cue), _as(level, "s", c.behind(rng))]
    return [*who, _plain(", "), *inner] if rng.random() < 0.5 else [*inner, _plain(", "), *who]


def _known(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    inner = [_plain("that "), *c.clause(rng, depth - 1, level + 1)]
    known = _pick(rng, "known")
    return [_as(level, "q", known[0].lower() + known[1:] + " "), *_within(level, inner)]


def _claim_of(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    inner = [_plain("that "), *c.clause(rng, depth - 1, level + 1)]
    noun = _as(level, "q", _pick(rng, "nouns") + " ")
    if rng.random() < 0.3:
        return [
            _plain("the "),
            noun,
            _plain("by "),
            _as(level, "s", c.behind(rng) + " "),
            *_within(level, inner),
            _plain(" " + _pick(rng, "after_noun")),
        ]
    return [
        _as(level, "s", c.owner(rng) + " "),
        noun,
        *_within(level, inner),
        _plain(" " + _pick(rng, "after_noun")),
    ]


def _denies_claim(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    """Of two voices one does something with what the other says."""
    inner = _within(level + 1, [_plain("that "), *c.clause(rng, depth - 2, level + 2)])
    claim = [_as(level + 1, "s", c.owner(rng) + " "), _as(level + 1, "q", _pick(rng, "nouns") + " "), *inner]
    if rng.random() < 0.3:
        claim = [_as(level + 1, "q", "the " + _pick(rng, "nouns") + " "), *inner]
    if rng.random() < 0.25:
        noun = rng.choice(["a ", "the "]) + _pick(rng, "nouns") + " "
        claim = [_as(level + 1, "q", noun), _plain("by "), _as(level + 1, "s", c.behind(rng) + " "), *inner]
    elif rng.random() < 0.25:
        claim = [_as(level + 1, "q", "claims " if rng.random() < 0.6 else "reports "), *inner]
    verb = rng.choice(
        ["denied", "rejected", "repeated", "dismissed", "confirmed", "echoed", "quoted", "disputed"]
    )
    return [_as(level, "s", c.voice(rng) + " "), _as(level, "q", verb + " "), *_within(level, claim)]


def _quotes(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    inner = _within(level + 1, [_plain("that "), *c.clause(rng, depth - 2, level + 2)])
    saying = _pick(rng, "as_saying") + " "
    quoted = [_as(level + 1, "s", c.behind(rng) + " "), _as(level + 1, "q", saying), *inner]
    verb = rng.choice(["quoted ", "quotes ", "cited ", "has quoted "])
    return [_as(level, "s", c.voice(rng) + " "), _as(level, "q", verb), *_within(level, quoted)]


def _citing(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    """Both voices have the same content: the first has it from the second."""
    both = _within(level, _within(level + 1, [_plain("that "), *c.clause(rng, depth - 2, level + 2)]))
    who, said = _as(level, "s", c.voice(rng)), _as(level, "q", _pick(rng, "passed_on"))
    source = [_as(level + 1, "q", _pick(rng, "citing") + " "), _as(level + 1, "s", c.behind(rng))]
    comma, space = _plain(", "), _plain(" ")
    return rng.choice(
        [
            [who, comma, *source, comma, said, space, *both],
            [who, space, said, comma, *source, comma, *both],
            [who, space, said, space, *both, comma, *source],
            [*both[1:], comma, who, space, said, comma, *source]
            if level == 0
            else [who, space, said, space, *both, comma, *source],
        ]
    )


def _received(c: Chainer, rng: random.Random, depth: int, level: int) -> list[Part]:
    """The nearer voice says where it has its word from."""
    both = _within(level, _within(level + 1, c.clause(rng, depth - 2, level + 2)))
    who = _as(level, "s", c.behind(rng))
    had = _as(level + 1, "q", _pick(rng, "received"))
    source = _as(level + 1, "s", c.behind(rng))
    link = rng.choice([", who ", ", which ", ", that ", ", which he ", ", who says he "])
    return rng.choice(
        [
            [
                _as(level, "q", "according to "),
                who,
                _plain(link),
                had,
                _plain(" "),
                source,
                _plain(", "),
                *both,
            ],
            [
                *both,
                _plain(", "),
                _as(level, "q", "according to "),
                who,
                _plain(link),
                had,
                _plain(" "),
                source,
            ],
            [
                _as(level, "s", c.voice(rng)),
                _plain(link),
                had,
                _plain(" "),
                source,
                _plain(", "),
                _as(level, "q", _pick(rng, "passed_on") + " "),
                *both,
            ],
        ]
    )


def _believed(c: Chainer, rng: random.Random, level: int) -> list[Part]:
    """Nobody is named: "the ambush is believed to have been planned abroad"."""
    who = _as(level, "c", rng.choice([_pick(rng, "people"), c.voice(rng)]) + " ")
    cue = f"{rng.choice(['is', 'was', 'are', 'were'])} {_pick(rng, 'supposed')} "
    return [who, _as(level, "q", cue), _as(level, "c", _pick(rng, "infinitives"))]


def _accused_by(c: Chainer, rng: random.Random, level: int) -> list[Part]:
    cue, _, how = _pick(rng, "accused").rpartition(" ")
    return [
        _as(level, "c", _pick(rng, "people") + " "),
        _as(level, "q", f"{rng.choice(['was', 'were', 'had been'])} {cue} "),
        _plain("by "),
        _as(level, "s", c.behind(rng) + " "),
        _as(level, "c", f"{how} {_pick(rng, 'deeds')}"),
    ]


def _hearsay(c: Chainer, rng: random.Random, level: int) -> list[Part]:
    x = rng.choice(c.said)
    before = f"{x.subject} {x.helper}".strip()
    return [
        _as(level, "c", before + " "),
        _as(level, "q", _pick(rng, "hearsay") + " "),
        _as(level, "c", x.rest),
    ]


def _accuses(c: Chainer, rng: random.Random, level: int) -> list[Part]:
    cue, _, how = _pick(rng, "accused").rpartition(" ")
    what = f"{c.behind(rng)} {how} {_pick(rng, 'deeds')}"
    return [_as(level, "s", c.voice(rng) + " "), _as(level, "q", cue + " "), _as(level, "c", what)]


def _wants(c: Chainer, rng: random.Random, level: int) -> list[Part]:
    cue = rng.choice(
        ["ordered", "wanted", "wants", "urged", "asked", "had asked", "told", "expects", "allowed"]
    )
    what = f"{_pick(rng, 'people')} {_pick(rng, 'orders')}"
    return [_as(level, "s", c.voice(rng) + " "), _as(level, "q", cue + " "), _as(level, "c", what)]


def _quoted(c: Chainer, rng: random.Random, depth: int) -> list[Part]:
    """A whole sentence in quotation marks, voices and all, and who speaks it."""
    opened, closed = rng.choice(["“”", "“”", '""'])
    inner = c.clause(rng, depth - 1, 1)
    tags, words = inner[0]
    inner[0] = tags, words[:1].upper() + words[1:]
    who, said = _as(0, "s", c.voice(rng)), _as(0, "q", _pick(rng, "said"))
    if rng.random() < 0.3:
        return [
            who,
            _plain(" "),
            said,
            _plain(": "),
            *_within(0, [_plain(opened), *inner, _plain("." + closed)]),
        ]
    content = _within(0, [_plain(opened), *inner, _plain("," + closed)])
    spoken = [who, _plain(" "), said] if rng.random() < 0.6 or who[1] in OBJECTS else [said, _plain(" "), who]
    return [*content, _plain(" "), *spoken, _plain(".")]


_One = Callable[[Chainer, random.Random, int, int], list[Part]]
_ONE: tuple[_One, ...] = (_says, _says, _says, _tells, _told_by, _heard_from, _according, _known, _claim_of)
_TWO: tuple[_One, ...] = (_citing, _citing, _quotes, _quotes, _denies_claim, _received)
_LAST: tuple[Callable[[Chainer, random.Random, int], list[Part]], ...] = (
    _hearsay,
    _accuses,
    _wants,
    _believed,
    _accused_by,
)
