"""From shared places to whole passages: exact borders, over edits, no further than the texts are alike."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from sayso.lineage.alignment import verify
from sayso.lineage.alignment.words import words

PARAGRAPH = (
    "“Nobody was warned,” said Ilse Marrow, who keeps the lock at Tarn Weir. The water rose by two metres "
    "in the night of 3 May, she said, and by morning 1,200 people had left their homes. The district council "
    "opened the school hall and asked for blankets; a ferry took the old and the sick across the bay."
)
BEFORE = (
    "Markets in the capital opened lower after the bank kept its rate. Traders had hoped for a cut of a "
    "quarter point. The currency lost some ground against its neighbours."
)
AFTER = (
    "In other news the orchestra has named its next conductor, a cellist by training, whose first season "
    "begins with a cycle of late symphonies. Tickets go on sale in autumn."
)


def seeds(one: str, other: str, size: int = 4) -> list[tuple[int, int]]:
    """Where runs of that many words start in both."""
    ours, theirs = words(one), words(other)
    where = {theirs.forms[n : n + size]: n for n in range(len(theirs.forms) - size + 1)}
    return [
        (ours.starts[n], theirs.starts[where[ours.forms[n : n + size]]])
        for n in range(len(ours.forms) - size + 1)
        if ours.forms[n : n + size] in where
    ]


def test_a_paragraph_inside_other_articles_is_found_to_the_letter() -> None:
    one, other = f"{BEFORE}\n\n{PARAGRAPH}\n\n{AFTER}", f"{AFTER} {PARAGRAPH} {BEFORE}"
    at = {one[p.one.start : p.one.end]: p for p in verify(one, other, seeds(one, other))}
    found = at[PARAGRAPH]
    assert other[found.other.start : found.other.end] == PARAGRAPH
    assert (found.manner, found.likeness) == ("verbatim", 1.0)


def test_one_seed_is_enough_to_reach_over_edits() -> None:
    rng = random.Random(5)
    plain = PARAGRAPH.split()
    changed = [
        f"x{n}" if n not in {0, len(plain) - 1} and rng.random() < 0.15 else w for n, w in enumerate(plain)
    ]
    one, other = f"{BEFORE} {PARAGRAPH} {AFTER}", f"Weather. {' '.join(changed)} Sport."
    seed = seeds(one, other, 3)[0]
    (found,) = verify(one, other, [seed])
    assert one[found.one.start : found.one.end] == PARAGRAPH
    assert other[found.other.start : found.other.end] == " ".join(changed)
    assert found.manner == "edited"
    assert 0.7 < found.likeness < 1


def test_a_sentence_put_in_between_does_not_break_a_passage() -> None:
    middle = PARAGRAPH.index("The district")
    other = (
        f"{PARAGRAPH[:middle]}The roads to the north were closed as well, police said. {PARAGRAPH[middle:]}"
    )
    (found,) = verify(PARAGRAPH, other, seeds(PARAGRAPH, other))
    assert found.one == (0, len(PARAGRAPH))
    assert found.other == (0, len(other))


def test_fingerprints_that_collided_are_left_out() -> None:
    assert verify(BEFORE, AFTER, [(0, 0), (10, 20), (5, len(AFTER))]) == ()


def test_what_stands_twice_is_given_once() -> None:
    other = f"{PARAGRAPH} {AFTER} {PARAGRAPH}"
    where = other.index("Nobody", 50)
    (found,) = verify(PARAGRAPH, other, [(1, 1), (1, where), *seeds(PARAGRAPH, other)])
    assert found.one == (0, len(PARAGRAPH))


def test_empty_texts_and_no_seeds() -> None:
    assert verify("", "", [(0, 0)]) == ()
    assert verify(PARAGRAPH, "", [(0, 0)]) == ()
    assert verify(PARAGRAPH, PARAGRAPH, []) == ()


def test_two_in_lower_case_and_curly_marks_shift_nothing() -> None:
    one = "İİİ and then: the İstanbul office didn’t answer questions on Friday."
    other = "So the İstanbul office didn't answer questions on Friday. Really."
    (found,) = verify(one, other, seeds(one, other, 3))
    assert one[found.one.start : found.one.end] == "the İstanbul office didn’t answer questions on Friday."
    assert (
        other[found.other.start : found.other.end] == "the İstanbul office didn't answer questions on Friday."
    )


@given(
    st.lists(
        st.sampled_from(["aa", "bb", "cc", "dd", "ee", "ff", "gg.", "hh", "北京", "İ", "\r\n"]), max_size=60
    ),
    st.randoms(),
)
def test_every_passage_lies_in_its_texts_and_keeps_its_word(tokens: list[str], rng: random.Random) -> None:
    one = " ".join(tokens)
    rng.shuffle(tokens)
    other = " ".join(tokens)
    places = [(rng.randint(0, len(one)), rng.randint(0, len(other))) for _ in range(8)]
    for found in verify(one, other, places):
        assert 0 <= found.one.start < found.one.end <= len(one)
        assert 0 <= found.other.start < found.other.end <= len(other)
        ours = words(one[found.one.start : found.one.end]).forms
        theirs = words(other[found.other.start : found.other.end]).forms
        assert (found.manner == "verbatim") == (ours == theirs)
        assert 0 < found.likeness <= 1
