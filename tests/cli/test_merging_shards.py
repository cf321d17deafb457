"""`sayso add --shards` without a path: shards that were made elsewhere are merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import run

pytest.importorskip("pyarrow")


def test_shards_made_for_one_ledger_are_merged_into_another(tmp_path: Path) -> None:
    article, shards = tmp_path / "a.txt", str(tmp_path / "made")
    article.write_text("The minister said that the bridge was closed on 3 May 2021.", "utf-8")
    first = run("add", str(article), "--shards", shards, "--ledger", str(tmp_path / "one.db"))
    assert first.returncode == 0, first.stderr
    merge = ("add", "--shards", shards, "--ledger", str(tmp_path / "two.db"))
    merged = run(*merge)
    assert merged.returncode == 0, merged.stderr
    assert merged.stdout.startswith(b"1 added")
    assert b"1 was there already" in run(*merge).stdout


def test_without_path_and_shards_it_says_what_is_missing() -> None:
    done = run("add")
    assert done.returncode == 2
    assert b"PATH" in done.stderr
