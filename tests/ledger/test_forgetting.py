"""Forgetting leaves nothing of a text, and backups say that they may still hold it."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from dumps import rows
from homes import Home
from small_readings import reading
from word_encoder import WordEncoder

import stories
from sayso import ledger as ledgers
from sayso.errors import StopRun
from sayso.ledger import (
    Ledger,
    Query,
    backup,
    forget,
    judgements,
    open_ledger,
    opening,
    record,
    status,
    vectors,
)

RARE = "Quizzaciously"
ADDRESS = "https://zyxomma.example/forgotten"
TEXT = f"{RARE} Brzeskwinia said that Xylorimba sank nine ships."
KEPT = "The port is shut."


@pytest.fixture
def held(ledger: Ledger) -> Ledger:
    unwanted = reading(
        TEXT,
        address=ADDRESS,
        by=(f"{RARE} Brzeskwinia", "person"),
        title=f"{RARE} title",
        publisher=f"{RARE} Gazette",
        authors=(f"{RARE} author",),
        notes=(f"{RARE} note",),
        fields={RARE: [RARE]},
        given_id=RARE,
    )
    record(ledger, [reading(KEPT), unwanted], collection="main", encoder=WordEncoder())
    claim = unwanted.claims[0].id
    judgements.on_claim(
        ledger, claim, "correct", who="test", why="heard otherwise", told={"content": f"{RARE} sank none"}
    )
    vectors.build(ledger, WordEncoder().method)
    return ledger


def _forget(ledger: Ledger) -> ledgers.Forgotten:
    return forget(ledger, reading(TEXT, address=ADDRESS).document.id, who="test", why="asked")


def test_no_byte_of_it_is_left(held: Ledger) -> None:
    told = _forget(held)
    assert (told.claims, told.judgements) == (1, 1)
    assert RARE.lower() not in repr(rows(held)).lower()
    assert "zyxomma" not in repr(rows(held))
    assert not vectors.index_path(held, WordEncoder().method).exists()
    assert not ledgers.find(held, Query(words=RARE, versions=True), WordEncoder())
    if held.path is not None:
        for file in held.path.parent.glob(f"{held.path.name}*"):
            data = file.read_bytes().lower()
            for word in (RARE, "zyxomma", "xylorimba", "brzeskwinia"):
                assert word.lower().encode() not in data, (file.name, word)


def test_what_others_hold_stays(held: Ledger) -> None:
    _forget(held)
    (found,) = ledgers.find(held, Query(words="port"), WordEncoder())
    assert found.reading.document.text == KEPT
    found_now = status(held)
    assert (found_now.documents, found_now.forgotten) == (1, 1)


def test_a_name_that_others_bear_stays(ledger: Ledger) -> None:
    both = [
        reading(f"Anna Kern said {what}.", address=f"{what}.txt", by=("Anna Kern", "person"))
        for what in ("yes", "no")
    ]
    record(ledger, both, collection="main")
    forget(ledger, both[0].document.id, who="test", why="asked")
    (found,) = ledgers.find(ledger, Query(by="Anna Kern"))
    assert found.reading.document == both[1].document
    forget(ledger, both[1].document.id, who="test", why="asked")
    assert rows(ledger)["names"] == []


def test_the_version_before_is_the_latest_again(ledger: Ledger) -> None:
    texts = ("Nine ships were lost.", "Ten ships were lost.", "All ships were lost.")
    versions = [reading(text, retrieved=f"2024-05-0{n}T12:00:00Z") for n, text in enumerate(texts, 1)]
    record(ledger, versions, collection="main")
    forget(ledger, versions[2].document.id, who="test", why="asked")
    assert [f.reading.document for f in ledgers.find(ledger, Query())] == [versions[1].document]
    forget(ledger, versions[0].document.id, who="test", why="asked")
    shown = ledgers.show(ledger, versions[1].document.id)
    assert isinstance(shown, ledgers.ShownDocument)
    assert [(v.id, v.relation) for v in shown.versions] == [(versions[1].document.id, None)]


@pytest.mark.parametrize(
    ("beginning", "why", "words"),
    [
        ("claim", "asked", "documents are forgotten whole"),
        ("document", " ", "forgetting needs its reason"),
        ("ffffffff", "asked", "no document or claim of this ledger"),
        ("xyz", "asked", "hexadecimal"),
    ],
)
def test_what_cannot_be_forgotten_is_refused(held: Ledger, beginning: str, why: str, words: str) -> None:
    kept = reading(KEPT)
    ids = {"claim": kept.claims[0].id, "document": kept.document.id}
    with pytest.raises(StopRun, match=words):
        forget(held, ids.get(beginning, beginning), who="test", why=why)
    assert status(held).documents == 2


def test_it_is_said_when_it_was_forgotten(held: Ledger) -> None:
    told = _forget(held)
    with pytest.raises(StopRun, match=r"forgotten on 20.*\(asked\)"):
        ledgers.show(held, told.document)


def test_backups_that_may_hold_it_are_named(held: Ledger, tmp_path: Path) -> None:
    there, gone = tmp_path / "copies", tmp_path / "gone.copy"
    backup(held, there)
    backup(held, gone).unlink()
    told = _forget(held)
    assert [path for path, _ in told.backups] == [str(there), str(gone)]
    assert told.absent == (str(gone),)


def test_a_backup_is_whole(held: Ledger, home: Home, tmp_path: Path) -> None:
    copy = backup(held, tmp_path / "copy.db")
    opened = open_ledger(home.restored(copy))
    assert rows(opened) == rows(held)
    opened.close()


def test_a_backup_overwrites_nothing(held: Ledger, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    for path, words in ((tmp_path / "there", "a file already"), (tmp_path / "no" / "x", "mkdir -p")):
        with pytest.raises(StopRun, match=words):
            backup(held, path)
    assert (tmp_path / "there").read_text() == "mine"


def test_a_backup_that_fails_is_not_listed(
    held: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever forgets is told to remove what is listed, and that might be the ledger itself."""
    there = tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(StopRun):
        backup(held, there)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StopRun, match="No space left"):
        backup(held, tmp_path / "late")
    assert status(held).backups == () and [p.name for p in tmp_path.glob("late*")] == []


@pytest.mark.parametrize("name", ["my#1.db", "what?.db", "100%41.db", "two words.db"])
def test_a_backup_is_of_the_very_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    with closing(open_ledger(str(tmp_path / "in" / name), create=True)) as ledger:
        record(ledger, stories.all_stories(), collection="main")
        copy = backup(ledger, tmp_path / f"copy of {name}")
        with closing(open_ledger(str(copy))) as opened:
            assert status(opened).documents == status(ledger).documents > 0
    assert [found.name for found in (tmp_path / "in").iterdir()] == [name]


def test_a_backup_to_where_nothing_can_be_made(tmp_path: Path) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("this system has no folder in which nobody can make a file")
    with closing(open_ledger(str(tmp_path / "x.db"), create=True)) as ledger:
        with pytest.raises(StopRun, match="name another place"):
            backup(ledger, Path("/proc/sayso.db"))
        assert status(ledger).backups == ()


def test_it_is_said_when_a_reader_keeps_the_words_on_the_disk(
    held: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0)
    if held.path is None:
        assert not _forget(held).lingers
        return
    with closing(sqlite3.connect(held.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchone()
        with closing(open_ledger(str(held.path))) as impatient:
            assert _forget(impatient).lingers
