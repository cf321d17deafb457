"""A passage with some of its words changed, as an editor in a hurry would."""

from __future__ import annotations

from reprints import chance
from reprints.vocabulary import WORD_HEAD, vocabulary

SHARE = 0.15
"""Of the words: replaced, dropped, swapped with the next (which touches two), or another put before it."""
_EDITS = 31


def edited(text: str, *keys: int, share: float = SHARE) -> str:
    """The text with `share` of its words touched, at places that the keys decide."""
    words = text.split(" ")
    drawn = chance.draws(3 * len(words), _EDITS, *keys).reshape(3, -1)
    left = round(share * len(words))
    touched: set[int] = set()
    new = chance.ranks(drawn[2], len(vocabulary().words), WORD_HEAD).tolist()
    for at in drawn[0].argsort().tolist():
        if left <= 0:
            break
        if at not in touched:
            left -= _change(words, at, drawn[1][at], vocabulary().words[new[at]], touched, left)
    return " ".join(word for word in words if word)


def _change(words: list[str], at: int, draw: float, new: str, touched: set[int], left: int) -> int:
    """How many words were touched. A dropped word becomes empty, so that places stay what they are."""
    touched.add(at)
    swap = draw >= 0.75 and left > 1 and at + 1 < len(words) and at + 1 not in touched
    if swap:
        touched.add(at + 1)
        words[at], words[at + 1] = words[at + 1], words[at]
        return 2
    if draw < 0.3:
        words[at] = new + ("." if words[at].endswith(".") else "")
    elif draw < 0.55:
        words[at] = ""
    else:
        words[at] = f"{new} {words[at]}"
    return 1
