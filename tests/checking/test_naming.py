"""Naming: an origin is shown by a whole name, never by a fragment of one."""

from __future__ import annotations

import pytest

from sayso.checking.naming import origin, whole

TEXT = (
    "A woman who was pulled from the river died, the director of St Odran’s Hospital said. The hospital "
    "gave no name. Odran’s director left early. McDonald’s said it was sorry. Words fail, police said. "
    "The inspector spoke to Radio Lenn. Dr. Tobin Ferrant came."
)


@pytest.mark.parametrize(
    ("stub", "name"),
    [
        ("A", "The Herald"),
        ("Words", "The Herald"),
        ("the", "The Herald"),
        ("surgeon", "The Herald"),
        ("Odran’s", "St Odran’s Hospital"),
        ("hospital", "St Odran’s Hospital"),
        ("inspector", "the inspector"),
        ("A (unnamed), to ONA", "a source (unnamed), to ONA"),
    ],
)
def test_a_stub_becomes_the_longest_form_in_the_text_or_the_outlet(stub: str, name: str) -> None:
    assert origin(stub, TEXT, "The Herald") == name


@pytest.mark.parametrize(
    "name",
    [
        "Marta Quell",
        "Police",
        "police",
        "doctors",
        "ONA",
        "McDonald’s",
        "a woman (unnamed), to ONA",
        "the mayor",
    ],
)
def test_a_whole_name_stays(name: str) -> None:
    assert origin(name, TEXT, "The Herald") == name


def test_a_possessive_of_which_nothing_longer_is_known_is_nobodys_name() -> None:
    assert whole("Odran’s", "Odran’s director left early.", None) is None
    assert whole(None, TEXT, "The Herald") is None
