"""Formulas that need no network, and what words tell of voices behind voices."""

from __future__ import annotations

import pytest

from sayso.models.trained import formulas, phrasing
from sayso.types import Attribution, Kind, Predicate, Sentence, Span


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def sentence(text: str, *predicates: str) -> Sentence:
    made = tuple(Predicate(*span(text, p), 0) for p in predicates)
    return Sentence(Span(0, len(text)), None, made)


def attribution(text: str, source: str, cue: str, content: str, kind: Kind = "person") -> Attribution:
    sources = (span(text, source),) if source else ()
    return Attribution(sources, (span(text, cue),), (span(text, content),), kind)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("There is evidence that the log was cut.", "", "There is evidence", "that the log was cut"),
        ("It has been widely reported that he left.", "", "It has been widely reported", "that he left"),
        (
            "After a week, the panel came to the conclusion that the mast fell.",
            "the panel",
            "came to the conclusion",
            "that the mast fell",
        ),
    ],
)
def test_a_formula_is_known(text: str, source: str, cue: str, content: str) -> None:
    [found] = formulas.formulaic(
        text, [sentence(text, "came" if source else "is" if "is" in cue else "has")], [], ()
    )
    assert [text[slice(*s)] for s in found.source] == ([source] if source else [])
    assert text[slice(*found.cue[0])] == cue
    assert text[slice(*found.content[0])] == content


@pytest.mark.parametrize(
    "text",
    ["There is evidence of theft.", "It is said to be cold.", "The talks came to the conclusion of May."],
)
def test_without_a_clause_there_is_no_formula(text: str) -> None:
    assert formulas.formulaic(text, [sentence(text)], [], ()) == []


def test_a_formula_gives_way_to_what_was_found() -> None:
    text = "“There is evidence that it sank,” said Rolf Dahl."
    found = [attribution(text, "Rolf Dahl", "said", "“There is evidence that it sank,”")]
    assert formulas.formulaic(text, [sentence(text)], found, ()) == []


def test_a_source_says_whom_it_has_its_word_from() -> None:
    text = "According to the guard, who had it from a cook, the gate was open."
    outer = attribution(text, "the guard", "According to", "the gate was open")
    [(inner, at)] = phrasing.handed_down(text, [outer])
    assert at == 0
    assert text[slice(*inner.source[0])] == "a cook"
    assert text[slice(*inner.cue[0])] == "had it from"
    assert inner.content == outer.content
    plain = "According to the guard, who was on duty, the gate was open."
    assert (
        phrasing.handed_down(plain, [attribution(plain, "the guard", "According to", "the gate was open")])
        == []
    )


def test_an_aside_of_common_knowledge_holds_the_whole_sentence() -> None:
    text = "They, as you know, come and go."
    narrow = attribution(text, "", "you know", "come and go", "common_knowledge")
    wide = phrasing.widened(text, narrow, [sentence(text)])
    assert text[slice(*wide.cue[0])] == "as you know"
    assert [text[slice(*s)] for s in wide.content] == ["They", "come and go"]
    named = attribution(text, "", "you know", "come and go")
    assert phrasing.widened(text, named, [sentence(text)]) == named


def test_a_bare_article_takes_its_noun_from_the_cue() -> None:
    text = "the report finds that it leaks"
    cue, source = phrasing.headed(text, (span(text, "report finds"),), (span(text, "the"),))
    assert text[slice(*source[0])] == "the report"
    assert text[slice(*cue[0])] == "finds"
    late = "The ferry was late, according to one."
    behind = ((span(late, "according to"),), (span(late, "one"),))
    assert phrasing.headed(late, *behind) == behind
    named = (span(text, "report"),)
    assert phrasing.headed(text, (span(text, "finds"),), named) == ((span(text, "finds"),), named)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("The mayor, naturally", "The mayor"),
        ("The mayor, of course", "The mayor"),
        ("Anna Holm, the warden", "Anna Holm, the warden"),
        ("Sally", "Sally"),
    ],
)
def test_a_remark_of_the_author_is_no_part_of_a_source(source: str, kept: str) -> None:
    [found] = phrasing.uninserted(source, (Span(0, len(source)),))
    assert source[slice(*found)] == kept
