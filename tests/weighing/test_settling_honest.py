"""Where a vote does well the default method is no worse, and of little it is not sure."""

import numpy as np
import pytest

import settling_cases as cases
import settling_generator as generator
from sayso.settlements import Statement
from sayso.weighing.methods import majority, sayso
from sayso.weighing.settling.panel import panel
from settling_scores import of_options

HARD = generator.Setting(
    "honest sources on hard objects, whose wrong values are popular and near the true ones",
    60, 200, accuracy=(0.65, 0.87), cover=(0.75, 0.88), wrong=10, popular=1.5, hardness=1.2,
    kinds=generator.KINDS,
)  # fmt: skip


@pytest.mark.parametrize("seed", [98, 46])
def test_a_like_value_does_not_outdo_the_one_that_lifts_it(seed: int) -> None:
    world = generator.made(HARD, seed)
    made = panel([Statement(*one) for one in world.statements])

    def right(name: str, value: str) -> bool:
        return world.meaning.get((name, value)) == world.truth[name]

    found, voted = (
        of_options(method.settle(made).options, world.truth, right)["accuracy"]
        for method in (sayso, majority)
    )
    assert found >= voted


HALF_COPIED = generator.Setting(
    "independent sources in the minority, beside rings whose members copy a part of their values",
    10, 500, accuracy=(0.659, 0.984), cover=(0.925, 0.988), wrong=5, popular=0, kinds=("time",),
    rings=(generator.Ring(3, 0.433, 0.312), generator.Ring(2, 0.838, 0.62), generator.Ring(3, 0.806, 0.68)),
)  # fmt: skip


def test_who_copies_a_part_does_not_vote_itself_right() -> None:
    world = generator.made(HALF_COPIED, 46)
    made = panel([Statement(*one) for one in world.statements])
    top: dict[str, str] = {}
    for option in sayso.settle(made).options:
        top.setdefault(option.object, option.value)
    assert np.mean([world.meaning[name, top[name]] == true for name, true in world.truth.items()]) > 0.95


def test_of_three_sources_and_a_few_objects_probabilities_are_no_surer_than_they_may_be() -> None:
    sure, hits = [], []
    for seed in range(90):
        lowest = 0.35 + 0.45 * seed / 90
        three = generator.Setting(
            "sources drawn anew for each few objects, in worlds of all kinds",
            3, 8, accuracy=(lowest, min(0.98, lowest + 0.25)), cover=(0.8, 1.0),
            wrong=(3, 6, 10)[seed % 3], popular=(0.0, 1.0, 1.5)[seed // 3 % 3],
            hardness=(0.0, 0.6, 1.2)[seed // 9 % 3],
        )  # fmt: skip
        world = generator.made(three, seed)
        top: dict[str, tuple[str, float]] = {}
        for option in sayso.settle(panel([Statement(*one) for one in world.statements])).options:
            top.setdefault(option.object, (option.value, option.probability))
        sure += [chance for _, chance in top.values()]
        hits += [world.meaning[name, value] == world.truth[name] for name, (value, _) in top.items()]
    assert abs(np.mean(sure) - np.mean(hits)) < 0.03


def test_every_honest_set_is_settled_as_well_as_by_votes() -> None:
    for name in ("honest", "mixed"):
        case = cases.generated(name, shrunk=0.2)
        made = panel(case.statements)
        found, voted = (
            of_options(method.settle(made).options, case.truth, case.right)["accuracy"]
            for method in (sayso, majority)
        )
        assert found >= voted
