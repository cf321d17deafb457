"""A corpus of any size made from the example articles, with names and numbers of its own in each article."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
_NAME = re.compile(r"\b[A-Z][a-z]{4,}\b")
_ENDINGS = ("ov", "mark", "holm", "ska", "den", "ria", "bek", "ston", "lund", "ane")


def texts(size: int, seed: int = 1) -> Iterator[str]:
    """So many articles; each has new names, so that what a model remembers of strings would grow."""
    sources = [p.read_text("utf-8") for p in sorted(EXAMPLES.glob("*.txt"))]
    chance = random.Random(seed)  # noqa: S311 - a seeded corpus, not a secret
    for i in range(size):
        article = sources[i % len(sources)]
        renamed = {
            name: _invented(name, chance) for name in set(_NAME.findall(article)) if chance.random() < 0.5
        }
        yield _NAME.sub(lambda m, renamed=renamed: renamed.get(m[0], m[0]), article)  # type: ignore[misc]


def _invented(name: str, chance: random.Random) -> str:
    middle = "".join(chance.choice("aeioulnrst") for _ in range(3))
    return name[:2] + middle + chance.choice(_ENDINGS)
