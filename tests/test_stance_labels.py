"""The labelled links of stance, and how they are scored."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

import stance
from sayso import plugins
from sayso.protocols import Extractor
from sayso.settings import Settings
from sayso.types import STANCES
from stance import Judged, Link

TEXT = "The warden said the ice may crack. The miller denied the theft."


@pytest.fixture(scope="module")
def rules() -> Extractor:
    return plugins.load("extractor", "rules").load(Settings(extractor="rules"))


def test_the_labels_are_three_hundred_different_links_without_any_text() -> None:
    rows = [json.loads(line) for line in stance.LINKS.read_text("utf-8").splitlines()]
    assert all(set(row) == {"set", "id", "cue", "content", "stance"} for row in rows)
    assert {row["set"] for row in rows} == {"polnear_train", "sourcing_dev"}
    links = stance.links()
    assert len({replace(link, stance="", half="") for link in links}) == len(links) == 300
    assert {link.stance for link in links} == set(STANCES)
    for link in links:
        for spans in (link.cue, link.content):
            assert spans and all(a < b for a, b in spans)
            assert all(one.end <= other.start for one, other in pairwise(spans))


def test_the_halves_are_equal() -> None:
    halves = [link.half for link in stance.links()]
    assert halves.count("read") == halves.count("unread") == 150


def _link(cue: str, content: str, held: str) -> Link:
    places = (((TEXT.index(words), TEXT.index(words) + len(words)),) for words in (cue, content))
    cues, contents = (stance._spans(spans) for spans in places)
    return Link("polnear_train", "a", cues, contents, held, "read")


def test_links_are_found_by_content_and_judged_twice(
    tmp_path: Path, rules: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "attribution").mkdir()
    with gzip.open(tmp_path / "attribution" / "polnear_train.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "a", "text": TEXT}) + "\n")
        file.write(json.dumps({"id": "b", "text": "Not asked for."}) + "\n")
    wanted = [
        _link("said", "the ice may crack", "hedged"),
        _link("denied", "the theft", "denied"),
        _link("said", "The miller", "asserted"),
    ]
    monkeypatch.setattr(stance, "links", lambda: wanted)
    own, given = stance.judge(tmp_path, rules)
    assert [j.found for j in own] == ["hedged", "denied", None]
    assert [j.found for j in given] == ["hedged", "denied", "asserted"]
    assert stance.accuracy(own) == (2, 2, 1)


def test_the_table_counts_labels_by_what_was_read() -> None:
    link = _link("said", "the ice may crack", "hedged")
    table = stance.confusion([Judged(link, "asserted", TEXT), Judged(link, None, TEXT)]).splitlines()
    assert table[0].startswith("| labelled | asserted | denied |")
    assert (
        next(row for row in table if row.startswith("| hedged")) == "| hedged | 1 | 0 | 0 | 0 | 0 | 0 | 0 |"
    )
