"""The passages in six manners: that they are whole, and how they are scored."""

from __future__ import annotations

import pytest

import manners
from manners import Counts, Labelled, Passage
from sayso.types import Attribution, Custody, Document, Reading, Span

TEXT = "The warden said the ice may crack."
CUSTODY = Custody("0" * 64, 0, "", "2026-01-01T00:00:00Z", "", "test")


@pytest.mark.parametrize("manner", manners.MANNERS)
def test_sixty_passages_in_each_manner_with_their_labels(manner: str) -> None:
    given = manners.passages(manner)
    assert len(given) == len({p.id for p in given}) == 60
    for passage in given:
        assert 1 <= len(passage.links) <= 2
        for link in passage.links:
            assert link.cue and link.content
            for a, b in (*link.source, *link.cue, *link.content):
                assert 0 <= a < b <= len(passage.text)
                assert passage.text[a:b].strip() == passage.text[a:b]


def test_the_manners_differ() -> None:
    by_manner = [manners.passages(manner) for manner in manners.MANNERS]
    noisy = 0
    for same in zip(*by_manner, strict=True):
        texts = [p.text for p in same]
        assert len({p.id for p in same}) == 1
        assert len(set(texts[:-1])) == len(manners.MANNERS) - 1, same[0].id
        noisy += texts[-1] not in texts[:-1]
    assert noisy > 40  # the noise may leave a short passage as it was


def test_lower_case_keeps_every_place() -> None:
    assert manners.lowered(Passage("a", "ÄB İst", ())).text == "äb ist"


def test_noise_is_the_same_on_every_run_and_two_to_three_in_a_hundred() -> None:
    clean, noisy = manners.passages("clean"), manners.passages("OCR noise")
    assert noisy == manners.passages("OCR noise")
    faults = sum(_faults(c.text, n.text.replace("-\n", "")) for c, n in zip(clean, noisy, strict=True))
    assert 0.02 <= faults / sum(len(c.text) for c in clean) <= 0.03
    assert any("-\n" in n.text for n in noisy)


def _faults(clean: str, noisy: str) -> int:
    """How many pieces of the clean text were misread, counted by going along both."""
    at = faults = 0
    for start, end in manners._units(clean):
        piece = clean[start:end]
        wrong = manners.MISREAD.get(piece)
        following = clean[end : end + 3]
        if (wrong is not None and not noisy.startswith(piece, at)) or (
            wrong and noisy.startswith(wrong + following, at) and not noisy.startswith(piece + following, at)
        ):
            faults, at = faults + 1, at + len(wrong)
        else:
            at += len(piece)
    assert at == len(noisy), (clean, noisy)
    return faults


def test_labels_go_along_with_the_noise() -> None:
    for clean, noisy in zip(manners.passages("clean"), manners.passages("OCR noise"), strict=True):
        for before, after in zip(clean.links, noisy.links, strict=True):
            for one, other in zip(before.content, after.content, strict=True):
                kept = noisy.text[other.start : other.end].replace("-\n", "")
                assert abs(len(kept) - (one.end - one.start)) <= 8
                assert kept[:1] == clean.text[one.start] or clean.text[one.start] in manners.MISREAD


def test_a_phrase_may_name_its_occurrence() -> None:
    assert manners.find("he said he left", ["he#2"]) == (Span(8, 10),)
    with pytest.raises(ValueError, match="substring"):
        manners.find(TEXT, ["the guard"])


def _found(source: str, content: str) -> Attribution:
    places = [
        tuple(Span(TEXT.index(w), TEXT.index(w) + len(w)) for w in words if w)
        for words in ((source,), ("said",), (content,))
    ]
    return Attribution(*places, kind="person")


def _count(*found: Attribution) -> Counts:
    link = Labelled((Span(0, 10),), (Span(11, 15),), (Span(16, 33),))
    document = Document(address="a", text=TEXT, custody=CUSTODY)
    return manners.count(Passage("a", TEXT, (link,)), Reading(document, "test", found, ()))[0]


def test_half_the_words_and_a_word_of_the_source_are_enough() -> None:
    assert _count(_found("warden", "ice may crack")) == Counts(1, 1, 1)
    assert _count(_found("warden", "crack")) == Counts(1, 1, 0)
    assert _count(_found("", "ice may crack")) == Counts(1, 1, 0)
    assert _count() == Counts(1, 0, 0)


def test_what_is_read_twice_is_right_once() -> None:
    twice = _count(_found("warden", "ice may crack"), _found("The warden", "the ice may crack"))
    assert twice == Counts(1, 2, 1)
    assert twice.f1() == pytest.approx(2 / 3)


def test_sums_and_their_interval() -> None:
    counts = [Counts(1, 1, 1), Counts(1, 1, 0)] * 20
    assert manners.summed(counts) == Counts(40, 40, 20)
    low, high = manners.interval(counts)
    assert 0.3 < low < 0.5 < high < 0.7
