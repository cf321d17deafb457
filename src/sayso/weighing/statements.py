"""Statements from lines of JSON, and how the values that count as one were written in them."""

from __future__ import annotations

import gzip
import json
import math
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sayso.edtf import is_edtf
from sayso.errors import SkipDocument, StopRun
from sayso.settlements import Panel, Statement

if TYPE_CHECKING:
    from numpy.typing import NDArray

STDIN = "-"
FORM = 'Write {"object": "...", "value": "...", "source": "..."} on each line'
_GZIP = b"\x1f\x8b"
_OTHERS = {b"\xff\xfe\x00\x00": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
"""By the mark that they begin with. Cut at newlines, only some of their lines would be lost, and unseen."""
_NEEDED = ("object", "value", "source")


def statements(path: str) -> Iterator[Statement | SkipDocument]:
    """The statements of a file, which may be gzipped, or of standard input (`-`), and the error of each line
    that holds none. Blank lines are left out.

    Raises:
        StopRun: the file cannot be read.
    """
    for number, made in _records(path):
        fault = _fault(made, _NEEDED)
        time = None if fault else made.get("time")
        if fault:
            yield SkipDocument(_line(path, number), fault, FORM)
        elif time is None or _is_time(time):
            said = None if time is None else str(time)
            yield Statement(_text(made["object"]), _text(made["value"]), _text(made["source"]), said)
        else:
            fault = f"time is {json.dumps(time)[:40]} and neither EDTF nor RFC 3339"
            todo = "Write for instance 2017-08-05 or 2017-08-05T14:30:00Z"
            yield SkipDocument(_line(path, number), fault, todo)


def truths(path: str) -> Iterator[tuple[str, str] | SkipDocument]:
    """Objects and their true values, in lines of the same kind without a source.

    Raises:
        StopRun: the file cannot be read.
    """
    for number, made in _records(path):
        fault = _fault(made, ("object", "value"))
        if fault is None:
            yield _text(made["object"]), _text(made["value"])
        else:
            todo = 'Write {"object": "...", "value": "..."} on each line'
            yield SkipDocument(_line(path, number), fault, todo)


def _line(path: str, number: int) -> str:
    return f"{_name(path)}, line {number}"


def _name(path: str) -> str:
    return "standard input" if path == STDIN else path


def _records(path: str) -> Iterator[tuple[int, Any]]:
    """The number of each line, and its JSON, or the error that says why there is none."""
    number = 0
    try:
        with ExitStack() as stack:
            for number, line in enumerate(_opened(path, stack), 1):
                if line.strip():
                    yield number, _json(line)
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or str(error)
        where = f"{_name(path)}, after line {number}" if number else _name(path)
        # Half the statements would settle nothing: who is left out may be the one that was copied.
        raise StopRun(where, f"it cannot be read ({why})", "Give a whole file of JSON lines") from None


def _opened(path: str, stack: ExitStack) -> Iterable[bytes]:
    if path == STDIN:
        raw: Any = sys.stdin.buffer
    else:
        raw = stack.enter_context(Path(path).open("rb"))  # noqa: SIM115 - the stack closes it
    file = raw if isinstance(raw, BufferedReader) else BufferedReader(raw)
    packed = file.peek(2)[:2] == _GZIP
    text: Any = stack.enter_context(gzip.open(file)) if packed else file  # noqa: SIM115 - as above
    head = text.peek(4)
    for mark, encoding in _OTHERS.items():
        if head.startswith(mark):
            raise StopRun(_name(path), f"it is {encoding}", "Save it as UTF-8")
    return cast("Iterable[bytes]", text)


def _json(line: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(line, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        return error


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:40]} is too large a number: write it as text")
    return number


def _fault(made: Any, needed: Sequence[str]) -> str | None:  # noqa: ANN401
    """Why there is nothing to be had from that record."""
    if isinstance(made, Exception):
        return f"it is not JSON ({made})"
    if not isinstance(made, dict):
        return f"it is {json.dumps(made)[:40]} and not an object"
    for name in needed:
        value = made.get(name)
        # Nearly every line ends here.
        if isinstance(value, str) and (name == "value" or value.strip()):
            continue
        if value is None:
            missing = [name for name in needed if made.get(name) is None]
            return f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        if isinstance(value, str):
            return f"{name} is empty"
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"{name} is {json.dumps(value)[:40]} and not text"
    return None


def _text(value: str | float) -> str:
    """Numbers as JSON writes them: 29 is "29"."""
    return value if isinstance(value, str) else json.dumps(value)


def _is_time(time: object) -> bool:
    if isinstance(time, int) and not isinstance(time, bool):
        time = str(time)
    if not isinstance(time, str):
        return False
    try:
        datetime.fromisoformat(time)
    except ValueError:
        return is_edtf(time)
    return True


@dataclass(frozen=True, slots=True)
class Spellings:
    """How values were written that the panel counts as one, and which it counts not at all."""

    also: dict[tuple[str, str], tuple[str, ...]]
    """By object and option, of those written in several ways: the other ways, the commonest first."""
    left: list[tuple[str, str]]
    """Objects and values that count for nothing: taken back by who stated them, or words for no value."""

    def of(self, object: str, value: str) -> tuple[str, ...]:
        return self.also.get((object, value), ())


def spellings(panel: Panel, said: Sequence[Statement]) -> Spellings:
    """Of the statements that the panel was made of."""
    counts: Counter[tuple[int, str]] = Counter()
    left: dict[tuple[str, str], None] = {}
    kept: set[tuple[str, str]] = set()
    options = panel.options
    for one, option in zip(said, _options(panel, said).tolist(), strict=True):
        if option < 0:
            left[one.object, one.value] = None
        elif one.value != options[option]:
            counts[option, one.value] += 1
            kept.add((one.object, one.value))
    also: dict[tuple[str, str], tuple[str, ...]] = {}
    for (option, value), _ in sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        key = panel.objects[panel.option_object[option]], options[option]
        also[key] = (*also.get(key, ()), value)
    if left:
        kept.update((panel.objects[o], v) for o, v in zip(panel.option_object.tolist(), options, strict=True))
    return Spellings(also, [key for key in left if key not in kept])


def _options(panel: Panel, said: Sequence[Statement]) -> NDArray[Any]:
    """Of each statement its option's number, or -1 where it does not count: its source took it back, or it
    says nothing."""
    import numpy as np

    objects = {name: number for number, name in enumerate(panel.objects)}
    sources = {name: number for number, name in enumerate(panel.sources)}
    object = np.array([objects.get(one.object, -1) for one in said])
    source = np.array([sources.get(one.source, -1) for one in said])
    width = len(panel.sources)
    key = np.where((object < 0) | (source < 0), -1, object * width + source)
    own = panel.option_object[panel.claim_option].astype(np.int64) * width + panel.claim_source
    order = np.argsort(own)
    at = order[np.minimum(np.searchsorted(own[order], key), len(order) - 1)]
    found: NDArray[Any] = np.where(own[at] == key, panel.claim_option[at], -1)
    if len(own) < len(said):
        found[_taken_back(said, key)] = -1
    return found


def _taken_back(said: Sequence[Statement], key: NDArray[Any]) -> list[int]:
    """Statements that are not the last of their source for their object, and those that say nothing."""
    import numpy as np

    from sayso.weighing.settling.panel import days
    from sayso.weighing.settling.values import is_nothing

    order = np.argsort(key, kind="stable")
    same = key[order][1:] == key[order][:-1]
    repeated = np.flatnonzero(np.r_[same, False] | np.r_[False, same])
    last: dict[int, tuple[float, int]] = {}
    out = []
    for at in order[repeated].tolist():
        time = said[at].time
        when = days(time) if time is not None else -math.inf
        now = (-math.inf if math.isnan(when) else when, at)
        if is_nothing(said[at].value):
            out.append(at)
            continue
        before = last.setdefault(int(key[at]), now)
        if before != now:
            out.append(min(before, now)[1])
            last[int(key[at])] = max(before, now)
    return out
