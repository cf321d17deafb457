"""Every colour of the report's words against every ground they stand on: AA in both themes.

A browser's checker cannot tell where a line is drawn under the words, so the colours are reckoned here.
"""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("sayso.views").joinpath("report", "report.css").read_text(encoding="utf-8")
WORDS = ("ink", "soft", "person", "institution", "document", "unnamed", "nobody", "author")
WORDS += ("denied", "hedged", "predicted", "asked")
GROUNDS = ("paper", "card", "on")


def themes() -> dict[str, dict[str, str]]:
    found = re.findall(r"color-scheme: (light|dark);(.*?)\}", CSS, re.DOTALL)
    colours = [(name, dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", body))) for name, body in found]
    return {f"{name} {n}": known for n, (name, known) in enumerate(colours) if "hedged" in known}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_reckoning_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert len(themes()) == 3


@pytest.mark.parametrize("theme", themes())
def test_words_stand_out_from_their_ground(theme: str) -> None:
    known = themes()[theme]
    pairs = [(word, ground) for word in WORDS for ground in GROUNDS]
    pairs += [("ink", "heard"), ("soft", "heard"), ("ink", "found"), ("soft", "shade"), ("paper", "ink")]
    poor = {f"{a} on {b}": round(r, 2) for a, b in pairs if (r := contrast(known[a], known[b])) < 4.5}
    assert poor == {}


def test_both_ways_to_the_dark_theme_are_the_same() -> None:
    dark = [known for name, known in themes().items() if name.startswith("dark")]
    assert len(dark) == 2 and dark[0] == dark[1]
