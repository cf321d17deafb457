"""What the verbs over the ledger show: within the width, inert, and enough without colour or Unicode."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

import stories
from sayso.ledger import Found, Query, ShownClaim, ShownDocument, Status
from sayso.ledger.judgements import Judgement
from sayso.ledger.revisions import Change
from sayso.ledger.runs import Fault, Run
from sayso.ledger.showing import Version
from sayso.types import Reading
from sayso.views import added, found, judged, shown, state
from sayso.views.terminal import MAX_COLUMNS, Terminal

Lines = Callable[[Terminal], Iterable[RenderableType]]
READINGS = stories.all_stories()
NAMES = [r.document.address[:9] for r in READINGS]


def printed(lines: Lines, width: int = 80, *, ascii_only: bool = False, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        highlight=False,
    )
    for piece in lines(Terminal(ascii_only)):
        console.print(piece)
    return out.getvalue()


def judgement(reading: Reading, verdict: str = "accept", **told: str) -> Judgement:
    claim = reading.claims[0]
    quoted, spans = reading.text(claim.content), claim.content
    made = "2031-05-05T00:00:00Z"
    return Judgement("f" * 32, verdict, "ann\x1b", made, "why\u202e not", claim.document, spans, quoted, told)  # type: ignore[arg-type]


def all_found(reading: Reading) -> Lines:
    decided = (judgement(reading, "correct", stance="denied"),)
    items = [
        Found(reading, n, 0.5, "words: number 1", decided if n == 0 else ())
        for n in range(len(reading.claims))
    ]
    return lambda terminal: found.lines(items, Query(words="solvent the people"), terminal)


def document(reading: Reading) -> ShownDocument:
    ids = ("0" * 32, reading.document.id)
    changes = tuple(Change("added", None, c) for c in reading.claims[:2])
    dropped = Change("dropped", reading.claims[0], None)
    changed = Change(
        "changed", reading.claims[0], reading.claims[0], ("“a” became “b”", "stance: a became b")
    )
    return ShownDocument(
        reading=reading,
        methods=(
            ("rules 0.1", "2031-05-04T10:20:30Z", False),
            (reading.method, "2031-05-05T00:00:00Z", True),
        ),
        collections=("main", "press"),
        custodies=(reading.document.custody,),
        versions=(
            Version(ids[0], None, "2031-05-04T10:20:30Z", None),
            Version(ids[1], "2031-05-05", "2031-05-05T00:00:00Z", "revision"),
        ),
        changes=(*changes, changed, dropped),
        judgements={0: [judgement(reading)]},
    )


def claim(reading: Reading, n: int | None = 0) -> ShownClaim:
    of = reading.claims[n or 0]
    stances = ((reading.method, of.stance), ("rules 0.1", "asserted"))
    return ShownClaim(document(reading), n, of.id, reading.text(of.content), stances)  # type: ignore[arg-type]


def both(reading: Reading) -> list[Lines]:
    return [
        lambda terminal: shown.lines(document(reading), reading, terminal),
        *(
            (lambda terminal, n=n: shown.lines(claim(reading, n), reading, terminal))  # type: ignore[misc]
            for n in (*range(len(reading.claims)), None)
        ),
    ]


def run(**changes: object) -> Run:
    kept = {"key": 7, "started": "2031-05-04T10:20:30Z", "finished": None, "command": "sayso add \x1b[31m"}
    counts = {"version": "0.1", "recorded": 1200, "passed": 3, "skipped": 2}
    return Run(**(kept | counts | changes))  # type: ignore[arg-type]


def status(reading: Reading) -> Status:
    return Status(
        address="postgresql://ann:***@db/news",
        schema="0003",
        size=123_456_789,
        documents=1200,
        superseded=3,
        claims=45_000,
        names=900,
        collections=(("main", 1200), ("pre\x1bss", 1)),
        methods=((reading.method, 1200, 1200),),
        vectors=45_000,
        indexed=40_000,
        judgements=2,
        waiting=(judgement(reading),),
        forgotten=1,
        backups=(("/a/b.db", "2031-05-04T10:20:30Z"),),
        runs=(run(),),
    )


def everything(reading: Reading) -> list[Lines]:
    faults = [Fault("a\x1b.txt", "not text", "Give a text")]
    return [
        all_found(reading),
        *both(reading),
        lambda terminal: state.lines(status(reading), terminal),
        lambda terminal: state.errors(run(), faults, terminal),
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("reading", READINGS, ids=NAMES)
def test_no_line_is_wider_than_the_terminal(reading: Reading, width: int) -> None:
    for lines in everything(reading):
        for text in printed(lines, width).splitlines():
            assert cell_len(text) <= min(width, MAX_COLUMNS)
            assert text == text.rstrip()


@pytest.mark.parametrize("reading", READINGS, ids=NAMES)
def test_nothing_can_steer_the_terminal(reading: Reading) -> None:
    for lines in everything(reading):
        text = printed(lines)
        assert not any(c < " " and c != "\n" for c in text) and "\u202e" not in text


def test_colour_only_where_it_is_asked_for_and_ascii_is_enough() -> None:
    reading = stories.worked()
    for lines in everything(reading):
        assert "\x1b" not in printed(lines)
        # The picture of an ESC apart: a terminal without it gets a question mark from Python itself.
        assert printed(lines, ascii_only=True).replace("␛", "").isascii()
        assert "\x1b[" in printed(lines, colour=True)


def test_words_that_were_asked_for_are_emphasised() -> None:
    reading = stories.worked()
    lines = found.lines([Found(reading, 0, 1.0, "")], Query(words="killed"), Terminal())
    marked = next(piece.text for piece in lines)  # type: ignore[attr-defined]
    assert [marked.plain[s.start : s.end] for s in marked.spans if s.style == found.MATCH] == ["killed"]


@pytest.mark.parametrize("reading", READINGS, ids=NAMES)
def test_a_claim_stands_in_a_paragraph_that_holds_its_words(reading: Reading) -> None:
    for n, of in enumerate(reading.claims):
        context = shown.record(claim(reading, n), reading)["context"]
        assert isinstance(context, str)
        assert all(reading.document.text[a:b] in context for a, b in of.content)


def test_where_the_reading_has_no_such_claim_it_says_so() -> None:
    reading = stories.worked()
    text = " ".join(printed(lambda terminal: shown.lines(claim(reading, None), None, terminal)).split())
    assert "The current reading has no claim at exactly this place" in text
    assert shown.record(claim(reading, None), None)["claim"] is None


def test_versions_and_changes_are_told() -> None:
    reading = stories.harbour()
    text = " ".join(printed(both(reading)[0]).split())
    assert "version 1 000000000000 first, without a date" in text
    assert "revision, dated 2031-05-05, got 2031-05-05T00:00:00Z this one" in text
    assert "4 claims changed against the version before" in text
    assert "~ “a” became “b” stance: a became b" in text
    assert f"- {reading.text(reading.claims[0].content)[:20]}" in text


@pytest.mark.parametrize(
    ("verdict", "told", "expected"),
    [
        ("accept", {}, "accepted “x” by ann: y"),
        ("correct", {"stance": "denied", "by": "Bo"}, "corrected “x” by ann (stance is denied; by is Bo): y"),
        ("same", {"a": "us", "b": "washington"}, "“us” is the same as “washington”, “x” by ann: y"),
    ],
)
def test_a_judgement_is_one_line(verdict: str, told: dict[str, str], expected: str) -> None:
    made = Judgement("0" * 32, verdict, "ann", "", "y", None, (), "x", told)  # type: ignore[arg-type]
    assert judged.line(made) == expected


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            {"added": 12, "revisions": 3, "passed": 4, "skipped": 2, "claims": 1312},
            "12 added (3 revisions), 4 were there already, 2 skipped; 1,312 claims.",
        ),
        (
            {"added": 1, "revisions": 1, "passed": 1, "claims": 1},
            "1 added (1 revision), 1 was there already; 1 claim.",
        ),
        ({"reread": 2, "claims": 7}, "0 added, 2 read anew; 7 claims."),
        ({}, "0 added; 0 claims."),
    ],
)
def test_the_sum_of_a_run(counts: dict[str, int], words: str) -> None:
    tally = added.Tally("news.db", "press", **counts)
    assert added.summary(tally) == f"{words} Ledger: news.db, collection press."


def test_what_to_try_names_the_filters_that_were_used() -> None:
    query = Query(words="x", by="Ann", figure=0.0, collections=("main",), versions=True)
    words = found.nothing(query, ["press"])
    assert words == (
        "No claim found in collection main. You may use fewer or other words; leave out --by or --figure; "
        "ask another collection (--collection press)."
    )


@pytest.mark.parametrize(
    ("size", "words"), [(999, "999 bytes"), (1000, "1.0 kB"), (2_500_000, "2.5 MB"), (10**10, "10.0 GB")]
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert state.size_words(size) == words
