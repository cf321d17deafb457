"""Reuse: from texts in a store to aligned passages, boilerplate set apart."""

from __future__ import annotations

import pickle
import random

import pytest

from sayso.errors import StopRun
from sayso.lineage.boilerplate import Spread
from sayso.lineage.fingerprints import Candidate, Store
from sayso.lineage.reuse import Reuse, align, pairs, reuse

WORDS = [f"word{n}" for n in range(3000)]
FOOTER = "Sign up for our newsletter to get the stories of the day in your inbox each morning at six."


def words(seed: str, count: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


def corpus() -> dict[int, str]:
    """2 has a paragraph of 1, edited; 3 and 4 have nothing but the footer in common."""
    rng = random.Random(4)
    passage = words("passage", 70)
    edited = " ".join(rng.choice(WORDS) if rng.random() < 0.15 else word for word in passage.split())
    return {
        1: f"{words('a', 90)}\n{passage}\n{words('b', 80)}",
        2: f"{words('c', 60)}\n{edited}\n{words('d', 70)}",
        3: f"{words('e', 150)}\n{FOOTER}",
        4: f"{words('f', 120)}\n{FOOTER}",
    }


def stored(tmp_path, texts):
    store = Store(tmp_path)
    store.add([(n, f"2024-01-0{n}", text) for n, text in texts.items()])
    return store


def test_passages_stand_at_their_places_in_both_texts(tmp_path):
    texts = corpus()
    found = {
        (r.one, r.other): r
        for r in reuse(pairs(stored(tmp_path, texts)), lambda ns: {n: texts[n] for n in ns})
    }
    assert set(found) == {(1, 2), (3, 4)}
    (passage,) = found[1, 2].passages
    assert passage.manner == "edited"
    assert 0.75 < passage.likeness < 0.95
    start = texts[1].index(words("passage", 70))
    assert abs(passage.one.start - start) < 40
    assert abs(passage.one.end - start - len(words("passage", 70))) < 40


def test_boilerplate_is_kept_apart_with_its_reason(tmp_path):
    texts = corpus()
    found = {
        (r.one, r.other): r
        for r in reuse(pairs(stored(tmp_path, texts)), lambda ns: {n: texts[n] for n in ns})
    }
    assert found[3, 4].passages == ()
    (standing,) = found[3, 4].standing
    assert standing.why == "it is a call to subscribe or support"
    assert texts[3][standing.passage.one.start : standing.passage.one.end] in FOOTER


def test_what_recurs_at_the_edge_is_asked_for_and_set_apart(tmp_path):
    footer = words("footer", 20)
    texts = {n: f"{words(str(n), 150)}\n{footer}" for n in (1, 2)}
    asked = []

    def bearers(passage):
        asked.append(passage)
        return Spread(30, 20, days=9, at_edge=20, share=0.1, outlet="The Herald")

    (found,) = reuse(pairs(stored(tmp_path, texts)), lambda ns: {n: texts[n] for n in ns}, bearers=bearers)
    assert found.passages == ()
    assert "20 of 20 articles of The Herald that have it" in found.standing[0].why
    assert asked == [footer]


def test_texts_are_asked_for_in_batches_and_forgotten_ones_passed_over(tmp_path):
    report = words("report", 60)
    texts = {n: f"{words(str(n), 30)}\n{report}" for n in range(1, 41)}
    store = Store(tmp_path)
    store.add([(n, "", text) for n, text in texts.items()])
    asked = []

    def some(numbers):
        asked.append(list(numbers))
        return {n: texts[n] for n in numbers if n != 7}

    found = list(reuse(pairs(store), some, batch=10))
    assert len(found) == 74
    assert not any(7 in (r.one, r.other) for r in found)
    assert len(asked) == 8
    assert all(len(set(numbers)) == len(numbers) <= 20 for numbers in asked)


def test_work_crosses_to_other_processes(tmp_path):
    texts = corpus()
    crossed = []

    def run(task, items):
        for item in items:
            crossed.append(task)
            yield pickle.loads(pickle.dumps(task))(pickle.loads(pickle.dumps(item)))

    store = stored(tmp_path, texts)
    here = list(reuse(pairs(store), lambda ns: {n: texts[n] for n in ns}))
    there = list(reuse(pairs(store), lambda ns: {n: texts[n] for n in ns}, run=run))
    assert here == there
    assert crossed == [align]


def test_a_lost_worker_stops_the_run():
    with pytest.raises(StopRun, match="a worker was lost"):
        list(reuse([Candidate(1, 2, 3, 2, ((0, 0),))], lambda _: {1: "a", 2: "b"}, run=lambda *_: [None]))


def test_candidates_that_share_nothing_after_all_are_left_out():
    texts = {1: words("x", 50), 2: words("y", 50)}
    assert list(reuse([Candidate(1, 2, 3, 2, ((0, 0), (9, 9)))], lambda _: texts)) == []
    assert Reuse(1, 2, ()).standing == ()


def test_a_phrase_of_a_few_words_is_no_reuse(tmp_path):
    phrase = "did not immediately respond to a request for comment"
    texts = {n: f"{words(f'{n} before', 90)} {phrase} {words(f'{n} after', 90)}" for n in (1, 2)}
    store = stored(tmp_path, texts)
    assert list(pairs(store))
    assert list(reuse(pairs(store), lambda _: texts)) == []
