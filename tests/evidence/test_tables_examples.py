"""The invented tables beside the story of the bridge: what they say to its claims; and the docs' mappings."""

from __future__ import annotations

from pathlib import Path

import pytest
from event_rows import ACLED, Reading, as_csv, asked

import doc_blocks
from sayso.errors import SaysoError
from sayso.evidence.events import SHIPPED, Mapping, compared
from sayso.evidence.sources import tables
from sayso.findings import Asked
from sayso.settings import Settings

TABLES = doc_blocks.ROOT / "examples" / "tables"
PAGE = doc_blocks.ROOT / "docs" / "evidence-sources.md"


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def _says(claim: Asked) -> dict[str, str]:
    paths = ",".join(str(TABLES / name) for name in ("accidents.toml", "press-count.toml"))
    opened = tables.open(Settings(tables=paths), Reading())
    assert opened is not None
    found = list(opened.search(claim, 16))
    assert opened.notes == ()
    return {p.id: compared(claim, p.row)[-1].says for p in found if p.row is not None}


REGISTER, OTHER_DAY, PRESS = (
    "Register of accidents:2025-044",
    "Register of accidents:2025-045",
    "Press count:SRV2207",
)


@pytest.mark.parametrize(
    ("text", "low", "high", "says"),
    [
        ("At least 11 people were killed after a footbridge fell into the Lenn", 11, None, "supports"),
        ("Twelve people died on the Sallow Bridge at Hallin", 12, 12, "supports"),
        ("Fifteen people died on the Sallow Bridge at Hallin", 15, 15, "refutes"),
    ],
)
def test_the_register_has_the_toll_of_the_story(text: str, low: int, high: int | None, says: str) -> None:
    found = _says(asked(text, killed=(low, high), when="2025-06-07"))
    assert found[REGISTER] == says
    assert found.get(OTHER_DAY, "neutral") == "neutral"


def test_two_tables_may_contradict_one_another() -> None:
    found = _says(asked("Fifteen people died in Hallin", killed=(15, 15), when="2025-06-07"))
    assert found == {REGISTER: "refutes", PRESS: "supports", OTHER_DAY: "neutral"}


def _mappings() -> list[str]:
    return [block for block in doc_blocks.blocks(PAGE, "toml") if "[columns]" in block]


def test_the_mappings_in_the_docs_are_mappings(tmp_path: Path) -> None:
    own, like = _mappings()
    (tmp_path / "m.toml").write_text(own, "utf-8")
    shown, kept = Mapping.read(tmp_path / "m.toml"), Mapping.read(TABLES / "accidents.toml")
    assert (shown.columns, shown.counts, shown.name) == (kept.columns, kept.counts, kept.name)
    (tmp_path / "m.toml").write_text(like, "utf-8")
    assert Mapping.read(tmp_path / "m.toml").columns.notes == ""


def test_the_docs_name_every_shipped_mapping() -> None:
    text = PAGE.read_text("utf-8")
    assert all(f"`{name}`" in text for name in SHIPPED)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('like = "acled"', "names no table"),
        ('file = "e.csv"', "no column that holds a date"),
        ('file = "e.csv"\nlike = "acle"', "Did you mean 'acled'"),
        ('file = "e.csv"\nlike = "m.toml"', "like one another"),
        ('file = "e.csv"\nlike = "acled"\n[columns]\nplaces = "x"', "Did you mean 'place'"),
        ('file = "e.csv"\nlike = "acled"\n[columns]\nlat = ["a", "b"]', "it is one column"),
        ('file = "e.csv"\nlike = "acled"\n[columns]\nlat = 4', "not the name of a column"),
        ('file = "e.csv"\nlike = "acled"\n[counts.killed]\nmost = "x"', "Choose one of: best, high, low"),
        ('file = "e.csv"\nlike = "acled"\n[counts]\nkilled = 4', "not the names of columns"),
        ('file = "e.csv"\nlike = "acled"\n[date_precision]\n9 = "fortnight"', "code 9"),
        ('file = "e.csv"\nlike = "acled"\n[place_precision]\n9 = "town"', "a number of kilometres"),
        ('file = "e.csv"\nlike = "acled"\ncolumns = 3', "Begin a section"),
        ('file = "e.csv"\ncolours = "x"', "Did you mean 'columns'"),
        ("file = e.csv", "not valid TOML"),
    ],
)
def test_a_mapping_that_is_wrong_says_what_to_do(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SaysoError, match=why) as caught:
        Mapping.read(path)
    assert "m.toml" in str(caught.value)


def test_dates_of_its_own_stand_before_those_of_the_mapping_it_is_like(tmp_path: Path) -> None:
    as_csv(tmp_path / "e.csv", [dict(row) | {"day": "2017-08-01"} for row in ACLED])
    path = tmp_path / "m.toml"
    path.write_text('file = "e.csv"\nlike = "gtd"\n[columns]\ndate = "day"\n', "utf-8")
    columns = Mapping.read(path).columns
    assert (columns.date, columns.year, columns.month, columns.day) == ("day", "", "", "")
