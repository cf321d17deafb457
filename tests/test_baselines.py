"""The baselines place what they find, and the share of quoted content counts only what is quoted whole."""

from __future__ import annotations

import pytest
import spacy

import baselines
from baselines import Attribution, Baseline

TEXT = (
    "The harbour stayed shut.\n\n“We will open the gates again on Monday,” Lena Falk said.\n"
    "Nobody’s dog barked ' at the boats.\nThe mayor said that the pier needs new planks.\n"
)


def words(text: str, attribution: Attribution, role: str) -> list[str]:
    return [text[a:b] for a, b in attribution[role]]


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    return spacy.load(baselines.MODEL)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Open it,” she said.", True),
        ('"Open it," she said.', True),
        ("Open it, she said.", False),
        ("“Open\nit,” she said.", False),
        ("Open “it,” she said.", False),
    ],
)
def test_content_is_quoted_when_each_of_its_words_is(text: str, quoted: bool) -> None:
    assert baselines.wholly_quoted(text, [(0, text.index(" she"))]) is quoted


def test_content_without_a_word_is_not_quoted() -> None:
    assert not baselines.wholly_quoted("“…”", [(0, 3)])


def test_say_takes_the_noun_before_it_and_the_rest_of_its_sentence(nlp: spacy.language.Language) -> None:
    [[falk, mayor]], refused = baselines.read(
        nlp, [TEXT], Baseline("say", baselines.sentences_of_say, by_paragraph=True)
    )
    assert refused == 0
    assert words(TEXT, falk, "source") == ["Lena Falk"]
    assert words(TEXT, mayor, "source") == ["The mayor"]
    assert words(TEXT, mayor, "cue") == ["said"]
    assert words(TEXT, mayor, "content") == ["that the pier needs new planks"]


def test_a_paragraph_that_textacy_refuses_costs_that_paragraph_alone(nlp: spacy.language.Language) -> None:
    pytest.importorskip("textacy", reason="textacy is no dependency of Sayso's")
    whole = Baseline("whole", baselines.direct_quotations)
    assert baselines.read(nlp, [TEXT], whole) == ([[]], 1)
    by_paragraph = Baseline("paragraphs", baselines.direct_quotations, by_paragraph=True)
    [[falk]], refused = baselines.read(nlp, [TEXT], by_paragraph)
    assert refused == 1
    assert "".join(words(TEXT, falk, "source")) == "LenaFalk"
    assert words(TEXT, falk, "cue") == ["said"]
    assert words(TEXT, falk, "content") == ["“We will open the gates again on Monday,”"]


def test_a_missing_textacy_says_what_to_install() -> None:
    with pytest.raises(SystemExit, match="pip install textacy"):
        baselines.textacy("textacy_that_is_nowhere")
