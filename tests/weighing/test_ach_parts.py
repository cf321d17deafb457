"""What a matrix gives besides its order: confidence, disputes, what to seek, what changed, what misled."""

from __future__ import annotations

import math
import random
import time
from dataclasses import replace
from typing import Any

import pytest
from drawn_matrices import matrix, with_row, without

from sayso.errors import StopRun
from sayso.matrices import BANDS, MACHINE, MARKS, Assumption, Band, Cell, Matrix, Row, Weighed
from sayso.weighing.ach import DEFAULTS, band, changes, weigh, with_planted

KNOWN: dict[str, Any] = {f"R{i}": {"origin": f"o{i}", "credibility": 1} for i in range(1, 6)}
SOLID = matrix({"R1": "C II I", "R2": "C I II", "R3": "C I I", "R4": "C I I", "R5": "CC II II"}, **KNOWN)
"""Five origins, all cells filled, one analyst, no row that turns it."""


def fare(weighed: Weighed, name: str) -> tuple[float, float]:
    found = next(f for f in weighed.hypotheses if f.hypothesis == name)
    return found.probability, found.inconsistency


def says(weighed: Weighed, words: str) -> bool:
    return any(words in reason for reason in weighed.reasons)


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0, "almost no chance"),
        (0.05, "almost no chance"),
        (0.051, "very unlikely"),
        (0.3, "unlikely"),
        (0.5, "roughly even chance"),
        (0.55, "roughly even chance"),
        (0.56, "likely"),
        (0.8, "likely"),
        (0.95, "very likely"),
        (0.951, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_bands_are_those_of_icd_203(p: float, words: Band) -> None:
    assert band(p) == words
    assert words in BANDS


@pytest.mark.parametrize("p", [-0.1, 1.1, math.nan])
def test_what_is_no_probability_has_no_band(p: float) -> None:
    with pytest.raises(StopRun, match="from 0 to 1"):
        band(p)


def test_two_marks_give_the_ratio_of_their_bands() -> None:
    weighed = weigh(matrix({"R1": "C I"}))
    p, _ = fare(weighed, "H1")
    assert math.isclose(p / (1 - p), 0.675 / 0.325)
    low = next(f for f in weighed.hypotheses if f.hypothesis == "H1").low
    high = next(f for f in weighed.hypotheses if f.hypothesis == "H1").high
    assert math.isclose(low / (1 - low), 0.55 / 0.45)
    assert math.isclose(high / (1 - high), 0.8 / 0.2)


def test_priors_that_are_stated_count_and_the_rest_share_what_is_left() -> None:
    weighed = weigh(matrix({"R1": "N N N"}, priors=[0.5]))
    assert [round(f.probability, 9) for f in weighed.hypotheses] == [0.5, 0.25, 0.25]


def test_priors_that_do_not_sum_to_one_are_scaled_and_it_is_said() -> None:
    weighed = weigh(matrix({"R1": "N N"}, priors=[0.6, 0.6]))
    assert [f.probability for f in weighed.hypotheses] == [0.5, 0.5]
    assert says(weighed, "sum to 1.20")
    crowded = weigh(matrix({"R1": "N N N"}, priors=[0.7, 0.7]))
    assert all(f.probability > 0.1 for f in crowded.hypotheses)
    assert says(crowded, "leave nothing for the other hypotheses")
    assert says(weigh(matrix({"R1": "N N N"}, priors=[0.5, 0.5])), "sum to 1.00 and leave nothing")
    assert not says(weigh(matrix({"R1": "N N"}, priors=[0.5, 0.5])), "priors")


def test_doubt_enters_as_the_chance_that_the_row_is_as_likely_under_any_hypothesis() -> None:
    p, against = fare(weigh(matrix({"R1": "CC II"}, R1={"deceptive": 0.4})), "H1")
    assert math.isclose(p / (1 - p), (0.6 * 1.75 + 0.4) / (0.6 * 0.25 + 0.4))
    assert against == 0
    _, against = fare(weigh(matrix({"R1": "CC II"}, R1={"deceptive": 0.4})), "H2")
    assert math.isclose(against, 1.2)


def test_the_lower_of_grade_and_doubt_counts() -> None:
    def trust(**row: object) -> float:
        return weigh(matrix({"R1": "CC II"}, R1=row)).rows[0].trust

    assert trust() == 1
    assert trust(credibility=5) == 0.25
    assert trust(credibility=5, deceptive=0.0) == 0.25
    assert math.isclose(trust(credibility=1, deceptive=0.9), 0.1)
    assert trust(proposed=5) == trust() == 1, "what is proposed waits for a person"


def test_an_origin_with_two_things_to_say_has_one_voice() -> None:
    apart = matrix({"R1": "CC II", "R2": "II CC"}, R1={"origin": "o"}, R2={"origin": "o"})
    assert math.isclose(fare(weigh(apart), "H1")[0], 0.5)
    twice = matrix({"R1": "CC II", "R2": "C I"}, R1={"origin": "o"}, R2={"origin": "o"})
    p, against = fare(weigh(twice), "H1")[0], fare(weigh(twice), "H2")[1]
    assert math.isclose(math.log(p / (1 - p)), (math.log(7) + math.log(0.675 / 0.325)) / 2)
    assert against == 1.5
    assert [w.counts for w in weigh(twice).rows] == [0.5, 0.5]
    assert "one voice with R2" in weigh(twice).rows[0].why


def test_what_the_program_proposes_counts_only_where_nobody_has_spoken() -> None:
    proposed = matrix({"R1": "CC II"}, who=MACHINE)
    said = replace(proposed, cells=(*proposed.cells, Cell("R1", "H1", "II", "anna", "", "")))
    assert fare(weigh(proposed), "H1")[0] > 0.8
    assert fare(weigh(said), "H1")[0] == 0.5
    assert weigh(said).disputes == ()
    assert says(weigh(proposed), "2 of 2 cells are a proposal of the program")
    agreed = replace(proposed, cells=(*proposed.cells, Cell("R1", "H1", "NA", "anna", "", "")))
    assert fare(weigh(agreed), "H1")[0] == 0.5, "that it does not apply is a word too"


def test_several_analysts_count_by_their_mean() -> None:
    one = matrix({"R1": "C I"})
    both = replace(one, cells=(*one.cells, Cell("R1", "H2", "II", "bruno", "", "")))
    assert fare(weigh(both), "H2")[1] == 1.5


def test_a_row_with_one_mark_tells_no_odds() -> None:
    """How likely it is under the others nobody has said; by inconsistency it counts all the same."""
    weighed = weigh(matrix({"R1": "I -"}))
    assert fare(weighed, "H1") == (0.5, 1.0)
    assert fare(weighed, "H2") == (0.5, 0.0)


def test_planting_asks_of_rows_that_are_there() -> None:
    with pytest.raises(StopRun, match=r"R9.*R1"):
        with_planted(SOLID, ["R9"])
    with pytest.raises(StopRun, match="from 0 to 1"):
        with_planted(SOLID, ["R1"], 1.5)


def test_a_planted_row_takes_its_copies_along() -> None:
    told = matrix({"R1": "CC II", "R2": "CC II", "R3": "I C"}, R1={"origin": "o"}, R2={"origin": "o"})
    assert weigh(told).turns[0].copies == ("R2",)
    after = weigh(with_planted(told, ["R1"]))
    assert after.hypotheses[0].hypothesis == "H2"
    assert after.rows[1].trust == 0


# -- bad matrices ---------------------------------------------------------------------------------

BAD = {
    "no hypothesis": (Matrix("q", "?", (), (), ()), "no hypothesis yet"),
    "rows and no hypothesis": (Matrix("q", "?", (), SOLID.rows, SOLID.cells), "no hypothesis yet"),
    "one hypothesis": (matrix({"R1": "CC"}), "only one hypothesis"),
    "no rows": (replace(SOLID, rows=(), cells=()), "no evidence yet"),
    "no cells": (replace(SOLID, cells=()), "No row has a mark"),
    "not applicable": (matrix({"R1": "NA NA", "R2": "NA NA"}), "No row has a mark"),
    "all the same": (matrix({"R1": "C C", "R2": "II II"}), "No row tells the hypotheses apart"),
    "all planted": (with_planted(SOLID, ["R1", "R2", "R3", "R4", "R5"]), "No row tells"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_matrix_with_too_little_in_it_gets_a_result_and_a_reason(name: str) -> None:
    given, reason = BAD[name]
    weighed = weigh(given)
    assert weighed.confidence == "low"
    assert says(weighed, reason)
    assert len(weighed.rows) == len(given.rows)
    assert {f.hypothesis for f in weighed.hypotheses} == {h.id for h in given.hypotheses}
    numbers = [x for f in weighed.hypotheses for x in (f.probability, f.low, f.high, f.inconsistency)]
    numbers += [x for w in weighed.rows for x in (w.diagnosticity, w.counts, w.trust, *w.ratios.values())]
    assert all(math.isfinite(x) for x in numbers)
    if given.hypotheses:
        assert math.isclose(sum(f.probability for f in weighed.hypotheses), 1.0)
        assert len({round(f.probability, 9) for f in weighed.hypotheses}) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (replace(SOLID, rows=(*SOLID.rows, SOLID.rows[0])), "row 'R1': the matrix has it 2 times"),
        (replace(SOLID, hypotheses=SOLID.hypotheses * 2), "hypothesis 'H1': the matrix has it 2 times"),
        (matrix({"R1": "C maybe"}), "mark of R1 with H2 'maybe'"),
        (matrix({"R1": "C I"}, priors=[1.0]), "prior 1.0 of H1"),
        (matrix({"R1": "C I"}, R1={"deceptive": math.nan}), "probability nan that R1"),
        (matrix({"R1": "C I"}, R1={"credibility": 7}), "credibility 7 of R1"),
    ],
)
def test_what_no_matrix_can_have_is_refused(given: Matrix, words: str) -> None:
    with pytest.raises(StopRun, match=words):
        weigh(given)


def test_rows_that_carry_are_named_when_hardly_any_doubt_is_left() -> None:
    sure = weigh(matrix({f"R{i}": "CC II" for i in range(1, 30)}))
    assert sure.hypotheses[0].probability > 1 - 1e-12
    assert sure.carrying == ("R1", "R2", "R3")


def test_cells_of_rows_and_hypotheses_that_are_not_there_are_passed_over() -> None:
    stray = replace(
        SOLID, cells=(*SOLID.cells, Cell("R9", "H1", "II", "x", "", ""), Cell("R1", "H9", "C", "x", "", ""))
    )
    assert weigh(stray).hypotheses == weigh(SOLID).hypotheses


# -- confidence -----------------------------------------------------------------------------------


def test_nothing_wanting_is_high_confidence_with_what_it_rests_on() -> None:
    weighed = weigh(SOLID)
    assert weighed.confidence == "high"
    assert says(weighed, "5 independent origins")
    assert says(weighed, "No single row changes")


UNKNOWN = replace(SOLID, rows=tuple(replace(r, origin=None) for r in SOLID.rows))
DISPUTED = replace(SOLID, cells=(*SOLID.cells, Cell("R5", "H1", "I", "bruno", "", "")))
WEAKER = {
    "assumption failed": (
        replace(SOLID, assumptions=(Assumption("A1", "nobody else was there", "failed", why="two were"),)),
        "An assumption failed, A1 (“nobody else was there”): two were.",
    ),
    "unknown origins": (UNKNOWN, "of 5 the origin is not known, and they are taken as independent"),
    "may be planted": (with_planted(SOLID, ["R5"], 0.3), "R5, on which the answer rests, may be planted"),
    "wanted found": (
        replace(SOLID, rows=(*SOLID.rows[:4], replace(SOLID.rows[4], motives=("H2",)))),
        "R5, on which the answer rests, is what the author of H2 would want us to find.",
    ),
    "disputed": (DISPUTED, "disagree on which way it goes: R5 with H1"),
    "unfilled": (replace(SOLID, cells=SOLID.cells[4:]), "4 of 15 cells are unfilled"),
    "two origins": (without(SOLID, "R1", "R2", "R4"), "comes from 2 origins"),
}


@pytest.mark.parametrize("name", WEAKER)
def test_each_weakness_costs_confidence_and_is_named_first(name: str) -> None:
    given, reason = WEAKER[name]
    weighed = weigh(given)
    assert weighed.hypotheses[0].hypothesis == "H1"
    assert weighed.confidence != "high"
    assert says(weighed, reason)
    assert any(reason in first for first in weighed.reasons[:2])


def test_two_weaknesses_are_low_confidence() -> None:
    given, _ = WEAKER["assumption failed"]
    both = replace(given, rows=tuple(replace(r, origin=None) for r in given.rows))
    assert weigh(both).confidence == "low"


def test_a_single_row_that_turns_it_is_named() -> None:
    weighed = weigh(matrix({"R1": "CC II", "R2": "I C"}))
    assert says(weighed, "R1 changes which hypothesis leads")
    assert weighed.turns[0].rows == ("R1",)
    assert weighed.turns[0].leader == "H2"
    assert "If R1 is false or planted, H2 then leads" in weighed.turns[0].why


# -- turns, staged --------------------------------------------------------------------------------


def test_a_pair_is_listed_only_if_neither_of_it_turns_alone() -> None:
    weighed = weigh(matrix({"R1": "C I", "R2": "C I", "R3": "I C"}))
    assert [t.rows for t in weighed.turns if t.by != "inconsistency"] == [("R1",), ("R2",)]
    more = weigh(matrix({"R1": "C I", "R2": "C I", "R3": "C I", "R4": "I C"}))
    assert [t.rows for t in more.turns if t.by == "both"] == [("R1", "R2"), ("R1", "R3"), ("R2", "R3")]
    assert weigh(SOLID).turns == ()


def test_pairs_beyond_the_listed_are_counted() -> None:
    rows = {f"R{i}": "C I" for i in range(1, 11)} | {f"R{i}": "I C" for i in range(11, 20)}
    alone = weigh(matrix(rows))
    assert len(alone.turns) == 10, "each of the ten alone makes it even"
    pairs = weigh(matrix({**rows, "R20": "C I"}))
    listed = [t for t in pairs.turns if len(t.rows) == 2]
    assert len(listed) == DEFAULTS.most_pairs
    assert len(listed) + pairs.pairs_left == 11 * 10 // 2


def test_what_an_author_would_want_found_is_discounted_for_every_hypothesis() -> None:
    given = matrix({"R1": "CC I", "R2": "I C"}, R1={"motives": ("H2",)})
    (staged,) = weigh(given).staged
    assert (staged.hypothesis, staged.rows, staged.leader) == ("H2", ("R1",), "H2")
    assert math.isclose(staged.probability, 0.675)
    assert staged.own == staged.probability
    half, _ = fare(weigh(with_planted(given, ["R1"], 0.5)), "H2")
    assert math.isclose(staged.suspected, half)
    silent = replace(given, rows=tuple(replace(r, motives=()) for r in given.rows))
    assert weigh(silent).hypotheses == weigh(given).hypotheses, "that it is wanted is no evidence by itself"


# -- sought, disputes -----------------------------------------------------------------------------


def test_what_to_look_for_tells_the_leading_two_apart() -> None:
    weighed = weigh(matrix({"R1": "C C II", "R2": "C C I"}))
    first = weighed.sought[0]
    assert set(first.between) == {"H1", "H2"}
    assert "if H1 holds and not if H2 does" in first.text
    assert "hypothesis 1" not in first.text, "the words stand where the hypotheses are listed"
    h1, h2 = (fare(weighed, name)[0] for name in ("H1", "H2"))
    assert math.isclose(first.bits, h1 + h2)


def test_empty_cells_are_listed_and_those_that_may_move_most_come_first() -> None:
    weighed = weigh(matrix({"R1": "CC II -", "R2": "C I -"}, R2={"credibility": 5}))
    assert weighed.unfilled == (("R1", "H3"), ("R2", "H3"))
    cells = [s for s in weighed.sought if "nobody has said" in s.text]
    assert "R1" in cells[0].text
    assert "H3" in cells[0].text
    assert all(a.bits >= b.bits for a, b in zip(weighed.sought, weighed.sought[1:], strict=False))


def test_a_row_that_turns_it_is_to_be_verified() -> None:
    weighed = weigh(matrix({"R1": "CC II", "R2": "I C"}))
    assert any("bears out R1 (“what R1 says”): without it H2 would lead" in s.text for s in weighed.sought)


def test_disputes_are_between_people_the_farthest_first() -> None:
    given = matrix({"R1": "CC C", "R2": "C NA"})
    cells = (
        Cell("R1", "H1", "II", "bruno", "", ""),
        Cell("R2", "H1", "N", "bruno", "", ""),
        Cell("R2", "H2", "N", "bruno", "", ""),
        Cell("R1", "H2", "II", MACHINE, "", ""),
    )
    weighed = weigh(replace(given, cells=(*given.cells, *cells)))
    assert [(d.row, d.hypothesis, d.distance) for d in weighed.disputes] == [
        ("R1", "H1", 4),
        ("R2", "H1", 1),
        ("R2", "H2", 1),
    ]
    assert weighed.disputes[0].marks == {"anna": "CC", "bruno": "II"}
    assert [w.spread for w in weighed.rows] == [4.0, 1.0]


# -- afterwards -----------------------------------------------------------------------------------


def test_after_the_outcome_rows_that_pointed_away_are_named_even_if_discounted_since() -> None:
    given = matrix({"R1": "CC II", "R2": "C I", "R3": "I C", "R4": "C C"}, R4={"misled": True})
    assert weigh(given).misled == ("R4",)
    after = replace(given, outcome="H2")
    assert weigh(after).misled == ("R1", "R2", "R4")
    assert weigh(with_planted(after, ["R1"])).misled == ("R1", "R2", "R4")


def test_nothing_changed_says_nothing() -> None:
    assert changes(weigh(SOLID), weigh(SOLID)) == ()


def test_what_changed_is_told_what_follows_first() -> None:
    before = matrix({"R1": "CC II", "R2": "I C", "R3": "N N"})
    after = with_row(with_planted(without(before, "R3"), ["R1"]), Row("R4", "note", "a letter"), ["I", "C"])
    after = replace(
        after,
        cells=(*after.cells, Cell("R2", "H1", "II", "bruno", "", "")),
        assumptions=(Assumption("A1", "nobody else was there"),),
    )
    told = changes(weigh(before), weigh(after))
    assert told[0].startswith("H2 is now most probable")
    for sentence in (
        "H1: from likely to very unlikely",
        "H2: rank 1 by inconsistency; it was 2.",
        "R4 was added: a letter",
        "R3 was withdrawn: what R3 says",
        "R1: planted or false with 100%; it was 0%.",
        "R2 with H1: bruno says II.",
        "A1 is assumed: nobody else was there",
    ):
        assert any(line.startswith(sentence) for line in told), (sentence, told)


def test_changes_of_every_kind_of_thing_are_told() -> None:
    before = replace(
        matrix({"R1": "C I", "R2": "N N"}), assumptions=(Assumption("A1", "quiet"), Assumption("A2", "calm"))
    )
    hypotheses = (replace(before.hypotheses[0], text="worded anew", prior=0.3), *before.hypotheses[1:])
    rows = (
        replace(before.rows[0], origin="o", origin_name="the mayor", credibility=3, motives=("H2",)),
        replace(before.rows[1], text="in other words", misled=True),
    )
    cells = tuple(c for c in before.cells if (c.row, c.hypothesis) != ("R2", "H2"))
    cells = tuple(replace(c, mark="CC") if (c.row, c.hypothesis) == ("R1", "H1") else c for c in cells)
    after = replace(
        before,
        hypotheses=hypotheses,
        rows=rows,
        cells=cells,
        assumptions=(Assumption("A1", "quiet", "failed", why="it was loud"),),
        outcome="H1",
    )
    told = changes(weigh(before), weigh(after))
    for sentence in (
        "H1 is worded anew: worded anew",
        "H1: its prior is now 0.3; it was not stated.",
        "R1: its origin is now the mayor.",
        "R1: item credibility 3; it was none.",
        "R1 is now what the author of H2 would want us to find.",
        "R2 is worded anew: in other words",
        "R2 is now said to have misled.",
        "R1 with H1: anna says CC, and said C.",
        "R2 with H2: anna took back N.",
        "A1 (“quiet”) failed: it was loud.",
        "A2 is no longer assumed: calm",
        "H1 turned out to hold.",
    ):
        assert sentence in told
    back = changes(weigh(after), weigh(before))
    assert "R1 is no longer what the author of H2 would want us to find." in back
    assert "The outcome is open again." in back


def test_two_hundred_rows_and_ten_hypotheses_take_less_than_a_second() -> None:
    chance = random.Random(1)
    rows = {f"R{i}": " ".join(chance.choices(MARKS, k=10)) for i in range(200)}
    given = matrix(rows, **{row: {"origin": f"o{chance.randrange(120)}"} for row in rows})
    weigh(given)  # loads what is loaded once
    began = time.process_time()
    weigh(given)
    assert time.process_time() - began < 1
