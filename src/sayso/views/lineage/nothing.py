"""What to try where nothing was found to trace."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.views.inert import on_one_line


def nothing(words: str, asked: Sequence[str], others: Sequence[str]) -> str:
    """`words` are empty where the whole of the collections was traced; `others` are collections not asked."""
    where = f"collection{'s'[: len(asked) != 1]} {', '.join(asked)}"
    tries = ["use fewer or other words"] if words else ["sayso add more articles"]
    if others:
        tries.append(f"ask another collection (--collection {' --collection '.join(others)})")
    found = "No claim found for these words" if words else "No claim is told by several documents"
    return on_one_line(f"{found} in {where}. You may {'; '.join(tries)}.")


def untraced(asked: Sequence[str], state: str | None) -> str:
    """Where no family is kept, or none in that state."""
    where = f"collection{'s'[: len(asked) != 1]} {', '.join(asked)}"
    if state:
        return on_one_line(f"No traced claim in {where} is “{state}”. You may leave out --state.")
    return on_one_line(f"Nothing has been traced in {where}. You may run sayso trace --all first.")
