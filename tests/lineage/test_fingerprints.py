"""Winnowing: what is shared is found, at the place where it stands, on any machine."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import StopRun
from sayso.lineage.fingerprints import Recipe, fingerprints
from sayso.lineage.fingerprints.letters import folded

WORDS = [
    "harbour",
    "council",
    "the",
    "of",
    "fire",
    "mayor",
    "said",
    "eleven",
    "boats",
    "don’t",
    "co-op",
    "1,200",
]
WORDS += ["Über", "año", "ﬁre", "Straße", "мост", "수문", "e\u0301t\u00e9", "naïve\u00ad", "गाँव", "x"]

PINNED = ["0xb6df1cc719676d97", "0xc0369d2a88b9e417", "0xda6d2b9aa2f3374c", "0x7232de92b9c96986"]


def test_a_fingerprint_is_the_same_on_every_machine_and_in_every_run():
    found = fingerprints(["The mayor of Ostermoor said on Monday that eleven boats were lost."], Recipe())
    assert [hex(h) for h in found.hashes.tolist()] == PINNED
    assert found.hashes.dtype == "uint64"


def test_places_are_code_points_where_the_first_word_begins():
    text = "«Zwölf Boote»  🚢 lagen im Hafen, als das Feuer ausbrach."
    found = fingerprints([text], Recipe(words=2, window=1))
    starts = [text[place:].split(maxsplit=1)[0].strip("«»,.") for place in found.places.tolist()]
    assert starts == ["Zwölf", "Boote", "lagen", "im", "Hafen", "als", "das", "Feuer"]


@settings(max_examples=150, deadline=None)
@given(
    shared=st.lists(st.sampled_from(WORDS), min_size=12, max_size=30),
    around=st.lists(st.lists(st.sampled_from(WORDS), max_size=15), min_size=4, max_size=4),
    recipe=st.sampled_from([Recipe(), Recipe(4, 4), Recipe(3, 1), Recipe(5, 2), Recipe(6, 6)]),
)
def test_words_shared_in_a_row_are_found_whatever_stands_around(shared, around, recipe):
    run = shared[: recipe.guarantee]
    texts = [" ".join([*around[0], *run, *around[1]]), " — ".join([*around[2], *run, *around[3]])]
    found = fingerprints(texts, recipe)
    first, second = (set(found.hashes[found.texts == n].tolist()) for n in (0, 1))
    assert first & second


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(max_size=80) | st.lists(st.sampled_from(WORDS)).map(" ".join), max_size=8))
def test_a_text_has_the_same_fingerprints_alone_and_in_any_batch(texts):
    batch = fingerprints(texts, Recipe())
    for n, text in enumerate(texts):
        alone = fingerprints([text], Recipe())
        own = batch.texts == n
        assert batch.hashes[own].tolist() == alone.hashes.tolist()
        assert batch.places[own].tolist() == alone.places.tolist()


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.sampled_from([w for w in WORDS if w != "수문"]), min_size=5, max_size=20))
def test_case_accents_width_and_invisible_signs_make_no_difference(words):
    text = " ".join(words)
    wide = "".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in text)
    variants = [text, text.upper(), unicodedata.normalize("NFD", text), wide, text.replace("a", "a\u200d")]
    found = fingerprints(variants, Recipe(words=3, window=1))
    sets = [found.hashes[found.texts == n].tolist() for n in range(len(variants))]
    assert all(other == sets[0] for other in sets[1:])


def test_texts_without_spaces_are_compared_by_character():
    one = "奥斯特莫尔市长周一表示，港口大火中有十一艘船被毁，三人受伤。"
    other = "据报道，" + one[8:26] + "，原因不明。"
    found = fingerprints([one, other], Recipe())
    shared = set(found.hashes[found.texts == 0].tolist()) & set(found.hashes[found.texts == 1].tolist())
    assert len(shared) >= 3
    place = found.places[found.texts == 1].tolist()
    assert max(place) > 10
    thai = fingerprints(["นายกเทศมนตรีกล่าวว่าเรือสิบเอ็ดลำสูญหาย"], Recipe())
    assert len(thai.hashes) > 3


def test_edited_passages_still_share_fingerprints():
    rng = random.Random(11)
    vocabulary = [f"w{n}" for n in range(5000)]
    found = 0
    for _ in range(300):
        passage = rng.choices(vocabulary, k=60)
        edited = [rng.choice(vocabulary) if rng.random() < 0.15 else word for word in passage]
        prints = fingerprints([" ".join(passage), " ".join(edited)], Recipe())
        shared = set(prints.hashes[prints.texts == 0].tolist()) & set(
            prints.hashes[prints.texts == 1].tolist()
        )
        found += len(shared) >= 2
    assert found / 300 >= 0.97


def test_about_two_in_window_plus_one_of_the_n_grams_are_kept():
    rng = random.Random(3)
    text = " ".join(f"w{rng.randrange(10**6)}" for _ in range(20_000))
    recipe = Recipe(words=5, window=4)
    assert len(fingerprints([text], recipe).hashes) / 20_000 == pytest.approx(2 / 5, rel=0.05)


def test_high_bits_are_even_so_that_buckets_are():
    rng = random.Random(4)
    text = " ".join(f"w{rng.randrange(10**6)}" for _ in range(50_000))
    hashes = fingerprints([text], Recipe()).hashes
    low = (hashes < 2**63).mean()
    assert 0.48 < low < 0.52


@pytest.mark.parametrize("texts", [[], [""], ["", "\n", "—"], ["four words are few"], ["\ud800 lone \udfff"]])
def test_texts_with_nothing_to_compare_have_no_fingerprints(texts):
    assert len(fingerprints(texts, Recipe()).hashes) == 0


@pytest.mark.parametrize(("words", "window"), [(5, 6), (5, 0), (0, 0), (3, -1)])
def test_a_recipe_that_guarantees_nothing_is_refused(words, window):
    with pytest.raises(StopRun, match=f"words={words}, window={window}"):
        Recipe(words, window)


@pytest.mark.parametrize(
    ("sign", "letters"),
    [
        ("É", "e"),
        ("ﬁ", "fi"),
        ("ß", "ss"),
        ("Ａ", "a"),
        ("\u0301", ""),
        ("—", " "),
        ("½", "1 2"),
        ("中", " 中 "),
    ],
)
def test_what_letters_fold_to(sign, letters):
    assert folded(ord(sign)) == letters
