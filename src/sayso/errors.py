"""Two kinds of failure: this document is skipped, or the run stops. Each says what to do."""

from __future__ import annotations

from collections.abc import Iterable


class SaysoError(Exception):
    """A failure with its cause and the next step, in one line.

    `what` names the thing and shows its value, `why` gives the cause, `todo` says what to do.
    """

    def __init__(self, what: str, why: str, todo: str) -> None:
        self.what, self.why, self.todo = what, why, todo
        # The three as they came: an error is made anew from its arguments when it crosses processes.
        super().__init__(what, why, todo)

    def __str__(self) -> str:
        return f"{self.what}: {self.why}. {self.todo}"


class SkipDocument(SaysoError):
    """This document cannot be read; the run goes on with the next."""


class StopRun(SaysoError):
    """Nothing can be read this way; the run ends here."""


def unknown(thing: str, value: object, choices: Iterable[str]) -> StopRun:
    """The error for a name that is not among the choices; they are listed, the likeliest first."""
    import difflib

    names = sorted(choices)
    close = difflib.get_close_matches(str(value), names, n=1)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    return StopRun(
        f"{thing} {value!r}", "no such name", f"{hint}Choose one of: {', '.join(names) or '(none installed)'}"
    )
