"""Mapping files: which columns of a table of events hold its dates, places, actors and counts.

file = "events.csv"        # beside this file, or an absolute path
like = "acled"             # takes what is not said here from a mapping that is shipped, or from another file
[columns]
date = "day_of_event"
[counts.killed]
best = "deaths"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.errors import StopRun, unknown
from sayso.types import digest

_FOLDER = files("sayso.evidence.events").joinpath("mappings")
SHIPPED = tuple(sorted(p.name.removesuffix(".toml") for p in _FOLDER.iterdir() if p.name.endswith(".toml")))
"""Names that `like` knows."""
_TEXTS = ("file", "like", "name", "table", "encoding", "delimiter", "date_format")
_SECTIONS = ("columns", "counts", "date_precision", "place_precision")
_SPANS = ("day", "week", "month", "year")
_INSTEAD = ("country", "nowhere")
_COUNTS = ("best", "low", "high")


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns by what they hold; "" and () where the table has none.

    A date is one column, or a start and an end, or year, month and day in three.
    """

    id: str = ""
    date: str = ""
    start: str = ""
    end: str = ""
    year: str = ""
    month: str = ""
    day: str = ""
    date_precision: str = ""
    place: tuple[str, ...] = ()
    """The finest first."""
    country: str = ""
    lat: str = ""
    lon: str = ""
    place_precision: str = ""
    actors: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    """What kind of event it was."""
    notes: str = ""
    recorded: str = ""
    """When the row was published, which is not when its event happened."""


_COLUMNS = tuple(f.name for f in fields(Columns))
_SEVERAL = ("place", "actors", "event")


@dataclass(frozen=True, slots=True)
class Counted:
    """The columns of one count: bounds, best estimate, and what is counted."""

    of: str
    best: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one table is read; see `docs/evidence-sources.md` for the keys of the file."""

    path: Path
    """The mapping file."""
    file: Path
    name: str
    columns: Columns
    counts: tuple[Counted, ...] = ()
    table: str = ""
    """In an SQLite file."""
    encoding: str = ""
    delimiter: str = ""
    date_format: str = ""
    """As `strftime` writes it, where dates can be read in two ways."""
    unknown: tuple[str, ...] = ()
    """Values that stand for what is not known."""
    spans: tuple[tuple[str, str], ...] = ()
    """Code of the precision of a date, and the span that it stands for: day, week, month or year."""
    distances: tuple[tuple[str, float | str], ...] = ()
    """Code of the precision of a place, and kilometres around its coordinates; or `country`, where these tell
    no more than the country, or `nowhere`."""
    named: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """Role, such as `date` or `counts.killed.best`, and column: what the table must have."""

    @classmethod
    def read(cls, path: Path) -> Mapping:
        """The mapping in a file.

        Raises:
            StopRun: there is no such file, it is no TOML, or it names what no mapping has.
        """
        found = _merged(path, ())
        if not found.get("file"):
            raise StopRun(f"{path}", "it names no table", 'Add a line such as file = "events.csv"')
        columns = _columns(found.get("columns", {}), path)
        _check_date(columns, path)
        counts = tuple(_counted(of, keys, path) for of, keys in found.get("counts", {}).items())
        texts = {key: found[key] for key in ("table", "encoding", "delimiter", "date_format") if key in found}
        return cls(
            path,
            path.parent / found["file"],
            found.get("name") or Path(found["file"]).name,
            columns,
            counts,
            unknown=tuple(str(value) for value in found.get("unknown", [])),
            spans=tuple(_spans(found.get("date_precision", {}), path)),
            distances=tuple(_distances(found.get("place_precision", {}), path)),
            named=tuple(_named(columns, counts)),
            **texts,
        )

    @property
    def mark(self) -> str:
        """Digest of all that decides how the table is read."""
        parts = (self.table, self.encoding, self.delimiter, self.date_format)
        return digest(*parts, repr((self.named, self.unknown, self.spans, self.distances)))

    def line(self, role: str) -> str:
        """Where a role stands in the file, as an error tells it."""
        section, _, key = role.rpartition(".")
        return f"[{section or 'columns'}] of {self.path}: {key}"


def _merged(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    """What the file says, over what the mapping says that it is like."""
    found = _loaded(path)
    like = found.pop("like", "")
    if not like:
        return found
    if like in SHIPPED:
        below = _shipped(like)
    elif like.endswith(".toml"):
        other = (path.parent / like).resolve()
        if other in seen:
            raise StopRun(f"like = {like!r} in {path}", "the files are like one another", "Mend one of them")
        below = _merged(other, (*seen, other))
    else:
        raise unknown(f"like in {path},", like, SHIPPED)
    merged: dict[str, Any] = below | found | {key: _over(key, below, found) for key in _SECTIONS}
    return merged


def _over(key: str, below: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """A section of both: for counts, key by key in each."""
    old: dict[str, Any] = below.get(key, {})
    new: dict[str, Any] = found.get(key, {})
    if key != "counts":
        return old | new
    return old | {of: _count_over(old.get(of, {}), keys) for of, keys in new.items()}


def _count_over(old: object, new: object) -> object:
    """Keys over keys; one column in quotes stands for all."""
    return old | new if isinstance(old, dict) and isinstance(new, dict) else new


def _loaded(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        why = error.strerror or str(error)
        raise StopRun(f"mapping {path}", why.lower(), "Look at the setting `tables`") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StopRun(f"mapping {path}", f"not valid TOML ({error})", "Mend that file") from None
    _check_types(found, path)
    return found


def _check_types(found: dict[str, Any], path: Path) -> None:
    for key, value in found.items():
        if key not in (*_TEXTS, *_SECTIONS, "unknown"):
            raise unknown(f"key in {path},", key, (*_TEXTS, *_SECTIONS, "unknown"))
        wanted = dict if key in _SECTIONS else list if key == "unknown" else str
        if not isinstance(value, wanted):
            todo = {dict: f"Begin a section [{key}]", list: "Write a list", str: "Write it in quotes"}[wanted]
            raise StopRun(f"{key} = {value!r} in {path}", "of the wrong type", todo)


@cache
def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads(_FOLDER.joinpath(f"{name}.toml").read_text("utf-8"))


def _columns(section: dict[str, Any], path: Path) -> Columns:
    made: dict[str, Any] = {}
    for key, value in section.items():
        if key not in _COLUMNS:
            raise unknown(f"key in [columns] of {path},", key, _COLUMNS)
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise StopRun(f"{key} = {value!r} in {path}", "not the name of a column", "Write it in quotes")
        if key not in _SEVERAL and len(names) != 1:
            raise StopRun(f"{key} = {value!r} in {path}", "it is one column", "Write one name in quotes")
        made[key] = tuple(name for name in names if name) if key in _SEVERAL else names[0]
    # A table with dates of its own in another form than the one it is like: its own hold.
    if made.get("date") and section.get("date"):
        made |= {"start": "", "end": "", "year": "", "month": "", "day": ""} | (
            {key: made[key] for key in ("end",) if made.get(key) and not made.get("start")}
        )
    return Columns(**made)


def _check_date(columns: Columns, path: Path) -> None:
    if not (columns.date or columns.start or columns.year):
        why = "it names no column that holds a date"
        raise StopRun(f"mapping {path}", why, 'Write date = "COLUMN" under [columns], or start, or year')


def _counted(of: str, keys: object, path: Path) -> Counted:
    names = {"best": keys} if isinstance(keys, str) else keys
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise StopRun(f"counts.{of} in {path}", "not the names of columns", 'Write best = "COLUMN"')
    for key in names:
        if key not in _COUNTS:
            raise unknown(f"key in [counts.{of}] of {path},", key, _COUNTS)
    return Counted(of, **names)


def _spans(section: dict[str, Any], path: Path) -> Iterable[tuple[str, str]]:
    for code, span in section.items():
        if span not in _SPANS:
            raise unknown(f"span of code {code} in [date_precision] of {path},", span, _SPANS)
        yield code, span


def _distances(section: dict[str, Any], path: Path) -> Iterable[tuple[str, float | str]]:
    for code, distance in section.items():
        if isinstance(distance, int | float) and not isinstance(distance, bool) and distance >= 0:
            yield code, float(distance)
        elif distance in _INSTEAD:
            yield code, distance
        else:
            choices = ("a number of kilometres", *_INSTEAD)
            raise unknown(f"distance of code {code} in [place_precision] of {path},", distance, choices)


def _named(columns: Columns, counts: tuple[Counted, ...]) -> Iterable[tuple[str, str]]:
    for key in _COLUMNS:
        value = getattr(columns, key)
        for n, name in enumerate((value,) if isinstance(value, str) else value):
            if name:
                yield (f"{key}.{n}" if key in _SEVERAL else key), name
    for count in counts:
        for key in _COUNTS:
            if name := getattr(count, key):
                yield f"counts.{count.of}.{key}", name
