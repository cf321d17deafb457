"""`sayso origins`: claims as they were last traced, most inflated first."""

from __future__ import annotations

import json

import pytest
import retold

from command_line import invoke
from family_schema import validator


@pytest.fixture
def traced(ledger: str) -> str:
    """The id of the claim that three documents tell."""
    told = retold.recorded(ledger)
    assert invoke("trace", "--all").exit_code == 0
    return told[0].claims[0].id


def test_a_claim_stands_with_its_articles_and_its_origins(traced: str) -> None:
    result = invoke("origins")
    assert result.exit_code == 0 and not result.stderr
    told = " ".join(result.stdout.split())
    assert "articles outlets origins claim" in told
    assert f"3 3 1 {retold.CLAIM} 1 origin (Governor Marta Quell) · {traced[:12]}" in told
    assert "sayso trace ID shows who had it from whom." in told


def test_lines_follow_the_schema(traced: str) -> None:
    result = invoke("origins", "--json")
    (line,) = (json.loads(line) for line in result.stdout.splitlines())
    validator("summary").validate(line)
    assert (line["id"], line["articles"], line["outlets"], line["origins"]) == (traced, 3, 3, 1)
    assert (line["state"], line["low"], line["high"]) == ("independent", 1, 1)


@pytest.mark.usefixtures("traced")
def test_a_state_is_asked_for() -> None:
    assert invoke("origins", "--state", "independent").exit_code == 0
    other = invoke("origins", "--state", "not recorded")
    assert other.exit_code == 1 and "leave out --state" in other.stderr
    assert invoke("origins", "--state", "perhaps").exit_code == 2


@pytest.mark.usefixtures("ledger")
def test_what_was_never_traced_is_not_listed() -> None:
    result = invoke("origins")
    assert result.exit_code == 1 and not result.stdout
    assert "sayso trace --all" in result.stderr
