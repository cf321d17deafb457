"""What is measured of settling is measured right: worlds are as they are said to be, scores as by hand."""

from __future__ import annotations

import ast
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest

import settling
import settling_cases as cases
import settling_generator as generator
import settling_scores as scoring
from sayso.settlements import Group, Option, Settlement, Source, Statement

SMALL = {name: generator.world(name, shrunk=0.2) for name in cases.GENERATED}


def test_the_generator_shares_nothing_with_what_it_judges() -> None:
    tree = ast.parse(Path(generator.__file__).read_text("utf-8"))
    names = [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
    names += [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    assert names and not any(name.startswith(("sayso", "settling")) for name in names)


@pytest.mark.parametrize("name", SMALL)
def test_a_world_is_the_same_for_the_same_seed(name: str) -> None:
    again, other = generator.world(name, shrunk=0.2), generator.world(name, 1, shrunk=0.2)
    assert again.statements == SMALL[name].statements and again.groups == SMALL[name].groups
    assert other.statements != again.statements


@pytest.mark.parametrize("name", SMALL)
def test_sources_are_as_accurate_as_they_are_said_to_be(name: str) -> None:
    world = SMALL[name]
    right: dict[str, list[bool]] = defaultdict(list)
    for object, value, source in world.statements:
        right[source].append(world.meaning[object, value] == world.truth[object])
    told = sum(len(hits) for hits in right.values())
    expected = sum(world.accuracy[s] * len(hits) for s, hits in right.items())
    assert sum(map(sum, right.values())) / told == pytest.approx(expected / told, abs=0.02)
    assert len({(o, s) for o, _, s in world.statements}) == told


def test_copies_agree_more_than_honest_sources_of_the_same_accuracy() -> None:
    world = SMALL["copying"]
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for object, value, source in world.statements:
        said[source][object] = value
    for group in world.groups:
        # One of them has the values of the other; two that copy a third share fewer.
        assert max(agreement(said[a], said[b]) for a in group for b in group if a != b) > 0.85
    assert world.copiers < {s for group in world.groups for s in group}


def agreement(one: dict[str, str], other: dict[str, str]) -> float:
    both = one.keys() & other.keys()
    return sum(one[object] == other[object] for object in both) / len(both)


def test_liars_plant_the_same_value() -> None:
    world = SMALL["coordinated"]
    [ring] = world.groups
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    for object, value, source in world.statements:
        if source in ring and world.meaning[object, value] != world.truth[object]:
            wrong[object][value] += 1
    planted = [object for object, values in wrong.items() if max(values.values()) > 2]
    assert 0.2 < len(planted) / len(world.truth) < 0.45


def test_styles_change_how_a_value_is_written_and_not_what_it_is() -> None:
    world = SMALL["mixed"]
    written: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (object, value), plain in world.meaning.items():
        written[object, plain].add(value)
    assert max(map(len, written.values())) >= 3
    assert generator._styled("time", "21:45", 1) == "9:45 pm"
    assert generator._styled("time", "00:05", 2) == "12:05 AM"
    assert generator._styled("number", "1200", 1) == "1,200"


@pytest.mark.parametrize("kind", generator.KINDS)
def test_no_two_values_of_an_object_are_alike(kind: str) -> None:
    for object in range(300):
        assert len({generator._plain(kind, object, value, 12345) for value in range(9)}) == 9


def test_the_public_set_is_matched() -> None:
    """Voting stands where it stands on the set that is kept apart, and so does voting with groups known."""
    case = cases.generated("copying")
    written = cases.as_written(case.statements)
    vote = settling._timed(case, written, "majority")
    grouped = scoring.scores(settling.known(written, case.groups or []), case.truth, case.right)
    assert vote["accuracy"] == pytest.approx(0.76, abs=0.03)
    assert grouped["accuracy"] == pytest.approx(0.89, abs=0.03)


def test_a_world_is_written_as_the_verb_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator, "SETTINGS", {"mixed": generator.SETTINGS["mixed"]})
    monkeypatch.setattr(sys, "argv", ["settling_generator.py", "mixed", str(tmp_path / "out"), "--seed", "3"])
    generator.main()
    rows = [json.loads(line) for line in (tmp_path / "out" / "CLAIMS.jsonl").read_text("utf-8").splitlines()]
    assert rows[0].keys() == {"object", "value", "source"}
    told = json.loads((tmp_path / "out" / "groups.json").read_text("utf-8"))
    assert {row["source"] for row in rows} == told["accuracy"].keys()


TRUE = "haag, stephen ;  perry, james t.;  o'leary, linda i.;  "


@pytest.mark.parametrize(
    "value",
    [
        "Haag, Stephen; Perry, James T.; O'Leary, Linda I.",
        "Stephen Haag, James Perry, Linda O'Leary",
        "HAAG, STEPHEN PERRY, JAMES T. OLEARY, LINDA",
        "By (author) Perry, J. T. By (author) Haag, S. By (author) O'Leary, L",
        "Haag, Stephen (Author)/ Perry, James Thomas/ O'Leary, Linda and",
    ],
)
def test_the_same_authors(value: str) -> None:
    assert cases.same_authors(value, TRUE)


@pytest.mark.parametrize(
    "value",
    [
        "Haag, Stephen",
        "Haag, Stephen; Perry, James T.; O'Leary, Linda I.; Baker, Bo",
        "Haag, Stephen; Perry, Robert; O'Leary, Linda",
        "Haag; Perry; O'Leary",
        "Haag, Stephen et al",
        "",
    ],
)
def test_other_authors(value: str) -> None:
    assert not cases.same_authors(value, TRUE)


def test_what_differs_in_a_letter_is_two_as_written() -> None:
    said = [
        Statement("o", v, s)
        for v, s in (("Ann", "a"), ("ANN ", "b"), ("Anne", "c"), ("x", "d"), ("Ann", "d"))
    ]
    made = cases.as_written(said)
    assert sorted(made.options) == ["ann", "anne"]
    votes = dict(zip(made.options, np.bincount(made.claim_option).tolist(), strict=True))
    assert votes == {"ann": 3, "anne": 1}


def option(object: str, value: str, probability: float) -> Option:
    return Option(object, value, probability, 1, 1.0)


def test_scores_by_hand() -> None:
    options = [option("o", "a", 0.7), option("o", "b", 0.2), option("p", "c", 0.6), option("p", "d", 0.4)]
    found = scoring.of_options(options, ["o", "p", "silent"], lambda object, value: value in "ad")
    assert found["accuracy"] == pytest.approx(1 / 3), "who says nothing of an object is wrong of it"
    assert found["ECE"] == pytest.approx((0.3 + 0.6) / 2)
    assert found["Brier"] == pytest.approx((0.3**2 + 0.2**2 + 2 * 0.6**2) / 2)


def test_equals_share_the_first_place() -> None:
    options = [option("o", v, 0.25) for v in "abcd"] + [option("p", "a", 0.9)]
    assert scoring.of_options(options, ["o", "p"], lambda object, value: value == "a")["accuracy"] == 1.25 / 2


def test_two_spellings_of_what_is_right_are_one_answer() -> None:
    options = [option("o", "a", 0.5), option("o", "A", 0.5)]
    assert scoring.of_options(options, ["o"], lambda object, value: value in "aA")["Brier"] == 0


def test_coverage_by_hand() -> None:
    sources = [Source("a", 0.8, 0.7, 0.9, 9), Source("b", 0.5, 0.4, 0.6, 9), Source("few", 0.5, 0.0, 1.0, 2)]
    found = scoring.coverage(sources, {"a": 0.85, "b": 0.7, "few": 0.1, "absent": 0.5})
    assert found == {"coverage": 0.5, "width": pytest.approx(0.2), "off": pytest.approx((0.05 + 0.2) / 2)}
    assert scoring.coverage(sources, {}) == {}


def test_groups_by_hand() -> None:
    found = scoring.of_groups([("a", "b", "c"), ("x", "y")], [("b", "a", "d"), ("x", "y")])
    assert found == {"merged falsely": 2.0, "precision": 0.5, "recall": 0.5, "F1": pytest.approx(0.5)}
    assert scoring.of_groups([("a", "b")], []) == {"merged falsely": 1.0}


def test_known_groups_have_one_vote_each() -> None:
    said = [Statement("o", v, s) for v, s in (("x", "a"), ("x", "b"), ("x", "c"), ("y", "d"), ("y", "e"))]
    settled = settling.known(cases.as_written(said), [("a", "b", "c")])
    assert [(o.value, o.probability) for o in settled.options] == [
        ("y", pytest.approx(2 / 3)),
        ("x", pytest.approx(1 / 3)),
    ]


def test_measure_fails_where_a_method_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the gate pins: all sets, and worse where the method is worse."""
    case = cases.generated("honest", shrunk=0.05)
    monkeypatch.setattr(settling, "every", lambda *_: iter([case]))
    merged = Settlement([], [], [Group(tuple(sorted(case.accuracy)), 0.9, "")], "sayso")
    monkeypatch.setattr(settling, "_timed", lambda case, panel, name: settling._scored(case, merged))
    found = settling.measure(Path("none"))
    assert found["honest accuracy"] == 0 and found["honest apart"] == 0
    assert found.keys() == {
        "honest accuracy", "honest over majority", "honest calibration", "honest coverage", "honest apart"
    } - {"honest coverage"}  # fmt: skip


@pytest.mark.parametrize("method", sorted(set(settling.methods()) - {"accucopy"}))
def test_honest_sources_stay_apart_and_are_right(method: str) -> None:
    case = cases.generated("honest", shrunk=0.2)
    found = settling._timed(case, settling.made(case), method)
    # Of so few values AccuCopy takes some for copied.
    assert found["accuracy"] > 0.99 and found.get("merged falsely", 0) == 0
