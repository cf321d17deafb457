"""Stance: what cues and openings tell of how surely a voice stands behind a content."""

from __future__ import annotations

import re
import time

import pytest

from sayso.claims import framing, signals, stance
from sayso.types import Act, Predicate, Span, Stance


@pytest.mark.parametrize(
    ("cue", "act", "held"),
    [
        ("said", "states", "asserted"),
        ("does not believe", "thinks", "denied"),
        ("does not know", "thinks", "hedged"),
        ("never mentioned", "states", "hedged"),
        ("failed to mention", "states", "hedged"),
        ("does not promise", "promises", "hedged"),
        ("vowed never", "promises", "predicted"),
        ("refused", "promises", "denied"),
        ("declined to comment on", "promises", "hedged"),
        ("would not rule out", "states", "hedged"),
        ("ruled out", "states", "denied"),
        ("opposed", "states", "denied"),
        ("does not oppose", "states", "hedged"),
        ("disagree on", "denies", "hedged"),
        ("argued against", "states", "denied"),
        ("objected to", "states", "denied"),
        ("objected that", "states", "asserted"),
        ("intends", "thinks", "predicted"),
        ("is planning", "thinks", "predicted"),
        ("leaves no doubt", "states", "asserted"),
        ("did not ask", "asks", "asked"),
    ],
)
def test_a_cue_tells_its_stance(cue: str, act: Act, held: Stance) -> None:
    assert stance.of_cue(cue, act, "person") == held


@pytest.mark.parametrize(
    ("words", "held", "matter"),
    [
        ("it is not true that the weir burst", "denied", "the weir burst"),
        ("“It’s simply false that the weir burst", "denied", "the weir burst"),
        ("there is no truth in the tale that the weir burst", "denied", "the weir burst"),
        ("“Well, I really think the weir burst", "hedged", "the weir burst"),
        ("“I don’t believe that the weir burst", "hedged", "the weir burst"),
        ("it looks to me like the weir burst", "hedged", "the weir burst"),
        ("it is possible that the weir burst", "hedged", "the weir burst"),
        ("there’s some lingering suspicion that the weir burst", "hedged", "the weir burst"),
        ("she is sure that the weir burst", "asserted", "the weir burst"),
        ("the weir burst", "asserted", "the weir burst"),
        ("its true height is not known", "asserted", "its true height is not known"),
    ],
)
def test_an_opening_tells_the_stance_and_where_the_matter_begins(
    words: str, held: Stance, matter: str
) -> None:
    found, after = framing.opening(words)
    assert (found, words[after:].strip()) == (held, matter)


@pytest.mark.parametrize(
    ("words", "unreal", "conditional"),
    [
        ("Had the sluice been shut, the mill would stand", True, False),
        ("But for the miller, nobody would have woken", True, False),
        ("if it hadn’t been for the miller, nobody would have woken", True, True),
        ("If the sluice were shut, the mill would stand", True, True),
        ("''If the sluice is shut, the mill stands", False, True),
        ("Should the sluice fail, the mill will go", False, True),
        ("the mill would be sold in the event of a flood", False, True),
        ("Had enough of it, have you", False, False),
        ("the mill will stand", False, False),
    ],
)
def test_conditions_are_told_from_what_is_contrary_to_fact(
    words: str, unreal: bool, conditional: bool
) -> None:
    assert framing.is_unreal(words) is unreal
    assert framing.is_conditional(words, modal=True) is conditional


def test_a_condition_without_an_if_needs_a_modal_verb() -> None:
    assert not framing.is_conditional("Without a word she left", modal=False)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("“Who shut the sluice? Nobody will say.”", True),
        ("“You shut the sluice, didn’t you?”", False),
        ("“Nobody shut it. Who would?”", False),
    ],
)
def test_a_question_asks_unless_it_is_a_tag(words: str, asks: bool) -> None:
    assert framing.asks(words) is asks


def _held(first: str, second: str = "", predicate: str = "") -> Stance:
    """The stance of a content in one or two parts, of which these words are the first predicate."""
    text = f"{first} — {second}"
    cut = len(first) + 3
    content = (Span(0, len(first)), Span(cut, len(text))) if second else (Span(0, len(first)),)
    at = text.index(predicate)
    later = [Predicate(m.start(), m.end(), 0) for m in re.finditer("will stand|may fall", text[at + 1 :])]
    predicates = [Predicate(at, at + len(predicate), 0)]
    predicates += [Predicate(p.start + at + 1, p.end + at + 1, 0) for p in later]
    return stance.of_content(content, predicates, signals.find(text), text)


@pytest.mark.parametrize(
    ("first", "second", "predicate", "held"),
    [
        ("We’re going to mend the weir", "", "’re going", "predicted"),
        ("I’m gonna mend the weir", "", "’m gonna", "predicted"),
        ("it would cost two million", "", "would cost", "predicted"),
        ("she would like a weir", "", "would like", "asserted"),
        ("they should have shut the sluice", "", "should have shut", "asserted"),
        ("she thinks the weir broke", "", "thinks", "hedged"),
        ("a weir that would hold the river", "", "would hold", "asserted"),
        ("The weir broke", "if it rains, the mill may fall", "broke", "asserted"),
        ("Unless it rains", "the mill will stand", "rains", "conditional"),
        ("When the rain comes, the mill will stand", "", "comes", "predicted"),
    ],
)
def test_the_words_of_a_content_tell_how_surely_it_is_put(
    first: str, second: str, predicate: str, held: Stance
) -> None:
    assert _held(first, second, predicate) == held


def test_long_contents_take_no_long_time() -> None:
    started = time.process_time()
    for words in (
        "and, " * 20_000,
        "had " + "the mill " * 20_000,
        "if " + "the mill " * 20_000,
        "? " * 20_000,
    ):
        framing.opening(words)
        framing.is_unreal(words)
        framing.is_conditional(words, modal=True)
        framing.asks(words)
    assert time.process_time() - started < 2
