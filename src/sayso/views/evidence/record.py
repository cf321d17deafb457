"""A finding as JSON, in the published shape (`schema/finding.schema.json`), and back.

The keys are the names of the types' own fields (`sayso.findings`), so that nothing a replay needs can be left
out: `finding_of(record(finding)) == finding`. The id and the credibility follow from these.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from sayso.errors import StopRun
from sayso.findings import Finding, Row
from sayso.types import Json, Span, digest
from sayso.views.record import Record
from sayso.weighing.credibility import credibility

_T = TypeVar("_T")
_EXACT = 2**53
"""Beyond it not every whole number is one that JSON's readers keep."""
_LARGEST = sys.float_info.max
_FOLLOWS = ("id", "credibility")
"""Keys of what follows from the others."""
_MADE = 'Give a file that sayso check --json made, e.g. sayso check "a sentence" --json finding.json'


def record(finding: Finding) -> Record:
    """All of it, after the id: the claim's, or for a sentence a digest of its words; and the item credibility
    that follows from it."""
    grade, why = credibility(finding)
    proposed: Record = {"proposed": grade, "why": why}
    return {"id": identity(finding), **cast(Record, _plain(finding)), "credibility": proposed}


def identity(finding: Finding) -> str:
    return finding.asked.claim or digest("sentence", finding.asked.text)


def _plain(value: object) -> Json:
    if isinstance(value, Row):
        # What an evidence source knows of its rows beside is of no use to a replay, which keeps the checks.
        return {f.name: _plain(getattr(value, f.name)) for f in fields(Row)}
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return _number(value)
    return cast(Json, value)


def _number(value: float) -> Json:
    """Whole numbers as JSON integers: a count of 50 people is 50, not 50.0."""
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def finding_of(made: object) -> Finding:
    """The finding that a record was made of.

    Raises:
        StopRun: it is no record of a finding; the error says where, what stands there, and what should.
    """
    if not isinstance(made, dict):
        raise _wrong("", made, "an object")
    found = _decoded(Finding, {key: value for key, value in made.items() if key not in _FOLLOWS}, "")
    _check_numbers(found)
    return found


def _check_numbers(finding: Finding) -> None:
    """That what is referred to by its number in the evidence is there."""
    count = len(finding.evidence)
    sides = (("supports", finding.supports.evidence), ("refutes", finding.refutes.evidence))
    for name, numbers in sides:
        for n, number in enumerate(numbers):
            _check_number(number, count, f"{name}.evidence[{n}]")
    for n, value in enumerate(finding.values):
        if value.evidence is not None:
            _check_number(value.evidence, count, f"values[{n}].evidence")


def _check_number(number: int, count: int, at: str) -> None:
    if not 0 <= number < count:
        some = f"from 0 to {count - 1}" if count else "but there is no evidence in it"
        raise _wrong(at, number, f"the number of a piece of evidence, {some}")


def _decoded(wanted: type[_T], value: object, at: str) -> _T:
    return cast(_T, _value(wanted, value, at))


def _value(wanted: Any, value: object, at: str) -> object:  # noqa: ANN401 - a type, as typing tells it
    if wanted in _PLAIN:
        return _PLAIN[wanted](value, at)
    if wanted is Span:
        start, end = _items(value, (int, int), at)
        return Span(cast(int, start), cast(int, end))
    if is_dataclass(wanted):
        return _object(cast(type, wanted), value, at)
    origin, choices = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        return _choice(choices, value, at)
    if NoneType in choices:
        return None if value is None else _value(next(c for c in choices if c is not NoneType), value, at)
    return _items(value, choices, at)


def _items(value: object, kinds: Sequence[Any], at: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise _wrong(at, value, "a list")
    wanted = [kinds[0]] * len(value) if kinds[-1] is Ellipsis else kinds
    if len(wanted) != len(value):
        raise _wrong(at, value, f"a list of {len(wanted)}")
    return tuple(
        _value(kind, item, f"{at}[{n}]") for n, (kind, item) in enumerate(zip(wanted, value, strict=True))
    )


def _object(wanted: type, value: object, at: str) -> object:
    if not isinstance(value, dict):
        raise _wrong(at, value, "an object")
    known = _fields(wanted)
    for name in value:
        if name not in known:
            raise StopRun(
                "no finding", f"{_inside(at, name)} is unknown; there are {', '.join(known)}", _MADE
            )
    given: dict[str, object] = {}
    for name, (kind, one) in known.items():
        if name in value:
            given[name] = _value(kind, value[name], _inside(at, name))
        elif one.default is MISSING:
            raise _wrong(_inside(at, name), None, "there", missing=True)
    return wanted(**given)


@cache
def _fields(wanted: Any) -> dict[str, tuple[Any, Field[Any]]]:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(wanted)
    return {one.name: (hints[one.name], one) for one in fields(wanted)}


def _inside(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _choice(choices: Sequence[object], value: object, at: str) -> object:
    if value not in choices or isinstance(value, bool):
        raise _wrong(at, value, f"one of: {', '.join(map(str, choices))}")
    return value


def _text(value: object, at: str) -> str:
    if not isinstance(value, str):
        raise _wrong(at, value, "text")
    return value


def _whole(value: object, at: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(at, value, "a whole number")
    return value


def _float(value: object, at: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= _LARGEST:
        raise _wrong(at, value, "a number")
    return float(value)


def _truth(value: object, at: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(at, value, "true or false")
    return value


_PLAIN: dict[Any, Any] = {str: _text, int: _whole, float: _float, bool: _truth}


def _wrong(at: str, value: object, wanted: str, *, missing: bool = False) -> StopRun:
    where = at or "what stands there"
    shown = repr(value)
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    why = f"{where} is missing" if missing else f"{where} is {shown}, and should be {wanted}"
    return StopRun("no finding", why, _MADE)
