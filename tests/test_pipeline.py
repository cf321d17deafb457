"""The job, with readers and extractor played by others: one bad document costs only itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import SimpleNamespace

import pytest

from sayso import claims, engine, pipeline, plugins, readers
from sayso.errors import SkipDocument, StopRun
from sayso.pipeline import Passed, gather
from sayso.protocols import Extractor
from sayso.settings import Settings
from sayso.types import Custody, Document, Reading

FAKE = SimpleNamespace(method="fake 0")
ALONE = Settings(workers=1)
BAD = SkipDocument("bad.bin", "not a text", "Remove it")


def document(address: str, chars: int = 5) -> Document:
    custody = Custody("0" * 64, chars, address, "2024-05-17T10:00:00Z", "text/plain", "text")
    return Document(address, "x" * chars, custody)


class Stage:
    """Stands in for readers and the claims stage, and keeps count of what is under way."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, found: Iterable[Document | SkipDocument]) -> None:
        self.found = found
        self.batches: list[list[str]] = []
        self.given = 0
        self.failure: dict[str, Exception] = {}
        monkeypatch.setattr(readers, "documents", self.documents)
        monkeypatch.setattr(claims, "extract", self.extract)
        monkeypatch.setattr(plugins, "load", lambda kind, name: SimpleNamespace(load=lambda settings: FAKE))

    def documents(self, paths: Iterable[str], settings: Settings) -> Iterator[Document | SkipDocument]:
        for item in self.found:
            self.given += 1
            yield item

    def extract(self, documents: Iterable[Document], extractor: Extractor) -> Iterator[Reading]:
        batch = list(documents)
        self.batches.append([d.address for d in batch])
        for each in batch:
            if each.address in self.failure:
                raise self.failure[each.address]
            yield Reading(each, "fake 0", (), ())


def addresses(results: Iterable[pipeline.Item]) -> list[str]:
    return [_address(result) for result in results]


def _address(result: pipeline.Item) -> str:
    if isinstance(result, Reading):
        return result.document.address
    return f"! {result.what}" if isinstance(result, SkipDocument) else f"= {result.address}"


def test_readings_and_rejections_come_in_the_order_of_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    Stage(monkeypatch, [BAD, document("a"), document("b"), BAD, document("c"), BAD])
    assert addresses(gather(["."], Settings())) == ["! bad.bin", "a", "b", "! bad.bin", "c", "! bad.bin"]


@pytest.mark.parametrize("bad", [0, 3, 6])
def test_a_document_that_breaks_the_extractor_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch, bad: int
) -> None:
    stage = Stage(monkeypatch, [document(str(i)) for i in range(7)])
    stage.failure[str(bad)] = ZeroDivisionError("at the comma")
    results = list(gather(["."], Settings()))
    assert addresses(results) == [f"! {i}" if i == bad else str(i) for i in range(7)]
    told = results[bad]
    assert isinstance(told, SkipDocument)
    assert "ZeroDivisionError" in told.why
    assert "at the comma" in told.why
    assert "report it" in told.todo


def test_a_document_that_the_extractor_declines_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(monkeypatch, [document("a"), document("b"), document("c")])
    stage.failure["b"] = SkipDocument("b", "in Latin", "Translate it")
    results = list(gather(["."], Settings()))
    assert addresses(results) == ["a", "! b", "c"]
    assert str(results[1]) == "b: in Latin. Translate it"


def test_what_stops_the_run_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(monkeypatch, [document("a"), document("b")])
    stage.failure["b"] = StopRun("model", "gone", "Install it")
    with pytest.raises(StopRun, match="model: gone"):
        list(gather(["."], Settings()))


def test_a_wrong_setting_stops_the_run_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    load = plugins.load
    stage = Stage(monkeypatch, [document("a")])
    monkeypatch.setattr(plugins, "load", load)
    with pytest.raises(StopRun, match="extractor 'oracle': no such name"):
        next(gather(["."], Settings(extractor="oracle")))
    assert stage.given == 0


@pytest.mark.parametrize(
    ("chars", "most"),
    [(1, pipeline.BATCH_DOCUMENTS), (pipeline.BATCH_CHARS // 4, 4), (pipeline.BATCH_CHARS * 2, 1)],
)
def test_a_batch_and_not_the_corpus_bounds_memory(
    monkeypatch: pytest.MonkeyPatch, chars: int, most: int
) -> None:
    stage = Stage(monkeypatch, (document(str(i), chars) for i in range(500)))
    ahead = 0
    for done, _ in enumerate(gather(["."], ALONE), start=1):
        ahead = max(ahead, stage.given - done + 1)
    assert ahead == max(map(len, stage.batches)) == most
    assert sum(map(len, stage.batches)) == 500


def test_rejections_alone_fill_a_batch_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of a million unreadable files must not be held in memory before the first is told."""
    stage = Stage(monkeypatch, (BAD for _ in range(500)))
    next(gather(["."], Settings()))
    assert stage.given <= pipeline.BATCH_DOCUMENTS


def test_a_date_that_the_user_gives_wins_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    Stage(monkeypatch, [document("a")])
    [reading] = gather(["."], Settings(published="2024-05-17"))
    assert isinstance(reading, Reading)
    assert reading.document.published == "2024-05-17"
    assert reading.document.notes == ("the date 2024-05-17 was given by the user; the document has none",)


def test_what_is_known_is_passed_over_and_not_extracted(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [document("a"), BAD, document("b"), document("c")]
    stage = Stage(monkeypatch, found)
    asked: list[tuple[list[str], str]] = []

    def known(documents: Sequence[Document], method: str) -> set[str]:
        asked.append(([d.address for d in documents], method))
        return {documents[1].id, document("elsewhere").id}

    results = list(gather(["."], Settings(), known=known))
    assert addresses(results) == ["a", "! bad.bin", "= b", "c"]
    assert results[2] == Passed(document("b").id, "b")
    assert stage.batches == [["a", "c"]]
    assert asked == [(["a", "b", "c"], "fake 0")]


def test_where_all_is_known_nothing_is_extracted(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much it is: no worker is started for it."""
    stage = Stage(monkeypatch, (document(str(i), 20_000) for i in range(50)))
    monkeypatch.setattr(engine, "started", None)
    results = list(gather(["."], Settings(workers=2), known=lambda found, method: {d.id for d in found}))
    assert all(isinstance(result, Passed) for result in results)
    assert len(results) == 50
    assert [batch for batch in stage.batches if batch] == []


def test_a_small_input_is_read_without_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    Stage(monkeypatch, [document(str(i), 3_000) for i in range(40)])
    monkeypatch.setattr(engine, "started", None)
    assert len(list(gather(["."], Settings(workers=2)))) == 40
