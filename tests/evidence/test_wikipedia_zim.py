"""Reading ZIM files: what stands in them, and what happens when they are damaged."""

from __future__ import annotations

import io
import random
import struct
from pathlib import Path

import pytest
from wikipedia_files import PLAIN, XZ, ZSTD, Item, html, packed, zim

from sayso.errors import SaysoError, StopRun
from sayso.evidence.sources.wikipedia import articles, read
from sayso.evidence.sources.wikipedia.clusters import Cluster
from sayso.evidence.sources.wikipedia.sentences import HOLE
from sayso.evidence.sources.wikipedia.streams import Beyond
from sayso.evidence.sources.wikipedia.zim import opened

PROSE = "<p>The old harbour of <b>Sallow</b> was closed in 1951.</p>"
ITEMS = [
    Item("Sallow", html(PROSE), packing=ZSTD),
    Item("Tern_Island", html("<p>Nobody has lived on the island since 1902.</p>"), "Tern Island", packing=XZ),
    Item("Anlage", html("<p>The plant made 30 tonnes a day.</p>"), packing=PLAIN),
    Item("Harbour", to="Sallow"),
    Item("style.css", "p { }", kind="text/css"),
    Item("Date", "2024-05-06", space="M", kind="text/plain"),
    Item("Language", "eng", space="M", kind="text/plain"),
    Item("Name", "wikipedia_en_all_maxi", space="M", kind="text/plain"),
]


def _at(folder: Path, data: bytes) -> Path:
    path = folder / "w.zim"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("wide", [False, True])
def test_pages_of_every_packing_are_read(tmp_path: Path, wide: bool) -> None:
    found = {page.title: page for page in read(_at(tmp_path, zim(ITEMS, wide=wide)))}
    assert sorted(found) == ["Anlage", "Sallow", "Tern Island"]
    texts = {title: [p.text for p in page.paragraphs] for title, page in found.items()}
    assert texts["Sallow"] == ["The old harbour of Sallow was closed in 1951."]
    assert texts["Tern Island"] == ["Nobody has lived on the island since 1902."]
    assert texts["Anlage"] == ["The plant made 30 tonnes a day."]
    assert found["Tern Island"].address == "https://en.wikipedia.org/wiki/Tern_Island"
    assert found["Sallow"].published == "2024-05-06"


def test_many_pages_share_a_cluster_and_come_in_its_order(tmp_path: Path) -> None:
    texts = {f"P{n:03}": f"Page number {n} has these words." for n in range(200)}
    # Packed in the other order than that of their paths.
    items = [Item(name, html(f"<p>{text}</p>")) for name, text in reversed(texts.items())]
    found = list(read(_at(tmp_path, zim(items))))
    assert {p.title: p.paragraphs[0].text for p in found} == texts
    assert [p.title for p in found] == sorted(texts, reverse=True)


def test_entries_are_found_by_path(tmp_path: Path) -> None:
    with opened(_at(tmp_path, zim(ITEMS))) as file:
        entry = file.find("M", "Name")
        assert entry is not None
        assert file.blob(entry) == b"wikipedia_en_all_maxi"
        assert file.find("M", "Nam") is None
        assert file.find("Z", "Zebra") is None
        assert file.find("C", "Harbour") is None  # a redirect


def test_old_files_keep_their_pages_in_another_namespace(tmp_path: Path) -> None:
    items = [Item("Sallow.html", html(PROSE), "Sallow", space="A"), Item("x", html(PROSE), space="C")]
    (page,) = read(_at(tmp_path, zim(items, minor=0)))
    assert page.address == "https://en.wikipedia.org/wiki/Sallow"


@pytest.mark.parametrize(
    ("told", "prefix"),
    [
        ({"Source": "https://fr.wikipedia.org/"}, "https://fr.wikipedia.org/wiki/"),
        ({"Source": "en.m.wikipedia.org"}, "https://en.wikipedia.org/wiki/"),
        ({"Name": "wikivoyage_de_all"}, "https://de.wikivoyage.org/wiki/"),
        ({"Language": "deu"}, "https://de.wikipedia.org/wiki/"),
        ({"Language": "eng,fra"}, "https://en.wikipedia.org/wiki/"),
        ({}, "https://en.wikipedia.org/wiki/"),
    ],
)
def test_where_the_pages_are_on_the_web(tmp_path: Path, told: dict[str, str], prefix: str) -> None:
    items = [Item("A B", html(PROSE))]
    items += [Item(name, value, space="M", kind="text/plain") for name, value in told.items()]
    (page,) = read(_at(tmp_path, zim(items)))
    assert page.address == prefix + "A_B"
    assert page.published is None


def test_html_is_what_a_reader_sees() -> None:
    outline = articles.outline(
        b"""<html><body><div class="hatnote">This page is about the town, not the tree.</div>
        <table class="infobox"><tr><td>Population of the town here 9,000</td></tr></table>
        <p>Sallow<sup class="reference"><a>[1]</a></sup> has 10<sup>6</sup> bricks, on the 1<sup>st</sup> hill
        <span style="display:none">and unseen words</span> of the coast.<style>.a{}</style></p>
        <h2>Trade<span class="mw-editsection">[edit]</span></h2>
        <ul><li>Salt was sold here until 1951.</li></ul>
        <details><summary><h2>References</h2></summary><ol><li>A book that nobody should quote here.</li></ol>
        <h3>Sources</h3><p>Nor this one, which stands below it.</p></details>
        <h2>Later</h2><p>The town grew after all that.<br/>Much.</p>
        <p>It is <span><math><mi>x</mi></math></span> metres wide in all.</p>
        <script>var a = "x y z a b c d"</script>
        </body></html>"""
    )
    assert [(p.section, p.text) for p in outline.paragraphs] == [
        ("", "Sallow has 10⁶ bricks, on the 1st hill of the coast."),
        ("Trade", "Salt was sold here until 1951."),
        ("Later", "The town grew after all that. Much."),
        ("Later", f"It is {HOLE} metres wide in all."),
    ]


@pytest.mark.parametrize(
    "content", [b"", b"\0\0", b"<", b"plain", b"<p>" * 5000, b"</p>\xff\xfe<html><body>"]
)
def test_html_that_is_none_gives_no_paragraph(content: bytes) -> None:
    assert articles.outline(content).paragraphs == []


def test_no_zim_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match=r"it is no ZIM file\. Give a \.zim file"):
        list(read(_at(tmp_path, b"PK\3\4 and more")))
    part = tmp_path / "w.zimaa"
    part.write_bytes(zim(ITEMS))
    with pytest.raises(StopRun, match=r"cat w\.zim\?\? > w\.zim"):
        list(read(part))


def test_another_version_says_so(tmp_path: Path) -> None:
    data = bytearray(zim(ITEMS))
    data[4:6] = struct.pack("<H", 7)
    with pytest.raises(StopRun, match=r"version 7\.1 .* 5 and 6"):
        list(read(_at(tmp_path, bytes(data))))


def _field(at: int, form: str, value: int) -> bytes:
    data = bytearray(zim(ITEMS))
    struct.pack_into(f"<{form}", data, at, value)
    return bytes(data)


@pytest.mark.parametrize(
    ("at", "form", "value", "why"),
    [
        (24, "I", 2**32 - 1, "list of 4,294,967,295 pages does not fit"),
        (28, "I", 2**32 - 1, "list of 4,294,967,295 clusters does not fit"),
        (28, "I", 1, "lies in cluster 2 of 1"),
        (32, "Q", 2**64 - 1, "pages does not fit"),
        (48, "Q", 2**63, "clusters does not fit"),
        (56, "Q", 2**64 - 1, "the list of media types would go on"),
    ],
)
def test_a_damaged_header_is_named(tmp_path: Path, at: int, form: str, value: int, why: str) -> None:
    with pytest.raises(StopRun, match=f"damaged: .*{why}"):
        list(read(_at(tmp_path, _field(at, form, value))))


def _blob(plain: bytes, info: int, number: int = 0, most: int = 1 << 40) -> bytes:
    return Cluster(io.BytesIO(packed(plain, info & 15)), 0, info, most).blob(number)


@pytest.mark.parametrize(
    ("plain", "info", "number", "why"),
    [
        (b"", PLAIN, 0, "ends after 0 bytes"),
        (struct.pack("<I", 0), PLAIN, 0, "list of pages would have 0 bytes"),
        (struct.pack("<I", 7), PLAIN, 0, "list of pages would have 7 bytes"),
        (struct.pack("<I", 2**32 - 4), PLAIN, 0, "list of pages would have 4,294,967,292 bytes"),
        (struct.pack("<III", 12, 8, 20), PLAIN, 0, "ends before it begins"),
        (struct.pack("<III", 12, 13, 12), ZSTD, 0, "ends before it begins"),
        (struct.pack("<III", 12, 13, 14) + b"ab", ZSTD, 2, "page 2 of 2"),
        (struct.pack("<II", 8, 2**31), ZSTD, 0, "page 0 would have"),
        (struct.pack("<II", 8, 20) + b"short", XZ, 0, "ends too early|ends after 13 bytes"),
        (struct.pack("<QQ", 16, 2**62), PLAIN | 16, 0, "page 0 would have"),
        (struct.pack("<QQQ", 24, 2**62, 2**62 + 1), PLAIN | 16, 1, r"byte 4,611,\S+ of at most"),
        (b"x", 2, 0, "it is packed in way 2"),
    ],
)
def test_a_damaged_cluster_is_named(plain: bytes, info: int, number: int, why: str) -> None:
    with pytest.raises(Beyond, match=why):
        _blob(plain, info, number)


@pytest.mark.parametrize("info", [XZ, ZSTD])
def test_a_bomb_is_not_unpacked_further_than_is_allowed(info: int) -> None:
    plain = struct.pack("<II", 8, 5_000_008) + bytes(5_000_000)
    assert len(packed(plain, info)) < 10_000
    with pytest.raises(Beyond, match="of at most 1,000,000"):
        _blob(plain, info, most=1_000_000)


def test_a_file_whose_own_checksum_is_cut_off_is_read(tmp_path: Path) -> None:
    assert len(list(read(_at(tmp_path, zim(ITEMS)[:-16])))) == 3


@pytest.mark.parametrize("cut", [5, 79, 81, 120, 300, 600, -40, -200])
def test_a_file_that_is_cut_off_says_so(tmp_path: Path, cut: int) -> None:
    with pytest.raises(StopRun, match=r"damaged|no ZIM file"):
        list(read(_at(tmp_path, zim(ITEMS)[:cut])))


def test_whatever_is_damaged_there_is_an_end_and_a_message(tmp_path: Path) -> None:
    whole = zim(ITEMS)
    chance = random.Random(7)
    failed = 0
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 8))):
            data[chance.randrange(len(data))] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
        try:
            list(read(_at(tmp_path, bytes(data))))
        except SaysoError as error:
            failed += 1
            assert str(tmp_path / "w.zim") in str(error)
    assert 30 < failed < 200
