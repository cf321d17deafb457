"""Stories of copying: what they say of themselves stands in their texts, and the scorer sees damage."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import copying
import lineage
from copying import RESERVED, TUNED, Story, guesses, newsgathering
from copying.agencies import agencies
from copying.guesses import Circle, Clash, Family
from copying.knowing import ENOUGH, grams
from copying.planning import MOST
from copying.scoring import score
from copying.shares import Scores
from copying.stories import spans
from copying.wording import asides, topics
from sayso import edtf

FOLDER = Path(copying.__file__).parent


@cache
def sample(reserved: bool = False, times: bool = True) -> tuple[Story, ...]:
    return tuple(newsgathering(n, reserved=reserved, times=times) for n in range(40))


def every() -> list[Story]:
    return [*sample(), *sample(reserved=True), *sample(times=False)]


def test_it_shares_nothing_with_what_it_judges() -> None:
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert not name.startswith(("sayso.lineage", "sayso.tracing")), path.name
                assert not name.startswith("sayso") or name == "sayso.types", path.name


def test_a_seed_is_a_story() -> None:
    assert newsgathering(7) == newsgathering(7)
    texts = {m.reading.document.text for s in sample() for m in s.documents}
    assert texts.isdisjoint(m.reading.document.text for s in sample(reserved=True) for m in s.documents)
    one, other = newsgathering(7), newsgathering(7, times=False)
    assert [m.reading.document.text for m in one.documents] == [
        m.reading.document.text for m in other.documents
    ]


def test_every_span_stands_in_the_text() -> None:
    for story in every():
        for reading in story.readings:
            text = reading.document.text
            for start, end in spans(reading):
                assert 0 <= start < end <= len(text)
                assert text[start:end] == text[start:end].strip()
            assert text == text.strip()
            assert not re.search(r"[{}<>\[\]]|  |\b[Aa] [aeiou](?!ni|ne|pholsterer's? s)", text), text


def test_claims_stand_inside_what_their_voices_say() -> None:
    for story in every():
        for reading in story.readings:
            assert len({c.id for c in reading.claims}) == len(reading.claims)
            for claim in reading.claims:
                (content,) = claim.content
                (chain,) = claim.chains
                for number in chain:
                    ((start, end),) = reading.attributions[number].content
                    assert start <= content.start <= content.end <= end
                for outer, inner in pairwise(chain):
                    assert reading.attributions[inner].inside == outer
                marks = [*(f.span for f in claim.figures), *(t.span for t in claim.times)]
                assert all(content.start <= a < b <= content.end for a, b in marks)


def test_parents_were_there_first_and_are_given() -> None:
    for story in every():
        by_id = {m.id: m for m in story.documents}
        assert len(by_id) == len(story.documents)
        for made in story.documents:
            for parent in made.parents:
                assert by_id[parent.document].minute < made.minute
                assert made.id not in parent.stand_ins | {parent.document}
                assert parent.stand_ins <= by_id.keys()
            if made.revises:
                assert by_id[made.revises].reading.document.address == made.reading.document.address
            if made.kind in ("original", "beside"):
                assert not made.parents
            elif made.kind != "revision":
                assert made.parents or made.lost


def test_what_text_is_said_to_show_it_shows() -> None:
    shown = hidden = 0
    tags = {agency.name: agency.tag for agency in agencies()}
    assert len(set(tags.values())) == len(tags)
    for story in every():
        by_id = {m.id: m.reading.document for m in story.documents}
        for made in story.documents:
            for parent in made.parents:
                mine, theirs = by_id[made.id], by_id[parent.document]
                if parent.text:
                    shown += 1
                    assert len(grams(mine.text) & grams(theirs.text)) >= ENOUGH
                if parent.citation and made.kind != "noisy":
                    names = (
                        theirs.publisher or "",
                        theirs.address,
                        f"({tags.get(theirs.publisher or '')})",
                    )
                    assert any(name in mine.text for name in names), mine.text
                hidden += not parent.shown
    assert shown > 1000
    assert hidden > 30


def test_families_hang_together() -> None:
    for story in every():
        by_id = {m.id: m for m in story.documents}
        assert len({t for f in story.families for t in f.tellings}) == sum(
            len(made.reading.claims) for made in story.documents
        )
        for family in story.families:
            assert 1 <= family.low <= family.count <= family.high
            assert family.roots
            assert family.roots <= family.documents <= by_id.keys()
            assert set(family.circle) <= family.documents
            for document, n in family.tellings:
                assert 0 <= n < len(by_id[document].reading.claims)


def test_clocks_are_dates_and_clash_where_it_is_said() -> None:
    for story in sample():
        by_id = {m.id: m for m in story.documents}
        for made in story.documents:
            published = made.reading.document.published
            assert published is None or edtf.is_edtf(published)
            assert (published is None) == (made.clock == "missing")
        for parent, child in story.clashes:
            one, other = (by_id[i].reading.document.published or "" for i in (parent, child))
            assert other < one
            assert "shifted" in {by_id[parent].clock, by_id[child].clock}
    assert sum(len(s.clashes) for s in sample()) > 5
    assert all(r.document.published is None for s in sample(times=False) for r in s.readings)


def test_all_that_copying_does_is_there() -> None:
    kinds = {m.kind for s in sample() for m in s.documents}
    assert kinds == TUNED.keys() | {"original", "revision", "circle", "beside"}
    assert {m.kind for s in sample(reserved=True) for m in s.documents} >= RESERVED.keys()
    drifts = {d for s in sample() for m in s.documents for d in m.drifts.values()}
    assert drifts == {"figure", "bound", "source dropped", "unnamed", "hedge lost", "denial turned"}
    assert {m.cites for s in sample() for m in s.documents} == {"", "true", "false", "vague"}
    assert any(m.lost for s in sample() for m in s.documents)
    assert {f.state for s in sample() for f in s.families} == {
        "independent",
        "not established",
        "not recorded",
    }
    sizes = [sum(m.kind != "beside" for m in s.documents) for s in sample()]
    assert min(sizes) < 4
    assert 30 < max(sizes) <= MOST


def test_the_words_are_varied() -> None:
    assert len(topics()) >= 14
    for topic in topics():
        assert len(topic.kernels) >= 6
        for kernel in topic.kernels:
            assert len(set(kernel.ways)) == len(kernel.ways) >= 3
            assert all(("{n}" in way) == bool(kernel.unit) for way in kernel.ways), kernel.name
    assert len(asides()) >= 40


def oracle(stories: Sequence[Story]) -> list[Family]:
    return [family for story in stories for family in guesses.oracle(story)]


WHOLE = (
    "links: recall",
    "links: precision",
    "links, the very parent: recall",
    "links, the very parent: precision",
    "links of tellings: recall",
    "links of tellings: precision",
    "direction with times",
    "tellings: recall",
    "tellings: precision",
    "origins exact",
    "origins within one",
    "interval holds the true number",
    "state",
    "recordings exact",
    "origins named",
    "revisions not taken for origins",
    "circles: recall",
    "circles: precision",
    "clocks that contradict the text: recall",
    "clocks that contradict the text: precision",
)


def test_the_truth_scores_one() -> None:
    scores = score(sample(), oracle(sample()))
    assert {name: scores.share(name) for name in WHOLE} == dict.fromkeys(WHOLE, 1.0)
    assert scores.f1("links") == 1.0
    assert not scores.wrong
    # Were one origin always right, the measure would say nothing.
    of_the_event = scores.kinds["origins if one were always said"]["of the event"].value
    assert of_the_event is not None
    assert of_the_event < 0.75


def _turned(f: Family) -> Family:
    return replace(f, links=tuple(replace(x, forward=0.0) for x in f.links))


def _torn(f: Family) -> Family:
    gone = {t.id for t in f.tellings[1::2]}
    return replace(f, tellings=f.tellings[::2], links=tuple(x for x in f.links if x.other not in gone))


def _revised(f: Family) -> Family:
    """Every telling taken for a recording."""
    return replace(
        f, origins=tuple(replace(o, recordings=tuple(t.id for t in f.tellings)) for o in f.origins)
    )


def _tied(f: Family) -> Family:
    made = [guesses.Link(a.id, b.id, 0.9) for a in f.tellings for b in f.tellings if a.id < b.id]
    return replace(f, links=tuple(made))


DAMAGE: dict[str, tuple[Callable[[Family], Family], Sequence[str]]] = {
    "no links": (
        lambda f: replace(f, links=()),
        ("links: recall", "links, the very parent: recall", "links of tellings: recall"),
    ),
    "all linked": (_tied, ("links: precision", "links of tellings: precision")),
    "turned": (_turned, ("direction with times",)),
    "torn": (_torn, ("tellings: recall", "links: recall")),
    "one more": (lambda f: replace(f, count=f.high + 1), ("origins exact",)),
    "two more": (lambda f: replace(f, count=f.high + 2), ("origins exact", "origins within one")),
    "too sure": (lambda f: replace(f, low=9, high=9), ("interval holds the true number",)),
    "independent": (
        lambda f: replace(f, state="independent", low=f.count, high=f.count),
        ("state", "origins exact"),
    ),
    "unnamed": (
        lambda f: replace(f, origins=tuple(replace(o, name="X") for o in f.origins)),
        ("origins named",),
    ),
    "all recorded": (_revised, ("recordings exact", "revisions not taken for origins")),
    "no circles": (lambda f: replace(f, circles=()), ("circles: recall",)),
    "circles everywhere": (
        lambda f: replace(f, circles=(Circle(tuple(t.id for t in f.tellings[:2])),)),
        ("circles: precision",),
    ),
    "no clashes": (lambda f: replace(f, clashes=()), ("clocks that contradict the text: recall",)),
    "clashes everywhere": (
        lambda f: replace(f, clashes=tuple(Clash(x.one, x.other) for x in f.links)),
        ("clocks that contradict the text: precision",),
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_seen(name: str) -> None:
    change, measures = DAMAGE[name]
    scores = score(sample(), [change(f) for f in oracle(sample())])
    for measure in measures:
        share = scores.share(measure)
        assert share is not None
        assert share < 0.95, measure
        assert scores.wrong or not measure.startswith(("link", "direction", "origins exact"))


def test_families_mixed_up_lose_precision() -> None:
    families = oracle(sample())
    mixed = [replace(a, tellings=a.tellings + b.tellings) for a, b in pairwise(families)]
    share = score(sample(), mixed).share("tellings: precision")
    assert share is not None
    assert share < 0.8


def test_undecided_links_are_half_right() -> None:
    even = [
        replace(f, links=(), undecided=tuple(replace(x, forward=0.5) for x in f.links))
        for f in oracle(sample())
    ]
    scores = score(sample(), even)
    assert scores.share("direction with times") == 0.5
    assert scores.share("direction decided, with times") == 0.0
    assert scores.share("links: recall") == 1.0


def test_a_copy_as_good_as_the_parent_is_taken_for_it_once() -> None:
    """Linked to another copy of the same words: right, but not the very parent; both: one too many."""
    story = next(s for s in sample() for m in s.documents for p in m.parents if p.stand_ins and p.text)
    child, parent = next((m, p) for m in story.documents for p in m.parents if p.stand_ins and p.text)
    other = sorted(parent.stand_ins)[0]
    ids = {d: guesses.Telling(d, d, 0) for d in (child.id, other, parent.document)}

    def found(*links: guesses.Link) -> Scores:
        return score([story], [Family(tuple(ids.values()), links, (), "independent", 1, 1, 1)])

    aside = guesses.Link(other, child.id, 0.9)
    scores = found(aside)
    assert scores.share("links: precision") == 1.0
    assert scores.share("links, the very parent: precision") == 0.0
    both = found(aside, guesses.Link(parent.document, child.id, 0.9))
    assert both.shares["links, the very parent: precision"].right == 1


def test_the_plain_method_finds_some_of_it() -> None:
    readings = [r for s in sample() for r in s.readings]
    scores = score(sample(), guesses.naive(readings))
    assert 0.4 < (scores.f1("links") or 0) < 0.95
    assert (scores.share("circles: recall") or 0) == 0


def test_the_table_has_every_figure() -> None:
    scores = score(sample()[:5], oracle(sample()[:5]))
    told = lineage.figures(scores)
    lines = list(lineage.table({"with times": {"truth": told}}))
    assert "| with times | truth |" in lines[0]
    for name in scores.shares:
        assert any(line.startswith(f"| {name} |") for line in lines), name
    assert any(line.startswith("| of the event | ") for line in lineage.table({"": {"naive": told}}))
