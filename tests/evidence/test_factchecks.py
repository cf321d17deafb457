"""Published fact-checks as an evidence source: what is read from which file, and what is not."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import SaysoError
from sayso.evidence.sources import factchecks
from sayso.evidence.sources.factchecks import files
from sayso.evidence.sources.factchecks.reviews import Review
from sayso.findings import Asked, Passage, Stated
from sayso.settings import Settings

HELD = Path(__file__).parent / "factchecks"


class Shelved:
    """A library with nothing in it, which only makes passages."""

    def near(self, asked: Asked, most: int) -> list[Passage]:
        return []

    def passage(self, quote: str, context: str, published: str | None) -> Passage:
        return Passage("", "", quote, context, Stated(quote), published=f"read with {published}")


def _read(name: str, folder: Path = HELD) -> list[Review | None]:
    return list(files.read(folder / name, 1_000_000))


def _good(found: list[Review | None]) -> list[Review]:
    return [review for review in found if review]


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A copy: an index is written beside what is indexed."""
    return Path(shutil.copytree(HELD, tmp_path / "checks"))


def _opened(*paths: Path) -> factchecks.Factchecks:
    opened = factchecks.open(Settings(factchecks=", ".join(map(str, paths))), Shelved())
    assert opened
    return opened


def _searched(opened: factchecks.Factchecks, text: str, most: int = 5) -> tuple[list[Passage], str]:
    found, failed = list[Passage](), ""
    try:
        for passage in opened.search(Asked(Stated(text)), most):
            found.append(passage)
    except SaysoError as error:
        failed = str(error)
    return found, failed


def test_a_page_with_one_review() -> None:
    (review,) = _good(_read("plain.html"))
    assert review == Review(
        claim="Fifty bridges fell in Osterlund in one night & nobody said so",
        publisher="Plumbline",
        original="Pants on Fire!",
        rated="refuted",
        why="“Pants on Fire!” is listed as a fact-checkers' word for “refuted”",
        address="https://plumbline.example/checks/bridges",
        date="2024-03-05",
        title="No, fifty bridges did not fall",
        body="The road office counts three .",
        claimant="Ida Marsh",
    )


def test_a_page_with_a_graph_of_several_whose_author_stands_elsewhere() -> None:
    found = _read("graph.html")
    assert [(r.publisher, r.rated) for r in _good(found)] == [
        ("Vérifié", "mostly refuted"),
        ("Vérifié", "mixed"),
    ]
    assert found.count(None) == 1  # it names no claim
    assert _good(found)[0].claim == "L’eau de Vauclair est interdite depuis dix ans"


def test_broken_json_is_mended_and_what_is_past_mending_is_counted() -> None:
    found = _read("broken.html")
    first, second = _good(found)
    assert first.claim == 'El ministro dijo "no habrá tren" antes de 2030'
    assert (first.rated, first.date, first.address) == (
        "mostly refuted",
        "2024-03-07",
        "https://lupa-clara.example/tren",
    )
    assert (second.claim, second.rated) == ("El puente cuesta diez millones", "refuted")
    assert second.publisher == "Lupa Clara"
    assert found.count(None) == 1


def test_microdata() -> None:
    (review,) = _good(_read("microdata.html"))
    assert review.claim == "Der Fährverkehr nach Norderhaven wurde eingestellt"
    assert (review.publisher, review.claimant, review.date) == ("Lotwerk", "Jens Holt", "2022-06-30")
    assert (review.original, review.rated) == ("Größtenteils richtig", "mostly supported")
    assert review.address == "https://lotwerk.example/faehre"


def test_the_feed_of_data_commons() -> None:
    found = _read("feed.json")
    assert [(r.publisher, r.rated) for r in _good(found)] == [
        ("Plumbline", "mixed"),
        ("Plumbline", "supported"),
        ("Terazi", "refuted"),
        ("Отвес", "refuted"),
        ("सूत", "refuted"),
    ]
    assert found.count(None) == 1
    assert _good(found)[1].original == "5 (1 to 5)"


def test_a_line_costs_no_other() -> None:
    found = _read("lines.jsonl")
    nurses, hospital = _good(found)
    assert found.count(None) == 2
    assert nurses.rated == "mostly supported"
    assert (hospital.publisher, hospital.claimant, hospital.date) == ("Prumo", "Rui Prado", "2024-06-03")
    assert (hospital.rated, hospital.title) == ("mixed", "Hospital de Calder não fechou")


def test_a_table() -> None:
    found = _read("table.csv")
    assert [(r.claim, r.rated, r.date) for r in _good(found)] == [
        ("The Calder ferry carries 4,000 people a day", "supported", "2023-01-15"),
        ("The ferry sank twice", "refuted", "2023-02-01"),
    ]
    assert found.count(None) == 1


def test_pages_scripts_line_by_line_and_packed(tmp_path: Path) -> None:
    """As the research data of Data Commons comes."""
    item = {
        "@type": "ClaimReview",
        "claimReviewed": "A",
        "author": {"name": "B"},
        "reviewRating": {"ratingValue": 3},
    }
    line = f'<script type="application/ld+json">{json.dumps(item)}</script>\n'
    (tmp_path / "research.txt.gz").write_bytes(gzip.compress((line * 3).encode()))
    assert [r.rated for r in _good(_read("research.txt.gz", tmp_path))] == ["mixed"] * 3


@pytest.mark.parametrize(
    "content",
    [
        '[{"@type":"ClaimReview","claimReviewed":"x"}]',
        '{"@type":"ClaimReview","claimReviewed":"x"}',
        '{"a": [1, 2.5e3, "\\u00e9"],'
        ' "@graph": [{"@type":"schema:ClaimReview","schema:claimReviewed":{"@value":"x"}}]}',
        '{"@type":"http://schema.org/ClaimReview","claimReviewed":"x"}\n{"b":1}\n17',
        '\ufeff [[{"@type":["ClaimReview"],"itemReviewed":{"@type":"Claim","name":"x"}}]]',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_json_in_its_forms(tmp_path: Path, content: str, encoding: str) -> None:
    (tmp_path / "some.json").write_text(content, encoding)
    assert [review.claim for review in _good(_read("some.json", tmp_path))] == ["x"]


@pytest.mark.parametrize("size", [1, 7, 64])
def test_the_window_on_a_feed_may_end_anywhere(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    whole = _read("feed.json")
    monkeypatch.setattr("sayso.evidence.sources.factchecks.streaming._PIECE", size)
    assert _read("feed.json") == whole


def test_a_broken_item_is_given_up_before_it_fills_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.evidence.sources.factchecks.streaming.LARGEST", 10_000)
    (tmp_path / "long.json").write_text('["' + "x" * 1_000_000, "utf-8")
    with pytest.raises(
        files.Unreadable, match=r"long\.json: broken JSON at character 1: unterminated string"
    ):
        _read("long.json", tmp_path)


def test_search_gives_passages_with_their_rating(held: Path) -> None:
    found, failed = _searched(_opened(held / "plain.html"), "Fifty bridges fell in one night")
    assert not failed
    (passage,) = found
    assert passage.source == "factchecks"
    assert passage.quote == "Fifty bridges fell in Osterlund in one night & nobody said so"
    assert passage.id == passage.address == "https://plumbline.example/checks/bridges"
    assert (passage.outlet, passage.published) == ("Plumbline", "2024-03-05")
    assert "The road office counts three" in passage.context
    assert "Ida Marsh: Fifty bridges" in passage.context
    assert passage.rating
    assert (passage.rating.rated, passage.rating.original) == ("refuted", "Pants on Fire!")
    assert passage.rating.claim == passage.quote
    assert passage.score > 0
    assert "plain.html" in passage.why


def test_a_folder_gives_its_good_files_and_then_says_which_failed(held: Path) -> None:
    opened = _opened(held)
    found, failed = _searched(opened, "the lighthouse of Skerry, the dam at Hollin, the Calder ferry", 9)
    assert {passage.outlet for passage in found} >= {"Plumbline", "Tally Desk"}
    assert "The lighthouse of Skerry was sold" in {passage.quote for passage in found}
    assert "cut.json: broken JSON at character 359: unterminated string" in failed
    assert opened.malformed == 6


def test_of_several_paths_one_is_not_there(held: Path) -> None:
    opened = _opened(held / "plain.html", held / "wanting.json", held / "gone")
    found, failed = _searched(opened, "bridges in Osterlund")
    assert len(found) == 1
    assert "wanting.json: cannot be read (No such file or directory); 1 more failed:" in failed


def test_nothing_that_can_be_read_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match="No such file"):
        _opened(tmp_path / "wanting.json")
    (tmp_path / "notes.html").write_text("<p>No review here</p>", "utf-8")
    with pytest.raises(SaysoError, match=r"notes\.html: no fact-check is in it"):
        _opened(tmp_path / "notes.html")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SaysoError, match="no file in it has a name"):
        _opened(tmp_path / "empty")
    (tmp_path / "odd.bin").write_bytes(b"\x00\x01")
    with pytest.raises(SaysoError, match="neither JSON nor a page"):
        _opened(tmp_path / "odd.bin")
    (tmp_path / "packed.json.gz").write_bytes(gzip.compress(b"[" * 9)[:12])
    with pytest.raises(SaysoError, match=r"packed\.json\.gz"):
        _opened(tmp_path / "packed.json.gz")


def test_without_settings_it_is_not_set_up() -> None:
    assert factchecks.open(Settings(), Shelved()) is None
    assert "factchecks" in factchecks.SETUP


def test_a_path_may_hold_a_comma(held: Path) -> None:
    odd = held / "one, two.html"
    shutil.copy(held / "plain.html", odd)
    assert len(_searched(_opened(odd), "bridges")[0]) == 1


def test_the_same_review_in_two_files_is_one(held: Path) -> None:
    shutil.copy(held / "plain.html", held / "again.html")
    found, _ = _searched(_opened(held / "plain.html", held / "again.html"), "fifty bridges fell")
    assert len(found) == 1


def test_a_changed_page_is_read_again(held: Path) -> None:
    page = held / "plain.html"
    assert _searched(_opened(page), "bridges")[0][0].rating
    page.write_text(page.read_text("utf-8").replace("Pants on Fire!", "True"), "utf-8")
    (passage,) = _searched(_opened(page), "bridges")[0]
    assert passage.rating
    assert passage.rating.rated == "supported"


def test_a_page_that_was_too_large_is_read_when_it_may_be(held: Path) -> None:
    def opened(most: int) -> factchecks.Factchecks | None:
        return factchecks.open(Settings(factchecks=str(held / "plain.html"), max_file_bytes=most), Shelved())

    with pytest.raises(SaysoError, match="larger than max_file_bytes allows, 100 bytes"):
        opened(100)
    assert opened(100_000)


def _pages() -> Iterator[str]:
    yield from ("<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "{};", "\ufeff{}", "\n<!--\n{}\n-->\n")


@pytest.mark.parametrize("wrapping", list(_pages()))
def test_json_in_a_page_may_be_wrapped(tmp_path: Path, wrapping: str) -> None:
    item = '{"@type": "ClaimReview", "claimReviewed": "It\\\'s x", "reviewRating": {"alternateName": "Fake"}}'
    script = f'<script type="application/ld+json">{wrapping.replace("{}", item)}</script>'
    (tmp_path / "wrapped.html").write_text(f"<html><head>{script}</head></html>", "utf-8")
    assert [(r.claim, r.rated) for r in _good(_read("wrapped.html", tmp_path))] == [("It\\'s x", "refuted")]
