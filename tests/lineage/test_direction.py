"""Direction: each ground for itself, which of two outweighs the other, and nothing told without one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from small_cases import WIRE, Article, case, publication

from sayso.lineage.direction import Pairing, direction, turned
from sayso.lineage.kinship import candidates
from sayso.lineage.links import Citation, Drift, DriftKind, Passage, Reason
from sayso.lineage.ties import Tie
from sayso.types import Span

ONE, OTHER = Article("One"), Article("Other")
EARLY, LATE = "2025-06-08", "2025-06-09"


def _pairing(one: str | None = None, other: str | None = None, **more: object) -> Pairing:
    sides = publication(replace(ONE, published=one)), publication(replace(OTHER, published=other))
    return Pairing(Tie("doc One", "doc Other"), *sides, **more)  # type: ignore[arg-type]


def _cites(name: str, manner: str = "report") -> tuple[Citation, ...]:
    return (Citation(Span(0, 1), name, manner, None),)  # type: ignore[arg-type]


def _names(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.name for reason in reasons]


def test_nothing_tells_without_a_ground() -> None:
    forward, reasons = direction(_pairing())
    assert forward == 0.5
    assert reasons == ()


def test_the_later_one_has_it_from_the_earlier() -> None:
    forward, reasons = direction(_pairing(EARLY, LATE))
    assert forward > 0.95
    assert _names(reasons) == ["time"]
    assert "One" in reasons[0].why
    assert EARLY in reasons[0].why


def test_the_other_way_round_gives_the_opposite_odds() -> None:
    there, back = direction(_pairing(EARLY, LATE))[0], direction(_pairing(LATE, EARLY))[0]
    assert there + back == pytest.approx(1.0)


def test_a_citation_beside_shared_words_outweighs_a_clock() -> None:
    """Clocks err; a text that names where it has its words from seldom does."""
    [link] = candidates(case(replace(ONE, published=LATE), replace(OTHER, published=EARLY, cites=("One",))))
    assert (link.one, link.other) == ("One", "Other")
    assert link.forward > 0.5
    assert {"time", "citation"} <= set(_names(link.reasons))


def test_a_bare_citation_does_not_outweigh_a_clock() -> None:
    """It may be false, or mean another article of that outlet."""
    tie = Tie("doc One", "doc Other", by_other=_cites("One"))
    forward, _ = direction(replace(_pairing(LATE, EARLY), tie=tie))
    assert forward < 0.5


def test_who_cites_one_another_tells_nothing() -> None:
    tie = Tie("doc One", "doc Other", by_one=_cites("Other"), by_other=_cites("One"))
    assert direction(replace(_pairing(), tie=tie))[0] == 0.5


def test_vague_words_weigh_less_than_a_name() -> None:
    vague = direction(replace(_pairing(), tie=Tie("a", "b", by_other=_cites("One", "vague"))))[0]
    named = direction(replace(_pairing(), tie=Tie("a", "b", by_other=_cites("One", "wire"))))[0]
    assert 0.5 < vague < named


def test_a_revision_comes_after_what_it_revises() -> None:
    tie = Tie("doc One", "doc Other", revises=True)
    forward, reasons = direction(replace(_pairing(), tie=tie))
    assert forward > 0.95
    assert _names(reasons) == ["revision"]


def test_papers_print_what_agencies_send() -> None:
    assert direction(_pairing(agencies=(True, False)))[0] > 0.7
    assert direction(_pairing(agencies=(False, True)))[0] < 0.3
    assert direction(_pairing(agencies=(True, True)))[0] == 0.5


def test_a_text_within_a_longer_one_is_cut_from_it() -> None:
    tie = Tie("doc One", "doc Other", of_one=0.4, of_other=1.0)
    assert direction(replace(_pairing(), tie=tie))[0] > 0.5
    assert direction(replace(_pairing(), tie=tie.turned()))[0] < 0.5


@pytest.mark.parametrize("kind", ["hedge", "source", "bound", "denial"])
def test_what_is_lost_on_the_way_tells_the_way(kind: DriftKind) -> None:
    lost = Drift(kind, "apparently", "", "“apparently” was lost")
    found = replace(lost, one="", other="apparently")
    assert direction(_pairing(drifts=(lost,)))[0] > 0.5
    assert direction(_pairing(drifts=(found,)))[0] < 0.5


@pytest.mark.parametrize("kind", ["figure", "time", "place", "actor", "wording"])
def test_what_is_only_changed_tells_nothing(kind: DriftKind) -> None:
    changed = Drift(kind, "11", "12", "“11” became “12”")
    assert direction(_pairing(drifts=(changed,)))[0] == 0.5


def test_what_the_others_are_nearest_to_came_first() -> None:
    assert direction(_pairing(centre=0.1))[0] > 0.5 > direction(_pairing(centre=-0.1))[0]


def test_nothing_is_certain() -> None:
    lost = tuple(Drift("source", f"source {n}", "", "lost") for n in range(20))
    forward, _ = direction(_pairing(EARLY, LATE, drifts=lost, agencies=(True, False)))
    assert forward < 1.0


def test_turned_reasons_weigh_against() -> None:
    _, reasons = direction(_pairing(EARLY, LATE))
    assert [r.weight for r in turned(reasons)] == [-r.weight for r in reasons]
    assert turned(turned(reasons)) == reasons


def test_every_reason_is_a_sentence_with_both_or_one_of_their_names() -> None:
    articles = (
        Article("Agency", published=EARLY, agency=True),
        Article("Paper", published=LATE, cites=("Agency",), text=WIRE + " Nobody else was hurt that night."),
    )
    [link] = candidates(case(*articles))
    for reason in link.reasons:
        assert reason.why
        assert reason.name == "kinship" or "Agency" in reason.why or "Paper" in reason.why


_PAGE = Path(__file__).parents[2] / "docs" / "lineage.md"
_ROW = re.compile(r"^\| `(\w+)` \|.+\| (\d\.\d) \|$", re.MULTILINE)


def test_the_page_has_each_ground_and_what_it_weighs_at_most() -> None:
    strong = Tie(
        "doc One",
        "doc Other",
        passages=(Passage(Span(0, 9), Span(0, 9), "verbatim", 1.0),),
        fresh=(40,),
        of_one=0.4,
        of_other=1.0,
        by_other=_cites("One", "wire"),
        revises=True,
    )
    lost = Drift("source", "a source", "", "“a source” was lost")
    everything = replace(
        _pairing(EARLY, LATE, drifts=(lost,), centre=1.0, agencies=(True, False)), tie=strong
    )
    _, reasons = direction(everything)
    told = {name: float(weight) for name, weight in _ROW.findall(_PAGE.read_text("utf-8"))}
    assert told == {reason.name: reason.weight for reason in reasons}
