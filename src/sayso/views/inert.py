"""Characters that act instead of showing: made visible, so that no document can steer or deceive."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, ESC among them
    "\u00ad"  # soft hyphen
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of writing
    "\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"  # no width, no ink
    "\u2028\u2029\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff"  # tags and variation selectors that carry hidden text
    "\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"  # noncharacters above: parsers of HTML differ on them
    # Joiners belong to Persian, Indic scripts and emoji; beside ASCII they only hide.
    "|(?<=[\x20-\x7e])[\u200c\u200d]|[\u200c\u200d](?=[\x20-\x7e])"
)
_PICTURES = {0x7F: "␡", 0xAD: "¬"}


def visible(text: str) -> str:
    """The text with every unseen character as a symbol or as `⟦U+202E⟧`; newlines and tabs stay."""
    return _UNSEEN.sub(_symbol, text)


def on_one_line(text: str) -> str:
    """The same on one line: white space of any kind becomes single spaces."""
    return visible(" ".join(text.split()))


def _symbol(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return _PICTURES.get(code) or f"⟦U+{code:04X}⟧"
