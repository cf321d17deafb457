"""The passages on speakers are sound, and their scorer tells right from wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

import case_scores
import speaker_scores
from case_scores import spans
from sayso.types import Attribution, Reading, Resolution, Span
from speaker_scores import Passage, Verdict

PASSAGES = speaker_scores.load()
QUOTATIONS = [(passage, gold) for passage in PASSAGES for gold in passage.quotations]


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.id)
def test_a_passage_is_sound(passage: Passage) -> None:
    assert passage.quotations
    for gold in passage.quotations:
        assert set(gold) <= {"content", "source", "speaker", "name"}
        assert gold["content"]
        assert all(passage.text.count(part) == 1 for part in gold["content"])
        assert all(part[0] == "“" for part in gold["content"])
        assert spans(passage.text, gold["content"])
        assert spans(passage.text, [gold["source"]])
        assert gold["speaker"]
        assert all(spans(passage.text, [accepted]) for accepted in gold["speaker"])
        assert "name" not in gold or speaker_scores._holds(gold["speaker"][0], gold["name"])


def test_quotations_are_many_and_half_of_them_rare() -> None:
    assert len({passage.id for passage in PASSAGES}) == len(PASSAGES)
    assert len({passage.text for passage in PASSAGES}) == len(PASSAGES)
    assert len(QUOTATIONS) >= 200
    assert 0.45 <= sum(passage.rare for passage, _ in QUOTATIONS) / len(QUOTATIONS) <= 0.6
    assert 0.4 <= sum(passage.is_kept() for passage, _ in QUOTATIONS) / len(QUOTATIONS) <= 0.6


def _reading(passage: Passage, *attributions: Attribution) -> Reading:
    return Reading(case_scores.document(passage.case()), "toy", attributions, ())


def _perfect(passage: Passage) -> Reading:
    """Every quotation with its mention, resolved to the first of the strings accepted."""
    return _reading(
        passage,
        *(
            Attribution(
                source=spans(passage.text, [gold["source"]]),
                cue=(Span(0, 1),),
                content=spans(passage.text, gold["content"]),
                kind="person",
                resolved=Resolution(Span(0, 1), gold["speaker"][0], "the passage says so"),
            )
            for gold in passage.quotations
        ),
    )


def test_the_truth_scores_full_and_silence_nothing() -> None:
    for passage in PASSAGES:
        assert all(
            v == Verdict(True, True, True, None) for v in speaker_scores.judge(passage, _perfect(passage))
        )
        silent = speaker_scores.judge(passage, _reading(passage))
        assert not any(v.found or v.mention or v.speaker for v in silent)
        assert all(v.fault for v in silent)


def test_pronouns_left_as_they_are_have_no_speaker() -> None:
    """Else "the official" alone would count for "an official in the customs service"."""
    for passage in PASSAGES:
        whole = _perfect(passage)
        bare = replace(whole, attributions=tuple(replace(a, resolved=None) for a in whole.attributions))
        for gold, verdict in zip(passage.quotations, speaker_scores.judge(passage, bare), strict=True):
            assert verdict.mention
            words = gold["source"].partition("#")[0]
            says_it_all = gold.get("name", "\0") in words or any(
                speaker_scores._words(words) == speaker_scores._words(full) for full in gold["speaker"]
            )
            assert verdict.speaker is says_it_all, (passage.id, gold)


TOY = Passage(
    "toy",
    "toy",
    rare=False,
    text="Jan Vell rang his brother, Tomas Vell. “Come home before the rain does,” he said. An aunt waved.",
    quotations=[
        {
            "content": ["“Come home before the rain does,”"],
            "source": "he",
            "speaker": ["Jan Vell"],
            "name": "Jan",
        }
    ],
)


def _verdict(
    resolved: str | None, source: str = "he", content: str = "“Come home before the rain does,”"
) -> Verdict:
    return speaker_scores.judge(
        TOY,
        _reading(
            TOY,
            Attribution(
                source=spans(TOY.text, [source]),
                cue=spans(TOY.text, ["said"]),
                content=spans(TOY.text, [content]),
                kind="person",
                resolved=None if resolved is None else Resolution(Span(0, 1), resolved, ""),
            ),
        ),
    )[0]


@pytest.mark.parametrize(
    ("resolved", "right"),
    [
        ("Jan Vell", True),
        ("Jan", True),
        ("Jan Vell, a carpet trader", True),
        ("Tomas Vell", False),
        ("Vell", False),
        ("Jan's brother", False),
        (None, False),
    ],
)
def test_only_the_name_that_tells_them_apart_counts(resolved: str | None, right: bool) -> None:
    verdict = _verdict(resolved)
    assert verdict.found
    assert verdict.mention
    assert verdict.speaker is right
    assert (verdict.fault is None) is right


def test_mention_and_speaker_are_judged_apart() -> None:
    assert _verdict(None, source="Jan Vell") == Verdict(True, False, True, None)
    wrong = _verdict(None, source="An aunt")
    assert (wrong.found, wrong.mention, wrong.speaker) == (True, False, False)
    assert wrong.fault is not None
    assert "An aunt" in wrong.fault


def test_half_of_the_words_must_be_covered() -> None:
    assert _verdict("Jan Vell", content="Come home before").speaker
    assert not _verdict("Jan Vell", content="Come home").found


def test_somebody_unnamed_is_told_by_half_of_the_words() -> None:
    gold = {"content": TOY.quotations[0]["content"], "source": "he", "speaker": ["An aunt"]}
    unnamed = replace(TOY, quotations=[gold])
    assert speaker_scores._is_speaker(unnamed, gold, "the aunt", False)
    assert speaker_scores._is_speaker(unnamed, gold, "his aunt", False)
    assert not speaker_scores._is_speaker(unnamed, gold, "his aunt", True)
    assert not speaker_scores._is_speaker(unnamed, gold, "an uncle", False)


def test_two_speakers_in_one_name_are_not_told_apart() -> None:
    pair = [{"speaker": ["Jan Vell"], "name": "Jan"}, {"speaker": ["Tomas Vell"], "name": "Tomas"}]
    both = replace(TOY, quotations=pair)
    assert not speaker_scores._is_speaker(both, pair[0], "Jan and Tomas Vell", False)


def test_rows_cover_every_quotation_once_a_kind() -> None:
    verdicts = [speaker_scores.judge(passage, _perfect(passage)) for passage in PASSAGES]
    rows = {name: len(row) for name, row in speaker_scores.groups(PASSAGES, verdicts)}
    assert rows["all"] == len(QUOTATIONS) == rows["all usual"] + rows["all rare"]
    assert rows["all"] == rows["half whose faults are read"] + rows["half only scored"]
    constructions = {passage.construction for passage in PASSAGES}
    assert sum(rows[name] for name in constructions) == rows["all"]
