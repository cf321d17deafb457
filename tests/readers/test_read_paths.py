"""From what the user names to documents: files, folders, patterns, standard input."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from reader_seeds import LINES, PROSE, SEEDS, SETTINGS

from sayso import readers
from sayso.errors import SkipDocument
from sayso.settings import Settings
from sayso.types import Document

TEXT = PROSE.encode()


def documents(*paths: object, settings: Settings = SETTINGS) -> list[Document | SkipDocument]:
    return list(readers.documents(map(str, paths), settings))


def addresses(found: list[Document | SkipDocument]) -> list[str]:
    return [item.address for item in found if isinstance(item, Document)]


def refusals(found: list[Document | SkipDocument]) -> list[str]:
    return [str(item) for item in found if isinstance(item, SkipDocument)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a/2.txt", "a/1.md", "a.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    return tmp_path


def test_a_file_is_known_by_the_path_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (document,) = documents("a/../b.txt")
    assert isinstance(document, Document)
    assert document.address == "a/../b.txt"
    assert document.custody.retrieved.endswith("Z")


def test_a_folder_is_walked_in_order_of_address(folder: Path) -> None:
    found = addresses(documents(folder))
    assert found == ["a.txt", "a/1.md", "a/2.txt", "b.txt"]
    assert found == sorted(found)
    assert not refusals(documents(folder))


def test_files_of_unknown_ending_are_named_once_an_ending(folder: Path) -> None:
    for name in ("x.jpg", "y.jpg", "z.qqq", "noending"):
        (folder / name).write_bytes(b"\xff\xd8\xff")
    found = documents(folder)
    assert addresses(found) == ["a.txt", "a/1.md", "a/2.txt", "b.txt"]
    assert refusals(found) == [
        f"{folder}: noending: no reader knows this format. "
        "To read such a file as text all the same, name it by itself",
        f"{folder}: 2 files ending in .jpg, x.jpg the first: a picture, which has no text to read. "
        "Recognise its text first (OCR)",
        f"{folder}: z.qqq: no reader knows this format. "
        "To read such a file as text all the same, name it by itself",
    ]


def test_a_file_without_ending_is_read_where_its_bytes_are_beyond_doubt(tmp_path: Path) -> None:
    (tmp_path / "report").write_bytes(SEEDS["seed.pdf"])
    assert addresses(documents(tmp_path)) == ["report"]


def test_a_file_of_unknown_ending_named_by_itself_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "story.qqq"
    path.write_bytes(TEXT)
    assert addresses(documents(path)) == [str(path)]


def test_a_folder_with_nothing_readable_says_so(tmp_path: Path) -> None:
    assert refusals(documents(tmp_path)) == [
        f"{tmp_path}: nothing in this folder can be read. Look whether the right folder was given"
    ]


def test_a_pattern_finds_files_in_order(folder: Path) -> None:
    assert addresses(documents(f"{folder}/*.txt")) == [f"{folder}/a.txt", f"{folder}/b.txt"]
    assert len(addresses(documents(f"{folder}/**/*.*"))) == 4
    assert refusals(documents(f"{folder}/*.pdf")) == [
        f"{folder}/*.pdf: no file matches this pattern. Try it with ls"
    ]


def test_a_name_that_looks_like_a_pattern_is_a_name_first(tmp_path: Path) -> None:
    path = tmp_path / "a[1].txt"
    path.write_bytes(TEXT)
    assert addresses(documents(path)) == [str(path)]


def test_one_bad_document_does_not_end_the_run(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"")
    found = documents("/nowhere/x.txt", folder)
    assert isinstance(found[0], SkipDocument)
    assert str(found[0]) == "/nowhere/x.txt: no such file or directory. Look at the spelling of the path"
    assert isinstance(found[1], SkipDocument) and found[1].what == "a.txt"
    assert addresses(found) == ["a/1.md", "a/2.txt", "b.txt"]


@pytest.mark.parametrize(
    "path", ["", "a\x00b", "x" * 5000, "ftp://a.example/b", "http://", "file:///etc/passwd"]
)
def test_what_is_no_path_is_refused_in_one_line(path: str) -> None:
    (error,) = documents(path)
    assert isinstance(error, SkipDocument)
    assert "\n" not in str(error) and "\x00" not in str(error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    (error, *_) = documents(folder)
    assert isinstance(error, SkipDocument)
    assert error.why == "you may not read it"


def test_a_refusal_by_the_system_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As above, for root too: the system's answer is played."""

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    (error, *_) = documents(folder / "a.txt")
    assert str(error) == f"{folder}/a.txt: you may not read it. Change its permissions (chmod +r)"


def test_links_and_pipes_in_a_folder(folder: Path) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "linked.txt").symlink_to(folder / "a.txt")
    os.mkfifo(folder / "pipe.txt")
    found = documents(folder)
    assert addresses(found) == ["a.txt", "a/1.md", "a/2.txt", "b.txt", "linked.txt"]
    assert refusals(found) == [
        "gone.txt: a link that leads nowhere. Mend or remove it",
        "pipe.txt: not a file: a pipe, socket or device. Mend or remove it",
    ]


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xff.txt")
    Path(name).write_bytes(TEXT)
    found = documents(tmp_path) + documents(name)
    assert addresses(found) == ["\ufffd.txt", f"{tmp_path}/\ufffd.txt"]
    assert all(isinstance(d, Document) and d.id for d in found)


class _Piped(io.BytesIO):
    """Standard input from a pipe."""

    def seekable(self) -> bool:
        return False


def _pipe(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(_Piped(data)))


@pytest.mark.parametrize("name", [name for name in SEEDS if name != "seed.md"])
def test_standard_input_of_every_format(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _pipe(monkeypatch, SEEDS[name])
    found = [d for d in documents("-") if isinstance(d, Document)]
    page = name.startswith("seed.warc")
    assert found[0].custody.reader in ("html" if page else name.split(".")[1], "feed", "text")
    if name != "seed.txt":
        assert found[0].custody.reader != "text"
    assert found[0].custody.address == ("https://a.example/1" if page else "-")


def test_standard_input_that_does_not_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    _pipe(monkeypatch, LINES * 100)
    (error,) = documents("-", settings=Settings(max_expanded_bytes=1000))
    assert isinstance(error, SkipDocument)
    assert error.why == "more came than max_expanded_bytes allows (1,000 bytes)"


def test_no_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert refusals(documents("-")) == ["-: there is no standard input. Name a file instead"]


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    _pipe(monkeypatch, b"")
    assert refusals(documents("-")) == ["-: the file is empty. Look whether the right file was given"]


def test_devices_named_by_themselves_are_bounded() -> None:
    (error,) = documents("/dev/zero", settings=Settings(max_expanded_bytes=100_000))
    assert isinstance(error, SkipDocument)
    assert "max_expanded_bytes" in error.why
