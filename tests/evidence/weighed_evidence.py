"""Evidence made by hand and by chance, as judging leaves it: what a test is about stands in the test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from sayso.evidence.deciding import find
from sayso.evidence.judging import settled
from sayso.findings import (
    Aside,
    Asked,
    Coverage,
    Evidence,
    Finding,
    Label,
    Passage,
    Rated,
    Rating,
    Stated,
    Voice,
)
from sayso.types import Figure, Span, Stance, Time

CLAIM = "At least 50 people were killed when the Sallow Bridge fell on 8 June"
MADE = "2025-06-09"
MODEL = "table 1"
SEARCHED = (Coverage("corpus", "searched", 3),)
DEGRADED = Coverage("tables", "degraded", 0, "events.csv: it has no column 'date'. Map another one.")
LABELS: tuple[Label, ...] = ("supports", "refutes", "neutral")


def stated(text: str, *figures: Figure, **more: Any) -> Stated:
    return Stated(text, figures=figures, **more)


def figure(
    text: str, words: str, low: float | None, high: float | None, of: str | None = "killed", **more: Any
) -> Figure:
    start = text.index(words)
    return Figure(Span(start, start + len(words)), low, high, of=of, **{"unit": "people"} | more)


FIFTY = figure(CLAIM, "At least 50 people", 50, None)
DAY = Time(Span(CLAIM.index("8 June"), len(CLAIM)), "2025-06-08", "day")


def asked(text: str = CLAIM, *figures: Figure, when: str | None = MADE, **more: Any) -> Asked:
    given = (FIFTY,) if text == CLAIM and not figures else figures
    times = (DAY,) if text == CLAIM else ()
    return Asked(Stated(text, figures=given, times=times), when=when, **more)


def passage(name: str, words: str = "Many were killed when the bridge fell", **more: Any) -> Passage:
    """One of a document of the ledger, or, with a rating or row, of elsewhere."""
    made: dict[str, Any] = {"source": "corpus", "context": words, "stated": Stated(words), "outlet": name}
    return Passage(id=f"{name}:0-{len(words)}", quote=words, **made | more)


def rated(name: str, rating: Rated, claim: str = CLAIM, **more: Any) -> Passage:
    given = Rating(name, "as it calls it", rating, "listed", claim, date=more.pop("date", None))
    return passage(name, claim, source="factchecks", rating=given, **more)


def model(label: Label, likely: float) -> tuple[float, float, float]:
    """The entailment model's word: the rest is neutral; of neutral, shared by both sides."""
    if label == "supports":
        return likely, 0.0, 1 - likely
    if label == "refutes":
        return 0.0, likely, 1 - likely
    return (1 - likely) / 2, (1 - likely) / 2, likely


PLACED = ("origin", "told_apart", "aside")


def says(label: Label, name: str, likely: float = 0.9, **more: Any) -> Evidence:
    """A passage of the outlet `name` that says so, as surely as that.

    It is an origin of its own unless `origin`, `told_apart` or `aside` say otherwise; `asked` and
    `checks` are what it is judged by, and all else is the passage's.
    """
    placed = {key: more.pop(key) for key in PLACED if key in more}
    subject, checks = more.pop("asked", _ASKED), more.pop("checks", ())
    told = settled(subject, passage(name, **more), model(label, likely), checks)
    placed.setdefault("origin", name)
    return replace(told, origin_name=placed["origin"], **placed)


_ASKED = asked()


def found(
    evidence: Sequence[Evidence], coverage: Sequence[Coverage] = SEARCHED, subject: Asked | None = None
) -> Finding:
    return find(subject or _ASKED, evidence, coverage, MODEL)


def voice(name: str, stance: Stance = "asserted") -> tuple[tuple[Voice, ...], ...]:
    return ((Voice(name, "person", stance, name.casefold()),),)


ORIGINS = [f"origin {n}" for n in range(6)]
DATES = [None, "2025-06-08", "2025-06-09", "2025-06-10", "2025-06", "2024", "XXXX-06-08", "no date"]


@st.composite
def a_piece(draw: st.DrawFn) -> Evidence:
    """Some evidence; what is set aside supports, as placing leaves it."""
    label = draw(st.sampled_from(LABELS))
    likely = draw(st.floats(0.34, 1.0) if label == "neutral" else st.floats(0.5, 1.0))
    origin = draw(st.sampled_from(ORIGINS))
    aside: Aside | None = None
    if label == "supports":
        aside = draw(st.sampled_from([None, None, "copy", "same document", "same origin"]))
    words = draw(st.sampled_from(["29 people were killed", "At least 50 people were killed", "Divers came"]))
    figures = (figure(words, words.removesuffix(" were killed"), 29, 29),) if "killed" in words else ()
    return says(
        label,
        draw(st.sampled_from(["ONA", "Radio Lenn", "The Herald", "The Gazette"])),
        likely,
        origin=origin,
        # One origin is told apart or is not, whoever records it.
        told_apart=ORIGINS.index(origin) % 2 == 0,
        aside=aside,
        words=words,
        stated=Stated(words, figures=figures),
        published=draw(st.sampled_from(DATES)),
    )


def some_evidence(most: int = 12) -> st.SearchStrategy[list[Evidence]]:
    return st.lists(a_piece(), max_size=most)


def some_coverage() -> st.SearchStrategy[list[Coverage]]:
    return st.lists(
        st.sampled_from(
            [*SEARCHED, DEGRADED, Coverage("wikipedia", "not set up", why="Set `wikipedia` to a dump.")]
        ),
        max_size=3,
        unique_by=lambda one: one.source,
    )
