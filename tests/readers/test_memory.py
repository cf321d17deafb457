"""Corpora of any size are read in the same memory: measured from outside, in a process of its own."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from reader_seeds import PROSE, SETTINGS, record

from sayso.protocols import Raw
from sayso.readers import paths, sorting
from sayso.readers.formats import parquet
from sayso.types import Document

READ = """
import resource, sys
from pathlib import Path
from sayso import readers
from sayso.settings import Settings
from sayso.types import Document
count = 0
for item in readers.documents([sys.argv[1]], Settings()):
    assert isinstance(item, Document), item
    count += 1
status = Path("/proc/self/status")
# What getrusage gives is at least what the process that started this one held.
lines = status.read_text().splitlines() if status.exists() else []
held = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
print(count, held[0] if held else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
FEW, MANY = 200, 10_000
BODY = ("\n\n".join([PROSE] * 4)).encode()


def _measured(path: Path) -> tuple[int, int]:
    """Documents read, and the most memory that it took, in KiB."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    count, most = done.stdout.split()
    return int(count), int(most)


def _records(count: int) -> list[bytes]:
    return [record("conversion", f"https://a.example/{n}", BODY) for n in range(count)]


def _warc(path: Path, count: int) -> None:
    path.write_bytes(b"".join(_records(count)))


def _warc_gz(path: Path, count: int) -> None:
    path.write_bytes(b"".join(gzip.compress(one, 1) for one in _records(count)))


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.warc", _warc), ("a.warc.gz", _warc_gz)],
)
def test_memory_does_not_grow_with_the_records(tmp_path: Path, name: str, write: object) -> None:
    peaks = []
    for count in (FEW, MANY):
        write(tmp_path / name, count)  # type: ignore[operator]
        read, peak = _measured(tmp_path / name)
        assert read == count
        peaks.append(peak)
    # The longer file holds 10 MB of text; buffers that few records do not fill take the slack.
    assert peaks[1] < peaks[0] + 7_000, peaks


def test_one_row_group_is_read_piece_by_piece() -> None:
    """Measured by what is asked of the file: Arrow's allocator keeps what it freed, and hides the rest."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    texts = [f"{n} {BODY.decode()}" for n in range(MANY)]
    pq.write_table(pa.table({"text": texts}), out, use_dictionary=False, compression="none")
    asked: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            asked.append(len(data))
            return data

    given = Raw("a.parquet", b"", "2024-05-01T12:00:00Z", "a.parquet", stream=Watched(out.getvalue()))
    found = parquet.read(replace(given, original=("", 0)), SETTINGS)
    assert isinstance(next(found), Document)
    size = len(out.getvalue())
    assert size > 9_000_000 and sum(asked) < size / 4
    assert sum(1 for _ in found) == MANY - 1
    assert max(asked) < 2_000_000


def test_names_are_sorted_in_pieces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sorting, "HELD", 3)
    names = [
        "b.txt",
        "a b.txt",
        "a\nb.txt",
        "é.txt",
        "a.txt",
        "z.txt",
        "\udcff.txt",
        "aa.txt",
        "ä.txt",
        "Z.txt",
    ]
    assert list(sorting.in_order(iter(names))) == sorted(names)
    assert list(sorting.in_order(names[:3])) == sorted(names[:3])
    assert list(sorting.in_order([])) == []
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").touch()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = [f.address if isinstance(f, paths.Found) else str(f) for f in paths.files(str(tmp_path))]
    assert [f for f in found if f == "a/x.txt"] and len(found) == len(names) + 2
    assert [f for f in found if "a link that leads nowhere" in f]
    kept = [f for f in found if f.endswith(".txt") and "\ufffd" not in f]
    assert kept == sorted(kept)
    assert len(list(paths.files(str(tmp_path / "*.txt")))) == len(names)
