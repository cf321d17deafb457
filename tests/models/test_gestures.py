"""Gestures: a quotation without a cue is spoken by who acts beside it, and by nobody else."""

from __future__ import annotations

import re

import pytest

from sayso.claims import quotations
from sayso.models.trained import gestures
from sayso.types import Attribution, Mention, Predicate, Sentence, Span

_SENTENCE = re.compile(r"[^\s“”][^.!?\n]*[.!?]|“[^”]*”")


def sentences(text: str, verbs: str) -> list[Sentence]:
    """Quotations and what stands between them, with `verbs` for main predicates."""
    out = []
    for m in _SENTENCE.finditer(text):
        found = () if m[0][0] == "“" else tuple(re.finditer(rf"\b(?:{verbs})\b", m[0]))
        main = tuple(Predicate(m.start() + v.start(), m.start() + v.end(), 0) for v in found)
        out.append(Sentence(Span(*m.span()), predicates=main))
    return out


def spoken(
    text: str, verbs: str, taken: tuple[Attribution, ...] = (), names: str = ""
) -> list[tuple[str, str]]:
    """Who speaks which quotation."""
    mentions = tuple(Mention(Span(*m.span()), "person") for m in re.finditer(names, text)) if names else ()
    found = gestures.spoken(text, sentences(text, verbs), taken, mentions)
    for a in found:
        assert a.cue == (Span(a.content[0].start, a.content[0].start + 1),)
        assert a.score == gestures.SURE
    return [(text[slice(*a.source[0])], text[slice(*a.content[0])]) for a in found]


def test_who_acts_before_a_quotation_speaks_it() -> None:
    assert spoken("He slid it back. “A shoe is no proof.”", "slid") == [("He", "“A shoe is no proof.”")]


def test_who_acts_behind_a_quotation_that_begins_a_paragraph_speaks_it() -> None:
    text = "It was dark.\n\n“Who goes there?” She lit a lamp.\n\nRain fell."
    assert spoken(text, "was|lit|fell") == [("She", "“Who goes there?”")]


def test_who_acts_before_goes_before_who_acts_behind() -> None:
    assert spoken("She rose. “No.” He left.", "rose|left") == [("She", "“No.”")]


def test_each_quotation_of_a_talk_has_its_speaker() -> None:
    text = "She rose. “No.”\n\nAnna Holm nodded. “Then go.”"
    assert spoken(text, "rose|nodded", names="Anna Holm") == [("She", "“No.”"), ("Anna Holm", "“Then go.”")]


def test_the_speaker_is_the_person_that_is_named() -> None:
    text = "With a sigh, Anna Holm rose. “No.”"
    assert spoken(text, "rose", names="Anna Holm") == [("Anna Holm", "“No.”")]


def test_an_aside_is_no_speaker() -> None:
    text = "Anna Holm, the warden, rose. “No.”"
    assert spoken(text, "rose", names="Anna Holm") == [("Anna Holm", "“No.”")]


def test_a_clause_that_hangs_on_another_has_no_speaker() -> None:
    text = "Of the many who came he was one. “No.”"
    (before, quoted) = sentences(text, "zzz")
    hanging = Predicate(text.index("came"), text.index("came") + 4, 1)
    before = Sentence(before.span, predicates=(hanging,))
    assert gestures.spoken(text, [before, quoted], (), ()) == []


@pytest.mark.parametrize("part", ["source", "cue", "content"])
def test_a_quotation_that_is_taken_stays_with_whom_it_has(part: str) -> None:
    text = "He rose. “I stay.”"
    assert spoken(text, "rose") == [("He", "“I stay.”")]
    own, elsewhere = Span(text.index("“I"), len(text)), Span(0, 2)
    source, cue, content = ((own if name == part else elsewhere,) for name in ("source", "cue", "content"))
    assert spoken(text, "rose", (Attribution(source, cue, content, "person"),)) == []


@pytest.mark.parametrize(
    "text",
    [
        "He called it “Great.” and left.",  # within a sentence
        "He rose on “Black Monday.” Rain fell.",
        "He rose. “a shoe.”",  # no sentence of its own
        "He rose. “A shoe”",
        "He rose, “No.”",  # the sentence has not ended
        "He rose.\n\n“No.”",  # another paragraph
        "“No.”\n\nHe rose.",
        "He dithered. “No.”",  # no predicate
        "It rose. “No.”",  # no person
        "The ministry rose. “No.”",
        "Both reports rose. “No.”",
        "The old man with the dog that never barks rose. “No.”",  # too long for a subject
        "Rose. “No.”",  # no subject
    ],
)
def test_nobody_else_speaks(text: str) -> None:
    assert quotations.find(text)
    assert spoken(text, "rose|Rose|called|left|fell") == []


@pytest.mark.parametrize(("gap", "count"), [(" ", 1), ("\n\n", 0)])
def test_a_dash_does_not_bring_the_paragraph_before_along(gap: str, count: int) -> None:
    text = f"He rose.{gap}— “No.”"
    quoted = Sentence(Span(text.index("“"), len(text)))
    made = [Sentence(Span(0, 8), predicates=(Predicate(3, 7, 0),)), quoted]
    assert len(gestures.spoken(text, made, (), ())) == count


def test_a_sentence_that_quotes_is_no_gesture() -> None:
    text = "He rose over “the lot”. “No.”"
    made = [
        Sentence(Span(0, text.index(" “No")), predicates=(Predicate(3, 7, 0),)),
        Sentence(Span(text.index("“No"), len(text))),
    ]
    assert gestures.spoken(text, made, (), ()) == []
    plain = text.replace("“the lot”", " the lot ")
    assert len(gestures.spoken(plain, made, (), ())) == 1


def test_texts_without_sentences_or_quotations_have_no_gestures() -> None:
    assert gestures.spoken("“No.”", [], (), ()) == []
    assert spoken("He rose. It fell.", "rose|fell") == []
