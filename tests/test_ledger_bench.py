"""What is measured of the ledger is measured right: each measurement at a size that takes a moment."""

from __future__ import annotations

import json
import random
import re
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import ledger
import postgres_server
from ledger_bench import clock, databases, finding, paper, queries, report
from newsroom import readings
from sayso.ledger import Query, open_ledger
from sayso.ledger import find as search

Figures = dict[str, Any]
SOME = 130
"""Documents: two batches and a bit."""


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))


def measured(tmp_path: Path, *words: str | Path) -> Figures:
    out = tmp_path / "out.json"
    ledger.main([*map(str, words), "--json", str(out)])
    told = json.loads(out.read_text())
    assert told["machine"]["cores"] >= 1
    found: Figures = told["figures"]
    return found


@pytest.mark.parametrize("database", databases.DATABASES)
def test_rows_are_those_of_the_generator(tmp_path: Path, database: str) -> None:
    if database == "postgresql" and postgres_server.programs() is None:
        pytest.skip("no PostgreSQL is installed")
    found = measured(tmp_path, "rows", "--documents", str(SOME), "--databases", database)
    made = {r.document.id: r for r in readings(SOME)}
    claims = sum(len(r.claims) for r in made.values())
    rows = found[database]
    assert (rows["documents"], rows["claims"]) == (SOME, claims)
    # Each claim has a row for itself, its reading, its vector and its words, and most have more.
    assert 4 * claims < rows["rows"] < 20 * claims
    assert rows["rows a second"] / rows["documents a second"] == pytest.approx(rows["rows"] / SOME)
    tenths = rows["documents a second, by tenths"]
    assert list(tenths)[-1] == "up to 100 %"
    assert min(tenths.values()) <= rows["documents a second"] <= max(tenths.values())
    assert sum(rows["bytes a document, by table"].values()) == pytest.approx(rows["bytes a document"], 0.02)
    assert (rows["… of which the database server's"] > 0) == (database == "postgresql")
    shards = found["shards"]
    assert 100 < shards["bytes a document"] < rows["bytes a document"]
    assert shards["claims"] == sum(len(r.claims) for r in readings(SOME))


def test_a_filled_ledger_goes_on_and_is_searched(tmp_path: Path) -> None:
    address = tmp_path / "news.db"
    [first] = measured(tmp_path, "fill", "--ledger", address, "--claims", "300").values()
    [second] = measured(tmp_path, "fill", "--ledger", address, "--claims", "1200").values()
    assert 300 <= first["claims"] < 350
    assert 1200 <= second["claims"] < 1250
    assert second["documents"] == first["documents"] + second["documents now added"]
    with closing(open_ledger(str(address))) as opened, opened.reading() as connection:
        held = {bytes(i).hex() for i in connection.execute(text("SELECT id FROM documents")).scalars()}
    assert held == {r.document.id for r in readings(second["documents"])}

    found = measured(tmp_path, "find", "--ledger", address, "--queries", "14")
    assert list(found) == list(queries.KINDS)
    for kind, figures in found.items():
        assert figures["queries"] == 14
        assert 0 < figures["median, ms"] <= figures["99th percentile, ms"] <= figures["longest, ms"]
        assert figures["answered"] == 1
        parts = figures["mean of the parts, ms"]
        assert min(parts.values()) >= 0
        assert (parts["full text"] > 0) == (kind != "a filter alone") == (parts["vectors"] > 0)
        assert parts["restoring"] > 0
        filters = figures.get("median by filter, ms", {})
        assert set(filters) == (set(queries.FILTERS) if "filter" in kind else set())
    # Little is in this ledger, so a claim that is asked for by its own words is among the first.
    assert found["three words"]["the claim's own words among the answers"] > 0.7


def test_a_ledger_that_was_not_filled_is_refused(tmp_path: Path) -> None:
    open_ledger(str(tmp_path / "empty.db"), create=True).close()
    with pytest.raises(Exception, match=r"ledger\.py fill"):
        ledger.main(["find", "--ledger", str(tmp_path / "empty.db")])


def test_queries_hold_for_the_claims_they_were_made_from(tmp_path: Path) -> None:
    address = str(tmp_path / "news.db")
    ledger.main(["fill", "--ledger", address, "--claims", "600"])
    with closing(open_ledger(address)) as opened:
        for one in islice(queries.asked("a filter alone", 30, 1, random.Random(1)), len(queries.FILTERS)):
            assert one.query != Query()
            found = search(opened, replace(one.query, limit=1000, versions=True))
            assert one.claim in {f.reading.text(f.reading.claims[f.n].content) for f in found}, one.filter


def test_adding_costs_something_and_fresh_ledgers_are_gone(tmp_path: Path) -> None:
    beside = tmp_path / "disk" / "news.db"
    beside.parent.mkdir()
    words = ("add", "--documents", "12", "--rounds", "2", "--workers", "1", "--ledger", beside)
    [figures] = measured(tmp_path, *words).values()
    assert figures["… lowest"] <= figures["of the rate, the ledger costs"] <= figures["… highest"] < 1
    assert figures["adding, processor ms a document"] > 0
    assert figures["claims a document, read"] > 3
    assert 100 < figures["words a document"] < 600
    assert list(beside.parent.iterdir()) == []


def test_memory_is_told_of_a_process_for_each_size(tmp_path: Path) -> None:
    found = measured(tmp_path, "memory", "--documents", "70", "--extracted", "3")
    assert list(found) == ["70 recorded", "3 read"]
    for figures in found.values():
        assert 30 < figures["adding, MiB"] <= figures["… and making the index, MiB"] < 1000
    assert found["70 recorded"]["the generator alone, MiB"] < found["70 recorded"]["adding, MiB"]


ADDED = {"words a document": 200, "reading alone, documents a second": 50.0}
ROWS = {
    "documents": 1000,
    "claims": 10_000,
    "documents a second": 200.0,
    "after the last document (index of vectors), seconds": 10.0,
    "bytes a document": 20_000.0,
    "index of vectors, bytes a claim": 400.0,
    "bytes a document, by table": {"documents": 3_000, "vectors": 5_000},
}
SHARDS = {
    "words a document": 100,
    "bytes a document": 1_000.0,
    "reading them again, documents a second": 2_000.0,
    "processor ms a document": 1.0,
}


def told(tmp_path: Path, **changed: float) -> list[str]:
    two = ADDED | {"reading alone, documents a second": 80.0}
    files = {
        "add": {"1 worker": ADDED, "2 workers": two},
        "rows": {"sqlite": ROWS | changed, "shards": SHARDS},
    }
    for what, figures in files.items():
        (tmp_path / f"{what}.json").write_text(json.dumps({"what": what, "figures": figures}))
    return [str(tmp_path / f"{what}.json") for what in files]


def test_paper_multiplies_what_was_measured(tmp_path: Path) -> None:
    found = paper.measured([Path(p) for p in told(tmp_path)], "sqlite")
    lines = {line.name: line.value for line in paper.estimate(found, paper.Corpus(1e6, words=400, cores=10))}
    # A million articles of 400 words are as two million of those read, and four million of those recorded.
    assert lines["reading"] == pytest.approx(2e6 / 50 / 3600)
    assert lines["machines for a week"] == 1
    assert lines["shards"] == pytest.approx(4e9 / 1e12)
    assert lines["ledger"] == pytest.approx(8e10 / 1e12)
    assert lines["… its largest table"] == pytest.approx(2e10 / 1e12)
    assert lines["index of vectors"] == pytest.approx(4e6 * 10 * 400 / 1e12)
    assert lines["merging, by one writer"] == pytest.approx(4e6 * (1 / 200 + 1 / 2000) / 3600)
    assert lines["ledgers"] == 1
    many = {line.name: line.value for line in paper.estimate(found, paper.Corpus(1e9, words=400, memory=256))}
    assert many["ledgers"] == 125  # 16 TB of index, 128 GB each
    assert many["merging, a writer a ledger"] == pytest.approx(many["merging, by one writer"] / 125)
    # 32 cores all week, of which 0.8 is kept, as two cores do 80 where one does 50.
    assert many["machines for a week"] == -(-2e9 / 50 / 3600 // (32 * 168 * 0.8))


def test_paper_says_what_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = told(tmp_path)
    ledger.main(["paper", *files, "--shard-bytes", "9000"])
    assert re.search(r"\| shards \| 9 \| TB", capsys.readouterr().out)
    with pytest.raises(SystemExit, match="rows"):
        ledger.main(["paper", files[0]])
    with pytest.raises(SystemExit, match="too few"):
        ledger.main(["paper", *told(tmp_path, **{"index of vectors, bytes a claim": 0.0})])


def test_nearest_rank() -> None:
    assert finding.percentile(list(range(1, 201)), 0.99) == 198
    assert finding.percentile([3.0], 0.99) == 3.0


def test_what_is_made_is_timed_apart() -> None:
    made = clock.Aside(iter([sum(range(200_000)), 2]))
    start = clock.now()
    assert len(list(made)) == 2
    assert 0 < made.wall <= (clock.now() - start).wall


def test_a_table_shows_what_each_measurement_has(capsys: pytest.CaptureFixture[str]) -> None:
    report.show({"a": {"rate": 1234.5, "by table": {"x": 1}}, "b": {"rate": 0.1234, "rows": 7}}, "rows")
    assert capsys.readouterr().out.split("\n\n") == [
        "\n| rows | a | b |\n|---|---|---|\n| rate | 1,234 | 0.123 |\n| rows |  | 7 |",
        "| by table | a |\n|---|---|\n| x | 1 |\n",
    ]
