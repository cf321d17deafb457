"""What checking finds in the story of examples/sallow-bridge: right quotes on both sides, and honest gaps.

The entailment network that comes with Sayso judges. The cases are data: where other weights say something
else of one, that one is to be looked at, and not the rest.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import select

from sayso import adding, checking
from sayso.evidence.deciding import replayed
from sayso.findings import Evidence, Finding, Label, Verdict
from sayso.ledger import forget, open_ledger, tables
from sayso.settings import Settings
from sayso.views.evidence.record import record
from sayso.views.evidence.replaying import compared, findings_in
from sayso.views.record import as_line

EXAMPLES = Path(__file__).parent.parent / "examples"
NAME = "sallow.db"

STAR, STAR_LATER = "sarrovia-star-2025-06-10.txt", "sarrovia-star-2025-06-13.txt"
TODAY = "sarrovia-today-2025-06-11.txt"
INSIDER, INSIDER_LATER = "https://ostermoorinsider.example/the-letter", "ostermoor-insider-2025-06-11.txt"
LAMP, LENN_WATCH = "evening-lamp-2025-06-11.txt", "lenn-watch-2025-06-12.txt"
RADIO, COMMISSION = "radio-lenn-2025-06-12.txt", "commission-of-inquiry-2025-06-20.txt"
HERALD_FIRST = "ostermoor-herald-2025-06-09.txt"
AGENCY = "ona-2025-06-08.txt"
COPIES = (
    "fellmark-gazette-2025-06-09.txt",
    "kestermouth-chronicle-2025-06-09.txt",
    "https://northernsarrovian.example/2025/06/08/footbridge",
    "https://portaldrymail.example/sarrovia/footbridge-falls",
)

Place = tuple[str, str]
"""The address of a document, and words of it."""
Check = Callable[..., Finding]


@dataclass(frozen=True)
class Case:
    what: str
    """A claim's id, or a sentence."""
    verdicts: tuple[Verdict, ...]
    supports: tuple[Place, ...] = ()
    refutes: tuple[Place, ...] = ()
    decisive: tuple[str, ...] = ()
    """Addresses of the documents that carry the finding: without them there is not enough."""
    copies: int = 0


LETTER = Case(
    "The police received a letter from Lenn Watch before the Sallow Bridge fell",
    ("mixed",),
    supports=(
        (STAR, "Police in Hallin received a letter from the protest group Lenn Watch"),
        (TODAY, "There is now confirmation that police in Hallin were sent a letter"),
        (INSIDER, "the police in Hallin had a letter from Lenn Watch"),
    ),
    refutes=((RADIO, "has denied that the force had received a letter from Lenn Watch"),),
    decisive=(STAR, STAR_LATER, TODAY, INSIDER, INSIDER_LATER, RADIO),
)
LETTER_AS_TOLD = replace(
    LETTER,
    what="dcad957f670a",
    verdicts=("mixed", "disputed"),
    supports=LETTER.supports[:2],
    copies=2,
)
ANCHOR = Case(
    "The north anchor gave way first",
    ("supported",),
    supports=((AGENCY, "said that the north anchor appeared to have given way first"),),
    decisive=(AGENCY, *COPIES),
)
CUT = Case(
    "The cable was cut",
    ("mixed", "disputed"),
    supports=((LAMP, "THE cable of the Sallow Bridge was cut through with bolt cutters"),),
    refutes=((LENN_WATCH, "We did not cut the cable"),),
)
FIFTEEN = Case(
    "4abc765128a1",
    ("disputed", "mixed"),
    supports=((TODAY, "The bridge fell on Saturday evening, killing 15 people"),),
    refutes=((HERALD_FIRST, "Eleven people died and four others are missing"),),
)
CASES = (LETTER, LETTER_AS_TOLD, ANCHOR, CUT, FIFTEEN)
OPEN = (
    "Marks on two strands were made by bolt cutters",
    "The laboratory found that the marks on the strands come from the fall",
)
"""It has ruled out neither a tool nor the fall."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the story in a ledger."""
    folder = tmp_path_factory.mktemp("story")
    settings = Settings(ledger=str(folder / NAME), workers=1)
    with closing(open_ledger(settings.ledger, create=True)) as ledger:
        for _ in adding.add([str(EXAMPLES / "sallow-bridge")], settings, ledger, "add"):
            pass
    return folder


@pytest.fixture(scope="module")
def check(story: Path) -> Check:
    """Checks in the whole story, each thing once."""

    @cache
    def checked(what: str, as_of: str | None = None, **set_up: str) -> Finding:
        return _checked(story, what, as_of, set_up)

    return checked


def _checked(
    folder: Path, what: str, as_of: str | None = None, set_up: dict[str, str] | None = None
) -> Finding:
    with closing(open_ledger(str(folder / NAME))) as ledger:
        [finding] = checking.check(ledger, Settings(**(set_up or {})), what, ("main",), as_of=as_of)  # type: ignore[arg-type]
    return finding


def _without(story: Path, folder: Path, addresses: tuple[str, ...]) -> Path:
    """A second ledger, which has forgotten these documents."""
    shutil.copytree(story, folder)
    with closing(open_ledger(str(folder / NAME))) as ledger:
        with ledger.reading() as connection:
            held = select(tables.documents.c.id, tables.documents.c.address)
            ids = [digest for digest, address in connection.execute(held) if address in addresses]
        assert len(ids) == len(addresses)
        for digest in ids:
            forget(ledger, digest, who="test", why="what does the rest say?")
    return folder


def _at(finding: Finding, place: Place) -> Evidence:
    address, words = place
    found = [e for e in finding.evidence if e.passage.address == address and words in e.passage.quote]
    assert found, f"{words!r} of {address} is not among the evidence"
    return found[0]


def _sides() -> Iterator[tuple[Case, Label, Place]]:
    for case in CASES:
        yield from ((case, "supports", place) for place in case.supports)
        yield from ((case, "refutes", place) for place in case.refutes)


def _named(value: object) -> str | None:
    if isinstance(value, Case):
        return value.what[:20]
    return value[0] if isinstance(value, tuple) else None


@pytest.mark.parametrize(("case", "label", "place"), list(_sides()), ids=_named)
def test_a_passage_is_quoted_on_its_side(case: Case, label: Label, place: Place, check: Check) -> None:
    assert _at(check(case.what), place).label == label


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_a_finding_says_what_the_story_bears(case: Case, check: Check) -> None:
    assert check(case.what).verdict in case.verdicts


def test_quotes_are_what_stands_in_the_articles(check: Check) -> None:
    finding = check(LETTER.what)
    for one in finding.evidence:
        address = one.passage.address or ""
        if address.endswith(".txt"):
            assert one.passage.quote in (EXAMPLES / "sallow-bridge" / address).read_text("utf-8")


def test_three_outlets_with_one_letter_are_one_origin(check: Check) -> None:
    """The Star has it from the Insider, and Sarrovia Today from the Star."""
    finding = check(LETTER.what)
    assert len({_at(finding, place).origin for place in LETTER.supports}) == 1
    assert len(finding.supports.evidence) > finding.supports.high


def test_copies_of_the_claim_are_set_aside_and_counted(check: Check) -> None:
    finding = check(LETTER_AS_TOLD.what)
    assert [_at(finding, place).aside for place in LETTER_AS_TOLD.supports] == ["copy", "copy"]
    assert finding.copies >= LETTER_AS_TOLD.copies
    assert _at(finding, LETTER.refutes[0]).aside is None


def test_the_denial_is_known_only_later(check: Check) -> None:
    finding = check(LETTER_AS_TOLD.what)
    assert (finding.asked.when or "").startswith("2025-06-09")
    assert _at(finding, LETTER.refutes[0]).timing == "after"
    assert finding.then == "not enough"
    before = check(LETTER_AS_TOLD.what, as_of="2025-06-09")
    assert before.verdict == "not enough"


@pytest.mark.parametrize("case", [LETTER, ANCHOR], ids=_named)
def test_without_the_decisive_passages_there_is_not_enough(case: Case, story: Path, tmp_path: Path) -> None:
    finding = _checked(_without(story, tmp_path / "less", case.decisive), case.what)
    assert finding.verdict == "not enough"
    assert finding.wanted


def test_an_agency_and_its_four_copies_are_one_origin(check: Check) -> None:
    finding = check(ANCHOR.what)
    assert finding.supports.origins == 1
    assert len(finding.supports.evidence) >= 1 + len(COPIES)
    assert finding.confidence == "low"


def test_without_the_denial_nothing_speaks_against_the_letter(story: Path, tmp_path: Path) -> None:
    finding = _checked(_without(story, tmp_path / "less", (RADIO,)), LETTER.what)
    assert finding.verdict == "supported"
    assert finding.confidence == "low"


def test_figures_stand_side_by_side_with_who_says_them(check: Check) -> None:
    finding = check(FIFTEEN.what, tables=_tables())
    said = {(value.said_by, value.low, value.agrees) for value in finding.values}
    assert ("Register of accidents", 12.0, False) in said
    assert any(low == 15.0 and agrees for _, low, agrees in said)
    assert any(low == 11.0 and agrees is False for _, low, agrees in said)
    [own] = [value for value in finding.values if value.evidence is None]
    assert (own.low, own.published) == (15.0, finding.asked.when)


def _tables() -> str:
    return ",".join(str(EXAMPLES / "tables" / f"{name}.toml") for name in ("accidents", "press-count"))


NEAR_ENOUGH = ("Marks on two strands were made by bolt cutters",)
"""Open, yet supported by a passage that only has bolt cutters in it: better weights are to take these out."""


@pytest.mark.parametrize(
    "what", [pytest.param(w, marks=[pytest.mark.xfail(strict=True)] * (w in NEAR_ENOUGH)) for w in OPEN]
)
def test_what_nobody_tells_is_not_enough(what: str, check: Check) -> None:
    finding = check(what)
    assert finding.verdict == "not enough"
    assert finding.wanted


def test_published_fact_checks_take_the_side_of_their_rating(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rating of *false* speaks against the claim; *no evidence* settles nothing."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    shutil.copytree(EXAMPLES / "factchecks", tmp_path / "factchecks")
    set_up = {"factchecks": str(tmp_path / "factchecks")}
    fifteen, letter = check(FIFTEEN.what, **set_up), check(LETTER.what, **set_up)
    assert [e.label for e in _rated(fifteen, "False")] == ["refutes"]
    assert [e.label for e in _rated(letter, "No evidence")] == ["neutral"]


def test_a_finding_with_every_source_is_replayed(check: Check, tmp_path: Path) -> None:
    finding = check(FIFTEEN.what, tables=_tables())
    assert any(one.passage.row for one in finding.evidence)
    [kept] = findings_in(as_line(record(finding)), "the line")
    assert compared(kept, replayed(kept)).is_same


def _rated(finding: Finding, original: str) -> list[Evidence]:
    return [e for e in finding.evidence if e.passage.rating and e.passage.rating.original == original]
