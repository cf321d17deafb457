"""The truth beside the articles of examples/sallow-bridge holds: what it quotes is there, and it is at one
with itself. What Sayso makes of the articles is measured elsewhere."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso import readers
from sayso.settings import Settings
from sayso.types import KINDS, STANCES, Document

FOLDER = Path(__file__).parent.parent / "examples" / "sallow-bridge"
TRUTH: dict[str, Any] = tomllib.loads(FOLDER.with_suffix(".toml").read_text("utf-8"))
ARTICLES: list[dict[str, Any]] = TRUTH["articles"]
ADDRESSES = {article["address"] for article in ARTICLES}
FORMS = {"own", "copy", "rewrite", "translation", "revision"}
LOST = {"source", "hedge", "bound", "name"}


def _name(article: dict[str, Any]) -> str:
    return f"{article['address']} of {article['date']}"


def _claims(**wanted: str) -> Iterator[dict[str, Any]]:
    for article in ARTICLES:
        for claim in article["claims"]:
            if all(claim.get(key) == value for key, value in wanted.items()):
                yield claim


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    found = list(readers.documents([str(FOLDER)], Settings()))
    assert not [d for d in found if not isinstance(d, Document)], "every article can be read"
    return [d for d in found if isinstance(d, Document)]


def _document(documents: list[Document], article: dict[str, Any]) -> Document:
    """Of versions at one address, the one of that day."""
    here = [d for d in documents if d.address == article["address"]]
    if len(here) > 1:
        here = [d for d in here if (d.published or "").startswith(article["date"])]
    [found] = here
    return found


def test_every_document_has_its_truth(documents: list[Document]) -> None:
    assert Counter(d.address for d in documents) == Counter(a["address"] for a in ARTICLES)


@pytest.mark.parametrize("article", ARTICLES, ids=_name)
def test_the_exact_words_stand_in_the_article(article: dict[str, Any], documents: list[Document]) -> None:
    text = _document(documents, article).text
    for item in (*article["claims"], *article.get("cites", [])):
        assert item["words"] in text


@pytest.mark.parametrize("article", ARTICLES, ids=_name)
def test_what_a_document_states_of_itself_is_so(article: dict[str, Any], documents: list[Document]) -> None:
    document = _document(documents, article)
    assert document.published is None or document.published.startswith(article["date"])
    assert document.publisher in (None, article["outlet"])


@pytest.mark.parametrize("article", ARTICLES, ids=_name)
def test_every_name_in_it_is_defined(article: dict[str, Any]) -> None:
    assert article["form"] in FORMS
    assert (article["form"] == "own") <= ("from" not in article)
    linked = [article.get("from"), *(cite.get("article") for cite in article.get("cites", []))]
    assert {address for address in linked if address} <= ADDRESSES
    for claim in article["claims"]:
        assert claim["label"] in TRUTH["labels"]
        assert claim["stance"] in STANCES
        assert {*claim["through"], claim["origin"]} <= set(TRUTH["voices"])
        assert set(claim.get("lost", [])) <= LOST


def test_every_voice_has_a_kind_and_says_something() -> None:
    heard = {voice for claim in _claims() for voice in (*claim["through"], claim["origin"])}
    for name, voice in TRUTH["voices"].items():
        assert voice["kind"] in KINDS
        assert name in heard, f"{name} says nothing: leave it out"


def test_a_copy_is_one_word_for_word(documents: list[Document]) -> None:
    by_address = {d.address: d for d in documents}
    copies = [a for a in ARTICLES if a["form"] == "copy" and "from" in a]
    for copy in copies:
        original = by_address[copy["from"]].text.strip().split("\n\n")[2:]
        assert len(original) >= 5
        assert set(original) <= set(by_address[copy["address"]].text.strip().split("\n\n"))
    assert len(copies) == 4


@pytest.mark.parametrize("label", TRUTH["labels"])
def test_the_origins_are_those_of_the_claims(label: str) -> None:
    assert {claim["origin"] for claim in _claims(label=label)} == set(TRUTH["origins"][label])


def test_what_nobody_lost_ends_at_its_origin() -> None:
    """Where a chain ends at another voice than the origin, the truth says what was lost or how it turned."""
    own = {"bound", "hedge"}
    for claim in _claims():
        farthest = claim["through"][-1] if claim["through"] else None
        told = set(claim.get("lost", [])) - own or "turned" in claim
        assert told or farthest in (claim["origin"], None) or _is_near(farthest, claim["origin"])


def _is_near(voice: str, origin: str) -> bool:
    """Not one voice, but speaking for one another."""
    pairs = {
        ("hospital", "ferrant"),
        ("hospital", "observer"),
        ("engineers", "engineer"),
        ("ministry", "police"),
        ("lusk", "police"),
        ("minister", "police"),
        ("vornay", "ministry"),
        ("report", "toller"),
        ("newsroom", "nobody"),
        ("today", "nobody"),
    }
    return (voice, origin) in pairs


def test_three_outlets_go_round_in_a_circle() -> None:
    cited = {a["address"]: {c.get("article") for c in a.get("cites", [])} for a in ARTICLES}
    insider, star, today = (
        "https://ostermoorinsider.example/the-letter",
        "sarrovia-star-2025-06-10.txt",
        "sarrovia-today-2025-06-11.txt",
    )
    assert today in cited[insider]
    assert insider in cited[star]
    assert star in cited[today]
    assert {claim["origin"] for claim in _claims(label="letter", stance="asserted")} == {"nobody"}


def test_nobody_with_a_name_says_fifteen() -> None:
    people = {name for name, voice in TRUTH["voices"].items() if voice["kind"] == "person"}
    counts = {(c["low"], c["through"][-1]) for c in _claims(label="dead") if c["through"][-1:]}
    assert {(low, who) for low, who in counts if who in people} == {(11, "governor"), (12, "ferrant")}
    assert 15 in {claim["low"] for claim in _claims(label="dead")}
