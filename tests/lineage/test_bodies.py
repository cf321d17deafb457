"""Bodies speak for themselves; papers do not, though they be called after bodies."""

from __future__ import annotations

import pytest

from sayso.lineage.bodies import body


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [
        ("Ministry of the Interior", "Ministry of the Interior"),
        ("European Commission", "European Commission"),
        ("Municipality of Hallin", "Municipality of Hallin"),
        ("St Odran's Hospital", "St Odran's Hospital"),
        ("A statement by Lenn Watch", "Lenn Watch"),
        ("Press release from Blue Line", "Blue Line"),
    ],
)
def test_who_speaks_for_himself_is_a_body(outlet: str, expected: str) -> None:
    assert body(outlet) == expected


@pytest.mark.parametrize(
    "outlet",
    [
        "The Hallin Observer",
        "Radio Lenn",
        "Reuters",
        "Police Gazette",
        "Church Times",
        "University World News",
        "The Law Society Gazette",
        "Hospital Times",
    ],
)
def test_a_medium_is_none(outlet: str) -> None:
    assert body(outlet) is None
