"""What fact-checkers' ratings mean on the one scale, in their own spellings."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import get_args

import pytest

from sayso.evidence.ratings import Scale, _folded, meaning, weighed
from sayso.findings import Rated

SPELLINGS: dict[Rated, str] = {
    "supported": (
        "True|TRUE|Correct|That's correct.|That’s right|Accurate|Correct Attribution"
        "|Geppetto Checkmark|Verified|Verdadero|Cierto|Verdadeiro|VRAI|C'est vrai|Wahr|Richtig|Stimmt"
        "|Vero|Waar|Sant|Prawda|Pravda|Doğru|DOĞRU|Правда|Benar|BENAR|सच|صحيح|사실|正確|Rating: True"
        "|This claim is true|真實|Tačno"
    ),
    "mostly supported": (
        "Mostly True|mostly-true|Mostly Accurate|Largely true|One Pinocchio|Broadly correct."
        "|Plutôt vrai|Größtenteils richtig|Verdadero, pero...|Verdadeiro, mas|C'eri quasi"
        "|Mayormente cierto|Скорее правда"
    ),
    "mixed": (
        "Half True|Half-True|HALF TRUE|Mixture|Mixed|Partly false|Partially True|Two Pinocchios"
        "|Missing context|Needs context|Lacks context|Meia-verdade|Verdad a medias|À nuancer"
        "|C’est plus compliqué|Teilweise falsch|Halbwahr|Nì|Parzialmente falso|Deels waar|Półprawda"
        "|Karma|Полуправда|Poluistina|आधा सच|Sebagian benar|Cherry Picks|Exaggerated"
        "|True, but misleading|部分錯誤|Parcialmente falso"
    ),
    "mostly refuted": (
        "Mostly False|Barely True|Misleading|MISLEADING|Three Pinocchios|Miscaptioned|False context"
        "|Out of context|Distorts the Facts|Engañoso|ENGANOSO|Trompeur|Irreführend|Fuorviante"
        "|Misleidend|Manipulacja|Zavádějící|Вводит в заблуждение|Маніпуляція|Yanıltıcı|Menyesatkan"
        "|भ्रामक|مضلل|Fora de contexto|Mestadels falskt|誤導"
    ),
    "refuted": (
        "False|FALSE|false.|Pants on Fire!|Pants on Fire|pants-fire|Four Pinocchios|Fake|FAKE NEWS"
        "|Incorrect|Wrong|Hoax|Altered|Altered photo|Misattributed|Not true|Inaccurate|Fabricated"
        "|Manipulated video|Debunked|Falso|FALSO|Bulo|É falso|Boato|Faux|C'est faux|Falsch"
        "|Frei erfunden|Bufala|Panzana pazzesca|Onwaar|Fałsz|Nepravda|Neistina|Netačno|Fals|Yanlış"
        "|YANLIŞ|Sahte|Ложь|Фейк|Вердикт: фейк|Неправда|Ψευδές|Hoaks|Salah|KELIRU|Mali|Sai sự thật"
        "|เท็จ|錯誤|誤り|거짓|خطأ|زائف|نادرست|झूठ|फर्जी|মিথ্যা|தவறு|తప్పు|Uongo"
        "|Fact Crescendo Rating: False|Our ruling: False|🔴 FALSE|“False”"
        "|False. The photo is from 2012|Incorrect. The figure is thirty."
    ),
    "other": (
        "Satire|Labeled Satire|SATIRE|Sátira|Satira|Unproven|Unsupported|No evidence|Outdated|Scam"
        "|Legend|Full Flop|Promise Broken|Unbewiesen|Insustentável|Inverificable|Non vérifiable"
        "|Unverified|Belirsiz|Tidak terbukti|Seven feathers|It is what it is|Truthy"
        "|Not entirely without merit|Faultless|True-ish|60%|Opinion"
        "|True. But it leaves out half of the story.|Correct, however the figure is old||!!!"
        "|True (photo), false (caption)|False. Satire.|不正確"
    ),
}
CASES = [(words, rated) for rated, several in SPELLINGS.items() for words in several.split("|")]


@pytest.mark.parametrize(("words", "rated"), CASES)
def test_spellings(words: str, rated: Rated) -> None:
    found = meaning([words])
    assert found.rated == rated, found.why
    assert not words.strip("! ") or words in found.why


def test_there_are_enough_spellings() -> None:
    assert len(CASES) >= 80
    assert set(SPELLINGS) == set(get_args(Rated))


@pytest.mark.parametrize(
    ("scale", "rated"),
    [
        (Scale(1), "refuted"),
        (Scale(2), "mostly refuted"),
        (Scale(3), "mixed"),
        (Scale(4), "mostly supported"),
        (Scale(5), "supported"),
        (Scale(5, worst=5, best=1), "refuted"),
        (Scale(1, worst=5, best=1), "supported"),
        (Scale(0, worst=0, best=1), "refuted"),
        (Scale(2, worst=1, best=3), "mixed"),
        (Scale(8, worst=0, best=10), "mostly supported"),
        (Scale(33, worst=0, best=100), "mostly refuted"),
    ],
)
def test_numbers_are_read_on_their_own_scale_the_way_it_goes(scale: Scale, rated: Rated) -> None:
    assert meaning([], scale).rated == rated


@pytest.mark.parametrize("scale", [Scale(-1, -1, -1), Scale(0, 0, 0), Scale(7), Scale(0), Scale(-1, 1, 5)])
def test_numbers_off_their_scale_say_nothing(scale: Scale) -> None:
    assert meaning([], scale).rated == "other"


@pytest.mark.parametrize(
    ("words", "rated"),
    [
        ("5/5", "supported"),
        ("4 out of 5", "mostly supported"),
        ("3/5", "mixed"),
        ("0/5", "refuted"),
        ("9/5", "other"),
    ],
)
def test_so_many_of_so_many(words: str, rated: Rated) -> None:
    assert meaning([words]).rated == rated


def test_words_count_before_numbers_and_numbers_where_words_are_unknown() -> None:
    assert meaning(["False"], Scale(5)).rated == "refuted"
    assert meaning(["Satire"], Scale(1)).rated == "other"
    found = meaning(["Seven feathers"], Scale(1))
    assert found.rated == "refuted"
    assert "rated 1, on a scale from 1, the worst, to 5, the best" in found.why
    assert "“Seven feathers” is not among" in found.why
    assert meaning(["Seven feathers", "False"]).rated == "refuted"


def test_a_rating_of_who_said_it_says_so() -> None:
    assert "who said it" in meaning(["Correct Attribution"]).why
    assert "who said it" in meaning(["Misattributed"]).why


def test_no_word_is_listed_with_two_meanings() -> None:
    table = tomllib.loads(files("sayso.evidence").joinpath("ratings.toml").read_text("utf-8"))
    meanings: dict[str, set[str]] = {}
    for rating, languages in table["rated"].items():
        for words in languages.values():
            for word in words:
                meanings.setdefault(_folded(word), set()).add(rating)
    for reason, words in table["other"].items():
        for word in words:
            meanings.setdefault(_folded(word), set()).add(reason)
    assert {word: found for word, found in meanings.items() if len(found) > 1 or not word} == {}
    assert set(table["rated"]) | {"other"} == set(get_args(Rated))


@pytest.mark.parametrize(
    ("rated", "says"),
    [
        ("supported", "supports"),
        ("mostly supported", "supports"),
        ("mixed", "neutral"),
        ("mostly refuted", "refutes"),
        ("refuted", "refutes"),
        ("other", "neutral"),
    ],
)
def test_a_rating_weighs_on_claims_that_say_the_same(rated: Rated, says: str) -> None:
    check = weighed(rated, 0.9)
    assert check
    assert (check.kind, check.says, check.decides) == ("rating", says, True)
    assert "0.90" in check.why
    assert weighed(rated, 0.4) is None
