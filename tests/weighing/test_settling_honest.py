"""Among honest sources that are independent of one another the default method is no worse than a vote."""

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


def test_every_honest_set_is_settled_as_well_as_by_votes() -> None:
    for name in ("honest", "mixed"):
        case = cases.generated(name, shrunk=0.2)
        made = panel(case.statements)
        found, voted = (
            of_options(method.settle(made).options, case.truth, case.right)["accuracy"]
            for method in (sayso, majority)
        )
        assert found >= voted
