"""Is this English? The samples are article 1 and 2 of the Universal Declaration of Human Rights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reader_seeds import DATA, PROSE

from sayso.readers.language import code_of, guess

SAMPLES: dict[str, str] = json.loads((DATA / "languages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SAMPLES)
def test_other_languages_are_seen(name: str) -> None:
    found = guess(SAMPLES[name])
    assert found.english is False
    assert found.name == name


def test_english_is_seen() -> None:
    assert guess(PROSE).english is True
    assert guess(PROSE).code == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Oui.",
        "La Paz",
        "Le Pen wins in Nice; Macron silent",
        "Kabul. Herat. Kunduz. 1 2 3 4",
        "Jan de Vries, Pieter van den Berg, Els de Boer, Kees van Dijk " * 10,
        "Москва",
    ],
)
def test_short_and_wordless_texts_are_not_judged(text: str) -> None:
    assert guess(text).english is not False


def test_english_with_foreign_quotations_is_english() -> None:
    assert guess(f"{PROSE} “Je ne suis pas content de la situation,” said the mayor. {PROSE}").english is True


@pytest.mark.parametrize(
    ("label", "code"),
    [
        *(
            ("en", "en"),
            ("en-US", "en"),
            ("EN_gb", "en"),
            ("English", "en"),
            ("French", "fr"),
            ("fr-CA", "fr"),
        ),
        *(("", None), ("und", None), ("x-klingon", None)),
    ],
)
def test_declared_languages(label: str, code: str | None) -> None:
    assert code_of(label) == code


def test_it_needs_no_model() -> None:
    """Light by design: what it knows is in the module."""
    assert Path(guess.__code__.co_filename).stat().st_size < 12_000
