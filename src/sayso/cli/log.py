"""A log that grows line by line, each line whole and out of this process before the next thing is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sayso.cli.output import STDOUT, StandardOutput
from sayso.errors import StopRun

OURS = b'{"event": "'
"""How every line begins: a file that begins otherwise is not a log of ours."""


@contextmanager
def log(path: str) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Writes a record as a line to the end of the file, or to standard output.

    Raises:
        StopRun: the file cannot be written, or is something else.
    """
    from sayso.views.record import as_line

    if path == STDOUT:
        out = StandardOutput()
        yield lambda record: out.write(as_line(record))
        return
    with _appending(Path(path)) as file:
        yield lambda record: file.write(as_line(record))


def _appending(path: Path) -> Any:  # noqa: ANN401 - an unbuffered file, whose type is private
    """Not made anew and moved there at the end, as other outputs are: whoever reads it relies on it now."""
    try:
        with path.open("rb") as file:
            head = file.read(len(OURS))
        if head and path.is_file() and head != OURS:
            todo = "Name another file; for standard output put - after the option"
            raise StopRun(f"cannot write {path}", "it exists and is no log of sayso add", todo)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise StopRun(f"cannot write {path}", error.strerror or str(error), "Name another file") from None
    try:
        return path.open("ab", buffering=0)
    except OSError as error:
        raise StopRun(f"cannot write {path}", error.strerror or str(error), "Name another file") from None
