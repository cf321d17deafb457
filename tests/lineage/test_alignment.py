"""All that two texts share: exact where words are kept, found where they are told anew, nothing by chance."""

from __future__ import annotations

import re
import time
import tracemalloc
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.lineage.alignment import align
from sayso.lineage.alignment.words import words

FERRY = (
    "The ferry from Ostermoor was late again on Monday, and the harbour master blamed the spring tide. Some "
    "forty passengers waited on the quay for two hours before a tug brought them across the sound. “We were "
    "cold and nobody told us anything,” said Runa Feld, a nurse on her way to the night shift."
)
FERRY_ANEW = (
    "The passengers of the Ostermoor ferry, about forty, had to wait for two hours on the quay on Monday. "
    "A tug finally brought the passengers across the sound; the spring tide was to blame, the harbour master "
    "said. Nurse Runa Feld, who was to begin her night shift, said that nobody had told them anything and "
    "that they were cold."
)
BANK = (
    "The central bank left its main rate unchanged at four per cent. Governors had argued for a week over "
    "inflation, which fell faster than they had forecast. The currency gained slightly on the announcement "
    "and shares in lenders rose. Analysts expect a first cut before the summer, provided that wages behave."
)
ORCHESTRA = (
    "A cellist will lead the city orchestra from next season. She won the musicians over with a series of "
    "neglected symphonies and with short rehearsals. Subscriptions are on sale from the first of June; pupils"
    " and students sit in the gallery for nothing. The hall itself will be closed for repairs in August."
)
GARDEN = (
    "Roses want pruning in March and lilacs after they bloom. Keep compost warm by turning it twice a month. "
    "Snails dislike coffee grounds, though the evidence is thin. Whoever has no garden may grow beans on a "
    "balcony, where they climb anything that offers a hold and bear until the frost."
)


def around(middle: str) -> tuple[str, str]:
    """Two articles that have the first paragraph's place in common, and nothing else."""
    return f"{BANK}\n\n{{}}\n\n{ORCHESTRA}", f"{GARDEN}\n\n{middle}\n\nMore on this tomorrow."


def test_a_paragraph_inside_other_articles_is_found_to_the_letter() -> None:
    one, other = around(FERRY)
    one = one.format(FERRY)
    (found,) = align(one, other)
    assert one[slice(*found.one)] == other[slice(*found.other)] == FERRY
    assert (found.manner, found.likeness) == ("verbatim", 1.0)


@pytest.mark.parametrize("seed", range(5))
def test_with_15_per_cent_of_the_words_changed(seed: int) -> None:
    rng = Random(seed)
    plain = FERRY.split()
    edited = " ".join(f"other{n}" if rng.random() < 0.15 else word for n, word in enumerate(plain))
    one, other = around(edited)
    one = one.format(FERRY)
    (found,) = align(one, other)
    assert found.manner == "edited"
    start, end = one.index(FERRY), one.index(FERRY) + len(FERRY)
    assert abs(found.one.start - start) < 35
    assert abs(found.one.end - end) < 35
    assert abs(found.other.start - other.index(edited)) < 35
    assert abs(found.other.end - other.index(edited) - len(edited)) < 35


def test_told_anew() -> None:
    one, other = around(FERRY_ANEW)
    one = one.format(FERRY)
    (found,) = align(one, other)
    assert found.manner == "rewritten"
    assert one[slice(*found.one)] == FERRY
    assert other[slice(*found.other)] == FERRY_ANEW


def test_nothing_between_unrelated_texts() -> None:
    assert align(BANK, ORCHESTRA) == ()
    assert align(f"{BANK} {GARDEN}", f"{FERRY} {ORCHESTRA}", summaries=True) == ()


def test_the_same_text() -> None:
    (found,) = align(FERRY, FERRY)
    assert (found.one, found.other, found.manner) == ((0, len(FERRY)), (0, len(FERRY)), "verbatim")


def test_empty_texts_and_texts_without_words() -> None:
    for one, other in (("", ""), ("", FERRY), (FERRY, ""), ("... !", FERRY), ("\n\n", " - ")):
        assert align(one, other, summaries=True) == ()


def test_quotes_around_a_passage_belong_to_it() -> None:
    quoted = f"“{FERRY[:-1]}.”"
    one, other = f"{BANK} {quoted} {GARDEN}", f"{ORCHESTRA} {quoted}"
    (found,) = align(one, other)
    assert one[slice(*found.one)] == other[slice(*found.other)] == quoted


def test_line_ends_and_spaces_are_no_difference_and_offsets_are_of_the_stored_text() -> None:
    wrapped = "\ufeff" + FERRY.replace(". ", ".\r\n").replace(" and ", "\r\n  and ")
    (found,) = align(wrapped, f"{GARDEN} {FERRY}")
    assert found.manner == "verbatim"
    assert wrapped[slice(*found.one)] == wrapped[1:]


CYRILLIC = (
    "Паром из Остермора снова опоздал в понедельник, и начальник порта объяснил это приливом. Около сорока "
    "пассажиров два часа ждали на причале, пока буксир не перевёз их через пролив. Никто ничего не сказал, "
    "пожаловалась медсестра, которая ехала на ночную смену."
)
CHINESE = (
    "星期一从奥斯特莫尔出发的渡轮再次晚点，港务局长把原因归咎于大潮。大约四十名乘客在码头上等了两个小时，"
    "后来一艘拖船才把他们送过海峡。一位赶去上夜班的护士说，他们很冷，也没有人告诉他们任何消息。市政府表示将调查"
    "此事，并承诺下个月增加一班渡轮，以免旅客再次滞留。"
)
HINDI = (
    "सोमवार को ओस्टरमूर से आने वाली नौका फिर देर से पहुँची और बंदरगाह के अधिकारी ने ज्वार को दोष दिया। लगभग चालीस यात्री "
    "दो घंटे तक घाट पर खड़े रहे, जब तक एक छोटा जहाज़ उन्हें पार नहीं ले गया। एक नर्स ने कहा कि किसी ने उन्हें कुछ नहीं बताया।"
)


@pytest.mark.parametrize("passage", [CYRILLIC, CHINESE, HINDI])
def test_other_scripts(passage: str) -> None:
    one, other = f"{BANK}\n{passage}\n{GARDEN}", f"{ORCHESTRA}\n{passage}"
    (found,) = align(one, other)
    assert one[slice(*found.one)] == other[slice(*found.other)] == passage


def test_marks_of_devanagari_stay_in_their_words() -> None:
    assert words("नौका फिर देर।").forms == ("नौका", "फिर", "देर")


def test_a_summary_of_the_whole_text_is_found_when_asked_for() -> None:
    summary = (
        "Rates stay at four per cent as inflation fell faster than forecast, and analysts expect a cut before"
        " the summer. A cellist leads the orchestra from next season with neglected symphonies; the hall "
        "closes for repairs. Compost wants turning, snails dislike coffee and beans climb on a balcony until "
        "the frost."
    )
    whole = f"{BANK}\n{ORCHESTRA}\n{GARDEN}"
    rng = Random(2)
    filler = " ".join(" ".join(rng.choice(FILLER) for _ in range(9)).capitalize() + "." for _ in range(40))
    one = f"{filler}\n{summary}\n{filler[::-1]}"
    (found,) = align(one, whole, summaries=True)
    assert one[slice(*found.one)] == summary
    assert whole[slice(*found.other)] == whole
    assert found.manner == "rewritten"


FILLER = re.findall(
    r"\w+",
    "glacier moraine basalt schist delta lagoon fjord ridge summit crater valley meadow spruce larch lichen "
    "moss heather bracken falcon osprey heron otter badger lynx salmon trout pike with under between near",
)


def huge(seed: int, size: int) -> str:
    """Words without a full stop, the frequent ones very frequent."""
    rng = Random(seed)
    return " ".join(f"{'w' if rng.random() < 0.5 else 'q'}{int(rng.paretovariate(0.7))}" for _ in range(size))


def test_one_huge_line_against_another_in_bounded_memory() -> None:
    one, other = huge(1, 30_000), huge(2, 30_000)
    middle = len(one) // 2
    one = f"{one[:middle]} {FERRY} {one[middle:]}"
    tracemalloc.start()
    found = align(one, f"{FERRY} {other}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 250e6
    assert any(FERRY in one[slice(*p.one)] for p in found)


def test_a_table_like_itself_throughout_is_no_burden() -> None:
    table = "\n\n".join(f"Tarn Weir {n % 7} water level {n % 5} metres rising" for n in range(4_000))
    begun = time.perf_counter()
    assert align(table, table[: len(table) // 2])
    assert time.perf_counter() - begun < 60


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*FERRY.split(), *BANK.split(), *CYRILLIC.split(), "\r\n", "İ", "北"]), max_size=200
    ),
    st.lists(
        st.sampled_from([*FERRY.split(), *BANK.split(), *CYRILLIC.split(), "\n\n", "ß", "北"]), max_size=200
    ),
)
def test_every_passage_lies_in_its_texts_and_keeps_its_word(a: list[str], b: list[str]) -> None:
    one, other = " ".join([*a, FERRY, *b]), " ".join([*b, *a, FERRY])
    found = align(one, other, summaries=True)
    assert found
    assert list(found) == sorted(found, key=lambda p: p.one)
    for p in found:
        assert 0 <= p.one.start < p.one.end <= len(one)
        assert 0 <= p.other.start < p.other.end <= len(other)
        ours, theirs = (words(text[slice(*span)]).forms for text, span in ((one, p.one), (other, p.other)))
        assert (p.manner == "verbatim") == (ours == theirs) == (p.likeness == 1.0)
