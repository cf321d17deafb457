"""What checks make of an entailment model's probabilities."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.evidence.checks import adjusted
from sayso.findings import LABELS, Check, CheckKind, Label

KINDS: list[CheckKind] = ["figure", "date", "place", "negation", "hedge"]
Three = tuple[float, float, float]


def check(says: Label, *, decides: bool = True, kind: CheckKind = "figure") -> Check:
    return Check(kind, says, "a reason", decides=decides)


def normal(weights: Three) -> Three:
    total = sum(weights)
    return weights[0] / total, weights[1] / total, weights[2] / total


models = st.tuples(*[st.floats(0.001, 1)] * 3).map(normal)
found = st.lists(
    st.builds(Check, st.sampled_from(KINDS), st.sampled_from(LABELS), st.just("why"), decides=st.booleans())
)


def test_without_checks_nothing_changes() -> None:
    assert adjusted((0.5, 0.3, 0.2), []) == pytest.approx((0.5, 0.3, 0.2))


def test_a_deciding_check_overrules_a_model_but_never_wholly() -> None:
    assert adjusted((0.8, 0.1, 0.1), [check("refutes")]) == pytest.approx((0.8 / 9, 0.9, 0.1 / 9))


def test_a_model_that_is_surer_stays_as_sure() -> None:
    assert adjusted((0.01, 0.98, 0.01), [check("refutes")]) == pytest.approx((0.01, 0.98, 0.01))


def test_other_checks_shift_and_do_not_overrule() -> None:
    supports, refutes, neutral = adjusted((0.9, 0.05, 0.05), [check("refutes", decides=False)])
    assert supports > 0.8 and 0.05 < refutes < 0.2 and neutral < 0.05


def test_a_third_check_of_the_same_adds_nothing() -> None:
    shift = check("refutes", decides=False)
    assert adjusted((0.5, 0.3, 0.2), [shift] * 3) == adjusted((0.5, 0.3, 0.2), [shift] * 2)


@pytest.mark.parametrize(
    ("both", "wins"),
    [(("supports", "refutes"), 1), (("supports", "neutral"), 2), (("refutes", "neutral"), 2)],
)
def test_what_leaves_it_open_wins_and_then_what_speaks_against(both: tuple[Label, Label], wins: int) -> None:
    assert adjusted((1 / 3, 1 / 3, 1 / 3), [check(b) for b in both])[wins] == pytest.approx(0.9)


@settings(deadline=None)
@given(models, found)
def test_they_stay_probabilities(model: Three, checks: list[Check]) -> None:
    after = adjusted(model, checks)
    assert sum(after) == pytest.approx(1) and min(after) >= 0


@settings(deadline=None)
@given(models, found)
def test_the_order_of_checks_does_not_matter(model: Three, checks: list[Check]) -> None:
    assert adjusted(model, checks) == pytest.approx(adjusted(model, checks[::-1]))


def test_a_model_that_is_wholly_sure_can_still_be_overruled() -> None:
    assert adjusted((1.0, 0.0, 0.0), [check("neutral")]) == pytest.approx((0.1, 0.0, 0.9), abs=1e-6)
