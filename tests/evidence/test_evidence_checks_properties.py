"""Checks on any text: no errors, no opinion of a text about itself, and the same when asked again."""

from __future__ import annotations

import json
import math
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.checking.stating import stated
from sayso.evidence.checks import checks
from sayso.evidence.checks.figures import amount, compare
from sayso.findings import Stated
from sayso.types import Figure, Span

CONTRASTS = Path(__file__).parent.parent / "contrasts"
SEEN = """the a in on at least more than not no never may said that denied Herat Kandahar Vera Strand 31 July
August 2011 29 50 people killed wounded , . accused of before after will whether ministry rebels between 12"""
WORDS = SEEN.split()
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
bounds = st.one_of(st.none(), st.integers(0, 2000))


def figures() -> st.SearchStrategy[Figure]:
    def made(low: int | None, high: int | None, approximate: bool, strict: bool) -> Figure:
        if low is not None and high is not None and low > high:
            low, high = high, low
        return Figure(Span(0, 1), low, high, approximate, strict, "people")

    return st.builds(made, bounds, bounds, st.booleans(), st.booleans())


@settings(deadline=None)
@given(texts, texts)
def test_any_two_texts_can_be_compared(claim: str, passage: str) -> None:
    for check in checks(stated(claim, None), stated(passage, None)):
        assert check.why and check.says in ("supports", "refutes", "neutral")


@settings(deadline=None)
@given(texts)
def test_the_same_comes_out_again(text: str) -> None:
    one = stated(text, None)
    assert checks(one, one) == checks(stated(text, None), stated(text, None))


@settings(deadline=None)
@given(texts)
def test_a_text_that_states_nothing_gets_no_check_of_figures_or_dates(text: str) -> None:
    kinds = {c.kind for c in checks(Stated(text), Stated(text))}
    assert not kinds & {"figure", "date", "place", "entity"}


@settings(deadline=None)
@given(figures())
def test_no_figure_contradicts_itself(figure: Figure) -> None:
    assert compare(amount(figure), amount(figure)) != "refutes"


@settings(deadline=None)
@given(figures(), figures())
def test_figures_that_contradict_each_other_do_so_both_ways(one: Figure, other: Figure) -> None:
    """But for "over 40" beside a plain 40, which is as good as said by it."""
    a, b = amount(one), amount(other)
    ends = {x for f in (one, other) for x in (f.low, f.high) if x is not None}
    if len(ends) == sum(x is not None for f in (one, other) for x in (f.low, f.high)):
        assert (compare(a, b) == "refutes") == (compare(b, a) == "refutes")


@settings(deadline=None)
@given(figures(), figures())
def test_whatever_supports_lies_within(one: Figure, other: Figure) -> None:
    a, b = amount(one), amount(other)
    if compare(a, b) == "supports" and math.isfinite(a.outer[1]) and not a.rounding:
        assert b.inner[1] <= a.outer[1] * 1.0001 + 1e-9


def pairs() -> list[dict[str, str]]:
    files = sorted(CONTRASTS.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def test_a_claim_of_the_contrast_sets_is_not_refuted_by_itself() -> None:
    for text in {p["claim"] for p in pairs()} | {p["evidence"] for p in pairs()}:
        one = stated(text, None)
        assert not [c for c in checks(one, one) if c.says != "supports" and c.decides], text


def test_checks_that_decide_on_the_contrast_sets_are_mostly_right() -> None:
    """Nine in ten: those that decide overrule the model."""
    right = wrong = 0
    for p in pairs():
        deciding = [c for c in checks(stated(p["claim"], None), stated(p["evidence"], None)) if c.decides]
        right += sum(c.says == p["label"] for c in deciding)
        wrong += sum(c.says != p["label"] for c in deciding)
    assert right >= 90 and right / (right + wrong) >= 0.9


def test_the_contrast_sets_are_as_their_readme_says() -> None:
    seen = pairs()
    assert len({p["id"] for p in seen}) == len(seen)
    for file in CONTRASTS.glob("*.jsonl"):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        assert len(rows) >= 60
        assert {p["half"] for p in rows} == {"usual", "rare"}
        for group in {p["group"] for p in rows}:
            assert len({p["label"] for p in rows if p["group"] == group}) > 1
