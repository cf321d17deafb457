"""Large JSONL is read line by line: memory does not grow with the file."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest
from reader_seeds import PROSE, SETTINGS, read

from sayso import readers
from sayso.errors import SkipDocument
from sayso.readers import expanding
from sayso.settings import Settings
from sayso.types import Document

LINE = json.dumps({"text": PROSE}).encode() + b"\n"


def _peak(path: Path) -> tuple[int, int]:
    tracemalloc.start()
    count = sum(1 for d in readers.documents([str(path)], SETTINGS) if isinstance(d, Document))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return count, peak


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_memory_does_not_grow_with_the_lines(tmp_path: Path, name: str) -> None:
    peaks = []
    for lines in (500, 15_000):
        path = tmp_path / name
        path.write_bytes(gzip.compress(LINE * lines) if name.endswith(".gz") else LINE * lines)
        count, peak = _peak(path)
        assert count == lines
        peaks.append(peak)
    # 15,000 lines are 4 MB; held whole they would add that and more.
    assert peaks[1] < peaks[0] + 2_500_000


def test_the_first_document_comes_before_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINE * 10 + b"broken")
    found = readers.documents([str(path)], SETTINGS)
    assert isinstance(next(found), Document)


def test_a_line_that_is_too_long_costs_only_itself() -> None:
    settings = Settings(max_text_chars=100)
    long = json.dumps({"text": "a" * 5000}).encode()
    short = b'{"text": "a"}'
    found = read(b"\n".join([short, long, short, long]), "a.jsonl", settings)
    assert [isinstance(item, Document) for item in found] == [True, False, True, False]
    error = found[1]
    assert isinstance(error, SkipDocument)
    assert str(error).startswith(
        "a.jsonl, line 2: the line is longer than max_text_chars allows (1,200 bytes)"
    )


def test_lines_of_a_packed_stream_are_those_of_the_plain_one(tmp_path: Path) -> None:
    data = b"a\n\nbb\n" + b"c" * 3_000_000 + b"\nd"
    path = tmp_path / "x"
    path.write_bytes(gzip.compress(data[:9]) + gzip.compress(data[9:]))
    with path.open("rb") as packed:
        stream = expanding.Expanded(packed, "x", 10_000_000)
        assert list(expanding.lines(stream, 4_000_000)) == data.splitlines(keepends=True)  # type: ignore[arg-type]
    with path.open("rb") as packed:
        assert expanding.Expanded(packed, "x", 10_000_000).read() == data
