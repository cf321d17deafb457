"""The default method on panels with known truth."""

import numpy as np
import pytest

from sayso.settlements import Panel, Settlement, Statement
from sayso.weighing.methods.sayso import settle
from sayso.weighing.settling.panel import panel
from weighing.drawn_panels import Drawn, World, draw, plain_panel


def right(made: Settlement, truth: dict[str, str]) -> float:
    """Share of objects whose first option is the truth."""
    top: dict[str, str] = {}
    for option in made.options:
        top.setdefault(option.object, option.value)
    return float(np.mean([top[name] == truth[name] for name in top]))


def voted(panel: Panel, truth: dict[str, str], groups: list[set[str]] | None = None) -> float:
    """Majority vote; with groups, a group has one vote for each value."""
    home = {source: number for number, group in enumerate(groups or []) for source in group}
    voters: dict[int, set[object]] = {}
    for option, source in zip(panel.claim_option.tolist(), panel.claim_source.tolist(), strict=True):
        name = panel.sources[source]
        voters.setdefault(option, set()).add(home.get(name, name))
    top: dict[str, int] = {}
    for option in sorted(voters, key=lambda option: -len(voters[option])):
        top.setdefault(panel.objects[panel.option_object[option]], option)
    return float(np.mean([panel.options[option] == truth[name] for name, option in top.items()]))


@pytest.fixture(scope="module", params=[1, 2])
def copied(request: pytest.FixtureRequest) -> Drawn:
    """Copiers in numbers, of poor sources; objects of unlike hardness; mistakes that many make."""
    world = World(
        honest=19,
        groups=(7, 5, 4, 3),
        objects=600,
        honest_accuracy=(0.5, 0.9),
        group_accuracy=(0.3, 0.6),
        coverage=(0.1, 0.5),
        hardness=1.5,
        spread=2.0,
        seed=request.param,
    )
    return draw(world)


def test_better_than_votes_where_some_copy_even_if_it_is_known_who(copied: Drawn) -> None:
    made = plain_panel(copied.statements)
    found = right(settle(made), copied.truth)
    assert found > voted(made, copied.truth) + 0.03
    assert found > voted(made, copied.truth, copied.groups)


def test_who_copies_counts_as_one(copied: Drawn) -> None:
    groups = settle(plain_panel(copied.statements)).groups
    assert sorted(map(sorted, copied.groups)) == sorted(sorted(group.sources) for group in groups)
    assert all(group.probability > 0.9 and "probably wrong, such as" in group.why for group in groups)


def test_probabilities_are_as_often_right_as_they_say(copied: Drawn) -> None:
    made = settle(plain_panel(copied.statements))
    chance = np.array([option.probability for option in made.options])
    true = np.array([option.value == copied.truth[option.object] for option in made.options])
    for low, high in ((0.0, 0.2), (0.4, 0.7), (0.7, 0.9), (0.9, 1.01)):
        band = (chance >= low) & (chance < high)
        assert abs(chance[band].mean() - true[band].mean()) < 0.12


@pytest.mark.parametrize("spread", [0.5, 10.0])
def test_honest_sources_that_agree_are_not_joined(spread: float) -> None:
    world = World(honest=30, groups=(), objects=500, honest_accuracy=(0.9, 0.99), spread=spread, hardness=1.0)
    drawn = draw(world)
    assert not settle(plain_panel(drawn.statements)).groups


def test_liars_in_the_majority_on_some_objects_are_found_by_the_others() -> None:
    drawn = draw(World(honest=12, groups=(8, 6), objects=300, group_accuracy=(0.3, 0.6), copies=(1.0, 1.0)))
    made = plain_panel(drawn.statements)
    assert voted(made, drawn.truth) < 0.97
    assert right(settle(made), drawn.truth) > 0.985


def test_intervals_hold_the_share_that_is_right() -> None:
    drawn = draw(World(honest=30, groups=(4,), objects=120, hardness=1.0, coverage=(0.2, 0.9)))
    made = settle(plain_panel(drawn.statements))
    said: dict[str, list[bool]] = {}
    for statement in drawn.statements:
        said.setdefault(statement.source, []).append(statement.value == drawn.truth[statement.object])
    held = [s.low <= np.mean(said[s.source]) <= s.high for s in made.sources]
    assert np.mean(held) > 0.8
    assert all(0 <= s.low < s.reliability < s.high <= 1 for s in made.sources)


def test_options_of_an_object_leave_room_for_none() -> None:
    made = settle(panel([Statement("o", "1", "a"), Statement("o", "2", "b"), Statement("p", "5", "a")]))
    for name in ("o", "p"):
        assert 0.3 < sum(option.probability for option in made.options if option.object == name) < 1
    assert "none of these" in made.notes["o"]


def test_two_sources_alone_stay_undecided() -> None:
    said = [Statement(f"o{n}", f"v{n}{source}", source) for n in range(20) for source in "ab"]
    made = settle(panel(said))
    assert all(option.probability < 0.6 for option in made.options)
    assert not made.groups


def test_a_rounded_figure_speaks_for_the_exact_one() -> None:
    said = [Statement("killed", value, f"s{at}") for at, value in enumerate(["29", "30", "300"])]
    chance = {option.value: option.probability for option in settle(panel(said)).options}
    assert chance["29"] > 1.1 * chance["300"]


def test_bounds_speak_for_what_lies_within() -> None:
    said = [Statement("killed", value, f"s{at}") for at, value in enumerate(["at least 50", "61", "12"])]
    made = settle(panel(said))
    assert made.options[0].value == "61"
    assert "“61” includes “at least 50”" in made.notes["killed"]


def test_a_note_never_says_that_it_is_certain() -> None:
    said = [Statement(f"o{n}", f"v{n}", f"s{at}") for n in range(9) for at in range(9)]
    notes = settle(panel([*said, Statement("o0", "w", "t")])).notes
    assert "“v0” >0.99:" in notes["o0"] and "“w” <0.01:" in notes["o0"]


def test_known_dependence_counts() -> None:
    said = [Statement("o", value, source) for source, value in zip("abcde", "11122", strict=True)]
    free = settle(panel(said))
    tied = settle(panel(said, known=[("a", "b", 0.99), ("b", "c", 0.99)]))
    assert free.options[0].value == "1" and tied.options[0].value == "2"
    assert [sorted(group.sources) for group in tied.groups] == [["a", "b", "c"]]
    assert "from outside" in tied.groups[0].why


def test_one_shared_value_is_one() -> None:
    said = [Statement(f"o{n}", "x", source) for n in range(6) for source in "abcd"]
    said += [
        Statement("o", value, source)
        for value, source in zip(["red"] * 4 + ["blue"] * 2, "abcdef", strict=True)
    ]
    (group,) = settle(panel(said, known=[("e", "f", 0.95)])).groups
    assert "They share 1 value that is probably wrong: o: “blue”" in group.why
