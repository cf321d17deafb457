"""The files that the generator writes, and whether readers take them for what they are."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

import newsroom
from sayso import readers
from sayso.settings import Settings
from sayso.types import Document

PROGRAM = Path(__file__).parents[2] / "bench" / "generate.py"


def generate(*words: str | Path) -> str:
    command = [sys.executable, str(PROGRAM), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


@pytest.mark.parametrize("name", ["news.jsonl", "news.jsonl.gz", "news.parquet"])
def test_a_reader_finds_the_documents_that_the_readings_are_of(tmp_path: Path, name: str) -> None:
    pytest.importorskip("pyarrow") if name.endswith(".parquet") else None
    generate("30", tmp_path / name)
    read = list(readers.documents([str(tmp_path / name)], Settings()))
    made = [reading.document for reading in newsroom.readings(30)]
    assert all(isinstance(document, Document) for document in read)
    keys = [(d.id, d.title, d.published, d.publisher, d.fields) for d in read if isinstance(d, Document)]
    assert keys == [(d.id, d.title, d.published, d.publisher, d.fields) for d in made]


def test_processes_write_what_one_does(tmp_path: Path) -> None:
    generate("1200", tmp_path / "one.jsonl", "--readings", "--seed", "9", "--start", "77")
    generate(
        "1200", tmp_path / "two.jsonl.gz", "--readings", "--seed", "9", "--start", "77", "--workers", "2"
    )
    for what in ("", ".truth", ".readings"):
        one = (tmp_path / f"one{what}.jsonl").read_bytes()
        assert one == gzip.decompress((tmp_path / f"two{what}.jsonl.gz").read_bytes())
        assert one.count(b"\n") == 1200


def test_the_truth_is_of_the_documents_beside_it(tmp_path: Path) -> None:
    generate("300", tmp_path / "news.jsonl", "--copies", "0.5")
    pages = _lines(tmp_path / "news.jsonl")
    truths = _lines(tmp_path / "news.truth.jsonl")
    assert [t["number"] for t in truths] == list(range(300))
    for page, truth in zip(pages, truths, strict=True):
        assert page["id"] == page["url"] == truth["url"]
        if truth["role"] == "copy":
            start, end = truth["copied"]
            assert page["text"][start:end] in pages[truth["copy_of"]]["text"]
        for claim in truth["claims"]:
            assert all(
                page["text"][p["span"][0] : p["span"][1]].lower() == p["name"].lower()
                for p in claim["places"]
            )
    assert sum(t["role"] == "copy" for t in truths) > 100


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_corpus_alone_is_written_where_that_is_asked(tmp_path: Path) -> None:
    generate("5", tmp_path / "news.jsonl", "--no-truth")
    assert [p.name for p in tmp_path.iterdir()] == ["news.jsonl"]


@pytest.mark.parametrize("words", ["0", "5 --copies 2", "5 --seed -1", "5 --workers 0"])
def test_what_cannot_be_made_is_refused(tmp_path: Path, words: str) -> None:
    size, *options = words.split()
    command = [sys.executable, str(PROGRAM), size, str(tmp_path / "x.jsonl"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "error:" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "x.jsonl").exists()
