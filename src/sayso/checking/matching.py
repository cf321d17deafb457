"""Match texts with published fact-checks, from files of JSON lines: the door for batches."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sayso import plugins
from sayso.errors import SkipDocument, StopRun
from sayso.evidence.matching import FactCheck, Library, Match, match
from sayso.protocols import Encoder
from sayso.settings import Settings

STDIN = "-"
ID, TEXT = ("id",), ("text",)
CHECK_ID, CHECK_CLAIM = ("vclaim_id", "id"), ("vclaim", "claim", "text")
"""Names that a field may have, the first that is there counts."""
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Post:
    """A text whose fact-checks are wanted."""

    id: str
    text: str
    date: str = ""


def posts(path: str) -> Iterator[Post | SkipDocument]:
    """The texts of a file, and the error of each line that holds none.

    Raises:
        StopRun: the file cannot be read.
    """
    for where, record in _records(path):
        try:
            yield Post(_wanted(where, record, ID), _wanted(where, record, TEXT), _other(record, "date"))
        except SkipDocument as error:
            yield error


def factchecks(path: str) -> Iterator[FactCheck | SkipDocument]:
    """The fact-checks of a file, and the error of each line that holds none, or one whose id came before.

    Raises:
        StopRun: the file cannot be read.
    """
    seen: set[str] = set()
    for where, record in _records(path):
        try:
            check = _factcheck(where, record)
        except SkipDocument as error:
            yield error
            continue
        if check.id in seen:
            yield SkipDocument(where, f"the id {check.id!r} came before", "Give each fact-check its own id")
        else:
            seen.add(check.id)
            yield check


def _factcheck(where: str, record: object) -> FactCheck:
    id, claim = _wanted(where, record, CHECK_ID), _wanted(where, record, CHECK_CLAIM)
    others = (_other(record, name) for name in ("title", "subtitle", "speaker", "date"))
    return FactCheck(id, claim, *others)


def library(checks: Iterable[FactCheck], settings: Settings) -> Library:
    """Ready to be asked, by the encoders of the settings."""

    def loaded(name: str) -> Encoder:
        return cast(Encoder, plugins.load("encoder", name).load(settings))

    return Library(list(checks), loaded(settings.encoder), loaded(settings.exact_encoder))


def matched(asked: Iterable[Post], library: Library, most: int) -> Iterator[tuple[Post, list[Match]]]:
    """For each text its matches, best first, as soon as they are found."""
    for post in asked:
        yield post, match(library, post.text, post.date, most)


def _records(path: str) -> Iterator[tuple[str, object]]:
    """Where each line stands, and its JSON, or the error that says why there is none."""
    name = "standard input" if path == STDIN else path
    try:
        with ExitStack() as stack:
            for number, line in enumerate(_opened(path, stack), 1):
                if line.strip():
                    yield f"{name}, line {number}", _json(line)
    except (OSError, EOFError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise StopRun(name, f"it cannot be read ({why})", "Give a file of JSON lines") from None


def _opened(path: str, stack: ExitStack) -> Iterable[bytes]:
    if path == STDIN:
        return sys.stdin.buffer
    file = stack.enter_context(Path(path).open("rb"))  # noqa: SIM115 - the stack closes it
    return stack.enter_context(gzip.open(file)) if file.peek(2)[:2] == _GZIP else file


def _json(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig").strip())
    except (ValueError, RecursionError) as error:
        return error


def _wanted(where: str, record: object, names: tuple[str, ...]) -> str:
    form = f'Write each line as {{"{names[0]}": …, …}}'
    if isinstance(record, Exception):
        raise SkipDocument(where, f"not JSON ({record})", "Mend that line")
    if not isinstance(record, dict):
        raise SkipDocument(where, "not a JSON object", form)
    found = next((record[name] for name in names if record.get(name) is not None), None)
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    if not isinstance(found, str) or not found.strip():
        missing = " or ".join(repr(name) for name in names)
        has = ", ".join(map(repr, record)) or "nothing"
        raise SkipDocument(where, f"no text as {missing} (it has {has})", form)
    return found


def _other(record: object, name: str) -> str:
    found = record.get(name) if isinstance(record, dict) else None
    return found if isinstance(found, str) else ""
