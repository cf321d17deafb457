"""Analysis, joining, suggestions and blocking, beyond what the pairs measure."""

from __future__ import annotations

import random
import time

import pytest

from sayso import actors
from sayso.actors import Name, analyse, features, lists, suggesting
from sayso.actors.normal import fold
from sayso.actors.scoring import AGAINST, GROUNDS, SUPPORTS
from sayso.actors.sounds import alike
from sayso.types import KINDS, Kind


@pytest.mark.parametrize(
    ("text", "given", "surname", "title", "affiliation"),
    [
        ("U.S. Secretary of State John Kerry", ("john",), "kerry", "us secretary of state", "united states"),
        ("the ambassador of Ostrel in Velmora, Damir Halvek,", ("damir",), "halvek", None, "ostrel"),
        ("Col. Ahmed Rami, a spokesman for the ministry", ("ahmed",), "rami", "colonel", None),
        ("Rubin’s deputy campaign manager, Rich Beecham,", ("rich",), "beecham", None, "rubin"),
        (
            "Minister of Foreign Affairs Sergei Orlov",
            ("sergei",),
            "orlov",
            "minister of foreign affairs",
            None,
        ),
        ("Stephen King", ("stephen",), "king", None, None),
        ("by Ursula von der Lanken", ("ursula",), "von der lanken", None, None),
    ],
)
def test_a_person_is_read(
    text: str, given: tuple[str, ...], surname: str, title: str | None, affiliation: str | None
) -> None:
    name = analyse(text, "person")
    assert name.person is not None
    assert (name.person.given, name.person.surname) == (given, surname)
    assert (name.title, name.affiliation) == (title, affiliation)


@pytest.mark.parametrize(
    ("text", "kind", "key", "scope"),
    [
        ("several senior Iranian officials", "unnamed_group", "officials of iran", "corpus"),
        ("Rescue workers", "unnamed_group", "workers of rescue", "document"),
        ("US State Department officials", "unnamed_group", "officials of state department", "corpus"),
        ("the Houthis", "unnamed_group", "houthis", "corpus"),
        ("the Labour Ministry", "organisation", "labor ministry", "document"),
        ("the Ministry of Labour of Iran", "organisation", "labor ministry of iran", "corpus"),
        ("Russia and China", "state", "russia and china", "document"),
        ("the 3rd Brigade", "organisation", "3rd brigade", "document"),
        ("the Mueller report", "document", "mueller report", "document"),
        ("us", "unnamed_group", "", "document"),
        ("", "nobody", "", "document"),
        ("…", "organisation", "", "document"),
    ],
)
def test_what_holds_beyond_its_document(text: str, kind: Kind, key: str, scope: str) -> None:
    name = analyse(text, kind)
    assert (name.key, name.scope) == (key, scope)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text", ["", " ", "(", "()", "'s", "the", "of", ",,", "Mr", "\U0001f600", "A" * 3000, "née"]
)
def test_any_text_can_be_analysed(text: str, kind: Kind) -> None:
    name = analyse(text, kind)
    assert name.text == text
    list(actors.suggest([name, analyse("John Kerry", "person")]))


def test_a_name_of_several_entries_is_joined_with_none() -> None:
    times, congo = analyse("the Times", "organisation"), analyse("Congo", "state")
    assert times.listed is None
    assert {"outlet:times", "outlet:new york times"} <= set(times.perhaps)
    assert set(congo.perhaps) == {"state:CG", "state:CD"}
    found = {s.b: s for s in actors.suggest([congo, analyse("DR Congo", "state")])}
    assert list(found) == ["state:democratic republic of the congo"]


def test_namesakes_are_parted_and_the_question_is_put() -> None:
    texts = ["Ann Vale, the Iraqi envoy", "Iraqi envoy Ann Vale", "Ann Vale", "Ann Vale, a Yemeni judge"]
    names = [analyse(text, "person") for text in texts]
    parts = {part.actor: {n.text for n in part.names} for part in actors.join(names)}
    assert parts == {"person:ann vale": set(texts[:3]), "person:ann vale (yemen)": {texts[3]}}
    asked = [s for s in actors.suggest(names) if s.relation == "same"]
    assert [(s.a, s.b) for s in asked] == [("person:ann vale", "person:ann vale (yemen)")]


def test_joining_does_not_depend_on_order() -> None:
    texts = [
        "Ann Vale of Corwen",
        "Ann Vale of Ostrel",
        "Mr Ann Vale",
        "Ann Vale",
        "Ann Vale, the Iraqi envoy",
    ]
    names = [analyse(text, "person") for text in texts]
    first = list(actors.join(names))
    for seed in range(5):
        random.Random(seed).shuffle(names)
        assert list(actors.join([*names, *names[:2]])) == first


def test_a_suggestion_gives_its_reasons_in_words() -> None:
    names = [analyse("Mr Kerry", "person"), analyse("John Kerry", "person")]
    (found,) = actors.suggest(names)
    assert found.relation == "same"
    assert found.why == "a surname alone, and a full name that has it; also, title and first name fit"


def test_a_capital_is_its_government_only_where_it_speaks() -> None:
    us = analyse("the United States", "state")
    (found,) = actors.suggest([analyse("Washington", "state"), us])
    assert (found.relation, found.b) == ("speaks_for", "state:united states")
    assert "the city may be meant too" in found.why
    assert list(actors.suggest([analyse("Denzel Washington", "person"), us])) == []


def test_every_feature_explains_itself_and_is_weighed() -> None:
    weighed = {f.__name__ for f in (*GROUNDS, *SUPPORTS, *AGAINST)}
    made = {n: f for n, f in vars(features).items() if getattr(f, "__module__", "") == features.__name__}
    mine = {n for n, f in made.items() if f.__annotations__["return"] == "bool" and n[0] != "_"}
    assert mine == weighed
    assert all((f.__doc__ or "")[0].islower() for f in (*GROUNDS, *SUPPORTS, *AGAINST))


@pytest.mark.parametrize(
    ("a", "b"),
    [("gaddafi", "qadhafi"), ("mohammed", "muhammad"), ("al sisi", "el sisi"), ("yusuf", "youssef")],
)
def test_transliterations_are_alike(a: str, b: str) -> None:
    assert alike(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("hale", "hall"), ("mario", "maria"), ("omar", "amir"), ("assad", "saad")]
)
def test_other_names_are_not_alike(a: str, b: str) -> None:
    assert not alike(a, b)


def test_a_large_block_costs_no_square() -> None:
    shared = [
        analyse(f"{chr(65 + i % 26)}{chr(97 + i // 26 % 26)}ta{chr(97 + i // 676)} Smith", "person")
        for i in range(4000)
    ]
    names = [*shared, analyse("Smith", "person"), analyse("Mr Smith", "person")]
    compared = list(suggesting._pairs(suggesting._actors(names)))
    assert len(compared) < 20 * len(names)
    assert not any("smith" in (a.removeprefix("person:"), b.removeprefix("person:")) for a, b in compared)


def test_twice_the_names_cost_about_twice_the_time() -> None:
    def seconds(count: int) -> float:
        names = [Name(f"N{i % 97}a{i}", f"n{i % 97}a{i}", "organisation") for i in range(count)]
        start = time.perf_counter()
        list(actors.suggest(names))
        return time.perf_counter() - start

    seconds(1000)
    # A square would cost 16 times as much.
    assert min(seconds(16_000) for _ in range(2)) < 9 * min(seconds(4_000) for _ in range(2))


def test_lists_are_sound() -> None:
    entries = lists.entries().values()
    assert sum(e.cls == "state" for e in entries) >= 195
    assert sum(e.cls == "armed_group" for e in entries) >= 150
    assert sum(e.cls == "organisation" for e in entries) >= 60
    assert sum(e.cls in ("agency", "outlet") for e in entries) >= 150
    states = {e.state for e in entries if e.cls == "state"}
    assert {e.state for e in entries if e.state} == states
    domains = [d for e in entries for d in e.domains]
    assert len(domains) == len(set(domains))


def test_no_name_is_surely_two_entries() -> None:
    sure: dict[str, set[str]] = {}
    for entry in lists.entries().values():
        if entry.cls in ("capital", "nationality"):
            continue
        doubtful = {fold(name) for name in entry.doubtful}
        for name in {fold(name) for name in (entry.name, *entry.aliases)} - doubtful:
            sure.setdefault(name, set()).add(entry.id)
    assert {name: ids for name, ids in sure.items() if len(ids) > 1} == {}


def test_every_listed_name_is_found_by_itself() -> None:
    for entry in lists.entries().values():
        doubtful = {fold(name) for name in entry.doubtful}
        sure = [name for name in (entry.name, *entry.aliases) if fold(name) not in doubtful]
        for name in sure if entry.cls not in ("capital", "nationality") else ():
            assert analyse(name, "organisation").listed == entry.id, name
