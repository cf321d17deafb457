"""What is said beside the results, on standard error, a line each."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from sayso.errors import SaysoError


def complain(error: SaysoError, prefix: str = "") -> None:
    say(prefix + str(error), fg="red")


def say(words: str, **style: Any) -> None:  # noqa: ANN401 - click's styles
    from sayso.views.inert import on_one_line

    coloured = sys.stderr.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    words = on_one_line(words)
    click.echo(click.style(words, **style) if coloured else words, err=True)
