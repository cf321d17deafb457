"""Trace a whole ledger: once, twice, cut short, in pieces; and what people decide on what it finds."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest
from killed import PROCESSES, trace_until_killed

from newsdesk import (
    AGENCY,
    BURNS,
    COPY,
    LATER,
    NEWS,
    OWN,
    PETREL,
    REPORT,
    REWRITE,
    SETTINGS,
    TAKEN,
    WEATHER,
    Article,
    add,
    all_told,
    filled,
    members,
    of,
    told,
    trace,
    traced,
)
from sayso import ledger as ledgers
from sayso import tracing
from sayso.ledger import Ledger, families, lineage, link_judgements, open_ledger
from sayso.ledger.judgements import Verdict
from sayso.lineage.fingerprints import Store
from sayso.lineage.links import Family
from sayso.tracing import Step

FOUR = {"sna", "post", "courier", "skerry"}


class Killed(BaseException):
    """What stands for a kill, where the test cannot kill itself."""


def _steps(ledger: Ledger) -> list[Step]:
    return [step for step in tracing.trace_all(ledger, SETTINGS, ("main",)) if isinstance(step, Step)]


def _inflated(ledger: Ledger, limit: int = 20, state: str | None = None) -> list[Family]:
    return tracing.origins(ledger, SETTINGS, ("main",), limit=limit, state=state)


def _pairs(family: Family | None) -> set[tuple[str, str]]:
    return set(told(family)[1]) if family else set()


def test_it_finds_the_families_that_tracing_one_claim_finds(ledger: Ledger) -> None:
    found = traced(ledger)
    assert {frozenset(members(f)) for f in found} == {frozenset(FOUR), frozenset({"sna", "post"})}
    for family in found:
        assert told(trace(ledger, family.tellings[0].id)[0]) == told(family)


def test_it_says_how_far_it_is(ledger: Ledger) -> None:
    stages = list(dict.fromkeys(step.stage for step in _steps(ledger)))
    assert stages == ["fingerprints", "passages", "claims", "families"]


def test_what_was_traced_is_not_traced_again(done: Ledger) -> None:
    first = traced(done)
    assert {step.stage for step in _steps(done)} == {"families"}
    assert all_told(traced(done)) == all_told(first)


def test_only_what_is_new_is_compared(done: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add(done, [LATER])
    fingerprinted: list[int] = []
    noted = lineage.note_fingerprinted
    monkeypatch.setattr(
        lineage,
        "note_fingerprinted",
        lambda ledger, keys, recipe: (fingerprinted.extend(keys), noted(ledger, keys, recipe)),
    )
    found = traced(done)
    assert len(fingerprinted) == 1
    assert members(of(found, AGENCY)) == FOUR | {"gazette"}


@pytest.mark.parametrize("together", [2, 5])
def test_articles_that_come_later_join_as_if_they_had_been_there(tmp_path: Path, together: int) -> None:
    every = (*NEWS, LATER)
    at_once = filled(tmp_path / "once.db", every)
    bit_by_bit = filled(tmp_path / "bits.db", ())
    for n in range(0, len(every), together):
        add(bit_by_bit, every[n : n + together])
        found = traced(bit_by_bit)
    assert all_told(found) == all_told(traced(at_once))
    at_once.close()
    bit_by_bit.close()


@pytest.fixture(scope="module")
def whole(traced_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """What an undisturbed run tells."""
    folder = shutil.copytree(traced_folder, tmp_path_factory.mktemp("whole") / "ledger")
    opened = open_ledger(str(Path(folder) / "sayso.db"))
    found: list[object] = list(all_told(traced(opened)))
    opened.close()
    return found


@pytest.mark.parametrize("steps", [1, 2, 4])
def test_a_run_that_is_dropped_goes_on_where_it_was(ledger: Ledger, steps: int, whole: list[object]) -> None:
    run = tracing.trace_all(ledger, SETTINGS, ("main",))
    assert isinstance(run, Iterator)
    list(islice(run, steps))
    run.close()  # type: ignore[attr-defined]
    assert all_told(traced(ledger)) == whole


@pytest.mark.parametrize(
    ("module", "name", "when"),
    [
        (lineage, "note_fingerprinted", "before"),
        (lineage, "keep_reuses", "after"),
        (lineage, "keep_samenesses", "before"),
        (lineage, "note_traced", "before"),
        (families, "keep_families", "before"),
    ],
)
def test_a_run_that_fails_while_it_writes_goes_on(
    ledger: Ledger,
    whole: list[object],
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    name: str,
    when: str,
) -> None:
    writes: Callable[..., object] = getattr(module, name)

    def fails(*args: object) -> None:
        if when == "after":
            writes(*args)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(module, name, fails)
        with pytest.raises(Killed):
            traced(ledger)
    assert all_told(traced(ledger)) == whole


def test_a_killed_process_costs_nothing_but_time(path: Path, whole: list[object]) -> None:
    process = PROCESSES.Process(target=trace_until_killed, args=(str(path), 3))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    opened = open_ledger(str(path))
    assert all_told(traced(opened)) == whole
    opened.close()


def test_a_store_that_is_gone_is_made_anew(done: Ledger, whole: list[object]) -> None:
    shutil.rmtree(lineage.fingerprints_path(done))
    assert all_told(traced(done)) == whole
    assert Store(lineage.fingerprints_path(done)).documents == len(NEWS)


def test_forgetting_takes_an_article_out_of_families_and_store(done: Ledger) -> None:
    store = Store(lineage.fingerprints_path(done))
    before = store.documents
    ledgers.forget(done, COPY.document, who="Anna", why="asked")
    assert Store(lineage.fingerprints_path(done)).documents == before - 1
    found = traced(done)
    assert members(of(found, AGENCY)) == FOUR - {"post"}
    assert all("post" not in members(family) for family in (*found, *_inflated(done)))
    assert members(trace(done, AGENCY.claim())[0]) == FOUR - {"post"}


def test_forgetting_the_first_leaves_the_others_listed(done: Ledger) -> None:
    """Before anybody traces again: what was kept of the others is kept."""
    ledgers.forget(done, AGENCY.document, who="Anna", why="asked")
    assert any(members(family) == FOUR - {"sna"} for family in _inflated(done))


def test_a_copy_of_what_was_forgotten_names_its_agency_outside(done: Ledger) -> None:
    ledgers.forget(done, AGENCY.document, who="Anna", why="asked")
    family = of(traced(done), COPY)
    assert ("SNA", "post") in _pairs(family)


def test_a_better_reading_of_a_traced_article_is_traced(done: Ledger) -> None:
    """Its claims are other ones, and nobody compared them yet."""
    shorter = "the engine room caught fire, and forty-one people were taken off the ferry"
    better = replace(
        OWN, claims=((shorter, "Lena Orme"),), method="better 1", retrieved="2025-05-01T12:00:00Z"
    )
    add(done, [better])
    family = of(traced(done), AGENCY)
    assert members(family) == FOUR
    assert family is not None
    assert shorter in {t.words for t in family.tellings}


def test_versions_of_an_article_are_one(done: Ledger) -> None:
    corrected = replace(
        COPY,
        text=COPY.text.replace("Forty-one", "Forty-two"),
        published="2025-03-06",
        retrieved="2025-05-01T12:00:00Z",
        claims=((COPY.claims[0][0].replace("Forty-one", "Forty-two"), PETREL), (BURNS, PETREL)),
    )
    before = of(traced(done), AGENCY)
    add(done, [corrected])
    after = of(traced(done), AGENCY)
    assert before is not None
    assert after is not None
    assert corrected.claim() in {t.id for t in after.tellings}
    assert after.documents == before.documents
    assert (after.count, after.low, after.high) == (before.count, before.low, before.high)
    assert ("post", "post") in _pairs(after)
    [link] = [x for x in after.links if x.other == corrected.claim()]
    assert link.one == COPY.claim()
    assert any("Forty-two" in f"{drift.one} {drift.other} {drift.why}" for drift in link.drifts)


def _judge(ledger: Ledger, one: Article, other: Article, verdict: Verdict) -> None:
    link_judgements.on_link(ledger, one.claim(), other.claim(), verdict, who="Anna", why="asked them")


def test_a_cut_stays_cut(done: Ledger) -> None:
    assert ("sna", "courier") in _pairs(of(traced(done), AGENCY))
    _judge(done, AGENCY, REWRITE, "cut")
    for _ in range(2):
        for found in (traced(done), trace(done, AGENCY.claim()), trace(done, REWRITE.claim())):
            assert ("sna", "courier") not in _pairs(of(found, REWRITE))


def test_a_cut_splits_what_nothing_else_holds_together(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "two.db", [AGENCY, REWRITE])
    assert members(of(traced(ledger), AGENCY)) == {"sna", "courier"}
    _judge(ledger, AGENCY, REWRITE, "cut")
    assert of(traced(ledger), REWRITE) is None, "a family of one article is not listed"
    assert members(trace(ledger, REWRITE.claim())[0]) == {"courier"}
    assert _inflated(ledger) == []
    ledger.close()


def test_what_people_join_is_one_family(done: Ledger) -> None:
    assert of(traced(done), WEATHER) is None
    _judge(done, OWN, WEATHER, "join")
    for _ in range(2):
        for found in (traced(done), trace(done, WEATHER.claim()), trace(done, AGENCY.claim())):
            family = of(found, WEATHER)
            assert members(family) == FOUR | {"weather"}
            assert ("skerry", "weather") in _pairs(family)


def test_a_link_that_people_turn_goes_the_other_way(done: Ledger) -> None:
    _judge(done, AGENCY, COPY, "turn")
    for _ in range(2):
        for found in (traced(done), trace(done, AGENCY.claim())):
            pairs = _pairs(of(found, AGENCY))
            assert ("post", "sna") in pairs
            assert ("sna", "post") not in pairs


def test_a_decided_link_says_who_decided(done: Ledger) -> None:
    made = link_judgements.on_link(
        done, AGENCY.claim(), COPY.claim(), "join", who="Anna", why="the wire log has it"
    )
    family = of(traced(done), AGENCY)
    assert family is not None
    [link] = [x for x in family.links if x.other == COPY.claim()]
    assert link.judgement == made.id
    assert any("the wire log has it" in reason.why for reason in link.reasons)


def test_a_later_judgement_takes_back_the_one_before(done: Ledger) -> None:
    before = all_told(traced(done))
    _judge(done, AGENCY, REWRITE, "cut")
    assert all_told(traced(done)) != before
    _judge(done, AGENCY, REWRITE, "join")
    assert ("sna", "courier") in _pairs(of(traced(done), REWRITE))


def test_a_judgement_across_collections_is_not_seen_in_one(done: Ledger) -> None:
    before = all_told(traced(done))
    apart = replace(WEATHER, name="apart")
    add(done, [apart], "archive")
    _judge(done, AGENCY, apart, "join")
    assert all_told(traced(done)) == before
    assert "apart" in members(of(traced(done, ("main", "archive")), AGENCY))


def test_origins_lists_what_was_traced_most_outlets_for_each_origin_first(done: Ledger) -> None:
    families = _inflated(done)
    assert len(families) == 2
    shares = [len({p.outlet for p in f.publications.values()}) / f.count for f in families]
    assert shares == sorted(shares, reverse=True)
    assert all_told(families) == all_told(traced(done))
    assert [told(f) for f in _inflated(done, limit=1)] == [told(families[0])]
    assert all_told(_inflated(done, state="independent")) == all_told(families)
    assert _inflated(done, state="not recorded") == []


def test_origins_of_what_was_never_traced_are_none(ledger: Ledger) -> None:
    assert _inflated(ledger) == []


def test_an_empty_ledger_has_no_families(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "empty.db", ())
    assert traced(ledger) == []
    ledger.close()


def test_a_hundred_copies_have_one_root(tmp_path: Path) -> None:
    """Though each is compared with a few of the others only, none but the first is a recording."""
    copies = [
        Article(
            f"paper{n:02}",
            f"Paper {n}",
            f"2025-{n // 25 + 3:02}-{n % 25 + 1:02}",
            f"{REPORT} Printed for the readers of Paper {n} by its own press.",
            ((AGENCY.claims[0][0], PETREL),),
        )
        for n in range(100)
    ]
    ledger = filled(tmp_path / "copies.db", copies)
    family = of(traced(ledger), copies[7])
    assert family is not None
    assert len(members(family)) == 100
    assert _roots(family) == ["paper00"]
    assert family.recordings == 1
    ledger.close()


def test_who_cites_an_outlet_has_nothing_from_what_it_published_later(tmp_path: Path) -> None:
    """What it had it from is another article of that outlet, which may not be in the ledger."""
    words = "the engine room caught fire, and forty-one people were taken off the ferry Aldona"
    cites = replace(
        REWRITE,
        published="2025-03-05",
        text=f"Off the coast {words}, The Marrow Post reported.",
        claims=((words, None),),
    )
    later = replace(COPY, published="2025-03-20", text=f"The inquest opens today. {TAKEN}, the judge said.")
    ledger = filled(tmp_path / "later.db", [cites, replace(later, claims=((TAKEN, None),)), AGENCY])
    family = of(traced(ledger), cites)
    assert members(family) == {"post", "courier", "sna"}
    assert ("post", "courier") not in _pairs(family)
    ledger.close()


def _roots(family: Family) -> list[str]:
    children = {link.other for link in family.links}
    roots = [t for t in family.tellings if t.id not in children]
    return sorted(family.publications[t.document].address[8:15] for t in roots)
