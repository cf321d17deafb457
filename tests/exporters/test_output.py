"""A file appears whole or not at all, and none is lost to a slip of the hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import stories
from sayso.errors import StopRun
from sayso.exporters import Output, html, jsonl


def test_the_file_appears_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with Output(str(path)) as out:
        out.write(b"one\n")
        assert not path.exists()
        out.write(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_nothing_is_left_where_the_run_broke(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out.jsonl"
    with pytest.raises(error), Output(str(path)) as out:
        out.write(b"half")
        raise error
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("exporter", [html, jsonl])
def test_an_earlier_output_is_replaced(tmp_path: Path, exporter) -> None:
    path = tmp_path / "out"
    for _ in range(2):
        with Output(str(path)) as out:
            for chunk in exporter.export([stories.worked()]):
                out.write(chunk)
    assert path.stat().st_size > 500


def test_a_file_of_somebody_elses_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("The only copy of the article.")
    with pytest.raises(StopRun, match="not made by Sayso"):
        Output(str(path))
    assert path.read_text() == "The only copy of the article."


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "there" / "out.jsonl")
    with Output(str(link)) as out:
        out.write(b"x")
    assert link.is_symlink() and (tmp_path / "there" / "out.jsonl").read_bytes() == b"x"


def test_a_device_is_written_to_directly() -> None:
    with Output(os.devnull) as out:
        out.write(b"gone")
    assert not Path(os.devnull).is_file()


def test_what_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match=r"Make the folder .*missing first"):
        Output(str(tmp_path / "missing" / "out.html"))
    with pytest.raises(StopRun, match="folder"):
        Output(str(tmp_path))
    with pytest.raises(StopRun, match="cannot write /: it is a folder"):
        Output("/")
