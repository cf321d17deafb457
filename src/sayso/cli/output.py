"""Standard output, and the files that stand in for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from sayso.exporters import Output
    from sayso.views.terminal import Terminal

STDOUT = "-"


class StandardOutput:
    def write(self, data: bytes) -> None:
        out = sys.stdout.buffer
        out.write(data)
        out.flush()


@contextmanager
def opened(path: str) -> Iterator[Output | StandardOutput]:
    """Where bytes for `path` go; a file is there only once the block has ended well."""
    from sayso.exporters import Output

    if path == STDOUT:
        yield StandardOutput()
    else:
        with Output(path) as output:
            yield output


def silence_stdout() -> None:
    """Whoever read it is gone; Python would flush it once more at exit, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def console() -> Console:
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def styled(words: str, **style: Any) -> str:  # noqa: ANN401 - click's styles
    return click.style(words, **style) if sys.stdout.isatty() and "NO_COLOR" not in os.environ else words


def print_pretty(make: Callable[[Terminal], Iterable[RenderableType]]) -> None:
    """Print what is made for the terminal that standard output is, piece by piece."""
    from sayso.views.terminal import Terminal, shows_symbols

    out = console()
    for piece in make(Terminal(ascii_only=not shows_symbols(out))):
        # Captured, for rich ends the program by itself when a pipe is closed.
        with out.capture() as captured:
            out.print(piece)
        click.echo(captured.get(), nl=False, color=out.is_terminal)
