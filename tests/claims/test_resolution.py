"""Who "she", "the 61-year-old" and "the club" are, by names given in the text; nobody's extractor is run."""

from __future__ import annotations

import re
import time

import pytest

from sayso.claims import cast, gender, kinds
from sayso.claims.descriptions import antecedent
from sayso.claims.register import REACH
from sayso.claims.resolution import resolve
from sayso.claims.scene import Scene
from sayso.claims.stage import Stage
from sayso.types import Attribution, Mention, Span


def _resolved(text: str, source: str, *, bodies: tuple[str, ...] = ()) -> str | None:
    """What the last such source before its cue "said" stands for. Names in <> are persons'."""
    mentions = [Mention(span, "person") for span in _marked(text)]
    plain = text.replace("<", "").replace(">", "")
    for body in bodies:
        mentions += [Mention(Span(*m.span()), "organisation") for m in re.finditer(re.escape(body), plain)]
    start = max(m.start() for m in re.finditer(rf"(?<!\w){re.escape(source)}(?!\w)", plain))
    span = Span(start, start + len(source))
    kind = kinds.kind(source, (span,), ())
    given = Attribution((span,), (Span(span.end + 1, span.end + 5),), (Span(0, 1),), kind)
    found = resolve(plain, [given], sorted(mentions, key=lambda m: m.span))[0][0].resolved
    assert found is None or plain[slice(*found.span)] == found.name
    return None if found is None else found.name


def _marked(text: str) -> list[Span]:
    """Where the names in <> stand in the text without the marks."""
    found = enumerate(re.finditer(r"<[^>]+>", text))
    return [Span(m.start() - 2 * i, m.end() - 2 * i - 2) for i, m in found]


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("<Maria Lund> met <Peter Olsen>. “Rain,” she said.", "she", "Maria Lund"),
        ("<Maria Lund> met <Peter Olsen>. “Rain,” he said.", "he", "Peter Olsen"),
        ("<Eva Voss> blamed <Nora Pike>. “It was late,” she said.", "she", "Eva Voss"),
        ("<Eva Voss> met <Nora Pike>. <Pike> was late. “Rain,” she said.", "she", "Nora Pike"),
        ("<Xan Voss> died. His widow, <Kim Voss>, wept. “He knew,” she said.", "she", "Kim Voss"),
        ("<Xan Voss> died. Her aunt stayed away. “He knew,” she said.", "she", "Her aunt"),
        ("<Eva Voss> wept. “I told <Nora Pike>,” she said.", "she", "Eva Voss"),
        ("<Eva Voss> spoke at the rally. The rally grew. “Go,” she said.", "she", "Eva Voss"),
        ("<Tom Reed>'s lawyer came. <Ian Hall> did not. “Go,” he said.", "he", "Ian Hall"),
        ("“I was wrong,” she said. <Vera Stanton>, who leads the party, left.", "she", "Vera Stanton"),
        ("<Eva Voss> and <Tom Reed> own it. “It leaks,” they said.", "they", "Eva Voss and Tom Reed"),
        ("Residents of Elm Road sang. “It leaks,” they said.", "they", "Residents of Elm Road"),
        ("A diplomat in the south saw us. “Rain,” he said.", "he", "A diplomat in the south"),
        ("<Eva Voss> met her clerk, <Tom Reed>. The clerk bowed. “Go,” he said.", "he", "Tom Reed"),
        ("<Eva Voss> came. “Rain,” her answer said.", "her answer", "Eva Voss"),
        ("It rained. “Rain,” he said.", "he", None),
        ("“Rain,” he told <Peter Olsen>.", "he", None),
        ("<Maria Lund> came. “Rain,” he said.", "he", None),
    ],
)
def test_pronoun(text: str, source: str, name: str | None) -> None:
    assert _resolved(text, source) == name


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "<Eva Voss>, a retired teacher, met <Tom Reed>. “Rain,” the teacher said.",
            "the teacher",
            "Eva Voss",
        ),
        ("The baker <Tom Reed> met <Eva Voss>. “Rain,” the baker said.", "the baker", "Tom Reed"),
        ("Her publisher, <Tom Reed>, came. “Rain,” the publisher said.", "the publisher", "Tom Reed"),
        ("<Eva Voss> met the cellist <Tom Reed>. “Rain,” the musician said.", "the musician", "Tom Reed"),
        ("<Eva Voss>, 61, met <Tom Reed>, 35. “Rain,” the 61-year-old said.", "the 61-year-old", "Eva Voss"),
        ("<Eva Voss>, 61, met <Tom Reed>, 15. “Rain,” the teenager said.", "the teenager", "Tom Reed"),
        (
            "Scottish captain <Tom Reed> met <Eva Voss>. “Rain,” the Scotsman said.",
            "the Scotsman",
            "Tom Reed",
        ),
        (
            "<Eva Voss> founded the choir; <Tom Reed> left. “Rain,” the founder said.",
            "the founder",
            "Eva Voss",
        ),
        ("<Eva Voss> scored twice. “Rain,” the striker said.", "the striker", "Eva Voss"),
        ("<Eva Voss> met <Tom Reed>. “Rain,” the striker said.", "the striker", None),
        ("<Eva Voss> came. “Rain,” the official said.", "the official", None),
        ("<Eva Voss> came. “Rain,” the carmaker said.", "the carmaker", None),
        ("<Eva Voss> came. “Rain,” the strikers said.", "the strikers", None),
        (
            "<Jan Vell> fled. His brother, <Tom Vell>, did not. “Rain,” his brother said.",
            "his brother",
            "Tom Vell",
        ),
        ("<Eva Voss> came. “Rain,” her lawyer said.", "her lawyer", None),
    ],
)
def test_description(text: str, source: str, name: str | None) -> None:
    assert _resolved(text, source) == name


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Norrline met the Dockers' League. “Rain,” the union said.", "the union", "Dockers' League"),
        ("Norrline met the Dockers' League. “Rain,” the army said.", "the army", None),
        ("Norrline met the council. “Rain,” the company said.", "the company", "Norrline"),
        ("Norrline met us. “Rain,” the regional hospital said.", "the regional hospital", None),
        ("Norrline sank. “Rain,” it said.", "it", "Norrline"),
        ("Norrline told the Senate. “Rain,” the company said.", "the company", "Norrline"),
        ("Norrline sued the Dockers' League. “Rain,” the firm said.", "the firm", "Norrline"),
    ],
)
def test_body(text: str, source: str, name: str | None) -> None:
    assert _resolved(text, source, bodies=("Norrline", "Dockers' League", "Senate")) == name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("his widow, ", "female"),
        ("Lord", "male"),
        ("the dead man's aunt", "female"),
        ("the spokesman", "male"),
        ("the Dutchwoman", "female"),
        ("the Scotsman", "male"),
        ("a woman and a man", None),
        ("Mr Newman", "male"),
        ("Newman", None),
        ("a doctor", None),
    ],
)
def test_gender_of_words(words: str, expected: str | None) -> None:
    assert gender.of_words(words) == expected


def test_gender_of_names() -> None:
    assert gender.of_name("Judge Maria Lund") == "female"
    assert gender.of_name("Peter Olsen, 61") == "male"
    assert gender.of_name("Kim Olsen") is None
    assert gender.of_name("") is None
    female, male = gender._given()
    assert not female & male
    assert min(len(female), len(male)) > 5_000


def test_what_is_quoted_is_blank_and_ends_no_sentence() -> None:
    text = "“Go. Now!” Dr. Voss said. Then “I. We.” Anna left.\nRain"
    scene = Scene.of(text)
    assert len(scene.text) == len(text)
    assert "Now" not in scene.text
    assert [text[a : a + 4] for a in scene.starts] == ["“Go.", "Dr. ", "Then", "Anna", "Rain"]


def test_ages_and_appositions() -> None:
    text = "The clerk, Eva Voss, 61, a widow, met Tom Reed, who is 35."
    scene = Scene.of(text)
    eva, tom = (Span(text.index(n), text.index(n) + len(n)) for n in ("Eva Voss", "Tom Reed"))
    assert scene.ages(eva)[0] == 61
    assert scene.ages(tom)[0] == 35
    assert scene.described(eva) >= {"clerk", "widow"}


@pytest.mark.parametrize(
    ("noun", "yes"), [("baker", True), ("aunt", True), ("paper", False), ("rally", False)]
)
def test_nouns_of_persons(noun: str, yes: bool) -> None:
    assert cast.is_person(noun) is yes


def test_who_comes_on_without_a_name() -> None:
    text = (
        "A lorry driver from the north waved. Her late aunt did not. Critics of the study left. A table fell."
    )
    found = {text[slice(*e.span)] for e in cast.entrances(text)}
    assert found == {"A lorry driver from the north", "Her late aunt", "Critics of the study"}


def test_a_full_name_that_was_cut_is_made_whole() -> None:
    text = "Maria Lund came with Nora, and Maria Lund Avenue was shut."
    street = text.index("Maria Lund Avenue")
    mentions = (Mention(Span(6, 10), "organisation"), Mention(Span(street, street + 17), "place"))
    names = [e.name for e in Stage.of(text, mentions).register.entries]
    assert names == ["Maria Lund"]


def test_nobody_is_taken_up_from_too_far_away() -> None:
    text = "<Eva Voss> came. " + "It rained on and on. " * (REACH // 20 + 10) + "“Rain,” she said."
    assert _resolved(text, "she") is None


def test_a_name_is_no_description() -> None:
    stage = Stage.of("Eva Voss came.", ())
    assert antecedent(stage, "Eva Voss", 14) is None


@pytest.mark.parametrize(
    "piece", ["a-", "“he said”. ", "The Man's ", "Maria Lund and ", "the baker, ", "'s "]
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def spent(length: int) -> float:
        text = piece * (length // len(piece))
        best = float("inf")
        for _ in range(2):
            begun = time.process_time()
            resolve(text, [], [])
            best = min(best, time.process_time() - begun)
        return best

    assert spent(40_000) < 4 * 3 * spent(10_000) + 0.2
