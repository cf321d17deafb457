"""What training makes anew: every span lies in its text, on whole words, where the text says it."""

from __future__ import annotations

import importlib.util
import random
import sys
from itertools import combinations, pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import rewriting
from rewriting import Rewriter, Said
from texts import Marked, Text

SEEDS = range(500)
NAMES = ("source", "cue", "content")
SAID = (
    Said(
        "the warden", "the ferry has sunk off Halm", "the ferry", "sunk off Halm", "has", "has sunk off Halm"
    ),
    Said("she", "prices rose", "prices", "rose", "", "rose"),
    Said("Ilse Harrow, the mayor", "it was a storm", "it", "was a storm", "", "was a storm"),
    Said("we", "the tower might be closed", "the tower", "be closed", "might", "might be closed"),
)
Row = dict[str, Any]


def _chains() -> ModuleType:
    """By its path: `bench` has a module of this name as well."""
    path = Path(rewriting.__file__).with_name("chains.py")
    spec = importlib.util.spec_from_file_location("training_chains", path)
    assert spec is not None and spec.loader is not None
    sys.modules[spec.name] = made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


chains = _chains()


def chained(seed: int) -> Row:
    row: Row = chains.Chainer(SAID).make(random.Random(seed))
    return row


def rewritten(seed: int) -> Row:
    rewriter = Rewriter([])
    rewriter.said = list(SAID)
    return rewriter.make(random.Random(seed))


def words(row: Row, spans: list[list[int]]) -> list[str]:
    return [row["text"][a:b] for a, b in spans]


def letters(spans: list[list[int]]) -> set[int]:
    return {i for a, b in spans for i in range(a, b)}


def sound(row: Row) -> None:
    text = row["text"]
    assert text == text.strip() and text[-1] in '.”"' and "  " not in text
    assert row["attributions"]
    for a in row["attributions"]:
        assert a["cue"] and a["content"]
        for name in NAMES:
            assert a[name] == sorted(a[name])
            for start, end in a[name]:
                assert 0 <= start < end <= len(text)
                assert text[start:end] == text[start:end].strip()
                assert not text[max(start - 1, 0) : start].isalnum() and not text[end : end + 1].isalnum()
        for one, other in combinations(NAMES, 2):
            assert not letters(a[one]) & letters(a[other])


@pytest.mark.parametrize("make", [chained, rewritten])
def test_spans_lie_in_the_text_on_whole_words(make: Any) -> None:
    for seed in SEEDS:
        sound(make(seed))


def test_what_a_voice_passes_on_lies_in_what_the_nearer_one_says() -> None:
    for seed in SEEDS:
        row = chained(seed)
        found = row["attributions"]
        assert 2 <= len(found) <= 4
        for outer, inner in combinations(found, 2):
            assert letters(inner["content"]) <= letters(outer["content"]), row
        for outer, inner in pairwise(found):
            # The bank, citing officials: both have the same content, and the officials stand beside it.
            if inner["content"] != outer["content"]:
                assert letters(inner["cue"]) | letters(inner["source"]) <= letters(outer["content"]), row
        taken = [letters(a[name]) for a in found for name in ("source", "cue")]
        assert sum(map(len, taken)) == len(set().union(*taken)), row


def test_chains_are_two_to_four_deep_in_many_manners() -> None:
    rows = [chained(seed) for seed in SEEDS]
    depths = [len(row["attributions"]) for row in rows]
    assert 0.5 < depths.count(2) / len(depths) < 0.7
    assert 0.02 < depths.count(4) / len(depths) < 0.2
    cues = {w.lower() for row in rows for a in row["attributions"] for w in words(row, a["cue"])}
    for manner in (
        "according to",
        "citing",
        "as saying",
        "heard",
        "told",
        "denied",
        "had it from",
        "reportedly",
    ):
        assert manner in cues, manner
    assert any(row["text"][0] in '“"' for row in rows)
    assert len({row["text"] for row in rows}) > 0.98 * len(rows)


def test_the_same_seed_makes_the_same_row() -> None:
    assert [chained(7), rewritten(7)] == [chained(7), rewritten(7)]


def test_a_chain_is_what_it_is_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "_ONE", (chains._according,))
    monkeypatch.setattr(chains, "_TWO", (chains._quotes,))
    monkeypatch.setattr(chains, "_LAST", (chains._hearsay,))
    row = next(
        r for r in map(chained, range(5000)) if "according to" in r["text"].lower() and "as " in r["text"]
    )
    cues = [words(row, a["cue"])[0].lower() for a in row["attributions"]]
    assert any(c in ("according to", "in the words of", "in the account of") for c in cues)
    assert any(c in ("quoted", "quotes", "cited", "has quoted") for c in cues)
    for a, cue in zip(row["attributions"], cues, strict=True):
        if cue == "according to":
            (said,) = words(row, a["source"])
            assert f"according to {said}".lower() in row["text"].lower()


def test_words_that_meet_are_one_place() -> None:
    tag = (0, "c")
    tagged, plain = frozenset({tag}), frozenset()
    parts = [
        (plain, "She said "),
        (tagged, "that "),
        (tagged, "it "),
        (plain, "still "),
        (tagged, "rains"),
        (plain, "."),
    ]
    assert chains._places(parts, tag) == [[9, 16], [23, 28]]
    assert chains._places([(tagged, ""), (plain, "no "), (tagged, " ")], tag) == []
    assert chains._places([(tagged, "a "), (tagged, ""), (tagged, "b")], tag) == [[0, 3]]


@pytest.mark.parametrize("form", rewriting.FORMS)
def test_each_form_keeps_who_said_what(form: Any) -> None:
    """Nothing is put in a voice's mouth but the clause, or the made-up deeds that stand for one."""
    own = {
        w
        for name in ("deeds", "orders", "infinitives", "people", "nouns", "accused")
        for w in rewriting.WORDS[name]
    }
    made_up = {w for words in own for w in words.split()} | {"the", "these", "all", "such", "that"}
    for seed in range(60):
        for x in SAID:
            parts = form(x, random.Random(seed))
            voices = "".join(w for role, w in parts if role == "s").strip()
            assert voices.removesuffix("’s") in ("", x.voice, rewriting.OBJECTS.get(x.voice, x.voice))
            content = " ".join(w for role, w in parts if role == "c").replace(",", "").strip('.“”" ')
            told = {w.strip('.“”"').lower() for w in content.split()}
            assert told and told <= {w.lower() for w in x.whole.replace(",", "").split()} | made_up


def clause(
    text: str, verbs: dict[int, int], content: tuple[int, int], source: tuple[int, int] = (0, 2)
) -> Said | None:
    split = text.split()
    labels = {"predicate": [verbs.get(i, 0) for i in range(len(split))], "mention": [0] * len(split)}
    features = [int(w in ".,") for w in split]
    marked = Marked((2, 3), [source], [content])
    made = Text("", split, [], features, [marked], labels, [(0, len(split))])
    (said,) = Rewriter([(made, marked, (0, 0))]).said or [None]
    return said


REPORTED = "The warden said that the ferry has sunk off Halm ."


def test_a_reported_clause_is_cut_before_and_within_its_predicate() -> None:
    assert clause(REPORTED, {6: 1, 7: 2}, (3, 10)) == SAID[0]
    whole = clause(REPORTED, {6: 1}, (3, 10))
    assert whole is not None
    assert (whole.helper, whole.rest, whole.after) == ("", "has sunk off Halm", "has sunk off Halm")


@pytest.mark.parametrize(
    ("text", "verbs", "content"),
    [
        (REPORTED, {}, (3, 10)),  # no predicate
        (REPORTED, {4: 1}, (3, 10)),  # it begins with its predicate
        (REPORTED, {6: 1}, (3, 7)),  # too short
        (REPORTED, {6: 1}, (3, 11)),  # it takes the full stop along
        (REPORTED.replace("The warden", "Which warden"), {6: 1}, (3, 10)),  # who speaks stands elsewhere
        (REPORTED.replace("The warden", "He and her"), {7: 1}, (4, 11)),
    ],
)
def test_other_clauses_are_left_alone(text: str, verbs: dict[int, int], content: tuple[int, int]) -> None:
    assert clause(text, verbs, content, (0, 3) if "and" in text else (0, 2)) is None
