"""Statements → Panel: values that say the same become one option, and like ones support one another."""

from __future__ import annotations

import datetime
import math
from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sayso import edtf
from sayso.errors import StopRun
from sayso.settlements import MEASURES, Measure, Panel, Statement
from sayso.weighing.settling.likeness import Canonical, near
from sayso.weighing.settling.options import canonical
from sayso.weighing.settling.values import is_nothing

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Claims(NamedTuple):
    """Statements by number, one a source and object, sorted by object."""

    objects: list[str]
    sources: list[str]
    values: list[str]
    object: NDArray[np.int64]
    value: NDArray[np.int64]
    source: NDArray[np.int64]
    time: NDArray[np.float64]


def panel(
    statements: Iterable[Statement],
    *,
    measure: Measure | None = None,
    known: Sequence[tuple[str, str, float]] = (),
) -> Panel:
    """What settling methods compute on. Memory grows linearly with the statements.

    Args:
        measure: how all values are compared; where it is not given, each object's values tell.
        known: sources known to depend on one another, and the probability.

    Raises:
        StopRun: there is no measure of that name, or no statement has a value.
    """
    if measure is not None and measure not in MEASURES:
        raise StopRun(f"measure {measure!r}", "no such measure", f"Choose one of: {', '.join(MEASURES)}")
    claims = gathered(statements)
    made = canonical(claims.values, claims.object, claims.value, len(claims.objects), measure)
    # By chance: an order by value, or by who comes first in a file, would sway whoever breaks ties by it.
    option, place = _shuffled(claims.object, made.key)
    order = np.argsort(place, kind="stable")
    place = place[order]
    first = np.searchsorted(place, np.arange(len(option)))
    option_object = claims.object[order][first]
    labels = _labels(place, claims.value[order], made.fullness[order], claims.values)
    low, high, minute = (of[order][first] for of in made.forms)
    forms = Canonical(option_object, made.measures, low, high, minute, labels)
    return Panel(
        claims.objects,
        claims.sources,
        labels,
        option_object.astype(np.int32),
        place.astype(np.int32),
        claims.source[order].astype(np.int32),
        claims.time[order],
        made.measures,
        near(forms, made.people, option),
        _numbered(known, claims.sources),
    )


def _shuffled(
    thing: NDArray[np.int64], key: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different keys, those of an object together but in no order; and each claim's place among them."""
    option, seen, place = np.unique(key, return_index=True, return_inverse=True)
    order = np.lexsort((np.random.default_rng(0).permutation(len(option)), thing[seen]))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return option[order], rank[place]


def gathered(statements: Iterable[Statement]) -> Claims:
    """Statements with a value, the last of each source for an object."""
    objects: dict[str, int] = {}
    sources: dict[str, int] = {}
    values: dict[str, int] = {}
    said, things, speakers = array("q"), array("q"), array("q")
    times: dict[int, float] = {}
    for thing, value, source, time in statements:
        if time is not None:
            times[len(said)] = days(time)
        number = values.get(value)
        if number is None:
            number = values[value] = -1 if is_nothing(value) else len(values)
        said.append(number)
        things.append(objects.setdefault(thing, len(objects)))
        speakers.append(sources.setdefault(source, len(sources)))
    if all(number < 0 for number in values.values()):
        raise StopRun("statements", "none has a value", "Give lines with object, value and source")
    table = np.stack([np.frombuffer(column, np.int64) for column in (things, said, speakers)], axis=1)
    when = np.full(len(table), math.nan)
    when[list(times)] = list(times.values())
    return _latest(table, when, (list(objects), list(sources), values))


def _latest(
    table: NDArray[np.int64], when: NDArray[np.float64], names: tuple[list[str], list[str], dict[str, int]]
) -> Claims:
    objects, sources, values = names
    has = table[:, 1] >= 0
    table, when = table[has], when[has]
    key = table[:, 0] * len(sources) + table[:, 2]
    order = np.lexsort((np.nan_to_num(when, nan=-math.inf), key))
    last = np.append(key[order][1:] != key[order][:-1], True)
    table, when = table[order[last]], when[order[last]]
    heard = np.unique(table[:, 0])
    speakers = np.unique(table[:, 2])
    texts = {number: value for value, number in values.items() if number >= 0}
    used, value = np.unique(table[:, 1], return_inverse=True)
    return Claims(
        [objects[at] for at in heard.tolist()],
        [sources[at] for at in speakers.tolist()],
        [texts[at] for at in used.tolist()],
        np.searchsorted(heard, table[:, 0]),
        value,
        np.searchsorted(speakers, table[:, 2]),
        when,
    )


def days(time: str) -> float:
    """Days since 1970 of a date or moment, to its last day; NaN where it does not say the year, and where
    that is not one of the years 1 to 9999."""
    try:
        at = datetime.datetime.fromisoformat(time)
    except ValueError:
        return _days_to(edtf.bounds(time)[1])
    at = at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
    return at.timestamp() / 86_400


def _days_to(last: str | None) -> float:
    try:
        return float(datetime.date.fromisoformat(last).toordinal() - 719_163) if last else math.nan
    except ValueError:
        return math.nan


def _labels(
    place: NDArray[np.int64], value: NDArray[np.int64], fullness: NDArray[np.int64], texts: list[str]
) -> list[str]:
    """Of each option, as most write it; of names, as most of those who write them fullest. Where that does
    not decide, the longest, and of those the first by letters: the order of what was said tells nothing."""
    key = place * len(texts) + value
    kinds, first, votes = np.unique(key, return_index=True, return_counts=True)
    option, text = np.divmod(kinds, len(texts))
    order = np.lexsort((-_ranks(option, text, texts), votes, fullness[first], option))
    last = np.append(np.diff(option[order]) != 0, True)
    return [texts[at] for at in text[order[last]].tolist()]


def _ranks(option: NDArray[np.int64], text: NDArray[np.int64], texts: list[str]) -> NDArray[np.int64]:
    """The place by length and letters of each text whose option has another; most have none, and 0."""
    again = np.append(False, option[1:] == option[:-1])
    several = again | np.append(again[1:], False)
    rank = np.zeros(len(texts), np.int64)
    ordered = sorted(np.unique(text[several]).tolist(), key=lambda at: (-len(texts[at]), texts[at]))
    rank[ordered] = np.arange(len(ordered))
    return rank[text]


def _numbered(
    known: Sequence[tuple[str, str, float]], sources: list[str]
) -> tuple[tuple[int, int, float], ...]:
    """Of those that state something here."""
    number = {source: at for at, source in enumerate(sources)}
    return tuple((number[a], number[b], p) for a, b, p in known if a in number and b in number and a != b)
