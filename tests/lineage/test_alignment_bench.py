"""The bench reads any corpus of that form, folder or archive, never its truth, and says what is wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import text_alignment

REUSED = (
    "The ferry from Ostermoor was late again on Monday, and the harbour master blamed the tide. Some forty "
    "passengers waited on the quay for two hours before a tug brought them across the sound.\r\n"
)
SUSPICIOUS = (
    "\ufeffNotes on gardening. Roses want pruning in March, lilacs after they bloom. "
    + REUSED
    + "Compost keeps warm when it is turned."
)
SOURCE = "Shipping news follows. " + REUSED + "Cargo was up. Freight rates held steady in spring."
NAMES = ("suspicious-document00007.txt", "source-document00123.txt")
XML = "suspicious-document00007-source-document00123.xml"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two texts in folders of unusual names, a pair in a list, and truth that cannot be parsed."""
    folder = tmp_path / "some corpus"
    for inner, name, text in (("susp", NAMES[0], SUSPICIOUS), ("deep/src", NAMES[1], SOURCE)):
        (folder / inner).mkdir(parents=True)
        (folder / inner / name).write_bytes(text.encode())
    (folder / "03-other").mkdir()
    (folder / "03-other" / XML).write_text("<not xml: the truth is not to be read")
    for place in (folder, folder / "03-other"):
        (place / "pairs").write_text(" ".join(NAMES) + "\n")
    return folder


def lines(corpus: Path, *more: str) -> list[dict[str, str | int]]:
    out = corpus.parent / "found.jsonl"
    assert text_alignment.main([str(corpus), "--out", str(out), *more]) == 0
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_a_passage_is_given_where_it_stands_in_the_stored_text(corpus: Path) -> None:
    (found,) = lines(corpus)
    assert (found["suspicious"], found["source"]) == NAMES
    text = REUSED.strip()
    assert (found["this_offset"], found["this_length"]) == (SUSPICIOUS.index(text), len(text))
    assert (found["source_offset"], found["source_length"]) == (SOURCE.index(text), len(text))


def test_an_archive_gives_the_same(corpus: Path) -> None:
    expected = lines(corpus)
    for name, mode in (("corpus.tar.gz", "w:gz"), ("corpus.tar", "w")):
        with tarfile.open(corpus.parent / name, mode) as archive:
            archive.add(corpus, "data")
        assert lines(corpus.parent / name) == expected


def test_without_lists_the_names_tell_the_pairs(corpus: Path) -> None:
    expected = lines(corpus)
    for place in (corpus / "pairs", corpus / "03-other" / "pairs"):
        place.unlink()
    assert lines(corpus) == expected


def test_several_workers_give_the_same_and_say_how_fast(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lines(corpus, "--workers", "2") == lines(corpus)
    assert "1 pairs, 1 passages" in capsys.readouterr().out


def test_no_more_than_the_limit(corpus: Path) -> None:
    (corpus / "pairs").write_text(f"{NAMES[1]} {NAMES[0]}\n" + " ".join(NAMES) + "\n")
    (corpus / "03-other" / "pairs").unlink()
    assert [found["source"] for found in lines(corpus, "--limit", "1")] == [NAMES[0]]


def test_a_pair_without_its_text_is_told_and_left_out(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "susp" / NAMES[0]).unlink()
    assert lines(corpus) == []
    assert f"no text {NAMES[0]}" in capsys.readouterr().err


def test_a_wrong_path_ends_with_2_and_a_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "nowhere.tar.gz"
    done = subprocess.run(
        [sys.executable, text_alignment.__file__, str(wrong), "--out", str(tmp_path / "out.jsonl")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == f"error: {wrong}: no such archive or folder. Give a PAN text-alignment corpus\n"


def test_what_is_no_corpus_is_said_so(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(corpus / "03-other")
    (corpus / "pairs").write_text("\n")
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"\x1f\x8b and no more")
    for path, why in ((corpus, "no pairs of texts in it"), (broken, "not a tar archive that can be read")):
        assert text_alignment.main([str(path), "--out", str(tmp_path / "out.jsonl")]) == 2
        assert why in capsys.readouterr().err
