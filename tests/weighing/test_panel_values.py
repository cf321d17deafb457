"""Statements → Panel: what says the same is one option, what is near supports, what is nothing is left."""

import numpy as np
import pytest

from sayso.errors import StopRun
from sayso.settlements import MEASURES, Measure, Panel, Statement
from sayso.weighing.settling.panel import panel


def of(*values: str, measure: Measure | None = None) -> Panel:
    """One object, a source for each value."""
    return panel([Statement("o", value, f"s{at}") for at, value in enumerate(values)], measure=measure)


def far(made: Panel, one: str, other: str) -> float:
    place = {label: at for at, label in enumerate(made.options)}
    pairs = zip(*made.near, strict=True)
    return next((float(f) for a, b, f in pairs if (a, b) == (place[one], place[other])), 0.0)


def measure_of(made: Panel) -> str:
    return str(MEASURES[made.measures[0]])


@pytest.mark.parametrize(
    ("values", "measure"),
    [
        (("29", "30", "34,211"), "number"),
        (("at least 50", "dozens", "61 people"), "number"),
        (("10:35 a.m.", "10:35", "11:02"), "time"),
        (("31 July 2011", "2011-07-31"), "time"),
        (("Herat, Afghanistan", "Afghanistan", "Kabul"), "place"),
        (("Knuth, Donald E.", "Donald E. Knuth"), "names"),
        (("red", "dark green"), "text"),
    ],
)
def test_an_objects_values_tell_its_measure(values: tuple[str, ...], measure: str) -> None:
    assert measure_of(of(*values)) == measure


@pytest.mark.parametrize(
    "values",
    [
        ("1.2 million", "1,200,000", "1200000"),
        ("10:35 a.m.", "10:35", "10:35AM"),
        ("22:05", "10:05 p.m."),
        ("31 July 2011", "July 31, 2011", "2011-07-31"),
        ("Dec 1 10:35a", "10:35", "12/1/2011 10:35 AM"),
        ("Knuth, Donald E.", "Donald Ervin Knuth", "KNUTH, DONALD", "Knuth Donald"),
        ("Hancock, John C., Toren, Roger", "Roger Toren and John Hancock", "Hancock/ Toren"),
        ("Dark  green", "dark-green", "dark green."),
    ],
)
def test_what_says_the_same_is_one_option(values: tuple[str, ...]) -> None:
    assert len(of(*values).options) == 1


@pytest.mark.parametrize(
    "values",
    [("10:35 a.m.", "10:35 p.m."), ("Knuth, Donald", "Toren, Roger"), ("29", "30"), ("green", "red")],
)
def test_what_says_something_else_is_another(values: tuple[str, ...]) -> None:
    assert len(of(*values).options) == 2


def test_a_figure_is_nearer_the_one_it_rounds_to() -> None:
    made = of("29", "30", "300")
    assert far(made, "29", "30") > 0.3 > far(made, "29", "300")


def test_what_lies_within_bounds_entails_them_and_not_the_reverse() -> None:
    made = of("60", "at least 50", "40")
    assert far(made, "60", "at least 50") == 1.0
    assert far(made, "at least 50", "60") < 1.0
    assert far(made, "40", "at least 50") < 1.0


def test_who_names_the_town_names_the_province() -> None:
    made = of("Injil, Herat", "Herat", "Kabul")
    assert far(made, "Injil, Herat", "Herat") == 1.0
    assert far(made, "Herat", "Injil, Herat") < 1.0


def test_some_of_the_names_support_the_whole_list() -> None:
    made = of("Hancock, John; Toren, Roger", "Hancock, John", "Roger Toren; John Hancock")
    whole = next(label for label in made.options if "Toren" in label)
    assert far(made, whole, "Hancock, John") < far(made, "Hancock, John", whole) < 1


@pytest.mark.parametrize("nothing", ["", "Not Available", "N/A", " - ", "unknown"])
def test_where_there_is_no_value_there_is_no_statement(nothing: str) -> None:
    made = of("red", nothing)
    assert made.sources == ["s0"]


def test_of_one_sources_values_the_last_counts() -> None:
    said = [
        Statement("o", "30", "s", "2011-08-02"),
        Statement("o", "29", "s", "2011-08-01"),
        Statement("p", "1", "s"),
        Statement("p", "2", "s"),
    ]
    made = panel(said)
    assert list(made.options) == ["30", "2"]
    assert made.claim_time[0] == 15188.0 and np.isnan(made.claim_time[1])


def test_an_option_is_labelled_as_most_write_it_and_names_as_fully_as_any() -> None:
    assert of("Knuth", "Knuth", "Knuth", "Donald Knuth", "Knuth, Donald").options[0] != "Knuth"
    assert of("RED", "red", "red").options == ["red"]


def test_a_list_of_names_elsewhere_makes_no_names_of_values_with_digits() -> None:
    written = {"engineer": ["Ilse Maren", "Maren, Ilse"], "height": ["4.1 metres", "4.3 metres", "6 metres"]}
    made = panel([Statement(o, v, f"s{n}") for o, vs in written.items() for n, v in enumerate(vs)])
    assert [MEASURES[measure] for measure in made.measures] == ["names", "text"]
    assert made.option_object.tolist().count(1) == 3


def test_very_many_ranges_of_one_object_take_no_time_that_grows_with_their_square() -> None:
    made = of(*(f"at least {n}" for n in range(3000)), "5000")
    assert len(made.options) == 3001 and len(made.near[0]) < 20_000


def test_known_ties_are_numbered() -> None:
    said = [Statement("o", "1", "a"), Statement("o", "2", "b")]
    made = panel(said, known=[("b", "a", 0.9), ("a", "nobody here", 0.9)])
    assert [(made.sources[a], made.sources[b], p) for a, b, p in made.known] == [("b", "a", 0.9)]


def test_claims_are_sorted_and_options_consecutive() -> None:
    said = [Statement(f"o{n % 7}", str(n % 3), f"s{n}") for n in range(50)]
    made = panel(said)
    assert (np.diff(made.claim_option) >= 0).all() and (np.diff(made.option_object) >= 0).all()
    assert len(made.claim_option) == 50 and set(made.claim_option) == set(range(len(made.options)))


def test_errors_say_what_to_do() -> None:
    with pytest.raises(StopRun, match="none has a value"):
        panel([Statement("o", "n/a", "s")])
    with pytest.raises(StopRun, match="number, time, place"):
        panel([Statement("o", "1", "s")], measure="weight")  # type: ignore[arg-type]
