"""The verbs as one command: each loaded when asked for, and every run ended as people and shells expect."""

from __future__ import annotations

import errno
import importlib
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import click

from sayso.cli.complaints import complain
from sayso.cli.output import silence_stdout
from sayso.errors import StopRun

INTERRUPTED, BROKEN_PIPE = 130, 141
"""Exit codes as if the signal had ended the program, which is what a shell expects."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


class Late(Mapping[str, click.Command]):
    """Commands by name, in the order of the names; `sayso.cli.NAME` is imported when NAME is looked up."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._names:
            raise KeyError(name)
        command: click.Command = getattr(importlib.import_module(f"sayso.cli.{name}"), name)
        return command

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Verbs(click.Group):
    """Ends a run as people and shells expect: one line for an error, nothing for Ctrl-C or a closed pipe."""

    def __init__(self, *, lines: Mapping[str, str], **attributes: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(**attributes)
        self.lines = lines
        # click adds to its commands in its decorators alone, and no verb is made with those of the group.
        self.commands = Late(lines)  # type: ignore[assignment]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the flow, where click would sort them."""
        return list(self.lines)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From the lines alone: click would load every verb to show one line of each."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.lines.items()))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show a character of an article must not end the run.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except StopRun as error:
            complain(error)
            ctx.exit(2)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            silence_stdout()
            ctx.exit(BROKEN_PIPE)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            silence_stdout()
            todo = "Free some space and run the same command again"
            complain(StopRun(error.filename or "output", f"it cannot be written ({error.strerror})", todo))
            ctx.exit(2)
        return result
