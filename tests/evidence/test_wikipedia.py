"""Wikipedia as an evidence source: XML dumps of every packing, and what a search gives."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from wikipedia_files import HEAD, Item, Wiki, html, xml, zim

from sayso import plugins
from sayso.errors import SaysoError, StopRun
from sayso.evidence.sources import wikipedia
from sayso.findings import Asked, Passage, Stated
from sayso.settings import Settings

STAMP = "2021-03-04T05:06:07Z"
SALLOW = """'''Sallow''' is a town by the sea. The harbour was built in 1850. It closed in 1951 after a flood.

== Trade ==
At least 50 tonnes of salt were sold there each day.{{sfn|Tern|1990}}
"""
PAGES = [
    Wiki("Sallow", [(STAMP, SALLOW)]),
    Wiki("Old Sallow", [(STAMP, "#REDIRECT [[Sallow]]")], redirect="Sallow"),
    Wiki("Talk:Sallow", [(STAMP, "The harbour closed in 1951, they say here.")], space=1),
    Wiki("Tern Island", [(STAMP, "Nobody has lived on Tern Island since the storm of 1902.")]),
]


class Words:
    """A library that reads nothing out of a passage."""

    def near(self, asked: Asked, most: int) -> list[Passage]:
        raise AssertionError("it has its own index")

    def passage(self, quote: str, context: str, published: str | None) -> Passage:
        return Passage("", "", quote, context, Stated(quote), published=published)


def _opened(path: Path) -> wikipedia.Wikipedia:
    found = wikipedia.open(Settings(wikipedia=str(path)), Words())
    assert found is not None
    return found


def _search(path: Path, words: str, most: int = 5) -> list[Passage]:
    return list(_opened(path).search(Asked(Stated(words)), most))


def _file(folder: Path, data: bytes, name: str = "dump.xml") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _two_streams(data: bytes) -> bytes:
    """As in a multistream dump: pages are packed apart from what comes before and after them."""
    cut = data.index(b"<page>")
    return bz2.compress(data[:cut]) + bz2.compress(data[cut:-20]) + bz2.compress(data[-20:])


def test_it_is_a_plug_in_that_is_not_set_up_by_itself() -> None:
    source = plugins.load("evidence source", "wikipedia")
    assert "wikipedia" in source.SETUP
    assert source.open(Settings(), Words()) is None


@pytest.mark.parametrize("pack", [bytes, bz2.compress, gzip.compress, lzma.compress, _two_streams])
def test_a_dump_of_any_packing_is_searched(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = _file(tmp_path, pack(xml(PAGES)), "dump")
    found = _search(path, "the harbour closed in 1951")
    assert [p.title for p in found] == ["Sallow"]  # not the page that talks about it
    (passage,) = found
    assert passage.quote == "The harbour was built in 1850. It closed in 1951 after a flood."
    assert passage.context == f"Sallow: {passage.quote}"
    assert passage.source == "wikipedia"
    assert passage.address == "https://en.wikipedia.org/wiki/Sallow"
    assert passage.published == "2021-03-04"
    assert passage.outlet == "Wikipedia"
    assert passage.score > 0
    assert passage.id.startswith("https://en.wikipedia.org/wiki/Sallow#1:")


def test_a_zim_file_is_searched(tmp_path: Path) -> None:
    data = zim([Item("Sallow", html("<p>Sallow is old. The harbour closed in 1951.</p>"))])
    (passage,) = _search(_file(tmp_path, data, "w.zim"), "when the harbour closed")
    assert passage.quote == "The harbour closed in 1951."
    assert passage.address == "https://en.wikipedia.org/wiki/Sallow"
    assert passage.published is None


def test_what_leans_on_the_sentence_before_has_it_in_its_context(tmp_path: Path) -> None:
    path = _file(
        tmp_path, xml([Wiki("Sallow", [(STAMP, "The harbour is old. It closed in 1951 after a flood.")])])
    )
    (passage,) = _search(path, "closed after a flood")
    assert passage.quote == "It closed in 1951 after a flood."
    assert passage.context == "Sallow: The harbour is old. It closed in 1951 after a flood."


def test_the_section_is_told(tmp_path: Path) -> None:
    (passage,) = _search(_file(tmp_path, xml(PAGES)), "tonnes of salt")
    assert passage.quote == "At least 50 tonnes of salt were sold there each day."
    assert passage.why == "its words, in “Sallow”, section “Trade”"


def test_the_last_revision_counts(tmp_path: Path) -> None:
    revisions = [
        ("2020-01-01T00:00:00Z", "The harbour is open to all ships."),
        ("2022-02-02T00:00:00Z", "The harbour is closed to all ships."),
        ("2021-01-01T00:00:00Z", "The harbour is half open to ships."),
    ]
    (passage,) = _search(_file(tmp_path, xml([Wiki("Sallow", revisions)])), "harbour ships")
    assert (passage.quote, passage.published) == ("The harbour is closed to all ships.", "2022-02-02")


@pytest.mark.parametrize("stamp", ["", "yesterday", "2021-02-31T00:00:00Z"])
def test_a_revision_without_a_date_has_none(tmp_path: Path, stamp: str) -> None:
    (passage,) = _search(_file(tmp_path, xml([Wiki("Sallow", [(stamp, SALLOW)])])), "salt tonnes")
    assert passage.published is None


def test_addresses_are_those_of_the_wiki(tmp_path: Path) -> None:
    dump = xml([Wiki("Été à «A&B» 50%?", [(STAMP, SALLOW)])], base="https://fr.wikipedia.org/wiki/Accueil")
    (passage,) = _search(_file(tmp_path, dump), "salt tonnes")
    assert passage.address == (
        "https://fr.wikipedia.org/wiki/%C3%89t%C3%A9_%C3%A0_%C2%ABA%26B%C2%BB_50%25%3F"
    )


def test_the_index_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, xml(PAGES))
    assert _search(path, "harbour")
    monkeypatch.setattr(wikipedia, "read", lambda path: pytest.fail("it was read again"))
    assert _search(path, "harbour")


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    pages = [Wiki(f"P{n}", [(STAMP, f"Page number {n} has words of its own.")]) for n in range(1500)]
    wikipedia.shelf(_file(tmp_path, xml(pages)), told.append)
    assert sum(told) == 1500
    assert len(told) > 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "damaged: it is broken XML"),
        (b"not XML at all", "damaged: it is broken XML"),
        (b"<html><page/></html>", "it is no MediaWiki dump"),
        (xml([]), "no article with text is in it"),
        (xml(PAGES[1:3]), "no article with text is in it"),
        (xml(PAGES)[:-40], "damaged: it is broken XML"),
        (bz2.compress(xml(PAGES))[:-10], "damaged: "),
        (gzip.compress(xml(PAGES))[:-10], "damaged: "),
        (gzip.compress(xml(PAGES))[:40] + b"\xff" * 40, "damaged: "),
        (lzma.compress(xml(PAGES))[:-10], "damaged: "),
        (b"BZh9" + b"nonsense" * 9, "damaged: "),
        (
            HEAD.format(base="").encode() + b"<page><title>A</title>" + b"<x>" * 100_000,
            "damaged: it is broken XML",
        ),
    ],
)
def test_what_cannot_be_read_says_why_and_leaves_no_index(tmp_path: Path, data: bytes, why: str) -> None:
    path = _file(tmp_path, data)
    for _ in range(2):
        with pytest.raises(StopRun, match=rf"dump\.xml: {why}"):
            _opened(path)


def test_a_path_that_is_no_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match=r"wikipedia = .*there is no such file\. Give a \.zim"):
        _opened(tmp_path / "no.xml")
    with pytest.raises(StopRun, match="it is a folder"):
        _opened(tmp_path)


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = _file(tmp_path, b"the secret words of the machine", "secret.txt")
    bomb = '<!ENTITY a "harbour harbour">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for declared, used in ((bomb, "&i;"), (f'<!ENTITY i SYSTEM "{secret.as_uri()}">', "&i;")):
        data = f"<!DOCTYPE mediawiki [{declared}]>".encode() + xml(
            [Wiki("Sallow", [(STAMP, "The harbour is old, SECRET, and it was closed in 1951.")])]
        ).replace(b"SECRET", used.encode())
        path = _file(tmp_path, data)
        try:
            texts = [p.text for page in wikipedia.read(path) for p in page.paragraphs]
        except StopRun:
            continue  # refused as broken
        assert all(len(text) < 100 and "secret words" not in text for text in texts)


PEAK = """
import sys
from pathlib import Path
from sayso.evidence.sources import wikipedia
count = sum(1 for _ in wikipedia.read(Path(sys.argv[1])))
lines = Path("/proc/self/status").read_text().splitlines()
print(count, *(line.split()[1] for line in lines if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the system is asked for the most memory that was held")
def test_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    def peak(count: int) -> float:
        revisions = [(STAMP, "Salt was sold. " * 700)]
        path = _file(tmp_path, xml([Wiki(f"P{n}", revisions) for n in range(count)]))
        done = subprocess.run([sys.executable, "-c", PEAK, path], check=True, capture_output=True, text=True)
        pages, kilobytes = map(int, done.stdout.split())
        assert pages == count
        return kilobytes / 1024

    few, many = peak(50), peak(1500)  # the larger one has 16 million characters
    assert many - few < 8


def test_whatever_is_damaged_there_is_an_end_and_a_message(tmp_path: Path) -> None:
    whole = xml(PAGES)
    chance = random.Random(3)
    failed = 0
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 2, 8))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            list(wikipedia.read(_file(tmp_path, bytes(data))))
        except SaysoError as error:
            failed += 1
            assert "dump.xml" in str(error)
    assert 20 < failed < 200
