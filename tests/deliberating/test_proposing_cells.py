"""Cells that an entailment model proposes: those that nobody filled, in one call, with its probabilities."""

from __future__ import annotations

from quay_case import SAID, Table, matrix, note

from newsdesk import SETTINGS
from sayso.deliberating.proposing import proposed
from sayso.matrices import MACHINE, Cell, Row
from sayso.types import Json

H = ("The crew lit the fire", "The engine was old")
WEAK = (0.80, 0.05, 0.15)


def marks(made: Table, *rows: Row, cells: tuple[Cell, ...] = ()) -> dict[tuple[str, str], Json]:
    given = matrix(*rows, hypotheses=H, cells=cells)
    return {(str(c["row"]), str(c["hypothesis"])): c["mark"] for c in proposed(SETTINGS, given, made)}


def test_how_sure_the_model_is_makes_the_mark() -> None:
    said = {
        "certain": (0.98, 0.01, 0.01),
        "likely": WEAK,
        "against": (0.05, 0.80, 0.15),
        "never": (0.01, 0.98, 0.01),
        "": (0.5, 0.2, 0.3),
    }
    rows = [note(f"R{n}", f"It was {word}") for n, word in enumerate(said, 1)]
    found = marks(Table(said), *rows)
    assert [found[row.id, "H1"] for row in rows] == ["CC", "C", "I", "II", None]
    assert len(found) == 2 * len(rows)


def test_all_pairs_are_judged_in_one_call() -> None:
    made = Table()
    assert marks(made, note("R1", "Forty-one"), note("R2", "Rain")) == {
        ("R1", "H1"): "C",
        ("R1", "H2"): "C",
        ("R2", "H1"): None,
        ("R2", "H2"): None,
    }
    assert [list(pairs) for pairs in made.asked] == [
        [(H[0], "Forty-one"), (H[1], "Forty-one"), (H[0], "Rain"), (H[1], "Rain")]
    ]


def test_a_cell_that_somebody_filled_is_left_alone() -> None:
    cells = tuple(Cell("R1", h, "N", who, "", "") for h, who in (("H1", "ann"), ("H2", MACHINE)))
    made = Table()
    assert marks(made, note("R1", "Forty-one"), cells=cells) == {} and made.asked == []


def test_no_model_is_loaded_where_nothing_is_empty() -> None:
    unheard_of = SETTINGS.__class__(entailer="there is none")
    assert list(proposed(unheard_of, matrix(hypotheses=H))) == []


def test_the_reason_has_the_probabilities_and_what_the_rules_saw() -> None:
    given = matrix(note("R1", "At least 50 people were killed"), hypotheses=["29 people were killed"])
    [cell] = proposed(SETTINGS, given, Table({"": WEAK}))
    assert cell["mark"] == "I"  # the rule on figures overrules the model
    why = str(cell["why"])
    assert why.startswith("table 1: supports ") and "refutes 90 %" in why and "figure:" in why


def test_a_finding_is_judged_by_the_quotes_it_rests_on() -> None:
    made = Table()
    row = note("R1", "Checked: “Thirty-six …” disputed by 1 origin", "Forty-one were taken off", "It rained")
    assert marks(made, row)["R1", "H1"] == "C"
    assert {words for _, words in made.asked[0]} == {"Forty-one were taken off", "It rained"}


def test_quotes_on_both_sides_are_neutral() -> None:
    row = note("R1", "Checked", "Forty-one were taken off", "Thirty-six were taken off")
    [first, _] = proposed(SETTINGS, matrix(row, hypotheses=H), Table(SAID))
    assert first["mark"] == "N" and "on both sides" in str(first["why"])


def test_the_model_of_the_settings_is_asked(table: Table) -> None:
    given = matrix(note("R1", "Forty-one"), hypotheses=H)
    assert len(list(proposed(SETTINGS, given))) == 2 and len(table.asked) == 1
