"""Rewriting: what was said, said in ways that the labelled articles have too few of.

From "the minister said that the bridge was closed" come "The bridge, according to the minister, was closed",
"The bridge was reportedly closed", "“The bridge was closed,” said the minister" and the like: sentences that
stand alone, while the articles teach only what stands in company. Made anew for every epoch, never kept.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from texts import Marked, Text

WORDS = {
    name: [" ".join(w.split()) for w in listed.split(",")]
    for name, listed in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}
Part = tuple[str, str]
"""Role ("s", "q", "c" or "" for none) and words, with the white space after them."""
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
OBJECTS = {"he": "him", "she": "her", "they": "them", "we": "us", "I": "me"}


@dataclass(frozen=True, slots=True)
class Said:
    """A reported clause: who said it, and what, cut before its predicate and within it."""

    voice: str
    whole: str
    subject: str
    rest: str
    helper: str
    """The first word of a predicate of several, to put an adverb behind; else empty."""
    after: str


class Rewriter:
    def __init__(self, found: list[tuple[Text, Marked, tuple[int, int]]]) -> None:
        self.said = [s for f in found if (s := _clause(*f)) is not None]

    def make(self, rng: random.Random) -> dict[str, Any]:
        """A row as the labelled articles have them."""
        form: Callable[[Said, random.Random], list[Part]] = rng.choice(FORMS)
        parts = form(rng.choice(self.said), rng)
        text = "".join(words for _, words in parts)
        text = text.strip()
        row: dict[str, Any] = {"id": "", "text": text[:1].upper() + text[1:]}
        places: dict[str, list[list[int]]] = {"s": [], "q": [], "c": []}
        at = 0
        for role, words in parts:
            if role:
                places[role].append([at, at + len(words.rstrip())])
            at += len(words)
        names = {"s": "source", "q": "cue", "c": "content"}
        return row | {"attributions": [{names[k]: v for k, v in places.items()}]}


def _clause(text: Text, a: Marked, _: tuple[int, int]) -> Said | None:
    start, end = a.content[0]
    start += text.words[start] == "that"
    verbs = [i for i in range(start, end) if text.labels["predicate"][i] in (1, 3, 5)]
    first, last = a.source[0]
    if not verbs or not start < verbs[0] <= start + 8 or not 4 <= end - start <= 28 or last - first > 9:
        return None
    if (
        text.words[end - 1] in ".,;"
        or text.words[last - 1].lower() in {*_OWNERS, ","}
        or text.words[first].lower() in ("who", "which", "that")
    ):
        return None
    verb = verbs[0]
    goes_on = verb + 1 < end and text.labels["predicate"][verb + 1] in (2, 4, 6)
    return Said(
        _joined(text, first, last),
        _joined(text, start, end),
        _joined(text, start, verb),
        _joined(text, verb + goes_on, end),
        text.words[verb] if goes_on else "",
        _joined(text, verb, end),
    )


def _joined(text: Text, first: int, last: int) -> str:
    """The words as they stood; a capital that only began the sentence is lowered."""
    out = ""
    for i in range(first, last):
        glued = text.features[i] % 2 == 1 and i > first
        word = text.words[i]
        if i in {s for s, _ in text.sentences} and not text.labels["mention"][i] and word != "I":
            word = word[0].lower() + word[1:]
        out += word if glued or not out else " " + word
    return out


def _word(rng: random.Random, of: str) -> str:
    return rng.choice(WORDS[of])


def _according(x: Said, rng: random.Random) -> list[Part]:
    cue = rng.choice(["according to"] * 6 + ["in the words of", "in the view of"])
    x = replace(x, voice=OBJECTS.get(x.voice, x.voice))
    return rng.choice(
        [
            [("q", cue + " "), ("s", x.voice), ("", ", "), ("c", x.whole), ("", ".")],
            [("c", x.whole), ("", ", "), ("q", cue + " "), ("s", x.voice), ("", ".")],
            [
                ("c", x.subject),
                ("", ", "),
                ("q", cue + " "),
                ("s", x.voice),
                ("", ", "),
                ("c", x.after),
                ("", "."),
            ],
        ]
    )


def _behind(x: Said, rng: random.Random) -> list[Part]:
    cue = _word(rng, "said")
    return rng.choice(
        [
            [("c", x.whole), ("", ", "), ("s", x.voice + " "), ("q", cue), ("", ".")],
            [("c", x.whole), ("", ", "), ("q", cue + " "), ("s", x.voice), ("", ".")],
            [
                ("c", x.subject),
                ("", ", "),
                ("s", x.voice + " "),
                ("q", cue),
                ("", ", "),
                ("c", x.after),
                ("", "."),
            ],
        ]
    )


def _quoted(x: Said, rng: random.Random) -> list[Part]:
    opened, closed = rng.choice(["“”", "“”", '""'])
    cue, said = _word(rng, "said"), x.whole[0].upper() + x.whole[1:]
    begun = x.subject[0].upper() + x.subject[1:]
    return rng.choice(
        [
            [("c", f"{opened}{said},{closed} "), ("s", x.voice + " "), ("q", cue), ("", ".")],
            [("c", f"{opened}{said},{closed} "), ("q", cue + " "), ("s", x.voice), ("", ".")],
            [
                ("s", x.voice + " "),
                ("q", cue),
                ("", rng.choice([": ", ", "])),
                ("c", f"{opened}{said}.{closed}"),
            ],
            [
                ("c", f"{opened}{begun},{closed} "),
                *rng.choice([[("s", x.voice + " "), ("q", cue)], [("q", cue + " "), ("s", x.voice)]]),
                ("", ", "),
                ("c", f"{opened}{x.after}.{closed}"),
            ],
        ]
    )


def _hearsay(x: Said, rng: random.Random) -> list[Part]:
    cue = _word(rng, "hearsay")
    if rng.random() < 0.25:
        return [("q", cue), ("", ", "), ("c", x.whole), ("", ".")]
    before = f"{x.subject} {x.helper}".strip()
    return [("c", before + " "), ("q", cue + " "), ("c", x.rest), ("", ".")]


def _impersonal(x: Said, rng: random.Random) -> list[Part]:
    if rng.random() < 0.25:
        known = rng.choice(
            ["as you know", "as is well known", "as everyone knows", "as we know", "needless to say"]
        )
        if rng.random() < 0.4:
            return [("c", x.whole), ("", ", "), ("q", known), ("", ".")]
        return [("q", known), ("", ", "), ("c", x.whole), ("", ".")]
    return [("q", _word(rng, "known") + " "), ("c", f"that {x.whole}"), ("", ".")]


def _noun(x: Said, rng: random.Random) -> list[Part]:
    noun, end = _word(rng, "nouns"), f" {rng.choice(WORDS['after_noun'])}."
    if len(x.voice.split()) <= 4 and rng.random() < 0.5:
        mark = "’" if x.voice.endswith("s") else "’s"
        return [("s", f"{x.voice}{mark} "), ("q", noun + " "), ("c", f"that {x.whole}"), ("", end)]
    return [("q", f"the {noun} "), ("c", f"that {x.whole}"), ("", end)]


def _passive(x: Said, rng: random.Random) -> list[Part]:
    who, was = _word(rng, "people"), rng.choice(["was", "were"])
    voice = OBJECTS.get(x.voice, x.voice)
    by: list[Part] = [("", "by "), ("s", voice + " ")] if rng.random() < 0.7 else []
    kind = rng.randrange(4)
    if kind == 0:
        cue, _, how = _word(rng, "accused").rpartition(" ")
        return [
            ("c", who + " "),
            ("q", f"{was} {cue} "),
            *by,
            ("c", f"{how} {rng.choice(WORDS['deeds'])}"),
            ("", "."),
        ]
    if kind == 1:
        return [
            ("", who + " "),
            ("q", f"{was} {rng.choice(WORDS['told'])} "),
            *by,
            ("c", f"that {x.whole}"),
            ("", "."),
        ]
    if kind == 2:
        return [
            ("c", who + " "),
            ("q", f"{was} {rng.choice(WORDS['urged'])} "),
            *by,
            ("c", _word(rng, "orders")),
            ("", "."),
        ]
    be = rng.choice(["is", "was", "are", "were"])
    return [
        ("c", who + " "),
        ("q", f"{be} {rng.choice(WORDS['supposed'])} "),
        ("c", _word(rng, "infinitives")),
        ("", "."),
    ]


def _plain(x: Said, rng: random.Random) -> list[Part]:
    that = rng.choice(["", "that "])
    return [("s", x.voice + " "), ("q", _word(rng, "said") + " "), ("c", that + x.whole), ("", ".")]


def _dismissed(x: Said, rng: random.Random) -> list[Part]:
    thing = rng.choice(["the ", "these ", "all such ", ""]) + _word(rng, "nouns")
    how = _word(rng, "dismissed")
    first, second = rng.choice(
        [("called ", f" {how}"), ("dismissed ", f" as {how}"), ("described ", f" as {how}")]
    )
    return [("s", x.voice + " "), ("q", first), ("c", thing), ("", " "), ("q", second.strip()), ("", ".")]


FORMS = [
    _according,
    _behind,
    _quoted,
    _hearsay,
    _impersonal,
    _noun,
    _passive,
    _plain,
    _dismissed,
]
