"""Where readings go: the terminal, or an exporter's file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import click

from sayso import plugins
from sayso.cli.output import StandardOutput, console, silence_stdout

if TYPE_CHECKING:
    from sayso import protocols
    from sayso.exporters import Output
    from sayso.types import Reading


class Sink(Protocol):
    """Where readings go."""

    def take(self, reading: Reading) -> None: ...

    def finish(self) -> None: ...


class Pretty:
    """The terminal view, printed as each document comes."""

    def __init__(self) -> None:
        from sayso.views.terminal import shows_symbols

        self.console = console()
        self.ascii_only = not shows_symbols(self.console)

    def take(self, reading: Reading) -> None:
        from sayso.views import article
        from sayso.views.terminal import render

        # Captured, for rich ends the program by itself when a pipe is closed.
        with self.console.capture() as captured:
            self.console.print(render(article(reading), ascii_only=self.ascii_only))
        click.echo(captured.get(), nl=False, color=self.console.is_terminal)

    def finish(self) -> None:
        pass


@dataclass
class Exported:
    """An exporter's bytes, written to a file as each document comes, or `together` at the end."""

    name: str
    out: Output | StandardOutput
    together: bool = False
    kept: list[Reading] = field(default_factory=list)

    def take(self, reading: Reading) -> None:
        self.kept.append(reading)
        if not self.together:
            self.write()

    def finish(self) -> None:
        if self.together:
            self.write()

    def write(self) -> None:
        exporter: protocols.Exporter = plugins.load("exporter", self.name)
        for chunk in exporter.export(self.kept):
            self.out.write(chunk)
        self.kept.clear()


def hand_over(reading: Reading, sinks: list[Sink]) -> None:
    """To every sink; one whose reader has gone is dropped from `sinks`, unless it is the last."""
    for sink in tuple(sinks):
        try:
            sink.take(reading)
        except BrokenPipeError:
            # `sayso read x --html out.html | head` still owes its reader the file.
            if len(sinks) == 1:
                raise
            sinks.remove(sink)
            silence_stdout()
