"""Acts: what a source does by its cue, from the words of the cue alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sayso.claims.cues import lexicon
from sayso.types import Act

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_IRREGULAR = dict(
    pair.split(":")
    for pair in [
        "said:say",
        "told:tell",
        "thought:think",
        "knew:know",
        "known:know",
        "wrote:write",
        "written:write",
        "spoke:speak",
        "spoken:speak",
        "swore:swear",
        "sworn:swear",
        "felt:feel",
        "found:find",
        "held:hold",
        "heard:hear",
        "saw:see",
        "seen:see",
        "read:read",
        "made:make",
        "gave:give",
        "given:give",
        "took:take",
        "taken:take",
        "went:go",
        "put:put",
        "laid:lay",
        "understood:understand",
        "meant:mean",
        "taught:teach",
        "sought:seek",
        "bade:bid",
        "forbade:forbid",
        "foresaw:foresee",
        "foretold:foretell",
        "sang:sing",
        "shot:shoot",
        "hit:hit",
        "struck:strike",
        "drew:draw",
        "drawn:draw",
        "brought:bring",
        "shown:show",
        "sworn:swear",
        "withdrew:withdraw",
        "denied:deny",
    ]
)
_ENDINGS = (
    ("", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("d", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
)
_FRAMES = ("c", "n", "x", "o")


def act(cue: str, after: str) -> Act:
    """The act of a cue; the first word of the content, `after`, tells "asked whether" from "asked to"."""
    found: Act = "states"
    for word in _WORD.findall(cue.lower()):
        for lemma in lemmas(word):
            meant = _verb(lemma, after.lower()) or lexicon().nouns.get(lemma)
            if meant is not None and meant != "states":
                return meant
    return found


def _verb(lemma: str, after: str) -> Act | None:
    frames = _frames().get(lemma)
    if frames is None:
        return None
    order = ("x", *_FRAMES) if after == "to" else _FRAMES
    return next((frames[f] for f in (after, *order) if f in frames), next(iter(frames.values())))


@cache
def _frames() -> dict[str, dict[str, Act]]:
    made: dict[str, dict[str, Act]] = {}
    for (lemma, frame), meant in lexicon().verbs.items():
        made.setdefault(lemma, {})[frame] = meant
    return made


def lemmas(word: str) -> Iterator[str]:
    """What the word may be a form of: the lexicon says which of these is a word."""
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)] + instead
            yield stem
            if ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
