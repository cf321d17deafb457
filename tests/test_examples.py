"""What a careful reader finds in the example articles, found by `sayso.read`."""

from __future__ import annotations

from pathlib import Path

import pytest

import sayso
from sayso.types import Attribution, Claim, Reading

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    paths = sorted(p for p in EXAMPLES.iterdir() if p.suffix in (".txt", ".html"))
    return {p.name: r for p, r in zip(paths, sayso.read(*paths), strict=True)}


@pytest.fixture(scope="module")
def corridor(readings: dict[str, Reading]) -> Reading:
    return readings["corridor.txt"]


@pytest.fixture(scope="module")
def harbour(readings: dict[str, Reading]) -> Reading:
    return readings["harbour.txt"]


def claims(reading: Reading, words: str) -> list[Claim]:
    return [claim for claim in reading.claims if words in reading.text(claim.content)]


def claim(reading: Reading, words: str) -> Claim:
    """The shortest claim with the words in it."""
    found = claims(reading, words)
    assert found, f"no claim holds {words!r}"
    return min(found, key=lambda c: len(reading.text(c.content)))


def voices(reading: Reading, found: Claim) -> list[Attribution]:
    """The one chain of the claim, nearest voice first."""
    [chain] = found.chains
    return [reading.attributions[i] for i in chain]


def sources(reading: Reading, words: str) -> list[str]:
    return [reading.text(voice.source) for voice in voices(reading, claim(reading, words))]


def test_every_offset_is_exact(readings: dict[str, Reading]) -> None:
    assert len(readings) == 4
    for reading in readings.values():
        end = len(reading.document.text)
        spans = [s for a in reading.attributions for s in (*a.source, *a.cue, *a.content, *a.target)]
        spans += [s for c in reading.claims for s in c.content]
        assert all(0 <= a < b <= end for a, b in spans)


def test_the_ambassadors_accusation_names_the_accused(corridor: Reading) -> None:
    [voice] = voices(corridor, claim(corridor, "transferring fighters of the Grey Banner"))
    assert "Damir Halvek" in corridor.text(voice.source)
    assert (voice.act, corridor.text(voice.target)) == ("accuses", "Talvania")


def test_a_source_with_access_is_unnamed(corridor: Reading) -> None:
    [voice] = voices(corridor, claim(corridor, "actively recruits young herders"))
    assert corridor.text(voice.source).startswith("a source that has access to closed materials")
    assert voice.kind == "unnamed_person"


def test_the_girl_stands_behind_the_source(corridor: Reading) -> None:
    source, girl = voices(corridor, claim(corridor, "are put into a dry well"))
    assert corridor.text(source.source).startswith("the source")
    assert corridor.text(girl.source).startswith("a girl who fled from the camp")
    assert girl.kind == "unnamed_person"


def test_evidence_that_nobody_is_named_for(corridor: Reading) -> None:
    [voice] = voices(corridor, claim(corridor, "instructors were able to win over"))
    assert (voice.source, voice.kind) == ((), "nobody")


def test_experts_and_their_conclusion(corridor: Reading) -> None:
    [voice] = voices(corridor, claim(corridor, "was burned by the garrison"))
    assert (corridor.text(voice.source), voice.kind) == ("experts", "unnamed_group")


def test_what_the_reader_is_said_to_know_already(corridor: Reading) -> None:
    [voice] = voices(corridor, claim(corridor, "can freely walk into Velmora"))
    assert voice.kind == "common_knowledge"


def test_the_broadcasters_accusation_and_the_denial(corridor: Reading) -> None:
    [accuser] = voices(corridor, claim(corridor, "supplying saddles and rifles"))
    assert "Channel Four" in corridor.text(accuser.source)
    assert (accuser.act, corridor.text(accuser.target)) == ("accuses", "Velmora")
    [denier] = [a for a in corridor.attributions if "absurd" in corridor.text((*a.cue, *a.content))]
    assert corridor.text(denier.source) == "The government of Velmora"
    assert (denier.act, denier.stance) == ("denies", "denied")


def test_the_dead_are_counted_with_a_bound_and_the_day_has_no_year(corridor: Reading) -> None:
    found = claim(corridor, "no fewer than 30 people were killed")
    [figure] = found.figures
    assert (figure.low, figure.high, figure.of) == (30, None, "killed")
    assert [time.value for time in found.times] == ["XXXX-10-03"]
    assert found.chains == ((),)


def test_about_two_million_children(corridor: Reading) -> None:
    [figure] = claim(corridor, "million children").figures
    assert figure.approximate
    assert 2_000_000 in (figure.low, figure.high)


def test_predictions_are_marked_as_such(corridor: Reading) -> None:
    assert claim(corridor, "will never leave Kareth").stance == "predicted"
    assert claim(corridor, "the Banner will come down").stance == "conditional"


def test_questions_are_not_claims(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        assert not [c for c in reading.claims if reading.text(c.content).endswith("?")]
    apart = [readings["corridor.txt"].text(a.content) for a in readings["corridor.txt"].apart]
    assert "Why is the valley so important for Talvania?" in apart


def test_three_voices_before_the_lookout(harbour: Reading) -> None:
    assert sources(harbour, "the lookout was asleep") == [
        "The Courier",
        "a source in the harbour office",
        "a deckhand",
    ]


def test_three_counts_of_the_dead_are_kept_apart(harbour: Reading) -> None:
    counts = {
        words: [(f.low, f.high) for f in claim(harbour, words).figures if f.part_of is None]
        for words in ("people died", "the number at", "17 names")
    }
    assert counts["people died"] == [(14, None)]
    assert (11, 11) in counts["the number at"]
    assert (17, 17) in counts["17 names"]


def test_a_broken_radar_is_denied_and_not_its_opposite_asserted(harbour: Reading) -> None:
    denials = [c for c in claims(harbour, "had been broken") if c.stance == "denied"]
    assert denials


def test_the_web_page_keeps_its_date_author_and_correction(readings: dict[str, Reading]) -> None:
    document = readings["quarry.html"].document
    assert document.authors == ("Nadia Verhoest",)
    assert (document.published or "").startswith("2024-05-17")
    parts = {part.kind: document.text[part.span.start : part.span.end] for part in document.parts}
    assert "Cray Quarry" in parts["caption"]
    assert "amended on 18 May 2024" in parts["correction"]
    assert "Privacy" not in document.text


def test_the_committee_member_the_engineer_and_the_letter(readings: dict[str, Reading]) -> None:
    quarry = readings["quarry.html"]
    member, engineer = voices(quarry, claim(quarry, "the west face might fail in heavy rain"))
    assert quarry.text(member.source).startswith("A person who sits on the council’s planning committee")
    assert quarry.text(engineer.source) == "an engineer employed by the company"
    assert engineer.stance in ("hedged", "predicted")


def test_the_officer_behind_state_television(readings: dict[str, Reading]) -> None:
    found = claim(readings["wire.txt"], "workers had been on shift")
    chain = voices(readings["wire.txt"], found)
    assert [readings["wire.txt"].text(v.source) for v in chain] == ["State television", "a police officer"]
    assert found.figures[0].low == 20
    assert found.figures[0].strict
