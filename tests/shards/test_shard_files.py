"""Shards as files: whole or not there; what is damaged is found out, never read as something else."""

from __future__ import annotations

import errno
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso import shards
from sayso.errors import SkipDocument, StopRun
from sayso.shards import files
from sayso.shards.files import Stamp
from sayso.shards.rows import Row, row
from sayso.types import Apart, Custody, Document, Reading, Span

pytest.importorskip("pyarrow", reason="shards need the extra sayso[parquet]")

BAD = SkipDocument("bad.bin", "not a text", "Remove it")


def reading(number: int) -> Reading:
    text = "".join(random.Random(number).choices("rain fell on the harbour", k=250))
    custody = Custody("0" * 64, 9, str(number), "2024-05-17T10:00:00Z", "text/plain", "text")
    return Reading(
        Document(str(number), text, custody), "fake 1", (), (), (Apart((Span(0, number),), "order"),)
    )


READINGS = sorted((reading(number) for number in range(700)), key=lambda r: r.document.id)
"""More than a row group holds."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written = shards.write(
        str(tmp_path / files.name(0, 1)), [*READINGS, BAD], Stamp(0, 1, "fake 1", "f" * 32)
    )
    assert (written.documents, written.skipped) == (700, 1)
    return tmp_path


def shown(folder: Path | str) -> list[str]:
    return [repr(item) for item in shards.readings(str(folder))]


WHOLE = [*map(repr, READINGS), repr(BAD)]


def test_what_was_written_is_read(folder: Path) -> None:
    assert shown(folder) == WHOLE
    assert [path.name for path in folder.iterdir()] == ["shard-00000-of-00001.parquet"]
    assert files.stamp(str(folder / files.name(0, 1))) == Stamp(0, 1, "fake 1", "f" * 32, 700, 1)


def test_others_can_read_the_columns(folder: Path) -> None:
    import pyarrow.parquet as pq

    table = pq.read_table(folder / files.name(0, 1), columns=["id", "address", "method", "text"])
    assert table.slice(0, 1).to_pylist() == [
        {
            "id": READINGS[0].document.id,
            "address": READINGS[0].document.address,
            "method": "fake 1",
            "text": READINGS[0].document.text,
        }
    ]


def test_shards_can_lie_wherever_fsspec_reaches() -> None:
    path = f"memory://there/{files.name(0, 1)}"
    shards.write(path, READINGS[:3], Stamp(0, 1, "fake 1", "f"))
    assert shown("memory://there") == WHOLE[:3]


def test_a_flipped_bit_is_found_out_wherever_it_is(folder: Path) -> None:
    """What comes is what was written, as far as it comes; and if it does not all come, the shard is named."""
    path = folder / files.name(0, 1)
    sound, noticed = path.read_bytes(), 0
    for at in sorted(random.Random(7).sample(range(len(sound)), 150)):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 0x10]) + sound[at + 1 :])
        try:
            found = list(shards.readings(str(folder)))
        except StopRun as error:
            assert "later version" in error.why
            continue
        complaints = [i for i in found if isinstance(i, SkipDocument) and i.what == str(path)]
        noticed += len(complaints)
        assert [repr(item) for item in found if item not in complaints] == WHOLE[
            : len(found) - len(complaints)
        ]
        assert complaints or len(found) == len(WHOLE)
    assert noticed > 100


@pytest.mark.parametrize("kept", [0, 3, 100, 0.5, 0.99, -1])
def test_a_truncated_shard_is_named_with_what_to_do(folder: Path, kept: float) -> None:
    path = folder / files.name(0, 1)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole)) if isinstance(kept, float) else kept])
    [complaint] = shards.readings(str(folder))
    assert isinstance(complaint, SkipDocument)
    assert complaint.what == str(path)
    assert complaint.why.startswith("a damaged shard (")
    assert complaint.todo == "Remove it and run the same command again: the other shards are not done again"
    assert files.stamp(str(path)) is None


def test_rows_that_are_missing_are_missed(folder: Path) -> None:
    """A file that is sound in itself, but not all that was written: someone filtered it."""
    import pyarrow.parquet as pq

    path = folder / files.name(0, 1)
    table = pq.read_table(path)
    told = {b"sayso": pq.read_metadata(path).metadata[b"sayso"]}
    pq.write_table(table.slice(0, 10).replace_schema_metadata(told), path)
    *found, complaint = shown(folder)
    assert found == WHOLE[:10]
    assert "10 rows where 701 were written" in complaint


def test_a_table_of_someone_else_is_no_shard(folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": ["a"]}), folder / files.name(0, 1))
    [complaint] = shown(folder)
    assert "it was not written by Sayso" in complaint


def test_a_shard_of_a_later_version_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SCHEMA", 0)
    with pytest.raises(StopRun, match=r"later version of Sayso \(schema 1; this one reads up to 0\)"):
        shown(folder)


def test_a_missing_shard_is_named(tmp_path: Path) -> None:
    for number in (0, 2):
        shards.write(
            str(tmp_path / files.name(number, 3)), READINGS[number : number + 1], Stamp(number, 3, "", "")
        )
    first, missing, last = shards.readings(str(tmp_path))
    assert [first, last] == [READINGS[0], READINGS[2]]
    assert isinstance(missing, SkipDocument)
    assert missing.what == str(tmp_path / "shard-00001-of-00003.parquet")


def test_shards_of_two_runs_are_not_mixed(folder: Path) -> None:
    shards.write(str(folder / files.name(0, 2)), [], Stamp(0, 2, "", ""))
    with pytest.raises(StopRun, match="it holds shards of 1 and 2"):
        shown(folder)


@pytest.mark.parametrize("place", ["", "nowhere"])
def test_a_folder_without_shards_stops_the_run(tmp_path: Path, place: str) -> None:
    with pytest.raises(StopRun, match="no shard in it"):
        shown(tmp_path / place)


def test_a_disk_that_is_full_leaves_nothing_half_written(tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        yield row(READINGS[0])
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StopRun, match=r"cannot write .*: No space left on device\. Make room"):
        files.write(str(tmp_path / files.name(0, 1)), rows(), Stamp(0, 1, "", ""))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StopRun, match=r"cannot write .*file/inside"):
        files.sweep(str(tmp_path / "file" / "inside"))


def test_without_the_extra_it_is_told_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        StopRun, match=r"pyarrow, which is not installed. Type: pip install 'sayso\[parquet\]'"
    ):
        shown(tmp_path)


def test_an_address_that_nothing_reaches_stops_the_run() -> None:
    with pytest.raises(StopRun, match="or install what reaches there"):
        shown("carrier-pigeon://loft")
