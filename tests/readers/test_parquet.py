"""Parquet: rows as documents, named as the lines of JSONL are."""

from __future__ import annotations

import builtins
import gzip
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from reader_seeds import PROSE, one, read, refusal

from sayso.errors import SkipDocument
from sayso.readers import records
from sayso.types import Document

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def parquet(columns: dict[str, Any], **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def test_a_row_is_a_document_and_the_rest_is_passed_through() -> None:
    columns = {
        "id": [7],
        "text": [PROSE + "\r\nKept as it came. "],
        "headline": ["The dam"],
        "url": ["https://a.example/7"],
        "date": pa.array([date(2021, 5, 14)]),
        "author": [["Mirela Voss"]],
        "outlet": ["The Courier"],
        "lang": ["en"],
        "rating": [3],
        "score": [float("nan")],
        "at": pa.array([1_620_000_000_123_456_789], pa.timestamp("ns", "UTC")),
        "tags": [[{"x": None}]],
        "kind": pa.array(["news"]).dictionary_encode(),
        "picture": [b"\x89PNG"],
        "price": pa.array([None], pa.decimal128(5, 2)),
    }
    document = one(parquet(columns), "a.parquet")
    assert document.text == columns["text"][0]
    assert (document.address, document.given_id, document.custody.address) == (
        "7",
        "7",
        "https://a.example/7",
    )
    assert (document.title, document.published, document.language) == ("The dam", "2021-05-14", "en")
    assert (document.authors, document.publisher) == (("Mirela Voss",), "The Courier")
    assert document.fields == {
        "url": "https://a.example/7",
        "rating": 3,
        "score": None,
        "at": datetime(2021, 5, 3, 0, 0, 0, 123456, tzinfo=UTC).isoformat().replace("+00:00", "Z"),
        "tags": [{"x": None}],
        "kind": "news",
        "price": None,
    }


def test_a_row_without_an_id_is_known_by_its_url_and_else_by_its_number() -> None:
    found = read(
        parquet({"text": [PROSE] * 3, "url": ["https://a.example/1", "https://a.exam[ple", None]}),
        "a.parquet",
    )
    assert [(d.address, d.fields) for d in found if isinstance(d, Document)] == [
        ("https://a.example/1", {}),
        ("a.parquet#2", {"url": "https://a.exam[ple"}),
        ("a.parquet#3", {"url": None}),
    ]


@pytest.mark.parametrize("use", records.NAMES)
def test_lines_and_rows_mean_the_same_by_every_name(use: str) -> None:
    given = {"url": "https://a.example/1", "published": "2021-05-14", "language": "en"}.get(use, PROSE)
    for name in records.NAMES[use]:
        record = {"text": PROSE, "other": "x", name: given} if use != "text" else {name: PROSE, "other": "x"}
        row = one(parquet({key: [value] for key, value in record.items()}), "a.parquet")
        line = one(json.dumps(record).encode(), "a.jsonl")
        assert row.fields == line.fields == {"other": "x"}
        for part in ("text", "title", "published", "publisher", "language", "authors", "given_id"):
            assert getattr(row, part) == getattr(line, part)
        if use in ("title", "published", "publisher", "authors"):
            assert getattr(row, use) in (given, (given,))


def test_a_bad_row_costs_only_itself() -> None:
    far = pa.array([0, 2**62, 0], pa.timestamp("ms"))
    first, second, third = read(parquet({"text": [PROSE, PROSE, None], "at": far}), "a.parquet")
    assert isinstance(first, Document)
    assert isinstance(second, SkipDocument) and "a value in this row cannot be read" in second.why
    assert str(third) == "a.parquet, row 3: its field text is no text. Write it anew with a text in each row"


def test_rows_are_numbered_across_row_groups() -> None:
    found = read(parquet({"text": [f"{n} {PROSE}" for n in range(2500)]}, row_group_size=700), "x")
    assert [d.address for d in found if isinstance(d, Document)] == [f"x#{n}" for n in range(1, 2501)]


@pytest.mark.parametrize(
    ("data", "why", "todo"),
    [
        (b"PAR1" + b"x" * 99, "broken Parquet, 0 rows of it could be read", "Get the file again"),
        (parquet({"text": [PROSE]})[:-9], "broken Parquet", "Get the file again"),
        (b"no Parquet at all", "broken Parquet", "Get the file again"),
        (parquet({"text": pa.array([], pa.string())}), "no row in it", "right file"),
        (
            parquet({"words": [PROSE], "n": [1], "text": [b"bytes"]}),
            "no column of text among its columns: words (string), n (int64), text (binary)",
            "one of the names text, plain_text,",
        ),
    ],
)
def test_refusals(data: bytes, why: str, todo: str) -> None:
    error = refusal(data, "a.parquet")
    assert why in error.why and todo in error.todo and "\n" not in str(error)


def test_a_page_that_is_damaged_ends_the_file_after_what_is_whole() -> None:
    data = bytearray(parquet({"text": [f"{n} {PROSE}" for n in range(2000)]}, row_group_size=500))
    data[len(data) * 2 // 3 : len(data) * 2 // 3 + 3000] = b"\xff" * 3000
    found = read(bytes(data), "a.parquet")
    assert isinstance(found[0], Document) and len(found) > 500
    assert isinstance(found[-1], SkipDocument) and "rows of it could be read" in found[-1].why


def test_one_packed_again_says_so() -> None:
    error = refusal(gzip.compress(parquet({"text": [PROSE]})), "a.parquet.gz")
    assert error.why == "a Parquet file packed once more; its end must be read first"


def test_without_pyarrow_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any, **more: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *args, **more)

    data = parquet({"text": [PROSE]})
    monkeypatch.setattr(builtins, "__import__", missing)
    error = refusal(data, "a.parquet")
    assert error.todo == "Type: pip install 'sayso[parquet]'"
