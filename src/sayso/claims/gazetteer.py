"""The gazetteer: countries, provinces, counties, cities and regions by name, from one read-only file.

The file is read through a memory map, so that opening it costs nothing and only the pages asked for are
loaded. Little-endian: a header (magic, numbers of names, of records, bytes of country codes, bytes of
names); the sorted 64-bit keys of all folded names; for each key the index of its record, with flags in
the high bits; the records; the ISO codes of the countries, which are the first records; the names,
NUL-terminated UTF-8. `training/gazetteer/build.py` writes it, and the README there tells the sources.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import struct
import sys
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files

from sayso.errors import StopRun

MAGIC = b"sayso-g1"
RECORD = struct.Struct("<IhhHHBBI")
"""GeoNames id, latitude and longitude in hundredths of a degree, country, province, ten times the decimal
logarithm of the population, level and capital flag, offset of the name."""
LEVELS = ("country", "province", "county", "city", "region")
CAPITAL = 8
NONE = 0xFFFF
NO_COORDINATE = -32768
ALIAS, PEOPLE, ABBREVIATION, WORD, GIVEN, SURNAME = (1 << bit for bit in range(31, 25, -1))
"""Flags of a name: another than the entry's own; a people; a state's abbreviation; also an English word; a
given name (these stand beside the places, with no record); also a common surname."""
NO_RECORD = SURNAME - 1
_HEADER = struct.Struct("<8s4I")
_LETTERS = str.maketrans(
    dict(zip("ıøłđßæœðþə", ["i", "o", "l", "d", "ss", "ae", "oe", "d", "th", "a"], strict=True))
)
_DROPPED = re.compile(r"['’‘`ʻʼʿʾ´.]")
_GAPS = re.compile(r"[\s\-–_]+")
_WORDS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place. `flags` says by which kind of name it was found."""

    index: int
    geonames: int | None
    name: str
    level: str
    country: str | None
    """ISO 3166-1 alpha-2."""
    province: int | None
    """Index of the first-level division's record."""
    lat: float | None
    lon: float | None
    size: float
    """Decimal logarithm of the population."""
    capital: bool
    flags: int


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """The form in which names are compared: no case, accents, apostrophes or stops, single spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _GAPS.sub(" ", _DROPPED.sub("", plain)).strip()
    return " ".join(_WORDS.get(w, w) for w in plain.split(" ")) if " " in plain else plain


def key(folded: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest(), "little"
    )


class Gazetteer:
    """Names to places."""

    def __init__(self, data: mmap.mmap | bytes) -> None:
        magic, names, records, codes, _ = _HEADER.unpack_from(data)
        if magic != MAGIC:
            raise StopRun(
                "the gazetteer", f"its file begins with {magic!r}, not {MAGIC!r}", "Install sayso anew"
            )
        view, at = memoryview(data), _HEADER.size
        self._keys = _numbers(view[at : at + 8 * names], "Q")
        at += 8 * names
        self._postings = _numbers(view[at : at + 4 * names], "I")
        at += 4 * names
        self._records, at = at, at + RECORD.size * records
        self._codes, self._names = at, at + codes
        self._data = data
        # The cache is the instance's own: a method's would keep the file open for ever.
        self._looked_up = lru_cache(maxsize=50_000)(self._look_up)

    def find(self, folded: str) -> tuple[Entry, ...]:
        """Every place, people and abbreviation of that folded name."""
        return self._looked_up(folded)[0]

    def is_given_name(self, folded: str) -> bool:
        return self._looked_up(folded)[1]

    def _look_up(self, folded: str) -> tuple[tuple[Entry, ...], bool]:
        wanted = key(folded)
        i = bisect_left(self._keys, wanted)
        found, given = [], False
        while i < len(self._keys) and self._keys[i] == wanted:
            posting = self._postings[i]
            given = given or bool(posting & GIVEN)
            if not posting & GIVEN:
                found.append(self._entry(posting))
            i += 1
        return tuple(found), given

    def _entry(self, posting: int) -> Entry:
        index = posting & NO_RECORD
        number, lat, lon, country, province, size, level, name = RECORD.unpack_from(
            self._data, self._records + index * RECORD.size
        )
        start = self._names + name
        return Entry(
            index,
            number or None,
            self._data[start : self._data.find(b"\0", start)].decode("utf-8"),
            LEVELS[level & (CAPITAL - 1)],
            None if country == NONE else self._code(country),
            None if province == NONE else province,
            None if lat == NO_COORDINATE else lat / 100,
            None if lon == NO_COORDINATE else lon / 100,
            size / 10,
            bool(level & CAPITAL),
            posting & ~NO_RECORD,
        )

    def _code(self, country: int) -> str:
        at = self._codes + 2 * country
        return self._data[at : at + 2].decode("ascii")


def _numbers(view: memoryview, kind: str) -> Sequence[int]:
    if sys.byteorder == "little":
        return view.cast(kind)  # type: ignore[call-overload, no-any-return]
    turned = array(kind, view.tobytes())
    turned.byteswap()
    return turned


@cache
def gazetteer() -> Gazetteer:
    """The one that is shipped.

    Raises:
        StopRun: its file is missing or of another version.
    """
    resource = files("sayso.claims").joinpath("gazetteer.bin")
    try:
        with as_file(resource) as path, path.open("rb") as file:
            return Gazetteer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError as error:
        raise StopRun(
            str(resource), f"the gazetteer cannot be read ({error})", "Install sayso anew"
        ) from None
