"""Values as written, read as figures and dates: the number meant, or none."""

import math

import pytest

from sayso.settlements import Statement
from sayso.weighing.methods.sayso import settle
from sayso.weighing.settling.panel import days, panel
from sayso.weighing.settling.truth import lay_out
from sayso.weighing.settling.values import figure, moment


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one hundred and fifty", 150),
        ("one hundred fifty people", 150),
        ("twenty-nine", 29),
        ("twenty nine dead", 29),
        ("two and a half million", 2.5e6),
        ("2 and a half million people", 2.5e6),
        ("half a million", 5e5),
        ("two hundred thousand", 2e5),
        ("five thousand three hundred and one", 5301),
        ("a dozen", 12),
        ("two dozen soldiers", 24),
        ("fifty per cent", 50),
        ("29 people in two cars", 29),
    ],
)
def test_a_number_in_words_is_read_whole(text: str, value: float) -> None:
    assert figure(text, loose=True) == (value, value)


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a man",
        "hundreds of millions",
        "29 or 30 people",
        "one two three",
        "one in three",
        "and five",
    ],
)
def test_what_is_no_one_number_is_none(text: str) -> None:
    assert figure(text, loose=True) is None


def test_two_numbers_in_words_are_bounds() -> None:
    assert figure("between one hundred and two hundred") == (100, 200)
    assert figure("twenty to thirty") == (20, 30)


@pytest.mark.parametrize("text", ["9" * 400, "9" * 5000, "9007199254740993"])
def test_digits_that_a_float_cannot_hold_stay_text(text: str) -> None:
    assert figure(text) is None
    assert len(panel([Statement("o", text, "a"), Statement("o", text + "9", "b")]).options) == 2


@pytest.mark.parametrize(
    "text",
    ["May 0000", "Dec 0000", "0000-01-01", "0000", "-0044-03-15", "2020-01-01/2019-01-01", "31 Feb 2011"],
)
def test_what_is_no_day_of_the_calendar_is_no_date(text: str) -> None:
    assert moment(text) is None


def test_the_last_month_of_all_has_an_end() -> None:
    found = moment("December 9999")
    assert found is not None and found.first is not None and found.last == found.first + 30


def test_a_hyphen_between_day_and_time_is_no_sign() -> None:
    assert moment("10:35 - 2011-07-31") == moment("2011-07-31 - 10:35") == moment("2011-07-31 10:35")


@pytest.mark.parametrize("time", ["0000", "-0044-03-15", "Y17E7"])
def test_a_time_outside_the_calendar_is_as_good_as_none(time: str) -> None:
    assert math.isnan(days(time))


@pytest.mark.filterwarnings("error")
def test_open_bounds_that_say_the_same_are_one_option() -> None:
    said = [Statement("o", "at least 11", f"s{n}") for n in range(4)]
    made = panel([*said, Statement("o", "up to 11", "t"), Statement("o", "12", "u")])
    assert sorted(made.options) == ["12", "at least 11", "up to 11"]
    assert settle(made).options[0].value == "12"


def test_outlets_spelt_with_hex_letters_have_a_name() -> None:
    names = ["cbc.ca", "abc.de", "dead", "211.30.205.254", "(1.2.3.4)", "12345", "2001:db8::ff00:42:8329"]
    made = panel([Statement("o", "1", name) for name in names])
    kinds = dict(zip(made.sources, lay_out(made).kind.tolist(), strict=True))
    assert [name for name in names if kinds[name]] == names[3:]
