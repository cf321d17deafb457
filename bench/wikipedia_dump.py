"""How fast a Wikipedia dump is indexed and searched: `python bench/wikipedia_dump.py [--pages N] [--packed]`.

The dump is invented, with the markup of real ones: links, notes, templates, lists, headings, an infobox. Its
words are as unequally common as those of a language (Zipf), or else every search would find all or nothing.
The index is made in a process of its own, which tells the most memory that it held (on Linux). Times are of
the processor too: those of the clock say as much of what else the machine has to do.
"""

from __future__ import annotations

import argparse
import bz2
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import IO, cast
from xml.sax.saxutils import escape

from sayso.evidence.sources import wikipedia
from sayso.findings import Asked, Passage, Stated

_WORDS = 60_000
_SYLLABLES = [c + v for c in "bdfghjklmnprstvw" for v in "aeiou"]
_PARAGRAPHS, _SENTENCES, _LENGTH = 10, 4, 18
_SEARCHES = 40
_CHILD = """
import sys, time
from pathlib import Path
from sayso.evidence.sources import wikipedia
start = time.perf_counter()
shelf = wikipedia.shelf(Path(sys.argv[1]))
print(shelf.entries, time.perf_counter() - start, time.process_time(), *(
    line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
))
"""
_HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<siteinfo><sitename>Wikipedia</sitename><base>https://en.wikipedia.org/wiki/Main_Page</base></siteinfo>
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2_000, metavar="N", help="pages of the dump (2,000)")
    parser.add_argument("--packed", action="store_true", help="pack it with bzip2, as dumps come")
    parser.add_argument("--json", metavar="OUT", help="write the figures to a file")
    asked = parser.parse_args()
    found = measure(asked.pages, asked.packed)
    for name, value in found.items():
        print(f"{name}: {value:,.1f}")
    if asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=2) + "\n", "utf-8")


def measure(pages: int, packed: bool = False) -> dict[str, float]:
    """Seconds to index, peak MiB, milliseconds a search, and what they were measured on."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "dump.xml.bz2" if packed else "dump.xml")
        characters = _write(path, pages, packed)
        command = [sys.executable, "-c", _CHILD, str(path)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        entries, seconds, cpu, peak = int(told[0]), float(told[1]), float(told[2]), int(told[3]) / 1024
        walls, cpus = map(sorted, zip(*_searches(path, pages), strict=True))
        index = sum(file.stat().st_size for file in Path(folder).glob(".*/*"))
    return {
        "pages": pages,
        "millions of characters": characters / 1e6,
        "entries": entries,
        "seconds to index": seconds,
        "seconds to index, of the processor": cpu,
        "pages a second of the processor": pages / cpu,
        "MB of wikitext a second of the processor": characters / 1e6 / cpu,
        "peak MiB": peak,
        "index MB": index / 1e6,
        "ms a search, median": walls[len(walls) // 2] * 1e3,
        "ms a search of the processor, median": cpus[len(cpus) // 2] * 1e3,
        "ms a search of the processor, worst": cpus[-1] * 1e3,
    }


def _searches(path: Path, pages: int) -> Iterator[tuple[float, float]]:
    """Seconds by the clock, and of the processor, of a search for each of some sentences of the dump, a few
    of their words exchanged."""
    opened = wikipedia.Wikipedia(wikipedia.shelf(path), _Plain())
    chance = random.Random(5)  # noqa: S311 - the same each time
    for number in range(_SEARCHES):
        words = _Writer(number * pages // _SEARCHES).sentence().split()
        for _ in range(3):
            words[chance.randrange(len(words))] = "otherwise"
        start, cpu = time.perf_counter(), time.process_time()
        list(opened.search(Asked(Stated(" ".join(words))), 16))
        yield time.perf_counter() - start, time.process_time() - cpu


class _Plain:
    """A library that reads nothing out of a passage: what that takes is not measured here."""

    def near(self, asked: Asked, most: int) -> list[Passage]:
        return []

    def passage(self, quote: str, context: str, published: str | None) -> Passage:
        return Passage("", "", quote, context, Stated(quote), published=published)


def _write(path: Path, pages: int, packed: bool) -> int:
    """The dump, page after page; how many characters of wikitext it has."""
    characters = 0
    with cast(IO[bytes], bz2.open(path, "wb") if packed else path.open("wb")) as file:
        file.write(_HEAD.encode())
        for number in range(pages):
            text = _Writer(number).page(f"Page {number}")
            characters += len(text)
            file.write(_PAGE.format(number=number, text=escape(text)).encode())
        file.write(b"</mediawiki>\n")
    return characters


_PAGE = """<page><title>Page {number}</title><ns>0</ns><id>{number}</id><revision><id>{number}</id>
<timestamp>2024-01-02T03:04:05Z</timestamp><model>wikitext</model><format>text/x-wiki</format>
<text xml:space="preserve">{text}</text></revision></page>
"""


class _Writer:
    """Writes the page of a number, always the same."""

    def __init__(self, number: int) -> None:
        self._chance = random.Random(number)  # noqa: S311 - the same each time

    def page(self, title: str) -> str:
        body = [f"== {self._words(1)[0]} ==\n{self._paragraph()}" for _ in range(_PARAGRAPHS)]
        box = f"{{{{Infobox thing\n| name = {title}\n| size = {{{{convert|3|km}}}}\n}}}}\n"
        items = "\n".join(f"* {self.sentence()}" for _ in range(4))
        return (
            f"{box}'''{title}''' is {self.sentence()}\n\n"
            + "\n\n".join(body)
            + f"\n\n{items}\n[[Category:X]]"
        )

    def sentence(self) -> str:
        words = self._words(_LENGTH)
        words[2] = f"[[{words[2]}|{words[3]}]]"
        words[-2] = str(self._chance.randrange(1, 3000))
        return " ".join(words).capitalize() + "."

    def _paragraph(self) -> str:
        note = "<ref>{{cite web|title=A title|url=https://example.org/a|access-date=1 May 2020}}</ref>"
        return " ".join(self.sentence() + note for _ in range(_SENTENCES))

    def _words(self, count: int) -> list[str]:
        return self._chance.choices(_vocabulary(), cum_weights=_weights(), k=count)


@cache
def _vocabulary() -> list[str]:
    return [_spelt(rank) for rank in range(_WORDS)]


@cache
def _weights() -> list[float]:
    return list(accumulate(1 / (rank + 1) for rank in range(_WORDS)))


def _spelt(rank: int) -> str:
    word = ""
    while rank >= 0:
        rank, syllable = divmod(rank, len(_SYLLABLES))
        word += _SYLLABLES[syllable]
        rank -= 1
    return word


if __name__ == "__main__":
    main()
