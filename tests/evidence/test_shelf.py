"""The index of a large file: what it finds, when it is built anew, and what a cut-off build leaves."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import StopRun
from sayso.evidence import keeping, lookup
from sayso.evidence.shelf import Entry, Note, Shelf

LINES = [
    "Fifty people were killed in Herat",
    "The mayor of Herat resigned",
    "Rain is expected in the north",
    "Naïve café owners in Zürich",
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "lines.txt"
    path.write_text("\n".join(LINES), "utf-8")
    return path


class Reading:
    """Builds from the lines of a file, and counts how often it was asked to."""

    def __init__(self, source: Path) -> None:
        self.source, self.times = source, 0

    def __call__(self) -> Iterator[Entry | Note]:
        self.times += 1
        for number, line in enumerate(self.source.read_text("utf-8").splitlines()):
            yield Entry(str(number), "", line, f'{{"line": {number}}}')
        yield Note("count", str(self.times))


def _found(shelf: Shelf, text: str, most: int = 5) -> list[str]:
    return [entry.id for entry, _ in shelf.search(text, most)]


def test_finds_entries_with_any_of_the_words_best_first(source: Path) -> None:
    shelf = Shelf.open(source, Reading(source), "1")
    assert _found(shelf, "How many people did they kill in Herat?")[0] == "0"
    assert set(_found(shelf, "Herat, rain")) == {"0", "1", "2"}
    assert _found(shelf, "cafe zurich") == ["3"]
    assert _found(shelf, "volcano") == []
    (first, score), (_, second) = shelf.search("killed in Herat", 2)
    assert first == Entry("0", "", LINES[0], '{"line": 0}')
    assert score > second > 0


@pytest.mark.parametrize(
    "text",
    ["", "   ", '"', 'a " b', "NEAR(a b)", "title:Herat", "NOT", "AND OR", "*", "-x", "\0", "(", "^a", "_"],
)
def test_nothing_in_a_text_is_an_operator(source: Path, text: str) -> None:
    shelf = Shelf.open(source, Reading(source), "1")
    assert len(shelf.search(text, 5)) <= 5
    assert _found(shelf, f"{text} resigned")[:1] == ["1"]


def test_an_index_is_built_once(source: Path) -> None:
    reading = Reading(source)
    for _ in range(3):
        Shelf.open(source, reading, "1").close()
    assert reading.times == 1
    assert (source.parent / ".lines.txt.sayso-index" / "index.db").exists()


def test_it_is_built_anew_for_another_version_or_content_and_kept_for_another_time(source: Path) -> None:
    reading = Reading(source)
    Shelf.open(source, reading, "1")
    Shelf.open(source, reading, "2")
    assert reading.times == 2
    os.utime(source, (1, 1))
    Shelf.open(source, reading, "2")
    assert reading.times == 2
    source.write_text("\n".join(LINES).replace("Herat", "Kabul"), "utf-8")
    assert set(_found(Shelf.open(source, reading, "2"), "Kabul")) == {"0", "1"}
    assert reading.times == 3


def test_a_folder_is_a_source_and_a_new_file_in_it_a_change(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("alpha", "utf-8")

    def build() -> Iterator[Entry]:
        for path in sorted(folder.iterdir()):
            yield Entry(path.name, "", path.read_text("utf-8"))

    def shelf() -> Shelf:
        return Shelf.open(folder, build, "1", files=sorted(folder.iterdir()))

    assert _found(shelf(), "alpha beta") == ["a.txt"]
    (folder / "b.txt").write_text("beta", "utf-8")
    assert set(_found(shelf(), "alpha beta")) == {"a.txt", "b.txt"}
    (folder / "a.txt").unlink()
    assert _found(shelf(), "alpha beta") == ["b.txt"]


def test_a_build_that_was_cut_off_leaves_no_index(source: Path) -> None:
    def broken() -> Iterator[Entry]:
        yield from (Entry(str(n), "", f"word{n}") for n in range(3000))
        raise StopRun("lines.txt", "broke off", "Get it again")

    with pytest.raises(StopRun, match="broke off"):
        Shelf.open(source, broken, "1")
    assert {p.name for p in (source.parent / ".lines.txt.sayso-index").iterdir()} == {"lock"}
    assert _found(Shelf.open(source, Reading(source), "1"), "resigned") == ["1"]


def test_what_a_killed_process_left_is_thrown_away(source: Path) -> None:
    kept = source.parent / ".lines.txt.sayso-index"
    kept.mkdir()
    (kept / keeping.PARTIAL).write_bytes(b"SQLite format 3\0 and no more")
    (kept / "lock").touch()
    assert _found(Shelf.open(source, Reading(source), "1"), "resigned") == ["1"]
    assert not (kept / keeping.PARTIAL).exists()


KILLED = """
import sys
from pathlib import Path
from sayso.evidence.shelf import Entry, Shelf

def build():
    for number in range(10**9):
        yield Entry(str(number), "", f"word{number}")
        if number == 3000:
            print("under way", flush=True)

Shelf.open(Path(sys.argv[1]), build, "1")
"""


def test_a_process_that_is_killed_leaves_neither_an_index_nor_a_lock(source: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as building:
        assert building.stdout
        assert building.stdout.readline() == "under way\n"
        building.kill()
    held = {path.name for path in (source.parent / ".lines.txt.sayso-index").iterdir()}
    assert keeping.PARTIAL in held
    assert not {keeping.INDEX, "stamp.json"} & held
    assert _found(Shelf.open(source, Reading(source), "1"), "resigned") == ["1"]


def test_an_index_under_no_stamp_is_not_believed(source: Path) -> None:
    reading = Reading(source)
    shelf = Shelf.open(source, reading, "1")
    (shelf.path.parent / "stamp.json").write_text("{", "utf-8")
    Shelf.open(source, reading, "1")
    assert reading.times == 2


def test_a_damaged_index_is_built_anew_or_named(source: Path) -> None:
    reading = Reading(source)
    path = Shelf.open(source, reading, "1").path
    whole = path.read_bytes()
    path.write_bytes(b"no database")
    assert _found(Shelf.open(source, reading, "1"), "resigned") == ["1"]
    assert reading.times == 2
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(StopRun, match=r"damaged .*Delete the folder"):
        Shelf.open(source, reading, "1").search("resigned", 5)


def _open(source: Path, answers: multiprocessing.SimpleQueue[tuple[int, list[str]]]) -> None:
    reading = Reading(source)
    shelf = Shelf.open(source, reading, "1")
    answers.put((reading.times, _found(shelf, "Herat")))


def test_of_several_processes_one_builds(source: Path) -> None:
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.SimpleQueue[tuple[int, list[str]]] = context.SimpleQueue()
    processes = [context.Process(target=_open, args=(source, answers)) for _ in range(3)]
    for process in processes:
        process.start()
    got = [answers.get() for _ in processes]
    for process in processes:
        process.join()
    assert sorted(times for times, _ in got) == [0, 0, 1]
    assert all(set(found) == {"0", "1"} for _, found in got)


def test_beside_a_source_that_cannot_be_written_the_cache_is_used(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # A file where the folder should be: nobody can write there, root neither.
    (source.parent / ".lines.txt.sayso-index").touch()
    shelf = Shelf.open(source, Reading(source), "1")
    assert shelf.path.is_relative_to(tmp_path / "cache" / "sayso")
    (tmp_path / "blocked").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "blocked"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    assert Shelf.open(source, Reading(source), "1").path.is_relative_to(tmp_path / "temporary")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "blocked"))
    with pytest.raises(StopRun, match="cannot be written"):
        Shelf.open(source, Reading(source), "1")


def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StopRun, match=r"nothing\.json.*No such file"):
        Shelf.open(tmp_path / "nothing.json", lambda: (), "1")


def test_notes_are_kept_and_progress_is_told(source: Path) -> None:
    told = list[int]()
    shelf = Shelf.open(source, Reading(source), "1", told.append)
    assert shelf.notes("count") == ["1"]
    assert shelf.notes("other") == []
    assert sum(told) == len(LINES) == shelf.entries


def test_broken_characters_are_kept_out(source: Path) -> None:
    shelf = Shelf.open(source, lambda: [Entry("a\ud800", "", "broken \ud800 words\0")], "1")
    assert _found(shelf, "broken") == ["a?"]


def test_rare_words_bring_and_common_ones_order(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "SEEN", 500)

    def many() -> Iterator[Entry]:
        for number in range(2000):
            often = "killed " if number % 6 == 0 else "seen "
            yield Entry(str(number), "", f"the {often}{'rare' if number in (7, 12) else 'day'}")

    shelf = Shelf.open(source, many, "1")
    assert _found(shelf, "the killed rare", 2) == ["12", "7"]
    assert _found(shelf, "the killed rare", 4)[:2] == ["12", "7"]
    assert len(_found(shelf, "the killed rare", 4)) == 4
    assert len(_found(shelf, "the", 3)) == 3
