"""Whether a finding that is made anew comes out as it was, and if not, what differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.errors import StopRun
from sayso.findings import Finding
from sayso.types import Json
from sayso.views.evidence import wording
from sayso.views.evidence.record import finding_of, identity, record
from sayso.views.record import Record

MOST = 20
"""Differences that are told; more say nothing more."""
LONGEST = 120
"""Characters of a value that are shown."""
_MADE = "Give a file that sayso check --json made"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the two are not alike, with what stands there in each."""

    where: str
    """A path in the record, such as `evidence[2].label`."""
    was: str
    made: str


@dataclass(frozen=True, slots=True)
class Replay:
    id: str
    words: str
    method: str
    differs: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        return not self.differs

    @property
    def headline(self) -> str:
        return "comes out the same" if self.is_same else "comes out otherwise"


def compared(kept: Finding, made: Finding) -> Replay:
    """`kept` as it is in the file, `made` anew from what it lists."""
    differs = tuple(_first(_differences(record(kept), record(made), ""), MOST))
    return Replay(identity(kept), wording.claim_words(kept.asked), kept.method, differs)


def replay_record(replay: Replay) -> Record:
    differs: list[Json] = [{"where": d.where, "was": d.was, "made": d.made} for d in replay.differs]
    return {"id": replay.id, "method": replay.method, "same": replay.is_same, "differs": differs}


def findings_in(data: bytes, name: str) -> list[Finding]:
    """The findings in a file of JSON Lines, or of JSON in any layout, one after the other.

    Raises:
        StopRun: it holds none, or something else; the error names the file and the place.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StopRun(
            name, f"not UTF-8 (byte {error.start})", "Give a file that sayso check --json made"
        ) from None
    found = [_finding(made, name, at) for at, made in _values(text, name)]
    if not found:
        raise StopRun(name, "it is empty", _MADE)
    return found


def _values(text: str, name: str) -> Iterator[tuple[int, object]]:
    """Each with the number of the line where it begins."""
    decoder = json.JSONDecoder()
    at, line = _past_space(text, 0), 1
    while at < len(text):
        start_line = line + text.count("\n", 0, at)
        try:
            made, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            why = f"line {error.lineno}, column {error.colno} is no JSON ({error.msg})"
            raise StopRun(name, why, f"{_MADE}, whole and unchanged") from None
        except (RecursionError, ValueError):
            raise StopRun(name, "it nests too deep, or has a number too long, for a finding", _MADE) from None
        yield start_line, made
        at = _past_space(text, end)


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _finding(made: object, name: str, line: int) -> Finding:
    try:
        return finding_of(made)
    except StopRun as error:
        raise StopRun(f"{name}, line {line}", error.why, error.todo) from None


def _differences(kept: Json, made: Json, at: str) -> Iterator[Difference]:
    if isinstance(kept, dict) and isinstance(made, dict):
        for key in kept:
            yield from _differences(kept[key], made.get(key), f"{at}.{key}" if at else key)
    elif isinstance(kept, list) and isinstance(made, list) and len(kept) == len(made):
        for n, (one, other) in enumerate(zip(kept, made, strict=True)):
            yield from _differences(one, other, f"{at}[{n}]")
    elif not _alike(kept, made):
        yield Difference(at, _shown(kept), _shown(made))


def _alike(kept: Json, made: Json) -> bool:
    """Numbers may differ in the last digits: another machine adds in another order."""
    if isinstance(kept, (int, float)) and isinstance(made, (int, float)) and not isinstance(kept, bool):
        return abs(kept - made) <= 1e-9 * max(1.0, abs(kept), abs(made))
    return kept == made


def _shown(value: Json) -> str:
    return wording.cut(json.dumps(value, ensure_ascii=False), LONGEST)


def _first(found: Iterator[Difference], most: int) -> Iterator[Difference]:
    for _, one in zip(range(most), found, strict=False):
        yield one
