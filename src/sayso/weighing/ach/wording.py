"""Names in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str], word: str = "and") -> str:
    """R1, R2 and R3."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def shortened(text: str, most: int = 120) -> str:
    """A text as it is quoted in a sentence: quotation marks within it are single ones."""
    plain = text.replace("“", "‘").replace("”", "’")
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
