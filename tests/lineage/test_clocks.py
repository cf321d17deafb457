"""Clocks tell who came first as far as stated times can, and no further."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.lineage import clocks
from sayso.lineage.links import Publication


def _at(published: str | None, retrieved: str | None = None, id: str = "a") -> Publication:
    return Publication(id, f"https://{id}.example/", None, published, retrieved)


def _before(one: str | None, other: str | None) -> float | None:
    return clocks.before(_at(one), _at(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-06-08", "2025-06-09"),
        ("2025-06-08", "2025-07"),
        ("2025-06", "2025-07-01"),
        ("2024", "2025-01-01"),
        ("2025-06-08T10:00:00Z", "2025-06-09"),
        ("2025-06-08", "2025-06-09T10:00:00Z"),
        ("2025-06-08T10:00:00Z", "2025-06-10T10:00:00Z"),
        ("2025-06-01/2025-06-03", "2025-06-04"),
        ("202X", "2031"),
        ("2025-21", "2025-07-01"),
    ],
)
def test_what_ends_before_the_other_begins_came_first(one: str, other: str) -> None:
    assert _before(one, other) == 1.0
    assert _before(other, one) == -1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-06-08", "2025-06-08"),
        ("2025-06-08", "2025-06"),
        ("2025", "2025-12-31"),
        ("2025-06-08", "2025-06-08T23:59:00Z"),
        ("2025-06-01/2025-06-09", "2025-06-05"),
        ("202X", "2025-06-08"),
    ],
)
def test_times_that_overlap_do_not_tell(one: str, other: str) -> None:
    assert _before(one, other) == 0.0
    assert _before(other, one) == 0.0


def test_moments_of_one_day_tell_less_surely() -> None:
    sure = _before("2025-06-08T09:00:00Z", "2025-06-08T11:00:00Z")
    assert sure is not None
    assert 0.0 < sure < 1.0


def test_minutes_apart_tell_nothing() -> None:
    assert _before("2025-06-08T09:00:00Z", "2025-06-08T09:04:00Z") == 0.0


def test_moments_are_compared_across_time_zones() -> None:
    """Ten in Berlin is eight in London: the later clock face came out first."""
    sure = _before("2025-06-08T10:00:00+02:00", "2025-06-08T09:30:00Z")
    assert sure is not None
    assert sure > 0
    assert _before("2025-06-08T10:00:00+02:00", "2025-06-08T08:00:00Z") == 0.0


@pytest.mark.parametrize("missing", [None, "", "last week", "XXXX-08-01", "2025-13-40", "T"])
def test_a_time_that_is_missing_or_nonsense_tells_nothing(missing: str | None) -> None:
    assert _before(missing, "2025-06-09") is None
    assert _before("2025-06-09", missing) is None


def test_what_was_got_before_the_other_came_out_was_there_first() -> None:
    undated = _at(None, "2025-06-08T12:00:00Z")
    assert clocks.before(undated, _at("2025-06-10", id="b")) == 1.0
    assert clocks.before(_at("2025-06-10", id="b"), undated) == -1.0


def test_when_it_was_got_tells_nothing_else() -> None:
    """An old article may be got years later; two that were got at different times may be of any age."""
    undated = _at(None, "2025-06-08T12:00:00Z")
    assert clocks.before(undated, _at("2025-06-01", id="b")) is None
    assert clocks.before(undated, _at(None, "2025-07-08T12:00:00Z", "b")) is None


def test_an_interval_without_a_beginning_ends_all_the_same() -> None:
    assert _before("../2025-06-01", "2025-06-05") == 1.0
    assert _before("2025-06-05", "../2025-06-01") == -1.0


def test_order_puts_undated_last_and_is_stable() -> None:
    told = [
        _at(None, id="a"),
        _at("2025-06-09", id="b"),
        _at("2025-06-08T10:00:00Z", id="c"),
        _at("2025", id="d"),
    ]
    assert [p.id for p in sorted(told, key=clocks.order)] == ["d", "c", "b", "a"]
    again = [told[n] for n in (3, 1, 0, 2)]
    assert sorted(again, key=clocks.order) == sorted(told, key=clocks.order)


def test_shown_says_undated() -> None:
    assert clocks.shown(_at(None)) == "undated"
    assert clocks.shown(_at("2025-06-08T10:12:33+02:00")) == "2025-06-08 10:12"


_DATES = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.dates().map(str),
    st.dates().map(lambda d: str(d)[:7]),
    st.datetimes(timezones=st.timezones()).map(lambda d: d.isoformat(timespec="seconds")),
    st.tuples(st.dates(), st.dates()).map(lambda ends: f"{min(ends)}/{max(ends)}"),
    st.sampled_from(
        ["20XX", "2025-06-0X", "2025~", "../2020", "2025-06-08T10:00:00Z", "0000", "-0044-03-15"]
    ),
)


@example("0001-01-01T00:30:00+02:00", "2025-06-08T10:00:00Z")
@example("9999-12-31T23:30:00-02:00", "2025-06-08T10:00:00Z")
@given(_DATES, _DATES)
def test_it_says_the_opposite_seen_from_the_other_side(one: str | None, other: str | None) -> None:
    there, back = _before(one, other), _before(other, one)
    assert (there is None) == (back is None)
    assert there is None or back is None or there == -back
    assert _before(one, one) in (None, 0.0)
    clocks.order(_at(one))
    assert clocks.shown(_at(one))
